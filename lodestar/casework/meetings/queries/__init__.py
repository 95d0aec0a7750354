"""Asking: the review that is booked, when it is, and what came before it."""

from lodestar.casework.meetings.queries.booking import (
    booking_by_id,
    changes_of,
    last_sitting,
    open_booking,
    review_day,
    sittings_of,
    workers_of,
)

__all__ = [
    "booking_by_id",
    "changes_of",
    "last_sitting",
    "open_booking",
    "review_day",
    "sittings_of",
    "workers_of",
]
