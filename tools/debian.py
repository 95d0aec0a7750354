"""Debian's packages, for the few things Python's own cannot bring (a browser, a database server, venv)."""

import os
import shutil
import subprocess
import sys


def may_install() -> bool:
    """Return whether this person can install Debian packages without being left waiting for a password."""
    if shutil.which("apt-get") is None:
        return False
    if os.geteuid() == 0:
        return True
    if shutil.which("sudo") is None:
        return False
    silent = subprocess.run(
        ["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return silent.returncode == 0 or (sys.stdin.isatty() and "CI" not in os.environ)


def install(*packages: str) -> bool:
    """Install Debian packages as root or by sudo; return whether it worked (its words go to stderr)."""
    if not may_install():
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    print(f"Installing Debian packages: {' '.join(packages)} …", flush=True)
    for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*as_root, *environment, "apt-get", *words],
            stdin=None if sys.stdin.isatty() else subprocess.DEVNULL,
            stdout=sys.stderr if words[0] == "install" else subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != 0 and words[0] == "install":
            return False
    return True
