"""Doing: the one door for what happens to a review before it is held."""

from lodestar.casework.meetings.actions.booking import (
    add_sitting,
    adjourn,
    approve_cancellation,
    book_review,
    cancel_booking,
    mark_held,
    move_sitting,
    record_sitting_held,
)

__all__ = [
    "add_sitting",
    "adjourn",
    "approve_cancellation",
    "book_review",
    "cancel_booking",
    "mark_held",
    "move_sitting",
    "record_sitting_held",
]
