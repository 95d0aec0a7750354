"""What is done about a child's IRO: allocating, ending, covering; and opening a record in an emergency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings

from lodestar.access.answers import require
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.allocation import policies
from lodestar.casework.allocation.models import Cover, EmergencyAccess, IroAllocation, WorkingTime
from lodestar.casework.allocation.queries import access_to, roles_held
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child, PeriodOfCare
from lodestar.casework.children.states import Source


@records(EventKind.IRO_ALLOCATED)
def allocate_iro(
    *,
    child: Child,
    officer: User,
    from_on: date,
    because: str,
    by: User,
    at: datetime,
    standing_on: int | None = None,
    source: Source = Source.PERSON,
) -> IroAllocation:
    """Make an officer the child's IRO from a day; the allocation before, if any, ends that day.

    `standing_on` is the id of the allocation the person had before them (0 for none, None not to ask): where
    somebody else has changed it since, the action is refused and nothing is lost. Raises NotAllowed with every
    reason: not an officer, not looked after, not independent (SI 2010/959 reg 46), a day before the last change.
    """
    child = pen.held_fast(child)
    current = IroAllocation.objects.believed().filter(child=child, until_on__isnull=True).first()
    periods = list(PeriodOfCare.objects.believed().filter(child=child).order_by("from_on"))
    answers = policies.may_be_allocated(
        officer=officer,
        periods=periods,
        roles=roles_held(child, [officer]),
        current=current,
        from_on=from_on,
        today=pen.day_of(at),
        standing_on=standing_on,
    )
    require(*answers.answers)
    before = None
    if current is not None:
        before = {"officer": current.officer.username, **facts_of(current, ["from_on", "until_on"])}
        pen.end(current, from_on, by=by, at=at)
    allocation = IroAllocation.objects.create(
        child=child,
        officer=officer,
        from_on=from_on,
        because=because.strip(),
        independence=answers.independence,
        source=source,
        recorded_at=at,
        recorded_by=by,
    )
    note(
        child=child,
        subject=allocation,
        before=before,
        after={
            "officer": officer.username,
            "from_on": from_on,
            "because": allocation.because,
            "independence": allocation.independence,
        },
    )
    return allocation


@records(EventKind.IRO_ALLOCATION_ENDED)
def end_iro_allocation(*, child: Child, until_on: date, by: User, at: datetime) -> IroAllocation | None:
    """End the child's allocation on a day, because care ended or the officer left; None where there is none."""
    current: IroAllocation | None = (
        IroAllocation.objects.select_for_update()
        .believed()
        .filter(child=child, until_on__isnull=True)
        .first()
    )
    if current is None:
        nothing_changed()
        return None
    require(policies.may_end_on(current, until_on, today=pen.day_of(at)))
    pen.end(current, until_on, by=by, at=at)
    note(child=child, subject=current, before={"until_on": None}, after={"until_on": until_on})
    return current


@records(EventKind.COVER_ARRANGED)
def arrange_cover(
    *, absent: User, covering: User, from_on: date, until_on: date, by: User, at: datetime
) -> Cover:
    """Let one officer see and act for another's children from one day until another."""
    require(*policies.may_cover(absent=absent, covering=covering, from_on=from_on, until_on=until_on))
    cover = Cover.objects.create(
        absent=absent, covering=covering, from_on=from_on, until_on=until_on, recorded_at=at, recorded_by=by
    )
    note(
        subject=cover,
        after={
            "absent": absent.username,
            "covering": covering.username,
            "from_on": from_on,
            "until_on": until_on,
        },
    )
    return cover


@records(EventKind.IRO_WORKING_TIME_SET)
def set_working_time(
    *, officer: User, full_time_equivalent: Decimal, from_on: date, by: User, at: datetime
) -> WorkingTime:
    """Say how much of a full-time post an officer works from a day; the share before ends that day."""
    current: WorkingTime | None = (
        WorkingTime.objects.believed().filter(officer=officer, until_on__isnull=True).first()
    )
    require(*policies.may_set_working_time(officer, full_time_equivalent, from_on, current))
    if current is not None:
        if current.full_time_equivalent == full_time_equivalent:
            nothing_changed()
            return current
        pen.end(current, from_on, by=by, at=at)
    row = WorkingTime.objects.create(
        officer=officer,
        full_time_equivalent=full_time_equivalent,
        from_on=from_on,
        recorded_at=at,
        recorded_by=by,
    )
    note(
        subject=row,
        before=None if current is None else {"full_time_equivalent": current.full_time_equivalent},
        after={"officer": officer.username, "full_time_equivalent": full_time_equivalent, "from_on": from_on},
    )
    return row


@records(EventKind.EMERGENCY_ACCESS_OPENED)
def open_in_emergency(*, child: Child, reason: str, by: User, at: datetime) -> EmergencyAccess:
    """Open a child's record outside one's reach for EMERGENCY_ACCESS_MINUTES, with a reason that is kept and read."""
    today = pen.day_of(at)
    require(*policies.may_open_in_emergency(by, access_to(by, child, on=today, at=at), reason))
    opened = EmergencyAccess.objects.create(
        child=child,
        person=by,
        reason=reason.strip(),
        opened_at=at,
        closes_at=at + timedelta(minutes=settings.EMERGENCY_ACCESS_MINUTES),
    )
    note(child=child, subject=opened, after={"reason": opened.reason, "closes_at": opened.closes_at})
    return opened


@dataclass(frozen=True, slots=True)
class IncomingAllocation:
    """An allocation that a load brings: the child's id, the officer's id, from when until when."""

    child_id: int
    officer_id: int
    from_on: date
    until_on: date | None
    because: str


@records(EventKind.IRO_ALLOCATED)
def bring_in_allocations(
    *, allocations: Sequence[IncomingAllocation], source: Source, by: User, at: datetime
) -> int:
    """Add many allocations at once, in a few round trips, an event for each child; returns how many were added.

    For loads that carry their own history (the demonstration, a council's former system). What stands already,
    same child from the same day, is left as it is.
    """
    wanted = {a.child_id for a in allocations}
    standing = set(
        IroAllocation.objects.believed().filter(child__in=wanted).values_list("child_id", "from_on")
    )
    rows = [
        IroAllocation(
            child_id=a.child_id,
            officer_id=a.officer_id,
            from_on=a.from_on,
            until_on=a.until_on,
            because=a.because,
            independence="Brought in with its history; not tested again here.",
            source=source,
            recorded_at=at,
            recorded_by=by,
        )
        for a in allocations
        if (a.child_id, a.from_on) not in standing
    ]
    if not rows:
        nothing_changed()
        return 0
    saved = IroAllocation.objects.bulk_create(rows, batch_size=500)
    children = Child.objects.in_bulk({row.child_id for row in saved})
    for row in saved:
        note(
            child=children[row.child_id],
            subject=row,
            after={"officer_id": row.officer_id, "from_on": row.from_on, "until_on": row.until_on},
        )
    return len(saved)
