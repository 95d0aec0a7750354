"""What each year's return says once of a child (OC2, OC3, AD1): its cells read as the tolerant reader reads them.

Such a row never sets its child aside: one with a cell that cannot be read is refused, as an import refuses it.
"""

from typing import Any

import polars as pl

from lodestar.analytics.measures.rows import SCHEMAS
from lodestar.exchange.ssda903.layouts import LAYOUTS, Kind, Table
from lodestar.exchange.ssda903.read_fields import FieldReader
from lodestar.exchange.ssda903.years import CollectionYear

TYPES = {Kind.DATE: pl.Date, Kind.INTEGER: pl.Int32}
COLUMNS: dict[Table, tuple[str, dict[str, str]]] = {
    Table.OC2: (
        "health",
        {
            "sdq_score": "SDQ_SCORE",
            "convicted": "CONVICTED",
            "development_checks": "HEALTH_CHECK",
            "immunised": "IMMUNISATIONS",
            "dentist": "TEETH_CHECK",
            "assessed": "HEALTH_ASSESSMENT",
            "substance_misuse": "SUBSTANCE_MISUSE",
        },
    ),
    Table.OC3: ("leavers", {"in_touch": "IN_TOUCH", "activity": "ACTIV", "accommodation": "ACCOM"}),
    Table.AD1: (
        "adopted",
        {"decided_on": "DATE_INT", "matched_on": "DATE_MATCH", "by_foster_carer": "FOSTER_CARE"},
    ),
}


def read_yearly(rows: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, int]:
    """Return the measures' table of a yearly table of the return, and how many of its rows could not be read.

    Where a year speaks twice of a child, the fuller row stands. AD1 keeps the latest year of a child.
    """
    read, refused = _cells(rows, table)
    name, columns = COLUMNS[table]
    schema = SCHEMAS[name]
    fuller = pl.sum_horizontal(pl.col(field).is_not_null() for field in LAYOUTS[table].columns)
    one_a_year = read.sort(pl.col("year"), fuller, descending=[False, True], maintain_order=True).unique(
        ["CHILD", "year"], keep="first", maintain_order=True
    )
    if table is Table.AD1:
        one_a_year = one_a_year.unique("CHILD", keep="last", maintain_order=True)
    found = one_a_year.select(
        pl.col("CHILD").cast(pl.Categorical).alias("child"),
        pl.col("year").alias("year_ending"),
        *(_as(schema[name], column).alias(name) for name, column in columns.items()),
    )
    return found.select(list(schema)), refused


def _as(kind: type[pl.DataType], column: str) -> pl.Expr:
    """Return a column as the measures have it: a flag as yes or no, a code that is not said as nothing."""
    if kind is pl.Boolean:
        return pl.when(pl.col(column).is_not_null()).then(pl.col(column) == "1")
    return pl.col(column).fill_null("") if kind is pl.String else pl.col(column)


def _cells(rows: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, int]:
    """Return the rows with every cell read; those with a cell that cannot be are left out and counted."""
    bad = pl.lit(False)
    for field in LAYOUTS[table].fields:
        reader = FieldReader(field, CollectionYear(2018))
        values: dict[str, Any] = {}
        faults: list[str] = []
        for raw in rows[field.name].drop_nulls().unique().cast(pl.String):
            cell = reader.read(raw)
            values[raw] = cell.value
            if cell.fault:
                faults.append(raw)
        bad |= pl.col(field.name).cast(pl.String).is_in(faults).fill_null(field.is_needed)
        kind = TYPES.get(field.kind, pl.String)
        rows = rows.with_columns(
            pl.col(field.name)
            .cast(pl.String)
            .replace_strict(values, default=None, return_dtype=kind)
            .alias(f"{field.name} read")
            if values
            else pl.lit(None, dtype=kind).alias(f"{field.name} read")
        )
    kept = rows.filter(~bad)
    read = kept.select(
        *(pl.col(f"{field.name} read").alias(field.name) for field in LAYOUTS[table].fields), "year"
    )
    return read, rows.height - kept.height
