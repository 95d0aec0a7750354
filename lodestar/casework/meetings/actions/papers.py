"""Doing: asking for the papers of a review, keeping a report as it is written, receiving, judging, chasing them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from lodestar.access.door import facts_of, note, nothing_changed, open_passage, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Notice, User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.actions.around import held_booking
from lodestar.casework.meetings.models import Booking, Paper
from lodestar.casework.meetings.policies import papers as policies
from lodestar.casework.meetings.queries.booking import review_day
from lodestar.casework.meetings.queries.chair import speaks_for_chair
from lodestar.casework.meetings.queries.papers import (
    answers_in,
    days_ahead,
    draft_of,
    late_reports,
    owed_kinds,
    received_on,
    writers_of_reports,
)
from lodestar.casework.meetings.states import PaperKind, ReportHeading

CAME = ("kind", "version", "received_at", "days_ahead", "shared_with_child_on")
JUDGED = ("kind", "version", "quality", "quality_words")
REMEDIED = ("kind", "version", "remedy_on", "remedy_words")


@records(EventKind.PAPER_ASKED_FOR)
def ask_for_papers(*, booking: Booking, by: User, at: datetime) -> list[Paper]:
    """Ask for every paper that is owed before a review and was not asked for yet (R4.4).

    Those who manage the case are told that a report is asked of them. Raises NotAllowed for a cancelled review.
    """
    booking, child = held_booking(booking)
    pen.require_none(refusals([policies.takes_papers(booking.state)]))
    today = pen.day_of(at)
    asked = set(booking.papers.values_list("kind", flat=True))
    kinds = [k for k in owed_kinds(child.born_on, review_day(booking) or today) if str(k) not in asked]
    if not kinds:
        nothing_changed()
        return []
    rows = [Paper.objects.create(booking=booking, kind=kind) for kind in kinds]
    note(child=child, subject=booking, after={"asked_for": [str(kind) for kind in kinds]}, touches_care=False)
    if PaperKind.REPORT in kinds:
        tell(
            people=writers_of_reports(booking, on=today),
            kind=NoticeKind.REPORT_ASKED,
            key=str(booking.pk),
            address=f"/reviews/{booking.pk}/report/",
            by=by,
            at=at,
        )
    return rows


@records(EventKind.PAPER_ASKED_FOR)
def save_report(
    *, booking: Booking, answers: Mapping[str, str], revision: int, by: User, at: datetime
) -> Paper:
    """Keep a report as it is written, to go on with later: who saved it and when stays with it.

    `revision` is the number of the draft it was built on; where another was saved since, NotAllowed says so.
    """
    booking, child = held_booking(booking)
    paper, kept = _waiting(booking)
    pen.require_none(
        refusals(
            [
                policies.takes_papers(booking.state),
                policies.stands_on(revision, kept.revision, saved_by=kept.saved_by, saved_at=kept.saved_at),
            ]
        )
    )
    said = _said(answers)
    if kept.revision and said == dict(kept.answers):
        nothing_changed()
        return paper
    paper.body = {
        "answers": said,
        "revision": kept.revision + 1,
        "saved_at": at.isoformat(),
        "saved_by": by.pk,
        "saved_by_name": by.name,
    }
    paper.save()
    after = {"kind": paper.kind, "version": paper.version, "draft": kept.revision + 1}
    note(child=child, subject=paper, after=after, touches_care=False)
    return paper


@records(EventKind.PAPER_RECEIVED)
def submit_report(
    *,
    booking: Booking,
    answers: Mapping[str, str],
    revision: int,
    by: User,
    at: datetime,
    shared_on: date | None = None,
) -> Paper:
    """Hand in a report: it is stamped with how many working days before the review it came, and the officer is told.

    A later version stands beside the first, which stays as it was. Raises NotAllowed with every reason: a heading
    that is empty, nothing new, or a draft that somebody else saved since.
    """
    booking, child = held_booking(booking)
    today = pen.day_of(at)
    paper, kept = _waiting(booking)
    said = _said(answers)
    last = _last_that_came(booking)
    pen.require_none(
        refusals(
            [
                policies.stands_on(revision, kept.revision, saved_by=kept.saved_by, saved_at=kept.saved_at),
                *policies.may_be_handed_in(
                    booking.state,
                    said,
                    shared_on=shared_on,
                    is_new=last is None or answers_in(last.body) != said,
                    today=today,
                ),
            ]
        )
    )
    paper.body = {"answers": said}
    paper.received_at, paper.received_by = at, by
    paper.days_ahead = days_ahead(today, review_day(booking))
    paper.shared_with_child_on = shared_on
    paper.save()
    note(child=child, subject=paper, after={**facts_of(paper, CAME), "answers": said}, touches_care=False)
    _tell_the_officer(booking, paper, by=by, at=at)
    return paper


@records(EventKind.PAPER_RECEIVED)
def receive_paper(
    *, booking: Booking, kind: str, came_on: date, by: User, at: datetime, shared_on: date | None = None
) -> Paper:
    """Record that a paper came on a day, on paper or by another way than this service.

    Raises NotAllowed for a day that has not come or a cancelled review; ValueError for a kind that is none.
    """
    booking, child = held_booking(booking)
    kind = PaperKind(kind)
    today = pen.day_of(at)
    pen.require_none(
        refusals(policies.may_be_received(booking.state, came_on=came_on, shared_on=shared_on, today=today))
    )
    paper = _row_to_fill(booking, kind)
    # One that is recorded on a later day came at an hour nobody noted: midday stands for it.
    paper.received_at = at if came_on == today else datetime.combine(came_on, time(12), LONDON)
    paper.received_by = by
    paper.days_ahead = days_ahead(came_on, review_day(booking))
    paper.shared_with_child_on = shared_on
    paper.save()
    note(child=child, subject=paper, after=facts_of(paper, CAME), touches_care=False)
    if kind is PaperKind.REPORT:
        _tell_the_officer(booking, paper, by=by, at=at)
    return paper


@records(EventKind.PAPER_JUDGED)
def judge_paper(*, paper: Paper, quality: int, words: str, by: User, at: datetime) -> Paper:
    """Grade a paper that came, from 1 (poor) to 4 (good). Raises NotAllowed with every reason."""
    booking, child = held_booking(paper.booking)
    paper = Paper.objects.get(pk=paper.pk)
    speaks = speaks_for_chair(by, booking, on=pen.day_of(at))
    has_come = paper.received_at is not None
    pen.require_none(
        refusals(policies.may_be_judged(speaks=speaks, has_come=has_come, quality=quality, words=words))
    )
    before = facts_of(paper, JUDGED)
    paper.quality, paper.quality_words = quality, words.strip()
    paper.save(update_fields=["quality", "quality_words"])
    after = facts_of(paper, JUDGED)
    if before == after:
        nothing_changed()
        return paper
    note(child=child, subject=paper, before=before, after=after, touches_care=False)
    return paper


@records(EventKind.PAPER_JUDGED)
def set_remedy(*, booking: Booking, kind: str, remedy_on: date, words: str, by: User, at: datetime) -> Paper:
    """Set the day by when a paper that is missing, or too poor to use, must come (seed section 14).

    Those who manage the case are told. Raises NotAllowed with every reason.
    """
    booking, child = held_booking(booking)
    kind = PaperKind(kind)
    today = pen.day_of(at)
    last = booking.papers.filter(kind=kind, received_at__isnull=False).order_by("-version").first()
    pen.require_none(
        refusals(
            policies.may_be_remedied(
                booking.state,
                speaks=speaks_for_chair(by, booking, on=today),
                has_come=last is not None,
                quality=None if last is None else last.quality,
                remedy_on=remedy_on,
                words=words,
                today=today,
            )
        )
    )
    paper = _row_to_fill(booking, kind)
    if paper.pk is None:
        paper.save()
    before = facts_of(paper, REMEDIED)
    paper.remedy_on, paper.remedy_words = remedy_on, words.strip()
    paper.save(update_fields=["remedy_on", "remedy_words"])
    note(child=child, subject=paper, before=before, after=facts_of(paper, REMEDIED), touches_care=False)
    tell(
        people=writers_of_reports(booking, on=today),
        kind=NoticeKind.REPORT_LATE,
        key=f"{booking.pk}:{kind}:{remedy_on.isoformat()}",
        address=f"/reviews/{booking.pk}/papers/",
        by=by,
        at=at,
    )
    return paper


@records(EventKind.PAPER_ASKED_FOR)
def tell_of_late_papers(*, today: date, by: User, at: datetime) -> int:
    """Tell those who manage a case, and the officer, of each report whose day is past, once for each day it had.

    Return of how many reviews people were told.
    """
    keys = {
        f"{booking.pk}:{clock.due_on.isoformat()}": booking for booking, clock in late_reports(today=today)
    }
    told = {
        key.split(":", 1)[1].rsplit(":", 1)[0]
        for key in Notice.objects.filter(kind=NoticeKind.REPORT_LATE).values_list("key", flat=True)
    }
    new = {key: booking for key, booking in keys.items() if key not in told}
    for key, booking in new.items():
        tell(
            people=[booking.officer, *writers_of_reports(booking, on=today)],
            kind=NoticeKind.REPORT_LATE,
            key=key,
            address=f"/reviews/{booking.pk}/papers/",
            by=by,
            at=at,
        )
        note(child=booking.child, subject=booking, after={"told_of_late_report": key}, touches_care=False)
    if not new:
        nothing_changed()
    return len(new)


def count_days_again(booking: Booking) -> None:
    """Count anew how many working days before a review its papers came, since it has another day (inside an action)."""
    open_passage()
    day = review_day(booking)
    for paper in booking.papers.filter(received_at__isnull=False):
        came_on = received_on(paper)
        assert came_on is not None  # it came
        paper.days_ahead = days_ahead(came_on, day)
        paper.save(update_fields=["days_ahead"])


def _said(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that say something, by heading. Raises ValueError for a heading that is none."""
    unknown = set(answers) - {str(heading) for heading in ReportHeading}
    if unknown:
        raise ValueError(f"A report has no heading {', '.join(sorted(unknown))}.")
    return {str(h): answers[h].strip() for h in ReportHeading if answers.get(h, "").strip()}


def _waiting(booking: Booking) -> tuple[Paper, Any]:
    """Return the report's row that waits, which may be new, and what is kept in it."""
    paper = _row_to_fill(booking, PaperKind.REPORT)
    return paper, draft_of(paper)


def _row_to_fill(booking: Booking, kind: PaperKind) -> Paper:
    """Return the row of a kind that has not come yet, or a new one for a later version, not saved."""
    rows = list(booking.papers.filter(kind=kind).order_by("version"))
    waits = next((row for row in rows if row.received_at is None), None)
    return waits or Paper(booking=booking, kind=kind, version=rows[-1].version + 1 if rows else 1)


def _last_that_came(booking: Booking) -> Paper | None:
    """Return the report's last version that came."""
    return (
        booking.papers.filter(kind=PaperKind.REPORT, received_at__isnull=False).order_by("-version").first()
    )


def _tell_the_officer(booking: Booking, paper: Paper, *, by: User, at: datetime) -> None:
    """Tell the officer who chairs that a report came."""
    tell(
        people=[booking.officer],
        kind=NoticeKind.REPORT_RECEIVED,
        key=f"{booking.pk}:{paper.version}",
        address=f"/reviews/{booking.pk}/papers/report/",
        by=by,
        at=at,
    )
