"""A review's clock in words: by when, how long that is, and from which fact."""

from datetime import date

from lodestar.casework.children.words import in_words
from lodestar.casework.reviews.models import ReviewClock
from lodestar.govuk.parts import Clock, Tag
from lodestar.govuk.words import counted
from lodestar.law.calendar import BeyondKnownCalendar, working_days_between

SOON_WORKING_DAYS = 10
FORCE_WORDS = {
    "statute": "statute",
    "regulations": "regulations",
    "statutory guidance": "statutory guidance",
    "local policy": "local policy",
}


def day_and_date(day: date, today: date) -> str:
    """Return a day as a person says it: "Monday 30 March", with the year where it is another."""
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def due_in_words(due_on: date, today: date) -> str:
    """Return by when a review is due: "Due in 6 working days, by Monday 30 March", "Overdue by 1 working day: …"."""
    if due_on == today:
        return f"Due today, {day_and_date(due_on, today)}"
    try:
        days = working_days_between(today, due_on)
    except BeyondKnownCalendar:
        return f"Due by {day_and_date(due_on, today)}"
    if due_on < today:
        late = abs(days) or 1
        return f"Overdue by {counted(late, 'working day')}: was due by {day_and_date(due_on, today)}"
    if days == 0:
        return f"Due by {day_and_date(due_on, today)}, before the next working day"
    return f"Due in {counted(days, 'working day')}, by {day_and_date(due_on, today)}"


def tone_of(due_on: date | None, today: date) -> str:
    """Return how a due date stands out: late, soon or calm."""
    if due_on is None:
        return "calm"
    if due_on < today:
        return "late"
    return "soon" if (due_on - today).days <= 14 else "calm"


def tag_of(clock: ReviewClock | None, today: date) -> Tag:
    """Return the state of a child's review as a tag, in words."""
    if clock is None:
        return Tag("Not looked after", "grey")
    return state_tag(clock.is_looked_after, bool(clock.cannot_judge), clock.next_due_on, today)


def state_tag(is_looked_after: bool, cannot_judge: bool, due_on: date | None, today: date) -> Tag:
    """Return the state of a review as a tag, from what is known of its clock."""
    if not is_looked_after:
        return Tag("Not looked after", "grey")
    if cannot_judge:
        return Tag("Cannot be worked out", "red")
    if due_on is None:
        return Tag("No review due", "grey")
    match tone_of(due_on, today):
        case "late":
            return Tag("Overdue", "red")
        case "soon":
            return Tag("Due soon", "yellow")
    return Tag("In time", "green")


def clock_panel(clock: ReviewClock | None, today: date) -> Clock:
    """Return the panel that says when a child's next review is due and why."""
    if clock is None or not clock.is_looked_after:
        return Clock("Not looked after: no review is due", "done")
    if clock.cannot_judge:
        return Clock(
            "The next review cannot be worked out",
            "late",
            because=f"The record must be mended first: {clock.cannot_judge}.",
        )
    if clock.next_due_on is None:
        return Clock("No review is due", "calm")
    return Clock(
        due_in_words(clock.next_due_on, today),
        tone_of(clock.next_due_on, today),  # type: ignore[arg-type]
        because=because(clock),
        citation=f"{clock.next_citation} ({FORCE_WORDS.get(clock.next_force, clock.next_force)})",
    )


def because(clock: ReviewClock) -> str:
    """Return from which fact a due date comes, as a sentence."""
    words = clock.next_because
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def one_line(clock: ReviewClock | None, today: date) -> str:
    """Return a clock in one line: by when, and from what."""
    if clock is None or clock.next_due_on is None:
        return clock_panel(clock, today).headline
    return f"{due_in_words(clock.next_due_on, today)}: {clock.next_because}"


def held_in_words(held_on: date, due_on: date | None, days_late: int | None) -> str:
    """Return whether a review was in time: "In time, due by 30 March 2026", "4 days late, …"."""
    if due_on is None or days_late is None:
        return "Not judged"
    if days_late == 0:
        return f"In time: due by {in_words(due_on)}"
    return f"{counted(days_late, 'day')} late: due by {in_words(due_on)}"
