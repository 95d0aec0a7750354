"""Reviews as calendar entries: no name in them, so that a diary on a phone gives nobody away (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from lodestar.casework.meetings.states import (
    PLACE_KIND_WORDS,
    BookingState,
    PlaceKind,
    SittingState,
)

PRODUCT = "-//Lodestar//Reviews//EN"
STATUS = {
    SittingState.PLANNED: "CONFIRMED",
    SittingState.HELD: "CONFIRMED",
    SittingState.CANCELLED: "CANCELLED",
}


def calendar_of(sittings: Iterable[Any], *, at: datetime, site: str, name: str) -> bytes:
    """Return meetings (with `booking` and its `changes_count`) as one calendar, in UTC."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for sitting in sittings:
        calendar.add_component(entry_of(sitting, at=at, site=site))
    return bytes(calendar.to_ical())


def entry_of(sitting: Any, *, at: datetime, site: str) -> Event:
    """Return one meeting: "Review 12", the kind of place, and the page where the rest is read."""
    booking = sitting.booking
    entry = Event()
    entry.add("uid", f"sitting-{sitting.pk}@lodestar")
    entry.add("sequence", sitting.changes_count)
    entry.add("dtstamp", at.astimezone(UTC))
    entry.add("dtstart", sitting.starts_at.astimezone(UTC))
    entry.add("dtend", (sitting.starts_at + timedelta(minutes=sitting.minutes)).astimezone(UTC))
    entry.add("summary", f"Review {booking.pk}")
    entry.add("location", PLACE_KIND_WORDS[PlaceKind(sitting.place_kind)])
    entry.add("url", f"{site}/reviews/{booking.pk}/")
    entry.add("status", status_of(booking.state, sitting.state))
    entry.add("class", "PRIVATE")
    return entry


def status_of(booking_state: str, sitting_state: str) -> str:
    """Return how firm a meeting is: one that is still to come in an adjourned review may yet change."""
    if booking_state == BookingState.ADJOURNED and sitting_state == SittingState.PLANNED:
        return "TENTATIVE"
    return STATUS[SittingState(sitting_state)]
