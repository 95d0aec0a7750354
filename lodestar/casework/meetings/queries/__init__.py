"""Asking: the review that is booked, when it is, and what came before it."""

from lodestar.casework.meetings.queries.booking import booking_by_id, last_sitting, open_booking, review_day

__all__ = ["booking_by_id", "last_sitting", "open_booking", "review_day"]
