"""Doing: the only ways in which a child and their care are written."""

from lodestar.casework.children.actions.bringing_in import bring_in
from lodestar.casework.children.actions.care import change_legal_status, end_care, record_move, start_care
from lodestar.casework.children.actions.corrections import correct_row, remove_row
from lodestar.casework.children.actions.description import (
    add_child,
    describe_child,
    record_alias,
    record_disability,
    record_unaccompanied,
    restrict_child,
    unrestrict_child,
)
from lodestar.casework.children.actions.people import (
    end_adoption_decision,
    end_case_role,
    end_relationship,
    give_case_role,
    record_adoption_decision,
    record_relationship,
    record_school,
)

__all__ = [
    "add_child",
    "bring_in",
    "change_legal_status",
    "correct_row",
    "describe_child",
    "end_adoption_decision",
    "end_care",
    "end_case_role",
    "end_relationship",
    "give_case_role",
    "record_adoption_decision",
    "record_alias",
    "record_disability",
    "record_move",
    "record_relationship",
    "record_school",
    "record_unaccompanied",
    "remove_row",
    "restrict_child",
    "start_care",
    "unrestrict_child",
]
