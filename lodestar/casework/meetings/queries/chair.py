"""Who may speak for the chair of a review."""

from datetime import date

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach
from lodestar.casework.allocation.queries import allocated_to, officers_stood_in_for
from lodestar.casework.meetings.models import Booking


def speaks_for_chair(person: User, booking: Booking, *, on: date) -> bool:
    """Return whether a person is the officer who chairs a review, the child's IRO now, covers for either, or is the
    IRO manager. A record opened in an emergency gives no such part.
    """
    if not person.may(Permission.CONCLUDE_REVIEW):
        return False
    if booking.officer_id == person.pk or person.reach is Reach.ALL:
        return True
    return (
        allocated_to(person, on=on).filter(child=booking.child_id).exists()
        or officers_stood_in_for(person, on=on).filter(absent=booking.officer_id).exists()
    )
