"""What every deed of the record does first: the review and the child locked, and the minute begun."""

from datetime import datetime

from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking
from lodestar.casework.records.models import Minute
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.queries.room import is_chair, minute_of


def held(booking: Booking) -> tuple[Booking, Child]:
    """Return a booking as stored now and its child, locked, so that changes queue up."""
    child = pen.held_fast(booking.child)
    return Booking.objects.select_related("officer", "review", "child").get(pk=booking.pk), child


def begun(booking: Booking, *, by: User, at: datetime) -> Minute:
    """Return where the record is; begun as a draft with the first thing written."""
    minute = minute_of(booking)
    if minute is None:
        minute = Minute.objects.create(booking=booking, changed_at=at, changed_by=by)
    return minute


def writable(booking: Booking, *, by: User, at: datetime) -> tuple[Booking, Child]:
    """Return the booking and its child where this person may write in the record now; else raise NotAllowed."""
    booking, child = held(booking)
    minute = begun(booking, by=by, at=at)
    pen.require_none(
        refusals(
            [
                policies.may_be_written(
                    booking_state=booking.state,
                    minute_state=minute.state,
                    is_chair=is_chair(booking, by, on=pen.day_of(at)),
                )
            ]
        )
    )
    return booking, child


def concluding(booking: Booking, *, by: User, at: datetime) -> tuple[Booking, Child]:
    """Return the booking and its child where this person may conclude the review now; else raise NotAllowed."""
    booking, child = writable(booking, by=by, at=at)
    pen.require_none(
        refusals([policies.concluding_is_theirs(is_chair=is_chair(booking, by, on=pen.day_of(at)))])
    )
    return booking, child
