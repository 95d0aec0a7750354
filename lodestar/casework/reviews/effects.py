"""What a form would do to a child's clock, found out by doing it and undoing it.

The deed is done through its own door, policies and followers included, in a transaction that is then rolled back. So
what the check page says is what saving will do, refusals included, and nothing is written to find out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from lodestar.casework.reviews.models import ReviewClock


@dataclass(frozen=True, slots=True)
class Effect:
    """A child's clock now, and as it would be."""

    before: ReviewClock | None
    after: ReviewClock | None


class _OnlyTried(Exception):
    """Ends a trial."""


def effect_of(act: Callable[[], Any], *, child_id: int | None) -> Effect:
    """Return what a deed would do to a child's clock; `act` returns the child's id where the deed makes the child.

    Raises whatever the deed raises (NotAllowed with its reasons).
    """
    before = clock_of(child_id)
    found: list[ReviewClock | None] = []
    try:
        with transaction.atomic():
            made = act()
            found.append(clock_of(child_id if child_id is not None else made))
            raise _OnlyTried
    except _OnlyTried:
        pass
    return Effect(before, found[0])


def tried(act: Callable[[], Any]) -> None:
    """Do a deed and undo it, to hear what it would be refused for. Raises whatever the deed raises."""
    try:
        with transaction.atomic():
            act()
            raise _OnlyTried
    except _OnlyTried:
        pass


def clock_of(child_id: int | None) -> ReviewClock | None:
    """Return a child's clock as it stands."""
    return ReviewClock.objects.filter(child=child_id).first() if child_id is not None else None
