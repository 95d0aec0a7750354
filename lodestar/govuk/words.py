"""Dates and counts in words, as pages print them. Memoised: templates are what limits the speed of a page."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.utils.timezone import get_current_timezone

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@lru_cache(maxsize=8192)
def long_date(day: date | None, missing: str = "Not recorded") -> str:
    """Return a date with its weekday, "Monday 30 March 2026"; the words in `missing` when there is none."""
    if day is None:
        return missing
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=8192)
def plain_date(day: date | None, missing: str = "Not recorded") -> str:
    """Return a date without its weekday, "30 March 2026"; the words in `missing` when there is none."""
    if day is None:
        return missing
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=8192)
def short_date(day: date | None, missing: str = "–") -> str:
    """Return a date for a narrow table column, "30 Mar 2026"; the words in `missing` when there is none."""
    if day is None:
        return missing
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


@lru_cache(maxsize=1024)
def clock_time(at: datetime) -> str:
    """Return a local time as GOV.UK writes it: "9am", "2:30pm", "midday", "midnight"."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    return f"{hour}{half}" if at.minute == 0 else f"{hour}:{at.minute:02d}{half}"


def date_and_time(at: datetime | None, missing: str = "Not recorded") -> str:
    """Return a moment, "30 March 2026 at 2:30pm"; an aware one in the service's own time zone."""
    if at is None:
        return missing
    if at.tzinfo is not None:
        at = at.astimezone(get_current_timezone())
    return f"{plain_date(at.date())} at {clock_time(at)}"


@lru_cache(maxsize=8192)
def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return a count with its noun: "1 working day", "6 working days", "3,150 children" (plural given)."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def listed(parts: Iterable[object], joiner: str = "and") -> str:
    """Return a list in a sentence: "day", "day and month", "day, month and year"."""
    words = [str(part) for part in parts]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def capital_first(text: str) -> str:
    """Return the text with its first letter large and the rest untouched ("IRO" stays "IRO")."""
    return text[:1].upper() + text[1:]


def small_first(text: str) -> str:
    """Return the text with its first letter small, unless its first word is an abbreviation or one letter."""
    first_word = text.split(" ", 1)[0]
    if len(first_word) < 2 or not first_word[1:].islower():
        return text
    return text[:1].lower() + text[1:]
