"""The desk's pages."""

from lodestar.casework.desk.views.allocating import allocate_iro, restrict
from lodestar.casework.desk.views.around import record_adoption_decision, record_person, record_school
from lodestar.casework.desk.views.board import board
from lodestar.casework.desk.views.child import child, open_with_reason
from lodestar.casework.desk.views.children import children
from lodestar.casework.desk.views.preparation import preparation
from lodestar.casework.desk.views.rating import rating
from lodestar.casework.desk.views.recording import (
    correct_legal_status,
    correct_placement,
    record_end_of_care,
    record_legal_status,
    record_move,
    record_new_child,
    record_start_of_care,
)
from lodestar.casework.desk.views.requests import my_requests
from lodestar.casework.desk.views.review import review
from lodestar.casework.desk.views.today import today
from lodestar.casework.desk.views.work import my_work

__all__ = [
    "allocate_iro",
    "board",
    "child",
    "children",
    "correct_legal_status",
    "correct_placement",
    "my_requests",
    "my_work",
    "open_with_reason",
    "preparation",
    "rating",
    "record_adoption_decision",
    "record_end_of_care",
    "record_legal_status",
    "record_move",
    "record_new_child",
    "record_person",
    "record_school",
    "record_start_of_care",
    "restrict",
    "review",
    "today",
]
