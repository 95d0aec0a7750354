"""What the law room needs to know of a child, read in a constant number of queries for any number of children."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any, Literal, cast

from django.conf import settings
from django.db.models import QuerySet

from lodestar.casework.children.models import AdoptionDecision, Child, LegalStatus, PeriodOfCare, Placement
from lodestar.casework.children.states import ADOPTIVE_PLACEMENTS, Planned
from lodestar.casework.reviews.models import Review, ReviewClock, ReviewRequest
from lodestar.law import review_timing as law
from lodestar.law.review_sources import REG_33_3


@lru_cache(maxsize=1)
def local_policy() -> law.Policy:
    """Return the authority's settings as the law room takes them (the fuse box reads the environment)."""
    return law.Policy(
        restart_on_unplanned_move=settings.RESTART_ON_UNPLANNED_MOVE,
        review_date_basis=cast(Literal["completed", "first_meeting"], settings.REVIEW_DATE_BASIS),
    )


def history_of(child_ids: Collection[int]) -> dict[int, law.CareHistory]:
    """Return each child's history as the law room takes it, by child id: seven queries for any number."""
    ids = list(child_ids)
    periods = grouped(
        PeriodOfCare.objects.believed().filter(child__in=ids).values("pk", "child_id", "from_on", "until_on"),
        "child_id",
    )
    legal = grouped(
        LegalStatus.objects.believed()
        .filter(period__child__in=ids)
        .order_by("from_on")
        .values("period_id", "from_on", "code"),
        "period_id",
    )
    placements = grouped(
        Placement.objects.believed()
        .filter(period__child__in=ids)
        .order_by("from_on")
        .values("period_id", "from_on", "type", "planned"),
        "period_id",
    )
    decisions = grouped(
        AdoptionDecision.objects.believed()
        .filter(child__in=ids)
        .order_by("from_on")
        .values("child_id", "from_on"),
        "child_id",
    )
    reviews = grouped(
        Review.objects.believed().filter(child__in=ids).order_by("held_on").values("child_id", "held_on"),
        "child_id",
    )
    requests = grouped(
        ReviewRequest.objects.filter(child__in=ids, withdrawn_on__isnull=True)
        .order_by("asked_on", "pk")
        .values("child_id", "asked_on", "due_on", "because"),
        "child_id",
    )
    children = Child.objects.filter(pk__in=ids).values("pk", "identifier", "born_on")
    return {
        child["pk"]: law.CareHistory(
            id=child["identifier"],
            born_on=child["born_on"],
            periods=tuple(
                period_of_care(row, legal[row["pk"]], placements[row["pk"]], decisions[child["pk"]])
                for row in sorted(periods[child["pk"]], key=lambda row: row["from_on"])
            ),
            reviews=tuple(law.HeldReview(held_on=row["held_on"]) for row in reviews[child["pk"]]),
            requests=tuple(
                law.RequestedReview(
                    asked_on=row["asked_on"], due_on=row["due_on"], because=row["because"], citation=REG_33_3
                )
                for row in requests[child["pk"]]
            ),
        )
        for child in children
    }


def grouped(rows: Any, key: str) -> defaultdict[int, list[dict[str, Any]]]:
    """Return rows by the value of a column."""
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def period_of_care(
    row: dict[str, Any],
    legal: list[dict[str, Any]],
    placements: list[dict[str, Any]],
    decisions: list[dict[str, Any]],
) -> law.PeriodOfCare:
    """Return one period of care as the law room takes it."""
    return law.PeriodOfCare(
        from_on=row["from_on"],
        until_on=row["until_on"],
        legal=tuple(law.LegalStatusSpell(from_on=r["from_on"], status=r["code"]) for r in legal),
        placements=tuple(
            law.PlacementSpell(
                from_on=r["from_on"], type=r["type"], unplanned=r["planned"] == Planned.UNPLANNED
            )
            for r in placements
        ),
        adoption_authorised_on=authorised_on(row, legal, decisions),
        adoption_placed_on=next((r["from_on"] for r in placements if r["type"] in ADOPTIVE_PLACEMENTS), None),
    )


def authorised_on(
    row: dict[str, Any], legal: list[dict[str, Any]], decisions: list[dict[str, Any]]
) -> date | None:
    """Return the day within the period on which the authority was first authorised to place for adoption.

    A placement order (E1) is such authority, as is the decision the return calls DATE_PLACED (AAR 2005 reg 36).
    """
    days = [r["from_on"] for r in legal if r["code"] == "E1"]
    days += [
        r["from_on"]
        for r in decisions
        if row["from_on"] <= r["from_on"] and (row["until_on"] is None or r["from_on"] < row["until_on"])
    ]
    return min(days, default=None)


def timetable_of(child: Child, *, as_of: date) -> law.Timetable:
    """Return the law room's full answer for one child on a day."""
    return law.timetable(history_of([child.pk])[child.pk], as_of, local_policy())


def reviews_of(child: Child) -> QuerySet[Review]:
    """Return a child's reviews, latest first."""
    return Review.objects.believed().filter(child=child).order_by("-held_on")


def clocks(children: QuerySet[Child]) -> QuerySet[ReviewClock]:
    """Return the clocks of children who are looked after, soonest due first."""
    return ReviewClock.objects.filter(child__in=children, is_looked_after=True).order_by(
        "next_due_on", "child_id"
    )
