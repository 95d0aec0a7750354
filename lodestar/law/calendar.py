"""Counting days as the regulations count them: working days in England, and months by the corresponding
date.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from lodestar.law.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR
from lodestar.law.citation import Citation, Force

WORKING_DAY = Citation(
    "SI 2010/959 reg 2(1)",
    "https://www.legislation.gov.uk/uksi/2010/959/regulation/2/2011-04-01",
    Force.REGULATIONS,
)
"""A working day is not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England
(R3.6).
"""

NO_DAYS: frozenset[date] = frozenset()
_ONE_DAY = timedelta(days=1)


class BeyondKnownCalendar(LookupError):
    """A day for whose year the bank holidays are not known. Carries `day`. Never guessed at."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            f"The bank holidays of {day.year} are not known: the table runs from {FIRST_YEAR} to {LAST_YEAR}."
        )


@lru_cache(maxsize=64)
def _working_days(extra: frozenset[date]) -> tuple[date, ...]:
    """List every working day of the known calendar, in order."""
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    days = map(date.fromordinal, range(first, last + 1))
    return tuple(day for day in days if day.weekday() < 5 and day not in BANK_HOLIDAYS and day not in extra)


def _known(day: date) -> date:
    """Return the day, or raise BeyondKnownCalendar."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BeyondKnownCalendar(day)
    return day


def is_working_day(day: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> bool:
    """Say whether `day` is a working day (SI 2010/959 reg 2(1), R3.6).

    `extra_non_working_days` are days proclaimed since the table was made. Raises BeyondKnownCalendar.
    """
    _known(day)
    return day.weekday() < 5 and day not in BANK_HOLIDAYS and day not in extra_non_working_days


def add_working_days(day: date, working_days: int, extra_non_working_days: frozenset[date] = NO_DAYS) -> date:
    """Count working days on from `day`, or back when the number is negative (R3.5: the day itself is day 0).

    The answer of a count other than 0 is always a working day; a count of 0 is the day itself. Raises
    BeyondKnownCalendar when the count starts or ends in a year whose bank holidays are not known.
    """
    _known(day)
    if working_days == 0:
        return day
    days = _working_days(extra_non_working_days)
    if working_days > 0:
        place = bisect_right(days, day) + working_days - 1
        if place >= len(days):
            raise BeyondKnownCalendar(date(LAST_YEAR + 1, 1, 1))
    else:
        place = bisect_left(days, day) + working_days
        if place < 0:
            raise BeyondKnownCalendar(date(FIRST_YEAR - 1, 12, 31))
    return days[place]


def working_days_between(start: date, end: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> int:
    """Count the working days after `start` up to and including `end` (R3.5); negative when `end` is the
    earlier.

    The number to give `add_working_days` to get from a day to a later working day. Raises
    BeyondKnownCalendar.
    """
    days = _working_days(extra_non_working_days)
    if end < start:
        return bisect_left(days, _known(end)) - bisect_left(days, _known(start))
    return bisect_right(days, _known(end)) - bisect_right(days, _known(start))


def add_months(day: date, months: int) -> date:
    """Move by calendar months to the corresponding date (R3.7; Dodds v Walker [1981] UKHL 7).

    The period ends on the day of the month with the same number; if that month has no such day, on its last:
    31 August and six months is 28 or 29 February. A weekend or bank holiday does not extend it. Raises
    BeyondKnownCalendar outside the years 1 to 9999.
    """
    month_index = day.year * 12 + day.month - 1 + months
    year, month = month_index // 12, month_index % 12 + 1
    if not 1 <= year <= 9999:
        raise BeyondKnownCalendar(day)
    if day.day <= 28:
        return day.replace(year=year, month=month)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def book_by(due_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> date:
    """Return the last working day on or before a due date: when a meeting can still be held (R3.7).

    Information for planning, never the legal limit. Raises BeyondKnownCalendar.
    """
    day = _known(due_on)
    while not is_working_day(day, extra_non_working_days):
        day -= _ONE_DAY
    return day
