"""Charts and tables given away as files."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse

from lodestar.govuk.charts import Chart, csv_of, png_of, svg_of, table_csv, table_xlsx, xlsx_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart_file(chart: Chart, kind: str, name: str, note: str) -> HttpResponse:
    """Return a chart as an SVG, PNG, CSV or Excel file. Raises Http404 for another kind."""
    match kind:
        case "svg":
            return as_file(svg_of(chart).encode(), "image/svg+xml", f"{name}.svg")
        case "png":
            return as_file(png_of(chart), "image/png", f"{name}.png")
        case "csv":
            return as_file(csv_of(chart).encode(), "text/csv; charset=utf-8", f"{name}.csv")
        case "xlsx":
            return as_file(xlsx_of(chart, note=note), XLSX, f"{name}.xlsx")
        case _:
            raise Http404


def table_file(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], kind: str, name: str, note: str
) -> HttpResponse:
    """Return a table as a CSV or Excel file. Raises Http404 for another kind."""
    match kind:
        case "csv":
            text = table_csv(title, columns, rows, note)
            return as_file(text.encode(), "text/csv; charset=utf-8", f"{name}.csv")
        case "xlsx":
            return as_file(table_xlsx(title, columns, rows, note), XLSX, f"{name}.xlsx")
        case _:
            raise Http404


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return bytes to be saved under a name."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
