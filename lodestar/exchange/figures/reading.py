"""Rows of the measures from the files of returns: clean children by columns, the others by the tolerant reader.

Most rows of most returns are clean. They are read and joined a column at a time; a child with any row that is not goes
whole to the reader and the stitching that imports use (`ssda903`), so that a figure from the files is the figure the
register gives after importing them.
"""

import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from lodestar.analytics.measures.rows import SCHEMAS, Rows
from lodestar.exchange.figures import plain_others as others
from lodestar.exchange.figures.files import NotPlain, ReturnFile, return_files
from lodestar.exchange.figures.plain_cells import Cells, together
from lodestar.exchange.figures.plain_episodes import care_of, read_episodes
from lodestar.exchange.figures.plain_yearly import COLUMNS, read_yearly
from lodestar.exchange.figures.stitched import rows_of_histories
from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.read import ReturnRead, read_return
from lodestar.exchange.ssda903.stitch import Stitched, stitch
from lodestar.exchange.ssda903.years import CollectionYear
from lodestar.govuk.words import counted

OF_TABLE = {
    Table.REVIEWS: "reviews",
    Table.MISSING: "missing",
    Table.UASC: "unaccompanied",
    Table.PLACED_ADOPTION: "adoption",
    Table.SW_EPISODES: "workers",
    Table.OC2: "health",
    Table.OC3: "leavers",
    Table.AD1: "adopted",
}


class Unreadable(Exception):
    """The files hold no return, in words."""


def rows_of_returns(paths: Sequence[Path], year: CollectionYear | None = None) -> Rows:
    """Return the rows of the returns in folders and files, of one or several linked years.

    Raises Unreadable where nothing of them is a return.
    """
    try:
        files = return_files(paths, year)
    except NotPlain:
        return _all_stitched(paths, year)
    if not any(f.table is Table.HEADER for f in files) or not any(f.table is Table.EPISODES for f in files):
        return _all_stitched(paths, year)
    tables, odd, refused = _plain(files)
    caveats = _caveats(refused, 0)
    if odd:
        rest, read, joined = _stitched(files, odd)
        caveats = _caveats(refused + len(read.refused), len(joined.held))
        aside = pl.DataFrame({"child": sorted(odd)}, schema={"child": pl.Categorical})
        tables = {
            name: frame
            if name in YEARLY
            else pl.concat([frame.join(aside, on="child", how="anti", maintain_order="left"), rest[name]])
            for name, frame in tables.items()
        }
    return Rows(tables, _source({f.year for f in files}), caveats)


YEARLY = ("health", "leavers", "adopted")


def _source(years: Collection[CollectionYear]) -> str:
    named = ", ".join(str(year) for year in sorted(years))
    return f"the return of {named}" if len(years) == 1 else f"the returns of {named}"


def _plain(files: list[ReturnFile]) -> tuple[dict[str, pl.DataFrame], set[str], int]:
    """Return the tables of the clean children, the children set aside, and how many yearly rows were refused."""
    aside: list[Cells] = []

    def cells(table: Table) -> Cells | None:
        rows = together(files, table)
        if rows is None:
            return None
        aside.append(Cells(rows))
        return aside[-1]

    def last_year(table: Table) -> int:
        return max(f.year.ending for f in files if f.table is table)

    header, episodes = cells(Table.HEADER), cells(Table.EPISODES)
    assert header is not None and episodes is not None
    who = others.read_children(header)
    births = who.select("CHILD", pl.col("DOB").alias("born"))
    care = care_of(read_episodes(episodes, births, last_year(Table.EPISODES)))
    tables = {
        "children": who.select(
            pl.col("CHILD").alias("child"),
            pl.col("DOB").alias("born_on"),
            pl.col("SEX").alias("sex"),
            pl.col("ETHNIC").alias("ethnicity"),
        ),
        "periods": care.periods,
        "legal": care.legal,
        "placements": care.placements,
    }
    if (found := cells(Table.REVIEWS)) is not None:
        tables["reviews"] = others.read_reviews(found, births, care.periods)
    for table, kind in (
        (Table.MISSING, others.MISSING),
        (Table.PLACED_ADOPTION, others.DECISIONS),
        (Table.SW_EPISODES, others.WORKERS),
    ):
        if (found := cells(table)) is not None:
            spans = others.read_times(found, kind, births, care.periods, last_year(table))
            tables[OF_TABLE[table]] = spans.rename(
                dict(zip(spans.columns, SCHEMAS[OF_TABLE[table]], strict=True))
            )
    if (found := cells(Table.UASC)) is not None:
        tables["unaccompanied"] = others.read_unaccompanied(found, births, care.periods)
    refused = 0
    for table in COLUMNS:
        if (rows := together(files, table)) is not None:
            tables[OF_TABLE[table]], number = read_yearly(rows, table)
            refused += number
    odd = {child for one in aside for series in one.odd for child in series if child is not None}
    return tables, odd, refused


def _stitched(files: list[ReturnFile], odd: set[str]) -> tuple[dict[str, pl.DataFrame], ReturnRead, Stitched]:
    """Return the tables of the children set aside, read and stitched as an import would."""
    aside = pl.DataFrame({"CHILD": sorted(odd)}, schema={"CHILD": pl.Categorical})
    with tempfile.TemporaryDirectory() as place:
        for number, file in enumerate(f for f in files if f.table not in COLUMNS):
            folder = Path(place) / str(number) / file.year.folder
            folder.mkdir(parents=True)
            file.rows.join(aside, on="CHILD", how="semi", maintain_order="left").write_csv(
                folder / file.path.name
            )
        read = read_return([Path(place)])
    spoken = {(file.year, file.table) for file in files}
    joined = stitch(read.rows, unread=read.refused, spoken=spoken)
    distances = _distances(files, aside)
    tables = rows_of_histories(joined.histories.values(), with_yearly=False)
    tables["placements"] = _with_distances(tables["placements"], distances)
    return tables, read, joined


def _distances(files: list[ReturnFile], aside: pl.DataFrame) -> pl.DataFrame | None:
    """Return the distances that an extract gives beside the return's own columns, by child and first day."""
    rows = together(files, Table.EPISODES)
    if rows is None or rows["PL_DISTANCE"].null_count() == rows.height:
        return None
    miles = pl.col("PL_DISTANCE").cast(pl.Float64, strict=False)
    return (
        rows.join(aside, on="CHILD", how="semi")
        .select(
            pl.col("CHILD").alias("child"),
            pl.col("DECOM").str.to_date("%d/%m/%Y", strict=False).alias("from_on"),
            miles.alias("given_miles"),
            pl.col("PL_LOCATION").fill_null("").alias("given_location"),
        )
        .unique(["child", "from_on"], keep="last")
    )


def _with_distances(placements: pl.DataFrame, distances: pl.DataFrame | None) -> pl.DataFrame:
    if distances is None:
        return placements
    joined = placements.join(distances, on=["child", "from_on"], how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("given_miles").alias("miles"), pl.col("given_location").fill_null("").alias("location")
    ).select(placements.columns)


def _all_stitched(paths: Sequence[Path], year: CollectionYear | None) -> Rows:
    """Return the rows of files of any kind, every row read and stitched as an import would."""
    read = read_return(paths, year)
    if not read.rows:
        told = [f"{one.file}: {one.problem}" for one in read.problems]
        raise Unreadable("\n".join(told) or "No row of a return could be read there.")
    joined = stitch(read.rows, unread=read.refused)
    held = {file.table for file in read.files}
    absent = {name for table, name in OF_TABLE.items() if table not in held}
    tables = rows_of_histories(joined.histories.values(), with_yearly=True)
    kept = {name: frame for name, frame in tables.items() if name not in absent}
    return Rows(kept, _source(set(read.years)), _caveats(len(read.refused), len(joined.held)))


def _caveats(refused: int, held: int) -> tuple[str, ...]:
    """Say how many rows could not be used."""
    found = []
    if refused:
        found.append(f"{counted(refused, 'row')} could not be read.")
    if held:
        found.append(f"{counted(held, 'row')} cannot be true as written, and counted nowhere.")
    if found:
        found.append("`lodestar ssda903 import --dry-run` on the same files names each of them.")
    return tuple(found)
