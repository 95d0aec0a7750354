"""A measure split by what children are like and who works with them, over the rows of a year."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from lodestar.analytics.measures import codes
from lodestar.analytics.measures.answers import figures
from lodestar.analytics.measures.measure import Counted, Measure
from lodestar.analytics.measures.rows import day_in
from lodestar.analytics.measures.tables import banded
from lodestar.analytics.measures.year import Year

UNKNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split: its words, and the measure's figures of the children in it."""

    words: str
    numerator: float | None
    denominator: float | None
    value: float | None
    children: int


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something children are told apart by: for each child of the year one word."""

    id: str
    label: str
    words_of: Callable[[Year], pl.DataFrame]
    needs: tuple[str, ...] = ()


def _of_child(expression: pl.Expr) -> Callable[[Year], pl.DataFrame]:
    """Return a word for every child, from who they are."""
    return lambda year: year.rows["children"].select("child", expression.alias("words"))


def _standing(expression: pl.Expr) -> Callable[[Year], pl.DataFrame]:
    """Return a word for every child looked after at the end of the year, and for those who left as they stood last."""

    def words(year: Year) -> pl.DataFrame:
        return year.last_standing.select("child", expression.alias("words"))

    return words


def _person(table: str, column: str) -> Callable[[Year], pl.DataFrame]:
    """Return who works with each child at the end of the year, or did last in it."""

    def words(year: Year) -> pl.DataFrame:
        there = year.rows[table].filter(pl.col("from_on") <= year.ends_on)
        held = day_in(there, year.ends_on)
        former = there.join(held, on="child", how="anti").sort("from_on")
        last = former.unique("child", keep="last", maintain_order=True)
        return (
            pl.concat([held, last])
            .unique("child", keep="first")
            .select(
                "child", pl.when(pl.col(column) == "").then(None).otherwise(pl.col(column)).alias("words")
            )
        )

    return words


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("team", "Team", _person("teams", "team"), ("teams",)),
    Dimension("officer", "IRO", _person("officers", "officer"), ("officers",)),
    Dimension("locality", "Locality", _person("teams", "locality"), ("teams",)),
    Dimension(
        "legal",
        "Legal status",
        _standing(pl.col("legal").replace_strict(codes.LEGAL_GROUP, default=None)),
    ),
    Dimension(
        "placement",
        "Kind of placement",
        _standing(pl.col("type").replace_strict(codes.PLACEMENT_GROUP, default=None)),
    ),
    Dimension("age", "Age", _standing(banded("age", codes.AGE_BANDS))),
    Dimension("sex", "Sex", _of_child(pl.col("sex").replace_strict(codes.SEX, default=UNKNOWN))),
    Dimension(
        "ethnicity",
        "Ethnic group",
        _of_child(pl.col("ethnicity").replace_strict(codes.ETHNIC_GROUP, default="Refused or not known")),
    ),
)


def dimension_named(name: str) -> Dimension | None:
    """Return a dimension by its id, or None."""
    return next((one for one in DIMENSIONS if one.id == name), None)


def split(measure: Measure, counted: Counted, year: Year, dimension: Dimension) -> list[Part]:
    """Return the parts of a measure, the largest first; children of whom the word is not known come last."""
    words = dimension.words_of(year).with_columns(pl.col("words").fill_null(""))
    joined = counted.frame.join(words, on="child", how="left").with_columns(pl.col("words").fill_null(""))
    found = []
    for (name,), frame in joined.group_by("words"):
        n, d, value = figures(measure.unit, frame, year.settings.population)
        found.append(Part(str(name) or UNKNOWN, n, d, value, frame["child"].n_unique()))
    return sorted(found, key=lambda part: (part.words == UNKNOWN, -part.children, part.words))
