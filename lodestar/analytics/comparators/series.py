"""Which published series stands beside which of our measures: the one table of it.

A series that is not here is kept under the name its publisher gives it, and stands beside no measure. Deliberately
not here: LAIT's "Local authority not in touch", because its complement also holds young people who refused contact
and those who no longer need the service, and so is not LEAVERS_IN_TOUCH.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """What a value counts."""

    CHILDREN = "children"
    PERCENT = "percent"
    PER_10_000 = "per 10,000 children"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Series:
    """A measure of ours as it is published: the name LAIT has for it (nothing where the tool does not show it)."""

    id: str
    unit: Unit
    interactive_tool: str = ""


SERIES = (
    Series("LOOKED_AFTER", Unit.CHILDREN, "LACnum"),
    Series("RATE_PER_10000", Unit.PER_10_000, "LAC"),
    Series("STARTED", Unit.CHILDREN, "LACnum_Start"),
    Series("STARTED_RATE", Unit.PER_10_000, "LAC_Start_Rate"),
    Series("CEASED", Unit.CHILDREN, "LACceased"),
    Series("CEASED_RATE", Unit.PER_10_000, "LAC_Cease_Rate"),
    Series("NI62", Unit.PERCENT, "LACStable_2016on"),
    Series("NI63", Unit.PERCENT, "LAC_LongStable%"),
    Series("SGO_PERCENT", Unit.PERCENT, "LAC_ceased_SGO%"),
    Series("CAO_PERCENT", Unit.PERCENT, "LAC_ceased_CAO%"),
    Series("PLACED_AWAY", Unit.PERCENT, "LACDistance"),
    Series("FOSTER_PERCENT", Unit.PERCENT, "LAC_Foster_Placements"),
    Series("HOMES_PERCENT", Unit.PERCENT, "LAC_SecHome_And_ChildHome"),
    Series("PARENTS_PERCENT", Unit.PERCENT, "LAC_Parents_OR_Others"),
    Series("UASC_PERCENT", Unit.PERCENT, "Unacc_Asylmn_Seek_Childn%"),
    Series("MISSING_PERCENT", Unit.PERCENT, "Children_missing"),
    Series("AWAY_PERCENT", Unit.PERCENT, "Children_Away"),
    Series("SCHOOL_MOVED", Unit.PERCENT, "Stability_School"),
    Series("SOCIAL_WORKERS_3", Unit.PERCENT, "Stability_SocialWorker"),
    Series("HEALTH_ASSESSED", Unit.PERCENT, "LACHealth%"),
    Series("DENTIST", Unit.PERCENT, "LACDental%"),
    Series("IMMUNISED", Unit.PERCENT, "LACVaccinations%"),
    Series("SUBSTANCE_MISUSE", Unit.PERCENT, "LACSubstance"),
    Series("CONVICTED", Unit.PERCENT, "LAC_Convictions"),
    Series("SDQ_AVERAGE", Unit.SCORE, "Emotional_LAC"),
    Series("LEAVERS_SUITABLE_HOME", Unit.PERCENT, "CareLeaverAcc"),
    Series("LEAVERS_EET", Unit.PERCENT, "CareLeaverEET"),
)
NOT_PUBLISHED = ("ADOPTED_PERCENT", "DEVELOPMENT_CHECKS", "LEAVERS_IN_TOUCH")
"""Measures that none of the files read here publishes under a series of its own: shown as not published."""

BY_ID = {series.id: series for series in SERIES}
BY_INTERACTIVE_TOOL = {s.interactive_tool.lower(): s.id for s in SERIES if s.interactive_tool}
POPULATION_SERIES = "POPULATION_0_17"
"""The name under which the shipped facts state populations; they are kept as populations, not as a series."""

COUNT_AND_RATE = {
    "children looked after on 31 march each year": ("LOOKED_AFTER", "RATE_PER_10000"),
    "children starting to be looked after each year": ("STARTED", "STARTED_RATE"),
    "children ceasing to be looked after each year": ("CEASED", "CEASED_RATE"),
}
"""The DfE's names of who is counted, in small letters: our series of the number, and of the rate."""

HIGHEST = {Unit.PERCENT: 100, Unit.PER_10_000: 10_000, Unit.SCORE: 40}
"""The most that a value of a unit can be; the strengths and difficulties score ends at 40 (IND-13)."""


def series_called(short_name: str) -> str:
    """Return our id for a series of the Local Authority Interactive Tool, or the tool's own name for it."""
    return BY_INTERACTIVE_TOOL.get(short_name.lower(), short_name)


def cannot_be(series: str, value: Decimal) -> str:
    """Return why a value cannot be one of a series, in words; nothing where it can or nothing is known of it."""
    known = BY_ID.get(series)
    if known is None:
        return ""
    if value < 0:
        return "it is less than 0"
    highest = HIGHEST.get(known.unit)
    if highest is not None and value > highest:
        return f"it is more than {highest:,}, the most there can be"
    if known.unit is Unit.CHILDREN and value != value.to_integral_value():
        return "it is not a whole number of children"
    return ""
