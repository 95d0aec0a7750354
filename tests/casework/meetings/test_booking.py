"""Booking a review and what can happen to its date: what is allowed, what is refused and in which words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice
from lodestar.casework.children import actions as children
from lodestar.casework.meetings import actions
from lodestar.casework.meetings.models import Booking, ChildSeen, DateChange, Invitee, Sitting
from lodestar.casework.meetings.queries import last_sitting, open_booking, review_day
from lodestar.casework.reviews import actions as reviews
from lodestar.casework.reviews.models import ReviewClock
from tests.casework.conftest import AT, TODAY

DUE = date(2026, 3, 30)
SOON = datetime(2026, 3, 26, 10, tzinfo=UTC)


@pytest.fixture
def book(people):
    def booking(child, starts_at=SOON, officer="ivy", by="ada", **facts):
        return actions.book_review(
            child=child, officer=people[officer], starts_at=starts_at, by=people[by], at=AT, **facts
        )

    return booking


@pytest.fixture
def held(people):
    def record(child, held_on=TODAY):
        return reviews.record_review(
            child=child, held_on=held_on, participation="PN1", by=people["ivy"], at=AT
        )

    return record


def words_of(refused):
    return " ".join(str(refused.value).split())


# --- booking --------------------------------------------------------------------------------------------


def test_a_booking_keeps_what_the_clock_asked_and_leaves_an_event(ben, book):
    booking = book(ben, minutes=90, access_needs=" A ground floor room ", interpreter="Polish, for mother")
    assert (booking.due_on, booking.rule, booking.ordinal) == (DUE, "first", 1)
    assert "the day the child became looked after" in booking.due_because
    assert booking.access_needs == "A ground floor room" and open_booking(ben.pk) == booking
    assert review_day(booking) == date(2026, 3, 26) and last_sitting(booking).minutes == 90
    event = Event.objects.get(kind="booking.made")
    assert event.child_identifier == ben.identifier and event.after["due_on"] == "2026-03-30"


def test_the_officer_and_the_social_worker_are_told_and_no_case_content_leaves(ben, book):
    booking = book(ben)
    assert {(n.person.username, n.kind, n.address) for n in Notice.objects.filter(kind="review-booked")} == {
        ("ivy", "review-booked", f"/reviews/{booking.pk}/"),
        ("sam", "review-booked", f"/reviews/{booking.pk}/"),
    }


def test_a_booking_does_not_touch_the_childs_clock(ben, book):
    before = ReviewClock.objects.get(child=ben).computed_at
    book(ben)
    clock = ReviewClock.objects.get(child=ben)
    assert (clock.next_due_on, clock.computed_at) == (DUE, before)


def test_the_number_of_a_review_counts_its_own_period_of_care(ben, book, held):
    held(ben)
    assert book(ben, SOON + timedelta(days=30)).ordinal == 2


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"starts_at": datetime(2026, 3, 13, 10, tzinfo=UTC)}, "13 March 2026 is past"),
        ({"starts_at": datetime(2014, 3, 13, 10, tzinfo=UTC)}, "13 March 2014 is past"),
        ({"starts_at": datetime(2042, 3, 13, 10, tzinfo=UTC)}, "Check the year"),
        ({"starts_at": datetime(2026, 4, 2, 10, tzinfo=UTC)}, "this day is 3 days late"),
        ({"starts_at": datetime(2026, 4, 2, 10, tzinfo=UTC), "late_because": "  "}, "say why it has to be"),
        ({"officer": "sam"}, "this person cannot chair reviews"),
        ({"kind": "adoption"}, "no authority to place the child for adoption"),
        ({"kind": "bogus"}, "Select the kind of review"),
        ({"shape": "bogus"}, "Select one meeting or a series"),
        ({"place_kind": "bogus"}, "Select where it is"),
        ({"place_kind": "school", "place": " "}, "Enter the address or the room"),
        ({"minutes": 10}, "from 15 to 480 minutes"),
    ],
)
def test_what_cannot_be_booked_says_what_to_mend(ben, book, facts, words):
    with pytest.raises(NotAllowed) as refused:
        book(ben, **facts)
    assert words in words_of(refused)
    assert not Booking.objects.exists() and not Notice.objects.exists()


def test_an_officer_who_left_cannot_chair(ben, book, people):
    people["omar"].is_active = False
    people["omar"].save()
    with pytest.raises(NotAllowed) as refused:
        book(ben, officer="omar")
    assert refused.value.refusals[0].field == "officer"


def test_a_child_has_one_open_booking(ben, book):
    book(ben)
    with pytest.raises(NotAllowed, match="booked already"):
        book(ben, SOON + timedelta(days=1))


def test_a_child_who_is_not_looked_after_owes_no_review(ben, book, people):
    children.end_care(
        child=ben, ended_on=date(2026, 3, 14), reason="E13", by=people["ada"], at=AT, standing_on=None
    )
    with pytest.raises(NotAllowed, match="not looked after today"):
        book(ben)


def test_every_reason_is_given_at_once(ben, book):
    with pytest.raises(NotAllowed) as refused:
        book(ben, datetime(2026, 4, 2, 10, tzinfo=UTC), officer="sam", place_kind="other")
    assert {one.field for one in refused.value.refusals} == {"officer", "late_because", "place"}


def test_an_officer_is_in_one_place_at_a_time_and_whose_review_it_is_is_not_told(ben, in_care, book):
    book(in_care(first_name="Nia"))
    with pytest.raises(NotAllowed) as refused:
        book(ben, SOON + timedelta(minutes=59))
    assert "has another review from 10:00 to 11:00 on 26 March 2026" in words_of(refused)
    assert "Nia" not in words_of(refused)
    assert book(ben, SOON + timedelta(minutes=60)).pk


def test_brothers_and_sisters_may_be_reviewed_together(ben, in_care, book, people):
    sister = in_care(first_name="Nia")
    children.record_relationship(
        child=ben, other_child=sister, kind="sibling", from_on=date(2026, 3, 2), by=people["ada"], at=AT
    )
    book(sister)
    assert book(ben).pk


# --- moving ---------------------------------------------------------------------------------------------


def move(booking, people, to, **facts):
    said = {"asked_for_by": "carer", "because": "A hospital appointment", **facts}
    return actions.move_sitting(sitting=last_sitting(booking), starts_at=to, by=people["ada"], at=AT, **said)


def test_moving_says_who_asked_and_what_it_did_to_the_law(ben, book, people):
    booking = book(ben)
    change = move(booking, people, SOON + timedelta(days=6), late_because="Nobody else can bring the child")
    assert (change.moved_from, change.moved_to) == (SOON, SOON + timedelta(days=6))
    assert change.effect == "2 days late: due by 30 March 2026"
    booking.refresh_from_db()
    assert booking.due_on == DUE and booking.late_because == "Nobody else can bring the child"
    assert {n.person.username for n in Notice.objects.filter(kind="review-moved")} == {"ivy", "sam"}


@pytest.mark.parametrize(
    ("to", "facts", "words"),
    [
        (SOON, {}, "the time it has now"),
        (SOON + timedelta(days=1), {"because": " "}, "Say why the date changes"),
        (SOON + timedelta(days=1), {"asked_for_by": "bogus"}, "Select who asked"),
        (SOON + timedelta(days=6), {}, "2 days late"),
        (SOON - timedelta(days=20), {}, "is past"),
    ],
)
def test_what_cannot_be_moved_says_why(ben, book, people, to, facts, words):
    booking = book(ben)
    with pytest.raises(NotAllowed) as refused:
        move(booking, people, to, **facts)
    assert words in words_of(refused) and not DateChange.objects.exists()


def test_a_review_that_is_over_is_not_moved(ben, book, people, held):
    booking = book(ben)
    actions.mark_held(booking=booking, review=held(ben), by=people["ivy"], at=AT)
    with pytest.raises(NotAllowed, match="is held: nothing about its date can change"):
        move(booking, people, SOON + timedelta(days=1))


def test_what_is_not_the_date_is_changed_without_moving(ben, book, people):
    booking = book(ben)
    facts = {
        "minutes": 45,
        "place_kind": "school",
        "place": "Hill School",
        "access_needs": "",
        "interpreter": "",
    }
    actions.change_booking(booking=booking, officer=people["omar"], by=people["ada"], at=AT, **facts)
    sitting = Sitting.objects.get()
    assert (sitting.place, sitting.minutes, sitting.starts_at) == ("Hill School", 45, SOON)
    assert Booking.objects.get().officer == people["omar"] and not DateChange.objects.exists()
    assert Notice.objects.filter(person=people["omar"], kind="review-booked").exists()
    events = Event.objects.filter(kind="booking.changed").count()
    actions.change_booking(booking=booking, officer=people["omar"], by=people["ada"], at=AT, **facts)
    assert Event.objects.filter(kind="booking.changed").count() == events


# --- cancelling -----------------------------------------------------------------------------------------


def cancel(booking, by, **facts):
    said = {"reason": "papers", "asked_for_by": "iro", "because": "No report", **facts}
    return actions.cancel_booking(booking=booking, by=by, at=AT, **said)


def test_a_cancelled_review_is_none_and_another_can_be_booked(ben, book, people):
    booking = book(ben)
    change = cancel(booking, people["ivy"])
    booking.refresh_from_db()
    assert booking.state == "cancelled" and booking.review is None
    assert change.effect == "The review is still due by 30 March 2026" and change.approved_at is None
    assert Sitting.objects.get().state == "cancelled"
    told = Notice.objects.get(kind="cancellation-to-approve")
    assert (told.person.username, told.address) == ("mia", f"/reviews/{booking.pk}/approve/")
    assert book(ben).due_on == DUE


def test_a_manager_approves_once_and_needs_nobody_for_their_own(ben, book, people):
    booking = book(ben)
    with pytest.raises(NotAllowed, match="nothing to approve"):
        actions.approve_cancellation(booking=booking, by=people["mia"], at=AT)
    cancel(booking, people["ivy"])
    change = actions.approve_cancellation(booking=booking, by=people["mia"], at=AT)
    assert change.approved_by == people["mia"]
    with pytest.raises(NotAllowed, match="approved on 16 March 2026 already"):
        actions.approve_cancellation(booking=booking, by=people["mia"], at=AT)
    assert cancel(book(ben), people["mia"]).approved_by == people["mia"]
    assert Notice.objects.filter(kind="cancellation-to-approve").count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"reason": "bogus"}, "reason"), ({"because": " "}, "because"), ({"asked_for_by": ""}, "asked_for_by")],
)
def test_cancelling_gives_its_reason(ben, book, people, facts, field):
    booking = book(ben)
    with pytest.raises(NotAllowed) as refused:
        cancel(booking, people["ivy"], **facts)
    assert [one.field for one in refused.value.refusals] == [field]


def test_nothing_is_cancelled_twice(ben, book, people):
    booking = book(ben)
    cancel(booking, people["ivy"])
    with pytest.raises(NotAllowed, match="is cancelled already"):
        cancel(booking, people["ivy"])


# --- adjourning -----------------------------------------------------------------------------------------


def put_off(booking, people, until, **facts):
    said = {
        "opened_on": TODAY,
        "because": "No health report",
        "weighed": "It does no harm",
        "asked": "Ben would rather wait",
        **facts,
    }
    return actions.adjourn(booking=booking, starts_at=until, by=people["ivy"], at=AT, **said)


@pytest.mark.parametrize(("day", "allowed"), [(date(2026, 4, 15), True), (date(2026, 4, 16), False)])
def test_an_adjourned_review_goes_on_within_twenty_working_days(ben, book, people, day, allowed):
    booking = book(ben, AT + timedelta(hours=1))
    until = datetime.combine(day, SOON.time(), UTC)
    if not allowed:
        with pytest.raises(NotAllowed, match="must go on by 15 April 2026"):
            put_off(booking, people, until)
        return
    put_off(booking, people, until)
    booking.refresh_from_db()
    assert (booking.state, booking.opened_on, booking.reconvene_by) == (
        "adjourned",
        TODAY,
        date(2026, 4, 15),
    )
    assert [one.state for one in Sitting.objects.order_by("starts_at")] == ["held", "planned"]
    change = DateChange.objects.get()
    assert change.effect == "16 days late: due by 30 March 2026" and (change.weighed, change.asked) == (
        "It does no harm",
        "Ben would rather wait",
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"weighed": " "}, "Say what the delay means for the child"),
        ({"asked": " "}, "Say who was asked about it"),
        ({"because": " "}, "what information was missing"),
        ({"opened_on": TODAY + timedelta(days=1)}, "not opened yet: move it"),
        ({"opened_on": TODAY - timedelta(days=1)}, "cannot have been opened before"),
    ],
)
def test_adjourning_says_what_was_weighed(ben, book, people, facts, words):
    booking = book(ben, AT + timedelta(hours=1))
    with pytest.raises(NotAllowed) as refused:
        put_off(booking, people, SOON, **facts)
    assert words in words_of(refused)


def test_a_review_is_adjourned_once_and_not_moved_past_its_limit(ben, book, people):
    booking = book(ben, AT + timedelta(hours=1))
    put_off(booking, people, SOON)
    with pytest.raises(NotAllowed, match="adjourned only once"):
        put_off(booking, people, SOON + timedelta(days=1))
    booking.refresh_from_db()
    with pytest.raises(NotAllowed, match="must go on by 15 April 2026"):
        move(booking, people, datetime(2026, 4, 16, 10, tzinfo=UTC), late_because="x")


# --- series, and a review held --------------------------------------------------------------------------


def test_meetings_are_added_to_a_series_alone_and_in_time(ben, in_care, book, people):
    one = book(in_care(first_name="Nia"), SOON + timedelta(hours=3))
    with pytest.raises(NotAllowed, match="This review is one meeting"):
        actions.add_sitting(booking=one, starts_at=SOON, by=people["ada"], at=AT)
    series = book(ben, AT + timedelta(hours=1), shape="series")
    added = actions.add_sitting(
        booking=series, starts_at=SOON, about="School and health", by=people["ada"], at=AT
    )
    assert added.about == "School and health" and series.sittings.count() == 2
    with pytest.raises(NotAllowed, match="concludes a series by 15 April 2026"):
        actions.add_sitting(
            booking=series, starts_at=datetime(2026, 4, 16, 10, tzinfo=UTC), by=people["ada"], at=AT
        )


def test_a_meeting_of_a_series_is_recorded_with_what_it_came_to(ben, book, people):
    series = book(ben, AT + timedelta(hours=1), shape="series")
    sitting = series.sittings.get()
    for facts, words in (
        ({"held_on": TODAY, "conclusion": " "}, "Say what this meeting came to"),
        ({"held_on": TODAY + timedelta(days=1), "conclusion": "Home is right"}, "still to come"),
    ):
        with pytest.raises(NotAllowed, match=words):
            actions.record_sitting_held(sitting=sitting, by=people["ivy"], at=AT, **facts)
    facts = {"held_on": TODAY, "conclusion": "Home is right"}
    assert actions.record_sitting_held(sitting=sitting, by=people["ivy"], at=AT, **facts).state == "held"
    with pytest.raises(NotAllowed, match="recorded already"):
        actions.record_sitting_held(sitting=sitting, by=people["ivy"], at=AT, **facts)


def test_a_review_held_is_the_bookings_and_its_meeting_was_held(ben, in_care, book, people, held):
    booking = book(ben, AT + timedelta(hours=1))
    with pytest.raises(NotAllowed, match="another child"):
        actions.mark_held(booking=booking, review=held(in_care(first_name="Nia")), by=people["ivy"], at=AT)
    review = held(ben)
    actions.mark_held(booking=booking, review=review, by=people["ivy"], at=AT)
    booking.refresh_from_db()
    assert (booking.state, booking.review) == ("held", review) and open_booking(ben.pk) is None
    assert Sitting.objects.get().state == "held"
    with pytest.raises(NotAllowed, match="is held already"):
        actions.mark_held(booking=booking, review=review, by=people["ivy"], at=AT)


def test_a_series_is_no_review_until_everybody_was_heard(ben, book, people, held):
    series = book(ben, AT - timedelta(hours=1), shape="series")
    review = held(ben)

    def close():
        return actions.mark_held(booking=series, review=review, by=people["ivy"], at=AT)

    with pytest.raises(NotAllowed, match="at least two meetings"):
        close()
    actions.add_sitting(booking=series, starts_at=AT + timedelta(hours=3), by=people["ada"], at=AT)
    with pytest.raises(NotAllowed, match="the child was not consulted; the social worker took no part"):
        close()
    ChildSeen.objects.create(
        booking=series,
        seen_on=TODAY,
        place_kind="home",
        is_alone=True,
        recorded_at=AT,
        recorded_by=people["ivy"],
    )
    for role in ("social-worker", "carer"):
        Invitee.objects.create(booking=series, role=role, name=role, attendance="present")
    assert close().state == "held"
    assert set(Sitting.objects.values_list("state", flat=True)) == {"held"}
