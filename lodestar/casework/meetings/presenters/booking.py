"""Booking in words: the slots that fit, what moving does to the law, and what happened to a date."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.presenters.frame import when_in_words
from lodestar.casework.meetings.states import (
    CANCEL_REASON_WORDS,
    WHO_ASKED_WORDS,
    CancelReason,
    ChangeKind,
    WhoAsked,
)
from lodestar.govuk.parts import Clock, Link, Tag, TimelineItem
from lodestar.law.calendar import is_working_day

AFTER_SCHOOL, MORNING = time(15, 45), time(10, 0)
MOST_SLOTS = 6
NOTICE_DAYS = 14


def slots_to_try(today: date, due_on: date | None) -> list[datetime]:
    """Return moments to offer: working days before the due date, after school first, latest days first."""
    last = due_on or today + timedelta(days=28)
    first = min(today + timedelta(days=NOTICE_DAYS), last)
    days = [last - timedelta(days=back) for back in range((last - first).days + 1)]
    days = [day for day in days if day > today and is_working_day(day)][: MOST_SLOTS * 2]
    return [datetime.combine(day, at, LONDON) for day in days for at in (AFTER_SCHOOL, MORNING)]


def slots_offered(tried: Sequence[datetime], taken: Collection[datetime]) -> list[Link]:
    """Return the free moments as links that fill the form in."""
    free = [at for at in tried if at not in taken][:MOST_SLOTS]
    return [
        Link(
            when_in_words(at),
            "?" + urlencode({"starts_on": f"{at:%Y-%m-%d}", "starts_time": f"{at:%H:%M}"}) + "#starts_on",
        )
        for at in sorted(free)
    ]


def siblings_in_words(booked: Sequence[tuple[str, datetime]]) -> list[str]:
    """Return when brothers and sisters have their reviews, so that they can be on one day."""
    return [f"{name}, a brother or sister, has a review on {when_in_words(at)}." for name, at in booked]


def effect_clock(day: date, due_on: date | None, because: str) -> Clock:
    """Return what holding the review on a day means by the law."""
    if due_on is None:
        return Clock("No review is due by the clock", "calm")
    if day <= due_on:
        return Clock(f"In time: due by {in_words(due_on)}", "done", because=because)
    days = (day - due_on).days
    words = f"{days} {'day' if days == 1 else 'days'} late: due by {in_words(due_on)}"
    return Clock(words, "late", because=f"{because} The due date does not move.".strip())


def history(changes: Sequence[Any]) -> list[TimelineItem]:
    """Return what happened to a date, latest first."""
    return [_item(change) for change in changes]


def _item(change: Any) -> TimelineItem:
    asked = WHO_ASKED_WORDS[WhoAsked(change.asked_for_by)]
    lines = [f"{asked} asked: {change.because}"]
    match ChangeKind(change.kind):
        case ChangeKind.MOVED:
            title = f"Moved from {when_in_words(change.moved_from)} to {when_in_words(change.moved_to)}"
        case ChangeKind.ADJOURNED:
            title = f"Adjourned, to go on {when_in_words(change.moved_to)}"
            lines.append(f"Weighed: {change.weighed}")
        case ChangeKind.CANCELLED:
            title = f"Cancelled: {CANCEL_REASON_WORDS[CancelReason(change.reason)]}"
            lines.append(
                f"Approved by {change.approved_by.name}" if change.approved_by else "Not approved yet"
            )
    if change.effect:
        lines.append(f"{change.effect}.")
    waits = change.kind == ChangeKind.CANCELLED and change.approved_by is None
    local = change.recorded_at.astimezone(LONDON).date()
    return TimelineItem(
        title,
        in_words(local),
        local.isoformat(),
        "\n".join(lines),
        change.recorded_by.name,
        tag=Tag("Waits for approval", "yellow") if waits else None,
    )
