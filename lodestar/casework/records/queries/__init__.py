"""Asking: what is written in a review's record, and how far it has come."""

from lodestar.casework.records.queries.room import (
    agenda_of,
    conclusion_of,
    grades_of,
    is_chair,
    minute_of,
    minute_state,
    quality_of,
    texts_before,
    texts_of,
    was_under_4,
)

__all__ = [
    "agenda_of",
    "conclusion_of",
    "grades_of",
    "is_chair",
    "minute_of",
    "minute_state",
    "quality_of",
    "texts_before",
    "texts_of",
    "was_under_4",
]
