"""The words in which journeys are written: given who I am, when I do this, then I see that."""

import re
from datetime import date
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, expect

from tests.journeys.accessibility import the_accessibility_baseline_is_met
from tests.journeys.service import Service
from tools.browser import sign_in_as

# A form sent back with its errors, or beside what somebody else wrote meanwhile, is an answer and no fault.
VALIDATION_STATUSES = {400, 409, 422}
REFUSAL_STATUSES = {403, 404}
# What a screen reader says of a field: its own descriptions and those of the groups around it.
DESCRIPTIONS = """field => {
    const said = [];
    for (let part = field; part; part = part.parentElement)
        for (const id of (part.getAttribute('aria-describedby') || '').split(' '))
            if (id && document.getElementById(id)) said.push(document.getElementById(id).innerText);
    return said;
}"""


class Journey:
    """One person at one browser. `troubles` holds what went wrong behind the page, in words."""

    def __init__(self, page: Page, service: Service) -> None:
        self.page = page
        self.service = service
        self.troubles: list[str] = []
        self.refused: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("response", self.receive)
        page.on("request", self.send)
        page.on("requestfailed", self.lose)

    # --- given -----------------------------------------------------------------------------------------

    def given_i_am_signed_in_as(self, role: str) -> None:
        """Sign in as the demonstration person of a role, by the page that people use."""
        sign_in_as(self.page, self.service.address, role)

    def given_i_am_signed_out(self) -> None:
        """Forget every cookie, as a new browser would."""
        self.page.context.clear_cookies()

    # --- when ------------------------------------------------------------------------------------------

    def when_i_go_to(self, path: str) -> None:
        """Type an address of this service."""
        self.page.goto(self.service.address + path)

    def when_i_follow(self, link: str, *, within: str | None = None) -> None:
        """Follow the link with exactly these words; `within` names a CSS selector to look in."""
        self.where(within).get_by_role("link", name=link, exact=True).click()
        self.page.wait_for_load_state("load")

    def when_i_fill_in(self, label: str, value: str) -> None:
        """Type into the field with exactly this label."""
        self.page.get_by_label(label, exact=True).fill(value)

    def when_i_fill_in_the_date(self, legend: str, day: date | tuple[str, str, str]) -> None:
        """Type a date into the three fields under a legend; a tuple of strings types what is no date."""
        parts = (str(day.day), str(day.month), str(day.year)) if isinstance(day, date) else day
        group = self.page.get_by_role("group", name=legend)
        for label, value in zip(("Day", "Month", "Year"), parts, strict=True):
            group.get_by_label(label, exact=True).fill(value)

    def when_i_choose(self, option: str, *, under: str | None = None) -> None:
        """Choose a radio button or tick a checkbox with exactly this label; `under` names the legend."""
        place = self.page.get_by_role("group", name=under) if under else self.page
        place.get_by_label(option, exact=True).check()

    def when_i_select(self, label: str, option: str) -> None:
        """Select an option, by its words, in the list with exactly this label."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def when_i_press(self, button: str) -> None:
        """Press the button with exactly these words."""
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state("load")

    # --- then ------------------------------------------------------------------------------------------

    def then_the_heading_is(self, words: str | re.Pattern[str]) -> None:
        """Expect the page's one main heading."""
        expect(self.page.locator("h1")).to_have_text(words)

    def then_i_see(self, words: str | re.Pattern[str], *, within: str | None = None) -> None:
        """Expect words somewhere on the page, or in the part a CSS selector names."""
        expect(self.where(within)).to_contain_text(words)

    def then_i_do_not_see(self, words: str | re.Pattern[str], *, within: str | None = None) -> None:
        """Expect words nowhere on the page, or nowhere in the part a CSS selector names."""
        expect(self.where(within)).not_to_contain_text(words)

    def then_i_am_at(self, path: str | re.Pattern[str]) -> None:
        """Expect the address, without its query, to be this path or to match a pattern."""
        here = urlsplit(self.page.url).path
        met = here == path if isinstance(path, str) else path.fullmatch(here)
        assert met, f"The address is {here}, not {path}."

    def then_i_am_told_to_mend(self, message: str) -> None:
        """Expect a validation error as the Design System wants it.

        The title begins with "Error:", the summary has the focus, its link leads into the field, and the
        field itself says the same message.
        """
        expect(self.page).to_have_title(re.compile("^Error: "))
        summary = self.page.locator(".govuk-error-summary")
        expect(summary).to_be_focused()
        link = summary.get_by_role("link", name=message, exact=True)
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert target, f"The error '{message}' does not link to its field."
        link.click()
        field = self.page.locator(f'[id="{target}"]')
        expect(field).to_be_focused()
        said = field.evaluate(DESCRIPTIONS)
        assert any(message in words for words in said), (
            f"The field '{target}' does not say '{message}' itself."
        )

    def then_i_am_refused(self, path: str) -> None:
        """Go to a path and expect to be told, on a proper page, that it is not for me."""
        answer = self.page.goto(self.service.address + path)
        assert answer is not None
        assert answer.status in REFUSAL_STATUSES, f"{path} answered {answer.status} instead of refusing."
        self.refused = [trouble for trouble in self.refused if not trouble.endswith(f" {answer.url}")]
        expect(self.page.locator("h1")).to_have_count(1)

    def then_the_accessibility_baseline_is_met(self) -> None:
        """Expect no fault at 1280 and 390 px, and nothing wrong behind the page so far."""
        the_accessibility_baseline_is_met(self.page)
        self.then_nothing_went_wrong_behind_the_page()

    def then_nothing_went_wrong_behind_the_page(self) -> None:
        """Expect no script error, no missing file, no failed answer, no call to another machine."""
        found = self.troubles + self.refused
        assert not found, "Behind the page:\n" + "\n".join(found)

    # --- what happens behind the page ------------------------------------------------------------------

    def where(self, within: str | None) -> Locator:
        """Return the part of the page to look in."""
        return self.page.locator(within or "body")

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what the console says of errors; GOV.UK's scripts report theirs at the level of a mere log."""
        if message.text.startswith("Failed to load resource"):
            return  # told better by `receive`
        if message.type in {"error", "warning"} or "Error" in message.text:
            self.troubles.append(f"console {message.type}: {message.text}")

    def receive(self, response: Response) -> None:
        """Keep answers that are faults."""
        if response.status < 400:
            return
        document = response.request.resource_type == "document"
        if document and response.status in VALIDATION_STATUSES:
            return
        kept = self.refused if document and response.status in REFUSAL_STATUSES else self.troubles
        kept.append(f"answer {response.status}: {response.url}")

    def send(self, request: Request) -> None:
        """Keep requests to any other machine: a page of children's records calls nobody else."""
        if not request.url.startswith((self.service.address, "data:", "blob:", "about:")):
            self.troubles.append(f"request to another machine: {request.url}")

    def lose(self, request: Request) -> None:
        """Keep requests that got no answer; one broken off by going elsewhere is no fault."""
        if "ERR_ABORTED" not in (request.failure or ""):
            self.troubles.append(f"no answer ({request.failure}): {request.url}")
