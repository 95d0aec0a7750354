"""What is to be known of each officer before one is chosen as a child's IRO."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.access.models import User
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.allocation.policies import independence_of
from lodestar.casework.allocation.queries import (
    Caseload,
    caseloads,
    former_officers,
    managers_of_the_case,
    siblings_officers,
)
from lodestar.casework.children.models import Child, PeriodOfCare, Restriction


@dataclass(frozen=True, slots=True)
class OfficerKnown:
    """One officer: what they carry, whether they are independent of the case, and what ties them to the child."""

    caseload: Caseload
    is_independent: bool
    independence: str
    brothers_and_sisters: tuple[str, ...]
    was_iro_until: date | None


@dataclass(frozen=True, slots=True)
class OfficersKnown:
    """Every officer, and the allocation that stands."""

    officers: tuple[OfficerKnown, ...]
    current: IroAllocation | None


def officers_for(child: Child, *, on: date) -> OfficersKnown:
    """Return every officer with what is to be known before choosing one for a child."""
    period = PeriodOfCare.objects.on(on).filter(child=child).first()
    allocations = former_officers(child)
    roles = managers_of_the_case(child)
    siblings = siblings_officers(child, on=on)
    known = []
    for caseload in caseloads(on=on):
        officer = caseload.officer
        answer, words = independence_of(officer, roles, period, on=on) if period else (True, "")
        ended = [a.until_on for a in allocations if a.officer_id == officer.pk and a.until_on is not None]
        known.append(
            OfficerKnown(
                caseload=caseload,
                is_independent=bool(answer),
                independence=words,
                brothers_and_sisters=tuple(sibling.name for sibling in siblings.get(officer.pk, [])),
                was_iro_until=max(ended, default=None),
            )
        )
    return OfficersKnown(tuple(known), next((a for a in allocations if a.until_on is None), None))


def people_by_id(ids: Sequence[str]) -> list[User]:
    """Return people by id, in order of name."""
    return list(User.objects.filter(pk__in=[int(pk) for pk in ids]).order_by("name"))


def restriction_of(child: Child, *, on: date) -> Restriction | None:
    """Return the restriction of a child's record that is in force on a day, or None."""
    found: Restriction | None = Restriction.objects.on(on).filter(child=child).first()
    return found
