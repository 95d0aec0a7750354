"""An IRO looks at what is due today, opens a child, and sees why; on a phone too."""

import re


def test_an_officer_sees_what_is_due_and_why(journey):
    journey.given_i_am_signed_out()
    journey.when_i_go_to("/")
    journey.then_the_heading_is("Sign in")
    journey.then_the_accessibility_baseline_is_met()
    journey.given_i_am_signed_in_as("officer")
    journey.then_the_heading_is("Today")
    journey.then_i_see("The children whose Independent Reviewing Officer you are")
    journey.then_i_see(re.compile(r"Due (in \d+ working days?|today|by)"))
    journey.then_the_accessibility_baseline_is_met()
    journey.page.locator(".desk-item__name").first.click()
    journey.then_i_am_at(re.compile(r"/children/\d+/"))
    journey.then_i_see("Next review")
    journey.then_the_accessibility_baseline_is_met()
    for section in ("Timeline", "Placements and legal status", "People"):
        journey.when_i_follow(section)
        journey.then_the_accessibility_baseline_is_met()
    journey.page.get_by_role("link", name=re.compile(r"^Reviews \(")).click()
    journey.then_i_see("Reviews held")
    journey.then_the_accessibility_baseline_is_met()


def test_the_same_on_a_phone(narrow_journey):
    narrow_journey.given_i_am_signed_in_as("officer")
    narrow_journey.then_the_heading_is("Today")
    narrow_journey.page.locator(".desk-item__name").first.click()
    narrow_journey.then_i_see("Next review")
    narrow_journey.then_the_accessibility_baseline_is_met()


def test_an_officer_finds_their_children_by_searching(journey):
    journey.given_i_am_signed_in_as("officer")
    journey.when_i_go_to("/children/")
    journey.then_the_heading_is("Children")
    journey.then_the_accessibility_baseline_is_met()
    first = journey.page.locator("tbody tr a").first.inner_text()
    journey.page.get_by_label("Search by name or identifier").fill(first.split()[0])
    journey.when_i_press("Search")
    journey.then_i_see(first, within="tbody")
    journey.when_i_go_to("/children/?q=nobodyiscalledthis")
    journey.then_i_see("No children found")
    journey.then_the_accessibility_baseline_is_met()


def test_an_officer_is_refused_what_is_not_theirs(journey):
    journey.given_i_am_signed_in_as("officer")
    journey.then_i_am_refused("/events/")
    journey.then_i_am_refused("/people/")
    journey.then_i_am_refused("/record-quality/")
    journey.then_i_am_refused("/children/99999999/")
