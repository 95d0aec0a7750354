"""The accessibility baseline and the journey's words notice what they are there to notice."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.journeys.accessibility import NARROW, WIDE, faults_of, the_accessibility_baseline_is_met
from tests.journeys.journey import Journey
from tests.journeys.service import Service

STYLE = "body { font-family: arial }" + "a { color: #000 }" * 120
SOUND = f"""<!doctype html><html lang="en">
<head><title>Error: Record a move</title><style>{STYLE}</style></head>
<body class="govuk-frontend-supported"><main><h1>Record a move</h1>
<div class="govuk-error-summary" tabindex="-1" role="alert" id="summary"><h2>There is a problem</h2>
<a href="#moved-day">Enter the day of the move</a></div>
<form action="/mend"><fieldset aria-describedby="moved-error"><legend>When was the move?</legend>
<p id="moved-error">Error: Enter the day of the move</p>
<label for="moved-day">Day</label><input id="moved-day"><label for="moved-month">Month</label>
<input id="moved-month"><label for="moved-year">Year</label><input id="moved-year"></fieldset>
<button>Save</button></form></main><script>document.getElementById("summary").focus()</script></body></html>"""
FAULTY = """<html><body><img src="/missing.png">
<p id="twice">One</p><p id="twice" style="width: 2000px">Two</p>
<input name="unnamed"><div data-module="govuk-button"></div><script>console.log("ElementError: no such part")
</script></body></html>"""


class Pages(BaseHTTPRequestHandler):
    """Answers with a sound page, a faulty one, or the statuses the words are about."""

    def do_GET(self) -> None:
        status = {"/mend": 422, "/missing.png": 404, "/not-yours": 403}.get(self.path.split("?")[0], 200)
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((FAULTY if self.path == "/faulty" else SOUND).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the console."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Iterator[Service]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Service(tmp_path_factory.mktemp("pages"), address=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Browser, pages: Service) -> Iterator[Journey]:
    context = browser.new_context(viewport=WIDE)
    yield Journey(context.new_page(), pages)
    context.close()


def test_a_sound_page_meets_the_baseline_at_both_widths_and_keeps_its_own(visit):
    visit.when_i_go_to("/")
    visit.then_the_accessibility_baseline_is_met()
    assert visit.page.viewport_size == WIDE


def test_an_error_is_found_in_title_summary_link_and_field(visit):
    visit.when_i_go_to("/")
    visit.then_i_am_told_to_mend("Enter the day of the move")
    visit.when_i_fill_in_the_date("When was the move?", ("31", "2", "2026"))
    visit.when_i_press("Save")
    visit.then_i_am_at("/mend")
    visit.then_nothing_went_wrong_behind_the_page()


@pytest.mark.parametrize(
    "fault",
    [
        "ids used more than once: twice",
        "h1 headings: 0",
        "no title",
        "does not say its language",
        "no stylesheet was applied",
        "not Arial",
        "scripts are supported",
        "govuk-button was not started",
        "no label: unnamed",
        "axe image-alt",
        "axe landmark-one-main",
    ],
)
def test_each_fault_of_a_faulty_page_is_named(visit, fault):
    visit.when_i_go_to("/faulty")
    with pytest.raises(AssertionError, match=fault):
        the_accessibility_baseline_is_met(visit.page)


def test_a_page_that_scrolls_sideways_only_on_a_phone_is_noticed(visit):
    visit.page.set_content(SOUND.replace("<h1>", '<p style="width: 800px">A wide line</p><h1>'))
    assert faults_of(visit.page) == []
    visit.page.set_viewport_size(NARROW)
    assert any("scrolls sideways" in fault for fault in faults_of(visit.page))


def test_what_goes_wrong_behind_a_page_is_heard(visit):
    visit.when_i_go_to("/faulty")
    with pytest.raises(AssertionError, match="ElementError") as told:
        visit.then_nothing_went_wrong_behind_the_page()
    assert "answer 404" in str(told.value)


def test_a_refusal_that_was_expected_is_no_trouble_and_one_that_was_not_is(visit):
    visit.then_i_am_refused("/not-yours")
    visit.then_nothing_went_wrong_behind_the_page()
    visit.when_i_go_to("/not-yours")
    with pytest.raises(AssertionError, match="answer 403"):
        visit.then_nothing_went_wrong_behind_the_page()


def test_a_page_that_calls_another_machine_is_noticed(visit):
    visit.page.route("**/elsewhere.example/**", lambda route: route.abort())
    visit.when_i_go_to("/")
    visit.page.evaluate("() => fetch('http://elsewhere.example/').catch(() => null)")
    with pytest.raises(AssertionError, match="another machine"):
        visit.then_nothing_went_wrong_behind_the_page()
