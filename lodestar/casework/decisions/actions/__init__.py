"""Doing: writing decisions, making them, sending them, answering, updating and verifying them.

What was made is rewritten by nobody: each step adds its own row (2-law 4.3; R4.7, R4.8, R4.20).
"""

from lodestar.casework.decisions.actions.answering import (
    answer_decision,
    deem_agreed,
    send_decisions,
    update_decision,
)
from lodestar.casework.decisions.actions.verifying import verify_decision
from lodestar.casework.decisions.actions.writing import (
    ChangedMeanwhile,
    change_decision,
    make_decisions,
    strike_decision,
    write_decision,
)

__all__ = [
    "ChangedMeanwhile",
    "answer_decision",
    "change_decision",
    "deem_agreed",
    "make_decisions",
    "send_decisions",
    "strike_decision",
    "update_decision",
    "verify_decision",
    "write_decision",
]
