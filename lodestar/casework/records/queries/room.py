"""What is written in the room: texts by heading and box, agenda, answers, grades, conclusion, minute."""

from datetime import date

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach
from lodestar.casework.allocation.queries import officers_stood_in_for
from lodestar.casework.meetings.models import Booking
from lodestar.casework.records.models import (
    Addendum,
    AgendaItem,
    Conclusion,
    Minute,
    PlanGrade,
    QualityAnswer,
    RoomText,
    RoomTextBefore,
)
from lodestar.casework.records.states import MinuteState
from lodestar.law.ages import age_on


def texts_of(booking: Booking) -> dict[tuple[str, str], RoomText]:
    """Return what stands in each box, by heading and box."""
    rows = RoomText.objects.filter(booking=booking).select_related("saved_by")
    return {(row.heading, row.box): row for row in rows}


def text_in(booking: Booking, heading: str, box: str) -> RoomText | None:
    """Return what stands in one box, or None."""
    return (
        RoomText.objects.filter(booking=booking, heading=heading, box=box).select_related("saved_by").first()
    )


def texts_before(booking: Booking, heading: str, box: str) -> list[RoomTextBefore]:
    """Return what stood in a box before, latest first."""
    rows = RoomTextBefore.objects.filter(
        room_text__booking=booking, room_text__heading=heading, room_text__box=box
    )
    return list(rows.select_related("saved_by").order_by("-version"))


def agenda_of(booking: Booking) -> list[AgendaItem]:
    """Return the child's own items, in their order."""
    return list(AgendaItem.objects.filter(booking=booking).order_by("number"))


def quality_of(booking: Booking) -> dict[str, str]:
    """Return the answers to the quality questions that are given."""
    return dict(QualityAnswer.objects.filter(booking=booking).values_list("question", "answer"))


def grades_of(booking: Booking) -> dict[str, PlanGrade]:
    """Return the grades of the care plan by criterion."""
    return {row.criterion: row for row in PlanGrade.objects.filter(booking=booking)}


def conclusion_of(booking: Booking) -> Conclusion | None:
    """Return the conclusion as far as it is written, or None."""
    return Conclusion.objects.filter(booking=booking).select_related("saved_by").first()


def minute_of(booking: Booking) -> Minute | None:
    """Return where the record is, or None while nothing was written."""
    return Minute.objects.filter(booking=booking).select_related("changed_by", "signed_by").first()


def minute_state(booking: Booking) -> MinuteState:
    """Return where the record is; a draft while nothing was written."""
    minute = minute_of(booking)
    return MinuteState.DRAFT if minute is None else MinuteState(minute.state)


def addenda_of(booking: Booking) -> list[Addendum]:
    """Return what was added to a signed record, in order."""
    return list(
        Addendum.objects.filter(booking=booking).select_related("added_by").order_by("added_at", "pk")
    )


def is_chair(booking: Booking, person: User, *, on: date) -> bool:
    """Return whether a person may speak as the chair: the officer, who covers for them, or the IRO manager."""
    if not person.may(Permission.CONCLUDE_REVIEW):
        return False
    if booking.officer_id == person.pk or person.reach == Reach.ALL:
        return True
    return officers_stood_in_for(person, on=on).filter(absent=booking.officer_id).exists()


def was_under_4(booking: Booking, day: date) -> bool:
    """Return whether the child is under 4 on a day."""
    return age_on(booking.child.born_on, day) < 4
