"""Under which legal statuses a child has been looked after, from the first day to the status the plan comes to."""

import random
from datetime import date, timedelta

from lodestar.casework.children.queries import IncomingStatus
from lodestar.exchange.demonstration.plan import Plan
from lodestar.law.calendar import add_working_days, is_working_day

Step = tuple[int, str]


def statuses_of(rng: random.Random, plan: Plan, today: date) -> tuple[IncomingStatus, ...]:
    """Return a period's legal statuses, each ending where the next begins.

    Brothers and sisters come to the same court on the same day: they are given equal luck.
    """
    days = plan.days_in_care(today)
    steps = [(since, code) for since, code in _steps(rng, plan.status, days) if since < days or since == 0]
    began: list[tuple[date, str]] = []
    for since, code in steps:
        day = plan.from_on + timedelta(days=since)
        held_by_police = (
            began and began[-1][1] == "L1"
        )  # three days at most: a court sits on Saturdays for it
        if since and code in {"C1", "C2", "E1"} and not held_by_police and not is_working_day(day):
            day = add_working_days(day, 1)
        if not began or began[-1][0] < day:
            began.append((day, code))
    began = [(day, code) for day, code in began if day < (plan.until_on or today + timedelta(days=1))]
    ends = [*(day for day, _ in began[1:]), plan.until_on]
    return tuple(IncomingStatus(day, end, code) for (day, code), end in zip(began, ends, strict=True))


def _steps(rng: random.Random, status: str, days: int) -> list[Step]:
    """Return on which day of care each legal status began."""
    way_in, interim, full, order = (
        rng.random(),
        rng.randint(20, 70),
        rng.randint(150, 250),
        rng.randint(170, 280),
    )
    holds_police, goes_through_full = rng.randint(1, 2), rng.random() < 0.5
    match status:
        case "V2":
            return [(0, "L1"), (holds_police, "V2")] if way_in < 0.1 and days > 6 else [(0, "V2")]
        case "C1" | "C2" | "E1":
            before = _before_court(way_in, interim, holds_police, days)
            if status == "C1":
                return before
            full = min(full, max(days - 20, days // 2 + 1))
            if status == "C2":
                return [*before, (full, "C2")]
            order = min(order, max(days * 2 // 5, 120))
            if goes_through_full and order > 140:
                return [*before, (order - 30, "C2"), (order, "E1")]
            return [*before, (order, "E1")]
        case other:
            return [(0, other)]


def _before_court(way_in: float, interim: int, holds_police: int, days: int) -> list[Step]:
    """Return how a child came before the court: by police protection, an emergency order, by agreement, or at once."""
    if way_in < 0.2 and days > 6:
        return [(0, "L1"), (holds_police, "C1")]
    if way_in < 0.35 and days > 12:
        return [(0, "L2"), (7, "C1")]
    if way_in < 0.55 and days > 110:
        return [(0, "V2"), (interim, "C1")]
    return [(0, "C1")]
