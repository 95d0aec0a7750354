"""May a paper be received, handed in, judged or given a new day: each rule with words that say what to mend."""

from collections.abc import Mapping
from datetime import date, datetime

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.states import (
    PAPER_QUALITY_WORDS,
    REPORT_HEADING_WORDS,
    REPORT_MUST_SAY,
    BookingState,
    ReportHeading,
)

SOUND = 3
FURTHEST_DAYS = 200
NOT_COME = Refused("This paper has not come, so it cannot be graded. Set a day for it instead.")


def takes_papers(state: str) -> Answer:
    """Refuse a paper for a review that does not take place."""
    if state == BookingState.CANCELLED:
        return Refused("This review is cancelled, so it takes no papers. They belong to the next one.")
    return Allowed()


def may_be_received(state: str, *, came_on: date, shared_on: date | None, today: date) -> list[Answer]:
    """May a paper be recorded as come on a day? One that comes after the review still counts, as late."""
    answers = [takes_papers(state)]
    if came_on > today:
        answers.append(Refused(f"{in_words(came_on)} has not come yet. Enter the day it came.", "came_on"))
    if (today - came_on).days > FURTHEST_DAYS:
        answers.append(
            Refused(f"{in_words(came_on)} is too long ago for this review. Check the year.", "came_on")
        )
    answers.append(shared_can_be(shared_on, today=today))
    return answers


def shared_can_be(shared_on: date | None, *, today: date) -> Answer:
    """Refuse a day of sharing with the child that has not come."""
    if shared_on is not None and shared_on > today:
        return Refused(
            f"{in_words(shared_on)} has not come yet. Leave it empty until it is shared with the child.",
            "shared_on",
        )
    return Allowed()


def stands_on(revision: int, kept: int, *, saved_by: str, saved_at: datetime | None) -> Answer:
    """Refuse a save on an older draft: nobody's words silently replace another's (ADR-0017)."""
    if revision == kept:
        return Allowed()
    if not kept or saved_at is None:
        return Refused(
            "This report was sent while the page was open. Nothing you typed is lost: save again and it becomes "
            "a later version.",
            "revision",
        )
    local = saved_at.astimezone(LONDON)
    return Refused(
        f"{saved_by} saved this draft on {in_words(local.date())} at {local:%H:%M}, while your page was open. "
        "Nothing you typed is lost: compare it with theirs below, then save again.",
        "revision",
    )


def may_be_handed_in(
    state: str, answers: Mapping[str, str], *, shared_on: date | None, is_new: bool, today: date
) -> list[Answer]:
    """May a report go to the officer: does it say what a review has to rest on?"""
    found = [takes_papers(state), shared_can_be(shared_on, today=today)]
    for heading in REPORT_MUST_SAY:
        if not answers.get(str(heading), "").strip():
            found.append(Refused(f"Fill in: {small(REPORT_HEADING_WORDS[heading])}.", heading_field(heading)))
    if not is_new:
        found.append(
            Refused("This says the same as the version you sent before. There is nothing new to send.")
        )
    return found


def small(words: str) -> str:
    """Return words as they stand inside a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


def heading_field(heading: ReportHeading) -> str:
    """Return the name of the field that holds what a report says under a heading."""
    return f"says_{heading.value.replace('-', '_')}"


def speaks_for_the_chair(speaks: bool) -> Answer:
    """Refuse what only the officer who chairs, whoever covers for them, or the IRO manager may say."""
    if speaks:
        return Allowed()
    return Refused(
        "Only the officer who chairs this review, their cover, or the IRO manager can record this."
    )


def may_be_judged(*, speaks: bool, has_come: bool, quality: int, words: str) -> list[Answer]:
    """May the officer grade a paper: it came, the grade is one of four, and a low one says why?"""
    answers = [speaks_for_the_chair(speaks)]
    if not has_come:
        answers.append(NOT_COME)
    if quality not in PAPER_QUALITY_WORDS:
        answers.append(Refused("Select a grade from 1 to 4.", "quality"))
    elif quality < SOUND and not words.strip():
        answers.append(Refused("Say what is wrong with it, so that it can be put right.", "words"))
    return answers


def may_be_remedied(
    state: str, *, speaks: bool, has_come: bool, quality: int | None, remedy_on: date, words: str, today: date
) -> list[Answer]:
    """May the officer set a day by when a paper must come, or come again (seed section 14)?"""
    answers = [takes_papers(state), speaks_for_the_chair(speaks)]
    if has_come and (quality is None or quality >= SOUND):
        answers.append(
            Refused(
                "This paper came and is not graded as poor or weak. Grade it first if it has to be done again."
            )
        )
    if remedy_on < today:
        answers.append(Refused(f"{in_words(remedy_on)} is past. Enter today or a later day.", "remedy_on"))
    elif (remedy_on - today).days > FURTHEST_DAYS:
        answers.append(Refused(f"{in_words(remedy_on)} is too far off. Check the year.", "remedy_on"))
    if not words.strip():
        answers.append(Refused("Say what has to come.", "words"))
    return answers
