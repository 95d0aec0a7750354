"""The preparation of a review: steps, what the facts show, the child's wishes, the officer's talk with the child."""

from datetime import UTC, date, datetime

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.casework.allocation import actions as allocation
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import ChildSeen, PreparationStep
from lodestar.casework.meetings.queries.chair import speaks_for_chair
from lodestar.casework.meetings.queries.preparing import Earlier, Shown, state_of, steps_of
from lodestar.casework.meetings.states import Step, StepState
from lodestar.casework.meetings.wishes import apart, together
from lodestar.casework.reviews import actions as reviews
from tests.casework.conftest import AT, TODAY
from tests.casework.desk.test_recording import day, hidden, text

SOON = datetime(2026, 3, 26, 10, tzinfo=UTC)
NOT_STARTED, IN_PROGRESS, DONE, NOT_NEEDED = StepState


@pytest.fixture
def booked(ben, people):
    return meetings.book_review(child=ben, officer=people["ivy"], starts_at=SOON, by=people["ada"], at=AT)


@pytest.fixture
def say(booked, people):
    def make(step, state, words="", by="ivy"):
        return meetings.say_step(booking=booked, step=step, state=state, words=words, by=people[by], at=AT)

    return make


@pytest.fixture
def see(booked, people):
    def make(by="ivy", **facts):
        facts = {
            "seen_on": date(2026, 3, 12),
            "place_kind": "home",
            "is_alone": True,
            "childs_words": "I like my room.",
            "officers_view": "He worries about Mum.",
            **facts,
        }
        return meetings.record_child_seen(booking=booked, by=people[by], at=AT, **facts)

    return make


def stands(booked, step, **more):
    return next(one for one in steps_of(booked, on=TODAY, **more) if one.step is step)


# Steps ----------------------------------------------------------------------------------------------------


def test_a_step_is_said_once_and_what_was_said_before_is_kept_in_the_event(booked, say, people):
    say("advocacy", "in-progress", "Asked his carer")
    say("advocacy", "done", "He has one", by="ada")
    row = PreparationStep.objects.get()
    assert (row.state, row.words, row.said_by) == ("done", "He has one", people["ada"])
    event = Event.objects.filter(kind="preparation.said").latest("sequence")
    assert event.before["words"] == "Asked his carer" and event.after["state"] == "done"
    assert say("advocacy", "done", "He has one") is None


@pytest.mark.parametrize(
    ("step", "state", "words", "by", "reason"),
    [
        ("advocacy", "not-needed", " ", "ivy", "Say why this step is not needed"),
        ("advocacy", "finished", "", "ivy", "Select how far"),
        ("tea", "done", "", "ivy", "no such step"),
        ("talk", "done", "", "ada", "Only the officer who chairs"),
        ("seen", "not-needed", "She is away", "ada", "Only the officer who chairs"),
        ("seen", "done", "", "ivy", "Record when and where"),
    ],
)
def test_what_cannot_be_said_is_refused(say, step, state, words, by, reason):
    with pytest.raises(NotAllowed, match=reason):
        say(step, state, words, by)
    assert not PreparationStep.objects.exists()


def test_a_review_that_is_cancelled_is_not_prepared(booked, say, people):
    meetings.cancel_booking(
        booking=booked, reason="carer", asked_for_by="carer", because="Ill", by=people["ada"], at=AT
    )
    with pytest.raises(NotAllowed, match="nothing left to prepare"):
        say("advocacy", "done")


@pytest.mark.parametrize(
    ("shown", "said", "state"),
    [
        (None, None, NOT_STARTED),
        (None, DONE, DONE),
        (NOT_STARTED, None, NOT_STARTED),
        (NOT_STARTED, DONE, IN_PROGRESS),
        (NOT_STARTED, IN_PROGRESS, IN_PROGRESS),
        (NOT_STARTED, NOT_NEEDED, NOT_NEEDED),
        (IN_PROGRESS, NOT_STARTED, IN_PROGRESS),
        (IN_PROGRESS, NOT_NEEDED, NOT_NEEDED),
        (DONE, None, DONE),
        (DONE, NOT_STARTED, DONE),
        (DONE, NOT_NEEDED, DONE),
    ],
)
def test_what_the_facts_show_stands_over_what_was_said(shown, said, state):
    fact = None if shown is None else Shown(shown, "")
    word = None if said is None else PreparationStep(step="papers", state=said)
    assert state_of(fact, word) is state


def test_the_facts_move_the_steps(booked, say, see, people):
    assert stands(booked, Step.PAPERS).state is NOT_STARTED and stands(booked, Step.CLOCK).state is DONE
    meetings.receive_paper(booking=booked, kind="care-plan", came_on=TODAY, by=people["ada"], at=AT)
    say("papers", "done")
    assert stands(booked, Step.PAPERS).state is IN_PROGRESS
    meetings.receive_paper(booking=booked, kind="report", came_on=TODAY, by=people["ada"], at=AT)
    assert stands(booked, Step.PAPERS).state is DONE
    assert stands(booked, Step.SEEN).state is NOT_STARTED
    see()
    assert stands(booked, Step.SEEN).state is DONE


def test_earlier_decisions_are_what_was_said_until_the_ledger_is_asked(booked, say):
    say("earlier-decisions", "done")
    assert stands(booked, Step.EARLIER_DECISIONS).state is DONE
    assert stands(booked, Step.EARLIER_DECISIONS, earlier=Earlier(2, 3)).state is IN_PROGRESS
    assert stands(booked, Step.EARLIER_DECISIONS, earlier=Earlier(0, 3)).shown.words == (
        "Every earlier decision has an answer."
    )


def test_every_step_has_its_clock(booked):
    due = {one.step: one.clock.due_on for one in steps_of(booked, on=TODAY)}
    assert due[Step.WISHES] == date(2026, 2, 26) and due[Step.TALK] == date(2026, 3, 5)
    assert due[Step.INVITATIONS] == date(2026, 3, 12) and due[Step.PAPERS] == date(2026, 3, 23)
    assert due[Step.SEEN] == date(2026, 3, 26) and set(due) == set(Step)


# Wishes ---------------------------------------------------------------------------------------------------


def test_wishes_are_four_questions_in_one_text():
    said = {"place": "At home\nafter tea", "people": "", "agenda": "Mum: when?", "chairing": "Me"}
    kept = together(**said)
    assert kept == "Where and when: At home after tea\nWhat about: Mum: when?\nWho leads it: Me"
    assert apart(kept) == {**said, "place": "At home after tea"}
    assert apart("Wants pizza")["agenda"] == "Wants pizza"


def test_the_childs_wishes_are_kept(booked, people):
    def wish(**facts):
        facts = {"place": "", "people": "", "agenda": "", "chairing": "", **facts}
        return meetings.record_wishes(booking=booked, by=people["ada"], at=AT, **facts)

    assert wish(place="At home").childs_wishes == "Where and when: At home"
    booked.refresh_from_db()
    assert stands(booked, Step.WISHES).state is DONE
    with pytest.raises(NotAllowed, match="at least one wish"):
        wish()
    with pytest.raises(NotAllowed, match="Shorten them to 1000"):
        wish(agenda="x" * 1001)


# The talk with the child ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sam", "tess", "ada", "omar", "dot"])
def test_only_who_speaks_for_the_chair_records_the_talk(see, who):
    with pytest.raises(NotAllowed, match="Only the officer who chairs"):
        see(who)
    assert not ChildSeen.objects.exists()


def test_the_manager_and_a_cover_speak_for_the_chair(booked, see, people):
    assert see("mia").recorded_by == people["mia"]
    assert not speaks_for_chair(people["omar"], booked, on=TODAY)
    allocation.arrange_cover(
        absent=people["ivy"],
        covering=people["omar"],
        from_on=TODAY,
        until_on=date(2026, 3, 30),
        by=people["mia"],
        at=AT,
    )
    assert speaks_for_chair(people["omar"], booked, on=TODAY)
    assert see("omar").recorded_by == people["omar"]


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"seen_on": date(2026, 3, 17)}, "seen_on", "has not come yet"),
        ({"seen_on": date(2014, 3, 1)}, "seen_on", "Check the year"),
        ({"is_alone": False}, "not_alone_because", "not speak with the child alone"),
        ({"place_kind": "moon"}, "place_kind", "Select where"),
        ({"childs_words": " "}, "childs_words", "what the child said or showed"),
    ],
)
def test_a_talk_that_cannot_have_been_is_refused(see, facts, field, words):
    with pytest.raises(NotAllowed, match=words) as no:
        see(**facts)
    assert [refusal.field for refusal in no.value.refusals] == [field]


def test_a_talk_before_the_last_review_belongs_to_that_one(ben, people, see):
    reviews.record_review(child=ben, held_on=date(2026, 3, 13), participation="PN1", by=people["ada"], at=AT)
    with pytest.raises(NotAllowed, match="last review was held on 13 March 2026"):
        see()


def test_the_audit_keeps_that_the_child_was_seen_and_not_what_was_said(see):
    see()
    event = Event.objects.get(kind="child.seen")
    assert (
        event.after["is_alone"] is True and "room" not in str(event.after) and "Mum" not in str(event.after)
    )


# Pages ----------------------------------------------------------------------------------------------------


def test_the_task_list_shows_each_step_with_its_state_and_its_day(booked, say, as_person):
    say("advocacy", "not-needed", "He has an advocate already")
    page = as_person("ada").get(f"/reviews/{booked.pk}/preparation/")
    read = text(page)
    assert "of 10 steps are done or not needed" in read
    assert "Was due by 5 March 2026: 15 working days before 26 March 2026" in read
    assert "Ivy said on 16 March 2026: not needed: He has an advocate already" in read
    assert "Due by 23 March 2026" in read and "The review is booked in time." in read
    assert "There is no earlier decision." in read
    assert page.content.decode().count("govuk-task-list__item ") == 10


def test_a_step_is_said_on_its_page_once(booked, as_person):
    browser, address = as_person("ada"), f"/reviews/{booked.pk}/preparation/linked/"
    page = browser.get(address)
    refused = browser.post(address, {"once": hidden(page, "once"), "state": "not-needed", "words": ""})
    assert "Say why this step is not needed." in text(refused)
    sent = {"once": hidden(refused, "once"), "state": "done", "words": "Court on 2 April"}
    went = {browser.post(address, sent).headers["Location"] for _ in range(2)}
    assert went == {f"/reviews/{booked.pk}/preparation/"} and PreparationStep.objects.count() == 1
    assert browser.get(f"/reviews/{booked.pk}/preparation/tea/").status_code == 404


def test_wishes_are_recorded_on_their_page(booked, as_person):
    browser, address = as_person("ivy"), f"/reviews/{booked.pk}/wishes/"
    page = browser.get(address)
    sent = {"once": hidden(page, "once"), "place": "At school", "chairing": "Me, with Ivy"}
    assert browser.post(address, sent).status_code == 302
    read = text(browser.get(f"/reviews/{booked.pk}/preparation/"))
    assert "What the child wishes for the review" in read and "Me, with Ivy" in read
    assert 'value="At school"' in browser.get(address).content.decode()


def test_a_talk_is_recorded_on_its_page_and_says_why_not_alone(booked, as_person):
    browser, address = as_person("ivy"), f"/reviews/{booked.pk}/seen/record/"
    page = browser.get(address)
    said = {
        **day("seen_on", date(2026, 3, 12)),
        "place_kind": "school",
        "is_alone": "no",
        "childs_words": "I am OK",
    }
    refused = browser.post(address, {"once": hidden(page, "once"), **said})
    assert "Enter why you did not speak with the child alone" in text(refused) and "I am OK" in text(refused)
    sent = {"once": hidden(refused, "once"), **said, "not_alone_because": "He asked for his sister"}
    went = {browser.post(address, sent).headers["Location"] for _ in range(2)}
    assert went == {f"/reviews/{booked.pk}/seen/"} and ChildSeen.objects.count() == 1
    assert "No: He asked for his sister" in text(browser.get(f"/reviews/{booked.pk}/seen/"))


@pytest.mark.parametrize(
    ("who", "reads_words", "reads_view"),
    [
        ("ivy", True, True),
        ("mia", True, True),
        ("ada", True, False),
        ("sam", False, False),
        ("tess", False, False),
    ],
)
def test_each_reads_of_the_talk_what_is_theirs(booked, see, as_person, who, reads_words, reads_view):
    see()
    read = text(as_person(who).get(f"/reviews/{booked.pk}/seen/"))
    assert "Spoke with the child on 12 March 2026" in read
    assert ("I like my room." in read) is reads_words
    assert ("He worries about Mum." in read) is reads_view
    assert ("Record a talk with the child" in read) is reads_view


@pytest.mark.parametrize(
    ("who", "status"), [("sam", 403), ("tess", 403), ("dot", 403), ("omar", 404), ("ada", 200)]
)
def test_who_may_open_the_preparation(booked, as_person, who, status):
    assert as_person(who).get(f"/reviews/{booked.pk}/preparation/").status_code == status


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("sam", 403), ("omar", 404), ("mia", 200)])
def test_who_may_open_the_form_of_a_talk(booked, as_person, who, status):
    assert as_person(who).get(f"/reviews/{booked.pk}/seen/record/").status_code == status
