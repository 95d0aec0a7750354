"""A table written as text: commas, semicolons, tabs or bars, in whichever encoding."""

from collections.abc import Iterator, Sequence

from lodestar.exchange.ssda903.dirt import (
    Dirt,
    DirtNoted,
    cells_of,
    lines_of,
    rows_of,
    separator_of,
    text_of,
)
from lodestar.exchange.ssda903.layouts import ALL_COLUMNS, LAYOUTS, Kind, Table, column_named, table_named
from lodestar.exchange.ssda903.read_fields import read_child, read_date
from lodestar.exchange.ssda903.read_table import RawTable

SEARCHED_FOR_COLUMNS = 20
"""How many lines from the top may come before the column names."""


def read_text_table(file: str, name: str, content: bytes) -> RawTable:
    """Return the table in a text file. Raises Unreadable where its bytes are no text."""
    dirt = DirtNoted()
    lines = lines_of(text_of(content, dirt))
    if not any(line and not line.isspace() for line in lines):
        return RawTable(file, name, "text", (), 1, (), dirt, problem="The file is empty.")
    found = _columns_in(lines)
    if found is not None:
        at, separator, columns = found
        if any(line.strip() for line in lines[:at] if not line.startswith("sep=")):
            dirt.note(Dirt.LINES_BEFORE_COLUMNS, 1)
        start = at + 1
    elif (assumed := _unnamed(lines, name)) is not None:
        at, separator, columns = assumed
        dirt.note(Dirt.NO_COLUMN_NAMES, at + 1)
        start = at
    else:
        separator = separator_of(lines[0])
        columns = cells_of(lines[0], separator) or lines[0].split(separator)
        problem = (
            "No file of the return has these columns. The first line must name them: CHILD and the others."
        )
        return RawTable(file, name, "text", [c[:60] for c in columns[:60]], 1, (), dirt, problem=problem)
    if separator != ",":
        dirt.note(Dirt.DELIMITER, at + 1)
    rows: Iterator[tuple[int, Sequence[str]]] = rows_of(lines, start, separator, len(columns), dirt)
    return RawTable(file, name, "text", columns, at + 1, rows, dirt)


def _columns_in(lines: list[str]) -> tuple[int, str, list[str]] | None:
    """Return the index of the line of column names, what separates them, and the names."""
    for at, line in enumerate(lines[:SEARCHED_FOR_COLUMNS]):
        if len(line) > 10_000:
            continue
        for separator in sorted(",;\t|", key=line.count, reverse=True):
            cells = cells_of(line, separator) or line.split(separator)
            if len(ALL_COLUMNS & {column_named(c) for c in cells}) >= 2:
                return at, separator, cells
    return None


def _unnamed(lines: list[str], name: str) -> tuple[int, str, list[str]] | None:
    """Return what a file without column names must be, by its name and the shape of its first row."""
    table: Table | None = table_named(name)
    if table is None:
        return None
    at = next(i for i, line in enumerate(lines) if line and not line.isspace())
    separator = separator_of(lines[at])
    cells = cells_of(lines[at], separator) or lines[at].split(separator)
    layout = LAYOUTS[table]
    if len(cells) != len(layout.fields) or read_child(cells[0].strip()).fault:
        return None
    days = [c.strip() for c, f in zip(cells, layout.fields, strict=True) if f.kind is Kind.DATE and c.strip()]
    if not days or any(read_date(day).fault for day in days):
        return None
    return at, separator, list(layout.columns)
