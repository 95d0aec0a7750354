"""Where a child has lived, from the first night to the placement the plan comes to."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from lodestar.casework.children.queries import IncomingPlacement, IncomingStatus
from lodestar.casework.children.states import Planned, SameCarer
from lodestar.exchange.demonstration import names, places
from lodestar.exchange.demonstration.chance import pick
from lodestar.exchange.demonstration.plan import (
    ADOPTIVE,
    FOSTER,
    KINSHIP,
    ONE_DAY,
    SIXTEEN,
    SUPPORTED,
    SUPPORTED_FROM,
    Plan,
)

PROVIDERS: dict[str, dict[str, float]] = {
    "K1": {"PR2": 1},
    "K2": {"PR4": 8, "PR1": 2},
    "K3": {"PR4": 7, "PR5": 3},
    "H5": {"PR4": 7, "PR5": 3},
    "P1": {"PR0": 1},
    "R3": {"PR5": 1},
    "R5": {"PR3": 1},
    "S1": {"PR4": 1},
    "A5": {"PR1": 1},
    "A6": {"PR1": 3, "PR2": 2},
}
FOSTERING = {"PR1": 7.0, "PR4": 3.0}
BY_PLAN = {"CARPL": 9.0, "CLOSE": 1.0}
NOT_BY_PLAN = {"CREQB": 5.0, "CREQO": 4.0, "CHILD": 2.0, "ALLEG": 1.0, "STAND": 0.7, "OTHER": 1.5}
# Placements that nobody comes to in an emergency.
ALWAYS_PLANNED = ADOPTIVE | SUPPORTED | {"P1", "U1", "U4", "S1", "R3"}
UNPLANNED_SHARE = 0.38
SHORTEST_STAY = 12


def placements_of(
    rng: random.Random,
    plan: Plan,
    statuses: tuple[IncomingStatus, ...],
    today: date,
    home_postcode: str,
    mother: str,
) -> tuple[IncomingPlacement, ...]:
    """Return a period's placements, each ending where the next begins."""
    first_day_of_last = _last_move(rng, plan, statuses, today)
    began = [plan.from_on, *_moves_before(rng, plan, first_day_of_last)]
    types = [_earlier_type(rng, plan, day) for day in began]
    if first_day_of_last > plan.from_on:
        began.append(first_day_of_last)
        types.append(plan.place)
    else:
        types[-1] = plan.place
    ends = [*began[1:], plan.until_on]
    rows: list[IncomingPlacement] = []
    for day, end, type in zip(began, ends, types, strict=True):
        is_last = type == plan.place and day == began[-1]
        far = plan.is_far if is_last else rng.random() < 0.06
        rows.append(_placement(rng, day, end, type, far=far, home_postcode=home_postcode, mother=mother))
    rows = _moved(rng, rows)
    if plan.is_unaccompanied:
        rows = [replace(r, home_postcode="", miles_from_home=None, location="") for r in rows]
    return tuple(_with_a_stay_away(rng, rows, today))


def _last_move(rng: random.Random, plan: Plan, statuses: tuple[IncomingStatus, ...], today: date) -> date:
    """Return the day on which the child came to the placement the plan comes to; the first day if no move led there."""
    end = plan.until_on or today
    latest = end - timedelta(days=min(30, max((end - plan.from_on).days // 3, 1)))
    earliest = plan.from_on
    order = next((s.from_on for s in statuses if s.code in {"C1", "C2", "E1"}), plan.from_on)
    if plan.place == "P1":
        earliest = order + timedelta(days=25)
    elif plan.place in ADOPTIVE:
        placed = next(s.from_on for s in statuses if s.code == "E1")
        earliest = placed + timedelta(days=rng.randint(35, 110))
        latest = max(end - timedelta(days=rng.randint(40, 210)), earliest + ONE_DAY)
    elif plan.place in SUPPORTED:
        earliest = max(plan.born_on + timedelta(days=SIXTEEN + 15), plan.from_on)
        if plan.place == "K3":
            earliest = max(earliest, SUPPORTED_FROM + timedelta(days=rng.randint(1, 60)))
        else:
            latest = min(latest, SUPPORTED_FROM - ONE_DAY)
    elif plan.place in {"U1", "U4"}:
        earliest = plan.from_on + timedelta(days=rng.randint(240, 420))
    elif plan.place in {"K1", "S1", "K2"}:
        earliest = max(plan.born_on + timedelta(days=2930), plan.from_on)
    if earliest <= plan.from_on:
        days = (latest - plan.from_on).days
        stays = plan.place in {"U3", "R3", "R5"} or rng.random() < 0.42
        if stays or days < 2 * SHORTEST_STAY:
            return plan.from_on
        return plan.from_on + timedelta(days=rng.randint(SHORTEST_STAY, min(days, 120 + days // 3)))
    span = max((latest - earliest).days, 0)
    return min(earliest + timedelta(days=rng.randint(0, max(span // 3, 0))), end - ONE_DAY)


def _moves_before(rng: random.Random, plan: Plan, last: date) -> list[date]:
    """Return the days of moves between the first placement and the last: one in a year or two."""
    days: list[date] = []
    day = plan.from_on
    is_older = plan.age_in_days(plan.from_on) > 3650
    while True:
        day += timedelta(days=SHORTEST_STAY + int(rng.expovariate(1 / (300 if is_older else 480))))
        if (last - day).days < SHORTEST_STAY or len(days) == 6:
            return days
        days.append(day)


def _earlier_type(rng: random.Random, plan: Plan, day: date) -> str:
    """Return a placement type on the way, by age."""
    years = plan.age_in_days(day) / 365.25
    if plan.status == "J1":
        return plan.place
    if plan.place == "A5":
        return "U5"
    if years >= 11:
        return pick(rng, {"U6": 6.5, "K2": 2.5, "U3": 1.0})
    return pick(rng, {"U6": 8.5, "U3": 1.5})


def _placement(
    rng: random.Random,
    from_on: date,
    until_on: date | None,
    type: str,
    *,
    far: bool,
    home_postcode: str,
    mother: str,
) -> IncomingPlacement:
    """Return one placement with its carer and its place."""
    postcode, miles, location = places.far(rng) if far else places.near(rng)
    if type == "P1" and not far:
        postcode, miles, location = home_postcode, Decimal(0), "IN"
    provider = "PR1" if type in KINSHIP else pick(rng, PROVIDERS.get(type, FOSTERING))
    registered = type in {"K1", "K2", "K3"}
    return IncomingPlacement(
        from_on,
        until_on,
        type,
        provider=provider,
        urn=places.urn(rng) if registered else "",
        postcode=postcode,
        home_postcode=home_postcode,
        miles_from_home=miles,
        location=location,
        carer=_carer(rng, type, mother),
    )


def _carer(rng: random.Random, type: str, mother: str) -> str:
    """Return who cares for the child there."""
    if type == "P1":
        return mother
    if type in {"K1", "K2"}:
        return places.home_name(rng)
    if type in SUPPORTED:
        return places.home_name(rng, kind="Supported Lodgings")
    if type == "R5":
        return places.home_name(rng, kind="Secure Centre")
    if type in {"S1", "R3"}:
        return places.home_name(rng, kind="Residential School" if type == "S1" else "Family Centre")
    family = rng.choice(names.BRITISH.families)
    one = rng.choice(names.BRITISH.girls)
    if type in KINSHIP:
        return f"{one} {family} ({rng.choice(('grandmother', 'aunt', 'family friend', 'older sister'))})"
    return f"{one} and {rng.choice(names.BRITISH.boys)} {family}" if rng.random() < 0.7 else f"{one} {family}"


def _moved(rng: random.Random, rows: list[IncomingPlacement]) -> list[IncomingPlacement]:
    """Say of each move why it was, whether it was planned, and whether the carer stayed the same."""
    for place in range(1, len(rows)):
        left, entered = rows[place - 1], rows[place]
        may_stay = entered.type == "U4" and left.type == "U6" and left.location == entered.location
        stays = entered.type == "A5" or (may_stay and rng.random() < 0.6)
        if stays:
            same = {n: getattr(left, n) for n in ("carer", "postcode", "miles_from_home", "location")}
            if entered.type != "A5":
                same["provider"] = left.provider
            rows[place] = replace(entered, same_carer=SameCarer.SAME_CARER, **same)
            rows[place - 1] = replace(left, change_reason="PLACE")
            continue
        unplanned = entered.type not in ALWAYS_PLANNED and rng.random() < UNPLANNED_SHARE
        reason = pick(rng, NOT_BY_PLAN if unplanned else BY_PLAN)
        rows[place - 1] = replace(left, change_reason=reason)
        if unplanned:
            rows[place] = replace(entered, planned=Planned.UNPLANNED)
    return rows


def _with_a_stay_away(
    rng: random.Random, rows: list[IncomingPlacement], today: date
) -> list[IncomingPlacement]:
    """Put a hospital stay, or some days elsewhere while the carer was on holiday, into a long foster placement."""
    place = next(
        (
            i
            for i, r in enumerate(rows)
            if r.type in FOSTER and ((r.until_on or today) - r.from_on).days > 150
        ),
        None,
    )
    if place is None or rng.random() > 0.08:
        return rows
    row = rows[place]
    length = ((row.until_on or today) - row.from_on).days
    away_on = row.from_on + timedelta(days=rng.randint(60, length - 30))
    back_on = away_on + timedelta(days=rng.randint(2, 12))
    type = rng.choice(("T1", "T3"))
    away = IncomingPlacement(
        away_on,
        back_on,
        type,
        postcode=places.postcode(rng),
        home_postcode=row.home_postcode,
        carer="Westmarch General Hospital" if type == "T1" else _carer(rng, "U6", ""),
    )
    back = replace(row, from_on=back_on, planned=Planned.PLANNED, same_carer=SameCarer.SAME_CARER)
    return [
        *rows[:place],
        replace(row, until_on=away_on, change_reason=""),
        away,
        back,
        *rows[place + 1 :],
    ]
