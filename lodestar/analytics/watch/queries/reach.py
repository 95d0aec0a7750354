"""Whose lists they are, and what a list gives back: rows of children with what there is to say of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from lodestar.casework.children.words import in_words
from lodestar.casework.desk.queries.work import Scope
from lodestar.casework.reviews.models import ReviewClock
from lodestar.law import review_steps
from lodestar.law.calendar import BeyondKnownCalendar
from lodestar.law.citation import Citation
from lodestar.law.in_force import NotInForce
from lodestar.law.review_steps import StepClock


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose lists they are on which day (`scope`), and which of their children: of one IRO, of one team, or all."""

    scope: Scope
    officer: int | None = None
    team: int | None = None

    @property
    def on(self) -> date:
        """Return the day the lists are of."""
        return self.scope.on

    def clocks(self, *, short_breaks: bool = False) -> QuerySet[ReviewClock]:
        """Return the children looked after now, as their clocks stand."""
        return self._narrowed(self.scope.children(ReviewClock.objects.all()), "", short_breaks)

    def of_children(
        self, rows: QuerySet[Any, Any], path: str = "child", *, short_breaks: bool = False
    ) -> QuerySet[Any, Any]:
        """Return those rows whose child (`path`) is looked after now; in short breaks too only where that is said."""
        return self._narrowed(self.scope.children(rows, path), f"{path}__clock__", short_breaks)

    def _narrowed(self, rows: QuerySet[Any, Any], clock: str, short_breaks: bool) -> QuerySet[Any, Any]:
        wanted: dict[str, Any] = {"is_looked_after": True}
        if not short_breaks:
            wanted["is_short_breaks"] = False
        if self.officer is not None:
            wanted["iro"] = self.officer
        if self.team is not None:
            wanted["team"] = self.team
        return rows.filter(**{f"{clock}{name}": value for name, value in wanted.items()})


@dataclass(frozen=True, slots=True)
class Row:
    """One child on a list: since when, and the facts from which the list says why."""

    child_id: int
    since: date | None
    facts: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """The day a list is of, and where one child's reviews stand on it."""

    on: date
    last_held_on: date | None = None
    next_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed: what, by whom, by when (None: now, no day is set), and where that is written."""

    what: str
    who: str
    due_on: date | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Told:
    """Why a child is on a list, and what is owed."""

    why: str
    owed: tuple[Owed, ...]


def one_each(rows: Iterable[Row]) -> list[Row]:
    """Return one row a child, the one of longest standing, the longest first; without a day last."""
    first: dict[int, Row] = {}
    for row in sorted(rows, key=lambda row: (row.since or date.max, row.child_id)):
        first.setdefault(row.child_id, row)
    return list(first.values())


def standings(child_ids: Iterable[int], *, on: date) -> dict[int, Standing]:
    """Return where the reviews of these children stand: one question."""
    rows = ReviewClock.objects.filter(child__in=list(child_ids))
    return {
        pk: Standing(on, last, due) for pk, last, due in rows.values_list("pk", "last_held_on", "next_due_on")
    }


def contact(standing: Standing) -> Owed:
    """Return by when the IRO is next in touch at the least: half-way to the next review, or before that review.

    Half-way is local policy (R4.12); before the review is regulation 36. A review that is overdue leaves no later day.
    """
    last, due = standing.last_held_on, standing.next_due_on
    if last is not None and due is not None and last < due:
        midway = review_steps.midway_on(review_on=last, next_due_on=due)
        if midway.due_on >= standing.on:
            return Owed(
                "Look half-way, and be in touch with the child", "IRO", midway.due_on, midway.citation
            )
    return Owed("Speak with the child alone before the review", "IRO", due, review_steps.REG_36)


def at_next_review(standing: Standing, what: str, who: str, citation: Citation) -> Owed:
    """Return something that is owed by the next review."""
    return Owed(what, who, standing.next_due_on, citation)


def counted_by_law(rule: Callable[..., StepClock], **facts: Any) -> StepClock | None:
    """Return what a rule of the law room answers; None where it was not in force or the calendar ends."""
    try:
        return rule(**facts)
    except (NotInForce, BeyondKnownCalendar):
        return None


def days_before(on: date, days: int) -> date:
    """Return the day so many days before another."""
    return on - timedelta(days=days)


def said_day(row: Row) -> str:
    """Return since when a child is on a list, in words."""
    return in_words(row.since) if row.since else "a day nobody recorded"
