"""Writing refused rows to files that a person can correct and bring in again."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from lodestar.exchange.ssda903.layouts import REASON_COLUMN, Table
from lodestar.exchange.ssda903.rows import RefusedRow
from lodestar.exchange.ssda903.years import CollectionYear

FILE_NAMES = {
    Table.HEADER: "header",
    Table.EPISODES: "episodes",
    Table.REVIEWS: "reviews",
    Table.UASC: "uasc",
    Table.OC2: "oc2",
    Table.OC3: "oc3",
    Table.AD1: "ad1",
    Table.PLACED_ADOPTION: "placed_adoption",
    Table.PREV_PERM: "prev_perm",
    Table.MISSING: "missing",
    Table.SW_EPISODES: "sw_episodes",
    Table.DOLO: "dolo",
}


def write_refused(refused: Iterable[RefusedRow], folder: Path) -> list[Path]:
    """Write refused rows as they were, with a column REASON, and return the files written.

    One file for each year, table and set of columns, in a folder named after the year, so that the folder can be
    read again after correction. UTF-8 with a byte order mark, which spreadsheets need. Raises OSError.
    """
    groups: dict[tuple[CollectionYear | None, Table, tuple[str, ...]], list[RefusedRow]] = defaultdict(list)
    for row in refused:
        groups[(row.year, row.table, row.columns)].append(row)
    written: list[Path] = []
    for (year, table, columns), rows in groups.items():
        place = folder / (year.folder if year is not None else "year_not_known")
        place.mkdir(parents=True, exist_ok=True)
        name, number = place / f"{FILE_NAMES[table]}.csv", 1
        while name in written:
            number += 1
            name = place / f"{FILE_NAMES[table]}_{number}.csv"
        with name.open("w", newline="", encoding="utf-8-sig", errors="replace") as file:
            pen = csv.writer(file)
            pen.writerow([*columns, REASON_COLUMN])
            for row in rows:
                cells = [c.replace("\n", " ").replace("\r", " ") for c in row.raw]
                pen.writerow([*cells, *[""] * (len(columns) - len(cells)), row.reason])
        written.append(name)
    return written
