"""Opening a child's record: the child with their clock, and how far a person gets with it now."""

from datetime import date, datetime

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach, Role
from lodestar.casework.allocation.queries import Access, access_to
from lodestar.casework.children.models import Child
from lodestar.casework.reviews.models import ReviewClock


def child_by_id(pk: int) -> Child | None:
    """Return the child of an id with their clock and IRO, or None."""
    return Child.objects.select_related("clock__iro").filter(pk=pk).first()


def child_by_identifier(identifier: str) -> Child | None:
    """Return the child of an identifier, or None."""
    return Child.objects.filter(identifier__iexact=identifier.strip()).first()


def access_now(person: User, child: Child, *, on: date, at: datetime) -> Access:
    """Return how far a person gets with a child's record now.

    The child's own IRO and social worker, as kept beside the clock, are let in without a question: they are in reach,
    and inside every restriction.
    """
    clock = kept_clock(child)
    if clock is not None and person.may(Permission.SEE_CHILDREN):
        is_theirs = clock.iro_id if person.role == Role.OFFICER else clock.social_worker_id
        if person.reach is Reach.OWN and is_theirs == person.pk:
            return Access.OPEN
    return access_to(person, child, on=on, at=at)


def kept_clock(child: Child) -> ReviewClock | None:
    """Return the clock that came with the child; None for one about whom nothing has been recorded."""
    try:
        clock: ReviewClock = child.clock
    except ReviewClock.DoesNotExist:
        return None
    return clock
