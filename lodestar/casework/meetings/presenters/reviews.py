"""The list of reviews in words: which review, how it stands by the law, and what to do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.presenters.frame import when_in_words
from lodestar.casework.meetings.queries.listing import STATES, BookingLine, ChildLine, Key, Risk, Wanted
from lodestar.casework.meetings.states import BookingState
from lodestar.casework.reviews.presenters.clocks import day_and_date, due_in_words
from lodestar.govuk.parts import Chip, Paging, Tag, without_value
from lodestar.govuk.words import counted
from lodestar.law import review_steps

MASKED = "Restricted record"
TAGS = {
    Risk.OVERDUE: Tag("Overdue", "red"),
    Risk.WILL_BE_LATE: Tag("Booked too late", "red"),
    Risk.NOT_CLOSED: Tag("Not closed", "orange"),
    Risk.OWED_LATE: Tag("Late after the review", "orange"),
    Risk.TO_BOOK: Tag("To book", "yellow"),
    Risk.PAPERS_LATE: Tag("Papers late", "orange"),
    Risk.BOOKED: Tag("Booked in time", "green"),
    Risk.OWED: Tag("To send", "blue"),
    Risk.DONE: Tag("Held", "green"),
    Risk.CANCELLED: Tag("Cancelled", "grey"),
}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row, in words. `href` is the review, the way to book one, or for a masked record the way to ask for it."""

    child: str
    identifier: str
    child_href: str
    text: str
    href: str
    officer: str
    tag: Tag
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """The list of reviews as its page shows it."""

    rows: Sequence[ReviewRow]
    states: Sequence[Option]
    officers: Sequence[Option]
    chips: Sequence[Chip]
    paging: Paging


def reviews_page(
    rows: Sequence[ReviewRow], wanted: Wanted, officers: Sequence[tuple[int, str]], paging: Paging
) -> ReviewsPage:
    """Return the page with its filters."""
    states = [
        Option(value, words, value == wanted.state)
        for value, words in [("", "All to be done"), *STATES.items()]
    ]
    chosen = str(wanted.officer or "")
    people = [Option("", "Any", not chosen)]
    people += [Option(str(pk), name, str(pk) == chosen) for pk, name in officers]
    chips = [
        Chip(group, one.text, without_value(paging.query, key, one.value))
        for group, key, options in (("Reviews", "state", states), ("IRO", "officer", people))
        for one in options
        if one.chosen and one.value
    ]
    return ReviewsPage(rows, states, people, chips, paging)


def rows_of(
    keys: Sequence[Key],
    children: Mapping[int, ChildLine],
    bookings: Mapping[int, BookingLine],
    masked: Collection[int],
    *,
    person: User,
    today: date,
) -> list[ReviewRow]:
    """Return the lines of a page as rows; a masked child's say only that there is one, and by when."""
    found = []
    for key in keys:
        child, booking = children[key.child_id], bookings.get(key.booking_id or 0)
        if key.child_id in masked:
            found.append(masked_row(key, today))
        elif booking is None:
            found.append(to_book_row(key, child, person, today))
        else:
            found.append(booked_row(key, child, booking, today))
    return found


def masked_row(key: Key, today: date) -> ReviewRow:
    """Return the row of a restricted child."""
    href = f"/children/{key.child_id}/open-with-reason/"
    due = (due_in_words(key.day, today),) if key.booking_id is None and key.day else ()
    return ReviewRow(MASKED, "", href, "", "", "Not shown", TAGS[key.risk], due)


def to_book_row(key: Key, child: ChildLine, person: User, today: date) -> ReviewRow:
    """Return the row of a child whose review nobody has booked."""
    may_book = person.may(Permission.BOOK_REVIEW)
    due = "" if key.day is None else f"{due_in_words(key.day, today)}. None is booked"
    return ReviewRow(
        child.name,
        child.identifier,
        f"/children/{key.child_id}/",
        "Book the review" if may_book else "Not booked",
        f"/children/{key.child_id}/reviews/book/" if may_book else "",
        child.officer or "No IRO",
        TAGS[key.risk],
        (due, f"{child.because[:1].upper()}{child.because[1:]}"),
    )


def booked_row(key: Key, child: ChildLine, booking: BookingLine, today: date) -> ReviewRow:
    """Return the row of a review that is booked, adjourned or held."""
    lines: tuple[str, ...]
    if booking.state == BookingState.CANCELLED:
        text = "Cancelled review"
        lines = ("No manager has approved it yet" if booking.waits_for_approval else "Approved",)
    elif booking.held_on is not None:
        text, lines = f"Held {day_and_date(booking.held_on, today)}", after_lines(booking, today)
    else:
        text = "No meeting planned" if booking.starts_at is None else when_in_words(booking.starts_at)
        lines = before_lines(booking, child, today)
    return ReviewRow(
        child.name,
        child.identifier,
        f"/children/{key.child_id}/",
        text,
        f"/reviews/{booking.pk}/",
        booking.officer,
        TAGS[key.risk],
        lines,
    )


def before_lines(booking: BookingLine, child: ChildLine, today: date) -> tuple[str, ...]:
    """Return how a booked review stands: against its due date, adjourned, not closed, papers."""
    due_on = child.due_on or booking.due_on
    ends_on = booking.ends_at.astimezone(LONDON).date() if booking.ends_at else None
    lines = ["Adjourned"] if booking.state == BookingState.ADJOURNED else []
    if due_on is not None:
        lines.append(due_in_words(due_on, today))
        late = (ends_on - due_on).days if ends_on else 0
        if late > 0:
            lines.append(f"Booked {counted(late, 'day')} after the due date")
    starts_on = booking.starts_at.astimezone(LONDON).date() if booking.starts_at else None
    if starts_on is not None and starts_on < today:
        lines.append("The day of the meeting is past: close the review, or move it")
    elif starts_on is not None and not booking.has_report and report_is_late(starts_on, today):
        lines.append("The social worker's report has not come")
    return tuple(lines)


def report_is_late(review_on: date, today: date) -> bool:
    """Return whether the last day for the social worker's report is past (R4.4)."""
    clock = review_steps.papers_by(review_on=review_on, working_days=settings.SW_REPORT_LEAD)
    return clock.due_on < today


def after_lines(booking: BookingLine, today: date) -> tuple[str, ...]:
    """Return what is owed after a review was held, by when."""
    assert booking.held_on is not None  # asked of held reviews alone
    decisions = review_steps.decisions_by(review_on=booking.held_on).due_on
    record = review_steps.distributed_by(review_on=booking.held_on).due_on
    lines = []
    if not booking.are_decisions_sent:
        lines.append(f"Decisions: {small(due_in_words(decisions, today))}")
    if not booking.is_distributed:
        lines.append(f"Record: {small(due_in_words(record, today))}")
    return tuple(lines) or ("Decisions and record are sent",)


def small(words: str) -> str:
    """Return a sentence as the second part of one."""
    return words[:1].lower() + words[1:]
