"""From the cells of one table, however they were written down, to typed rows and refusals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lodestar.exchange.ssda903.dirt import Dirt, DirtNoted
from lodestar.exchange.ssda903.layouts import (
    ALL_COLUMNS,
    LAYOUTS,
    REASON_COLUMN,
    Table,
    column_named,
    recognise,
    table_named,
)
from lodestar.exchange.ssda903.read_fields import Cell, FieldReader
from lodestar.exchange.ssda903.rows import FileRead, RefusedRow, ReturnRow, RowSource, Tolerated
from lodestar.exchange.ssda903.years import CollectionYear

LONGEST_SHOWN = 200
"""How much of an unreadable value is kept: a whole file may stand in one cell."""


@dataclass(slots=True)
class RawTable:
    """A table as it was found: its file's or sheet's name, its column names, and its rows with line numbers.

    `file` is the label people see (folder and file name); `names` are the names that may say which table it is.
    """

    file: str
    name: str
    format: str
    columns: Sequence[str]
    header_line: int
    rows: Iterable[tuple[int, Sequence[str]]]
    dirt: DirtNoted = field(default_factory=DirtNoted)
    year: CollectionYear | None = None
    year_from: str = ""
    problem: str = ""


@dataclass(slots=True)
class TableRead:
    """A table as read."""

    outcome: FileRead
    rows: list[ReturnRow]
    refused: list[RefusedRow]
    tolerated: list[Tolerated]


NO_YEAR = (
    "The collection year of this file is not known. Put it in a folder named after the year, such as 2017_18, "
    "or say the year"
)


def tolerated_in(file: str, dirt: DirtNoted) -> list[Tolerated]:
    """Return the dirt noted in a file, in the order of lines."""
    found = [Tolerated(file, kind, n, first, column) for (kind, column), (n, first) in dirt.seen.items()]
    return sorted(found, key=lambda t: (t.first_line, t.dirt, t.column))


def unread(raw: RawTable, problem: str) -> TableRead:
    """Return a table of which nothing was read, with the reason in words."""
    outcome = FileRead(raw.file, None, raw.year, raw.year_from, raw.format, 0, 0, problem=problem)
    return TableRead(outcome, [], [], tolerated_in(raw.file, raw.dirt))


def _columns_of(raw: RawTable) -> tuple[str, ...]:
    """Return the names of the columns as layouts write them, other spellings noted."""
    names = tuple(column_named(c) for c in raw.columns)
    for written, name in zip(raw.columns, names, strict=True):
        if name in ALL_COLUMNS and written.strip() != name:
            raw.dirt.note(Dirt.COLUMN_SPELLING, raw.header_line, name)
    return names


class _TableReader:
    """Reads the rows of one table whose layout, year and columns are known."""

    def __init__(
        self, raw: RawTable, table: Table, columns: tuple[str, ...], year: CollectionYear | None
    ) -> None:
        self.raw, self.table, self.columns, self.year = raw, table, columns, year
        layout = LAYOUTS[table]
        position: dict[str, int] = {}
        self.doubles: list[tuple[int, int]] = []
        for index, name in enumerate(columns):
            if name in layout.position and name in position:
                raw.dirt.note(Dirt.COLUMN_TWICE, raw.header_line, name)
                self.doubles.append((position[name], index))
            position.setdefault(name, index)
        self.missing = tuple(n for n in layout.columns if n not in position)
        self.extra = tuple(n for n in columns if n and n not in layout.position)
        known = [position[n] for n in layout.columns if n in position]
        if known != sorted(known):
            raw.dirt.note(Dirt.COLUMN_ORDER, raw.header_line)
        for name in self.missing:
            raw.dirt.note(Dirt.MISSING_COLUMN, raw.header_line, name)
        for name in self.extra:
            if name != REASON_COLUMN:
                raw.dirt.note(Dirt.EXTRA_COLUMN, raw.header_line, name)
        reading_year = year or CollectionYear(2018)
        self.readers = [(position.get(f.name), FieldReader(f, reading_year)) for f in layout.fields]
        self.width = len(columns)
        self.rows: list[ReturnRow] = []
        self.refused: list[RefusedRow] = []
        self.count = 0

    def read_all(self) -> None:
        """Read every row, each into `rows` or into `refused`."""
        note, width = self.raw.dirt.note, self.width
        for line, cells in self.raw.rows:
            if len(cells) != width:
                if not any(c and not c.isspace() for c in cells):
                    note(Dirt.BLANK_LINE, line)
                    continue
                cells = self._fitted(line, cells)
            self._read(line, cells)

    def _fitted(self, line: int, cells: Sequence[str]) -> Sequence[str]:
        if len(cells) < self.width:
            self.raw.dirt.note(Dirt.SHORT_ROW, line)
            return [*cells, *[""] * (self.width - len(cells))]
        if not any(c.strip() for c in cells[self.width :]):
            self.raw.dirt.note(Dirt.LONG_ROW, line)
            return cells[: self.width]
        return cells

    def _read(self, line: int, cells: Sequence[str]) -> None:
        values = []
        faults: list[tuple[str, str, str]] = []
        noted: list[tuple[Dirt, str]] = []
        for index, reader in self.readers:
            cell: Cell = reader.read(cells[index]) if index is not None else reader.read("")
            values.append(cell.value)
            if cell.fault:
                faults.append((reader.name, "" if index is None else cells[index], cell.fault))
            for kind in cell.dirt:
                noted.append((kind, reader.name))
        if faults and not any(c and not c.isspace() for c in cells):
            self.raw.dirt.note(Dirt.BLANK_LINE, line)
            return
        number, self.count = self.count, self.count + 1
        for kind, name in noted:
            self.raw.dirt.note(kind, line, name)
        faults += self._misfits(cells)
        if faults:
            self._refuse(line, number, cells, faults)
        elif self.year is not None:
            source = RowSource(self.year, self.raw.file, line)
            self.rows.append(ReturnRow(self.table, source, number, tuple(values)))

    def _misfits(self, cells: Sequence[str]) -> list[tuple[str, str, str]]:
        """Return what is wrong with a row as a whole."""
        found = []
        if len(cells) > self.width:
            over = len(cells) - self.width
            words = f"the row has {over} more cells than there are columns. Put a value with a comma in quotation marks"
            found.append(("", "", words))
        for first, second in self.doubles:
            if cells[first].strip() != cells[second].strip():
                words = "stands twice with different values. Leave one of the two columns out"
                found.append((self.columns[first], cells[second], words))
        if self.year is None:
            found.append(("", "", NO_YEAR))
        return found

    def _refuse(
        self, line: int, number: int, cells: Sequence[str], faults: list[tuple[str, str, str]]
    ) -> None:
        reason = "; ".join(f"{name} {words}".strip() for name, _, words in faults) + "."
        extra = tuple(f"EXTRA_{i + 1}" for i in range(len(cells) - self.width))
        name, value, _ = faults[0]
        raw = tuple(c[:LONGEST_SHOWN] for c in cells)
        self.refused.append(
            RefusedRow(
                self.raw.file,
                line,
                number,
                self.table,
                self.year,
                name,
                value[:LONGEST_SHOWN],
                reason[:1].upper() + reason[1:],
                self.columns + extra,
                raw,
            )
        )


def read_table(raw: RawTable) -> TableRead:
    """Return the rows of a table, read and refused, and what was tolerated. Never raises on content."""
    columns = _columns_of(raw)
    table = recognise(raw.name, columns)
    if table is None:
        return unread(
            raw, raw.problem or "No file of the return has these columns, and its name is none of theirs."
        )
    if (named := table_named(raw.name)) is not None and named is not table:
        raw.dirt.note(Dirt.OTHER_TABLE_THAN_NAMED, raw.header_line)
    if raw.year is not None and not LAYOUTS[table].exists_in(raw.year):
        raw.dirt.note(Dirt.FILE_OF_ANOTHER_YEAR, raw.header_line)
    reader = _TableReader(raw, table, columns, raw.year)
    reader.read_all()
    outcome = FileRead(
        raw.file,
        table,
        raw.year,
        raw.year_from,
        raw.format,
        reader.count,
        len(reader.rows),
        reader.missing,
        reader.extra,
        raw.problem or (NO_YEAR + "." if raw.year is None else ""),
    )
    return TableRead(outcome, reader.rows, reader.refused, tolerated_in(raw.file, raw.dirt))
