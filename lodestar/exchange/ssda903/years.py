"""The collection year of a return: 1 April to the 31 March after."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FIRST_KNOWN = 2018
"""The return for 2017/18, the oldest whose layout is written down here (2-law section 1.12)."""

LAST_KNOWN = 2027
"""The return for 2026/27, the newest."""


@dataclass(frozen=True, slots=True, order=True)
class CollectionYear:
    """A collection year, named by the calendar year in which it ends: `CollectionYear(2018)` is 2017/18."""

    ending: int

    def __str__(self) -> str:
        return f"{self.ending - 1}/{self.ending % 100:02d}"

    @property
    def starts_on(self) -> date:
        """Return 1 April, the first day of the year."""
        return date(self.ending - 1, 4, 1)

    @property
    def ends_on(self) -> date:
        """Return 31 March, the last day of the year."""
        return date(self.ending, 3, 31)

    @property
    def folder(self) -> str:
        """Return the year as folders are named after it: 2017_18."""
        return f"{self.ending - 1}_{self.ending % 100:02d}"

    @property
    def next(self) -> "CollectionYear":
        """Return the year that follows."""
        return CollectionYear(self.ending + 1)

    @classmethod
    def of(cls, day: date) -> "CollectionYear":
        """Return the collection year a day lies in."""
        return cls(day.year + 1 if (day.month, day.day) >= (4, 1) else day.year)


_NAMED = re.compile(
    r"(?<!\d)(?:(19|20)(\d\d)[ _/\-.]{0,3}(?:to[ _-]?)?(?:19|20)?(\d\d)"  # 2017_18, 2017 to 2018, 201718
    r"|(\d\d)[_/\-](\d\d)|(\d\d)(\d\d))(?!\d)"  # 17-18, 1718
)


def year_named(text: str) -> CollectionYear | None:
    """Return the collection year a name speaks of (2017_18, 2017-18, 2017/18, 201718, 2017-2018, 1718), or
    None.

    Only two years that follow each other are a collection year, so that a plain date or number is not one.
    """
    for found in _NAMED.finditer(text):
        century, first, second, short_first, short_second, run_first, run_second = found.groups()
        begins = int(first or short_first or run_first)
        ends = int(second or short_second or run_second)
        if (begins + 1) % 100 != ends:
            continue
        ending = int(century or "20") * 100 + begins + 1
        if 1992 <= ending <= 2060:
            return CollectionYear(ending)
    return None


def year_of_most(days: Iterable[date]) -> CollectionYear | None:
    """Return the collection year most of the days lie in, the later of two that tie, or None without days."""
    counts: dict[CollectionYear, int] = {}
    for day in days:
        year = CollectionYear.of(day)
        counts[year] = counts.get(year, 0) + 1
    return max(counts, key=lambda year: (counts[year], year)) if counts else None
