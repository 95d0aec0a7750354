"""What a measure is: one definition each, in words and as a count over the rows of a year."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from lodestar.analytics.measures.year import Year


class Unit(StrEnum):
    """What a measure's value is."""

    PERCENT = "percent"
    NUMBER = "number"
    RATE = "rate per 10,000"
    MEAN = "mean"
    MEDIAN = "median"


class Better(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Group(StrEnum):
    """Where a measure stands in the register of measures."""

    REVIEWS = "Reviews"
    STABILITY = "Stability of placements"
    NUMBERS = "Children looked after"
    FLOW = "Starting and ceasing"
    PLACES = "Where children live"
    VOICE = "Children's participation"
    PROCESS = "The service's own process"
    HEALTH = "Health"
    ADOPTION = "Adoption"
    MISSING = "Missing"
    LEAVERS = "Care leavers"
    STRATEGY = "The strategy's five outcomes"


@dataclass(frozen=True, slots=True)
class Excluded:
    """Children left out of a count, and why, in words."""

    why: str
    children: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The count behind a measure: a row a child, with `n` towards the numerator and `d` towards the denominator.

    For a mean, `n` is the sum and `d` the number of cases; for a median each row's `n` is one case. Children may
    come more than once.
    """

    frame: pl.DataFrame
    excluded: tuple[Excluded, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its definition in words, and the pure function that counts it.

    `needs` names the tables without which it cannot be counted; `over` says whose attributes split it: children
    looked after at the end of the year, or those who were counted, as they stood then.
    """

    id: str
    label: str
    group: Group
    definition: str
    numerator: str
    denominator: str
    source: str
    owner: str
    count: "Callable[[Year], Counted]"
    exclusions: str = ""
    unit: Unit = Unit.PERCENT
    better: Better = Better.NEITHER
    needs: tuple[str, ...] = ()
    only_register: bool = field(default=False)


def half_up(value: Decimal, places: int) -> float:
    """Return a number rounded half up to so many decimals (2-law 15.11)."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return float(rounded) if places else int(rounded)


def value_of(unit: Unit, n: float, d: float | None) -> float | None:
    """Return a measure's value from its numerator and denominator; None where nothing can be divided.

    A percentage or a mean has one decimal, a rate per 10,000 is a whole number, both half up from the unrounded
    quotient (2-law 15.11). A median is given as its numerator.
    """
    if unit is Unit.NUMBER or unit is Unit.MEDIAN:
        return half_up(Decimal(str(n)), 0 if unit is Unit.NUMBER else 1)
    if not d:
        return None
    quotient = Decimal(str(n)) / Decimal(str(d))
    if unit is Unit.PERCENT:
        return half_up(quotient * 100, 1)
    if unit is Unit.RATE:
        return half_up(quotient * 10_000, 0)
    return half_up(quotient, 1)


def by_child(frame: pl.DataFrame, n: pl.Expr, d: pl.Expr | None = None) -> pl.DataFrame:
    """Return the rows of a count: who, and what each adds to the numerator and to the denominator."""
    return frame.select(
        pl.col("child"),
        n.cast(pl.Float64).fill_null(0.0).alias("n"),
        (pl.lit(1.0) if d is None else d.cast(pl.Float64).fill_null(0.0)).alias("d"),
    )
