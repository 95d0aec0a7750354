"""What a published file says, row by row, in our words."""

from dataclasses import dataclass, field
from decimal import Decimal

from lodestar.analytics.comparators.areas import Area
from lodestar.analytics.comparators.states import AGED_0_TO_17, Format, Source, Status


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A figure of a series for an area in the year ending 31 March `year_ending`; no value unless published."""

    line: int
    series: str
    area: Area
    year_ending: int
    value: Decimal | None
    status: Status
    source: Source

    @property
    def key(self) -> tuple[object, ...]:
        """Return what there is one of: this figure, from this source."""
        return (self.series, self.area.code, self.year_ending, self.source.value)

    @property
    def said(self) -> tuple[object, ...]:
        """Return what may change from one file to the next."""
        return (self.value, self.status.value)


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """How many children of an age group live in an area in the middle of a year; None where none is published."""

    line: int
    area: Area
    year: int
    number: int | None
    status: Status
    age_group: str = AGED_0_TO_17

    @property
    def key(self) -> tuple[object, ...]:
        """Return what there is one of: an area's number in a year."""
        return (self.area.code, self.year, self.age_group)

    @property
    def said(self) -> tuple[object, ...]:
        """Return what may change from one file to the next."""
        return (self.number, self.status.value)


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """The authority that is an area's nearest by statistics, second nearest and so on, and how close it is."""

    line: int
    area: Area
    rank: int
    neighbour: Area
    closeness: str

    @property
    def key(self) -> tuple[object, ...]:
        """Return what there is one of: an area's neighbour of a rank."""
        return (self.area.code, self.rank)

    @property
    def said(self) -> tuple[object, ...]:
        """Return what may change from one file to the next."""
        return (self.neighbour.code, self.closeness)


Row = ValueRow | PopulationRow | NeighbourRow


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be read, where, and why; `column` is nothing where the whole line is meant."""

    line: int
    column: str
    words: str

    def __str__(self) -> str:
        where = f"line {self.line:,}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.words}"


@dataclass(slots=True)
class ReadFile:
    """A published file as read: what it is, what it says, what was refused, and remarks on how it was read.

    `problem` is why nothing of it could be read. `covers_to` is the last year it speaks of: a file that covers less
    than what is kept already is an older one. `digest` is the SHA-256 of its bytes.
    """

    name: str
    digest: str = ""
    format: Format | None = None
    problem: str = ""
    covers_to: int | None = None
    rows: list[Row] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    records: int = 0

    @property
    def has_faults(self) -> bool:
        """Return whether something of it could not be read."""
        return bool(self.problem or self.refusals)
