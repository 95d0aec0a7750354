"""What a piece of work is to the function that does it: `function(piece, say)`, returning where its result is.

A function is found by its kind, in the settings (`JOB_WORK`), so that rooms above and beside may bring their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string

from lodestar.access.models import User
from lodestar.exchange.jobs.states import JobKind

Clock = Callable[[], datetime]
# How far it is: so many done, of so many in all (0 where nobody knows), and in words what is being done now.
Say = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work in a worker's hands: who asked for it and what they gave; `clock` tells the moment."""

    number: int
    kind: JobKind
    asked_by: User
    given: Mapping[str, Any]
    clock: Clock


Work = Callable[[Piece, Say], str]


class NotDone(Exception):
    """The work was not done. The words say why and name nobody; `again`: a later try may succeed."""

    def __init__(self, words: str, *, again: bool = True) -> None:
        """Keep the words and whether to try again."""
        super().__init__(words)
        self.words = words
        self.again = again


def unforeseen(trouble: Exception) -> NotDone:
    """Return the words for what nobody foresaw: its kind alone, since its message may name somebody."""
    return NotDone(f"It failed in a way nobody foresaw ({type(trouble).__name__}).")


def work_of(kind: JobKind) -> Work:
    """Return the function that does a kind of work."""
    return cast(Work, import_string(settings.JOB_WORK[kind.value]))
