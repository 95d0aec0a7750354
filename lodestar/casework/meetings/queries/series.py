"""Whether the meetings of a series amount to a review: who was heard in them, and on which days they were held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.models import Booking, ChildSeen, Invitee, Sitting
from lodestar.casework.meetings.states import Attendance, InviteeRole, SittingState
from lodestar.law.answers import Lawful, Unlawful
from lodestar.law.series import series_is_complete

THERE = (Attendance.PRESENT, Attendance.PART, Attendance.BY_VIDEO)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who was heard in a review: there in person or by video, or on paper; the child also in talking with the IRO."""

    child: bool
    social_worker: bool
    carer: bool


def heard_in(booking: Booking) -> Heard:
    """Return who was heard in a review; two questions."""
    roles = set(
        Invitee.objects.filter(Q(attendance__in=THERE) | Q(paper__isnull=False), booking=booking).values_list(
            "role", flat=True
        )
    )
    seen = ChildSeen.objects.filter(booking=booking).exists()
    return Heard(
        child=seen or InviteeRole.CHILD in roles,
        social_worker=InviteeRole.SOCIAL_WORKER in roles,
        carer=InviteeRole.CARER in roles,
    )


def days_held(sittings: Sequence[Sitting], *, until: date | None = None) -> tuple[date, ...]:
    """Return the days on which meetings were held; with `until`, those planned by that day count as held."""
    days = ((one.state, one.starts_at.astimezone(LONDON).date()) for one in sittings)
    return tuple(
        sorted(
            day
            for state, day in days
            if state == SittingState.HELD
            or (until is not None and state == SittingState.PLANNED and day <= until)
        )
    )


def series_stands(booking: Booking, *, concluded_on: date | None) -> Lawful | Unlawful:
    """Return whether a series is a review once it is concluded on a day, and if not what is wanting (R3.36)."""
    heard = heard_in(booking)
    return series_is_complete(
        meetings_held_on=days_held(list(booking.sittings.all()), until=concluded_on),
        child_consulted=heard.child,
        social_worker_took_part=heard.social_worker,
        carer_took_part=heard.carer,
        concluded_on=concluded_on,
    )
