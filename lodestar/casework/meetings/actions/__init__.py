"""Doing: the one door for what happens to a review before it is held."""

from lodestar.casework.meetings.actions.booking import (
    approve_cancellation,
    book_review,
    cancel_booking,
    change_booking,
    move_sitting,
)
from lodestar.casework.meetings.actions.sittings import add_sitting, adjourn, mark_held, record_sitting_held

__all__ = [
    "add_sitting",
    "adjourn",
    "approve_cancellation",
    "book_review",
    "cancel_booking",
    "change_booking",
    "mark_held",
    "move_sitting",
    "record_sitting_held",
]
