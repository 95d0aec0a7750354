"""Finds a real browser for the journeys and screenshots, and brings one where the machine lets us.

Prints its path when run: `python -m tools.browser [--install]`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tools import debian

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# No sandbox: as root it refuses to start with one. The rest keeps it from calling home.
LAUNCH_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLAYWRIGHT_BROWSERS = "ms-playwright/chromium-*/chrome-linux*/chrome"


def find() -> str | None:
    """Return the path of a browser that starts (CHROMIUM in the environment comes first), or None."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in NAMES]
    if not named:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        candidates += [str(path) for path in sorted(cache.glob(PLAYWRIGHT_BROWSERS), reverse=True)]
    return next((path for path in candidates if path and starts(path)), None)


def starts(path: str) -> bool:
    """Return whether a browser answers: Ubuntu's may only be a signpost to another shop."""
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and b"Chrom" in asked.stdout


def find_or_install() -> str | None:
    """Return the path of a browser, from Debian's packages or Playwright where none is here yet, or None."""
    here = find()
    if here or os.environ.get("CHROMIUM"):
        return here
    if debian.install("chromium", "fonts-liberation") and find():
        return find()
    print("Debian's chromium could not be installed; trying Playwright's own …", flush=True)
    bring = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(bring, stdin=subprocess.DEVNULL, stdout=sys.stderr, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        print("Playwright's browser did not arrive within five minutes.", flush=True)
    return find()


def sign_in_as(page: "Page", address: str, role: str) -> None:
    """Sign in as the demonstration person of a role, by pressing that person's button on the sign-in page.

    Raises AssertionError where the page offers nobody of that role.
    """
    page.goto(f"{address}/sign-in/")
    named = f'[name="role"][value="{role}"]'
    own_button = page.locator(f'button{named}, form:has(input[type="hidden"]{named}) button')
    chosen = page.locator(f'input[type="radio"]{named}')
    if own_button.count():
        own_button.first.click()
    else:
        assert chosen.count(), f"The sign-in page at {page.url} offers nobody for the role '{role}'."
        chosen.check()
        page.locator("form").filter(has=chosen).get_by_role("button").first.click()
    page.wait_for_load_state("load")
    assert "/sign-in" not in page.url, f"Signing in as '{role}' did not work: still at {page.url}."


def main() -> int:
    """Print the path of the browser and return 0, or say that there is none and return 1."""
    path = find_or_install() if "--install" in sys.argv[1:] else find()
    if path is None:
        print(
            "No browser: install one with `sudo apt-get install chromium fonts-liberation`.", file=sys.stderr
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
