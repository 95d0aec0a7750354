"""Histories that the tolerant reader stitched, as rows of the measures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from lodestar.analytics.measures.rows import SCHEMAS
from lodestar.exchange.ssda903.histories import ChildReturnHistory
from lodestar.exchange.ssda903.layouts import Table

FLAGS = (
    "CONVICTED",
    "HEALTH_CHECK",
    "IMMUNISATIONS",
    "TEETH_CHECK",
    "HEALTH_ASSESSMENT",
    "SUBSTANCE_MISUSE",
)


def rows_of_histories(
    histories: Iterable[ChildReturnHistory], *, with_yearly: bool
) -> dict[str, pl.DataFrame]:
    """Return the measures' tables of stitched histories; `with_yearly` takes OC2, OC3 and AD1 from them too."""
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in OF_HISTORIES}
    for history in histories:
        _add(found, history, with_yearly=with_yearly)
    return {
        name: pl.DataFrame(rows, schema=dict(SCHEMAS[name]), orient="row") for name, rows in found.items()
    }


OF_HISTORIES = (
    "children", "periods", "legal", "placements", "reviews", "missing", "unaccompanied", "adoption", "workers",
    "health", "leavers", "adopted",
)  # fmt: skip


def _add(found: dict[str, list[tuple[Any, ...]]], history: ChildReturnHistory, *, with_yearly: bool) -> None:
    child = history.child
    found["children"].append((child, history.born_on, history.sex, history.ethnicity))
    for period in history.periods:
        found["periods"].append(
            (
                child,
                period.from_on,
                period.until_on,
                period.end_reason,
                period.category_of_need,
                period.start_seen,
            )
        )
        found["legal"] += [(child, one.from_on, one.until_on, one.code) for one in period.statuses]
        found["placements"] += [
            (
                child, one.from_on, one.until_on, one.type, one.provider, one.urn, one.postcode, None, "",
                not one.is_same_carer, one.is_planned,
            )
            for one in period.placements
        ]  # fmt: skip
    found["reviews"] += [(child, one.held_on, one.participation) for one in history.reviews]
    found["missing"] += [(child, one.from_on, one.until_on, one.code) for one in history.missing]
    found["unaccompanied"] += [(child, one.from_on, one.until_on) for one in history.unaccompanied]
    found["adoption"] += [(child, one.from_on, one.until_on) for one in history.adoption_decisions]
    found["workers"] += [(child, one.from_on, one.until_on, one.worker) for one in history.social_workers]
    for said in history.yearly if with_yearly else ():
        name, row = _yearly(child, said.table, said.year.ending, dict(said.values))
        found[name].append(row)


def _yearly(child: str, table: Table, year: int, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """Return which table a yearly row belongs to, and it."""
    if table is Table.OC2:
        return "health", (child, year, values["SDQ_SCORE"], *(_flag(values[name]) for name in FLAGS))
    if table is Table.OC3:
        return "leavers", (
            child, year, values["IN_TOUCH"] or "", values["ACTIV"] or "", values["ACCOM"] or "",
        )  # fmt: skip
    days = [
        value if isinstance(value, date) else None for value in (values["DATE_INT"], values["DATE_MATCH"])
    ]
    return "adopted", (child, *days, _flag(values["FOSTER_CARE"]))


def _flag(value: Any) -> bool | None:
    return None if value is None else str(value) == "1"
