#!/bin/sh
# Prints the command of a Python that is new enough, or says in words what to install.
for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Lodestar needs Python 3.11 or newer, and none was found (python3 here is: $(python3 --version 2>&1))." >&2
echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv. Or name one: make setup PYTHON=/path/to/python3" >&2
exit 1
