"""The lists that published figures are made of."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What kind of area a figure is of."""

    COUNTRY = "country"
    REGION = "region"
    AUTHORITY = "authority"


class Status(StrEnum):
    """What a cell of a published table says: a value, or why there is none."""

    PUBLISHED = "published"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not-applicable"
    NOT_AVAILABLE = "not-available"
    ROUNDS_TO_ZERO = "rounds-to-zero"


STATUS_WORDS = {
    Status.PUBLISHED: "published",
    Status.SUPPRESSED: "suppressed, because it is small",
    Status.NOT_APPLICABLE: "not applicable",
    Status.NOT_AVAILABLE: "not published",
    Status.ROUNDS_TO_ZERO: "rounds to zero",
}


class Format(StrEnum):
    """The files that can be read, each known by its columns."""

    COUNTS_AND_RATES = "counts-and-rates"
    POPULATIONS = "populations"
    INTERACTIVE_TOOL = "interactive-tool"
    NEIGHBOURS = "neighbours"
    FACTS = "facts"


FORMAT_WORDS = {
    Format.COUNTS_AND_RATES: "looked-after children, number and rate by authority and year (DfE)",
    Format.POPULATIONS: "mid-year population estimates of children (ONS)",
    Format.INTERACTIVE_TOOL: "Local Authority Interactive Tool, one row for each series and area (DfE)",
    Format.NEIGHBOURS: "statistical neighbours (DfE)",
    Format.FACTS: "facts with their sources, as shipped with this program",
}


class Source(StrEnum):
    """Who published a figure, and where."""

    STATISTICS = "dfe-statistics"
    INTERACTIVE_TOOL = "dfe-interactive-tool"
    MID_YEAR = "ons-mid-year"
    NEIGHBOUR_MODEL = "dfe-neighbour-model"


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A source as a page names it."""

    title: str
    publisher: str
    licence: str


OPEN_GOVERNMENT = "Open Government Licence v3.0"
SOURCES = {
    Source.STATISTICS: SourceWords(
        "Children looked after in England including adoptions", "Department for Education", OPEN_GOVERNMENT
    ),
    Source.INTERACTIVE_TOOL: SourceWords(
        "Local Authority Interactive Tool (LAIT)", "Department for Education", OPEN_GOVERNMENT
    ),
    Source.MID_YEAR: SourceWords(
        "Mid-year population estimates, children aged 0 to 17",
        "Office for National Statistics",
        OPEN_GOVERNMENT,
    ),
    Source.NEIGHBOUR_MODEL: SourceWords(
        "Children's services statistical neighbour model", "Department for Education", OPEN_GOVERNMENT
    ),
}
SOURCE_OF_FORMAT = {
    Format.COUNTS_AND_RATES: Source.STATISTICS,
    Format.POPULATIONS: Source.MID_YEAR,
    Format.INTERACTIVE_TOOL: Source.INTERACTIVE_TOOL,
    Format.NEIGHBOURS: Source.NEIGHBOUR_MODEL,
}
BELIEVED_FIRST = (Source.STATISTICS, Source.INTERACTIVE_TOOL)
"""Where two sources publish the same figure: the statistics themselves come before the tool that repeats them."""

AGED_0_TO_17 = "0-17"
MOST_NEIGHBOURS = 10
