"""May a review be booked, moved, put off or cancelled: each rule with words that say what to mend."""

from collections.abc import Iterable
from datetime import date, datetime

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.queries import CareRecord
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.states import (
    BOOKING_MAY_BECOME,
    BOOKING_STATE_WORDS,
    CANCEL_REASON_WORDS,
    WHO_ASKED_WORDS,
    BookingState,
)
from lodestar.law.adjournment import may_adjourn
from lodestar.law.answers import Unlawful
from lodestar.law.bank_holidays import FIRST_YEAR, LAST_YEAR

FURTHEST_DAYS = 400


def may_be_booked(
    record: CareRecord,
    *,
    on: date,
    is_booked: bool,
    officer_may: bool,
    due_on: date | None,
    late_because: str,
    today: date,
) -> list[Answer]:
    """May a review of a child be booked for a day (CPPCR 2010 reg 33; `due_on` is the child's clock)?"""
    answers: list[Answer] = [day_can_be(on, today=today)]
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
    if not officer_may:
        answers.append(
            Refused("Choose an officer who works here now: this person cannot chair reviews.", "officer")
        )
    answers.append(late_is_explained(on, due_on=due_on, late_because=late_because))
    return answers


def day_can_be(on: date, *, today: date, field: str = "starts_on") -> Answer:
    """Refuse a day that is past, or so far off that the clock cannot speak of it."""
    if on < today:
        return Refused(f"{in_words(on)} is past. Enter today or a later day.", field)
    if not FIRST_YEAR <= on.year <= LAST_YEAR or (on - today).days > FURTHEST_DAYS:
        return Refused(f"{in_words(on)} is more than a year off. Check the year.", field)
    return Allowed()


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


def may_adjourn_review(
    state: str, *, opened_on: date, reconvene_on: date, weighed: str, because: str, today: date
) -> list[Answer]:
    """May the IRO adjourn a review that was opened: once, for at most 20 working days (R3.37)?"""
    if state == BookingState.ADJOURNED:
        lawful = may_adjourn(opened_on=opened_on, reconvene_on=reconvene_on, times_adjourned=1)
        assert isinstance(lawful, Unlawful)
        return [Refused(lawful.reason, None, lawful.citation.provision)]
    answers: list[Answer] = [may_become(state, BookingState.ADJOURNED)]
    if opened_on > today:
        answers.append(
            Refused("The review was not opened yet: move it instead of adjourning it.", "opened_on")
        )
    lawful = may_adjourn(opened_on=opened_on, reconvene_on=reconvene_on, times_adjourned=0)
    if isinstance(lawful, Unlawful):
        answers.append(Refused(lawful.reason, "starts_on", lawful.citation.provision))
    if not because.strip():
        answers.append(Refused("Say what information was missing.", "because"))
    if not weighed.strip():
        answers.append(
            Refused(
                "Say how the delay affects the child, and what the child, the carer and the parents said to it.",
                "weighed",
                "IRO Handbook, adjournment of reviews",
            )
        )
    return answers


def may_be_approved(*, is_cancelled: bool, approved_at: datetime | None) -> Answer:
    """May a manager approve the cancelling of a review: once?"""
    if not is_cancelled:
        return Refused("This review is not cancelled: there is nothing to approve.")
    if approved_at is not None:
        return Refused(f"This was approved on {in_words(approved_at.astimezone(LONDON).date())} already.")
    return Allowed()


def sitting_can_be_added(state: str, *, shape_is_series: bool, on: date, today: date) -> list[Answer]:
    """May a further meeting be added: to a series that is open?"""
    answers = [is_open(state), day_can_be(on, today=today)]
    if not shape_is_series:
        answers.append(
            Refused(
                "This review is one meeting. Change it to a series first, or move the meeting.", "starts_on"
            )
        )
    return answers


def sitting_can_be_held(
    state: str, *, is_planned: bool, held_on: date, other_days: Iterable[date], conclusion: str, today: date
) -> list[Answer]:
    """May one meeting of a series be recorded as held on a day?"""
    answers = [is_open(state)]
    if not is_planned:
        answers.append(Refused("This meeting was recorded already."))
    if held_on > today:
        answers.append(
            Refused(f"{in_words(held_on)} is still to come. Enter the day it was held.", "held_on")
        )
    if held_on in set(other_days):
        answers.append(Refused(f"Another meeting of this series was held on {in_words(held_on)}.", "held_on"))
    if not conclusion.strip():
        answers.append(Refused("Say what this meeting came to.", "conclusion"))
    return answers
