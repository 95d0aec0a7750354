"""May a review be booked, moved, put off or cancelled: each rule with words that say what to mend."""

from datetime import date, datetime

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.queries import CareRecord
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.queries.slots import Busy
from lodestar.casework.meetings.states import (
    BOOKING_MAY_BECOME,
    BOOKING_STATE_WORDS,
    CANCEL_REASON_WORDS,
    PLACE_KIND_WORDS,
    SHAPE_WORDS,
    WHO_ASKED_WORDS,
    BookingState,
    PlaceKind,
)
from lodestar.casework.reviews.policies import fits_kind
from lodestar.law.bank_holidays import FIRST_YEAR, LAST_YEAR

FURTHEST_DAYS = 400
SHORTEST, LONGEST = 15, 480
NEEDS_NO_PLACE = (PlaceKind.HOME, PlaceKind.VIDEO)


def may_be_booked(
    record: CareRecord,
    *,
    on: date,
    is_booked: bool,
    officer_may: bool,
    kind: str,
    shape: str,
    due_on: date | None,
    late_because: str,
    today: date,
) -> list[Answer]:
    """May a review of a child be booked for a day (CPPCR 2010 reg 33; `due_on` is the child's clock)?"""
    answers: list[Answer] = [day_can_be(on, today=today), fits_kind(kind, record.standing_on(today))]
    if shape not in {str(one) for one in SHAPE_WORDS}:
        answers.append(Refused("Select one meeting or a series.", "shape"))
    if is_booked:
        answers.append(
            Refused(
                "A review of this child is booked already. Move that one, or cancel it first.", "starts_on"
            )
        )
    if not record.is_looked_after(today):
        answers.append(
            Refused("The child is not looked after today, so no review is owed. Check the record of care.")
        )
    answers.append(may_chair(officer_may))
    answers.append(late_is_explained(on, due_on=due_on, late_because=late_because))
    return answers


def day_can_be(on: date, *, today: date, field: str = "starts_on") -> Answer:
    """Refuse a day that is past, or so far off that the clock cannot speak of it."""
    if on < today:
        return Refused(f"{in_words(on)} is past. Enter today or a later day.", field)
    if not FIRST_YEAR <= on.year <= LAST_YEAR or (on - today).days > FURTHEST_DAYS:
        return Refused(f"{in_words(on)} is more than a year off. Check the year.", field)
    return Allowed()


def may_chair(officer_may: bool) -> Answer:
    """Refuse an officer who has left or who is no IRO."""
    if officer_may:
        return Allowed()
    return Refused("Choose an officer who works here now: this person cannot chair reviews.", "officer")


def place_and_length(place_kind: str, place: str, minutes: int) -> list[Answer]:
    """Refuse a meeting that nobody could find, or of a length that no meeting has."""
    answers: list[Answer] = []
    if place_kind not in {str(kind) for kind in PLACE_KIND_WORDS}:
        answers.append(Refused("Select where it is.", "place_kind"))
    elif place_kind not in {str(kind) for kind in NEEDS_NO_PLACE} and not place.strip():
        answers.append(Refused("Enter the address or the room, so that everybody finds it.", "place"))
    if not SHORTEST <= minutes <= LONGEST:
        answers.append(Refused(f"Enter a length from {SHORTEST} to {LONGEST} minutes.", "minutes"))
    return answers


def is_free(in_the_way: Busy | None, field: str = "starts_time") -> Answer:
    """Refuse a time at which the officer chairs another review; whose it is, is not told."""
    if in_the_way is None:
        return Allowed()
    begins, ends = (at.astimezone(LONDON) for at in (in_the_way.starts_at, in_the_way.ends_at))
    return Refused(
        f"The officer has another review from {begins:%H:%M} to {ends:%H:%M} on {in_words(begins.date())}. "
        "Choose another time or another officer.",
        field,
    )


def late_is_explained(on: date, *, due_on: date | None, late_because: str) -> Answer:
    """Refuse a day after the law's without a reason: nothing is late silently."""
    if due_on is not None and on > due_on and not late_because.strip():
        days = (on - due_on).days
        return Refused(
            f"The review is due by {in_words(due_on)}: this day is {days} {'day' if days == 1 else 'days'} late. "
            "Choose an earlier day, or say why it has to be late.",
            "late_because",
        )
    return Allowed()


def may_become(state: str, wanted: BookingState) -> Answer:
    """Refuse a step that does not follow from where the booking is."""
    if wanted in BOOKING_MAY_BECOME[BookingState(state)]:
        return Allowed()
    return Refused(
        f"This review is {BOOKING_STATE_WORDS[BookingState(state)].lower()} already. Look at it as it is now: "
        "somebody may have changed it while the page was open."
    )


def may_be_moved(
    state: str,
    *,
    is_planned: bool,
    was: datetime,
    to: datetime,
    asked_for_by: str,
    because: str,
    due_on: date | None,
    late_because: str,
    reconvene_by: date | None,
    today: date,
) -> list[Answer]:
    """May a meeting be moved: to which day, who asked and why?"""
    day = to.astimezone(LONDON).date()
    answers: list[Answer] = [is_open(state), day_can_be(day, today=today), who_and_why(asked_for_by, because)]
    if not is_planned and answers[0]:
        answers.append(Refused("This meeting was held already. Look at the review as it is now."))
    if was == to:
        answers.append(Refused("This is the time it has now. Enter another.", "starts_on"))
    if reconvene_by is not None and day > reconvene_by:
        answers.append(
            Refused(
                f"The review was adjourned and must go on by {in_words(reconvene_by)}. Choose an earlier day.",
                "starts_on",
                "IRO Handbook, adjournment of reviews",
            )
        )
    answers.append(late_is_explained(day, due_on=due_on, late_because=late_because))
    return answers


def is_open(state: str) -> Answer:
    """Refuse a change to a review that is held or cancelled."""
    if state in (BookingState.BOOKED, BookingState.ADJOURNED):
        return Allowed()
    return Refused(
        f"This review is {BOOKING_STATE_WORDS[BookingState(state)].lower()}: nothing about its date can change."
    )


def who_and_why(asked_for_by: str, because: str) -> Answer:
    """Refuse a change of date that does not say who asked for it and why."""
    if asked_for_by not in {str(who) for who in WHO_ASKED_WORDS}:
        return Refused("Select who asked for the change.", "asked_for_by")
    if not because.strip():
        return Refused("Say why the date changes.", "because")
    return Allowed()


def may_be_cancelled(state: str, *, reason: str, asked_for_by: str, because: str) -> list[Answer]:
    """May a booked review be cancelled (R3.38)? It is then no review, and the due date does not move."""
    answers: list[Answer] = [may_become(state, BookingState.CANCELLED), who_and_why(asked_for_by, because)]
    if reason not in {str(code) for code in CANCEL_REASON_WORDS}:
        answers.append(Refused("Select why the review does not take place.", "reason"))
    return answers


def may_be_approved(*, is_cancelled: bool, approved_at: datetime | None) -> Answer:
    """May a manager approve the cancelling of a review: once?"""
    if not is_cancelled:
        return Refused("This review is not cancelled: there is nothing to approve.")
    if approved_at is not None:
        return Refused(f"This was approved on {in_words(approved_at.astimezone(LONDON).date())} already.")
    return Allowed()
