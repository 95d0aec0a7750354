"""Which days figures are worked out for: any day, and the ends of return years."""

from datetime import date

YEARS_SHOWN = 5


def year_end_before(day: date) -> date:
    """Return the last 31 March on or before a day."""
    this = date(day.year, 3, 31)
    return this if this <= day else date(day.year - 1, 3, 31)


def days_shown(ends_on: date) -> list[date]:
    """Return five days, oldest first, that end with one: it, and the 31 Marches before it."""
    last = year_end_before(ends_on)
    ends = [date(last.year - back, 3, 31) for back in range(YEARS_SHOWN)]
    if last != ends_on:
        ends = [ends_on, *ends[: YEARS_SHOWN - 1]]
    return sorted(ends)


def day_named(text: str, *, today: date) -> date | None:
    """Return the day that an address names (2026-03-31), or None where it names none that has come."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1992, 3, 31) <= day <= today else None
