"""The files of returns as columns of text: found, told apart, each with its year; nothing judged yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from lodestar.exchange.ssda903.layouts import LAYOUTS, Table, column_named, recognise
from lodestar.exchange.ssda903.years import CollectionYear, year_named

# Identifiers are kept as numbers into one list: rows are joined by them all the time.
CHILD_IS: dict[str, type[pl.DataType]] = {"CHILD": pl.Categorical}
# Derived by the department, and given in some extracts (2-law 1.12).
DERIVED = ("PL_DISTANCE", "PL_LOCATION")


class NotPlain(Exception):
    """Some file is not a plain CSV of a known table and year: the tolerant reader has to read them all."""


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """One file: where it is, which table and year, and its rows as text under the layout's names."""

    path: Path
    table: Table
    year: CollectionYear
    rows: pl.DataFrame


def return_files(paths: Sequence[Path], year: CollectionYear | None = None) -> list[ReturnFile]:
    """Return every file of the folders, each with its table and year. Raises NotPlain where one is no clean CSV."""
    found = [_read(path, root, year) for path, root in _found(paths)]
    if not found:
        raise NotPlain("There are no files.")
    return found


def _found(paths: Iterable[Path]) -> list[tuple[Path, Path]]:
    """Return the files of the folders and files named, each once, with the folder it was found under."""
    found: dict[Path, Path] = {}
    for path in paths:
        whole = path.resolve()
        if not whole.exists():
            raise NotPlain(f"{path.name} is not there.")
        for file in sorted(whole.rglob("*")) if whole.is_dir() else [whole]:
            parts = file.relative_to(whole).parts if whole.is_dir() else (file.name,)
            if file.is_file() and not any(part.startswith((".", "~$")) for part in parts):
                found.setdefault(file, whole if whole.is_dir() else whole.parent)
    return list(found.items())


def _read(path: Path, root: Path, given: CollectionYear | None) -> ReturnFile:
    """Read one file as text. Raises NotPlain."""
    if path.suffix.lower() != ".csv":
        raise NotPlain(path.name)
    inside = path.relative_to(root).parts[:-1]
    folders = [*reversed(inside), root.name]
    year = given or next((y for y in map(year_named, folders) if y), None) or year_named(path.stem)
    try:
        rows = pl.read_csv(path, infer_schema=False, schema_overrides=CHILD_IS)
    except (pl.exceptions.PolarsError, UnicodeDecodeError, OSError):
        raise NotPlain(path.name) from None
    if rows.schema.get("CHILD") != pl.Categorical:
        raise NotPlain(path.name)
    names = {written: column_named(written) for written in rows.columns}
    if len(set(names.values())) != len(names):
        raise NotPlain(path.name)
    rows = rows.rename(names)
    table = recognise(path.name, rows.columns)
    if table is None or year is None or year.ending < 2018:
        raise NotPlain(path.name)
    wanted = [*LAYOUTS[table].columns, *(DERIVED if table is Table.EPISODES else ())]
    needed = {field.name for field in LAYOUTS[table].fields if field.is_needed}
    if not needed <= set(rows.columns):
        raise NotPlain(path.name)
    columns = [
        pl.col(name) if name in rows.columns else pl.lit(None, dtype=pl.String).alias(name) for name in wanted
    ]
    return ReturnFile(path, table, year, rows.select(columns))
