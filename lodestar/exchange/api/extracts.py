"""The frozen rows behind figures, to be taken away: under made-up identifiers unless the token may see real ones.

A made-up identifier is the same in every table and every extract of this service, so rows can be joined, and cannot be
turned back without the service's key. What else would tell who a child is (the day of birth, postcodes, names of
schools, workers and officers) is made coarse or made up likewise.
"""

import io
from typing import Final

import polars as pl
from django.utils.crypto import salted_hmac

from lodestar.analytics.measures.rows import SCHEMAS
from lodestar.exchange.api.calls import Refusal
from lodestar.exchange.api.writing import FORMULA

MADE_UP: Final = frozenset({"child", "worker", "officer", "school", "urn"})
FIRST_OF_MONTH: Final = frozenset({"born_on"})
OUTWARD_CODE: Final = frozenset({"postcode"})
SALT: Final = "lodestar.exchange.api.extracts"
PARQUET: Final = "application/vnd.apache.parquet"


def columns_of(table: str) -> list[str]:
    """Return the columns of a table of rows. Raises Refusal (404)."""
    if table not in SCHEMAS:
        raise Refusal(404, "There is no extract of that name. /api/extracts/ lists them.")
    return list(SCHEMAS[table])


def extract(frame: pl.DataFrame, *, identifiers: bool) -> pl.DataFrame:
    """Return a table of rows as it is given away, children as words and not as the numbers behind them."""
    plain = frame.with_columns(pl.col(pl.Categorical).cast(pl.String))
    return plain if identifiers else plain.with_columns(protected(plain, name) for name in plain.columns)


def protected(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Return a column that does not tell who a child is."""
    column = pl.col(name)
    if name in MADE_UP:
        known = [one for one in frame[name].unique().to_list() if one]
        return column.replace_strict(
            known, [made_up(name, one) for one in known], default=column, return_dtype=pl.String
        )
    if name in FIRST_OF_MONTH:
        return column.dt.month_start()
    if name in OUTWARD_CODE:
        return column.str.strip_chars().str.split(" ").list.first()
    return column


def made_up(kind: str, known: str) -> str:
    """Return the made-up identifier of one that is known: 16 hexadecimal digits."""
    return salted_hmac(f"{SALT}.{kind}", known, algorithm="sha256").hexdigest()[:16]


def csv_of(frame: pl.DataFrame) -> bytes:
    """Return rows as CSV; no words that a spreadsheet takes for a formula."""
    safe = frame.with_columns(plain_words(name) for name, kind in frame.schema.items() if kind == pl.String)
    return safe.write_csv().encode()


def plain_words(name: str) -> pl.Expr:
    """Return a column of words, those that begin like a formula behind an apostrophe."""
    words = pl.col(name)
    risky = words.str.head(1).is_in(FORMULA).fill_null(False)
    return pl.when(risky).then(pl.lit("'") + words).otherwise(words).alias(name)


def parquet_of(frame: pl.DataFrame) -> bytes:
    """Return rows as Parquet."""
    out = io.BytesIO()
    frame.write_parquet(out, compression="zstd")
    return out.getvalue()
