"""What is written in the room (texts, agenda, answers, grades, conclusion, minute), and whose part is whose."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import Enum

from django.db.models import Q

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach, Role
from lodestar.casework.allocation.models import Cover
from lodestar.casework.allocation.queries import allocated_to, in_force
from lodestar.casework.decisions.models import Decision
from lodestar.casework.meetings.agenda import LOCAL, heading_words, headings, item_code
from lodestar.casework.meetings.models import Booking, Invitee, Paper
from lodestar.casework.meetings.states import InviteeRole, PaperKind
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
from lodestar.law.agenda import Heading
from lodestar.law.citation import Citation, Force

THE_CHILDS = Citation("The child's own point", "", Force.LOCAL_POLICY)


class Part(Enum):
    """Which part in a review's record is a person's: they lead it, they minute it, or it is none of theirs."""

    LEADS = "leads"
    MINUTES = "minutes"
    NONE = "none"


def part_of(person: User, booking: Booking, *, on: date) -> Part:
    """Return a person's part in the record of a review.

    It is led by the officer who chairs it, the child's IRO now, whoever covers for either, and the IRO manager. It is
    minuted by whoever else reaches all children for that work. A record opened in an emergency gives no part in it.
    """
    if is_chair(booking, person, on=on):
        return Part.LEADS
    if person.may(Permission.MINUTE_REVIEW) and person.role != Role.OFFICER:
        return Part.MINUTES
    return Part.NONE


def is_chair(booking: Booking, person: User, *, on: date) -> bool:
    """Return whether a person may speak as the chair of a review (see `part_of`)."""
    if not person.may(Permission.CONCLUDE_REVIEW):
        return False
    if booking.officer_id == person.pk or person.reach == Reach.ALL:
        return True
    return (
        allocated_to(person, on=on).filter(child=booking.child_id).exists()
        or Cover.objects.filter(in_force(on), covering=person, absent=booking.officer_id).exists()
    )


def leaders_of(booking: Booking, *, on: date) -> list[User]:
    """Return who is told that a record waits for its IRO: the one who chairs, and whoever covers for them."""
    covering = Cover.objects.filter(in_force(on), absent=booking.officer_id).values("covering")
    return list(User.objects.filter(Q(pk=booking.officer_id) | Q(pk__in=covering)).order_by("pk"))


def whole_agenda(items: Sequence[AgendaItem], used: Collection[str] = ()) -> tuple[Heading, ...]:
    """Return a review's agenda: the child's own points first, then every heading, then any others that were used."""
    agenda = (
        *(Heading(item_code(one.number), one.words, one.words, THE_CHILDS) for one in items),
        *headings(),
    )
    others = sorted(set(used) - {one.code for one in agenda})
    return (*agenda, *(Heading(code, heading_words(code), heading_words(code), LOCAL) for code in others))


def texts_of(booking: Booking) -> dict[tuple[str, str], RoomText]:
    """Return what stands in each box, by heading and box, with who saved it."""
    rows = RoomText.objects.filter(booking=booking).select_related("saved_by")
    return {(row.heading, row.box): row for row in rows}


def texts_before(booking: Booking, heading: str, box: str = "") -> list[RoomTextBefore]:
    """Return every text under a heading (or in one box of it) that was saved and then replaced, latest first."""
    rows = RoomTextBefore.objects.filter(room_text__booking=booking, room_text__heading=heading)
    if box:
        rows = rows.filter(room_text__box=box)
    return list(rows.select_related("room_text", "saved_by").order_by("-saved_at", "-pk"))


def agenda_of(booking: Booking) -> list[AgendaItem]:
    """Return the child's own points, in their order."""
    return list(AgendaItem.objects.filter(booking=booking).order_by("number"))


def quality_of(booking: Booking) -> dict[str, str]:
    """Return the answers to the quality questions that are given, by question."""
    return dict(QualityAnswer.objects.filter(booking=booking).values_list("question", "answer"))


def grades_of(booking: Booking) -> dict[str, PlanGrade]:
    """Return the grades of the care plan, by criterion."""
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


def invitees_of(booking: Booking) -> list[Invitee]:
    """Return everybody on a review's list in the order they were put on it, the child first."""
    rows = list(Invitee.objects.filter(booking=booking).select_related("paper").order_by("pk"))
    return sorted(rows, key=lambda row: row.role != InviteeRole.CHILD)


def decisions_under(booking: Booking) -> dict[str, list[Decision]]:
    """Return a review's decisions by the heading they answer ("" for those of none)."""
    found: dict[str, list[Decision]] = {}
    for row in Decision.objects.filter(booking=booking).select_related("owner").order_by("number"):
        found.setdefault(row.heading, []).append(row)
    return found


def report_days_ahead(booking: Booking) -> int | None:
    """Return how many working days before the meeting the social worker's report first came; None: not yet."""
    return (
        Paper.objects.filter(booking=booking, kind=PaperKind.REPORT, received_at__isnull=False)
        .order_by("received_at", "version")
        .values_list("days_ahead", flat=True)
        .first()
    )
