"""Entering the room of a review: whose it is, whose part it is, and that somebody looked."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.meetings.presenters.frame import ReviewFrame, frame_of
from lodestar.casework.meetings.queries import last_sitting
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.records.queries import Part, minute_of, part_of
from lodestar.casework.records.states import MinuteState
from lodestar.casework.reviews.views.asking import Asking, asking


@dataclass(frozen=True, slots=True)
class Entered:
    """A person in the room of a review."""

    who: Asking
    booking: Any
    part: Part
    minute: Any
    around: ReviewFrame

    @property
    def state(self) -> MinuteState:
        """Return how far the record has come."""
        return MinuteState.DRAFT if self.minute is None else MinuteState(self.minute.state)


def entered(
    request: HttpRequest, pk: int, page: str, *, needed: Permission = Permission.MINUTE_REVIEW
) -> Entered:
    """Return the review that a person enters; that they looked is an event.

    Raises PermissionDenied, Http404 outside their reach, Masked where the record is restricted. Who may conclude
    reviews but leads not this one (opened in an emergency) may not conclude it.
    """
    who = asking(request, needed)
    booking = the_booking(who, pk)
    part = part_of(who.person, booking, on=who.today)
    if needed is Permission.CONCLUDE_REVIEW and part is not Part.LEADS:
        raise PermissionDenied("Only who leads this review can open this page.")
    if request.method != "POST":
        saw(
            EventKind.CHILD_VIEWED,
            by=who.person,
            at=who.at,
            child=booking.child,
            what={"page": f"review-{page}", "review": pk},
        )
    around = frame_of(booking, last_sitting(booking), "Room", who.person, who.today)
    return Entered(who, booking, part, minute_of(booking), around)
