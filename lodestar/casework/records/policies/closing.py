"""May a review be closed, and its record signed: everything that is missing, each with where to mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.states import BookingState
from lodestar.casework.records.states import QUESTION_WORDS, MinuteState
from lodestar.law.agenda import PERMANENCE, PERMANENCE_CODE, permanence_is_owed
from lodestar.law.answers import Lawful, Unlawful


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a review holds when the IRO wants to close it. `series` is None for one meeting."""

    booking_state: str
    is_chair: bool
    opened_on: date | None
    reconvene_by: date | None
    ordinal: int
    answered: Sequence[str]
    meets_needs: str
    participation: str
    chaired: str
    has_rating: bool
    has_permanence_words: bool
    child_attendance_known: bool
    ledger: Sequence[Answer]
    series: Lawful | Unlawful | None


def may_close(found: Gathered, *, held_on: date, today: date) -> list[Answer]:
    """May the IRO close a review that was held on a day (R4.6; 3-casework 6.1c)?"""
    if found.booking_state not in (BookingState.BOOKED, BookingState.ADJOURNED):
        return [Refused("This review is closed or cancelled already. Look at it as it is now.")]
    answers: list[Answer] = []
    if not found.is_chair:
        answers.append(Refused("Only the IRO who chairs this review, or who covers for them, may close it."))
    answers += day_fits(found, held_on=held_on, today=today)
    if isinstance(found.series, Unlawful):
        answers.append(Refused(found.series.reason, "series", found.series.citation.provision))
    missing = [words for code, words in QUESTION_WORDS.items() if code not in found.answered]
    if missing:
        number = len(missing)
        what = "1 quality question has" if number == 1 else f"{number} quality questions have"
        answers.append(Refused(f"{what} no answer yet.", "quality"))
    if not found.meets_needs:
        answers.append(Refused("Say whether the care plan meets the child's needs.", "conclusion"))
    if not found.participation:
        answers.append(Refused("Say how the child took part.", "conclusion"))
    if not found.chaired:
        answers.append(Refused("Say whether the child chaired any of it.", "conclusion"))
    if not found.child_attendance_known:
        answers.append(Refused("Say whether the child was there.", "attendance"))
    if not found.has_rating:
        answers.append(Refused("Rate the review.", "rating"))
    if permanence_is_owed(found.ordinal) and not found.has_permanence_words:
        answers.append(
            Refused(
                "From the second review the plan for permanence is considered. Write something under that heading.",
                PERMANENCE_CODE,
                PERMANENCE.provision,
            )
        )
    return [*answers, *found.ledger]


def day_fits(found: Gathered, *, held_on: date, today: date) -> list[Answer]:
    """Is the day it was held possible: not to come, not before it was opened?"""
    answers: list[Answer] = []
    if held_on > today:
        answers.append(
            Refused(f"{in_words(held_on)} is still to come. Enter the day it was held.", "held_on")
        )
    if found.opened_on is not None and held_on < found.opened_on:
        answers.append(
            Refused(
                f"The review was opened on {in_words(found.opened_on)}. It cannot have been completed before.",
                "held_on",
            )
        )
    return answers


def may_sign(
    *, booking_state: str, minute_state: str, is_chair: bool, texts: Mapping[str, str]
) -> list[Answer]:
    """May the IRO sign the record: after closing, once, with something in it?"""
    if booking_state != BookingState.HELD:
        return [Refused("Close the review first. The record is signed after that.")]
    if minute_state == MinuteState.SIGNED:
        return [Refused("The record is signed already.")]
    answers: list[Answer] = []
    if not is_chair:
        answers.append(Refused("Only the IRO who chaired this review, or who covers for them, may sign it."))
    if not any(text.strip() for text in texts.values()):
        answers.append(Refused("Nothing is written in the record yet. Write it in the room first.", "room"))
    return answers or [Allowed()]
