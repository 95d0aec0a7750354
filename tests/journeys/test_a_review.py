"""One review from its booking to the manager's answer, as its people walk it; a first review minuted by an
administrator; one adjourned; and two who write in the same box.
"""

import re
from datetime import date

from tests.journeys.steps_of_a_review import (
    TODAY,
    VISIBLE_BUTTON,
    a_child_of,
    a_review_today,
    answer_earlier_decisions,
    close,
    conclude,
    decide,
    fill_date,
    signed_in_as,
    submit,
    write_under,
    written_under,
)


def test_a_red_review_from_booking_to_the_managers_answers(journey):
    at = a_review_today(journey, role="officer")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to(f"{at}invitations/")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to(f"{at}close/")
    journey.then_i_see(re.compile("quality question", re.IGNORECASE))
    journey.then_i_do_not_see("Traceback")
    conclude(journey, at, "red")
    decide(journey, at)
    close(journey, at)
    journey.when_i_go_to(f"{at}decisions/send/")
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    journey.when_i_go_to(f"{at}sign/")
    submit(journey)
    journey.when_i_go_to(f"{at}room/sch7-3/")
    journey.then_i_do_not_see("Save what is written")
    journey.when_i_go_to(f"{at}record/")
    journey.then_i_see("Write the plan for permanence and send it to the IRO")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to(f"{at}letter/")
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    journey.then_i_see("The letter is saved.")
    journey.when_i_go_to(f"{at}distribution/")
    journey.then_the_accessibility_baseline_is_met()


def test_an_administrator_minutes_and_never_concludes(journey):
    at = a_review_today(journey, at="2pm")
    signed_in_as(journey, "administrator")
    write_under(journey, at, "sch7-8", "The dentist was seen in February.")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to(f"{at}rating/")
    assert journey.page.locator("input[name=colour]").count() == 0
    journey.then_i_am_refused(f"{at}close/")
    journey.when_i_go_to(f"{at}room/hand-over/")
    submit(journey)
    signed_in_as(journey, "manager")
    journey.when_i_go_to("/my-work/?kind=minute")
    journey.then_i_see("Check the minute")
    journey.when_i_go_to(f"{at}room/changes/")
    journey.page.locator("main textarea").first.fill("Say which dentist.")
    submit(journey)
    signed_in_as(journey, "administrator")
    journey.when_i_go_to("/my-work/?kind=changes")
    journey.then_i_see("Change the minute as asked")


def test_a_review_is_adjourned_once(journey):
    at = a_review_today(journey, at="11am")
    journey.when_i_go_to(f"{at}adjourn/")
    fill_date(journey, "opened_on", TODAY)
    fill_date(journey, "starts_on", date(2026, 4, 30))
    journey.page.locator("input[name=starts_time]").fill("10:30")
    journey.page.locator("textarea[name=because]").fill("No health report")
    journey.page.locator("textarea[name=weighed]").fill("A fortnight does no harm")
    journey.page.locator("textarea[name=asked]").fill("The child would rather wait; the carer agrees")
    submit(journey)
    journey.then_i_see("The review must go on by 15 April 2026")
    journey.then_the_accessibility_baseline_is_met()
    fill_date(journey, "starts_on", date(2026, 3, 30))
    submit(journey)
    journey.when_i_press("Adjourn the review")
    journey.then_i_see("Must go on by 15 April 2026")


def test_two_who_write_in_one_box_lose_nothing(journey, browser, service):
    at = a_review_today(journey, at="9am")
    journey.when_i_go_to(f"{at}room/sch7-6/")
    other = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    other.goto(service.address + "/sign-in/")
    other.locator("button[value=administrator], input[value=administrator]").first.click()
    other.goto(f"{service.address}{at}room/sch7-6/")
    other.locator("main textarea").first.fill("Theirs: reading is better.")
    other.locator(VISIBLE_BUTTON).last.click()
    journey.page.locator("main textarea").first.fill("Mine: attendance is better.")
    submit(journey)
    journey.page.get_by_text("Theirs: reading is better.").first.wait_for()
    said = journey.page.content()
    assert "Mine: attendance is better." in said and "Theirs: reading is better." in said
    journey.then_the_accessibility_baseline_is_met()
    journey.page.locator("input[type=radio][value=both]").first.check()
    submit(journey)
    text = written_under(journey, at, "sch7-6")
    assert "Mine: attendance is better." in text and "Theirs: reading is better." in text
    other.context.close()


def test_the_team_manager_answers_decisions_and_an_amber(journey):
    at = a_review_today(journey, child=a_child_of(journey, "team-manager"), at="1pm")
    conclude(journey, at, "amber")
    answer_earlier_decisions(journey, at)
    decide(journey, at)
    close(journey, at)
    journey.when_i_go_to(f"{at}decisions/send/")
    submit(journey)
    if journey.page.get_by_role("button", name=re.compile("^Send")).count():
        journey.page.get_by_role("button", name=re.compile("^Send")).first.click()
    signed_in_as(journey, "team-manager")
    journey.when_i_go_to("/board/")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to("/my-work/?kind=answer")
    journey.page.locator("main table a").first.click()
    journey.then_the_accessibility_baseline_is_met()
    for agreed in journey.page.locator("main input[type=radio][value=agreed]").all():
        agreed.check()
    submit(journey)
    journey.when_i_go_to(f"{at}decisions/")
    journey.then_i_see(re.compile("Agreed by"))
    journey.when_i_go_to("/my-work/?kind=rating")
    journey.page.locator("main table a").first.click()
    journey.then_the_accessibility_baseline_is_met()
    journey.page.locator("textarea[name=action]").fill("I will write the plan with the worker.")
    fill_date(journey, "action_by_on", date(2026, 3, 30))
    submit(journey)
    journey.when_i_go_to("/my-work/?kind=rating")
    journey.then_i_do_not_see("Answer the rating")


def test_the_service_manager_answers_a_red(journey):
    journey.given_i_am_signed_in_as("service-manager")
    journey.when_i_go_to("/my-work/?kind=rating")
    journey.page.locator("main table a").first.click()
    submit(journey)
    journey.then_i_see("There is a problem")
    journey.page.locator("textarea[name=action]").fill("I meet the team on Thursday.")
    fill_date(journey, "action_by_on", date(2026, 3, 19))
    submit(journey)
    journey.when_i_go_to("/board/")
    journey.then_the_accessibility_baseline_is_met()


def test_a_social_worker_reports_and_says_how_a_decision_is_going(narrow_journey):
    journey = narrow_journey
    journey.given_i_am_signed_in_as("social-worker")
    journey.when_i_go_to("/my-requests/")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to("/my-work/?kind=report")
    journey.page.locator("main table a").first.click()
    for box in journey.page.locator("main textarea").all():
        box.fill("All is well, and the dentist was seen.")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to("/my-work/?kind=do")
    journey.page.locator("main table a").first.click()
    journey.page.locator("input[name=progress]").first.check()
    journey.page.locator("textarea[name=words]").fill("The first visit is on Saturday.")
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    journey.then_i_see("The first visit is on Saturday.")
