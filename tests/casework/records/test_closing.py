"""Closing a review and signing its record: what is missing is said in words, and then it is locked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice
from lodestar.casework.decisions import actions as decisions
from lodestar.casework.decisions.models import Decision
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import Booking, Invitee, Sitting
from lodestar.casework.ratings.models import Rating
from lodestar.casework.records import actions
from lodestar.casework.records.models import Addendum, AgendaItem, Minute
from lodestar.casework.records.queries import next_due_after
from lodestar.casework.reviews.models import Review, ReviewClock
from tests.casework.records.conftest import HELD_ON, LATER
from tests.factories.reviews import a_booking, a_decision


def close(booking, by, held_on=HELD_ON, at=LATER, **more):
    return actions.close_review(booking=booking, held_on=held_on, by=by, at=at, **more)


def refusal(act, *args, **kwargs):
    with pytest.raises(NotAllowed) as no:
        act(*args, **kwargs)
    return str(no.value)


def test_closing_does_everything_in_one_go(people, concluded, ben):
    booking = concluded()
    review = close(booking, people["ivy"])
    booking.refresh_from_db()
    assert (booking.state, booking.review_id) == ("held", review.pk)
    assert (review.held_on, review.participation, review.kind) == (HELD_ON, "PN1", "looked-after")
    assert Decision.objects.get().state == "open"
    assert Rating.objects.get().is_final
    assert set(Sitting.objects.values_list("state", flat=True)) == {"held"}
    clock = ReviewClock.objects.get(child=ben)
    assert (clock.last_held_on, clock.reviews_held, clock.next_rule) == (HELD_ON, 1, "second")


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("quality", "5 quality questions have no answer yet."),
        ("participation", "Say how the child took part in the review."),
        ("meets_needs", "Say whether the care plan meets the child's needs."),
        ("rating", "The review is not rated yet: red, amber or green."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_closed(people, concluded, missing, words):
    booking = concluded(but=missing)
    assert words in refusal(close, booking, people["ivy"])
    assert not Review.objects.exists() and Booking.objects.get().state == "booked"
    assert Decision.objects.get().state == "draft"


def test_a_decision_without_an_owner_or_a_day_keeps_it_open(people, concluded):
    booking = concluded(but="decisions")
    decisions.write_decision(booking=booking, words="A dentist sees Ben", by=people["ivy"], at=LATER)
    words = refusal(close, booking, people["ivy"])
    assert "Decision 1 does not say who is to do it or by when" in words


def test_an_earlier_decision_without_an_answer_keeps_it_open(people, concluded, ben):
    Booking.objects.update(state="cancelled")
    booking_before = a_booking(ben, people["ivy"], date(2026, 3, 10), by=people["ada"], state="held")
    Booking.objects.exclude(pk=booking_before.pk).update(state="booked")
    booking = concluded()
    a_decision(booking_before, by=people["ivy"], due_on=date(2026, 3, 20), owner=people["sam"])
    words = refusal(close, booking, people["ivy"])
    assert "1 decision of earlier reviews has no answer yet" in words


@pytest.mark.parametrize(
    ("held_on", "words"),
    [
        (date(2026, 3, 28), "Saturday 28 March 2026 is still to come"),
        (date(2026, 3, 12), "The review was booked on Monday 16 March 2026"),
    ],
)
def test_a_day_that_cannot_be(people, concluded, held_on, words):
    assert words in refusal(close, concluded(), people["ivy"], held_on)


def test_a_late_review_says_why(people, concluded):
    booking, at = concluded(), LATER + timedelta(days=7)
    late = date(2026, 4, 1)
    words = refusal(close, booking, people["ivy"], late, at)
    assert "The review was due by Monday 30 March 2026. Say why it was late." in words
    close(booking, people["ivy"], late, at, late_because="Ben was ill")
    assert Booking.objects.get().late_because == "Ben was ill"
    assert Review.objects.get().days_late == 2


def test_an_adjourned_review_is_completed_after_it_was_opened_and_in_its_limit(people, concluded):
    booking = concluded()
    meetings.adjourn(
        booking=booking,
        opened_on=HELD_ON,
        starts_at=datetime(2026, 4, 9, 14, tzinfo=UTC),
        because="The health plan is missing",
        weighed="A fortnight does no harm",
        asked="Ben does not mind",
        by=people["ivy"],
        at=LATER,
    )
    booking.refresh_from_db()
    early = refusal(close, booking, people["ivy"], HELD_ON - timedelta(days=1))
    assert "The review was opened and adjourned on Thursday 26 March 2026." in early
    at = datetime(2026, 4, 29, 9, tzinfo=UTC)
    late = refusal(close, booking, people["ivy"], date(2026, 4, 28), at)
    assert "was to go on by Monday 27 April 2026. Say why it was later." in late
    close(booking, people["ivy"], date(2026, 4, 28), at, late_because="The paediatrician was away")
    assert Review.objects.get().held_on == date(2026, 4, 28)


def test_a_series_counts_only_when_everybody_was_heard(people, concluded):
    booking = concluded()
    Booking.objects.filter(pk=booking.pk).update(shape="series")
    booking.refresh_from_db()
    words = refusal(close, booking, people["ivy"])
    assert "A series has at least two meetings" in words
    Sitting.objects.create(
        booking=booking,
        state="held",
        starts_at=datetime(2026, 3, 20, 10, tzinfo=UTC),
        starts_by=people["ivy"],
    )
    words = refusal(close, booking, people["ivy"])
    assert "the child was not consulted" in words and "the carer took no part" in words
    for role in ("child", "carer", "social-worker"):
        Invitee.objects.create(booking=booking, role=role, name=role, attendance="present")
    close(booking, people["ivy"])
    assert Review.objects.get().held_on == HELD_ON


def test_from_the_second_review_permanence_is_considered(people, concluded, write):
    booking = concluded()
    Booking.objects.filter(pk=booking.pk).update(ordinal=2)
    booking.refresh_from_db()
    assert "the plan for permanence is considered" in refusal(close, booking, people["ivy"])
    write("Ben stays with Cora until he is 18.", heading="sch7-3")
    close(booking, people["ivy"])


def test_a_code_that_does_not_fit_the_age_is_not_taken(people, booking):
    def concluding():
        actions.save_conclusion(booking=booking, version=0, participation="PN0", by=people["ivy"], at=LATER)

    assert "PN0 does not fit: the child was 4 or over" in refusal(concluding)


@pytest.mark.parametrize("who", ["ada", "omar"])
def test_only_who_leads_the_review_closes_and_signs_it(people, concluded, who):
    booking = concluded()
    assert "Only the IRO who chairs this review" in refusal(close, booking, people[who])
    close(booking, people["ivy"])
    words = refusal(actions.sign_record, booking=booking, by=people[who], at=LATER)
    assert "Only the IRO who chairs this review" in words


def test_closed_twice_is_refused_in_words(people, closed):
    assert "This review is closed already" in refusal(close, closed, people["ivy"])
    assert Review.objects.count() == 1


def test_what_closing_rested_on_stands_after_it(people, closed, write):
    def answering():
        actions.answer_quality(booking=closed, answers={"prepared": "no"}, by=people["ivy"], at=LATER)

    def concluding():
        actions.save_conclusion(booking=closed, version=1, participation="PN4", by=people["ivy"], at=LATER)

    assert "This review is closed" in refusal(answering)
    assert "This review is closed" in refusal(concluding)
    assert write("Ben is well, and taller.", version=1).version == 2  # the record is still being written


def test_signing_locks_every_box(people, signed, write):
    for who in ("ivy", "mia", "ada"):
        assert "This record is signed" in refusal(write, "Changed", version=1, who=who)
    with pytest.raises(NotAllowed, match="This record is signed"):
        actions.add_agenda_item(booking=signed, words="A dog", by=people["ivy"], at=LATER)
    with pytest.raises(NotAllowed, match="This record is signed"):
        actions.grade_plan(booking=signed, grades={"needs": (3, "")}, by=people["ivy"], at=LATER)
    with pytest.raises(NotAllowed, match="This record is signed"):
        actions.record_attendance(booking=signed, attendance={}, by=people["ada"], at=LATER)
    minute = Minute.objects.get()
    assert (minute.state, minute.signed_by, minute.signed_at) == ("signed", people["ivy"], LATER)
    assert "signed already" in refusal(actions.sign_record, booking=signed, by=people["ivy"], at=LATER)
    assert set(Notice.objects.filter(kind="record-ready").values_list("person__username", flat=True)) == {
        "sam"
    }


def test_signing_waits_for_closing_and_for_the_childs_wishes(people, concluded):
    booking = concluded()
    item = actions.add_agenda_item(booking=booking, words="I want a dog", by=people["ada"], at=LATER)
    words = refusal(actions.sign_record, booking=booking, by=people["ivy"], at=LATER)
    assert "Close the review first" in words
    assert "1 thing the child wanted to talk about has no answer yet" in words
    close(booking, people["ivy"])
    actions.answer_agenda_item(item=item, answer="Cora will ask", by=people["ivy"], at=LATER)
    actions.sign_record(booking=booking, by=people["ivy"], at=LATER)
    assert AgendaItem.objects.get().answer_words == "Cora will ask"


def test_a_late_record_says_why(people, closed):
    at = datetime(2026, 4, 21, 9, tzinfo=UTC)
    words = refusal(actions.sign_record, booking=closed, by=people["ivy"], at=at)
    assert "The record was due by Monday 20 April 2026. Say why it is late." in words
    actions.sign_record(booking=closed, late_because="I was ill", by=people["ivy"], at=at)
    assert Minute.objects.get().late_because == "I was ill"


def test_a_signed_record_is_only_added_to(people, closed):
    def add(**facts):
        said = {"words": "Ben's school rang", "because": "It came later", **facts}
        return actions.add_addendum(booking=closed, by=people["ivy"], at=LATER, **said)

    assert "not signed yet" in refusal(add)
    actions.sign_record(booking=closed, by=people["ivy"], at=LATER)
    assert "Say why it is added now." in refusal(add, because=" ")
    assert add().words == "Ben's school rang"
    assert Addendum.objects.get().added_by == people["ivy"]
    event = Event.objects.get(kind="addendum.added")
    assert "school" not in str(event.after)


def test_the_next_review_is_proposed_by_the_law_room(booking):
    due = next_due_after(booking, HELD_ON)
    assert (due.due_on, due.rule.value) == (date(2026, 6, 26), "second")
    assert "26 March 2026" in due.because
