"""Reading the return: files and folders in, typed rows out, and a word about everything that was not clean."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lodestar.exchange.ssda903.dirt import Dirt, Unreadable
from lodestar.exchange.ssda903.layouts import LAYOUTS, Kind, column_named, recognise
from lodestar.exchange.ssda903.read_fields import FieldReader
from lodestar.exchange.ssda903.read_table import RawTable, TableRead, read_table
from lodestar.exchange.ssda903.read_text import read_text_table
from lodestar.exchange.ssda903.read_xlsx import read_workbook
from lodestar.exchange.ssda903.read_xml import looks_like_xml, read_xml
from lodestar.exchange.ssda903.rows import FileRead, ReturnRead
from lodestar.exchange.ssda903.years import CollectionYear, year_named, year_of_most

__all__ = ["CollectionYear", "ReturnRead", "read_return"]


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read: what people see it called, where it is, and the folders whose names may tell the year."""

    label: str
    path: Path
    folders: tuple[str, ...]


def read_return(paths: Sequence[Path], year: CollectionYear | None = None) -> ReturnRead:
    """Return every row of the files and folders, typed or refused. Never raises on what they hold.

    `year` is the collection year of all of them. Without it, the year is the one their folder is named after
    (deepest first), then their file; then the year in which most dates of the files of the folder lie.
    """
    problems: list[FileRead] = []
    tables: dict[str, list[RawTable]] = {}
    for found in _files(paths, problems):
        for table in _tables(found, problems):
            _know_year(table, found, year)
            tables.setdefault(str(found.path.parent), []).append(table)
    read: list[TableRead] = []
    for together in tables.values():
        _infer_year([t for t in together if t.year is None and not (t.problem and not t.columns)])
        read += [read_table(table) for table in together]
    return ReturnRead(
        rows=tuple(row for t in read for row in t.rows),
        refused=tuple(row for t in read for row in t.refused),
        tolerated=tuple(dirt for t in read for dirt in t.tolerated),
        files=(*problems, *(t.outcome for t in read)),
    )


def _files(paths: Sequence[Path], problems: list[FileRead]) -> Iterator[_Found]:
    """Yield the files named and those in the folders named, hidden ones left out, each once."""
    seen: set[Path] = set()
    labels: set[str] = set()
    for path in paths:
        root = Path(path)
        try:
            whole = root.resolve()
            inside = sorted(p for p in whole.rglob("*") if p.is_file()) if whole.is_dir() else [whole]
        except (OSError, ValueError):
            problems.append(_problem(str(root), "There is no such file or folder."))
            continue
        if not whole.exists():
            problems.append(_problem(str(root), "There is no such file or folder."))
            continue
        if whole.is_dir() and not inside:
            problems.append(_problem(f"{whole.name}/", "The folder is empty."))
        for file in inside:
            parts = file.relative_to(whole).parts if whole.is_dir() else (file.name,)
            top = whole if whole.is_dir() else whole.parent
            if file in seen or any(part.startswith((".", "~$")) for part in parts):
                continue
            seen.add(file)
            folders = (*reversed(parts[:-1]), top.name)
            label = "/".join((top.name, *parts))
            if label in labels:
                label = f"{top.parent.name}/{label}"
            labels.add(label)
            yield _Found(label, file, folders)


def _problem(label: str, words: str) -> FileRead:
    return FileRead(label, None, None, "", "", 0, 0, problem=words)


def _tables(found: _Found, problems: list[FileRead]) -> list[RawTable]:
    """Return the tables in a file, or tell why there are none."""
    try:
        content = found.path.read_bytes()
        if content.startswith(b"PK\x03\x04"):
            return read_workbook(found.label, found.path.name, content)
        if looks_like_xml(content):
            return read_xml(found.label, content)
        return [read_text_table(found.label, found.path.name, content)]
    except OSError:
        problems.append(_problem(found.label, "The file could not be opened."))
    except Unreadable as fault:
        problems.append(_problem(found.label, str(fault)))
    return []


def _know_year(table: RawTable, found: _Found, given: CollectionYear | None) -> None:
    """Set the year of a table from what was said, its folder or its file's name."""
    by_folder = next((y for y in map(year_named, found.folders) if y), None)
    by_name = year_named(found.path.stem)
    if given is not None:
        table.year, table.year_from = given, "given"
        if (by_folder or by_name or given) != given:
            table.dirt.note(Dirt.YEAR_NOT_AS_NAMED, 1)
    elif by_folder is not None:
        table.year, table.year_from = by_folder, "folder"
    elif by_name is not None:
        table.year, table.year_from = by_name, "file name"


def _infer_year(tables: Iterable[RawTable]) -> None:
    """Set the year of tables from the dates in them: those of things that happen, not births."""
    waiting = list(tables)
    days = []
    for table in waiting:
        table.rows = list(table.rows)
        columns = [column_named(c) for c in table.columns]
        kind = recognise(table.name, columns)
        if kind is None:
            continue
        telling = [
            f for f in LAYOUTS[kind].fields if f.kind is Kind.DATE and f.name not in ("DOB", "MC_DOB", "DUC")
        ]
        for field in telling:
            if field.name in columns:
                at, reader = columns.index(field.name), FieldReader(field, CollectionYear(2018))
                cells = (reader.read(row[at]).value for _, row in table.rows if at < len(row))
                days += [c for c in cells if c is not None and not isinstance(c, (str, int))]
    year = year_of_most(days)
    if year is not None:
        for table in waiting:
            table.year, table.year_from = year, "content"
