"""Takes pictures of pages at 1280 and 390 px, to be looked at: `var/screenshots/PAGE-WIDTH.png`.

    python -m tools.screenshots [--address ADDRESS] [--role officer] [--with-errors] / /children/ …

The service has to be running (`make run`). Without --role the pages are seen signed out. A page may also be a
whole address or an HTML file. `make screenshots PAGES="/ /children/" ROLE=officer` calls it.
"""

import argparse
import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from tools import browser

KEPT = Path(__file__).resolve().parents[1] / "var" / "screenshots"
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures and print where each is; return 1 where a page could not be had."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("pages", nargs="*", default=os.environ.get("PAGES", "/").split())
    options.add_argument("--address", default=f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")
    options.add_argument("--role", default=os.environ.get("ROLE", ""), help="sign in as this role first")
    options.add_argument("--with-errors", action="store_true", help="send the page's main form empty first")
    asked = options.parse_args(arguments)
    path = browser.find_or_install()
    if path is None:
        print(
            "No browser: install one with `sudo apt-get install chromium fonts-liberation`.", file=sys.stderr
        )
        return 1
    KEPT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=browser.LAUNCH_FLAGS)
        page = started.new_page(viewport=SIZES[0])  # type: ignore[arg-type]
        page.on("console", lambda said: print(f"  console {said.type}: {said.text}"))
        try:
            if asked.role:
                browser.sign_in_as(page, asked.address, asked.role)
            for wanted in asked.pages:
                take(page, address_of(wanted, asked.address), asked.role, with_errors=asked.with_errors)
        except (Error, AssertionError) as error:
            print(f"No picture: {str(error).splitlines()[0]}", file=sys.stderr)
            return 1
        finally:
            started.close()
    return 0


def address_of(wanted: str, service: str) -> str:
    """Return the whole address of a path, a file or an address."""
    if "://" in wanted:
        return wanted
    return Path(wanted).resolve().as_uri() if wanted.endswith(".html") else service + wanted


def take(page: Page, address: str, role: str, *, with_errors: bool) -> None:
    """Take one page's pictures at both widths."""
    answer = page.goto(address)
    if with_errors:
        page.locator("main form button").first.click()
        page.wait_for_load_state("load")
    print(f"{address} answered {answer.status if answer else 'nothing'}: {page.title()}")
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        kept = KEPT / f"{name_of(address, role)}{'-errors' if with_errors else ''}-{size['width']}.png"
        page.screenshot(path=kept, full_page=True)
        print(f"  {kept}")
    page.set_viewport_size(SIZES[0])  # type: ignore[arg-type]


def name_of(address: str, role: str) -> str:
    """Return a file name for a page as one role sees it."""
    path = re.sub(r"^[a-z]+://[^/]*", "", address)
    return re.sub(r"[^A-Za-z0-9]+", "-", f"{role or 'signed-out'}-{path}").strip("-")


if __name__ == "__main__":
    sys.exit(main())
