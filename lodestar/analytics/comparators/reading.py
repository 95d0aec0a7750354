"""Reading a published file: which of the known formats it is, by its columns, and what it says.

Pure: bytes in, rows out; no database, no clock. Whatever cannot be read is told with its line and column, and the
rest is read. Two kinds of emptiness differ: in a table with a row for each figure an empty cell says that there is
none; in one with a column for each year it says nothing, because such tables hold years that a series never had.
"""

import hashlib
from collections import Counter
from collections.abc import Callable

from lodestar.analytics.comparators.areas import Areas
from lodestar.analytics.comparators.cells import read_year, shown
from lodestar.analytics.comparators.lines import NotReadable, Record, records_of, text_of
from lodestar.analytics.comparators.reading_rows import READERS, Table
from lodestar.analytics.comparators.rows import ReadFile
from lodestar.analytics.comparators.states import FORMAT_WORDS, MOST_NEIGHBOURS, Format

COLUMNS = {
    Format.COUNTS_AND_RATES: (
        "time_period", "geographic_level", "country_code", "region_code", "old_la_code", "la_name", "new_la_code",
        "population_type", "children_count", "rate_per_10000",
    ),
    Format.POPULATIONS: (
        "time_period", "geographic_level", "country_code", "region_code", "old_la_code", "la_name", "new_la_code",
        "age_group", "population_estimate",
    ),
    Format.INTERACTIVE_TOOL: ("short desc", "measure", "la and regions"),
    Format.NEIGHBOURS: ("old_la_code", "la_name")
    + tuple(f"sn_{rank}{end}" for rank in range(1, MOST_NEIGHBOURS + 1) for end in ("", "p")),
    Format.FACTS: ("source", "series", "area_code", "area_name"),
}  # fmt: skip
"""The columns that each format must have, in small letters; others are passed over."""
BY_YEARS = frozenset({Format.INTERACTIVE_TOOL, Format.FACTS})
SEARCHED_FOR_COLUMNS = 20
"""How many records from the top may come before the column names."""


def read_published(name: str, content: bytes, areas: Areas) -> ReadFile:
    """Return what a published file says. `name` is the file's, without its folder."""
    file = ReadFile(name[:200], hashlib.sha256(content).hexdigest())
    try:
        text = text_of(content)
    except NotReadable as why:
        file.problem = str(why)
        return file
    records = list(records_of(text))
    if not records:
        file.problem = "The file is empty."
        return file
    found = next(
        ((at, known) for at, r in enumerate(records[:SEARCHED_FOR_COLUMNS]) if (known := format_of(r.cells))),
        None,
    )
    if found is None:
        file.problem = what_is_missing(records[:SEARCHED_FOR_COLUMNS])
        return file
    at, file.format = found
    columns = records[at].cells
    twice = columns_twice(file.format, columns)
    if twice:
        file.problem = f"The column {twice} stands there twice, so it cannot be said which of them counts."
        return file
    read_records(Table(file, areas, columns), records[at + 1 :])
    if not text.endswith(("\n", "\r")):
        file.notes.append(
            "The last line has no end. If the file was cut off there, its last value may be wrong."
        )
    return file


def format_of(columns: list[str]) -> Format | None:
    """Return the format whose columns these are."""
    there = {column.lower() for column in columns}
    has_year = any(read_year(column) for column in columns)
    for known, needed in COLUMNS.items():
        if there.issuperset(needed) and (has_year or known not in BY_YEARS):
            return known
    return None


def what_is_missing(records: list[Record]) -> str:
    """Return why no format was recognised: the columns that the likeliest lacks, or that none is likely."""
    likeliest: tuple[float, Format, list[str]] | None = None
    for record in records:
        there = {cell.lower() for cell in record.cells}
        for known, needed in COLUMNS.items():
            missing = [column for column in needed if column not in there]
            if known in BY_YEARS and not any(read_year(cell) for cell in record.cells):
                missing.append("for a year, such as 2025")
            share = len(missing) / (len(needed) + (known in BY_YEARS))
            if share <= 0.5 and (likeliest is None or share < likeliest[0]):
                likeliest = share, known, missing
    if likeliest is None:
        first = ", ".join(shown(cell) for cell in records[0].cells[:6])
        return f"This is none of the files that can be read. Its first line is: {first}"
    _, known, missing = likeliest
    noun = "column" if len(missing) == 1 else "columns"
    return f"It looks like {FORMAT_WORDS[known]}, but has no {noun} {', '.join(missing)}."


def columns_twice(known: Format, columns: list[str]) -> str:
    """Return a column that counts and stands there twice; nothing where none does."""
    counted: Counter[str | int] = Counter()
    for column in columns:
        year = read_year(column) if known in BY_YEARS else None
        counted[year or column.lower()] += 1
    wanted = [c for c, times in counted.items() if times > 1 and (isinstance(c, int) or c in COLUMNS[known])]
    return str(wanted[0]) if wanted else ""


def read_records(table: Table, records: list[Record]) -> None:
    """Read every record after the column names into the table's file."""
    assert table.file.format is not None
    read: Callable[[Table, Record], None] = READERS[table.file.format]
    for record in records:
        table.file.records += 1
        if record.fault:
            table.refuse(record, "", f"The line {record.fault}.")
            continue
        surplus = [cell for cell in record.cells[table.width :] if cell]
        if len(record.cells) < table.width:
            last = record is records[-1]
            table.refuse(
                record,
                "",
                f"There are {len(record.cells)} values where the columns are {table.width}"
                + (": the file seems to be cut off here." if last else "."),
            )
        elif surplus:
            table.refuse(
                record,
                "",
                f"There are {len(record.cells)} values where the columns are {table.width}: "
                "a comma may stand in a value without quotation marks.",
            )
        else:
            read(table, record)
    table.finish()
