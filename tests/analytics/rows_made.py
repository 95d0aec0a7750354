"""Hand-made rows for measures: a child in a line, spans in order."""

from datetime import date
from typing import Any

import polars as pl

from lodestar.analytics.measures.rows import SCHEMAS, Rows


class Made:
    """Gathers the rows of made-up children and hands them over as the measures take them."""

    def __init__(self) -> None:
        self.tables: dict[str, list[tuple[Any, ...]]] = {
            name: [] for name in ("children", "periods", "legal", "placements", "reviews")
        }

    def child(self, name: str, born: date, sex: str = "F", ethnicity: str = "WBRI") -> "Made":
        self.tables["children"].append((name, born, sex, ethnicity))
        return self

    def care(
        self,
        name: str,
        start: date,
        end: date | None = None,
        reason: str = "",
        legal: list[tuple[date, str]] | None = None,
        homes: list[tuple[Any, ...]] | None = None,
        need: str = "N1",
        seen: bool = True,
    ) -> "Made":
        """A period of care; `homes` are (from, type[, new carer[, planned[, miles, location]]])."""
        self.tables["periods"].append((name, start, end, reason, need, seen))
        spans = legal or [(start, "C2")]
        for (day, code), until in zip(spans, [*(d for d, _ in spans[1:]), end], strict=True):
            self.tables["legal"].append((name, day, until, code))
        places = homes or [(start, "U6")]
        for home, until in zip(places, [*(h[0] for h in places[1:]), end], strict=True):
            day, kind, *more = home
            new_carer, planned, miles, location = [*more, *(True, True, None, "")[len(more) :]]
            where = f"AB{len(self.tables['placements'])} 1CD"
            self.tables["placements"].append(
                (name, day, until, kind, "PR1", "1234567", where, miles, location, new_carer, planned)
            )
        return self

    def at_same_address(self, name: str, first: int, second: int) -> "Made":
        """Give the second home of a child the address of the first."""
        rows = self.tables["placements"]
        mine = [place for place, row in enumerate(rows) if row[0] == name]
        row = rows[mine[second]]
        rows[mine[second]] = (*row[:6], rows[mine[first]][6], *row[7:])
        return self

    def reviewed(self, name: str, *days: date, code: str = "PN1") -> "Made":
        self.tables["reviews"] += [(name, day, code) for day in days]
        return self

    def add(self, table: str, *rows: tuple[Any, ...]) -> "Made":
        self.tables.setdefault(table, []).extend(rows)
        return self

    def rows(self) -> Rows:
        frames = {
            name: pl.DataFrame(rows, schema=dict(SCHEMAS[name]), orient="row")
            for name, rows in self.tables.items()
        }
        return Rows(frames, "made-up rows")
