"""The rows that measures are counted over: what the register or the returns hold, frozen, in columns.

One shape for every source, so that the same facts give the same figures. All spans are half-open (2-law 15.1).
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

_SPAN: Final[dict[str, type[pl.DataType]]] = {
    "child": pl.Categorical,
    "from_on": pl.Date,
    "until_on": pl.Date,
}

SCHEMAS: Final[Mapping[str, Mapping[str, type[pl.DataType]]]] = {
    # Who: `sex` F, M or U; `ethnicity` the return's code.
    "children": {"child": pl.Categorical, "born_on": pl.Date, "sex": pl.String, "ethnicity": pl.String},
    # Time looked after. `end_reason` is "" while it runs or where nobody said; `start_seen` as in the register.
    "periods": {**_SPAN, "end_reason": pl.String, "need": pl.String, "start_seen": pl.Boolean},
    "legal": {**_SPAN, "code": pl.String},
    # `is_new_carer` is off where the child moved with the carer (RNE T, U). `miles` is null where not known.
    "placements": {
        **_SPAN,
        "type": pl.String,
        "provider": pl.String,
        "urn": pl.String,
        "postcode": pl.String,
        "miles": pl.Float64,
        "location": pl.String,
        "is_new_carer": pl.Boolean,
        "is_planned": pl.Boolean,
    },
    "reviews": {"child": pl.Categorical, "held_on": pl.Date, "participation": pl.String},
    # Reviews asked for sooner than the ordinary date (R3.10 to R3.14).
    "requests": {"child": pl.Categorical, "asked_on": pl.Date, "due_on": pl.Date},
    "missing": {**_SPAN, "kind": pl.String},
    "unaccompanied": _SPAN,
    # Time in which the authority may place the child for adoption (DATE_PLACED to DATE_PLACED_CEASED).
    "adoption": _SPAN,
    "workers": {**_SPAN, "worker": pl.String},
    # One row a child and return year; nulls where nobody said. `assessments` is 0 or 1 as the return has it.
    "health": {
        "child": pl.Categorical,
        "year_ending": pl.Int32,
        "sdq_score": pl.Int32,
        "convicted": pl.Boolean,
        "development_checks": pl.Boolean,
        "immunised": pl.Boolean,
        "dentist": pl.Boolean,
        "assessed": pl.Boolean,
        "substance_misuse": pl.Boolean,
    },
    # Care leavers in the year of a birthday from the 17th to the 21st (OC3).
    "leavers": {
        "child": pl.Categorical,
        "year_ending": pl.Int32,
        "in_touch": pl.String,
        "activity": pl.String,
        "accommodation": pl.String,
    },
    # Children adopted (AD1): when adoption became the plan, the match, and by foster carers or not.
    "adopted": {
        "child": pl.Categorical,
        "decided_on": pl.Date,
        "matched_on": pl.Date,
        "by_foster_carer": pl.Boolean,
    },
    # What only the register holds. A row a review that ran through this service:
    "steps": {
        "child": pl.Categorical,
        "held_on": pl.Date,
        "colour": pl.String,
        "cleared_on": pl.Date,
        "decisions_sent_on": pl.Date,
        "record_signed_on": pl.Date,
        "sent_out_on": pl.Date,
        "report_days_ahead": pl.Int32,
        "plan_is_current": pl.Boolean,
        "child_seen": pl.Boolean,
        "knows_who_to_ask": pl.String,
        "report_in_time": pl.String,
        "prepared": pl.String,
        "contributed": pl.String,
        "key_people": pl.String,
    },
    "officers": {**_SPAN, "officer": pl.String},
    "teams": {**_SPAN, "team": pl.String, "locality": pl.String},
    # Working time of officers, as a part of full time.
    "working_time": {"officer": pl.String, "from_on": pl.Date, "until_on": pl.Date, "fte": pl.Float64},
    "schools": {**_SPAN, "school": pl.String},
}
"""Every table by name: its columns and their types."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Frozen rows: `tables` by name (those not given are absent, not empty), and in words where they came from.

    `caveats` tell what a reader must know of them: rows left out and why.
    """

    tables: Mapping[str, pl.DataFrame]
    source: str
    caveats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, frame in self.tables.items():
            wanted = dict(SCHEMAS[name])
            if dict(frame.schema) != wanted:
                raise ValueError(f"The table {name} has other columns than measures count over.")

    def has(self, *names: str) -> bool:
        """Return whether all these tables were given."""
        return all(name in self.tables for name in names)

    def __getitem__(self, name: str) -> pl.DataFrame:
        """Return a table; an empty one where it was not given (a measure that needs it is told by `has`)."""
        found = self.tables.get(name)
        return pl.DataFrame(schema=dict(SCHEMAS[name])) if found is None else found

    def sealed(self) -> bytes:
        """Return the rows as bytes (Parquet, one table after another) that give the same rows ever after."""
        out = io.BytesIO()
        for name in sorted(self.tables):
            one = io.BytesIO()
            self.tables[name].write_parquet(one, compression="zstd")
            content = one.getvalue()
            out.write(name.encode().ljust(24) + len(content).to_bytes(8, "big") + content)
        return out.getvalue()

    def fingerprint(self) -> str:
        """Return a hash of what the rows say, whatever order they came in."""
        digest = hashlib.blake2b(digest_size=16)
        for name in sorted(self.tables):
            frame = self.tables[name]
            text = frame.select(pl.all().cast(pl.String).fill_null("\x00"))
            lines = text.select(pl.concat_str(pl.all(), separator="\x1f").alias("line")).to_series().sort()
            digest.update(name.encode() + b"\x1e")
            digest.update("\x1e".join(lines).encode())
        return digest.hexdigest()


def unsealed(content: bytes, source: str, caveats: tuple[str, ...] = ()) -> Rows:
    """Return the rows that `Rows.sealed` made bytes of. Raises ValueError where they are not whole."""
    tables, at = {}, 0
    while at < len(content):
        name = content[at : at + 24].decode().strip()
        size = int.from_bytes(content[at + 24 : at + 32], "big")
        body = content[at + 32 : at + 32 + size]
        if len(body) != size or name not in SCHEMAS:
            raise ValueError("The kept rows are not whole.")
        tables[name] = pl.read_parquet(io.BytesIO(body)).cast(dict(SCHEMAS[name]))  # type: ignore[arg-type]
        at += 32 + size
    return Rows(tables, source, caveats)


def table_of(name: str, rows: list[tuple[object, ...]]) -> pl.DataFrame:
    """Return a table made of tuples in the order of its columns. Raises TypeError for a value of another type."""
    return pl.DataFrame(rows, schema=dict(SCHEMAS[name]), orient="row", strict=True)


def in_order(frame: pl.DataFrame, day: str = "from_on") -> pl.DataFrame:
    """Return rows child by child and by a day; children in the order the process met them (it is the quickest)."""
    key = frame["child"].to_physical().cast(pl.Int64) * 10_000_000 + frame[day].to_physical().cast(pl.Int64)
    return frame if key.is_sorted() else frame[key.arg_sort()]


def as_before(*columns: str) -> pl.Expr:
    """Return whether a row stands in these columns as the row before it does: of rows in order, the same thing."""
    return pl.all_horizontal(pl.col(name) == pl.col(name).shift() for name in columns).fill_null(False)


def as_after(*columns: str) -> pl.Expr:
    """Return whether a row stands in these columns as the row after it does."""
    return pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in columns).fill_null(False)


def day_in(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """Return the spans that hold on a day (at its end)."""
    return frame.filter(
        (pl.col("from_on") <= day) & (pl.col("until_on").is_null() | (pl.col("until_on") > day))
    )
