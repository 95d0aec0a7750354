"""A manager goes from the watch lists to the children on one, and to one child."""

import re


def test_a_manager_follows_a_watch_list_to_a_child(journey):
    journey.given_i_am_signed_in_as("manager")
    journey.when_i_go_to("/watch-lists/")
    journey.then_the_heading_is("Watch lists")
    journey.then_i_see("More than 20 miles from home and outside the area")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_follow("More than 20 miles from home and outside the area")
    journey.then_i_see("What is owed")
    journey.then_i_see(re.compile(r"IRO, by \d+ \w+ \d{4}: ask whether this home is still right"))
    journey.then_the_accessibility_baseline_is_met()
    journey.page.locator('tbody a[href^="/children/"]:not([href*="reason"])').first.click()
    journey.then_i_am_at(re.compile(r"/children/\d+/"))
