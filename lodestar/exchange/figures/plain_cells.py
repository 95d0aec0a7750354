"""Cells of a clean return, column by column: what reads as itself, and the rows that need the tolerant reader."""

from collections.abc import Iterable, Sequence

import polars as pl

from lodestar.exchange.figures.files import ReturnFile
from lodestar.exchange.ssda903.codes import CODES
from lodestar.exchange.ssda903.layouts import Table

UK_DATE, ISO_DATE = "%d/%m/%Y", "%Y-%m-%d"
IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9/_.\-]{0,19}$"
POSTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z0-9]{2}$"


def together(files: Iterable[ReturnFile], table: Table) -> pl.DataFrame | None:
    """Return the rows of a table of all years, oldest first, with `year`; None where no file holds it."""
    of_table = sorted((f for f in files if f.table is table), key=lambda f: f.year)
    if not of_table:
        return None
    return pl.concat(
        [f.rows.with_columns(pl.lit(f.year.ending, dtype=pl.Int32).alias("year")) for f in of_table]
    )


class Cells:
    """The rows of a table while their cells are read; `odd` gathers the children whose rows are not plain."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self.rows = rows
        self.odd: list[pl.Series] = []

    def set_aside(self, condition: pl.Expr) -> None:
        """Set the children aside of whom a row meets a condition."""
        self.odd.append(self.rows.filter(condition.fill_null(False))["CHILD"].unique())

    def days(self, *columns: str) -> None:
        """Read dates written the UK way or the ISO way."""
        for name in columns:
            written = pl.col(name)
            read = self.rows.select(
                written.str.to_date(UK_DATE, strict=False, exact=True).alias(name)
            ).to_series()
            if read.null_count() != self.rows[name].null_count():
                other = self.rows.select(written.str.to_date(ISO_DATE, strict=False).alias(name)).to_series()
                read = pl.select(pl.coalesce(read, other)).to_series()
                self.odd.append(
                    self.rows.filter(self.rows[name].is_not_null() & read.is_null())["CHILD"].unique()
                )
            self.rows = self.rows.with_columns(read.alias(name))

    def codes(self, *columns: str) -> None:
        """Keep codes that stand in the list of their field as they are written."""
        for name in columns:
            known = [code.code for code in CODES[name]]
            self.set_aside(pl.col(name).is_not_null() & ~pl.col(name).is_in(known))

    def whole(self, *columns: str) -> None:
        """Set aside the children of rows in which a column is blank that has to be filled."""
        for name in columns:
            self.set_aside(pl.col(name).is_null())

    def identifiers(self) -> None:
        """Set aside children whose identifier is not written as one; drop rows without any."""
        self.rows = self.rows.filter(pl.col("CHILD").is_not_null())
        children = self.rows.select("CHILD").unique()
        self.odd.append(
            children.filter(~pl.col("CHILD").str.contains(IDENTIFIER) | pl.col("CHILD").str.ends_with(".0"))[
                "CHILD"
            ]
        )

    def postcodes(self, *columns: str) -> None:
        """Read postcodes in capitals with one space; one of more than eight signs is none."""
        for name in columns:
            if self.rows.select((pl.col(name).is_null() | pl.col(name).str.contains(POSTCODE)).all()).item():
                continue
            plain = pl.col(name).str.to_uppercase().str.strip_chars().str.replace_all(r"\s+", " ")
            plain = plain.str.replace(r"^([A-Z]{1,2}[0-9][A-Z0-9]?) *([0-9][A-Z0-9]{2})$", "$1 $2")
            self.rows = self.rows.with_columns(
                pl.when(plain.str.len_chars() <= 8).then(plain).otherwise(None).alias(name)
            )

    def texts(self, name: str, longest: int) -> None:
        """Read a short text: a whole number with a decimal point loses it; a longer text is none."""
        text = pl.col(name).str.replace(r"^(\d+)\.0$", "$1")
        self.rows = self.rows.with_columns(
            pl.when(text.str.len_chars() <= longest).then(text).otherwise(None).alias(name)
        )


def one_statement(
    cells: Cells, keys: Sequence[str], same: Sequence[str], ends: Sequence[str]
) -> pl.DataFrame:
    """Return one row for each key: the latest year's, where the years agree; others' children are set aside.

    Columns of `same` have to agree in every year; in those of `ends` a blank may be filled by a later year only.
    """
    rows = cells.rows
    if rows.select(pl.struct(keys).n_unique()).item() == rows.height:
        return rows
    repeated = rows.filter(pl.struct(keys).is_duplicated())
    told = repeated.group_by(keys).agg(
        pl.struct(same).n_unique().alias("told") if same else pl.lit(1).alias("told"),
        (pl.col("year").n_unique() != pl.len()).alias("twice"),
        *(pl.col(name).drop_nulls().n_unique().alias(f"{name} told") for name in ends),
        *(
            (pl.col(name).is_null().last() & pl.col(name).is_not_null().any()).alias(f"{name} taken back")
            for name in ends
        ),
    )
    bad = (pl.col("told") > 1) | pl.col("twice")
    for name in ends:
        bad |= (pl.col(f"{name} told") > 1) | pl.col(f"{name} taken back")
    cells.odd.append(told.filter(bad)["CHILD"].unique())
    return rows.unique(keys, keep="last", maintain_order=True)
