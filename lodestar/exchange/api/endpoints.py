"""The addresses that systems call. Read only; every one needs a token, and every call leaves an event."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.analytics.measures.rows import SCHEMAS
from lodestar.analytics.queries import kept_figures, rows_of
from lodestar.exchange.api import answering, extracts, shapes, writing
from lodestar.exchange.api.calls import BearerToken, Refusal, caller
from lodestar.exchange.api.states import Scope

DESCRIPTION = """Figures of the Independent Reviewing Officer service, read only.

A call shows a token: `Authorization: Bearer lodestar_…`. Counts of 1 to 5, and what would give them away, are `"c"`
unless the token may see small numbers. Every answer says as of when its figures are and from what rows they were
counted."""

api = NinjaAPI(
    title="Lodestar",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    auth=BearerToken(),
    urls_namespace="api",
)
PROBLEMS = {frozenset({401, 403, 404, 422, 429}): shapes.Problem}

CSV_TOO: dict[str, Any] = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}

YearEnd = Annotated[
    str,
    Query(
        description="The day on which the year ends, such as 2026-03-31; the last 31 March where it is left out.",
        examples=["2026-03-31"],
    ),
]
Format = Annotated[str, Query(description="json or csv", examples=["json", "csv"])]
Kept = Annotated[
    int | None, Query(description="The id of a snapshot from /api/figures/, instead of the latest figures.")
]


@api.exception_handler(Refusal)
def refused(request: HttpRequest, why: Refusal) -> HttpResponse:
    """Say in words why a call is not answered."""
    answer = api.create_response(request, {"detail": why.words}, status=why.status)
    for name, value in why.headers.items():
        answer[name] = value
    return answer


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, why: ValidationError) -> HttpResponse:
    """Say in words which part of a call could not be read."""
    parts = ", ".join(sorted({str(error["loc"][-1]) for error in why.errors}))
    return api.create_response(request, {"detail": f"This could not be read: {parts}."}, status=422)


@api.get(
    "/measures/",
    response={200: shapes.Measures, **PROBLEMS},
    url_name="api-measures",
    summary="Every measure of a year",
    operation_id="measures",
    openapi_extra=CSV_TOO,
)
def measures(request: HttpRequest, year_end: YearEnd = "", kept: Kept = None, format: Format = "json") -> Any:
    """Return every measure of the year that ends on a day."""
    who, as_csv = caller(request, Scope.MEASURES), writing.wants_csv(format)
    figures = answering.figures_asked(who, year_end, kept)
    head, found = answering.counted(figures, who), answering.measures_of(figures, who)
    if as_csv:
        rows = ({**one, **head} for one in found)
        return writing.as_csv(writing.MEASURE_COLUMNS, rows, f"measures-{figures.ends_on}")
    return {**head, "measures": found}


@api.get(
    "/measures/{name}/",
    response={200: shapes.OneMeasure, **PROBLEMS},
    url_name="api-measure",
    summary="One measure of a year, and what it stands beside",
    operation_id="measure",
    openapi_extra=CSV_TOO,
)
def measure(
    request: HttpRequest, name: str, year_end: YearEnd = "", kept: Kept = None, format: Format = "json"
) -> Any:
    """Return one measure with its definition, who was left out, and England, region and neighbours where there are."""
    who, as_csv = caller(request, Scope.MEASURES), writing.wants_csv(format)
    figures = answering.figures_asked(who, year_end, kept)
    head, found = answering.counted(figures, who), answering.measure_of(figures, name, who)
    if as_csv:
        return writing.as_csv(
            writing.MEASURE_COLUMNS, [{**found, **head}], f"{found['id']}-{figures.ends_on}"
        )
    return {**head, "measure": found, "comparators": answering.beside(found["id"], [figures.ends_on])}


@api.get(
    "/measures/{name}/trend/",
    response={200: shapes.Trend, **PROBLEMS},
    url_name="api-trend",
    summary="One measure over five years, and what it stands beside",
    operation_id="trend",
    openapi_extra=CSV_TOO,
)
def trend(request: HttpRequest, name: str, year_end: YearEnd = "", format: Format = "json") -> Any:
    """Return one measure over the five years that end with a day."""
    who, as_csv = caller(request, Scope.MEASURES), writing.wants_csv(format)
    found = answering.trend_of(name, answering.day_asked(year_end, who), who)
    if as_csv:
        ours = [{"id": found["id"], "who": "this authority", **one} for one in found["points"]]
        others = [
            {"id": found["id"], "who": one["name"], "note": one["why"], **one} | {"id": found["id"]}
            for one in found["comparators"]
        ]
        return writing.as_csv(writing.TREND_COLUMNS, [*ours, *others], f"{found['id']}-trend")
    return found


@api.get(
    "/tables/",
    response={200: shapes.Tables, **PROBLEMS},
    url_name="api-tables",
    summary="Every table of a year",
    operation_id="tables",
    openapi_extra=CSV_TOO,
)
def tables(request: HttpRequest, year_end: YearEnd = "", kept: Kept = None, format: Format = "json") -> Any:
    """Return how many children of each kind, in every table."""
    who, as_csv = caller(request, Scope.TABLES), writing.wants_csv(format)
    figures = answering.figures_asked(who, year_end, kept)
    head, found = answering.counted(figures, who), answering.tables_of(figures, who)
    if as_csv:
        rows = ({"table": one["id"], **row, **head} for one in found for row in one["rows"])
        return writing.as_csv(writing.TABLE_COLUMNS, rows, f"tables-{figures.ends_on}")
    return {**head, "tables": found}


@api.get(
    "/tables/{name}/",
    response={200: shapes.OneTable, **PROBLEMS},
    url_name="api-table",
    summary="One table of a year",
    operation_id="table",
    openapi_extra=CSV_TOO,
)
def table(
    request: HttpRequest, name: str, year_end: YearEnd = "", kept: Kept = None, format: Format = "json"
) -> Any:
    """Return how many children of each kind, in one table."""
    who, as_csv = caller(request, Scope.TABLES), writing.wants_csv(format)
    figures = answering.figures_asked(who, year_end, kept)
    head, found = answering.counted(figures, who), answering.table_of(figures, name, who)
    if as_csv:
        rows = ({"table": found["id"], **row, **head} for row in found["rows"])
        return writing.as_csv(writing.TABLE_COLUMNS, rows, f"{found['id']}-{figures.ends_on}")
    return {**head, "table": found}


@api.get(
    "/figures/",
    response={200: shapes.Snapshots, **PROBLEMS},
    url_name="api-figures",
    summary="The snapshots that were kept",
    operation_id="figures",
    openapi_extra=CSV_TOO,
)
def figures(request: HttpRequest, format: Format = "json") -> Any:
    """Return the snapshots; give the id of one as `kept` to the other addresses, and its numbers never change."""
    caller(request, Scope.MEASURES)
    as_csv = writing.wants_csv(format)
    found = [
        {
            "id": one.pk,
            "name": one.name,
            "year_end": one.ends_on,
            "as_of": one.made_at,
            "kept_at": one.kept_at,
            "counted_from": one.counted_from,
            "rows_hash": one.rows_hash,
        }
        for one in kept_figures()
    ]
    return writing.as_csv(writing.SNAPSHOT_COLUMNS, found, "figures") if as_csv else {"figures": found}


@api.get(
    "/extracts/",
    response={200: shapes.Extracts, **PROBLEMS},
    url_name="api-extracts",
    summary="The tables of rows that can be taken away",
    operation_id="extracts",
)
def extracts_there_are(request: HttpRequest) -> Any:
    """Return the names of the tables of rows, and their columns."""
    caller(request, Scope.EXTRACTS)
    return {"extracts": [{"table": name, "columns": extracts.columns_of(name)} for name in SCHEMAS]}


FILES: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The rows",
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                extracts.PARQUET: {"schema": {"type": "string", "format": "binary"}},
            },
        }
    }
}


@api.get(
    "/extracts/{table}.{kind}",
    response=PROBLEMS,
    url_name="api-extract",
    summary="The rows behind the figures, as CSV or Parquet",
    operation_id="extract",
    openapi_extra=FILES,
)
def extract(
    request: HttpRequest, table: str, kind: str, year_end: YearEnd = "", kept: Kept = None
) -> HttpResponse:
    """Give the frozen rows of one table away (`kind` is csv or parquet), under made-up identifiers.

    Real identifiers, days of birth and postcodes are there where the token may see identifiers. Who took which rows is
    an event of its own.
    """
    who = caller(request, Scope.EXTRACTS)
    extracts.columns_of(table)
    if kind not in {"csv", "parquet"}:
        raise Refusal(404, "An extract is a .csv or a .parquet file.")
    found = answering.figures_asked(who, year_end, kept)
    rows = rows_of(found)
    if not rows.has(table):
        raise Refusal(404, "These figures were counted without that table.")
    identifiers = Scope.IDENTIFIERS in who.scopes
    frame = extracts.extract(rows[table], identifiers=identifiers)
    what = {"extract": table, "format": kind, "to": found.ends_on.isoformat(), "rows": frame.height}
    saw(
        EventKind.FIGURES_TAKEN,
        by=who.person,
        at=who.at,
        what={**what, "identifiers": identifiers, "token": who.token.pk, "rows_hash": found.rows_hash},
    )
    name = f"{table}-{found.ends_on}.{kind}"
    if kind == "csv":
        return writing.as_file(extracts.csv_of(frame), "text/csv; charset=utf-8", name)
    return writing.as_file(extracts.parquet_of(frame), extracts.PARQUET, name)
