"""One review through the hands of the five whose work it is, in the order of real life.

The IRO books it, the administrator asks people, the social worker reports, the IRO prepares, the administrator
minutes, the IRO concludes and closes it red, the managers answer, the IRO signs and the administrator sends it out.
Each step begins with what the step before left for this person to see.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from tests.journeys.steps_of_a_review import (
    TODAY,
    a_child_of,
    a_review_today,
    answer_earlier_decisions,
    answer_quality,
    choose,
    close,
    consider_permanence,
    decide,
    fill_date,
    judge_the_plan,
    rate,
    say_how_the_child_took_part,
    signed_in_as,
    submit,
    write_under,
    written_under,
)

REPORT = "New shoes, a new key worker at nursery, and two nights at the aunt's went well."
CHILDS_WORDS = "Showed me the garden, and asked twice when the aunt comes again."
OFFICERS_VIEW = "The aunt is asked to do more than anybody has promised her."
IROS_NOTE = "The aunt would have the child for good, and asks for help with the rent."
MINUTED = "The dentist found nothing; the hearing test is on 2 April."
PLANS_FAULT = "Where the child is to live for good is not settled."
WHY_RED = "The plan for permanence is five months late, and nobody has it in hand."
OF_THE_WORKER = "Assess the aunt as a special guardian and send the assessment to the IRO"
OF_THE_MANAGER = "Settle who pays the aunt's rent while she is assessed"
WITH_CHANGE = "The housing service has to agree to it first"
TEAMS_ANSWER = "I go through the assessment with the worker every Friday."
SERVICES_ANSWER = "I free the worker of two other children until it is done."


@dataclass(frozen=True)
class OneReview:
    """The review that all five work on: its address, its child's, the child's name, and the people by role."""

    at: str
    child: str
    name: str
    people: dict[str, str]


def test_one_review_is_walked_by_the_five_whose_work_it_is(journey):
    review = the_officer_books_it(journey)
    links = the_administrator_asks_people(journey, review)
    the_social_worker_answers_and_reports(journey, review, links[review.people["social-worker"]])
    the_officer_prepares_it(journey, review)
    the_officer_begins_the_notes(journey, review)
    the_administrator_minutes_it(journey, review)
    the_officer_concludes_it(journey, review)
    the_managers_see_nothing_before_it_is_closed(journey, review)
    the_officer_closes_it_and_sends_the_decisions(journey, review)
    the_social_worker_finds_a_decision_of_theirs(journey, review)
    the_team_manager_answers_the_decisions(journey, review)
    answer_the_red(journey, review, TEAMS_ANSWER, date(2026, 3, 27))
    the_service_manager_answers_the_red(journey, review)
    the_officer_signs_it_and_checks_the_letter(journey, review)
    the_administrator_sends_it_out(journey, review)
    all_five_left_their_mark(journey, review)


def refused(journey, review, *addresses):
    """Expect every one of these parts of the review to be closed to whoever is signed in."""
    for address in addresses:
        journey.then_i_am_refused(f"{review.at}{address}")


def take_up(journey, review, kind):
    """Find the review among what waits for whoever is signed in, and open it there."""
    journey.when_i_go_to(f"/my-work/?kind={kind}")
    journey.then_i_see(review.name, within="main table")
    journey.page.locator(f"main table a[href^='{review.at}']").first.click()


# Before the review ------------------------------------------------------------------------------------------


def the_officer_books_it(journey):
    """Book a review of a child whom all five reach: the service manager's reach holds the team manager's."""
    journey.when_i_go_to("/sign-in/")
    buttons = journey.page.locator("button[name=role]").all()
    people = {one.get_attribute("value"): one.inner_text().partition(": ")[2] for one in buttons}
    child = a_child_of(journey, "officer", "social-worker", "team-manager")
    at = a_review_today(journey, role="officer", child=child, late_because="")
    journey.then_i_see(people["officer"], within="main")
    journey.then_i_see("Monday 16 March 2026 at 4pm")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to(child)
    name = journey.page.locator("h1").inner_text()
    return OneReview(at, child, name, people)


def the_administrator_asks_people(journey, review):
    """Invite everybody the register knows; return each one's private link by their name."""
    signed_in_as(journey, "administrator")
    take_up(journey, review, "invite")
    journey.then_i_see("Nobody is on the list yet")
    journey.when_i_go_to(f"{review.at}invitations/propose/")
    submit(journey)
    journey.when_i_go_to(f"{review.at}invitations/send/")
    submit(journey)
    journey.then_i_see("Everybody on the list is invited")
    journey.then_the_accessibility_baseline_is_met()
    rows = journey.page.locator("main table tr", has=journey.page.locator(".lodestar-link a")).all()
    links = {}
    for row in rows:
        name = row.locator("td").first.inner_text().splitlines()[0]
        links[name] = urlsplit(row.locator(".lodestar-link a").get_attribute("href")).path
    assert {review.name, review.people["social-worker"], review.people["team-manager"]} <= set(links)
    refused(journey, review, "seen/record/")
    return links


def the_social_worker_answers_and_reports(journey, review, link):
    signed_in_as(journey, "social-worker")
    journey.when_i_go_to(link)
    journey.then_i_see(review.people["officer"])
    journey.when_i_choose("Yes, I am coming")
    journey.when_i_press("Save and go on")
    journey.then_i_see("We have your answer: Yes, I am coming")
    journey.when_i_go_to("/my-requests/")
    row = journey.page.locator("main tr", has_text=review.name).filter(has_text="Not started")
    row.get_by_role("link").click()
    journey.then_the_heading_is("Report for the review")
    for box in journey.page.locator("main textarea").all():
        box.fill(REPORT)
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_press("Send it to the IRO")
    journey.then_i_see("The report is sent to the IRO.")
    the_social_worker_records_the_plan(journey, review)
    journey.when_i_go_to("/my-requests/")
    journey.then_i_do_not_see(review.name, within="main")
    refused(journey, review, "room/", "seen/record/", "close/", "invitations/")


def the_social_worker_records_the_plan(journey, review):
    journey.when_i_go_to(f"{review.child}plan/record/")
    fill_date(journey, "dated_on", TODAY)
    for box in journey.page.locator("main textarea").all():
        box.fill("Live with the aunt, if she is found to be right for it.")
    submit(journey)
    journey.then_i_see("Live with the aunt, if she is found to be right for it.")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to(f"{review.at}papers/")
    journey.then_i_see("Came late")
    journey.then_the_accessibility_baseline_is_met()


def the_officer_prepares_it(journey, review):
    signed_in_as(journey, "officer")
    journey.when_i_go_to(f"{review.at}papers/report/")
    journey.then_i_see(REPORT)
    journey.then_i_see(review.people["social-worker"])
    journey.when_i_go_to(f"{review.at}papers/report/grade/")
    choose(journey, "quality", "3")
    submit(journey)
    journey.then_i_see("3 of 4.")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to(f"{review.at}seen/record/")
    choose(journey, "is_alone", "yes")
    journey.page.locator("textarea[name=childs_words]").fill(CHILDS_WORDS)
    journey.page.locator("textarea[name=officers_view]").fill(OFFICERS_VIEW)
    submit(journey)
    journey.then_i_see("The talk with the child is recorded.")
    journey.when_i_go_to(f"{review.at}wishes/")
    journey.page.locator("input[name=agenda]").fill("When the aunt comes")
    submit(journey)
    journey.when_i_go_to(f"{review.at}preparation/talk/")
    choose(journey, "state", "done")
    submit(journey)
    journey.then_i_see("The step is saved.")
    journey.then_i_see("When the aunt comes")
    journey.then_i_see(re.compile(r"[6-9] of 10 steps are done"))
    journey.then_the_accessibility_baseline_is_met()


# In the room ------------------------------------------------------------------------------------------------


def the_officer_begins_the_notes(journey, review):
    journey.when_i_go_to(f"{review.at}room/")
    journey.page.locator("#sch7-3 textarea").first.fill(IROS_NOTE)
    journey.when_i_press("Save")
    journey.when_i_go_to(f"{review.at}room/")
    assert journey.page.locator("#sch7-3 textarea").first.input_value() == IROS_NOTE
    journey.then_i_see(review.people["officer"], within="#sch7-3")
    journey.then_the_accessibility_baseline_is_met()


def the_administrator_minutes_it(journey, review):
    """Who minutes reads the IRO's notes, adds to them, hands over, and then writes and concludes nothing more."""
    signed_in_as(journey, "administrator")
    assert written_under(journey, review.at, "sch7-3") == IROS_NOTE
    write_under(journey, review.at, "sch7-8", MINUTED)
    journey.when_i_go_to(f"{review.at}room/attendance/")
    for there in journey.page.get_by_label("There", exact=True).all():
        there.check()
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    journey.when_i_go_to(f"{review.at}rating/")
    assert journey.page.locator("input[name=colour]").count() == 0
    refused(journey, review, "room/participation/", "room/quality/", "room/conclusion/", "close/", "sign/")
    journey.when_i_go_to(f"{review.at}room/hand-over/")
    journey.then_i_see(review.people["officer"])
    submit(journey)
    journey.when_i_go_to(f"{review.at}room/")
    journey.then_i_see("You handed this record to the IRO.")
    assert journey.page.locator("main textarea").count() == 0


def the_officer_concludes_it(journey, review):
    signed_in_as(journey, "officer")
    take_up(journey, review, "minute")
    assert written_under(journey, review.at, "sch7-8") == MINUTED
    journey.then_i_see(review.people["administrator"], within="main")
    consider_permanence(journey, review.at)
    say_how_the_child_took_part(journey, review.at)
    answer_quality(journey, review.at)
    journey.when_i_go_to(f"{review.at}room/plan/")
    for criterion in ("needs", "permanence"):
        choose(journey, f"grade-{criterion}", "2")
        journey.page.locator(f"input[name='evidence-{criterion}']").fill(PLANS_FAULT)
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    judge_the_plan(journey, review.at, "partly", PLANS_FAULT)
    rate(journey, review.at, "red", WHY_RED)
    answer_earlier_decisions(journey, review.at)
    decide(journey, review.at, OF_THE_WORKER, f"{review.people['social-worker']} (Social worker)")
    decide(journey, review.at, OF_THE_MANAGER, f"{review.people['team-manager']} (Team manager)")


def the_managers_see_nothing_before_it_is_closed(journey, review):
    signed_in_as(journey, "team-manager")
    journey.when_i_go_to(f"{review.at}rating/")
    journey.then_i_see("This review is not rated yet.")
    journey.then_i_do_not_see(WHY_RED)
    journey.when_i_go_to(f"{review.at}decisions/")
    journey.then_i_do_not_see(OF_THE_MANAGER)


def the_officer_closes_it_and_sends_the_decisions(journey, review):
    signed_in_as(journey, "officer")
    close(journey, review.at)
    journey.when_i_go_to(f"{review.at}decisions/send/")
    journey.then_i_see(OF_THE_WORKER)
    submit(journey)
    journey.then_i_see("The decisions are sent. The team manager has 5 working days to answer.")
    journey.when_i_go_to(f"{review.at}rating/")
    journey.then_i_see(re.compile(r"Team manager's answer\s*Waiting"))
    journey.then_i_see(re.compile(r"Service manager's answer\s*Waiting"))


# After the review -------------------------------------------------------------------------------------------


def the_social_worker_finds_a_decision_of_theirs(journey, review):
    signed_in_as(journey, "social-worker")
    journey.when_i_go_to("/my-requests/")
    journey.then_i_see(OF_THE_WORKER)
    journey.then_i_do_not_see(OF_THE_MANAGER)
    journey.page.locator("main a", has_text=OF_THE_WORKER).click()
    journey.then_i_see("by Monday 20 April")
    journey.page.locator("main a[href$='/update/']").first.click()
    choose(journey, "progress", "in-progress")
    journey.page.locator("textarea[name=words]").fill("The aunt and I meet on Saturday.")
    submit(journey)
    journey.then_i_see("The aunt and I meet on Saturday.")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to(f"{review.at}seen/")
    journey.then_i_do_not_see(OFFICERS_VIEW)
    refused(journey, review, "decisions/answer/")


def the_team_manager_answers_the_decisions(journey, review):
    """Agree to one decision, and to the other with a change, which is refused until it says what should change."""
    signed_in_as(journey, "team-manager")
    take_up(journey, review, "answer")
    ours = journey.page.get_by_role("group", name=re.compile(re.escape(OF_THE_WORKER)))
    theirs = journey.page.get_by_role("group", name=re.compile(re.escape(OF_THE_MANAGER)))
    ours.locator("input[value=agreed]").check()
    theirs.locator("input[value=agreed-with-change]").check()
    submit(journey)
    journey.then_i_see("There is a problem")
    journey.page.locator("main textarea:visible").fill(WITH_CHANGE)
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    journey.then_i_see("Your answers are with the IRO.")
    journey.when_i_go_to(f"{review.at}decisions/")
    journey.then_i_see(f"by {review.people['team-manager']} on 16 March 2026: {WITH_CHANGE}")
    refused(journey, review, "close/", "sign/", "distribution/")


def answer_the_red(journey, review, action, day):
    """As a manager: find the red on the board, and say what is done by when; it is then asked no more."""
    journey.when_i_go_to("/board/")
    journey.then_i_see(review.name, within="main")
    journey.when_i_go_to(f"{review.at}rating/")
    journey.when_i_follow("Say what you will do")
    journey.then_i_see(WHY_RED)
    journey.then_the_accessibility_baseline_is_met()
    journey.page.locator("textarea[name=action]").fill(action)
    fill_date(journey, "action_by_on", day)
    submit(journey)
    journey.then_i_see("Your answer is with the IRO.")
    journey.then_i_see(action)
    assert journey.page.get_by_role("link", name="Say what you will do").count() == 0


def the_service_manager_answers_the_red(journey, review):
    """The service manager sees what the team manager said, and answers for the service, not the decisions."""
    signed_in_as(journey, "service-manager")
    journey.when_i_go_to(f"{review.at}rating/")
    journey.then_i_see(TEAMS_ANSWER)
    answer_the_red(journey, review, SERVICES_ANSWER, date(2026, 3, 20))
    refused(journey, review, "decisions/answer/", "room/", "letter/")


def the_officer_signs_it_and_checks_the_letter(journey, review):
    signed_in_as(journey, "officer")
    journey.when_i_go_to(f"{review.at}rating/")
    journey.then_i_see(TEAMS_ANSWER)
    journey.then_i_see(SERVICES_ANSWER)
    journey.when_i_go_to(f"{review.at}decisions/")
    journey.then_i_see(f"Agreed by {review.people['team-manager']}")
    journey.when_i_go_to(f"{review.at}sign/")
    journey.page.locator("input[name=is_read]").check()
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    journey.then_i_see("The record is signed. From now on it is only added to.")
    journey.when_i_go_to(f"{review.at}record/?audience=parent")
    for words in (IROS_NOTE, MINUTED, OF_THE_WORKER, OF_THE_MANAGER):
        journey.then_i_see(words)
    journey.then_i_do_not_see(OFFICERS_VIEW)
    journey.then_the_accessibility_baseline_is_met()
    taken = journey.page.request.get(f"{journey.service.address}{review.at}record.pdf?audience=parent")
    assert taken.ok and taken.body().startswith(b"%PDF")
    journey.when_i_go_to(f"{review.at}letter/")
    submit(journey)
    journey.then_i_see("The letter is saved.")
    journey.when_i_follow("Check that it is safe to send")
    for question in journey.page.locator("main input[type=checkbox]").all():
        question.check()
    submit(journey)
    journey.then_i_see("Checked")
    journey.then_the_accessibility_baseline_is_met()


def the_administrator_sends_it_out(journey, review):
    """Send everybody on the list their version: the child their letter, everybody else their record."""
    signed_in_as(journey, "administrator")
    take_up(journey, review, "distribute")
    rows = journey.page.locator("main table a[href*='/distribution/']").all()
    for href in [one.get_attribute("href") for one in rows]:
        journey.when_i_go_to(href)
        choose(journey, "state", "sent")
        journey.page.locator("select[name=channel]").select_option("post")
        submit(journey)
        journey.then_i_see("It is recorded.")
    journey.then_i_see("Everybody has it, or it is said why not")
    journey.then_i_do_not_see("To send")
    journey.then_the_accessibility_baseline_is_met()


def all_five_left_their_mark(journey, review):
    """The auditor reads who did what: each of the five by name and role, at what is theirs."""
    signed_in_as(journey, "officer")
    journey.when_i_go_to(review.at)
    journey.then_i_see(re.compile(r"Record sent out\s*Done"))
    journey.when_i_go_to(review.child)
    fact = journey.page.locator("dt", has_text=re.compile("^Identifier$"))
    identifier = fact.locator("xpath=following-sibling::dd[1]").inner_text()
    marks = {
        "officer": ("booking.made", "child.seen", "review.rated", "review_record.signed", "letter.checked"),
        "administrator": ("invitations.sent", "minute.handed_over", "dispatch.recorded"),
        "social-worker": ("paper.received", "plan.recorded", "decision.updated"),
        "team-manager": ("decision.answered", "rating_notice.acknowledged"),
        "service-manager": ("rating_notice.acknowledged",),
    }
    signed_in_as(journey, "auditor")
    for role, kinds in marks.items():
        for kind in kinds:
            journey.when_i_go_to(f"/events/?child={identifier}&kind={kind}&person=demo-{role}")
            journey.then_i_see(review.people[role], within="main table")
            journey.then_i_see(identifier, within="main table")
    journey.then_the_accessibility_baseline_is_met()
