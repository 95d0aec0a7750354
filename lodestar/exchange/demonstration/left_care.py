"""Those who left in the last five years: why, when, how old, and how long they had been looked after."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from lodestar.exchange.demonstration import figures
from lodestar.exchange.demonstration.chance import apportioned, pick, shuffled
from lodestar.exchange.demonstration.plan import A_YEAR, SUPPORTED_FROM, Plan
from lodestar.law.ages import birthday
from lodestar.law.calendar import add_months, is_working_day

AT_EIGHTEEN = frozenset({"E17", "E5", "E6", "E7", "E8"})


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leads to a reason for leaving: ages at entry in years, days looked after, statuses and places."""

    ages: tuple[float, float]
    days: tuple[int, int]
    statuses: dict[str, float]
    places: dict[str, float]


HOME = Leaving((0.1, 15.5), (8, 420), {"V2": 6, "C1": 3, "L2": 0.4}, {"U6": 7, "U3": 2, "K2": 1})
ADOPTED = Leaving((0.0, 2.5), (520, 900), {"E1": 1}, {"A6": 8, "A5": 2})
AFTER = {
    "E4A": HOME,
    "E4B": HOME,
    "E13": HOME,
    "E3": HOME,
    "E12": ADOPTED,
    "E11": ADOPTED,
    "E45": Leaving((0.0, 9.0), (260, 900), {"C1": 2, "C2": 3}, {"U3": 1}),
    "E46": Leaving((1.0, 11.0), (500, 1500), {"C2": 1}, {"U6": 1}),
    "E47": Leaving((0.0, 8.0), (200, 500), {"C1": 1}, {"U6": 1}),
    "E41": Leaving((0.1, 11.0), (120, 420), {"C1": 4, "V2": 1}, {"U6": 3, "U3": 2}),
    "E17": Leaving((6.0, 16.5), (500, 2900), {"C2": 3, "V2": 1}, {"U4": 5, "U1": 3, "U6": 2}),
    "E5": Leaving((11.0, 17.4), (150, 2200), {"C2": 1, "V2": 2}, {"K3": 7, "K2": 2, "U6": 2}),
    "E6": Leaving((13.0, 17.4), (120, 1500), {"C2": 1, "V2": 3}, {"K3": 6, "K2": 2}),
    "E7": Leaving((8.0, 14.0), (900, 3000), {"C2": 1, "V2": 2}, {"K2": 2, "S1": 2}),
    "E8": Leaving((13.0, 17.0), (200, 1200), {"V2": 1}, {"U6": 1, "K2": 1}),
    "E14": Leaving((13.5, 17.2), (6, 90), {"J1": 1}, {"R5": 2, "K2": 1}),
    "E9": Leaving((14.5, 17.0), (20, 120), {"J1": 1}, {"R5": 1}),
    "E15": Leaving((16.2, 17.2), (15, 90), {"V2": 1}, {"U6": 1}),
    "E16": Leaving((2.0, 12.0), (60, 400), {"V2": 1}, {"U3": 1}),
    "E2": Leaving((0.5, 12.0), (200, 900), {"C2": 1}, {"U6": 1}),
}
TOGETHER = frozenset({"E4A", "E12", "E45", "E41"})


def left_care(rng: random.Random, count: int, today: date, *, first_family: int) -> list[Plan]:
    """Return the plans of `count` children who left within five years of a day, evenly spread over the time."""
    reasons = shuffled(rng, apportioned(count, figures.LEAVING))
    began = add_months(today, round(-12 * figures.YEARS.value))
    step = (today - began).days / max(count, 1)
    plans: list[Plan] = []
    family = first_family
    for place, reason in enumerate(reasons):
        until_on = began + timedelta(days=1 + int(step * (place + rng.random())))
        one = _one(rng, reason, min(until_on, today), family)
        sibling = plans[-1] if plans else None
        if sibling is not None and reason in TOGETHER and rng.random() < 0.4:
            later = _brother_or_sister(rng, sibling)
            one = later or one
        plans.append(one)
        family = one.family + 1 if one.family >= family else family
    return plans


def _one(rng: random.Random, reason: str, until_on: date, family: int) -> Plan:
    """Return one child who left for a reason about a day (at eighteen: on the birthday itself)."""
    after = AFTER[reason]
    days = rng.randint(*after.days)
    age = round(rng.uniform(*after.ages) * A_YEAR)
    status, place = pick(rng, after.statuses), pick(rng, after.places)
    if status == "L2":
        days = rng.randint(4, 12)
    if reason in AT_EIGHTEEN:
        born_on = add_months(until_on, -12 * 18)
        until_on = birthday(born_on, 18)
        earliest = born_on + timedelta(days=round(after.ages[0] * A_YEAR))
        from_on = max(until_on - timedelta(days=days), earliest)
    else:
        while not is_working_day(until_on):
            until_on -= timedelta(days=1)
        from_on = until_on - timedelta(days=days)
        born_on = from_on - timedelta(days=age)
    if place == "K3" and until_on < SUPPORTED_FROM + timedelta(days=300):
        place = "H5"
    return Plan(
        family=family,
        born_on=born_on,
        from_on=from_on,
        until_on=until_on,
        status=status,
        place=place,
        end_reason=reason,
        is_unaccompanied=reason == "E15"
        or (reason == "E5" and status == "V2" and days < 900 and rng.random() < 0.3),
        is_disabled=reason == "E7" or rng.random() < 0.08,
    )


def _brother_or_sister(rng: random.Random, plan: Plan) -> Plan | None:
    """Return a sibling who came and went with a child, or None where that child left alone."""
    if plan.end_reason not in TOGETHER or plan.until_on is None or plan.place == "K2":
        return None
    apart = rng.randint(340, 1400)
    born_on = plan.born_on + timedelta(days=apart)
    if born_on > plan.from_on:
        born_on = plan.born_on - timedelta(days=apart)
    if (plan.from_on - born_on).days > 13 * 365:
        return None
    return Plan(
        family=plan.family,
        born_on=born_on,
        from_on=plan.from_on,
        until_on=plan.until_on,
        status=plan.status,
        place=plan.place,
        end_reason=plan.end_reason,
        is_disabled=rng.random() < 0.08,
    )
