"""When a series of short breaks is too long for the lighter rules of regulation 48 (R3.30)."""

from dataclasses import dataclass
from datetime import date, timedelta

from lodestar.law.citation import Citation
from lodestar.law.review_rules import in_words
from lodestar.law.review_sources import REG_48

LONGEST_STAY_DAYS = 17
"""No single stay is meant to last longer (SI 2010/959 reg 48(2)(c)(i))."""

MOST_DAYS = 75
"""In total in any period of 12 months (SI 2010/959 reg 48(2)(c)(iii))."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One short break: its first day, and the first day on which the child was home again."""

    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class WithinLimits:
    """The series keeps to regulation 48."""

    citation: Citation
    because: str


@dataclass(frozen=True, slots=True)
class LimitBroken:
    """The first day on which the series no longer kept to regulation 48: from it the full rules apply."""

    on: date
    citation: Citation
    because: str


def short_break_limits(stays: tuple[Stay, ...]) -> WithinLimits | LimitBroken:
    """No stay may last longer than 17 days, nor all of them more than 75 days in any 12 months (reg
    48(2)(c)).

    A stay of 17 days runs from a day to the 17th day after it (half-open, 15.1). Twelve months are counted
    as 365 days back from each day of a stay, or 366 where 29 February lies between. Raises ValueError for a
    stay that ends before it begins and for stays that overlap.
    """
    in_order = sorted(stays, key=lambda stay: stay.from_on)
    days: list[date] = []
    for stay in in_order:
        if stay.until_on <= stay.from_on:
            raise ValueError("A short break ends after it begins.")
        if days and stay.from_on <= days[-1]:
            raise ValueError("Short breaks cannot overlap.")
        for number in range((stay.until_on - stay.from_on).days):
            day = stay.from_on + timedelta(days=number)
            days.append(day)
            if number + 1 > LONGEST_STAY_DAYS:
                return LimitBroken(
                    day,
                    REG_48,
                    f"a stay from {in_words(stay.from_on)} was longer than {LONGEST_STAY_DAYS} days",
                )
            if sum(_a_year_before(day) < other <= day for other in days) > MOST_DAYS:
                return LimitBroken(day, REG_48, f"more than {MOST_DAYS} days in 12 months by {in_words(day)}")
    return WithinLimits(
        REG_48, f"no stay longer than {LONGEST_STAY_DAYS} days, nor more than {MOST_DAYS} days in 12 months"
    )


def _a_year_before(day: date) -> date:
    """Return the day a year before; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
