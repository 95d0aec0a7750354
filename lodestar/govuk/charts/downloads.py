"""A chart or a table as a file: PNG, CSV that opens in Excel and runs nothing, and an Excel sheet."""

import csv
import io
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from .drawing import svg_of
from .shapes import Chart, table_of

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
PIXELS = 1280


@lru_cache(maxsize=1)
def fonts() -> tuple[str, ...]:
    """Return the font files of this machine that look like Arial; none where there is no fontconfig."""
    if shutil.which("fc-match") is None:
        return ()
    found = []
    for style in ("Liberation Sans:regular", "Liberation Sans:bold", "DejaVu Sans"):
        asked = subprocess.run(
            ["fc-match", "-f", "%{file}", style], capture_output=True, text=True, check=False
        )
        if asked.returncode == 0 and asked.stdout:
            found.append(asked.stdout)
    return tuple(dict.fromkeys(found))


def png_of(chart: Chart) -> bytes:
    """Return a chart as a PNG on white, 1,280 pixels wide."""
    import resvg_py

    files = list(fonts())
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg_of(chart),
        width=PIXELS,
        background="white",
        font_files=files or None,
        sans_serif_family="Liberation Sans",
        font_family="Liberation Sans",
    )
    return bytes(drawn)


def safe_cell(value: object) -> object:
    """Return a cell that a spreadsheet does not take for a formula."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return "" if value is None else value


def table_csv(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> str:
    """Return a table as CSV text: its headings, its rows, and below them what it is and where it is from."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    writer.writerow([])
    writer.writerow([safe_cell(title)])
    if note:
        writer.writerow([safe_cell(note)])
    return BOM + out.getvalue()


def table_xlsx(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> bytes:
    """Return a table as an Excel workbook with one sheet: the title, the headings, the rows, and the note."""
    import xlsxwriter

    out = io.BytesIO()
    # Nothing typed is taken for a formula or an address.
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title})
    sheet = book.add_worksheet("Table")
    bold, head = (
        book.add_format({"bold": True}),
        book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
    )
    sheet.write_string(0, 0, title, bold)
    for column, words in enumerate(columns):
        sheet.write_string(2, column, words, head)
    for line, row in enumerate(rows, 3):
        for column, value in enumerate(row):
            write(sheet, line, column, value)
    if note:
        sheet.write_string(4 + len(rows), 0, note)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, max(len(columns) - 1, 1), 20)
    sheet.freeze_panes(3, 1)
    book.close()
    return out.getvalue()


def write(sheet: Any, line: int, column: int, value: object) -> None:
    """Write one cell: a number as a number, all else as text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(line, column, value)
    elif value is not None:
        sheet.write_string(line, column, str(value))


def _numbers(chart: Chart) -> tuple[list[str], list[list[object]]]:
    """Return a chart's table with numbers as numbers, and words where there is none."""
    headings, _ = table_of(chart)
    headings[0] = "Category"
    unit = f" ({chart.unit})" if len(chart.unit) == 1 else ""
    headings = [headings[0], *(f"{words}{unit}" for words in headings[1:])]
    rows: list[list[object]] = [
        [
            category,
            *(one.missing if one.values[place] is None else one.values[place] for one in chart.series),
        ]
        for place, category in enumerate(chart.categories)
    ]
    return headings, rows


def csv_of(chart: Chart, note: str = "") -> str:
    """Return a chart's numbers as CSV text."""
    return table_csv(chart.title, *_numbers(chart), note or chart.sentence)


def xlsx_of(chart: Chart, note: str = "") -> bytes:
    """Return a chart's numbers as an Excel workbook."""
    return table_xlsx(chart.title, *_numbers(chart), note or chart.sentence)
