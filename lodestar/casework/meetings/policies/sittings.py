"""May a review be adjourned, and what its meetings must be: each rule with words that say what to mend."""

from collections.abc import Iterable, Sequence
from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.policies.booking import day_can_be, is_open, may_become
from lodestar.casework.meetings.states import BookingState
from lodestar.law.adjournment import may_adjourn
from lodestar.law.answers import Lawful, Unlawful
from lodestar.law.calendar import add_working_days
from lodestar.law.series import SERIES, SERIES_WORKING_DAYS


def may_adjourn_review(
    state: str,
    *,
    opened_on: date,
    booked_on: date,
    reconvene_on: date,
    weighed: str,
    asked: str,
    because: str,
    today: date,
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
    if opened_on < booked_on:
        answers.append(
            Refused(
                f"The review was booked on {in_words(booked_on)}: it cannot have been opened before. Check the day.",
                "opened_on",
            )
        )
    answers.append(day_can_be(reconvene_on, today=today))
    lawful = may_adjourn(opened_on=opened_on, reconvene_on=reconvene_on, times_adjourned=0)
    if isinstance(lawful, Unlawful):
        answers.append(Refused(lawful.reason, "starts_on", lawful.citation.provision))
    if not because.strip():
        answers.append(Refused("Say what information was missing.", "because"))
    if not weighed.strip():
        answers.append(
            Refused(
                "Say what the delay means for the child.",
                "weighed",
                "IRO Handbook, adjournment of reviews",
            )
        )
    if not asked.strip():
        answers.append(
            Refused(
                "Say who was asked about it and what they said: the child, the carer, the parents.",
                "asked",
                "IRO Handbook, adjournment of reviews",
            )
        )
    return answers


def sitting_can_be_added(
    state: str, *, shape_is_series: bool, on: date, other_days: Sequence[date], today: date
) -> list[Answer]:
    """May a further meeting be added: to a series that is open, in time for the series to count (R3.36)?"""
    answers = [is_open(state), day_can_be(on, today=today)]
    if other_days:
        by_on = add_working_days(min(other_days), SERIES_WORKING_DAYS)
        if on > by_on:
            answers.append(
                Refused(
                    f"The IRO concludes a series by {in_words(by_on)}, {SERIES_WORKING_DAYS} working days from its "
                    "first meeting. Choose an earlier day.",
                    "starts_on",
                    SERIES.provision,
                )
            )
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


def is_its_review(child_id: int, reviewed_child_id: int) -> Answer:
    """Refuse a review of another child."""
    if child_id != reviewed_child_id:
        return Refused("This review is of another child. Close the booking with the child's own review.")
    return Allowed()


def amounts_to_a_review(answer: Lawful | Unlawful) -> Answer:
    """Refuse to call a series of meetings a review where it is none yet (R3.36)."""
    if isinstance(answer, Unlawful):
        return Refused(answer.reason, None, answer.citation.provision)
    return Allowed()
