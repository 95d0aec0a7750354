"""Limits with the dates they are in force, and the last day each gives (R3.5, R3.7).

A `Timescale` is a `Dated` limit that can be counted: in working days, in days of the calendar, in weeks of seven days,
or in months to the corresponding date.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lodestar.law.calendar import NO_DAYS, BeyondKnownCalendar, add_months, add_working_days
from lodestar.law.citation import Citation
from lodestar.law.in_force import Dated, NotInForce, Version
from lodestar.law.review_rules import in_words
from lodestar.law.review_steps import StepClock


class Unit(StrEnum):
    """What a limit is counted in; a week is seven days."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Span:
    """A number of units. It is not `binding` while the law asked only for what was reasonably practicable."""

    number: int
    unit: Unit
    binding: bool = True

    def __str__(self) -> str:
        """Say it: "5 working days", "1 week"."""
        unit = self.unit.value[:-1] if self.number == 1 else self.unit.value
        return f"{self.number} {unit}"

    def after(self, day: date, extra: frozenset[date] = NO_DAYS) -> date:
        """Return its last day, counted from the day after `day`. Raises BeyondKnownCalendar."""
        if self.unit is Unit.WORKING_DAYS:
            return add_working_days(day, self.number, extra)
        if self.unit is Unit.MONTHS:
            return add_months(day, self.number)
        try:
            return day + timedelta(days=self.number * (7 if self.unit is Unit.WEEKS else 1))
        except OverflowError:
            raise BeyondKnownCalendar(day) from None


class Timescale(Dated[Span]):
    """A limit through time, and the last day it gives."""

    __slots__ = ()

    @classmethod
    def in_force_from(cls, rule: str, span: Span, since: date, citation: Citation) -> "Timescale":
        """State a limit that has had one wording since a day."""
        return cls(rule, (Version(span, since, None, citation),))

    def by_wording_of_the_day(self, since: date, fact: str, extra: frozenset[date] = NO_DAYS) -> StepClock:
        """Count from an event by the wording in force on its day. Raises NotInForce, BeyondKnownCalendar."""
        version = self.at(since)
        return StepClock(version.value.after(since, extra), version.citation, _because(version, since, fact))

    def by_wording_of_the_end(self, since: date, fact: str, extra: frozenset[date] = NO_DAYS) -> StepClock:
        """Count from an event by the wording in force on the day the limit runs out.

        Where that wording set no limit, the limit applies again on the first day after it, as for reviews (ADR-0005).
        Raises NotInForce, BeyondKnownCalendar.
        """
        for version in self.versions:
            due_on = version.value.after(since, extra)
            if not version.holds_on(due_on):
                continue
            because = _because(version, since, fact)
            if version.value.binding or version.until is None:
                return StepClock(due_on, version.citation, because)
            because = (
                f"{because}, ran out on {in_words(due_on)}, when it was to be done as soon as reasonably"
                f" practicable; the limit applied again from {in_words(version.until)}"
            )
            return StepClock(version.until, version.citation, because)
        raise NotInForce(self.rule, since)


def _because(version: Version[Span], since: date, fact: str) -> str:
    """Say what was counted from which fact."""
    return f"{version.value} from {in_words(since)}, {fact}"
