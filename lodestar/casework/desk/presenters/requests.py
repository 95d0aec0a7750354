"""What is asked of a person: reports for reviews, and the decisions they are to carry out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from lodestar.casework.children.words import in_words
from lodestar.casework.decisions.models import Decision
from lodestar.casework.meetings.presenters.papers import MASKED, RequestRow
from lodestar.casework.reviews.presenters.clocks import due_in_words
from lodestar.govuk.parts import Tag


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision that a person is to carry out."""

    child: str
    words: str
    href: str
    tag: Tag
    due: str


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """What is asked of a person. `whose` says whose reports these are: their own, or their team's."""

    reports: Sequence[RequestRow]
    decisions: Sequence[DecisionRow]
    whose: str


def decision_rows(
    decisions: Sequence[Decision], masked: Collection[int], *, today: date
) -> list[DecisionRow]:
    """Return the decisions a person is to carry out; of a masked child nothing is told."""
    return [decision_row(one, one.child_id in masked, today) for one in decisions]


def decision_row(one: Decision, is_masked: bool, today: date) -> DecisionRow:
    """Return one decision."""
    if is_masked:
        href = reverse("open-with-reason", args=[one.child_id])
        return DecisionRow(MASKED, "", href, Tag("Restricted", "purple"), "")
    late = one.due_on is not None and today > one.due_on
    return DecisionRow(
        one.child.name,
        one.words,
        reverse("decision", args=[one.pk]),
        Tag("Late", "red") if late else Tag("To do", "grey"),
        due_words(one.due_on, today),
    )


def due_words(due_on: date | None, today: date) -> str:
    """Return by when something is due."""
    if due_on is None:
        return "No day"
    return due_in_words(due_on, today) if abs((due_on - today).days) < 400 else f"By {in_words(due_on)}"
