"""The shape of a plain count: how many of how many and which children; and the bands and rounding of section 7."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.analytics.plain_rows import add_months


@dataclass(frozen=True)
class Count:
    """A measure: how many of how many, and which children.

    Where things that happened to children are counted (reviews, missing episodes), `inside` are the children
    with one that counts and `outside` those with none that does.
    """

    numerator: float
    denominator: int | None
    inside: frozenset[str]
    outside: frozenset[str]

    @property
    def among(self) -> frozenset[str]:
        """The children of the denominator."""
        return self.inside | self.outside

    @property
    def percent(self) -> Decimal | None:
        """One decimal, half up (15.11)."""
        return percent(self.numerator, self.denominator) if self.denominator else None


def percent(numerator: float, denominator: int) -> Decimal:
    """Return the percentage to one decimal, half up, from the unrounded quotient (15.11)."""
    return (Decimal(100) * Decimal(numerator) / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)


def per_10000(children: int, population: int) -> int:
    """Return the rate per 10,000, a whole number, half up (15.11)."""
    return int((Decimal(10000) * children / population).quantize(Decimal(1), ROUND_HALF_UP))


def of_children(inside: Iterable[str], among: Iterable[str]) -> Count:
    """Count children out of children; nobody is counted who is not in the denominator."""
    base = frozenset(among)
    counted = base & frozenset(inside)
    return Count(len(counted), len(base), counted, base - counted)


def of_events(events: Iterable[tuple[str, bool]]) -> Count:
    """Count things that happened, each given as its child and whether it counts."""
    listed = list(events)
    inside = frozenset(child for child, counts in listed if counts)
    outside = frozenset(child for child, _ in listed) - inside
    return Count(sum(counts for _, counts in listed), len(listed), inside, outside)


def age_band(age: int) -> str:
    """Return the DfE's band of an age (IND-7)."""
    for below, band in ((1, "Under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15")):
        if age < below:
            return band
    return "16 and over"


def duration_band(start: date, day: date) -> str:
    """Return the band of a time in care (IND-6), counted by the corresponding date (R3.7)."""
    for months, band in (
        (6, "Less than 6 months"),
        (12, "6 to 12 months"),
        (24, "1 to 2 years"),
        (60, "2 to 5 years"),
    ):
        if add_months(start, months) > day:
            return band
    return "5 years or more"


def ethnic_group(code: str) -> str:
    """Return the group an ethnicity is reported in (section 1.9)."""
    groups = {
        "White": "WBRI WIRI WOTH WIRT WROM",
        "Mixed": "MWBC MWBA MWAS MOTH",
        "Asian or Asian British": "AIND APKN ABAN AOTH CNHE",
        "Black or Black British": "BCRB BAFR BOTH",
        "Other ethnic group": "OOTH",
        "Refused or not known": "REFU NOBT",
    }
    return next(group for group, codes in groups.items() if code in codes.split())
