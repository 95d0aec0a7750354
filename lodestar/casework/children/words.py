"""Days in words, as the register says them in refusals and on pages."""

from datetime import date
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def in_words(day: date) -> str:
    """Return a day as the service writes it: 2 March 2026."""
    return f"{day.day} {day:%B %Y}"
