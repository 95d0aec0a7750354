"""The private pages of people who are asked to a review: a child who says that they are not safe, and a carer."""

import re
from urllib.parse import urlsplit

from tests.journeys.journey import Journey

CHILDS_PAPER = "Do you feel safe?"


def asked(journey: Journey, role: str) -> tuple[str, str]:
    """As the administrator, find a booked review with a link for somebody of a role; return its address and link."""
    journey.given_i_am_signed_in_as("administrator")
    journey.when_i_go_to("/reviews/?state=booked")
    links = journey.page.locator("main table a[href^='/reviews/']").evaluate_all(
        "all => all.map(a => a.href)"
    )
    for at in dict.fromkeys(
        re.search(r"/reviews/\d+/", link)[0] for link in links if re.search(r"/reviews/\d+/", link)
    ):
        journey.when_i_go_to(f"{at}invitations/")
        row = journey.page.locator("main table tr", has=journey.page.get_by_text(role, exact=True)).filter(
            has=journey.page.locator(".lodestar-link a")
        )
        if row.count():
            link = urlsplit(row.first.locator(".lodestar-link a").get_attribute("href") or "").path
            journey.when_i_go_to(link)
            if journey.page.get_by_label("Yes, I am coming", exact=True).count():
                return at, link
    raise AssertionError(f"No booked review has an open link for a {role}.")


def test_a_child_answers_on_a_phone_and_says_that_they_are_not_safe(journey, narrow_journey):
    at, link = asked(journey, "The child")
    phone = narrow_journey
    phone.when_i_go_to(link)
    phone.then_i_see("Who asks you")
    phone.then_i_do_not_see("Sign out")
    phone.then_the_accessibility_baseline_is_met()
    phone.when_i_choose("No, but I want to say what I think")
    phone.when_i_press("Save and go on")
    phone.then_i_am_at(f"{link}paper/" if not link.endswith("paper/") else link)
    phone.then_i_see(CHILDS_PAPER)
    phone.then_the_accessibility_baseline_is_met()
    safe = phone.page.get_by_role("group", name=CHILDS_PAPER)
    safe.get_by_role("radio").last.check()
    phone.page.locator("textarea[name=change]").fill("That somebody asks me first")
    phone.when_i_press("Send")
    phone.then_the_heading_is("Thank you")
    phone.then_i_see("You said that you do not feel safe.")
    phone.then_i_see("0800 1111")
    phone.then_the_accessibility_baseline_is_met()
    phone.when_i_follow("Back to the beginning")
    phone.then_i_see("You said: No, but I want to say what I think")

    journey.given_i_am_signed_out()
    journey.given_i_am_signed_in_as("manager")
    journey.when_i_go_to(f"{at}invitations/")
    journey.then_i_see("says that they do not feel safe. Read their paper now, and act today.")


def test_a_carer_answers_and_sees_nothing_but_what_they_need(journey, narrow_journey):
    _, link = asked(journey, "Carer or key worker")
    phone = narrow_journey
    phone.when_i_go_to(link)
    phone.when_i_choose("Yes, by video")
    phone.page.locator("textarea[name=words]").fill("x" * 1001)
    phone.when_i_press("Save and go on")
    phone.then_i_am_told_to_mend("Anything we should know must be 1000 characters or fewer")
    phone.then_the_accessibility_baseline_is_met()
    phone.page.locator("textarea[name=words]").fill("I bring her bag")
    phone.when_i_press("Save and go on")
    phone.then_i_see("We have your answer: Yes, by video")
    phone.then_i_see("You can leave out any question.")
    phone.page.locator("main textarea").first.fill("She sings again")
    phone.when_i_press("Send")
    phone.then_the_heading_is("Thank you")
    phone.then_i_do_not_see("Childline")


def test_a_link_that_was_typed_wrongly_says_nothing_of_anybody(journey, narrow_journey):
    _, link = asked(journey, "Carer or key worker")
    phone = narrow_journey
    phone.then_i_am_refused(f"{link[:-3]}xx/")
    phone.then_the_heading_is("This link does not work")
    phone.then_the_accessibility_baseline_is_met()
