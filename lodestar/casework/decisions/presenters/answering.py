"""The words around sending decisions and answering them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lodestar.casework.children.words import in_words
from lodestar.casework.decisions.presenters.ledger import clock_of, owner_in_words
from lodestar.casework.reviews.presenters.clocks import due_in_words
from lodestar.govuk.parts import Clock
from lodestar.govuk.words import long_date
from lodestar.law.review_steps import answers_by, decisions_by


@dataclass(frozen=True, slots=True)
class SendRow:
    """One decision as it goes out."""

    number: int
    words: str
    who: str
    by_when: str


@dataclass(frozen=True, slots=True)
class SendPage:
    """What goes out, by when it should have, and what happens then."""

    clock: Clock | None
    rows: Sequence[SendRow]
    consequences: Sequence[str]
    is_late: bool


def send_page(decisions: Sequence[Any], *, review_on: date | None, today: date) -> SendPage:
    """Return the page that is checked before the decisions of a review go out."""
    made = [one for one in decisions if one.made_at is not None]
    due = decisions_by(review_on=review_on) if review_on is not None else None
    answered_by = answers_by(sent_on=today)
    return SendPage(
        clock=clock_of(is_held=True, sent_on=None, late_because="", due=due, made=len(made), today=today),
        rows=[
            SendRow(one.number, one.words, owner_in_words(one), long_date(one.due_on, "Not settled yet"))
            for one in made
        ],
        consequences=(
            f"The team manager is asked to answer each decision by {long_date(answered_by.due_on)}.",
            "What is not answered by then stands as agreed.",
            "Each person who signs in and has something to do is told of it.",
        ),
        is_late=due is not None and today > due.due_on,
    )


def answers_intro(sent: Any, today: date) -> str:
    """Return by when the answers are owed."""
    if sent is None:
        return "These decisions have not been sent yet."
    due_on: date = sent.answers_due_on
    if today > due_on:
        return f"The answers were due by {in_words(due_on)}: what was not answered stands as agreed."
    return f"{due_in_words(due_on, today)}. What is not answered by then stands as agreed."
