"""Who works with which child: the scope that every list, picker, search, export and count goes through.

The reach is the role's (`lodestar.access.roles.Reach`); what it reaches is worked out here, in one place, so that a
page and the list that leads to it can never differ.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach, Role
from lodestar.casework.allocation.models import Cover, EmergencyAccess, IroAllocation, WorkingTime
from lodestar.casework.children.models import CaseRole, Child, PeriodOfCare, Relationship, Restriction
from lodestar.casework.children.states import CaseRoleKind


class Access(Enum):
    """How far a person gets with one child's record."""

    OPEN = "open"
    MASKED = "masked"
    OUTSIDE = "outside"


def in_force(on: date, prefix: str = "") -> Q:
    """Return the condition that a dated row is believed and holds on a day."""
    return Q(
        **{f"{prefix}corrected_at__isnull": True, f"{prefix}from_on__lte": on},
    ) & (Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": on}))


def officers_stood_in_for(person: User, *, on: date) -> QuerySet[Cover, dict[str, Any]]:
    """Return the officers whose children this person sees on a day: those they cover for."""
    return Cover.objects.filter(in_force(on), covering=person).values("absent")


def allocated_to(person: User, *, on: date) -> QuerySet[IroAllocation]:
    """Return the allocations that are this officer's on a day, their own and those they cover."""
    return IroAllocation.objects.filter(
        in_force(on), Q(officer=person) | Q(officer__in=officers_stood_in_for(person, on=on))
    )


def worked_by(person: User, *, on: date) -> QuerySet[CaseRole]:
    """Return the case roles through which a child is this person's on a day."""
    return CaseRole.objects.filter(in_force(on), person=person).exclude(kind=CaseRoleKind.CONFERENCE_CHAIR)


def children_in_scope(person: User, *, on: date) -> QuerySet[Child]:
    """Return the children a person's work is about on a day; nobody's permission reaches past this.

    An officer: those allocated, and those of officers they cover for. A social worker: those they work with. A team
    manager: those the team works with. A service manager: those the service's teams work with. The IRO manager, the
    administrators and the director: all. Everybody else: none.
    """
    if not person.may(Permission.SEE_CHILDREN):
        return Child.objects.none()
    match person.reach:
        case Reach.ALL:
            return Child.objects.all()
        case Reach.OWN if person.role == Role.OFFICER:
            return Child.objects.filter(pk__in=allocated_to(person, on=on).values("child"))
        case Reach.OWN:
            return Child.objects.filter(pk__in=worked_by(person, on=on).values("child"))
        case Reach.TEAM:
            if person.team_id is None:
                return Child.objects.none()
            roles = CaseRole.objects.filter(in_force(on), team_id=person.team_id)
            return Child.objects.filter(pk__in=roles.values("child"))
        case Reach.SERVICE:
            if person.team is None:
                return Child.objects.none()
            roles = CaseRole.objects.filter(in_force(on), team__service=person.team.service)
            return Child.objects.filter(pk__in=roles.values("child"))
        case _:
            return Child.objects.none()


def listed_for(person: User, *, on: date) -> QuerySet[Child]:
    """Return the children that a list may hold for a person; restricted ones are listed, and shown masked."""
    return children_in_scope(person, on=on)


def masked_ids(person: User, child_ids: Collection[int], *, on: date, at: datetime) -> frozenset[int]:
    """Return which of these children are shown masked: restricted, and the person is outside the circle.

    Inside the circle are those who work with the child themselves (their IRO, their cover, a case role), those the
    restriction names, and whoever opened the record in an emergency that has not run out.
    """
    if not child_ids:
        return frozenset()
    restricted = set(
        Restriction.objects.filter(in_force(on), child__in=child_ids).values_list("child_id", flat=True)
    )
    if not restricted:
        return frozenset()
    inside: set[int] = set()
    inside.update(allocated_to(person, on=on).filter(child__in=restricted).values_list("child_id", flat=True))
    inside.update(worked_by(person, on=on).filter(child__in=restricted).values_list("child_id", flat=True))
    inside.update(
        Restriction.objects.filter(in_force(on), child__in=restricted, allowed=person).values_list(
            "child_id", flat=True
        )
    )
    inside.update(
        open_emergencies(person, at=at).filter(child__in=restricted).values_list("child_id", flat=True)
    )
    return frozenset(restricted - inside)


def not_masked(person: User, children: QuerySet[Child], *, on: date, at: datetime) -> QuerySet[Child]:
    """Return those of the children that are not masked for a person: what a search by name may go through."""
    restricted = Restriction.objects.filter(in_force(on), child=OuterRef("pk"))
    inside = (
        Exists(allocated_to(person, on=on).filter(child=OuterRef("pk")))
        | Exists(worked_by(person, on=on).filter(child=OuterRef("pk")))
        | Exists(restricted.filter(allowed=person))
        | Exists(open_emergencies(person, at=at).filter(child=OuterRef("pk")))
    )
    return children.filter(~Exists(restricted) | inside)


def open_emergencies(person: User, *, at: datetime) -> QuerySet[EmergencyAccess]:
    """Return the emergency accesses of a person that have not run out."""
    return EmergencyAccess.objects.filter(person=person, opened_at__lte=at, closes_at__gt=at)


def access_to(person: User, child: Child, *, on: date, at: datetime) -> Access:
    """Return how far a person gets with a child's record now.

    Asked in the order that answers soonest: most records are in reach and not restricted.
    """
    reaches_all = person.reach is Reach.ALL and person.may(Permission.SEE_CHILDREN)
    if reaches_all or children_in_scope(person, on=on).filter(pk=child.pk).exists():
        return Access.MASKED if masked_ids(person, [child.pk], on=on, at=at) else Access.OPEN
    opened = open_emergencies(person, at=at).filter(child=child).exists()
    return Access.OPEN if opened else Access.OUTSIDE


def officers() -> QuerySet[User]:
    """Return the people who may be a child's IRO, by name."""
    return User.objects.filter(role=Role.OFFICER, is_active=True).order_by("name", "pk")


def iro_managers() -> QuerySet[User]:
    """Return the managers of the IRO service, by name."""
    return User.objects.filter(role=Role.MANAGER, is_active=True).order_by("name", "pk")


def iro_of(child_ids: Collection[int], *, on: date) -> dict[int, IroAllocation]:
    """Return the allocation in force on a day, by child id; a child without one is absent."""
    rows = IroAllocation.objects.filter(in_force(on), child__in=child_ids).select_related("officer")
    return {row.child_id: row for row in rows}


def without_iro(children: QuerySet[Child], *, on: date) -> QuerySet[Child]:
    """Return those of the children who are looked after on a day and have no IRO on it."""
    looked_after = PeriodOfCare.objects.filter(in_force(on), child=OuterRef("pk"))
    allocated = IroAllocation.objects.filter(in_force(on), child=OuterRef("pk"))
    return children.filter(Exists(looked_after), ~Exists(allocated))


@dataclass(frozen=True, slots=True)
class Caseload:
    """What one officer carries on a day: children looked after, and the share of a full post they work."""

    officer: User
    children: int
    full_time_equivalent: Decimal | None

    @property
    def per_full_time(self) -> Decimal | None:
        """Return children per full-time equivalent, to one decimal; None where no working time is held."""
        return per_full_post(self.children, self.full_time_equivalent)


def per_full_post(children: int, share: Decimal | None) -> Decimal | None:
    """Return children per full-time equivalent, to one decimal; None where no working time is held."""
    if not share:
        return None
    return (Decimal(children) / share).quantize(Decimal("0.1"))


def caseloads(*, on: date) -> list[Caseload]:
    """Return every officer's caseload on a day: children looked after whose IRO they are (three queries)."""
    looked_after = PeriodOfCare.objects.filter(in_force(on), child=OuterRef("child"))
    counts = dict(
        IroAllocation.objects.filter(in_force(on))
        .filter(Exists(looked_after))
        .order_by()
        .values("officer")
        .annotate(children=Count("child"))
        .values_list("officer", "children")
    )
    shares = working_shares(on=on)
    return [
        Caseload(person, counts.get(person.pk, 0), shares.get(person.pk))
        for person in officers().only("pk", "name", "username")
    ]


def working_shares(*, on: date) -> dict[int, Decimal]:
    """Return the share of a full post each officer works on a day, by officer id; one without is absent."""
    return dict(WorkingTime.objects.filter(in_force(on)).values_list("officer", "full_time_equivalent"))


def roles_held(child: Child, people: Iterable[User]) -> list[CaseRole]:
    """Return every part these people have or had in managing the child's case, past ones too."""
    return list(
        CaseRole.objects.believed()
        .filter(child=child, person__in=list(people))
        .select_related("person")
        .order_by("from_on", "pk")
    )


def managers_of_the_case(child: Child) -> list[CaseRole]:
    """Return every case role of the child, past ones too, each with its person and team."""
    return list(
        CaseRole.objects.believed()
        .filter(child=child)
        .select_related("person", "team")
        .order_by("from_on", "pk")
    )


def siblings_officers(child: Child, *, on: date) -> dict[int, list[Child]]:
    """Return, by officer id, the child's brothers and sisters in the register whose IRO that officer is."""
    siblings = Relationship.objects.filter(
        in_force(on), child=child, kind="sibling", other_child__isnull=False
    ).select_related("other_child")
    found: dict[int, list[Child]] = {}
    by_child = {row.other_child_id: row.other_child for row in siblings}
    for child_id, allocation in iro_of(list(by_child), on=on).items():
        sibling = by_child[child_id]
        if sibling is not None:
            found.setdefault(allocation.officer_id, []).append(sibling)
    return found


def former_officers(child: Child) -> list[IroAllocation]:
    """Return every allocation of the child, newest first."""
    return list(
        IroAllocation.objects.believed()
        .filter(child=child)
        .select_related("officer")
        .order_by("-from_on", "-pk")
    )
