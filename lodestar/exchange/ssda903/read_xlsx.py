"""Tables in an Excel workbook, one on each sheet."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import openpyxl

from lodestar.exchange.ssda903.dirt import Dirt, DirtNoted, Unreadable
from lodestar.exchange.ssda903.layouts import ALL_COLUMNS, column_named
from lodestar.exchange.ssda903.read_table import RawTable

LARGEST_UNPACKED = 1_000_000_000
"""A workbook that unpacks to more bytes than this is no return, but a bomb."""

SEARCHED_FOR_COLUMNS = 20


def cell_text(value: object) -> str:
    """Return a cell as a text file would have it. A spreadsheet's own dates and whole numbers are no dirt."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return f"{value:%d/%m/}{value.year:04d}"
    if isinstance(value, date):
        return f"{value:%d/%m/}{value.year:04d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def read_workbook(file: str, name: str, content: bytes) -> list[RawTable]:
    """Return the table on each sheet of a workbook that has anything on it. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise Unreadable("This workbook is too large to be a return.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which do not concern what is read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = [(sheet.title, _rows(sheet)) for sheet in book.worksheets]
            book.close()
    except Unreadable:
        raise
    except Exception as fault:  # a broken workbook breaks openpyxl in a dozen ways, none of them ours to list
        raise Unreadable("This Excel workbook is damaged, or it is another kind of packed file.") from fault
    filled = [(title, rows) for title, rows in sheets if any(any(row) for row in rows)]
    if not filled:
        raise Unreadable("The workbook is empty.")
    several = len(filled) > 1
    return [
        _table(f"{file}[{title}]", f"{title}" if several else f"{name} {title}", rows)
        for title, rows in filled
    ]


def _rows(sheet: "openpyxl.worksheet._read_only.ReadOnlyWorksheet") -> list[list[str]]:
    sheet.reset_dimensions()  # some exporters write a wrong extent
    return [[cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _table(file: str, name: str, rows: list[list[str]]) -> RawTable:
    dirt = DirtNoted()
    at = next((i for i, row in enumerate(rows[:SEARCHED_FOR_COLUMNS]) if _names_columns(row)), None)
    if at is None:
        problem = (
            "No file of the return has these columns. The first row must name them: CHILD and the others."
        )
        return RawTable(file, name, "xlsx", (), 1, (), dirt, problem=problem)
    if any(any(cell.strip() for cell in row) for row in rows[:at]):
        dirt.note(Dirt.LINES_BEFORE_COLUMNS, 1)
    named = list(rows[at])
    while named and not named[-1].strip():
        named.pop()
    return RawTable(file, name, "xlsx", named, at + 1, _filled(rows, at + 1, len(named), dirt), dirt)


def _names_columns(cells: list[str]) -> bool:
    return len(ALL_COLUMNS & {column_named(c) for c in cells}) >= 2


def _filled(
    rows: list[list[str]], start: int, width: int, dirt: DirtNoted
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows of a sheet below its column names: a sheet's width is its widest row's, so none is short."""
    last = max((i for i, row in enumerate(rows) if any(c.strip() for c in row)), default=-1)
    for index in range(start, last + 1):
        cells = rows[index]
        if not any(cell.strip() for cell in cells):
            dirt.note(Dirt.BLANK_LINE, index + 1)
            continue
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        while len(cells) > width and not cells[-1].strip():
            cells = cells[:-1]
        yield index + 1, cells
