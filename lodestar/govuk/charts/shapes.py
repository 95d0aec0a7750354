"""What a chart is: its numbers and words; how it is drawn stands elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

NOT_SHOWN = "not published"


class Kind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    COLUMNS = "columns"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """A row of numbers, one for each category; None where there is none (not published, not known, kept back).

    `is_ours` draws it as the one that the page is about. `missing` is what is said in place of a number.
    """

    name: str
    values: Sequence[float | None]
    is_ours: bool = False
    missing: str = NOT_SHOWN


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title, what it shows in a sentence, the unit of its numbers ("%", ""), and what it compares."""

    title: str
    sentence: str
    unit: str
    categories: Sequence[str]
    series: Sequence[Series]
    kind: Kind = Kind.BARS

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(
                    f"{one.name} has {len(one.values)} values for {len(self.categories)} categories."
                )

    @property
    def is_empty(self) -> bool:
        """Return whether there is no number to draw."""
        return all(value is None for one in self.series for value in one.values)


def number_words(value: float) -> str:
    """Return a number as people write it: no decimals where it is whole, one otherwise."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def value_words(value: float | None, unit: str = "", missing: str = NOT_SHOWN) -> str:
    """Return a value with a unit of one sign behind it; a longer unit stands in the heading."""
    if value is None:
        return missing
    return f"{number_words(value)}{unit if len(unit) == 1 else ''}"


def table_of(chart: Chart) -> tuple[list[str], list[list[str]]]:
    """Return a chart's numbers as a table: headings, and a row for each category."""
    unit = f" ({chart.unit})" if len(chart.unit) > 1 else ""
    headings = ["", *(f"{one.name}{unit}" for one in chart.series)]
    rows = [
        [category, *(value_words(one.values[place], chart.unit, one.missing) for one in chart.series)]
        for place, category in enumerate(chart.categories)
    ]
    return headings, rows
