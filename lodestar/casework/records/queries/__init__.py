"""Asking: what is written in a review's record, whose part in it is whose, and what closing it rests on."""

from lodestar.casework.records.queries.closing import Closing, closing_of, next_due_after
from lodestar.casework.records.queries.room import (
    Part,
    addenda_of,
    agenda_of,
    conclusion_of,
    grades_of,
    invitees_of,
    is_chair,
    minute_of,
    minute_state,
    part_of,
    quality_of,
    texts_before,
    texts_of,
)

__all__ = [
    "Closing",
    "Part",
    "addenda_of",
    "agenda_of",
    "closing_of",
    "conclusion_of",
    "grades_of",
    "invitees_of",
    "is_chair",
    "minute_of",
    "minute_state",
    "next_due_after",
    "part_of",
    "quality_of",
    "texts_before",
    "texts_of",
]
