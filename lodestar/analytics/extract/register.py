"""The register's rows, believed now, in the columns of the measures: one question a table, however many children."""

from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from lodestar.analytics.extract.steps import steps
from lodestar.analytics.measures.rows import SCHEMAS, Rows
from lodestar.casework.allocation.models import IroAllocation, WorkingTime
from lodestar.casework.children.models import (
    AdoptionDecision,
    CaseRole,
    Child,
    LegalStatus,
    MissingEpisode,
    PeriodOfCare,
    Placement,
    SchoolAttended,
    UnaccompaniedStatus,
)
from lodestar.casework.children.states import CaseRoleKind, Planned, SameCarer
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.reviews.models import Review, ReviewRequest

SPAN = ("from_on", "until_on")


def rows_of_register(*, at: datetime) -> Rows:
    """Return all rows of the register as it stands at a moment, named by the children's identifiers."""
    local = at.astimezone(LONDON)
    tables = {
        "children": table(
            "children", Child.objects.order_by("identifier"), "identifier", "born_on", "sex", "ethnicity"
        ),
        "periods": table(
            "periods",
            PeriodOfCare.objects.believed(),
            "child__identifier",
            *SPAN,
            "end_reason",
            "category_of_need",
            "start_seen",
        ),
        "legal": table("legal", LegalStatus.objects.believed(), "period__child__identifier", *SPAN, "code"),
        "placements": placements(),
        "reviews": table(
            "reviews", Review.objects.believed(), "child__identifier", "held_on", "participation"
        ),
        "requests": table(
            "requests",
            ReviewRequest.objects.filter(withdrawn_on__isnull=True),
            "child__identifier",
            "asked_on",
            "due_on",
        ),
        "missing": table("missing", MissingEpisode.objects.believed(), "child__identifier", *SPAN, "kind"),
        "unaccompanied": table(
            "unaccompanied", UnaccompaniedStatus.objects.believed(), "child__identifier", *SPAN
        ),
        "adoption": table("adoption", AdoptionDecision.objects.believed(), "child__identifier", *SPAN),
        **people(),
        "steps": steps(),
        "schools": table("schools", SchoolAttended.objects.believed(), "child__identifier", *SPAN, "name"),
    }
    return Rows(tables, f"the register as it stood on {in_words(local.date())} at {local:%H:%M}")


def table(name: str, rows: QuerySet[Any, Any], *columns: str) -> pl.DataFrame:
    """Return a table of the measures from rows of the register, by the names of their columns in its order."""
    return pl.DataFrame(list(rows.values_list(*columns)), schema=dict(SCHEMAS[name]), orient="row")


def placements() -> pl.DataFrame:
    """Return every placement, miles as numbers."""
    rows = Placement.objects.believed().values_list(
        "period__child__identifier", *SPAN, "type", "provider", "urn", "postcode", "miles_from_home", "location",
        "same_carer", "planned",
    )  # fmt: skip
    found = [
        (
            *row[:7],
            None if row[7] is None else float(row[7]),
            row[8],
            row[9] != SameCarer.SAME_CARER,
            row[10] != Planned.UNPLANNED,
        )
        for row in rows
    ]
    return pl.DataFrame(found, schema=dict(SCHEMAS["placements"]), orient="row")


def people() -> dict[str, pl.DataFrame]:
    """Return who works with each child: social workers and their teams, IROs, and how much an IRO works."""
    workers = CaseRole.objects.believed().filter(kind=CaseRoleKind.SOCIAL_WORKER)
    return {
        "workers": table(
            "workers",
            workers.annotate(who=Cast("person_id", TextField())),
            "child__identifier",
            *SPAN,
            "who",
        ),
        "teams": table(
            "teams",
            workers.filter(team__isnull=False).annotate(
                area=Case(
                    When(team__locality__isnull=True, then=Value("")), default=F("team__locality__name")
                )
            ),
            "child__identifier",
            *SPAN,
            "team__name",
            "area",
        ),
        "officers": table(
            "officers",
            IroAllocation.objects.believed().annotate(
                who=Concat("officer__name", Value(" ("), "officer__username", Value(")"))
            ),
            "child__identifier",
            *SPAN,
            "who",
        ),
        "working_time": working_time(),
    }


def working_time() -> pl.DataFrame:
    """Return how much each IRO works, as a part of full time."""
    rows = WorkingTime.objects.believed().values_list(
        "officer__name", "officer__username", *SPAN, "full_time_equivalent"
    )
    found = [(f"{name} ({login})", *span, float(part)) for name, login, *span, part in rows]
    return pl.DataFrame(found, schema=dict(SCHEMAS["working_time"]), orient="row")
