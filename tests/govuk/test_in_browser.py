"""The gallery in a real browser: axe at both widths, under the pages' security policy, with and without scripts."""

import shutil

import pytest

from lodestar.govuk import build_assets
from tests.govuk import gallery
from tests.journeys.accessibility import NARROW, WIDE, the_accessibility_baseline_is_met

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine: apt-get install chromium"),
    pytest.mark.skipif(
        not (build_assets.BUILT / build_assets.STAMP).exists(),
        reason="the stylesheet is not made: run `make setup`",
    ),
]
NAMES = ["record", "list", "form", "form-wrong", "check", "not-found"]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=CHROMIUM, args=gallery.CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def made():
    return gallery.pages()


def opened(browser, made, viewport, **options):
    page = browser.new_context(viewport=viewport, **options).new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda wrong: page.said.append(str(wrong)))
    gallery.serve(page, made)
    return page


def complaints(page) -> list[str]:
    # Chromium's advice about password fields without a user name beside them is about sign-in pages.
    return [words for words in page.said if "autocomplete attributes" not in words]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_meets_the_baseline_at_both_widths(browser, made, name):
    page = opened(browser, made, WIDE)
    page.goto(f"{gallery.ADDRESS}/{name}/")
    the_accessibility_baseline_is_met(page)
    assert complaints(page) == []
    page.context.close()


def test_the_error_summary_takes_the_focus_and_its_links_go_to_the_input(browser, made):
    page = opened(browser, made, WIDE)
    page.goto(f"{gallery.ADDRESS}/form-wrong/")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Date it was agreed must include a year").click()
    assert page.evaluate("document.activeElement.id") == "id_agreed_on-year"
    page.context.close()


def test_a_choice_reveals_its_questions(browser, made):
    page = opened(browser, made, WIDE)
    page.goto(f"{gallery.ADDRESS}/form/")
    assert not page.get_by_label("Why").is_visible()
    page.get_by_label("Something else").check()
    assert page.get_by_label("Why").is_visible()
    page.context.close()


def test_without_scripts_every_question_menu_and_filter_is_there(browser, made):
    page = opened(browser, made, NARROW, java_script_enabled=False)
    page.goto(f"{gallery.ADDRESS}/form/")
    assert page.get_by_label("Why").is_visible()
    assert page.get_by_role("link", name="Quality of records").is_visible()
    page.goto(f"{gallery.ADDRESS}/list/")
    assert page.get_by_role("button", name="Apply filters").is_visible()
    page.context.close()


def test_on_a_phone_the_filters_and_the_menu_fold_away(browser, made):
    page = opened(browser, made, NARROW)
    page.goto(f"{gallery.ADDRESS}/list/")
    assert not page.get_by_role("button", name="Apply filters").is_visible()
    page.locator("summary").click()
    assert page.get_by_role("button", name="Apply filters").is_visible()
    assert not page.get_by_role("link", name="Quality of records").is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Quality of records").is_visible()
    page.context.close()


SMALL_TARGETS = """() => [...document.querySelectorAll('main a, main button, main summary, nav a, header button')]
    .filter(one => one.offsetParent && !one.closest('p, dd, dt, .moj-timeline'))
    .map(one => ({words: one.textContent.trim(), height: one.getBoundingClientRect().height}))
    .filter(one => one.height < 24)"""


@pytest.mark.parametrize("name", ["list", "record", "form"])
def test_on_a_phone_nothing_to_press_is_smaller_than_the_guidelines_24_pixels(browser, made, name):
    page = opened(browser, made, NARROW)
    page.goto(f"{gallery.ADDRESS}/{name}/")
    assert page.evaluate(SMALL_TARGETS) == []
    page.context.close()


def test_on_paper_the_record_stands_alone(browser, made):
    page = opened(browser, made, WIDE)
    page.emulate_media(media="print")
    page.goto(f"{gallery.ADDRESS}/record/")
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.get_by_role("heading", name="Summary").is_visible()
    page.goto(f"{gallery.ADDRESS}/list/")
    assert not page.locator(".lodestar-filter").is_visible()
    assert page.get_by_role("link", name="Book number 1", exact=True).is_visible()
    page.context.close()
