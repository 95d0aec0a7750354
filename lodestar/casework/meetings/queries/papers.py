"""The papers of a review: which are owed, which came and when, and which reports a person is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import listed_for, masked_ids
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.models import Booking, Paper
from lodestar.casework.meetings.queries.booking import review_day, workers_of
from lodestar.casework.meetings.states import OPEN_STATES, PaperKind, ReportHeading, SittingState
from lodestar.law import plan_timing
from lodestar.law.calendar import BeyondKnownCalendar, working_days_between
from lodestar.law.review_steps import StepClock, papers_by

OF_EVERY_CHILD = (
    PaperKind.REPORT,
    PaperKind.CARE_PLAN,
    PaperKind.PEP,
    PaperKind.HEALTH_PLAN,
    PaperKind.PLACEMENT_PLAN,
)
# Headings that begin anew at each review: what was said of them for the last one is not carried over.
OF_THIS_REVIEW = (ReportHeading.CHANGED, ReportHeading.ASKED)


@dataclass(frozen=True, slots=True)
class Owed:
    """One kind of paper before a review: the versions that came, oldest first, and the row that still waits."""

    kind: PaperKind
    came: tuple[Paper, ...]
    waits: Paper | None

    @property
    def first(self) -> Paper | None:
        """The version that came first: the one whose lateness counts."""
        return self.came[0] if self.came else None

    @property
    def latest(self) -> Paper | None:
        """The version to read."""
        return self.came[-1] if self.came else None

    @property
    def is_asked_for(self) -> bool:
        """Return whether somebody was asked for it."""
        return bool(self.came) or self.waits is not None


def owed_kinds(born_on: date, day: date) -> tuple[PaperKind, ...]:
    """Return which papers are owed before a review on a day; a pathway plan from 16 (2-law R8.41)."""
    if plan_timing.pathway_plan_is_owed(born_on=born_on, on=day):
        return (*OF_EVERY_CHILD, PaperKind.PATHWAY_PLAN)
    return OF_EVERY_CHILD


def papers_clock(day: date) -> StepClock | None:
    """Return by when the papers of a review on a day are due, by the authority's own limit (2-law R4.4)."""
    try:
        return papers_by(review_on=day, working_days=settings.SW_REPORT_LEAD)
    except BeyondKnownCalendar:
        return None


def papers_of(booking: Booking, *, on: date) -> list[Owed]:
    """Return every paper that is owed before a review or that came, in order of their kinds; one question."""
    rows = list(booking.papers.select_related("received_by").order_by("kind", "version"))
    asked = {row.kind for row in rows}
    owed = set(owed_kinds(booking.child.born_on, review_day(booking) or on))
    return [
        Owed(
            kind,
            tuple(row for row in rows if row.kind == kind and row.received_at is not None),
            next((row for row in rows if row.kind == kind and row.received_at is None), None),
        )
        for kind in PaperKind
        if kind in owed or str(kind) in asked
    ]


def paper_of(booking: Booking, kind: str, *, on: date) -> Owed | None:
    """Return one kind of paper of a review, or None where it is neither owed nor there."""
    return next((one for one in papers_of(booking, on=on) if one.kind == kind), None)


def received_on(paper: Paper) -> date | None:
    """Return the London day on which a version came."""
    return None if paper.received_at is None else paper.received_at.astimezone(LONDON).date()


def days_ahead(came_on: date, day: date | None) -> int | None:
    """Return how many working days before a review a paper came: 0 on the day, negative after it."""
    if day is None:
        return None
    try:
        return working_days_between(came_on, day)
    except BeyondKnownCalendar:
        return None


def writers_of_reports(booking: Booking, *, on: date) -> list[User]:
    """Return the people who are asked for a report: those who manage the case and may write one."""
    return [person for person in workers_of(booking.child_id, on=on) if person.may(Permission.SEND_REPORT)]


# The social worker's report -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is being written: its answers by heading, and who saved it last and when."""

    answers: Mapping[str, str]
    revision: int = 0
    saved_by: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportSoFar:
    """What a report form begins with: a draft, else the last version, else what the last review's report said.

    `from_review_on` is the day of the earlier review whose report it is taken from.
    """

    draft: Draft
    is_draft: bool
    version: int
    from_review_on: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


def draft_of(paper: Paper | None) -> Draft:
    """Return what is saved in a row that waits; nothing where nobody has begun."""
    body = {} if paper is None else paper.body
    at = body.get("saved_at")
    return Draft(
        answers=answers_in(body),
        revision=int(body.get("revision", 0)),
        saved_by=str(body.get("saved_by_name", "")),
        saved_at=datetime.fromisoformat(at) if at else None,
    )


def answers_in(body: Mapping[str, Any]) -> dict[str, str]:
    """Return a report's answers by heading."""
    said = body.get("answers", {})
    return {str(heading): str(said[heading]) for heading in ReportHeading if said.get(heading)}


def report_so_far(booking: Booking) -> ReportSoFar:
    """Return what the form of a review's report begins with."""
    rows = list(booking.papers.filter(kind=PaperKind.REPORT).order_by("version"))
    waits = next((row for row in rows if row.received_at is None), None)
    came = [row for row in rows if row.received_at is not None]
    draft = draft_of(waits)
    if draft.revision:
        return ReportSoFar(draft, True, len(came), answers=draft.answers)
    if came:
        return ReportSoFar(draft, False, len(came), answers=answers_in(came[-1].body))
    before = last_reviews_report(booking)
    if before is None:
        return ReportSoFar(draft, False, 0)
    kept = {k: v for k, v in answers_in(before.body).items() if k not in OF_THIS_REVIEW}
    return ReportSoFar(draft, False, 0, from_review_on=review_day(before.booking), answers=kept)


def last_reviews_report(booking: Booking) -> Paper | None:
    """Return the last report that came for an earlier review of the child, or None."""
    rows = Paper.objects.filter(
        booking__child=booking.child_id, kind=PaperKind.REPORT, received_at__isnull=False
    )
    rows = rows.exclude(booking=booking).select_related("booking__review")
    return rows.order_by("-received_at", "-pk").first()


# Reports that are asked of a person -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report that a person or their team is asked for. A masked line says nothing of whose it is."""

    booking_id: int
    child_id: int
    is_masked: bool
    child: str
    identifier: str
    review_on: date | None
    due_on: date | None
    saved_by: str
    saved_at: datetime | None


def reports_due(person: User, *, on: date, at: datetime) -> list[ReportDue]:
    """Return the reports that have not come for open reviews of the children in a person's reach, soonest first.

    Three questions, however many there are.
    """
    came = Paper.objects.filter(booking=OuterRef("pk"), kind=PaperKind.REPORT, received_at__isnull=False)
    rows = list(
        Booking.objects.filter(child__in=listed_for(person, on=on), state__in=OPEN_STATES)
        .filter(~Exists(came))
        .annotate(starts=Min("sittings__starts_at", filter=Q(sittings__state=SittingState.PLANNED)))
        .select_related("child")
        .order_by("starts", "pk")
    )
    masked = masked_ids(person, [row.child_id for row in rows], on=on, at=at)
    waits = {
        row.booking_id: draft_of(row)
        for row in Paper.objects.filter(booking__in=rows, kind=PaperKind.REPORT, received_at__isnull=True)
    }
    return [report_due(row, waits.get(row.pk, Draft({})), row.child_id in masked) for row in rows]


def report_due(booking: Any, draft: Draft, is_masked: bool) -> ReportDue:
    """Return one line of the reports that are due."""
    day = booking.starts.astimezone(LONDON).date() if booking.starts else None
    clock = papers_clock(day) if day else None
    if is_masked:
        return ReportDue(booking.pk, booking.child_id, True, "", "", None, None, "", None)
    return ReportDue(
        booking.pk,
        booking.child_id,
        False,
        booking.child.name,
        booking.child.identifier,
        day,
        clock.due_on if clock else None,
        draft.saved_by,
        draft.saved_at,
    )


def late_reports(*, today: date) -> list[tuple[Booking, StepClock]]:
    """Return the open reviews whose report has not come though its day is past, each with its clock; one question."""
    came = Paper.objects.filter(booking=OuterRef("pk"), kind=PaperKind.REPORT, received_at__isnull=False)
    rows: Any = (
        Booking.objects.filter(state__in=OPEN_STATES)
        .filter(~Exists(came))
        .annotate(starts=Min("sittings__starts_at", filter=Q(sittings__state=SittingState.PLANNED)))
        .filter(starts__isnull=False)
        .select_related("child", "officer")
        .order_by("starts", "pk")
    )
    found = []
    for row in rows:
        clock = papers_clock(row.starts.astimezone(LONDON).date())
        if clock is not None and today > clock.due_on:
            found.append((row, clock))
    return found
