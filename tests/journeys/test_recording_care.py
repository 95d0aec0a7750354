"""Recording care with the clock shown before it is saved; choosing an IRO; and what analysts and auditors see after."""

import re
from datetime import date


def test_a_social_worker_records_a_move(journey):
    journey.given_i_am_signed_in_as("social-worker")
    journey.when_i_go_to("/children/?placement=foster")
    journey.page.locator("tbody tr a").first.click()
    journey.when_i_press("Record a move")
    journey.then_the_heading_is("Record a move")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_fill_in("Carer or home", "Mr and Mrs Typed")
    journey.when_i_press("Continue")
    journey.then_i_see("There is a problem")
    journey.then_the_accessibility_baseline_is_met()
    assert journey.page.get_by_label("Carer or home").input_value() == "Mr and Mrs Typed"
    journey.when_i_fill_in_the_date("Date of the move", date(2026, 3, 13))
    journey.when_i_select(
        "Why the placement before ended", "Carer asked for it to end because of the child's behaviour (CREQB)"
    )
    journey.when_i_select("New placement", "Children's home (K2)")
    journey.when_i_choose("No, a new carer")
    journey.when_i_select("Who provides it", "Private provision (PR4)")
    journey.when_i_press("Continue")
    journey.then_the_heading_is("Check the move")
    journey.then_i_see("What this does to the due date")
    journey.then_i_see(re.compile("20 working days from 13 March 2026|This does not change"))
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_press("Confirm and save")
    journey.then_i_see("The move is recorded.")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_follow("Placements and legal status")
    journey.then_i_see("Children's home: Mr and Mrs Typed")


def test_a_manager_allocates_an_iro(journey):
    journey.given_i_am_signed_in_as("manager")
    journey.when_i_go_to("/children/?review=no-iro")
    journey.page.locator("tbody tr a").first.click()
    journey.when_i_press("Allocate an IRO")
    journey.then_the_accessibility_baseline_is_met()
    journey.page.get_by_role("radio").first.check()
    journey.when_i_fill_in("Why this officer", "Nearest to where the child lives")
    journey.when_i_press("Continue")
    journey.then_the_heading_is("Check the allocation")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_press("Confirm and save")
    journey.then_i_see("The IRO is allocated.")


def test_an_administrator_adds_a_child_on_a_phone(narrow_journey):
    journey = narrow_journey
    journey.given_i_am_signed_in_as("administrator")
    journey.when_i_press("Add a child")
    journey.then_the_heading_is("Add a child")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_fill_in("Identifier", "JOURNEY1")
    journey.when_i_fill_in("First name", "Nia")
    journey.when_i_fill_in("Last name", "Journeywell")
    journey.when_i_fill_in_the_date("Date of birth", date(2014, 2, 3))
    journey.when_i_choose("Female")
    journey.when_i_fill_in_the_date("Day the child became looked after", date(2026, 3, 13))
    journey.when_i_select("Category of need", "Abuse or neglect (N1)")
    journey.when_i_select("Legal status", "Accommodated under section 20 (V2)")
    journey.when_i_select("Placement", "Foster care (U6)")
    journey.when_i_select("Who provides it", "Own provision (PR1)")
    journey.when_i_press("Continue")
    journey.then_the_heading_is("Check the child")
    journey.then_i_see("20 working days from 13 March 2026, the day the child became looked after")
    journey.when_i_press("Confirm and save")
    journey.then_the_heading_is("Nia Journeywell")
    journey.then_the_accessibility_baseline_is_met()


def test_analysts_and_auditors_find_their_pages(journey):
    journey.given_i_am_signed_in_as("analyst")
    for path, heading in (
        ("/record-quality/", "Record quality"),
        ("/record-quality/held/", None),
        ("/record-quality/return/", None),
    ):
        journey.when_i_go_to(path)
        if heading:
            journey.then_the_heading_is(heading)
        journey.then_the_accessibility_baseline_is_met()
    journey.given_i_am_signed_out()
    journey.given_i_am_signed_in_as("auditor")
    journey.when_i_go_to("/events/")
    journey.then_the_accessibility_baseline_is_met()
    journey.given_i_am_signed_out()
    journey.given_i_am_signed_in_as("system-administrator")
    journey.when_i_go_to("/people/")
    journey.then_the_accessibility_baseline_is_met()
