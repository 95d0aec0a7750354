"""Booking in words: the slots that fit, what moving does to the law, and what happened to a date."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.presenters.frame import when_in_words
from lodestar.casework.meetings.queries.slots import Busy, Slot
from lodestar.casework.meetings.states import (
    CANCEL_REASON_WORDS,
    WHO_ASKED_WORDS,
    CancelReason,
    ChangeKind,
    WhoAsked,
)
from lodestar.govuk.parts import Clock, Tag, TimelineItem
from lodestar.govuk.words import clock_time, counted
from lodestar.law import review_steps
from lodestar.law.calendar import working_days_between


def slots_offered(
    slots: Sequence[Slot], *, today: date, due_on: date | None, invitations: int
) -> list[tuple[str, str, str]]:
    """Return free times as a form offers them: what is sent, the time in words, and what to know of it.

    `invitations` is how many working days before a review invitations are to be out.
    """
    return [
        (
            slot.starts_at.isoformat(),
            when_in_words(slot.starts_at),
            slot_hint(slot, today=today, due_on=due_on, invitations=invitations),
        )
        for slot in slots
    ]


def slot_hint(slot: Slot, *, today: date, due_on: date | None, invitations: int) -> str:
    """Return what to know of a free time: against the due date, what would be late, whose review is that day."""
    said = []
    if due_on is not None:
        days = (slot.day - due_on).days
        before = working_days_between(slot.day, due_on) if days < 0 else 0
        said.append(
            f"{counted(days, 'day')} after the due date: say below why it is late"
            if days > 0
            else f"{counted(before, 'working day')} before the due date"
            if before
            else "On the last day the law allows"
        )
    if review_steps.invitations_by(review_on=slot.day, working_days=invitations).due_on < today:
        said.append("invitations would be late")
    for one in slot.beside:
        begins = clock_time(one.starts_at.astimezone(LONDON))
        said.append(f"a brother or sister has a review that day at {begins}")
    words = "; ".join(said)
    return words[:1].upper() + words[1:]


def siblings_in_words(booked: Sequence[Busy]) -> list[str]:
    """Return when brothers and sisters have their reviews, so that they can be on one day; not which of them."""
    return [f"A brother or sister has a review on {when_in_words(one.starts_at)}." for one in booked]


def effect_clock(day: date, due_on: date | None, because: str) -> Clock:
    """Return what holding the review on a day means by the law."""
    if due_on is None:
        return Clock("No review is due by the clock", "calm")
    if day <= due_on:
        return Clock(f"In time: due by {in_words(due_on)}", "done", because=because)
    days = (day - due_on).days
    words = f"{days} {'day' if days == 1 else 'days'} late: due by {in_words(due_on)}"
    return Clock(words, "late", because=f"{because} The due date does not move.".strip())


def steps_past(day: date, today: date, invitations: int, papers: int) -> list[str]:
    """Return which steps before a review on a day would be past their last day already."""
    steps = (
        ("Invitations", review_steps.invitations_by(review_on=day, working_days=invitations)),
        ("The social worker's report", review_steps.papers_by(review_on=day, working_days=papers)),
    )
    return [
        f"{what} will be late: the last day was {in_words(clock.due_on)}, {clock.because}."
        for what, clock in steps
        if clock.due_on < today
    ]


def cancelling_in_words(changes: Sequence[Any]) -> list[str]:
    """Return who cancelled a review and why, as the one who approves it reads it."""
    found = next((one for one in changes if one.kind == ChangeKind.CANCELLED), None)
    if found is None:
        return []
    reason = CANCEL_REASON_WORDS[CancelReason(found.reason)]
    asked = WHO_ASKED_WORDS[WhoAsked(found.asked_for_by)]
    on = in_words(found.recorded_at.astimezone(LONDON).date())
    return [
        f"{found.recorded_by.name} cancelled it on {on}. Reason: {reason.lower()}. Asked for by: {asked.lower()}.",
        found.because,
    ]


def when(at: datetime) -> str:
    """Return a moment in words."""
    return when_in_words(at)


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
            lines.append(f"What the delay means for the child: {change.weighed}")
            if change.asked:
                lines.append(f"Who was asked and what they said: {change.asked}")
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
