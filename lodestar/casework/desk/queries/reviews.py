"""The list of reviews: to book, booked, held, and what each still owes; two questions for a page of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from lodestar.access.models import User
from lodestar.casework.decisions.models import DecisionsSent
from lodestar.casework.desk.queries.work import Scope, day_of, scope_of
from lodestar.casework.meetings.models import Booking, Paper
from lodestar.casework.meetings.states import OPEN_STATES, BookingState, PaperKind, SittingState
from lodestar.casework.records.models import Minute
from lodestar.casework.records.states import MinuteState
from lodestar.casework.reviews.models import ReviewClock
from lodestar.law.calendar import add_working_days

AHEAD_DAYS = 42


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks of the list."""

    show: str = "booked"
    officer: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review that is booked or was held, or (without a number) one that is to be booked."""

    child_id: int
    booking_id: int | None
    day: date | None
    due_on: date | None
    state: str
    starts_at: datetime | None
    officer: str
    rating: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the list, and how many there are in all."""

    lines: tuple[ReviewLine, ...]
    total: int


COLUMNS = ("child", "pk", "day", "due_on", "state", "starts", "officer__name", "rating__colour")


def bookings(scope: Scope, wanted: Wanted) -> QuerySet[Any, Any]:
    """Return the bookings a person may see, each with its next meeting and the day it was held."""
    rows = Booking.objects.annotate(
        starts=Min("sittings__starts_at", filter=Q(sittings__state=SittingState.PLANNED)),
        day=F("review__held_on"),
    )
    if wanted.officer is not None:
        rows = rows.filter(officer=wanted.officer)
    return scope.children(rows)


def is_open(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Reviews that are booked or adjourned, next meeting first."""
    return rows.filter(state__in=OPEN_STATES).order_by("starts", "pk")


def this_week(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Reviews with a meeting from today until Sunday."""
    until = on + timedelta(days=7 - on.weekday())
    return is_open(rows, on).filter(starts__date__gte=on, starts__date__lt=until)


def late(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Booked reviews that will be, or already are, after their due date."""
    return is_open(rows, on).filter(Q(due_on__lt=on) | Q(starts__date__gt=F("due_on")))


def papers_late(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Booked reviews whose report has not come and is past its day."""
    came = Paper.objects.filter(booking=OuterRef("pk"), kind=PaperKind.REPORT, received_at__isnull=False)
    horizon = add_working_days(on, settings.SW_REPORT_LEAD)
    return is_open(rows, on).filter(~Exists(came), starts__date__lt=horizon)


def to_send(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Reviews held whose decisions have not gone out."""
    sent = DecisionsSent.objects.filter(booking=OuterRef("pk"))
    return rows.filter(~Exists(sent), state=BookingState.HELD).order_by("day", "pk")


def to_sign(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Reviews held whose record is not signed."""
    signed = Minute.objects.filter(booking=OuterRef("pk"), state=MinuteState.SIGNED)
    return rows.filter(~Exists(signed), state=BookingState.HELD).order_by("day", "pk")


def held(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Reviews held, latest first."""
    return rows.filter(state=BookingState.HELD).order_by("-day", "pk")


def cancelled(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Cancelled reviews, latest first."""
    return rows.filter(state=BookingState.CANCELLED).order_by("-booked_at", "pk")


Narrowing = Callable[[QuerySet[Any, Any], date], QuerySet[Any, Any]]
SHOWN: dict[str, tuple[str, Narrowing | None]] = {
    "to-book": ("To book", None),
    "booked": ("Booked", is_open),
    "this-week": ("This week", this_week),
    "late": ("After their due date", late),
    "papers-late": ("Report late", papers_late),
    "to-send": ("Decisions to send", to_send),
    "to-sign": ("Records to sign", to_sign),
    "held": ("Held", held),
    "cancelled": ("Cancelled", cancelled),
}


def reviews_of(person: User, wanted: Wanted, *, on: date, first: int, most: int) -> Found:
    """Return one page of the list for a person on a day."""
    scope = scope_of(person, on=on)
    narrowing = SHOWN[wanted.show][1]
    if narrowing is None:
        return to_book(scope, wanted, first=first, most=most)
    rows = narrowing(bookings(scope, wanted), on)
    lines = [
        ReviewLine(
            child_id=child,
            booking_id=pk,
            day=day or (day_of(starts) if starts else None),
            due_on=due_on,
            state=state,
            starts_at=starts,
            officer=officer,
            rating=colour or "",
        )
        for child, pk, day, due_on, state, starts, officer, colour in rows.values_list(*COLUMNS)[
            first : first + most
        ]
    ]
    return Found(tuple(lines), rows.count())


def to_book(scope: Scope, wanted: Wanted, *, first: int, most: int) -> Found:
    """Return the children due a review within six weeks, or overdue, with none booked; by legal risk."""
    booked = Booking.objects.filter(child=OuterRef("pk"), state__in=OPEN_STATES)
    until = scope.on + timedelta(days=AHEAD_DAYS)
    rows = scope.children(
        ReviewClock.objects.filter(is_looked_after=True, next_due_on__lte=until).filter(~Exists(booked))
    )
    if wanted.officer is not None:
        rows = rows.filter(iro=wanted.officer)
    page = rows.order_by("next_due_on", "-next_force", "pk").values_list("pk", "next_due_on", "iro__name")
    lines = [
        ReviewLine(pk, None, None, due_on, "", None, officer or "No IRO", "")
        for pk, due_on, officer in page[first : first + most]
    ]
    return Found(tuple(lines), rows.count())
