"""What a code and a set of codes are: labels, the years in which each is valid, groups for charts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of

from lodestar.exchange.ssda903.years import CollectionYear


@dataclass(frozen=True, slots=True)
class Code:
    """A code, its label, and the first and last collection year (by ending year) in which it is valid.

    `group` is what charts put it under; `group_2014` the grouping of the report of 2014/15, so that its
    chart can be drawn again.
    """

    code: str
    label: str
    first: int | None = None
    last: int | None = None
    group: str = ""
    group_2014: str = ""

    def is_valid_in(self, year: CollectionYear) -> bool:
        """Return whether the code may be used in a collection year."""
        return (self.first is None or self.first <= year.ending) and (
            self.last is None or year.ending <= self.last
        )


@dataclass(frozen=True, slots=True)
class CodeSet:
    """The codes of one field. `also_written` maps other spellings seen in returns to the code they mean."""

    field: str
    codes: tuple[Code, ...]
    also_written: Mapping[str, str] = field_of(default_factory=dict)
    by_code: Mapping[str, Code] = field_of(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {c.code: c for c in self.codes})
        if len(self.by_code) != len(self.codes):
            raise ValueError(f"{self.field} lists a code twice.")

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __getitem__(self, code: str) -> Code:
        return self.by_code[code]

    def label(self, code: str) -> str:
        """Return what a code means. Raises KeyError for a code valid in no year."""
        return self.by_code[code].label

    def valid_in(self, year: CollectionYear) -> frozenset[str]:
        """Return the codes that may be used in a collection year."""
        return frozenset(c.code for c in self.codes if c.is_valid_in(year))


def plain(field_name: str, labels: dict[str, str], **also_written: str) -> CodeSet:
    """Return a set of codes that are valid in every year and have no groups."""
    return CodeSet(field_name, tuple(Code(c, label) for c, label in labels.items()), also_written)


def flag(field_name: str) -> CodeSet:
    """Return the codes of a field that says yes or no."""
    other = {"Y": "1", "YES": "1", "TRUE": "1", "T": "1", "N": "0", "NO": "0", "FALSE": "0", "F": "0"}
    return CodeSet(field_name, (Code("0", "No"), Code("1", "Yes")), other)
