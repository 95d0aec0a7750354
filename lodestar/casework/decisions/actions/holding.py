"""What every deed of the ledger does first: the review and the child, locked, as they are now."""

from lodestar.access.answers import NotAllowed, Refused
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child
from lodestar.casework.decisions.models import (
    Decision,
)
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.states import OPEN_STATES


def held(booking: Booking) -> tuple[Booking, Child]:
    """Return a booking as stored now and its child, locked, so that changes queue up."""
    child = pen.held_fast(booking.child)
    return Booking.objects.select_related("officer", "review", "child").get(pk=booking.pk), child


def still_open(booking: Booking) -> None:
    """Refuse to write decisions into a review that is over."""
    if booking.state not in OPEN_STATES:
        raise NotAllowed(Refused("This review is closed: its decisions were made and cannot be rewritten."))


def gone_or(decision: Decision) -> Decision:
    """Return the decision as stored now, or refuse where somebody struck it out meanwhile."""
    found = Decision.objects.filter(pk=decision.pk).first()
    if found is None:
        raise NotAllowed(Refused("Somebody else struck this decision out while the page was open."))
    return found
