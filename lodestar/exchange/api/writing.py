"""Answers as CSV, for spreadsheets and for Power BI."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.http import HttpResponse

from lodestar.exchange.api.calls import Refusal

MEASURE_COLUMNS: Final = (
    "id", "label", "year_end", "value", "numerator", "denominator", "unit", "better", "as_of", "counted_from",
    "rows_hash", "snapshot", "small_numbers", "definition", "source", "owner", "note",
)  # fmt: skip
TABLE_COLUMNS: Final = (
    "table",
    "code",
    "label",
    "count",
    "year_end",
    "as_of",
    "rows_hash",
    "snapshot",
    "small_numbers",
)
TREND_COLUMNS: Final = ("id", "who", "year_end", "value", "numerator", "denominator", "as_of", "note")
SNAPSHOT_COLUMNS: Final = ("id", "name", "year_end", "as_of", "kept_at", "counted_from", "rows_hash")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def wants_csv(asked: str) -> bool:
    """Return whether a call asks for CSV. Raises Refusal (422) for what is neither that nor JSON."""
    if asked not in {"json", "csv"}:
        raise Refusal(422, "format must be json or csv.")
    return asked == "csv"


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str) -> HttpResponse:
    """Return rows as a CSV file, by their columns."""
    out = io.StringIO()
    pen = csv.writer(out, lineterminator="\r\n")
    pen.writerow(columns)
    for row in rows:
        pen.writerow([cell(row.get(column)) for column in columns])
    return as_file(out.getvalue().encode(), "text/csv; charset=utf-8", f"{name}.csv")


def cell(value: Any) -> Any:
    """Return a value as a cell: nothing where it is not known, and no words that a spreadsheet takes for a formula."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return bytes to be saved under a name."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
