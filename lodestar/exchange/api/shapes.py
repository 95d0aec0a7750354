"""The shapes of answers, as the OpenAPI document gives them."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

# A count of 1 to 5, or what would give one away, is "c" unless the token may see small numbers; null is not known.
Number = int | float | Literal["c"] | None


class Problem(Schema):
    """Why a call was not answered."""

    detail: str


class Counted(Schema):
    """Of which year figures are, as of when, and from what they were counted."""

    year_end: date
    as_of: datetime = Field(description="when the figures were worked out")
    counted_from: str
    caveats: list[str]
    rows_hash: str = Field(
        description="the hash of the rows they were counted over: the same rows, the same hash"
    )
    snapshot: str | None = Field(description="the name under which they are kept, if they are")
    small_numbers: Literal["shown", "protected"]


class LeftOut(Schema):
    """Children left out of a count, and why."""

    why: str
    children: Number


class Measure(Schema):
    """One measure."""

    id: str
    label: str
    value: Number = Field(
        description="null where the denominator is 0 or the rows do not hold it: `note` says why"
    )
    numerator: Number
    denominator: Number
    unit: str
    better: str
    definition: str
    source: str
    owner: str
    excluded: list[LeftOut]
    note: str


class Beside(Schema):
    """What a measure stands beside in one year. A value that is not published is null, and `why` says so."""

    kind: str
    name: str
    year_end: date
    value: float | None
    published: int = Field(description="of how many areas the value is made")
    areas: int
    why: str
    sources: list[str]


class Measures(Counted):
    """Every measure of a year."""

    measures: list[Measure]


class OneMeasure(Counted):
    """One measure of a year, and what it stands beside."""

    measure: Measure
    comparators: list[Beside]


class Point(Schema):
    """A measure in one year; `as_of` is null where that year was not worked out."""

    year_end: date
    as_of: datetime | None
    value: Number
    numerator: Number
    denominator: Number
    note: str


class Trend(Schema):
    """One measure over the years."""

    id: str
    label: str
    unit: str
    better: str
    definition: str
    small_numbers: Literal["shown", "protected"]
    points: list[Point]
    comparators: list[Beside]


class Row(Schema):
    """A row of a table."""

    code: str
    label: str
    count: Number


class Table(Schema):
    """How many children of each kind."""

    id: str
    label: str
    rows: list[Row]


class Tables(Counted):
    """Every table of a year."""

    tables: list[Table]


class OneTable(Counted):
    """One table of a year."""

    table: Table


class Snapshot(Schema):
    """Figures that were kept: their numbers never change."""

    id: int
    name: str
    year_end: date
    as_of: datetime
    kept_at: datetime
    counted_from: str
    rows_hash: str


class Snapshots(Schema):
    """Every snapshot, latest first."""

    figures: list[Snapshot]


class Extract(Schema):
    """A table of rows that can be taken away."""

    table: str
    columns: list[str]


class Extracts(Schema):
    """The tables of rows."""

    extracts: list[Extract]
