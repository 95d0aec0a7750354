"""Pages about the quality of the record and the national return."""

from lodestar.exchange.ssda903.views.held import accept_held_row, held_row, held_rows
from lodestar.exchange.ssda903.views.quality import record_quality, register_check
from lodestar.exchange.ssda903.views.returns import return_import, return_refused, return_trial, the_return

__all__ = [
    "accept_held_row",
    "held_row",
    "held_rows",
    "record_quality",
    "register_check",
    "return_import",
    "return_refused",
    "return_trial",
    "the_return",
]
