"""Those looked after on the day: how many of each sort, by the seed's figures."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from lodestar.exchange.demonstration import figures
from lodestar.exchange.demonstration.chance import apportioned, in_order_of_weight, shuffled
from lodestar.exchange.demonstration.plan import (
    ELEVEN,
    FIFTEEN,
    FOSTER,
    KINSHIP,
    OLDEST,
    ONE_DAY,
    SIXTEEN,
    SUPPORTED_FROM,
    Plan,
    entry_ages,
    groups,
    last_places,
)
from lodestar.law.calendar import add_working_days

NEW_THIS_WEEK = (1, 2, 4)
WORKING_DAYS_WITHOUT_IRO = 8


def looked_after_now(rng: random.Random, count: int, today: date) -> list[Plan]:
    """Return the plans of `count` children looked after on a day, brothers and sisters next to each other."""
    families = groups(rng, entry_ages(rng, count))
    plans = list(_begun(rng, families, count, today))
    _by_agreement(rng, plans, count, today)
    _unaccompanied(rng, plans, count, today)
    _on_remand(rng, plans, count, today)
    _orders(rng, plans, today)
    _placed(rng, plans, count, today)
    _far_away(rng, plans, count)
    _came_back(rng, plans, count, today)
    return plans


def _begun(rng: random.Random, families: list[list[int]], count: int, today: date) -> Iterator[Plan]:
    """Yield a plan for each child with a first day that fits their age; a few families came this week."""
    times = [rng.randrange(low, high) for low, high in apportioned(count, figures.TIME_IN_CARE)]
    times = shuffled(rng, times)
    past_limit = (today - add_working_days(today, -WORKING_DAYS_WITHOUT_IRO)).days
    new = [*NEW_THIS_WEEK, past_limit]
    singles = [place for place, family in enumerate(families) if len(family) == 1 and family[0] < SIXTEEN]
    arrivals = dict(zip(rng.sample(singles, min(len(new), len(singles))), new, strict=False))
    oldest_first = sorted(range(len(families)), key=lambda place: -max(families[place]))
    chosen: dict[int, int] = {}
    for place in oldest_first:
        room = OLDEST - max(families[place])
        fitting = next((spot for spot in last_places(times) if times[spot] <= room), None)
        drawn = rng.randint(14, max(room, 15)) if fitting is None else times.pop(fitting)
        chosen[place] = arrivals.get(place, drawn)
    for place, family in enumerate(families):
        from_on = today - timedelta(days=chosen[place])
        for age in family:
            yield Plan(
                family=place,
                born_on=from_on - timedelta(days=age),
                from_on=from_on,
                is_without_iro=place in arrivals,
            )


def _families(plans: list[Plan]) -> list[list[Plan]]:
    """Return the plans by family."""
    found: dict[int, list[Plan]] = {}
    for plan in plans:
        found.setdefault(plan.family, []).append(plan)
    return list(found.values())


def _by_agreement(rng: random.Random, plans: list[Plan], count: int, today: date) -> None:
    """Say who is looked after by agreement (V2): whole families, older children mostly, exactly the seed's share."""
    wanted = round(count * figures.BY_AGREEMENT.value)
    families = _families(plans)
    weights = []
    for family in families:
        age = max(plan.age_in_days(plan.from_on) for plan in family)
        weight = 6.0 if age >= SIXTEEN else 2.2 if age >= 3652 else 1.0 if age >= 1826 else 0.5
        weights.append(weight * (0.5 if family[0].days_in_care(today) > 1826 else 1.0))
    for family in in_order_of_weight(rng, families, weights):
        if len(family) <= wanted:
            wanted -= len(family)
            for plan in family:
                plan.status = "V2"


def _unaccompanied(rng: random.Random, plans: list[Plan], count: int, today: date) -> None:
    """Say who came to the country alone: teenagers, looked after by agreement, within the last years."""
    fitting = [
        family[0]
        for family in _families(plans)
        if len(family) == 1
        and family[0].status == "V2"
        and family[0].age_in_days(family[0].from_on) > FIFTEEN - 300
        and 14 < family[0].days_in_care(today) < 900
    ]
    for plan in rng.sample(fitting, min(len(fitting), round(count * figures.UNACCOMPANIED.value))):
        plan.is_unaccompanied = True


def _on_remand(rng: random.Random, plans: list[Plan], count: int, today: date) -> None:
    """Say who is on remand: teenagers of whom care began in the last months."""
    fitting = [
        plan
        for plan in plans
        if plan.status != "V2"
        and plan.age_in_days(plan.from_on) > 13 * 365
        and 14 <= plan.days_in_care(today) < 150
    ]
    for plan in fitting[: max(1, round(count * figures.ON_REMAND.value))]:
        plan.status, plan.place = "J1", rng.choice(("R5", "K2"))


def _orders(rng: random.Random, plans: list[Plan], today: date) -> None:
    """Say under which order the others are: interim, full, or (young children) a placement order."""
    for family in _families(plans):
        ripe, goes_to_adoption = rng.randint(170, 260), rng.random() < 0.5
        for plan in family:
            if plan.status != "C2":
                continue
            days = plan.days_in_care(today)
            if days <= 2:
                plan.status = "L1"
            elif days < ripe:
                plan.status = "C1"
            elif goes_to_adoption and days < 1000 and plan.age_in_days(today) < 5 * 365:
                plan.status = "E1"


def _placed(rng: random.Random, plans: list[Plan], count: int, today: date) -> None:
    """Say where each child lives, the rarer places first and foster care for all the rest."""
    free = [plan for plan in plans if plan.status != "J1"]

    def settle(types: tuple[str, ...], wanted: float, weights: list[float]) -> None:
        fitting = in_order_of_weight(rng, free, weights)
        by_family: dict[int, list[Plan]] = {}
        for plan in fitting:
            by_family.setdefault(plan.family, []).append(plan)
        settled: set[Plan] = set()
        for plan in fitting:
            if plan in settled or len(settled) >= round(wanted):
                continue
            place = rng.choice(types)
            for each in by_family[plan.family][: round(wanted) - len(settled)]:
                each.place = place
                settled.add(each)
        free[:] = [plan for plan in free if plan not in settled]

    def days(plan: Plan) -> int:
        return plan.days_in_care(today)

    def age(plan: Plan) -> int:
        return plan.age_in_days(today)

    settle(
        ("A6", "A6", "A6", "A5"),
        count * figures.FOR_ADOPTION.value,
        [1.0 if p.status == "E1" and days(p) > 330 else 0.0 for p in free],
    )
    supported = "K3" if today >= SUPPORTED_FROM + 90 * ONE_DAY else "H5"
    settle(
        (supported,),
        count * figures.SUPPORTED.value,
        [(3.0 if p.is_unaccompanied else 1.0) if age(p) > SIXTEEN + 40 else 0.0 for p in free],
    )
    settle(("K1",), count * 0.003, [1.0 if age(p) > ELEVEN + 700 and days(p) > 60 else 0.0 for p in free])
    settle(("S1",), count * 0.004, [1.0 if age(p) > ELEVEN and days(p) > 60 else 0.0 for p in free])
    settle(("R3",), count * 0.003, [1.0 if age(p) < 200 and p.status == "C1" else 0.0 for p in free])
    settle(
        ("K2",),
        count * figures.CHILDRENS_HOME.value - 1,
        [0.0 if age(p) < 3200 else 1.0 if age(p) < ELEVEN else 4.0 for p in free],
    )
    settle(
        ("P1",),
        count * figures.WITH_PARENTS.value,
        [1.0 if p.status == "C2" or (p.status == "C1" and days(p) > 90) else 0.0 for p in free],
    )
    settle(
        ("U3", "U1"),
        count * figures.KINSHIP.value,
        [0.0 if p.is_unaccompanied or days(p) < 4 else 1.0 for p in free],
    )
    for_good = {family[0].family: rng.random() < 0.6 for family in _families(plans)}
    for plan in free:
        lasting = days(plan) > 800 and plan.status in {"C2", "V2"}
        plan.place = "U4" if lasting and for_good[plan.family] else "U5" if plan.status == "E1" else "U6"
    for plan in plans:
        if plan.place == "U1" and days(plan) < 500:
            plan.place = "U3"
        plan.is_disabled = plan.place == "S1" or rng.random() < figures.HAS_DISABILITY.value
    live_together(rng, plans)


def live_together(rng: random.Random, plans: list[Plan]) -> None:
    """Say which brothers and sisters have lived with the eldest all the time: most who came to the same place."""
    for family in _families(plans):
        eldest = family[0]
        for plan in family[1:]:
            alike = (plan.place, plan.status) == (eldest.place, eldest.status)
            if alike and plan.place in FOSTER | {"P1", "A6"} and rng.random() < 0.85:
                plan.lives_with_eldest = True


def _far_away(rng: random.Random, plans: list[Plan], count: int) -> None:
    """Say who lives at a distance: mostly those in children's homes, and with relatives."""
    heavy = {"A5": 0.0, "K2": 5.0, "K1": 20.0, "S1": 6.0, "R5": 6.0, "K3": 2.0, "P1": 0.2}
    weights = [
        0.0
        if plan.is_unaccompanied
        else heavy.get(plan.place, 1.6 if plan.place in KINSHIP else 0.6 if plan.place in FOSTER else 1.2)
        for plan in plans
    ]
    wanted = round(count * figures.AT_A_DISTANCE.value)
    households = {
        id(family[0]): [family[0], *(plan for plan in family[1:] if plan.lives_with_eldest)]
        for family in _families(plans)
    }
    for plan in in_order_of_weight(rng, plans, weights):
        household = households.get(id(plan), [plan])
        if not plan.lives_with_eldest and len(household) <= wanted:
            wanted -= len(household)
            for each in household:
                each.is_far = True


def _came_back(rng: random.Random, plans: list[Plan], count: int, today: date) -> None:
    """Say who had been looked after before: children alone, old enough for it."""
    fitting = [
        family[0]
        for family in _families(plans)
        if len(family) == 1
        and not family[0].is_unaccompanied
        and family[0].age_in_days(family[0].from_on) > 1000
        and family[0].days_in_care(today) < 1500
    ]
    for plan in rng.sample(fitting, min(len(fitting), round(count * figures.CAME_BACK.value))):
        plan.came_before = True
