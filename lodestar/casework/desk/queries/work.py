"""What waits for a person around reviews: each kind of thing one question, whatever the number of children."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach, Role
from lodestar.casework.allocation.queries import listed_for
from lodestar.casework.children.words import LONDON
from lodestar.casework.decisions.models import Decision, DecisionsSent
from lodestar.casework.decisions.states import DecisionState, ManagersWord
from lodestar.casework.meetings.models import Booking, ChildSeen, DateChange, Invitee, Paper
from lodestar.casework.meetings.states import OPEN_STATES, BookingState, ChangeKind, PaperKind, SittingState
from lodestar.casework.ratings.models import Rating, RatingNotice
from lodestar.casework.ratings.states import NoticeRole
from lodestar.casework.records.models import Dispatch, Minute
from lodestar.casework.records.states import MinuteState
from lodestar.casework.reviews.models import ReviewClock
from lodestar.law import review_steps
from lodestar.law.calendar import add_working_days

AHEAD_DAYS = 28
P = Permission


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: of which kind, about which child, by when, and where it is done."""

    kind: str
    child_id: int
    due_on: date
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the list: its rows in order of their day, and how a row becomes something that waits."""

    rows: QuerySet[Any, Any]
    turn: Callable[[Any], Waiting]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose list it is, on which day, and the children they may list; None where that is the whole service.

    Found once and not by each question: a dozen that each work out the reach take longer than the page.
    """

    person: User
    on: date
    child_ids: tuple[int, ...] | None

    def children(self, queryset: QuerySet[Any, Any], path: str = "child") -> QuerySet[Any, Any]:
        """Return those rows whose child the person may list."""
        return queryset if self.child_ids is None else queryset.filter(**{f"{path}__in": self.child_ids})


def scope_of(person: User, *, on: date) -> Scope:
    """Return how far a person's list reaches on a day."""
    if person.reach == Reach.ALL:
        return Scope(person, on, None)
    return Scope(person, on, tuple(listed_for(person, on=on).values_list("pk", flat=True)))


def day_of(moment: datetime) -> date:
    """Return the London day of a moment."""
    return moment.astimezone(LONDON).date()


def open_bookings(scope: Scope) -> QuerySet[Any, Any]:
    """Return the person's reviews that are booked or adjourned, each with its next meeting as `starts`."""
    planned = Q(sittings__state=SittingState.PLANNED)
    rows = Booking.objects.filter(state__in=OPEN_STATES).annotate(
        starts=Min("sittings__starts_at", filter=planned), last=Max("sittings__starts_at")
    )
    return scope.children(rows)


def held_bookings(scope: Scope) -> QuerySet[Any, Any]:
    """Return the person's reviews that were held, each with its day as `held`."""
    return scope.children(Booking.objects.filter(state=BookingState.HELD).annotate(held=F("review__held_on")))


def to_book(scope: Scope) -> Asked:
    """Reviews due in the next four weeks, or overdue, with none booked."""
    booked = Booking.objects.filter(child=OuterRef("pk"), state__in=OPEN_STATES)
    until = scope.on + timedelta(days=AHEAD_DAYS)
    clocks = ReviewClock.objects.filter(is_looked_after=True, next_due_on__lte=until).filter(~Exists(booked))
    rows = scope.children(clocks).order_by("next_due_on", "pk").values_list("pk", "next_due_on")
    return Asked(rows, lambda r: Waiting("book", r[0], r[1], f"/children/{r[0]}/reviews/book/"))


def to_approve(scope: Scope) -> Asked:
    """Cancelled reviews that no manager has approved (R3.38)."""
    rows = DateChange.objects.filter(kind=ChangeKind.CANCELLED, approved_at__isnull=True)
    said = (
        scope.children(rows, "booking__child")
        .order_by("recorded_at", "pk")
        .values_list("booking__child", "recorded_at", "booking")
    )
    return Asked(said, lambda r: Waiting("approve", r[0], day_of(r[1]), f"/reviews/{r[2]}/approve/"))


def to_invite(scope: Scope) -> Asked:
    """Booked reviews to which nobody has been invited, whose invitations are due within four weeks (R4.3)."""
    invited = Invitee.objects.filter(booking=OuterRef("pk"), invited_at__isnull=False)
    horizon = add_working_days(
        scope.on + timedelta(days=AHEAD_DAYS), settings.INVITATIONS_WORKING_DAYS
    ) + timedelta(days=1)
    rows = open_bookings(scope).filter(~Exists(invited), starts__isnull=False, starts__date__lt=horizon)
    said = rows.order_by("starts", "pk").values_list("child", "starts", "pk")

    def turn(r: Any) -> Waiting:
        due = review_steps.invitations_by(
            review_on=day_of(r[1]), working_days=settings.INVITATIONS_WORKING_DAYS
        )
        return Waiting("invite", r[0], due.due_on, f"/reviews/{r[2]}/invitations/")

    return Asked(said, turn)


def reports(scope: Scope, kind: str, page: str, *, late_only: bool) -> Asked:
    """Booked reviews whose social worker's report has not come (R4.4)."""
    came = Paper.objects.filter(booking=OuterRef("pk"), kind=PaperKind.REPORT, received_at__isnull=False)
    rows = open_bookings(scope).filter(~Exists(came), starts__isnull=False)
    # Late is past the limit: the meeting is less than so many working days away.
    horizon = (
        add_working_days(scope.on, settings.SW_REPORT_LEAD)
        if late_only
        else scope.on + timedelta(days=AHEAD_DAYS)
    )
    rows = rows.filter(starts__date__lt=horizon)
    said = rows.order_by("starts", "pk").values_list("child", "starts", "pk")

    def turn(r: Any) -> Waiting:
        due = review_steps.papers_by(review_on=day_of(r[1]), working_days=settings.SW_REPORT_LEAD)
        return Waiting(kind, r[0], due.due_on, f"/reviews/{r[2]}/{page}/")

    return Asked(said, turn)


def to_see(scope: Scope) -> Asked:
    """Booked reviews in the next four weeks before which the IRO has not spoken with the child (reg 36)."""
    seen = ChildSeen.objects.filter(booking=OuterRef("pk"))
    horizon = scope.on + timedelta(days=AHEAD_DAYS)
    rows = open_bookings(scope).filter(~Exists(seen), starts__isnull=False, starts__date__lte=horizon)
    said = rows.order_by("starts", "pk").values_list("child", "starts", "pk")
    return Asked(said, lambda r: Waiting("see", r[0], day_of(r[1]), f"/reviews/{r[2]}/seen/"))


def to_close(scope: Scope) -> Asked:
    """Reviews whose day has come and which the IRO has not closed."""
    rows = open_bookings(scope).filter(last__date__lte=scope.on, starts__date__lte=scope.on)
    said = rows.order_by("last", "pk").values_list("child", "last", "pk")
    return Asked(said, lambda r: Waiting("close", r[0], day_of(r[1]), f"/reviews/{r[2]}/close/"))


def to_send(scope: Scope) -> Asked:
    """Reviews held whose decisions have not gone out (R4.7)."""
    sent = DecisionsSent.objects.filter(booking=OuterRef("pk"))
    rows = held_bookings(scope).filter(~Exists(sent)).order_by("held", "pk")
    return Asked(
        rows.values_list("child", "held", "pk"),
        lambda r: Waiting(
            "send",
            r[0],
            review_steps.decisions_by(review_on=r[1]).due_on,
            f"/reviews/{r[2]}/decisions/send/",
        ),
    )


def to_sign(scope: Scope) -> Asked:
    """Reviews held whose record is not signed (R4.10)."""
    signed = Minute.objects.filter(booking=OuterRef("pk"), state=MinuteState.SIGNED)
    rows = held_bookings(scope).filter(~Exists(signed)).order_by("held", "pk")
    return Asked(
        rows.values_list("child", "held", "pk"),
        lambda r: Waiting(
            "sign", r[0], review_steps.record_by(review_on=r[1]).due_on, f"/reviews/{r[2]}/sign/"
        ),
    )


def minutes_in(scope: Scope, state: MinuteState, kind: str) -> Asked:
    """Records that wait with the IRO, or with whoever minuted them."""
    rows = Minute.objects.filter(state=state).order_by("changed_at", "pk")
    said = scope.children(rows, "booking__child").values_list("booking__child", "changed_at", "booking")
    return Asked(said, lambda r: Waiting(kind, r[0], day_of(r[1]), f"/reviews/{r[2]}/room/"))


def to_distribute(scope: Scope) -> Asked:
    """Signed records that nobody has been sent (R4.11)."""
    gone = Dispatch.objects.filter(booking=OuterRef("pk"))
    rows = held_bookings(scope).filter(~Exists(gone), minute__state=MinuteState.SIGNED).order_by("held", "pk")
    return Asked(
        rows.values_list("child", "held", "pk"),
        lambda r: Waiting(
            "distribute",
            r[0],
            review_steps.distributed_by(review_on=r[1]).due_on,
            f"/reviews/{r[2]}/distribution/",
        ),
    )


def to_answer(scope: Scope) -> Asked:
    """Decisions that went out and that the team manager may still answer, a review at a time (R4.8).

    After the last day for it they stand as agreed, whether or not `lodestar daily` has said so yet.
    """
    owed = Decision.objects.filter(
        booking=OuterRef("booking"), made_at__isnull=False, answer__isnull=True
    ).exclude(state=DecisionState.SUPERSEDED)
    rows = DecisionsSent.objects.filter(Exists(owed), answers_due_on__gte=scope.on)
    rows = rows.order_by("answers_due_on", "pk")
    said = scope.children(rows, "booking__child").values_list("booking__child", "answers_due_on", "booking")
    return Asked(said, lambda r: Waiting("answer", r[0], r[1], f"/reviews/{r[2]}/decisions/answer/"))


def disagreed(scope: Scope) -> Asked:
    """Decisions that a manager disagreed with and that are still open."""
    rows = Decision.objects.filter(state=DecisionState.OPEN, answer__word=ManagersWord.DISAGREED)
    said = (
        scope.children(rows)
        .order_by("answer__answered_at", "pk")
        .values_list("child", "answer__answered_at", "pk")
    )
    return Asked(said, lambda r: Waiting("disagreed", r[0], day_of(r[1]), f"/decisions/{r[2]}/"))


def to_do(scope: Scope) -> Asked:
    """Decisions that are this person's to carry out, due within four weeks or past their day."""
    until = scope.on + timedelta(days=AHEAD_DAYS)
    rows = Decision.objects.filter(state=DecisionState.OPEN, owner=scope.person, due_on__lte=until)
    said = scope.children(rows).order_by("due_on", "pk").values_list("child", "due_on", "pk")
    return Asked(said, lambda r: Waiting("do", r[0], r[1], f"/decisions/{r[2]}/update/"))


def ratings_to_answer(scope: Scope) -> Asked:
    """Ambers and reds put to this person's post (R4.30)."""
    post = (
        NoticeRole.SERVICE_MANAGER
        if scope.person.role == Role.SERVICE_MANAGER.value
        else NoticeRole.TEAM_MANAGER
    )
    rows = RatingNotice.objects.filter(role=post, acknowledged_at__isnull=True).order_by("due_on", "pk")
    said = scope.children(rows, "rating__child").values_list("rating__child", "due_on", "pk")
    return Asked(said, lambda r: Waiting("rating", r[0], r[1], f"/ratings/{r[2]}/answer/"))


def to_follow_up(scope: Scope) -> Asked:
    """Ambers and reds the IRO looks at again before the next review."""
    until = scope.on + timedelta(days=AHEAD_DAYS)
    rows = Rating.objects.filter(is_final=True, followed_up_at__isnull=True, follow_up_on__lte=until)
    said = scope.children(rows).order_by("follow_up_on", "pk").values_list("child", "follow_up_on", "pk")
    return Asked(said, lambda r: Waiting("follow-up", r[0], r[1], f"/ratings/{r[2]}/follow-up/"))


KINDS: tuple[tuple[str, str, Permission, Callable[[Scope], Asked]], ...] = (
    ("book", "Reviews to book", P.BOOK_REVIEW, to_book),
    ("approve", "Cancellations to approve", P.APPROVE_CANCELLATION, to_approve),
    ("invite", "Invitations to send", P.PREPARE_REVIEW, to_invite),
    ("report", "Reports to write", P.SEND_REPORT, lambda s: reports(s, "report", "report", late_only=False)),
    (
        "report-late",
        "Reports that are late",
        P.PREPARE_REVIEW,
        lambda s: reports(s, "report-late", "papers", late_only=True),
    ),
    ("see", "Children to speak with", P.CONCLUDE_REVIEW, to_see),
    ("close", "Reviews to close", P.CONCLUDE_REVIEW, to_close),
    (
        "minute",
        "Minutes to check",
        P.CONCLUDE_REVIEW,
        lambda s: minutes_in(s, MinuteState.WITH_IRO, "minute"),
    ),
    (
        "changes",
        "Minutes with changes asked",
        P.MINUTE_REVIEW,
        lambda s: minutes_in(s, MinuteState.CHANGES_ASKED, "changes"),
    ),
    ("send", "Decisions to send", P.CONCLUDE_REVIEW, to_send),
    ("answer", "Decisions to answer", P.ANSWER_DECISION, to_answer),
    ("disagreed", "Decisions a manager disagrees with", P.CONCLUDE_REVIEW, disagreed),
    ("do", "Decisions to carry out", P.UPDATE_DECISION, to_do),
    ("rating", "Ratings to answer", P.ANSWER_RATING, ratings_to_answer),
    ("follow-up", "Ratings to follow up", P.CONCLUDE_REVIEW, to_follow_up),
    ("sign", "Records to sign", P.CONCLUDE_REVIEW, to_sign),
    ("distribute", "Records to send out", P.DISTRIBUTE_RECORD, to_distribute),
)


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for a person: how many of each kind, in all, and the lines of one page, soonest first."""

    counts: tuple[tuple[str, str, int], ...]
    lines: tuple[Waiting, ...]
    total: int


def work_of(person: User, *, on: date, kind: str = "", first: int = 0, most: int = 50) -> Work:
    """Return what waits for a person on a day, of one kind or of all; lines `first` to `first + most`."""
    scope = scope_of(person, on=on)
    counts, lines, total = [], [], 0
    for name, words, needed, ask in KINDS:
        if not person.may(needed):
            continue
        asked = ask(scope)
        number = asked.rows.count()
        if number:
            counts.append((name, words, number))
        if number and kind in ("", name):
            total += number
            # Each kind comes in order of its day, so the first lines of all are among the first of each.
            lines += [asked.turn(row) for row in asked.rows[: first + most]]
    lines.sort(key=lambda one: (one.due_on, one.kind, one.child_id))
    return Work(tuple(counts), tuple(lines[first : first + most]), total)
