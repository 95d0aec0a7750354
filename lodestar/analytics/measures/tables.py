"""Breakdowns at a date and over a year: how many children of each kind (IND-7)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from lodestar.analytics.measures import codes
from lodestar.analytics.measures.year import Year


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a breakdown."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table that adds up: its id, what it counts in words, and its rows (none left out but those of no child)."""

    id: str
    label: str
    rows: tuple[Line, ...]

    @property
    def total(self) -> int:
        """Return the sum of its rows."""
        return sum(line.count for line in self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown's definition: which rows, by which column, in which order and words."""

    id: str
    label: str
    keys: Callable[[Year], pl.Series]
    words: Mapping[str, str]
    keep_empty: bool = False
    needs: tuple[str, ...] = ()

    def count(self, year: Year) -> Breakdown:
        """Count the rows of each kind, in the order of the words; kinds without words come last under their code."""
        found = self.keys(year).fill_null("").value_counts()
        numbers: dict[str, int] = dict(found.iter_rows())
        order = [*self.words, *sorted(set(numbers) - set(self.words))]
        return Breakdown(
            self.id,
            self.label,
            tuple(
                Line(code, self.words.get(code, code or "Not recorded"), numbers.get(code, 0))
                for code in order
                if self.keep_empty or numbers.get(code, 0)
            ),
        )


def banded(column: str, bands: Sequence[tuple[int, str]]) -> pl.Expr:
    """Return the words of the band that a number falls in."""
    found = pl.lit("")
    for lowest, words in bands:
        found = pl.when(pl.col(column) >= lowest).then(pl.lit(words)).otherwise(found)
    return found


def _same(bands: Sequence[tuple[int, str]]) -> dict[str, str]:
    return {words: words for _, words in bands}


def _at_end(expression: pl.Expr) -> Callable[[Year], pl.Series]:
    return lambda year: year.at_end.select(expression.alias("key")).to_series()


def _ended(year: Year) -> pl.Series:
    return year.ceased["end_reason"]


TABLES: tuple[Table, ...] = (
    Table(
        "legal_status", "Legal status at the end of the year", _at_end(pl.col("legal")), codes.LEGAL_STATUS
    ),
    Table(
        "placement_type",
        "Placement type at the end of the year",
        _at_end(pl.col("type")),
        codes.PLACEMENT_GROUP,
    ),
    Table(
        "placement_group",
        "Where children live, by kind of placement",
        _at_end(pl.col("type").replace_strict(codes.PLACEMENT_GROUP, default="Other")),
        {words: words for words in dict.fromkeys(codes.PLACEMENT_GROUP.values())},
    ),
    Table(
        "placement_group_2014",
        "Where children live, in the groups of 2014",
        _at_end(pl.col("type").replace_strict(codes.PLACEMENT_GROUP_2014, default="Other")),
        {words: words for words in dict.fromkeys(codes.PLACEMENT_GROUP_2014.values())},
    ),
    Table(
        "age_now",
        "Age at the end of the year",
        _at_end(banded("age", codes.AGE_BANDS)),
        _same(codes.AGE_BANDS),
        keep_empty=True,
    ),
    Table(
        "age_at_entry",
        "Age on becoming looked after, of children looked after at the end of the year",
        _at_end(banded("entry_age", codes.AGE_BANDS)),
        _same(codes.AGE_BANDS),
        keep_empty=True,
    ),
    Table("sex", "Sex", _at_end(pl.col("sex")), codes.SEX),
    Table(
        "ethnicity",
        "Ethnic group",
        _at_end(pl.col("ethnicity").replace_strict(codes.ETHNIC_GROUP, default="Refused or not known")),
        {words: words for words in dict.fromkeys(codes.ETHNIC_GROUP.values())},
    ),
    Table("category_of_need", "Category of need", _at_end(pl.col("need")), codes.NEED),
    Table("placement_provider", "Placement provider", _at_end(pl.col("provider")), codes.PROVIDER),
    Table(
        "duration_in_care",
        "How long looked after, at the end of the year",
        _at_end(banded("months", codes.DURATION_BANDS)),
        _same(codes.DURATION_BANDS),
        keep_empty=True,
    ),
    Table("reason_ceased", "Why children ceased to be looked after in the year", _ended, codes.ENDED),
    Table(
        "participation_code",
        "How children took part in the reviews of the year",
        lambda year: year.reviews["participation"],
        codes.PARTICIPATION,
        needs=("reviews",),
    ),
)
