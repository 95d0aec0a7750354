"""From rows to answers: every measure and table of a year, each with what it was counted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from lodestar.analytics.measures.catalogue import MEASURES
from lodestar.analytics.measures.measure import Counted, Excluded, Measure, Unit, value_of
from lodestar.analytics.measures.rows import SCHEMAS, Rows
from lodestar.analytics.measures.tables import TABLES, Breakdown
from lodestar.analytics.measures.year import Settings, Year

IN_WORDS = {
    "steps": "reviews that ran through this service",
    "officers": "who is each child's IRO",
    "working_time": "the working time of IROs",
    "workers": "children's social workers",
    "health": "health of the year",
    "leavers": "care leavers",
    "adopted": "facts of adoption",
    "adoption": "decisions about adoption",
    "missing": "times missing",
    "unaccompanied": "unaccompanied children",
    "schools": "schools",
    "reviews": "reviews",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A measure's answer: `value` is None where nothing could be divided or counted, and `note` then says why.

    `numerator` is None for a median, `denominator` for a plain number. `inside` are the children who count towards
    the numerator, `outside` the others of the denominator.
    """

    measure: Measure
    numerator: float | None
    denominator: float | None
    value: float | None
    excluded: tuple[Excluded, ...] = ()
    note: str = ""
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the measure's id."""
        return self.measure.id


def answer(measure: Measure, year: Year, *, children: bool = False) -> Answer:
    """Return the answer of one measure over a year. `children` names those in and out of the numerator."""
    lacking = [name for name in measure.needs if not year.rows.has(name)]
    if lacking:
        words = ", ".join(IN_WORDS.get(name, name) for name in lacking)
        return Answer(measure, None, None, None, note=f"These rows do not hold {words}.")
    counted = measure.count(year)
    numerator, denominator, value = figures(measure.unit, counted.frame, year.settings.population)
    note = counted.note
    if measure.unit is Unit.RATE and not year.settings.population:
        note = "The number of children living in the area is not known. Give it as the population."
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    if children:
        inside, outside = members(counted, measure.unit)
    left = tuple(one for one in counted.excluded if one.children)
    return Answer(measure, numerator, denominator, value, left, note, inside, outside)


def figures(
    unit: Unit, frame: pl.DataFrame, population: int | None = None
) -> tuple[float | None, float | None, float | None]:
    """Return numerator, denominator and value of the rows of a count."""
    n = whole(float(frame["n"].sum()))
    if unit is Unit.NUMBER:
        return n, None, value_of(unit, n, None)
    if unit is Unit.RATE:
        return n, population, value_of(unit, n, population)
    if unit is Unit.MEDIAN:
        median = frame["n"].median()
        return None, frame.height, None if median is None else value_of(unit, float(median), None)  # type: ignore[arg-type]
    d = whole(float(frame["d"].sum()))
    return n, d, value_of(unit, n, d)


def whole(number: float) -> float:
    """Return a number as an int where it is whole, so that it is written without a point."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def members(counted: Counted, unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the children with something in the numerator, and the other children of the count.

    Behind a mean or a median stands every child who was counted, one of nought days as well.
    """
    if unit in (Unit.MEAN, Unit.MEDIAN):
        return tuple(sorted(set(counted.frame["child"].to_list()))), ()
    by_child = counted.frame.group_by("child").agg(pl.col("n").sum())
    inside = by_child.filter(pl.col("n") > 0)["child"].to_list()
    outside = by_child.filter(pl.col("n") <= 0)["child"].to_list()
    return tuple(sorted(inside)), tuple(sorted(outside))


def answers_of(year: Year, *, children: bool = False, only: Sequence[str] = ()) -> list[Answer]:
    """Return the answer of every measure, in the order of the register; `only` names some of them."""
    wanted = [measure for measure in MEASURES if not only or measure.id in only]
    return [answer(measure, year, children=children) for measure in wanted]


def tables_of(year: Year) -> list[Breakdown]:
    """Return every breakdown of the year."""
    return [table.count(year) for table in TABLES if year.rows.has(*table.needs)]


def year_of(rows: Rows, ends_on: date, settings: Settings | None = None) -> Year:
    """Return the year that ends on a day, over some rows."""
    assert set(rows.tables) <= set(SCHEMAS)
    return Year(rows, ends_on, settings or Settings())
