"""The follower that ends an IRO's allocation when the child's care has ended: called by the door (ADR-0004).

However care ended, by a person's form or by a return, no child who has left stays on an officer's list.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from lodestar.access.door import note
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.children.models import PeriodOfCare


def close(*, child_ids: Collection[int], by: User, at: datetime) -> None:
    """End the open allocations of those children who are no longer looked after, on the day their care ended.

    An allocation made for a time after that day was made in error, and is corrected away.
    """
    periods = PeriodOfCare.objects.believed().filter(child=OuterRef("child"))
    for chunk in range(0, len(child_ids), 500):
        ids = sorted(child_ids)[chunk : chunk + 500]
        left = IroAllocation.objects.believed().filter(
            ~Exists(periods.filter(until_on__isnull=True)),
            Exists(periods),
            child__in=ids,
            until_on__isnull=True,
        )
        rows = list(left.select_related("child"))
        last_days = ends_of_care([row.child_id for row in rows])
        for row in rows:
            ended_on = last_days[row.child_id]
            if ended_on > row.from_on:
                row.until_on, row.ended_by, row.ended_at = ended_on, by, at
            else:
                row.corrected_by, row.corrected_at = by, at
            note(
                kind=EventKind.IRO_ALLOCATION_ENDED,
                child=row.child,
                subject=row,
                before={"until_on": None},
                after={"until_on": row.until_on, "because": "The child's care ended."},
            )
        IroAllocation.objects.bulk_update(
            rows, ["until_on", "ended_by", "ended_at", "corrected_by", "corrected_at"], batch_size=500
        )


def ends_of_care(child_ids: Collection[int]) -> dict[int, date]:
    """Return the last day of care of each child who has left."""
    rows = PeriodOfCare.objects.believed().filter(child__in=child_ids, until_on__isnull=False)
    return dict(rows.order_by("until_on").values_list("child_id", "until_on"))
