"""Keeping the rows of returns as they came, so that years imported apart give what they give together.

What a child's return says for a year is the set of that child's rows in that year's table. A later version of the file
replaces the set, child by child; a file of refused rows that were corrected adds to it. Nothing is deleted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lodestar.exchange.ssda903.layouts import LAYOUTS, REASON_COLUMN, Kind, Table
from lodestar.exchange.ssda903.models import KeptRow, ReturnImport
from lodestar.exchange.ssda903.queries import spoken_of, standing_rows
from lodestar.exchange.ssda903.rows import FileRead, ReturnRead, ReturnRow, RowSource, Value
from lodestar.exchange.ssda903.years import CollectionYear

AT_ONCE = 1000
Place = tuple[int, str, str]
"""Year ending, table, child: what a version of a file replaces as one."""


@dataclass(slots=True)
class Difference:
    """How what was read differs from what is kept: rows to add, rows that stand no more, and counts by file."""

    new: list[ReturnRow] = field(default_factory=list)
    gone: list[KeptRow] = field(default_factory=list)
    matched: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    added: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    replaced: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    not_mentioned: int = 0
    silent: set[str] = field(default_factory=set)

    @property
    def children(self) -> set[str]:
        """Return the children about whom anything new is said, or something no longer is.

        Where a year's table comes in for the first time, its silence about a child of an earlier year says something
        too (an episode left open has ended), so those children are among them.
        """
        return {row.child for row in self.new} | {row.child_key for row in self.gone} | self.silent


def difference(read: ReturnRead) -> Difference:
    """Return how a return as read differs from the rows kept of the same years."""
    supplements = {f.file for f in read.files if adds_to_what_stands(f)}
    stated: dict[Place, dict[str, ReturnRow]] = defaultdict(dict)
    whole: dict[Place, str] = {}
    found = Difference()
    for row in read.rows:
        place = (row.year.ending, row.table.value, row.child)
        if row.key in stated[place]:
            found.matched[row.source.file] += 1  # said twice in the same return: kept once
            continue
        stated[place][row.key] = row
        if row.source.file not in supplements:
            whole[place] = row.source.file
    spoken_before = {(year.ending, table.value) for year, table in spoken_of()}
    kept = kept_at({(year, table) for year, table, _ in stated})
    for place, rows in stated.items():
        standing = kept.pop(place, {})
        for key, row in rows.items():
            if key in standing:
                found.matched[row.source.file] += 1
            else:
                found.new.append(row)
                found.added[row.source.file] += 1
        if place in whole:
            for key, kept_row in standing.items():
                if key not in rows:
                    found.gone.append(kept_row)
                    found.replaced[whole[place]] += 1
    found.not_mentioned = len({child for _, _, child in kept})
    found.silent = children_of_other_years({(year, table) for year, table, _ in stated} - spoken_before)
    return found


def children_of_other_years(new: Collection[tuple[int, str]]) -> set[str]:
    """Return the children kept of other years, where a year's table comes in that had not come in before."""
    if not new:
        return set()
    return set(standing_rows().order_by().values_list("child_key", flat=True).distinct())


def adds_to_what_stands(file: FileRead) -> bool:
    """Return whether a file is one of refused rows that were corrected: it adds, and replaces nothing."""
    return REASON_COLUMN in file.extra_columns


def kept_at(places: Collection[tuple[int, str]]) -> dict[Place, dict[str, KeptRow]]:
    """Return the standing rows of these years' tables, by year, table and child, and by what they say."""
    found: dict[Place, dict[str, KeptRow]] = defaultdict(dict)
    for year, table in sorted(places):
        rows = (
            standing_rows()
            .filter(year_ending=year, table=table)
            .only("child_key", "key", "year_ending", "table")
        )
        for row in rows.iterator(chunk_size=2000):
            found[(year, table, row.child_key)][row.key] = row
    return found


def keep(found: Difference, *, by_import: ReturnImport) -> None:
    """Write the difference: the new rows, and which rows this import replaced."""
    KeptRow.objects.bulk_create((kept(row, by_import) for row in found.new), batch_size=AT_ONCE)
    for row in found.gone:
        row.replaced_in = by_import
    KeptRow.objects.bulk_update(found.gone, ["replaced_in"], batch_size=AT_ONCE)


def kept(row: ReturnRow, by_import: ReturnImport) -> KeptRow:
    """Return a row as it is kept."""
    return KeptRow(
        year_ending=row.year.ending,
        table=row.table.value,
        file=row.source.file[:200],
        line=row.source.line,
        row_number=row.row_number,
        child_key=row.child,
        key=row.key,
        values=[v.isoformat() if isinstance(v, date) else v for v in row.values],
        came_in=by_import,
    )


def rows_about(children: Collection[str]) -> Iterator[ReturnRow]:
    """Return every standing row about these children, of every year kept."""
    names = sorted(children)
    for start in range(0, len(names), AT_ONCE // 2):
        rows = standing_rows().filter(child_key__in=names[start : start + AT_ONCE // 2])
        fields = ("year_ending", "table", "file", "line", "row_number", "values")
        yield from (
            as_read(*row) for row in rows.order_by("pk").values_list(*fields).iterator(chunk_size=2000)
        )


def as_read(
    year_ending: int, table: str, file: str, line: int, row_number: int, values: list[Any]
) -> ReturnRow:
    """Return a kept row as it was when it was read."""
    layout = LAYOUTS[Table(table)]
    typed: Iterable[Value] = (
        date.fromisoformat(value) if value is not None and f.kind is Kind.DATE else value
        for f, value in zip(layout.fields, values, strict=True)
    )
    source = RowSource(year=CollectionYear(year_ending), file=file, line=line)
    return ReturnRow(table=layout.table, source=source, row_number=row_number, values=tuple(typed))
