"""What reading a return gives: typed rows, rows refused, tolerances used, and what became of each file."""

import hashlib
from dataclasses import dataclass
from datetime import date

from lodestar.exchange.ssda903.dirt import Dirt
from lodestar.exchange.ssda903.layouts import LAYOUTS, Table
from lodestar.exchange.ssda903.years import CollectionYear

Value = date | str | int | None
"""A field as read: a date, a code or text, a whole number, or None where it was blank."""


@dataclass(frozen=True, slots=True)
class RowSource:
    """Where a statement was made: which year's return, which file, which line (the header is line 1)."""

    year: CollectionYear
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.year} {self.file} line {self.line}"


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A row of a return that could be read: its fields, typed, in the order of the table's layout.

    `row_number` counts the file's data rows from 0.
    """

    table: Table
    source: RowSource
    row_number: int
    values: tuple[Value, ...]

    @property
    def year(self) -> CollectionYear:
        """Return the collection year of the return it stands in."""
        return self.source.year

    @property
    def child(self) -> str:
        """Return the child's identifier."""
        return str(self.values[0])

    def __getitem__(self, field: str) -> Value:
        """Return a field by name. Raises KeyError for a field that the table does not have."""
        return self.values[LAYOUTS[self.table].position[field]]

    def day(self, field: str) -> date | None:
        """Return a date field, or None where it is blank."""
        value = self[field]
        return value if isinstance(value, date) else None

    def text(self, field: str) -> str:
        """Return a code or text field, or "" where it is blank."""
        value = self[field]
        return "" if value is None else str(value)

    def as_dict(self) -> dict[str, Value]:
        """Return the fields by name."""
        return dict(zip(LAYOUTS[self.table].columns, self.values, strict=True))

    @property
    def key(self) -> str:
        """Return a short name for what the row says, the same wherever in the year's return it stands.

        By it a row that a person accepted is recognised when the return is read again.
        """
        said = "\x1f".join(["" if v is None else str(v) for v in self.values])
        whole = f"{self.table}\x1e{self.year.ending}\x1e{said}"
        return hashlib.blake2b(whole.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not be read: the first field at fault, its value, why, and the row as it was written.

    `reason` names every fault of the row. `line` is the line in the file, `row_number` counts data rows from 0.
    """

    file: str
    line: int
    row_number: int
    table: Table
    year: CollectionYear | None
    field: str
    value: str
    reason: str
    columns: tuple[str, ...]
    raw: tuple[str, ...]

    @property
    def child(self) -> str:
        """Return the child's identifier as it was written, or "" where it was not."""
        try:
            return self.raw[self.columns.index("CHILD")].strip()
        except (ValueError, IndexError):
            return ""


@dataclass(frozen=True, slots=True)
class Tolerated:
    """A kind of dirt that was read through: in which file and column, how often, and where first."""

    file: str
    dirt: Dirt
    count: int
    first_line: int
    column: str = ""

    @property
    def words(self) -> str:
        """Return what was tolerated, as a sentence."""
        where = f" in {self.column}" if self.column else ""
        often = "once" if self.count == 1 else f"{self.count:,} times"
        return f"{self.file}: {self.dirt.words}{where}, {often}, first on line {self.first_line}"


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of a file, or of a sheet or table in it: `rows` data rows, of which `read` could be read.

    `problem` says in words why nothing could be read of it, or why reading stopped. `year_from` says how the
    year was known: "given", "folder", "file name" or "content".
    """

    file: str
    table: Table | None
    year: CollectionYear | None
    year_from: str
    format: str
    rows: int
    read: int
    missing_columns: tuple[str, ...] = ()
    extra_columns: tuple[str, ...] = ()
    problem: str = ""

    @property
    def refused(self) -> int:
        """Return how many data rows could not be read."""
        return self.rows - self.read


@dataclass(frozen=True, slots=True)
class ReturnRead:
    """A return as read. Every data row of every recognised file is in `rows` or in `refused`."""

    rows: tuple[ReturnRow, ...]
    refused: tuple[RefusedRow, ...]
    tolerated: tuple[Tolerated, ...]
    files: tuple[FileRead, ...]

    @property
    def years(self) -> tuple[CollectionYear, ...]:
        """Return the collection years of which rows were read, oldest first."""
        return tuple(sorted({row.year for row in self.rows}))

    @property
    def problems(self) -> tuple[FileRead, ...]:
        """Return the files that could not be read, or not to their end."""
        return tuple(f for f in self.files if f.problem)
