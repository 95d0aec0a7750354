"""One line of a list for each child, read in a number of queries that does not grow with the lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lodestar.access.models import User
from lodestar.casework.allocation.queries import in_force, iro_of, masked_ids
from lodestar.casework.children.models import CaseRole, Child, LegalStatus, Placement
from lodestar.casework.children.states import CaseRoleKind
from lodestar.casework.reviews.models import ReviewClock
from lodestar.law.ages import age_on


@dataclass(frozen=True, slots=True)
class ListedChild:
    """What a list says of a child. A masked one carries nothing that says who they are."""

    pk: int
    is_masked: bool
    name: str = ""
    identifier: str = ""
    age: int | None = None
    legal_status: str = ""
    placement_type: str = ""
    location: str = ""
    miles: str = ""
    officer: str = ""
    social_worker: str = ""
    team: str = ""
    clock: ReviewClock | None = None


def listed(person: User, ids: Sequence[int], *, on: date, at: datetime) -> list[ListedChild]:
    """Return the lines of these children, in the order given."""
    masked = masked_ids(person, ids, on=on, at=at)
    open_ids = [pk for pk in ids if pk not in masked]
    children = Child.objects.in_bulk(open_ids)
    clocks = ReviewClock.objects.in_bulk(ids)
    allocations = iro_of(open_ids, on=on)
    workers = {
        role.child_id: role
        for role in CaseRole.objects.filter(
            in_force(on), child__in=open_ids, kind=CaseRoleKind.SOCIAL_WORKER
        ).select_related("person", "team")
    }
    statuses = dict(
        LegalStatus.objects.filter(in_force(on), period__child__in=open_ids).values_list(
            "period__child", "code"
        )
    )
    placements = {
        row["period__child"]: row
        for row in Placement.objects.filter(in_force(on), period__child__in=open_ids).values(
            "period__child", "type", "location", "miles_from_home"
        )
    }
    lines = []
    for pk in ids:
        if pk in masked:
            lines.append(ListedChild(pk=pk, is_masked=True, clock=clocks.get(pk)))
            continue
        child, worker, placement = children[pk], workers.get(pk), placements.get(pk, {})
        allocation = allocations.get(pk)
        lines.append(
            ListedChild(
                pk=pk,
                is_masked=False,
                name=child.name,
                identifier=child.identifier,
                age=age_on(child.born_on, on),
                legal_status=statuses.get(pk, ""),
                placement_type=placement.get("type", ""),
                location=placement.get("location", ""),
                miles="" if placement.get("miles_from_home") is None else str(placement["miles_from_home"]),
                officer=allocation.officer.name if allocation else "",
                social_worker=worker.person.name if worker else "",
                team=worker.team.name if worker and worker.team else "",
                clock=clocks.get(pk),
            )
        )
    return lines
