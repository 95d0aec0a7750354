"""Starts Lodestar for one person on this machine: database, demonstration authority, pages.

`make run` calls it after set-up; `make demo` calls it with --rebuild-demonstration.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LODESTAR = [sys.executable, "-m", "lodestar.config.command"]


def main() -> int:
    """Bring the database up to date, load the demonstration where it may be, serve; return an exit code."""
    environment = with_defaults(dict(os.environ))
    rebuild = "--rebuild-demonstration" in sys.argv[1:]
    print("Bringing the database up to date …", flush=True)
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    try:
        migrated = subprocess.run(migrate, cwd=ROOT, env=environment, check=False)
        if migrated.returncode != 0:
            return migrated.returncode
        if rebuild or demonstrates(environment):
            wanted = demonstration(environment, rebuild=rebuild)
            loaded = subprocess.run([*LODESTAR, *wanted], cwd=ROOT, env=environment, check=False)
            if loaded.returncode != 0:
                return loaded.returncode
    except KeyboardInterrupt:
        return 130
    if rebuild:
        return 0
    os.chdir(ROOT)
    os.execve(sys.executable, [*LODESTAR, "serve"], environment)


def with_defaults(environment: dict[str, str]) -> dict[str, str]:
    """Return the environment, with the demonstration on unless the environment says otherwise."""
    if "DEMO" not in environment and environment.get("PRODUCTION", "") in {"", "0"}:
        environment["DEMO"] = "1"
    return environment


def demonstrates(environment: dict[str, str]) -> bool:
    """Return whether the environment asks for the demonstration."""
    return environment.get("DEMO", "").strip().lower() in {"1", "true", "yes", "on"}


def demonstration(environment: dict[str, str], *, rebuild: bool) -> list[str]:
    """Return the words of the `lodestar demo` that fits: only into an empty database, or made anew."""
    words = ["demo", "--rebuild" if rebuild else "--if-empty"]
    for option in ("CHILDREN", "SEED", "TODAY"):
        if environment.get(option):
            words += [f"--{option.lower()}", environment[option]]
    return words


if __name__ == "__main__":
    sys.exit(main())
