"""Which clock runs when within one period of care: looked after, short breaks, placed for adoption,
returned.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from lodestar.law import care_history as words
from lodestar.law.ages import ADULT, birthday
from lodestar.law.care_history import PeriodOfCare, PlacementSpell


class Clock(StrEnum):
    """The clocks of section 3.7; each but the first two takes over from the one before on the day it
    starts.
    """

    LOOKED_AFTER = "looked after"
    SHORT_BREAKS = "short breaks"
    FULL_REGIME = "no longer short breaks"
    ADOPTION_PLACED = "placed for adoption"
    ADOPTION_RETURN = "returned from an adoptive placement"


class Phase(NamedTuple):
    """A stretch of the period of care from `from_on` to the next phase, ruled by one clock."""

    clock: Clock
    from_on: date


def phases_of(period: PeriodOfCare) -> tuple[Phase, ...]:
    """Set the clocks of a period in order (3.5, 15.4, 15.5).

    A period that is only V3 or V4 follows the clock of short breaks, until another legal status begins or a
    limit of SI 2010/959 reg 48(2) is broken (R3.30). From the day of placing for adoption only the adoption
    clock runs, until a placement that is neither adoptive nor temporary shows that the child has returned
    (R3.25, R3.26).
    """
    phases = [Phase(Clock.LOOKED_AFTER, period.from_on)]
    for spell in period.legal:
        if spell.from_on == period.from_on and spell.status in words.SHORT_BREAK_STATUSES:
            phases = _short_break_phases(period)
    if period.adoption_placed_on is not None:
        placed_on = period.adoption_placed_on
        phases = [phase for phase in phases if phase.from_on < placed_on]
        phases += _adoption_phases(placed_on, period.placements)
    return tuple(phases)


def _short_break_phases(period: PeriodOfCare) -> list[Phase]:
    """Start with short breaks and end them on the first day that another rule applies."""
    phases = [Phase(Clock.SHORT_BREAKS, period.from_on)]
    ends = [spell.from_on for spell in period.legal if spell.status not in words.SHORT_BREAK_STATUSES]
    if period.short_break_limit_broken_on is not None:
        ends.append(period.short_break_limit_broken_on)
    if ends:
        phases.append(Phase(Clock.FULL_REGIME, min(ends)))
    return phases


def _adoption_phases(placed_on: date, placements: tuple[PlacementSpell, ...]) -> list[Phase]:
    """Follow the placements from the placing day: a return, and another adoptive placement after it."""
    phases = [Phase(Clock.ADOPTION_PLACED, placed_on)]
    is_adoptive = False
    for spell in sorted(placements, key=lambda placement: placement.from_on):
        if spell.type in words.TEMPORARY_PLACEMENTS:
            continue
        was_adoptive, is_adoptive = is_adoptive, spell.type in words.ADOPTIVE_PLACEMENTS
        if spell.from_on <= placed_on:
            continue
        if was_adoptive and not is_adoptive:
            phases.append(Phase(Clock.ADOPTION_RETURN, spell.from_on))
        elif is_adoptive and phases[-1].clock is Clock.ADOPTION_RETURN:
            phases.append(Phase(Clock.ADOPTION_PLACED, spell.from_on))
    return phases


def adult_on(period: PeriodOfCare, born_on: date) -> date | None:
    """Return the first day on which the period cannot go on because of age, None when that is not in what
    is known.

    A child is under 18 (Children Act 1989 s.105(1)). After the 18th birthday a young person is looked after
    only under s.20(5) in a community home: status V2 and placement K2 (R1.9, R3.27). It is the birthday, or
    the first day after it on which one of the two no longer holds.
    """
    eighteen_on = birthday(born_on, ADULT)
    changes = {spell.from_on for spell in period.legal} | {spell.from_on for spell in period.placements}
    later = sorted(day for day in changes if day > eighteen_on)
    for day in (max(eighteen_on, period.from_on), *later):
        status = max((spell.from_on, spell.status) for spell in period.legal if spell.from_on <= day)[1]
        types = [(spell.from_on, spell.type) for spell in period.placements if spell.from_on <= day]
        if status != "V2" or not types or max(types)[1] != "K2":
            return day
    return None
