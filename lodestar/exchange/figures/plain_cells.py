"""Cells of a clean return, column by column: what reads as itself, and the rows that need the tolerant reader."""

from collections.abc import Iterable, Sequence

import polars as pl

from lodestar.exchange.figures.files import ReturnFile
from lodestar.exchange.ssda903.codes import CODES
from lodestar.exchange.ssda903.layouts import Table

UK_DATE, ISO_DATE = "%d/%m/%Y", "%Y-%m-%d"
IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9/_.\-]{0,19}$"
POSTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z0-9]{2}$"
SHAPED = r"^([A-Z]{1,2}[0-9][A-Z0-9]?) *([0-9][A-Z0-9]{2})$"
FIRST_YEAR = 2000


def together(files: Iterable[ReturnFile], table: Table) -> pl.DataFrame | None:
    """Return the rows of a table of all years, oldest first, with `year`; None where no file holds it."""
    of_table = sorted((f for f in files if f.table is table), key=lambda f: f.year)
    if not of_table:
        return None
    return pl.concat(
        [f.rows.with_columns(pl.lit(f.year.ending, dtype=pl.Int32).alias("year")) for f in of_table]
    )


class Cells:
    """The rows of a table while their cells are read; `odd` gathers the children whose rows are not plain.

    Conditions that set a child aside are gathered and asked together (`settle`), before rows are put in another order.
    """

    def __init__(self, rows: pl.DataFrame) -> None:
        self.rows = rows.filter(pl.col("CHILD").is_not_null())
        self.odd: list[pl.Series] = []
        self._conditions: list[pl.Expr] = []

    def set_aside(self, *conditions: pl.Expr) -> None:
        """Set the children aside of whom a row meets one of these conditions, when they are settled."""
        self._conditions += [condition.fill_null(False) for condition in conditions]

    def settle(self) -> None:
        """Ask every condition gathered of every row."""
        if self._conditions:
            meets = self.rows.select(pl.any_horizontal(self._conditions).alias("odd")).to_series()
            if meets.any():
                self.odd.append(self.rows.filter(meets)["CHILD"].unique())
        self._conditions = []

    def days(self, *columns: str) -> None:
        """Read dates written the UK way or the ISO way; the children of others are set aside."""
        written = self.rows.select(columns)
        read = written.select(pl.col(name).str.to_date(UK_DATE, strict=False) for name in columns)
        for name in columns:
            if read[name].null_count() != written[name].null_count():
                other = written.select(pl.col(name).str.to_date(ISO_DATE, strict=False)).to_series()
                read = read.with_columns(pl.coalesce(pl.col(name), other).alias(name))
                bad = written[name].is_not_null() & read[name].is_null()
                if bad.any():
                    self.odd.append(self.rows.filter(bad)["CHILD"].unique())
        self.rows = self.rows.with_columns(read)

    def codes(self, *columns: str) -> None:
        """Keep codes that stand in the list of their field as they are written."""
        for name in columns:
            known = {code.code for code in CODES[name]}
            if not set(self.rows[name].unique().drop_nulls()) <= known:
                self.set_aside(pl.col(name).is_not_null() & ~pl.col(name).is_in(list(known)))

    def whole(self, *columns: str) -> None:
        """Set aside the children of rows in which a column is blank that has to be filled."""
        for name in columns:
            if self.rows[name].null_count():
                self.set_aside(pl.col(name).is_null())

    def identifiers(self) -> None:
        """Set aside children whose identifier is not written as one."""
        children = self.rows["CHILD"].unique().cast(pl.String)
        odd = ~children.str.contains(IDENTIFIER) | children.str.ends_with(".0")
        if odd.any():
            self.odd.append(children.filter(odd).cast(pl.Categorical))

    def postcodes(self, *columns: str) -> None:
        """Read postcodes in capitals with one space; one of more than eight signs is none."""
        for name in columns:
            different = self.rows[name].unique().drop_nulls()
            if different.str.contains(POSTCODE).all():
                continue
            plain = different.str.to_uppercase().str.strip_chars().str.replace_all(r"\s+", " ")
            plain = plain.str.replace(SHAPED, "$1 $2")
            plain = pl.select(pl.when(plain.str.len_chars() <= 8).then(plain)).to_series()
            self.rows = self.rows.with_columns(
                pl.col(name).replace_strict(different, plain, default=None, return_dtype=pl.String)
            )

    def texts(self, name: str, longest: int) -> None:
        """Read a short text: a whole number with a decimal point loses it; a longer text is none."""
        text = self.rows[name]
        if text.str.ends_with(".0").any() or text.str.contains(r"^\s|\s$").any():
            text = text.str.strip_chars().str.replace(r"^(\d+)\.0$", "$1")
        if (text.str.len_bytes() > longest).any():
            text = pl.select(pl.when(text.str.len_chars() <= longest).then(text)).to_series()
        self.rows = self.rows.with_columns(text.alias(name))

    def put_in_order(self, day: str) -> None:
        """Put the rows child by child, by a day, by year, once their conditions are settled."""
        self.settle()
        key = pl.col("CHILD").to_physical().cast(pl.Int64) * 10_000_000
        key += pl.col(day).to_physical().fill_null(0) * 100 + (pl.col("year") - FIRST_YEAR)
        if not self.rows.select(key).to_series().is_sorted():
            self.rows = self.rows.sort(key, maintain_order=True)

    def join_births(self, births: pl.DataFrame) -> None:
        """Add the date of birth that Header gives, as `born`; children without one are set aside."""
        self.rows = self.rows.join(births, on="CHILD", how="left", maintain_order="left")
        if self.rows["born"].null_count():
            self.set_aside(pl.col("born").is_null())


def one_statement(cells: Cells, keys: Sequence[str], same: Sequence[str], ends: Sequence[str]) -> None:
    """Keep one row for each key, of rows in order: the latest year's; children are set aside where years differ.

    Columns of `same` have to agree in every year; in those of `ends` a blank may be filled by a later year only.
    """
    cells.settle()
    alike = pl.all_horizontal(pl.col(name) == pl.col(name).shift() for name in keys).fill_null(False)
    repeats = cells.rows.select(alike).to_series()
    if not repeats.any():
        return
    later = cells.rows.filter(repeats)
    earlier = cells.rows.filter(repeats.shift(-1, fill_value=False))
    bad = later["year"] == earlier["year"]
    for name in same:
        bad |= later[name].ne_missing(earlier[name])
    for name in ends:
        bad |= earlier[name].is_not_null() & later[name].ne_missing(earlier[name])
    cells.odd.append(later.filter(bad)["CHILD"].unique())
    cells.rows = cells.rows.filter(~repeats.shift(-1, fill_value=False))
