"""Doing: the one door for what happens to a review before it is held."""

from lodestar.casework.meetings.actions.booking import (
    approve_cancellation,
    book_review,
    cancel_booking,
    change_booking,
    move_sitting,
)
from lodestar.casework.meetings.actions.inviting import (
    add_invitee,
    change_invitee,
    chase,
    propose_invitees,
    send_invitations,
    take_paper,
    take_reply,
)
from lodestar.casework.meetings.actions.papers import (
    ask_for_papers,
    judge_paper,
    receive_paper,
    save_report,
    set_remedy,
    submit_report,
    tell_of_late_papers,
)
from lodestar.casework.meetings.actions.preparing import record_child_seen, record_wishes, say_step
from lodestar.casework.meetings.actions.sittings import add_sitting, adjourn, mark_held, record_sitting_held

__all__ = [
    "add_invitee",
    "add_sitting",
    "adjourn",
    "approve_cancellation",
    "ask_for_papers",
    "book_review",
    "cancel_booking",
    "change_booking",
    "change_invitee",
    "chase",
    "judge_paper",
    "mark_held",
    "move_sitting",
    "propose_invitees",
    "receive_paper",
    "record_child_seen",
    "record_sitting_held",
    "record_wishes",
    "save_report",
    "say_step",
    "send_invitations",
    "set_remedy",
    "submit_report",
    "take_paper",
    "take_reply",
    "tell_of_late_papers",
]
