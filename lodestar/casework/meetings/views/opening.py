"""Opening a review: the booking, where its child's record is open to the person."""

from typing import Any

from django.http import Http404

from lodestar.casework.meetings.queries import booking_by_id
from lodestar.casework.reviews.views.asking import Asking, the_child


def the_booking(who: Asking, pk: int) -> Any:
    """Return a booking whose child's record is open to the person.

    Outside their reach there is no such page (404); a restricted record raises Masked with the child's id.
    """
    booking = booking_by_id(pk)
    if booking is None:
        raise Http404
    the_child(who, booking.child_id)
    return booking
