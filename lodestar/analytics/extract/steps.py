"""The steps of every review that ran through this service: what was done when, in one row a review."""

from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import Min

from lodestar.analytics.measures.rows import SCHEMAS
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.models import Booking, ChildSeen, Paper
from lodestar.casework.meetings.states import PaperKind
from lodestar.casework.ratings.models import Rating
from lodestar.casework.records.models import Dispatch, PlanGrade, QualityAnswer

GOOD = 3
QUESTIONS = ("knows-who-to-ask", "report-in-time", "prepared", "contributed", "key-people")


def day(moment: datetime | None) -> date | None:
    """Return the London day of a moment."""
    return None if moment is None else moment.astimezone(LONDON).date()


def by_booking(rows: Any) -> dict[int, Any]:
    """Return pairs as a mapping: the first of each is a booking's id."""
    return dict(rows)


def steps() -> pl.DataFrame:
    """Return a row a review that was held: six questions of the database, however many reviews."""
    ratings = {
        row[0]: row[1:]
        for row in Rating.objects.filter(is_final=True).values_list("booking", "colour", "cleared_at")
    }
    ahead = by_booking(
        Paper.objects.filter(kind=PaperKind.REPORT, received_at__isnull=False)
        .order_by("booking", "-version")
        .values_list("booking", "days_ahead")
    )
    grades = by_booking(PlanGrade.objects.filter(criterion="up-to-date").values_list("booking", "grade"))
    seen = set(ChildSeen.objects.values_list("booking", flat=True))
    gone = by_booking(
        Dispatch.objects.filter(sent_on__isnull=False)
        .values("booking")
        .annotate(first=Min("sent_on"))
        .values_list("booking", "first")
    )
    answers = {
        (booking, question): said
        for booking, question, said in QualityAnswer.objects.values_list("booking", "question", "answer")
    }
    held = Booking.objects.filter(review__isnull=False, review__corrected_at__isnull=True).order_by("pk")
    rows = []
    for pk, child, held_on, sent_at, signed_at in held.values_list(
        "pk", "child__identifier", "review__held_on", "decisions_sent__sent_at", "minute__signed_at"
    ):
        colour, cleared_at = ratings.get(pk, ("", None))
        grade = grades.get(pk)
        rows.append(
            (
                child,
                held_on,
                colour,
                day(cleared_at),
                day(sent_at),
                day(signed_at),
                gone.get(pk),
                ahead.get(pk),
                None if grade is None else grade >= GOOD,
                pk in seen,
                *(answers.get((pk, question), "") for question in QUESTIONS),
            )
        )
    return pl.DataFrame(rows, schema=dict(SCHEMAS["steps"]), orient="row")
