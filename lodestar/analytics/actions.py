"""Doing: working figures out from the register, and keeping a snapshot."""

from datetime import date, datetime

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.analytics.extract import rows_of_register
from lodestar.analytics.measures.answers import answers_of, tables_of, year_of
from lodestar.analytics.measures.rows import Rows
from lodestar.analytics.measures.year import Settings
from lodestar.analytics.models import Figures
from lodestar.analytics.queries import population_of
from lodestar.analytics.telling import answer_as_json, tables_as_json
from lodestar.casework.reviews.queries import local_policy

LONGEST_NAME = 120


@records(EventKind.FIGURES_WORKED_OUT)
def work_out(*, ends_on: date, by: User, at: datetime, rows: Rows | None = None) -> Figures:
    """Work every measure and table out for the year that ends on a day; they replace the working set of that day.

    `rows` are rows of the register already fetched, where several days are worked out at once.
    """
    rows = rows or rows_of_register(at=at)
    population = population_of(ends_on)
    year = year_of(rows, ends_on, settings_now(population))
    working, _ = Figures.objects.update_or_create(
        ends_on=ends_on,
        name="",
        defaults={
            "counted_from": rows.source,
            "caveats": list(rows.caveats),
            "rows": rows.sealed(),
            "rows_hash": rows.fingerprint(),
            "population": population,
            "answers": [answer_as_json(one) for one in answers_of(year)],
            "tables": tables_as_json(tables_of(year)),
            "made_at": at,
            "made_by": by,
        },
    )
    note(subject=working, after={"ends_on": ends_on, "rows_hash": working.rows_hash})
    return working


def settings_now(population: int | None) -> Settings:
    """Return the authority's settings as measures take them."""
    policy = local_policy()
    return Settings(
        restart_on_unplanned_move=policy.restart_on_unplanned_move,
        extra_non_working_days=policy.extra_non_working_days,
        population=population,
    )


@records(EventKind.FIGURES_KEPT)
def keep(*, figures: Figures, name: str, by: User, at: datetime) -> Figures:
    """Keep figures as a snapshot under a name: a copy that nothing changes any more. Raises NotAllowed."""
    name = " ".join(name.split())
    if not name:
        raise NotAllowed(Refused("Enter a name for the snapshot.", "name"))
    if len(name) > LONGEST_NAME:
        raise NotAllowed(Refused(f"The name must be {LONGEST_NAME} characters or fewer.", "name"))
    if Figures.objects.filter(name__iexact=name).exists():
        raise NotAllowed(Refused("There is a snapshot of that name already. Choose another.", "name"))
    source = Figures.objects.get(pk=figures.pk)
    kept = Figures.objects.create(
        **{field: getattr(source, field) for field in COPIED}, name=name, kept_at=at, kept_by=by
    )
    note(subject=kept, after={"ends_on": kept.ends_on, "name": name, "rows_hash": kept.rows_hash})
    return kept


COPIED = (
    "ends_on",
    "counted_from",
    "caveats",
    "rows",
    "rows_hash",
    "population",
    "answers",
    "tables",
    "made_at",
    "made_by",
)
