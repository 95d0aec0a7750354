"""Everything a review holds when the IRO wants to close it."""

from datetime import date

from lodestar.access.models import User
from lodestar.casework.children.words import LONDON
from lodestar.casework.decisions.policies import may_be_closed
from lodestar.casework.decisions.queries import drafts_of, unverified_for
from lodestar.casework.meetings.models import Booking, ConsultationPaper, Invitee
from lodestar.casework.meetings.queries import sittings_of
from lodestar.casework.meetings.states import Attendance, InviteeRole, Shape, SittingState
from lodestar.casework.ratings.queries import rating_of
from lodestar.casework.records.policies.closing import Gathered
from lodestar.casework.records.queries.room import conclusion_of, is_chair, quality_of, texts_of
from lodestar.law.agenda import PERMANENCE_CODE
from lodestar.law.answers import Lawful, Unlawful
from lodestar.law.series import series_is_complete

THERE = {Attendance.PRESENT, Attendance.PART, Attendance.BY_VIDEO}


def gathered(booking: Booking, person: User, *, held_on: date, on: date) -> Gathered:
    """Return what a review holds, as its closing is judged by."""
    conclusion = conclusion_of(booking)
    texts = texts_of(booking)
    people = list(booking.invitees.all())
    child = next((one for one in people if one.role == InviteeRole.CHILD), None)
    return Gathered(
        booking_state=booking.state,
        is_chair=is_chair(booking, person, on=on),
        opened_on=booking.opened_on,
        reconvene_by=booking.reconvene_by,
        ordinal=booking.ordinal or 1,
        answered=tuple(quality_of(booking)),
        meets_needs=conclusion.meets_needs if conclusion else "",
        participation=conclusion.participation if conclusion else "",
        chaired=conclusion.chaired if conclusion else "",
        has_rating=rating_of(booking) is not None,
        has_permanence_words=any(
            row.text.strip() for (heading, _), row in texts.items() if heading == PERMANENCE_CODE
        ),
        child_attendance_known=bool(child and child.attendance)
        or bool(conclusion and conclusion.attended is not None),
        ledger=tuple(may_be_closed(unverified=unverified_for(booking), drafts=drafts_of(booking))),
        series=series_of(booking, people, held_on),
    )


def series_of(booking: Booking, people: list[Invitee], held_on: date) -> Lawful | Unlawful | None:
    """Return what the law says of a series of meetings; None for a review of one meeting."""
    if booking.shape != Shape.SERIES:
        return None
    held = tuple(
        one.starts_at.astimezone(LONDON).date()
        for one in sittings_of(booking)
        if one.state == SittingState.HELD
    )

    def heard(role: InviteeRole) -> bool:
        mine = [one for one in people if one.role == role]
        wrote = ConsultationPaper.objects.filter(invitee__in=mine).exists() if mine else False
        return wrote or any(one.attendance in THERE for one in mine)

    return series_is_complete(
        meetings_held_on=held,
        child_consulted=heard(InviteeRole.CHILD),
        social_worker_took_part=heard(InviteeRole.SOCIAL_WORKER),
        carer_took_part=heard(InviteeRole.CARER),
        concluded_on=held_on,
    )
