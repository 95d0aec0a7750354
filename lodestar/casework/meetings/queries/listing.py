"""The list of reviews: those to be booked, those booked, and those held for which something is owed.

One list over three kinds of line, put in order by the database, so that a page costs the same number of questions
whatever it holds. What later nouns keep of a review (decisions sent, minute, dispatches) is asked for by the names
those relations have on a booking: they are facts of the review, and no noun above is imported.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models import Subquery as One
from django.db.models.functions import Coalesce, TruncDate

from lodestar.access.models import User
from lodestar.access.roles import Reach
from lodestar.casework.allocation.queries import listed_for
from lodestar.casework.meetings.models import Booking, DateChange, Paper, Sitting
from lodestar.casework.meetings.states import OPEN_STATES, BookingState, ChangeKind, PaperKind, SittingState
from lodestar.casework.reviews.models import ReviewClock
from lodestar.law import review_steps
from lodestar.law.calendar import add_working_days

Rows = QuerySet[Any, Any]

PER_PAGE = 25
# A review is listed as to be booked while there is still time for the first of its steps.
TO_BOOK_DAYS = 42

STATES: Mapping[str, str] = {
    "to-book": "To book",
    "booked": "Booked",
    "this-week": "This week",
    "overdue": "Overdue",
    "papers-late": "Papers late",
    "decisions-to-send": "Decisions to send",
    "records-to-send": "Records to send",
    "held": "Held",
    "cancelled": "Cancelled",
}
COLUMNS = ("risk", "day", "child_key", "booking_key")


class Risk(IntEnum):
    """How a review stands by the law, the worst first."""

    OVERDUE = 0
    WILL_BE_LATE = 1
    NOT_CLOSED = 2
    OWED_LATE = 3
    TO_BOOK = 4
    PAPERS_LATE = 5
    BOOKED = 6
    OWED = 7
    DONE = 8
    CANCELLED = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked of the list, as its address says it."""

    state: str = ""
    officer: int | None = None


@dataclass(frozen=True, slots=True)
class ListReach:
    """Whose list it is and on which day; `child_ids` None where that is the whole service."""

    on: date
    child_ids: tuple[int, ...] | None

    def within(self, rows: Rows) -> Rows:
        """Return those rows whose child the person may list."""
        return rows if self.child_ids is None else rows.filter(child__in=self.child_ids)


@dataclass(frozen=True, slots=True)
class Key:
    """One line before it is filled in."""

    risk: Risk
    day: date | None
    child_id: int
    booking_id: int | None


@dataclass(frozen=True, slots=True)
class BookingLine:
    """What the list says of a booking."""

    pk: int
    state: str
    officer: str
    due_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    held_on: date | None
    has_report: bool
    are_decisions_sent: bool
    is_distributed: bool
    waits_for_approval: bool


def reach_of(person: User, *, on: date) -> ListReach:
    """Return how far a person's list reaches on a day; asked once."""
    if person.reach is Reach.ALL:
        return ListReach(on, None)
    return ListReach(on, tuple(listed_for(person, on=on).values_list("pk", flat=True)))


def keys_of(reach: ListReach, wanted: Wanted) -> Rows:
    """Return the lines that fit what was asked, worst first: (risk, day, child, booking or None)."""
    parts = [part(reach, wanted) for part in PARTS.get(wanted.state, EVERYTHING)]
    rows = [part.values_list(*COLUMNS) for part in parts]
    whole = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    backwards = wanted.state in ("held", "cancelled")
    return whole.order_by("risk", "-day" if backwards else "day", "child_key")


def key_of(row: tuple[Any, ...]) -> Key:
    """Return one row of `keys_of` as a line."""
    return Key(Risk(row[0]), row[1], row[2], row[3])


def to_book(reach: ListReach, wanted: Wanted) -> Rows:
    """Children looked after whose review is due within six weeks, or overdue, with none booked."""
    is_booked = Booking.objects.filter(child=OuterRef("pk"), state__in=OPEN_STATES)
    rows = ReviewClock.objects.filter(~Exists(is_booked), is_looked_after=True)
    rows = rows.filter(next_due_on__lte=reach.on + timedelta(days=TO_BOOK_DAYS))
    if wanted.state == "overdue":
        rows = rows.filter(next_due_on__lt=reach.on)
    if wanted.officer:
        rows = rows.filter(iro=wanted.officer)
    overdue = When(next_due_on__lt=reach.on, then=Value(int(Risk.OVERDUE)))
    found: Rows = reach.within(rows).annotate(
        risk=Case(overdue, default=Value(int(Risk.TO_BOOK)), output_field=IntegerField()),
        day=F("next_due_on"),
        child_key=F("child_id"),
        booking_key=Value(None, output_field=BigIntegerField()),
    )
    return found


def booked(reach: ListReach, wanted: Wanted) -> Rows:
    """Reviews that are booked or adjourned."""
    planned = Sitting.objects.filter(booking=OuterRef("pk"), state=SittingState.PLANNED)
    report = Paper.objects.filter(booking=OuterRef("pk"), kind=PaperKind.REPORT, received_at__isnull=False)
    rows = reach.within(Booking.objects.filter(state__in=OPEN_STATES)).annotate(
        starts=TruncDate(One(planned.order_by("starts_at").values("starts_at")[:1])),
        ends=TruncDate(One(planned.order_by("-starts_at").values("starts_at")[:1])),
        law=Coalesce("child__clock__next_due_on", "due_on"),
        has_report=Exists(report),
    )
    if wanted.officer:
        rows = rows.filter(officer=wanted.officer)
    papers_late = Q(has_report=False, starts__lt=add_working_days(reach.on, settings.SW_REPORT_LEAD))
    monday = reach.on - timedelta(days=reach.on.weekday())
    match wanted.state:
        case "this-week":
            rows = rows.filter(starts__gte=monday, starts__lt=monday + timedelta(days=7))
        case "overdue":
            rows = rows.filter(law__lt=reach.on)
        case "papers-late":
            rows = rows.filter(papers_late)
    risk = Case(
        When(law__lt=reach.on, then=Value(int(Risk.OVERDUE))),
        When(ends__gt=F("law"), then=Value(int(Risk.WILL_BE_LATE))),
        When(starts__lt=reach.on, then=Value(int(Risk.NOT_CLOSED))),
        When(papers_late, then=Value(int(Risk.PAPERS_LATE))),
        default=Value(int(Risk.BOOKED)),
        output_field=IntegerField(),
    )
    found: Rows = rows.annotate(risk=risk, day=F("law"), child_key=F("child_id"), booking_key=F("pk"))
    return found


def owed(reach: ListReach, wanted: Wanted) -> Rows:
    """Reviews held whose decisions have not gone out, or whose record nobody has been sent."""
    rows = held(reach, wanted)
    no_decisions, no_record = Q(decisions_sent__isnull=True), Q(dispatches__isnull=True)
    match wanted.state:
        case "decisions-to-send":
            rows = rows.filter(no_decisions)
        case "records-to-send":
            rows = rows.filter(no_record)
        case _:
            rows = rows.filter(no_decisions | no_record)
    late = (
        no_decisions & Q(review__held_on__lt=add_working_days(reach.on, -review_steps.DECISIONS_AFTER))
    ) | (no_record & Q(review__held_on__lt=add_working_days(reach.on, -review_steps.DISTRIBUTED_AFTER)))
    is_late = When(late, then=Value(int(Risk.OWED_LATE)))
    found: Rows = rows.annotate(
        risk=Case(is_late, default=Value(int(Risk.OWED)), output_field=IntegerField()),
        day=F("review__held_on"),
        child_key=F("child_id"),
        booking_key=F("pk"),
    )
    return found


def held(reach: ListReach, wanted: Wanted) -> Rows:
    """Reviews that were booked and held."""
    rows = reach.within(Booking.objects.filter(state=BookingState.HELD))
    return rows.filter(officer=wanted.officer) if wanted.officer else rows


def all_held(reach: ListReach, wanted: Wanted) -> Rows:
    """Reviews that were held, whatever is owed for them."""
    found: Rows = held(reach, wanted).annotate(
        risk=Value(int(Risk.DONE), output_field=IntegerField()),
        day=F("review__held_on"),
        child_key=F("child_id"),
        booking_key=F("pk"),
    )
    return found


def cancelled(reach: ListReach, wanted: Wanted) -> Rows:
    """Reviews that were booked and cancelled."""
    rows = reach.within(Booking.objects.filter(state=BookingState.CANCELLED))
    found: Rows = (rows.filter(officer=wanted.officer) if wanted.officer else rows).annotate(
        risk=Value(int(Risk.CANCELLED), output_field=IntegerField()),
        day=TruncDate("booked_at"),
        child_key=F("child_id"),
        booking_key=F("pk"),
    )
    return found


Part = Callable[[ListReach, Wanted], Rows]
EVERYTHING: tuple[Part, ...] = (to_book, booked, owed)
PARTS: Mapping[str, tuple[Part, ...]] = {
    "to-book": (to_book,),
    "booked": (booked,),
    "this-week": (booked,),
    "overdue": (to_book, booked),
    "papers-late": (booked,),
    "decisions-to-send": (owed,),
    "records-to-send": (owed,),
    "held": (all_held,),
    "cancelled": (cancelled,),
}


def bookings_shown(ids: Collection[int]) -> dict[int, BookingLine]:
    """Return what the list says of these bookings, by id; one question."""
    planned = Sitting.objects.filter(booking=OuterRef("pk"), state=SittingState.PLANNED)
    report = Paper.objects.filter(booking=OuterRef("pk"), kind=PaperKind.REPORT, received_at__isnull=False)
    rows = Booking.objects.filter(pk__in=ids).annotate(
        starts=One(planned.order_by("starts_at").values("starts_at")[:1]),
        ends=One(planned.order_by("-starts_at").values("starts_at")[:1]),
        has_report=Exists(report),
        waits=Exists(
            DateChange.objects.filter(
                booking=OuterRef("pk"), kind=ChangeKind.CANCELLED, approved_at__isnull=True
            )
        ),
        is_distributed=Exists(Booking.objects.filter(pk=OuterRef("pk"), dispatches__isnull=False)),
    )
    found = rows.values_list(
        "pk",
        "state",
        "officer__name",
        "due_on",
        "starts",
        "ends",
        "review__held_on",
        "has_report",
        "decisions_sent__pk",
        "is_distributed",
        "waits",
    )
    return (
        {
            row[0]: BookingLine(
                *row[:8],
                are_decisions_sent=row[8] is not None,
                is_distributed=row[9],
                waits_for_approval=row[10],
            )
            for row in found
        }
        if ids
        else {}
    )


@dataclass(frozen=True, slots=True)
class ChildLine:
    """What the list says of a child: nothing that tells who a masked one is."""

    name: str
    identifier: str
    officer: str
    due_on: date | None
    because: str


def children_shown(ids: Collection[int]) -> dict[int, ChildLine]:
    """Return what the list says of these children, by id; one question. The caller masks."""
    rows = ReviewClock.objects.filter(child__in=ids).values_list(
        "child_id",
        "child__first_name",
        "child__last_name",
        "child__preferred_name",
        "child__identifier",
        "iro__name",
        "next_due_on",
        "next_because",
    )
    return (
        {
            pk: ChildLine(
                f"{preferred or first} {last}".strip() or f"Child {identifier}",
                identifier,
                officer or "",
                due_on,
                because,
            )
            for pk, first, last, preferred, identifier, officer, due_on, because in rows
        }
        if ids
        else {}
    )
