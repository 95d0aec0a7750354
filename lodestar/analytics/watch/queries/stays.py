"""How a child lived through time: placements in order, the stays they make, and three or more of them in a year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lodestar.analytics.watch import sources
from lodestar.analytics.watch.queries.reach import Row, Standing, Told, Whose, at_next_review, one_each
from lodestar.casework.children.models import LegalStatus, PeriodOfCare, Placement
from lodestar.casework.children.states import SHORT_BREAK_STATUSES, TEMPORARY_PLACEMENTS, SameCarer
from lodestar.casework.children.words import in_words
from lodestar.law.calendar import add_months

MANY = 3


@dataclass(frozen=True, slots=True)
class Lived:
    """One placement of a child as a row: the period it lies in, its days, and what tells it from the one before."""

    child_id: int
    period_id: int
    from_on: date
    type: str
    postcode: str
    urn: str
    same_carer: str
    period_until: date | None


COLUMNS = (
    "period__child", "period", "from_on", "type", "postcode", "urn", "same_carer", "period__until_on",
)  # fmt: skip


def lives_of(periods: QuerySet[Any, Any], on: date) -> Iterator[Lived]:
    """Give the placements of some periods, child by child in order."""
    rows = Placement.objects.believed().filter(period__in=periods, from_on__lte=on)
    rows = rows.order_by("period__child", "period__from_on", "from_on", "pk")
    return (Lived(*row) for row in rows.values_list(*COLUMNS))


def by_child(rows: Iterable[Lived]) -> Iterator[tuple[Lived, list[Lived]]]:
    """Give each child's placements with the last of them."""
    for _, group in groupby(rows, key=lambda one: one.child_id):
        spells = list(group)
        yield spells[-1], spells


def run_of(spells: Iterable[Lived], types: frozenset[str]) -> date | None:
    """Return since when a child has lived in homes of these types without another between (T0 to T4 are none)."""
    since = None
    for one in spells:
        if one.type in types:
            since = since or one.from_on
        elif one.type not in TEMPORARY_PLACEMENTS:
            since = None
    return since


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay with a carer: from its first day until the day the next begins or the period ends."""

    from_on: date
    until_on: date | None


def stays(spells: Iterable[Lived]) -> list[Stay]:
    """Return the stays that a child's placements make (2-law 15.7), as the measures count them.

    T0 to T4 are none and interrupt none; a move with the same carer begins none; back from a T the stay goes on unless
    the home is another.
    """
    found: list[Stay] = []
    before: Lived | None = None
    was_temporary = False
    for one in spells:
        if before is not None and before.period_id != one.period_id:
            found[-1] = Stay(found[-1].from_on, before.period_until)
            before, was_temporary = None, False
        if one.type in TEMPORARY_PLACEMENTS:
            was_temporary = True
            continue
        if before is None or _is_a_move(before, one, was_temporary):
            if before is not None:
                found[-1] = Stay(found[-1].from_on, one.from_on)
            found.append(Stay(one.from_on, one.period_until))
        before, was_temporary = one, False
    return found


def _is_a_move(before: Lived, one: Lived, was_temporary: bool) -> bool:
    unchanged = (before.type, before.postcode, before.urn) == (one.type, one.postcode, one.urn)
    return one.same_carer != SameCarer.SAME_CARER and not (was_temporary and unchanged)


def three_placements(whose: Whose) -> list[Row]:
    """Return children with three or more placements in the twelve months that end today (NI62; IND-3, 2-law 15.7)."""
    starts_on = year_starts(whose.on)
    touching = Q(until_on__isnull=True) | Q(until_on__gt=starts_on)
    # A stay that touches the year has a row in it, so fewer rows than three are fewer stays than three.
    in_year = Placement.objects.believed().filter(touching, from_on__lte=whose.on)
    moved = (
        whose.of_children(in_year, "period__child")
        .order_by()
        .values("period__child")
        .annotate(rows=Count("pk"))
        .filter(rows__gte=MANY)
        .values("period__child")
    )
    ordinary = LegalStatus.objects.believed().filter(period=OuterRef("pk"))
    periods = PeriodOfCare.objects.believed().filter(touching, child__in=moved, from_on__lte=whose.on)
    periods = periods.filter(Exists(ordinary.exclude(code__in=SHORT_BREAK_STATUSES)))
    found = []
    for last, spells in by_child(lives_of(periods.values("pk"), whose.on)):
        lived = [s for s in stays(spells) if s.until_on is None or s.until_on > starts_on]
        if len(lived) >= MANY:
            found.append(Row(last.child_id, lived[MANY - 1].from_on, (len(lived), lived[-1].from_on)))
    return one_each(found)


def year_starts(on: date) -> date:
    """Return the first of the twelve months that end on a day."""
    return add_months(on + timedelta(days=1), -12)


def tell_three_placements(row: Row, standing: Standing) -> Told:
    """Say how many placements a child had in a year."""
    number, last = row.facts
    why = f"{number} placements in the last twelve months; the present one since {in_words(last)}."
    owed = at_next_review(standing, "Say what will make this home last", "Social worker", sources.HOME)
    return Told(why, (owed,))
