"""Asking after what returns brought: what is held back and why, and what earlier imports did."""

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.models import HeldRow, KeptRow, ReturnImport
from lodestar.exchange.ssda903.years import CollectionYear

WAITING = Q(resolved_in__isnull=True, accepted_at__isnull=True)


def held_rows(
    *,
    state: str = "waiting",
    rule_id: str = "",
    table: str = "",
    year_ending: int | None = None,
    child: str = "",
) -> QuerySet[HeldRow]:
    """Return rows held back, newest year first; `state` is waiting, accepted or corrected (at the source)."""
    rows = HeldRow.objects.select_related("row", "accepted_by")
    match state:
        case "waiting":
            rows = rows.filter(WAITING)
        case "accepted":
            rows = rows.filter(accepted_at__isnull=False, resolved_in__isnull=True)
        case "corrected":
            rows = rows.filter(resolved_in__isnull=False)
        case _:
            raise ValueError("state is waiting, accepted or corrected")
    if rule_id:
        rows = rows.filter(rule_id=rule_id)
    if table:
        rows = rows.filter(row__table=table)
    if year_ending:
        rows = rows.filter(row__year_ending=year_ending)
    if child:
        rows = rows.filter(row__child_key__iexact=child.strip())
    return rows.order_by("-row__year_ending", "row__table", "row__child_key", "row__line", "pk")


def waiting_by_rule() -> list[tuple[str, str, int]]:
    """Return (rule id, one of its reasons, how many rows wait), most first."""
    found = (
        HeldRow.objects.filter(WAITING)
        .values("rule_id")
        .annotate(rows=Count("pk"))
        .order_by("-rows", "rule_id")
    )
    reasons = dict(HeldRow.objects.filter(WAITING).order_by("-pk").values_list("rule_id", "reason"))
    return [(row["rule_id"], reasons[row["rule_id"]], row["rows"]) for row in found]


def imports() -> QuerySet[ReturnImport]:
    """Return every import, latest first."""
    return ReturnImport.objects.select_related("started_by").order_by("-started_at", "-pk")


def standing_rows() -> QuerySet[KeptRow]:
    """Return the rows of returns that no later version of their file has replaced."""
    return KeptRow.objects.filter(replaced_in__isnull=True)


def accepted_rows(children: Collection[str]) -> list[HeldRow]:
    """Return the accepted rows that still stand of these children, each with the row as it came."""
    rows = HeldRow.objects.filter(accepted_at__isnull=False, resolved_in__isnull=True).select_related("row")
    return [held for held in rows if held.row.child_key in children]


def spoken_of() -> frozenset[tuple[CollectionYear, Table]]:
    """Return which years' tables have come in at all: only of these is silence about a child a statement."""
    pairs = standing_rows().order_by().values_list("year_ending", "table").distinct()
    return frozenset((CollectionYear(year), Table(table)) for year, table in pairs)
