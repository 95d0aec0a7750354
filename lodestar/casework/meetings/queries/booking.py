"""The review that is booked for a child, its meetings, and its day."""

from datetime import date

from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.models import Booking, Sitting
from lodestar.casework.meetings.states import OPEN_STATES, SittingState


def open_booking(child_id: int) -> Booking | None:
    """Return the review that is booked or adjourned for a child, or None."""
    return Booking.objects.select_related("officer").filter(child=child_id, state__in=OPEN_STATES).first()


def booking_by_id(pk: int) -> Booking | None:
    """Return a booking with its child, the child's clock and its officer, or None."""
    return (
        Booking.objects.select_related(
            "child__clock__iro", "child__clock__social_worker", "officer", "review"
        )
        .filter(pk=pk)
        .first()
    )


def last_sitting(booking: Booking) -> Sitting | None:
    """Return the next meeting that is planned, or else the last one that was held; None where there is neither."""
    sittings = sorted(booking.sittings.all(), key=lambda one: one.starts_at)
    planned = [one for one in sittings if one.state == SittingState.PLANNED]
    held = [one for one in sittings if one.state == SittingState.HELD]
    return planned[0] if planned else held[-1] if held else None


def review_day(booking: Booking) -> date | None:
    """Return the day of a review: when it was held, else when its next meeting is; None where none is planned."""
    if booking.review is not None:
        return booking.review.held_on
    sitting = last_sitting(booking)
    return None if sitting is None else sitting.starts_at.astimezone(LONDON).date()
