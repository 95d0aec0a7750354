"""Doing: writing in the room, concluding, minuting, closing, signing."""

from lodestar.casework.records.actions.closing import close_review, sign_record
from lodestar.casework.records.actions.concluding import answer_quality, grade_plan, save_conclusion
from lodestar.casework.records.actions.minuting import add_addendum, ask_for_changes, hand_to_iro
from lodestar.casework.records.actions.room import (
    Conflict,
    add_agenda_item,
    answer_agenda_item,
    record_attendance,
    save_text,
)

__all__ = [
    "Conflict",
    "add_addendum",
    "add_agenda_item",
    "answer_agenda_item",
    "answer_quality",
    "ask_for_changes",
    "close_review",
    "grade_plan",
    "hand_to_iro",
    "record_attendance",
    "save_conclusion",
    "save_text",
    "sign_record",
]
