"""Which made-up reviews are in hand, and how far each has come: no database, no clock.

Some of the latest reviews are not brought in as facts of the past but run through the doors of the house, so that a
newcomer finds bookings, papers, decisions, ratings and letters in every state. They are held on the day they were made
up for, so the figures stay as they are.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from lodestar.exchange.demonstration.chance import luck
from lodestar.exchange.demonstration.made_up import Authority, InHand, MadeUpChild, Stage

JUST_HELD_DAYS = 26
LAST_TIME_DAYS = (150, 190)
MOST_JUST_HELD = 18
MOST_LAST_TIME = 12
TODAYS, FRIDAY = 7, 4


def stage_on(held_on: date, today: date, place: int) -> Stage:
    """Return how far a review has come by today; every seventh is a step behind."""
    days = (today - held_on).days
    stage = (
        Stage.DISTRIBUTED
        if days > 26
        else Stage.SIGNED
        if days > 17
        else Stage.ANSWERED
        if days > 9
        else Stage.SENT
        if days > 4
        else Stage.HELD
    )
    return Stage(max(stage - (place % 7 == 3), Stage.HELD))


def taken_in_hand(authority: Authority, seed: int) -> list[InHand]:
    """Take the last reviews of some children out of their histories; return them, to be run through the doors.

    Children whose record is restricted or corrected, or who left care since, are left alone.
    """
    today = authority.today
    alone = {*authority.restricted, *authority.corrected, *(asked.child for asked in authority.asked)}
    open_now = [child for child in authority.children if is_open(child, alone)]
    just_held = [c for c in open_now if 0 < (today - c.reviews[-1].held_on).days <= JUST_HELD_DAYS]
    early, late = LAST_TIME_DAYS
    last_time = [c for c in open_now if early <= (today - c.reviews[-1].held_on).days <= late]
    rng = luck(seed, "in hand")
    chosen = [
        *rng.sample(just_held, min(MOST_JUST_HELD, len(just_held))),
        *rng.sample(last_time, min(MOST_LAST_TIME, len(last_time))),
    ]
    chosen.sort(key=lambda child: (child.reviews[-1].held_on, child.history.identifier))
    taken = [
        InHand(
            child.history.identifier,
            child.reviews[-1],
            stage_on(child.reviews[-1].held_on, today, place),
            place,
        )
        for place, child in enumerate(chosen)
    ]
    names = {one.child for one in taken}
    authority.children[:] = [without_last(child, names) for child in authority.children]
    return taken


def is_open(child: MadeUpChild, alone: Sequence[str] | set[str]) -> bool:
    """Return whether a child is looked after now, by one period of care that all their reviews belong to."""
    periods = child.history.periods or ()
    if child.history.identifier in alone or not periods or not child.reviews:
        return False
    last = periods[-1]
    in_short_breaks = any(status.code in ("V3", "V4") for status in last.statuses)
    return last.until_on is None and not in_short_breaks and child.reviews[-1].held_on >= last.from_on


def without_last(child: MadeUpChild, names: set[str]) -> MadeUpChild:
    """Return a child without their last review where it is to be run through the doors."""
    if child.history.identifier not in names:
        return child
    return replace(child, reviews=child.reviews[:-1])


def booked_days(today: date, due_on: date, place: int) -> date | None:
    """Return the day a review that is due is booked for; None for those that nobody has booked yet."""
    if place == TODAYS and today.weekday() <= FRIDAY:
        return today
    if place % 5 == 4:
        return None
    day = max(due_on - timedelta(days=2 + place % 6), today + timedelta(days=1 + place % 3))
    while day.weekday() > FRIDAY:
        day -= timedelta(days=1)
    return day if day > today else None
