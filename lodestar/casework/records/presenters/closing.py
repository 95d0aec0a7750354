"""Closing and signing in words: what is done, what is missing and where to mend it, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lodestar.access.answers import Answer, Refused
from lodestar.casework.ratings.states import WHO_ANSWERS, Colour, NoticeRole
from lodestar.casework.records.states import Question, YesNo
from lodestar.casework.reviews.states import PARTICIPATION_WORDS
from lodestar.govuk.parts import Clock, Link, Tag
from lodestar.govuk.words import counted, listed, long_date
from lodestar.law.agenda import PERMANENCE_CODE

# What closing and signing rest on: its words, and where to mend it (under the review's address).
CHECKS = {
    "participation": ("How the child took part", "room/participation/", "Say how the child took part"),
    "quality": ("The five quality questions", "room/quality/", "Answer the quality questions"),
    "conclusion": ("Whether the plan meets the child's needs", "room/conclusion/", "Write the conclusion"),
    "rating": ("Rating", "rating/", "Rate the review"),
    "earlier": ("Decisions of earlier reviews", "decisions/", "Say what became of them"),
    "decisions": ("Decisions of this review", "decisions/", "Complete the decisions"),
    "permanence": ("The plan for permanence", f"room/{PERMANENCE_CODE}/", "Write about permanence"),
    "series": ("The meetings of the series", "", "Look at the meetings"),
    "closed": ("The review is closed", "close/", "Close the review"),
    "agenda": ("What the child wanted to talk about", "room/agenda/", "Say what came of it"),
    "headings": ("The record is written", "room/", "Write in the room"),
}
NOTICE_WORDS = {
    NoticeRole.TEAM_MANAGER: "the team manager",
    NoticeRole.SERVICE_MANAGER: "the service manager",
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One thing a review is closed on: done, or what is missing and where to mend it."""

    words: str
    tag: Tag
    missing: str
    act: Link | None


def check_rows(
    booking_id: int, answers: Mapping[str, Answer], *, leave_out: Sequence[str] = ()
) -> list[CheckRow]:
    """Return each thing that closing or signing rests on, with what is missing of it in words."""
    rows = []
    for name, answer in answers.items():
        if name in leave_out:
            continue
        words, address, mend = CHECKS[name]
        if isinstance(answer, Refused):
            act = Link(mend, f"/reviews/{booking_id}/{address}")
            rows.append(CheckRow(words, Tag("Missing", "red"), answer.reason, act))
        else:
            rows.append(CheckRow(words, Tag("Done", "green"), "", None))
    return rows


def is_ready(rows: Sequence[CheckRow]) -> bool:
    """Return whether nothing is missing."""
    return all(row.act is None for row in rows)


def closing_does(facts: Any) -> tuple[str, ...]:
    """Return what closing a review does, a sentence each."""
    found = ["The review is recorded as held, and the child's clock runs on to the next."]
    if facts.participation:
        found.append(
            f"The child's part is counted as {facts.participation}: {PARTICIPATION_WORDS[facts.participation]}."
        )
    number = len(facts.drafts)
    found.append(
        f"{counted(number, 'decision')} {'is' if number == 1 else 'are'} made, and cannot be rewritten after that."
        if number
        else "No decision is made: there is none in draft."
    )
    if facts.rating is not None:
        told = listed(NOTICE_WORDS[role] for role in WHO_ANSWERS[Colour(facts.rating.colour)])
        found.append(
            f"The rating is settled as {facts.rating.colour}"
            + (f", and {told} {'are' if ' and ' in told else 'is'} asked to answer it." if told else ".")
        )
    found.append("What you concluded stands. The record itself can be written until you sign it.")
    return tuple(found)


def next_clock(due: Any) -> Clock:
    """Return by when the next review is to be held, once this one is closed, and why."""
    if due is None:
        return Clock("No next review can be worked out for this day", "calm")
    because = f"{due.because[:1].upper()}{due.because[1:]}."
    return Clock(
        f"The next review is to be held by {long_date(due.due_on)}", "calm", because, due.citation.provision
    )


def report_in_time(days_ahead: int | None, lead: int) -> tuple[str, str]:
    """Return the answer that the papers propose to whether the report came in time, and why in words."""
    if days_ahead is None:
        return YesNo.NO, "No social worker's report is recorded for this review: the papers say no."
    if days_ahead >= lead:
        ahead = counted(days_ahead, "working day")
        return YesNo.YES, f"The report came {ahead} before the review: the papers say yes."
    if days_ahead > 0:
        return (
            YesNo.NO,
            f"The report came {counted(days_ahead, 'working day')} before the review: the papers say no.",
        )
    when = "on the day" if days_ahead == 0 else "after the review"
    return YesNo.NO, f"The report came {when}: the papers say no."


def proposed_answers(given: Mapping[str, str], *, is_under_4: bool, in_time: str) -> dict[str, str]:
    """Return the answers to offer: those given, then what the papers and the child's age propose."""
    found = {str(Question.REPORT_IN_TIME): str(in_time)}
    if is_under_4:
        found |= {str(q): str(YesNo.NOT_APPLICABLE) for q in (Question.PREPARED, Question.CONTRIBUTED)}
    return {**found, **given}


def code_words(code: str) -> str:
    """Return a national code with its meaning: "PN1: Attended and spoke for themselves"."""
    return f"{code}: {PARTICIPATION_WORDS[code]}"


def proposal_clock(proposed: Any, chosen: str) -> Clock:
    """Return the code that the facts make, and whether the IRO chose it."""
    code = str(proposed.code)
    because = f"{proposed.because[:1].upper()}{proposed.because[1:]}."
    if chosen and chosen != code:
        because += f" You chose {code_words(chosen)}."
    return Clock(
        f"The facts make {code_words(code)}",
        "done" if chosen == code else "calm",
        because,
        proposed.citation.provision,
    )


def day_words(facts: Any, today: date) -> str:
    """Return when the review was booked for, beside the question on which day it was held."""
    if facts.booked_day is None:
        return ""
    word = "is" if facts.booked_day >= today else "was"
    return f"It {word} booked for {long_date(facts.booked_day)}."
