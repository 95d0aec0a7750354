"""When a child's reviews were held: simulated forward, asking the law room each time by when the next is due."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from lodestar.casework.children.queries import IncomingPeriod
from lodestar.casework.children.states import ADOPTIVE_PLACEMENTS, Planned
from lodestar.exchange.demonstration import figures
from lodestar.exchange.demonstration.chance import EverySoMany, pick
from lodestar.exchange.demonstration.plan import ONE_DAY
from lodestar.law import review_timing as law
from lodestar.law.ages import age_on
from lodestar.law.calendar import is_working_day

TOOK_PART: Final = {"PN1": 55.0, "PN2": 4.0, "PN3": 5.0, "PN5": 6.0, "PN6": 25.0}
GAVE_NO_VIEWS: Final = {"PN7": 3.5, "PN4": 1.5}
LONGEST_LATE: Final = 12
LONGEST_OVERDUE: Final = 24


def of_the_law(period: IncomingPeriod, authorised_on: date | None) -> law.PeriodOfCare:
    """Return a period of care as the law room takes it."""
    return law.PeriodOfCare(
        from_on=period.from_on,
        until_on=period.until_on,
        legal=tuple(law.LegalStatusSpell(s.from_on, s.code) for s in period.statuses),
        placements=tuple(
            law.PlacementSpell(p.from_on, p.type, p.planned == Planned.UNPLANNED) for p in period.placements
        ),
        adoption_authorised_on=authorised_on,
        adoption_placed_on=next(
            (p.from_on for p in period.placements if p.type in ADOPTIVE_PLACEMENTS), None
        ),
    )


@dataclass(slots=True)
class ReviewDiary:
    """Holds reviews for one child after another, so that the share held late is right in every year.

    Brothers and sisters whose reviews fall due together are late together.
    """

    today: date
    overdue_left: int
    late: EverySoMany = field(default_factory=EverySoMany)
    views: EverySoMany = field(default_factory=EverySoMany)
    settled: dict[tuple[int, date], bool] = field(default_factory=dict)
    overdue: dict[tuple[int, date], bool] = field(default_factory=dict)

    def held(self, rng: random.Random, family: int, born_on: date, period: law.PeriodOfCare) -> list[date]:
        """Return the days on which the reviews of one period of care were held, up to today."""
        events = self._events(period)
        held: list[date] = []
        now = period.from_on
        end = min(period.until_on or self.today + ONE_DAY, self.today + ONE_DAY)
        while True:
            due = self._next_due(born_on, period, held, now)
            if due is None:
                return held
            day = self._day(rng, family, due, now, end, events)
            between = next((event for event in events if now < event <= day), None)
            if between is not None:
                now = between
                continue
            if day >= end:
                return held
            held.append(day)
            now = day

    def _events(self, period: law.PeriodOfCare) -> list[date]:
        """Return the days on which something changed the clock, in order."""
        days = {p.from_on for p in period.placements if p.from_on > period.from_on}
        days |= {d for d in (period.adoption_authorised_on, period.adoption_placed_on) if d is not None}
        return sorted(days)

    def _next_due(
        self, born_on: date, period: law.PeriodOfCare, held: Sequence[date], now: date
    ) -> law.Due | None:
        """Return what the law room says is due next, as it stood on a day."""
        history = law.CareHistory(
            id="", born_on=born_on, periods=(period,), reviews=tuple(law.HeldReview(day) for day in held)
        )
        return law.timetable(history, now).next

    def _day(
        self, rng: random.Random, family: int, due: law.Due, now: date, end: date, events: Sequence[date]
    ) -> date:
        """Return the day on which the review was held; the day care ended, or tomorrow, where it was not."""
        lead, delay, unlucky = int(rng.triangular(0, 10, 1)), rng.randint(1, LONGEST_LATE - 3), rng.random()
        quiet_until = due.due_on + timedelta(days=LONGEST_LATE)
        is_quiet = quiet_until < end and not any(now < event <= quiet_until for event in events)
        if is_quiet and self._is_late(family, due):
            return _working_day(due.due_on + timedelta(days=delay), forward=True)
        if self._is_overdue(family, due, unlucky):
            return end
        day = _working_day(due.due_on - timedelta(days=lead), forward=False)
        if day <= now:
            day = _working_day(now + ONE_DAY, forward=True)
            if day > due.due_on:
                day = max(due.due_on, now + ONE_DAY)
        return day

    def _is_late(self, family: int, due: law.Due) -> bool:
        """Return whether a review is held late: so many in each year and kind."""
        moved = due.rule == law.Rule.UNPLANNED_MOVE
        share = figures.LATE_AFTER_A_MOVE.value if moved else figures.LATE.value
        group = (return_year(due.due_on), moved)
        key = (family, due.due_on)
        if key in self.settled:
            self.late.count(group, share, answered=self.settled[key])
        else:
            self.settled[key] = self.late.ask(group, share)
        return self.settled[key]

    def _is_overdue(self, family: int, due: law.Due, unlucky: float) -> bool:
        """Return whether a review that fell due in the last weeks has not been held yet."""
        key = (family, due.due_on)
        if key not in self.overdue:
            recent = self.today - timedelta(days=LONGEST_OVERDUE) <= due.due_on < self.today
            chosen = recent and self.overdue_left > 0 and unlucky < 0.15
            self.overdue_left -= chosen
            self.overdue[key] = chosen
        return self.overdue[key]

    def took_part(self, rng: random.Random, born_on: date, day: date) -> str:
        """Return how the child took part in a review (REVIEW_CODE)."""
        if age_on(born_on, day) < 4:
            return "PN0"
        silent = self.views.ask(return_year(day), 1 - figures.VIEWS_KNOWN.value)
        return pick(rng, GAVE_NO_VIEWS if silent else TOOK_PART)


def return_year(day: date) -> int:
    """Return the year in which the return's year of a day ends (31 March)."""
    return day.year + (1 if (day.month, day.day) >= (4, 1) else 0)


def _working_day(day: date, *, forward: bool) -> date:
    """Return the working day on or after a day, or on or before it."""
    step = ONE_DAY if forward else -ONE_DAY
    while not is_working_day(day):
        day += step
    return day
