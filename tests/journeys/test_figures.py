"""Figures as their readers walk them: the IRO manager, the analyst, a member of the panel."""

import re
from datetime import date


def test_the_manager_reads_at_a_glance_and_goes_down_to_the_children(journey):
    journey.given_i_am_signed_in_as("manager")
    journey.when_i_follow("At a glance", within="nav")
    journey.then_the_heading_is("At a glance")
    journey.then_i_see("For the twelve months to 31 March 2025, counted from the register")
    journey.then_i_see("The strategy’s five outcomes")
    journey.then_i_see(re.compile(r"England\s+\d+"))
    journey.then_the_accessibility_baseline_is_met()
    journey.page.locator("details.lodestar-chart__table summary").first.click()
    journey.then_i_see("Statistical neighbours, median")
    journey.page.locator(".figures-chart a[href*='/measures/NI62/']").click()
    journey.then_the_heading_is("Three or more placements in the year")
    journey.then_i_see("Lower is better.")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_follow("IRO", within="main")
    journey.then_i_see("What it counts")
    journey.when_i_follow("The children behind this figure")
    journey.then_the_accessibility_baseline_is_met()
    journey.page.locator("main table a").first.click()
    journey.page.wait_for_load_state("load")
    journey.then_i_am_at(re.compile(r"/children/\d+/"))


def test_the_analyst_works_out_another_day_and_keeps_it(journey):
    journey.given_i_am_signed_in_as("analyst")
    journey.when_i_go_to("/at-a-glance/?to=2025-09-30")
    journey.then_i_see("are not worked out yet")
    journey.when_i_press("Work figures out")
    journey.when_i_fill_in_the_date("For the twelve months that end on", ("31", "2", "2025"))
    journey.when_i_press("Work them out")
    journey.then_i_am_told_to_mend("The day must be a real date")
    journey.when_i_fill_in_the_date("For the twelve months that end on", date(2025, 9, 30))
    journey.when_i_press("Work them out")
    journey.then_i_see("For the twelve months to 30 September 2025")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_press("Keep a snapshot")
    journey.when_i_fill_in("What is the snapshot called?", "Half-year 2025")
    journey.when_i_press("Keep the snapshot")
    journey.then_i_see("Half-year 2025")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to("/measures/")
    journey.then_the_accessibility_baseline_is_met()


def test_a_member_of_the_panel_sees_no_small_number_and_reaches_no_child(narrow_journey):
    narrow_journey.given_i_am_signed_in_as("panel-member")
    narrow_journey.when_i_go_to("/at-a-glance/")
    narrow_journey.then_i_see("Numbers from 1 to 5 are shown as c")
    narrow_journey.then_i_do_not_see("Work figures out")
    narrow_journey.then_the_accessibility_baseline_is_met()
    narrow_journey.when_i_go_to("/measures/NI62/")
    narrow_journey.then_i_do_not_see("The children behind this figure")
    narrow_journey.then_i_am_refused("/measures/NI62/children/")
