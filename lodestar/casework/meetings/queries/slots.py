"""When a review can be held: the days inside the legal window, and the times an officer is free on them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from lodestar.casework.children.models import Child, Relationship
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.models import Sitting
from lodestar.casework.meetings.states import OPEN_STATES, SittingState
from lodestar.law.ages import age_on
from lodestar.law.calendar import BeyondKnownCalendar, add_working_days, is_working_day, working_days_between
from lodestar.law.review_steps import DISCUSSION_BEFORE, INVITATIONS_BEFORE

MOST_SLOTS = 8
# What an authority leaves between a proposed day and the last lawful one, where there is room, in working days.
SPARE = 2
# How many working days there should be to choose from before the steps before a review are let to be late.
ROOM = 5
# Times of day to propose: after lessons for a child of school age, else from the morning on.
AFTER_SCHOOL = (time(16), time(15, 30), time(16, 30), time(10))
THROUGH_THE_DAY = (time(10), time(13, 30), time(15), time(11, 30))
SCHOOL_AGES = range(5, 16)


@dataclass(frozen=True, slots=True)
class Busy:
    """A planned meeting that a new one would run into or stand beside."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, starts_at: datetime, minutes: int) -> bool:
        """Return whether a meeting of so many minutes from a moment on would run into this one."""
        return self.starts_at < starts_at + timedelta(minutes=minutes) and starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be proposed: the officer is free. `beside` are siblings' reviews of that day."""

    starts_at: datetime
    beside: tuple[Busy, ...]

    @property
    def day(self) -> date:
        """The London day."""
        return self.starts_at.astimezone(LONDON).date()


def siblings_of(child_id: int, *, on: date) -> list[int]:
    """Return the child's brothers and sisters who are in the register, by id."""
    rows = Relationship.objects.on(on).filter(child=child_id, kind="sibling", other_child__isnull=False)
    return sorted({pk for pk in rows.values_list("other_child", flat=True) if pk is not None})


def officers_meetings(
    officer_id: int, first: date, last: date, *, but: int | None = None, beside: Collection[int] = ()
) -> list[Busy]:
    """Return what an officer chairs from one day to another, without a booking that is itself being moved.

    `beside`: children whose reviews do not count, since brothers and sisters may be reviewed together.
    """
    rows = _planned(first, last).filter(booking__officer=officer_id).exclude(booking__child__in=beside)
    return _busy(rows.exclude(booking=but) if but is not None else rows)


def siblings_meetings(siblings: Collection[int], first: date, last: date) -> list[Busy]:
    """Return the planned reviews of these children from one day to another, in order of time."""
    return _busy(_planned(first, last).filter(booking__child__in=siblings)) if siblings else []


def free_slots(
    child: Child,
    officer_id: int,
    *,
    due_on: date | None,
    today: date,
    minutes: int,
    siblings: Sequence[int],
    but: int | None = None,
) -> list[Slot]:
    """Return times to propose, in order: inside the window, on working days, when the officer is free.

    Two questions whatever the window. Where the due date is past, the soonest working days; where the calendar of
    those days is not known, none.
    """
    try:
        days = days_to_propose(today, due_on)
    except BeyondKnownCalendar:
        return []
    if not days:
        return []
    taken = officers_meetings(officer_id, days[0], days[-1], but=but, beside=siblings)
    theirs = siblings_meetings(siblings, days[0], days[-1])
    times = AFTER_SCHOOL if age_on(child.born_on, days[0]) in SCHOOL_AGES else THROUGH_THE_DAY
    found = (first_free(day, times, [*taken, *theirs], minutes) for day in days)
    slots = [
        Slot(at, tuple(one for one in theirs if one.starts_at.astimezone(LONDON).date() == day))
        for day, at in zip(days, found, strict=True)
        if at is not None
    ]
    return spread(slots, MOST_SLOTS)


def days_to_propose(today: date, due_on: date | None) -> list[date]:
    """Return the working days worth proposing, in order.

    From the first day that leaves time for the steps before a review (the discussion, or at least the invitations)
    and ROOM to choose, towards the end of the window; SPARE days short of the due date where they can be spared.
    """
    tomorrow = add_working_days(today, 1)
    if due_on is None or due_on < tomorrow:
        return [add_working_days(today, number) for number in range(1, MOST_SLOTS + 1)]
    last = add_working_days(due_on, 0 if is_working_day(due_on) else -1)
    leads = [add_working_days(today, lead) for lead in (DISCUSSION_BEFORE, INVITATIONS_BEFORE, 1)]
    first = next((day for day in leads if working_days_between(day, last) >= ROOM), tomorrow)
    first = max(first, add_working_days(last, -DISCUSSION_BEFORE))
    room = working_days_between(first, last)
    days = [first if is_working_day(first) else add_working_days(first, 1)]
    while len(days) <= room and days[-1] < last:
        days.append(add_working_days(days[-1], 1))
    return days[:-SPARE] if len(days) > SPARE + 1 else days


def first_free(day: date, times: Iterable[time], taken: Iterable[Busy], minutes: int) -> datetime | None:
    """Return the first of the times on a day that runs into nothing; None where all do."""
    busy = list(taken)
    for at in times:
        starts_at = datetime.combine(day, at, LONDON)
        if not any(one.overlaps(starts_at, minutes) for one in busy):
            return starts_at
    return None


def spread(slots: Sequence[Slot], most: int) -> list[Slot]:
    """Return at most so many, spread evenly over all, the first and the last among them."""
    if len(slots) <= most:
        return list(slots)
    places = [round(number * (len(slots) - 1) / (most - 1)) for number in range(most)]
    return [slots[place] for place in places]


def _planned(first: date, last: date) -> QuerySet[Sitting]:
    """Return the planned meetings of open reviews from one day to another."""
    return Sitting.objects.filter(
        state=SittingState.PLANNED,
        booking__state__in=OPEN_STATES,
        starts_at__gte=datetime.combine(first, time.min, LONDON),
        starts_at__lt=datetime.combine(last + timedelta(days=1), time.min, LONDON),
    )


def _busy(rows: QuerySet[Sitting]) -> list[Busy]:
    """Return meetings as spans, in order of time."""
    return [
        Busy(starts_at, starts_at + timedelta(minutes=minutes))
        for starts_at, minutes in rows.order_by("starts_at", "pk").values_list("starts_at", "minutes")
    ]
