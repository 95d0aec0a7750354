"""The papers of a review in words: what is owed, what came and how early, how good it is, what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.models import Paper
from lodestar.casework.meetings.queries.papers import (
    Draft,
    Owed,
    ReportDue,
    ReportSoFar,
    answers_in,
    days_ahead,
    papers_clock,
    received_on,
)
from lodestar.casework.meetings.states import (
    OPEN_STATES,
    PAPER_KIND_WORDS,
    PAPER_QUALITY_WORDS,
    REPORT_HEADING_WORDS,
    BookingState,
    PaperKind,
    ReportHeading,
)
from lodestar.casework.reviews.presenters.clocks import due_in_words, tone_of
from lodestar.govuk.parts import Clock, Fact, Link, Tag
from lodestar.govuk.words import counted, date_and_time
from lodestar.law.calendar import working_days_between
from lodestar.law.review_steps import StepClock

P = Permission
MASKED = "Restricted record"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One kind of paper: how it stands, when it came, whether the child has it, its grade, and what may be done."""

    title: str
    href: str
    tag: Tag
    lines: tuple[str, ...]
    shared: str
    grade: str
    acts: Sequence[Link]


@dataclass(frozen=True, slots=True)
class PapersPage:
    """The papers of a review. `adjourn_href` is set where the report is missing on the day and this person chairs."""

    clock: Clock | None
    rows: Sequence[PaperRow]
    report_missing: str
    adjourn_href: str
    plan_words: str
    plan_href: str
    report_href: str


def papers_page(
    booking: Any,
    papers: Sequence[Owed],
    plan: Any,
    *,
    day: date | None,
    speaks: bool,
    person: User,
    today: date,
) -> PapersPage:
    """Return the papers of a review; `plan` is the version of the plan that the register holds, `speaks` says that
    the person speaks for the chair.
    """
    clock = papers_clock(day) if day else None
    report = next((one for one in papers if one.kind is PaperKind.REPORT), None)
    missing = missing_words(booking, report, day, today)
    may_adjourn = bool(missing) and booking.state == BookingState.BOOKED and person.may(P.CONCLUDE_REVIEW)
    return PapersPage(
        clock=None if clock is None else clock_of(clock, papers, today),
        rows=[row_of(booking, one, clock, day, speaks, person, today) for one in papers],
        report_missing=missing,
        adjourn_href=reverse("adjourn-review", args=[booking.pk]) if may_adjourn else "",
        plan_words="No plan is recorded in this service."
        if plan is None
        else f"This service holds version {plan.version} of the plan, dated {in_words(plan.dated_on)}.",
        plan_href=reverse("care-plan", args=[booking.child_id]),
        report_href=reverse("report", args=[booking.pk])
        if person.may(P.SEND_REPORT) and booking.state != BookingState.CANCELLED
        else "",
    )


def clock_of(clock: StepClock, papers: Sequence[Owed], today: date) -> Clock:
    """Return by when the papers are due, or that they all came."""
    because = f"{clock.because[:1].upper()}{clock.because[1:]}"
    waiting = [one for one in papers if one.first is None]
    if not waiting:
        return Clock("Every paper came", "done", because, clock.citation.provision)
    headline = f"{counted(len(waiting), 'paper')} still to come. {due_in_words(clock.due_on, today)}"
    return Clock(headline, tone_of(clock.due_on, today), because, clock.citation.provision)  # type: ignore[arg-type]


def missing_words(booking: Any, report: Owed | None, day: date | None, today: date) -> str:
    """Return that the report is missing on the day of the review; empty where it is not, or the day is not there."""
    if booking.state not in OPEN_STATES or day is None or today < day:
        return ""
    if report is not None and report.first is not None:
        return ""
    when = "today" if today == day else f"on {in_words(day)}"
    return (
        f"The review is {when} and the social worker's report has not come. Decide whether the review can go on: "
        "it may be adjourned once, for at most 20 working days."
    )


def row_of(
    booking: Any,
    owed: Owed,
    clock: StepClock | None,
    day: date | None,
    speaks: bool,
    person: User,
    today: date,
) -> PaperRow:
    """Return one kind of paper."""
    due_on = clock.due_on if clock else None
    latest, first = owed.latest, owed.first
    shared = next((p.shared_with_child_on for p in reversed(owed.came) if p.shared_with_child_on), None)
    return PaperRow(
        PAPER_KIND_WORDS[owed.kind],
        reverse("paper", args=[booking.pk, owed.kind.value]) if owed.came else "",
        tag_of(owed, due_on, today),
        tuple(lines_of(owed, due_on, day, today)),
        f"On {in_words(shared)}" if shared else "Not yet" if first else "",
        grade_words(latest),
        acts_of(booking, owed, speaks, person),
    )


def tag_of(owed: Owed, due_on: date | None, today: date) -> Tag:
    """Return how a paper stands, in words."""
    if owed.first is not None:
        came = received_on(owed.first)
        late = due_on is not None and came is not None and came > due_on
        return Tag("Came late", "orange") if late else Tag("Came in time", "green")
    remedy = owed.waits.remedy_on if owed.waits else None
    if due_on is not None and today > due_on:
        return Tag("Late, new day passed", "red") if remedy and today > remedy else Tag("Late", "red")
    return Tag("Asked for", "blue") if owed.is_asked_for else Tag("Not asked for", "grey")


def lines_of(owed: Owed, due_on: date | None, day: date | None, today: date) -> list[str]:
    """Return when a paper came and how early, or by when it is due; and the officer's day for what is missing."""
    lines = []
    if owed.first is not None:
        lines.append(came_words(owed.first, due_on, day))
        if len(owed.came) > 1 and owed.latest is not None:
            lines.append(
                f"Version {owed.latest.version} came on {in_words(received_on(owed.latest) or today)}."
            )
    elif due_on is not None:
        lines.append(f"{'Was due' if today > due_on else 'Due'} by {in_words(due_on)}.")
    if owed.waits is not None and owed.waits.remedy_on is not None:
        passed = " That day has passed." if today > owed.waits.remedy_on else ""
        lines.append(f"The IRO set {in_words(owed.waits.remedy_on)}: {owed.waits.remedy_words}{passed}")
    return lines


def came_words(paper: Paper, due_on: date | None, day: date | None) -> str:
    """Return when a version came: how many working days before the review, and how late it was."""
    came = received_on(paper)
    assert came is not None  # it came
    ahead = days_ahead(came, day)
    words = [f"Came on {in_words(came)}"]
    if day is not None and came == day:
        words.append("on the day of the review")
    elif ahead is not None and ahead > 0:
        words.append(f"{counted(ahead, 'working day')} before the review")
    elif ahead is not None and day is not None and came > day:
        words.append(f"{counted(max(1, -ahead), 'working day')} after the review")
    if due_on is not None and came > due_on:
        late = max(1, working_days_between(due_on, came))
        words.append(f"{counted(late, 'working day')} late")
    return f"{', '.join(words)}."


def grade_words(paper: Paper | None) -> str:
    """Return the officer's grade of a paper."""
    if paper is None:
        return ""
    if paper.quality is None:
        return "Not graded"
    said = f"{paper.quality} of 4. {PAPER_QUALITY_WORDS[paper.quality]}"
    return f"{said}. {paper.quality_words}" if paper.quality_words else said


def acts_of(booking: Any, owed: Owed, speaks: bool, person: User) -> list[Link]:
    """Return what this person may do about a paper."""
    if booking.state == BookingState.CANCELLED:
        return []
    args = [booking.pk, owed.kind.value]
    acts = []
    if person.may(P.PREPARE_REVIEW):
        acts.append(Link("Record that it came", reverse("receive-paper", args=args)))
    if speaks and owed.latest is not None:
        acts.append(Link("Grade it", reverse("judge-paper", args=args)))
    weak = owed.latest is not None and owed.latest.quality is not None and owed.latest.quality < 3
    if speaks and (owed.latest is None or weak):
        acts.append(Link("Set a new day", reverse("remedy-paper", args=args)))
    return acts


# One paper ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VersionRead:
    """One version of a paper: its heads, and what it says under each heading."""

    title: str
    facts: Sequence[Fact]
    says: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One kind of paper, its versions latest first."""

    title: str
    versions: Sequence[VersionRead]
    link: Link | None


def paper_page(booking: Any, owed: Owed, *, day: date | None) -> PaperPage:
    """Return one kind of paper to read."""
    clock = papers_clock(day) if day else None
    due_on = clock.due_on if clock else None
    link = None
    if owed.kind in (PaperKind.CARE_PLAN, PaperKind.PLACEMENT_PLAN):
        link = Link(
            "Read the plan, and what changed since the last review",
            reverse("care-plan", args=[booking.child_id]),
        )
    return PaperPage(
        PAPER_KIND_WORDS[owed.kind],
        [version_read(paper, due_on, day) for paper in reversed(owed.came)],
        link,
    )


def version_read(paper: Paper, due_on: date | None, day: date | None) -> VersionRead:
    """Return one version of a paper."""
    said = answers_in(paper.body)
    shared = paper.shared_with_child_on
    return VersionRead(
        f"Version {paper.version}",
        (
            Fact("When it came", came_words(paper, due_on, day)),
            Fact(
                "From" if said else "Recorded by",
                paper.received_by.name if paper.received_by else "Not recorded",
            ),
            Fact("Shared with the child", f"On {in_words(shared)}" if shared else "Not recorded"),
            Fact("IRO's grade", grade_words(paper)),
        ),
        tuple((REPORT_HEADING_WORDS[h], said[str(h)]) for h in ReportHeading if str(h) in said),
    )


# The report form ------------------------------------------------------------------------------------------


def report_intro(so_far: ReportSoFar, day: date | None, today: date) -> tuple[str, ...]:
    """Return what a social worker reads above the report form: by when it is due, and what it begins with."""
    lines = []
    clock = papers_clock(day) if day else None
    if clock is not None and day is not None:
        lines.append(f"The review is on {in_words(day)}. {report_due_words(so_far, clock, today)}")
    if so_far.is_draft:
        lines.append(draft_words(so_far.draft))
    elif so_far.version:
        lines.append(
            f"Version {so_far.version} was sent. It is kept; what you send now becomes a later version."
        )
    elif so_far.from_review_on is not None:
        lines.append(
            f"It begins with what the report for the review on {in_words(so_far.from_review_on)} said. "
            "Bring it up to date."
        )
    return tuple(lines)


def report_due_words(so_far: ReportSoFar, clock: StepClock, today: date) -> str:
    """Return by when the report is due; after it was sent only the day."""
    if so_far.version:
        return f"The report was due by {in_words(clock.due_on)}."
    return f"{due_in_words(clock.due_on, today)}: {clock.because}."


def draft_words(draft: Draft) -> str:
    """Return who saved a draft and when."""
    saved = f"{draft.saved_by} saved it on {date_and_time(draft.saved_at)}"
    return f"This is a draft: {saved}. The IRO cannot read it until it is sent."


def theirs_of(mine: Mapping[str, str], kept: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what somebody else saved under each heading where it differs from what was typed here."""
    return [
        (REPORT_HEADING_WORDS[h], kept.get(str(h), "") or "Nothing")
        for h in ReportHeading
        if kept.get(str(h), "") != (mine.get(str(h)) or "").strip()
    ]


# What is asked of a person --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One report that is asked of a person."""

    child: str
    href: str
    review: str
    tag: Tag
    due: str
    progress: str


def request_rows(due: Sequence[ReportDue], *, today: date) -> list[RequestRow]:
    """Return the reports that are due, in words; a masked line leads to the page that asks for a reason."""
    return [request_row(one, today) for one in due]


def request_row(one: ReportDue, today: date) -> RequestRow:
    """Return one report that is due."""
    if one.is_masked:
        href = reverse("open-with-reason", args=[one.child_id])
        return RequestRow(MASKED, href, "", Tag("Restricted", "purple"), "", "")
    late = one.due_on is not None and today > one.due_on
    progress = (
        f"Draft saved by {one.saved_by} on {one.saved_at.astimezone(LONDON).day} "
        f"{one.saved_at.astimezone(LONDON):%B} at {one.saved_at.astimezone(LONDON):%H:%M}"
        if one.saved_at
        else "Not started"
    )
    soon = one.due_on is not None and (one.due_on - today).days <= 7
    return RequestRow(
        one.child,
        reverse("report", args=[one.booking_id]),
        in_words(one.review_on) if one.review_on else "No meeting planned",
        Tag("Late", "red") if late else Tag("Due soon", "yellow") if soon else Tag("To do", "grey"),
        due_in_words(one.due_on, today) if one.due_on else "No day yet",
        progress,
    )
