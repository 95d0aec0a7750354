"""Counting again over kept rows: a split, and the children behind a figure; the same rows, so the same numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from lodestar.access.models import User
from lodestar.analytics.actions import settings_now
from lodestar.analytics.measures.answers import members
from lodestar.analytics.measures.measure import Counted, Measure
from lodestar.analytics.measures.splits import Dimension, Part, split
from lodestar.analytics.measures.year import Year
from lodestar.analytics.models import Figures
from lodestar.analytics.queries import rows_of
from lodestar.casework.allocation.queries import listed_for
from lodestar.casework.children.models import Child

KEPT_YEARS = 8


@dataclass(frozen=True, slots=True)
class Behind:
    """Who is behind a figure: identifiers in the numerator, and the others of the denominator."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]


@lru_cache(maxsize=KEPT_YEARS)
def _year(pk: int, rows_hash: str, population: int | None) -> Year:
    """Return the year of kept rows; worked out once while the process lives (rows are told apart by their hash)."""
    figures = Figures.objects.defer("rows").get(pk=pk)
    return Year(rows_of(figures), figures.ends_on, settings_now(population))


def counted(figures: Figures, measure: Measure) -> Counted | None:
    """Return the count behind a measure, or None where the rows do not hold what it needs."""
    year = _year(figures.pk, figures.rows_hash, figures.population)
    return measure.count(year) if year.rows.has(*measure.needs) else None


def parts_of(figures: Figures, measure: Measure, dimension: Dimension) -> list[Part]:
    """Return a measure split by something children are told apart by."""
    found = counted(figures, measure)
    year = _year(figures.pk, figures.rows_hash, figures.population)
    if found is None or not year.rows.has(*dimension.needs):
        return []
    return split(measure, found, year, dimension)


def behind(figures: Figures, measure: Measure) -> Behind:
    """Return the children behind a measure."""
    found = counted(figures, measure)
    return Behind((), ()) if found is None else Behind(*members(found, measure.unit))


def reached_of(person: User, identifiers: Collection[str], *, on: date) -> QuerySet[Child]:
    """Return the children of these identifiers whom a person's work reaches, as in every list."""
    return listed_for(person, on=on).filter(identifier__in=list(identifiers)).order_by("identifier")
