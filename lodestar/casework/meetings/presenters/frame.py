"""What surrounds every page of a review: whose it is, when and where, and its sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lodestar.access.models import User
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.presenters.tabs import review_tabs
from lodestar.casework.meetings.states import BOOKING_STATE_WORDS, PLACE_KIND_WORDS, BookingState, PlaceKind
from lodestar.casework.reviews.states import REVIEW_KIND_WORDS, ReviewKind
from lodestar.govuk.parts import Fact, Link, Tag
from lodestar.govuk.words import clock_time, long_date

STATE_COLOURS = {
    BookingState.BOOKED: "blue",
    BookingState.ADJOURNED: "orange",
    BookingState.HELD: "green",
    BookingState.CANCELLED: "grey",
}


@dataclass(frozen=True, slots=True)
class ReviewFrame:
    """The frame of a review's pages."""

    booking_id: int
    title: str
    name: str
    facts: Sequence[Fact]
    tags: Sequence[Tag]
    tabs: Sequence[Link]
    child_href: str


def frame_of(booking: Any, sitting: Any, current: str, person: User, today: date) -> ReviewFrame:
    """Return the frame of a page of a review; `sitting` is its next meeting, or its last."""
    state = BookingState(booking.state)
    ordinal = f"{ordinal_in_words(booking.ordinal)} " if booking.ordinal else ""
    kind = REVIEW_KIND_WORDS[ReviewKind(booking.kind)]
    facts = [
        Fact("Child", booking.child.name, f"/children/{booking.child_id}/"),
        Fact("When", "Not planned" if sitting is None else when_in_words(sitting.starts_at)),
        Fact("Where", "Not planned" if sitting is None else where_in_words(sitting)),
        Fact("Chaired by", booking.officer.name),
    ]
    tags = [Tag(BOOKING_STATE_WORDS[state], STATE_COLOURS[state])]  # type: ignore[arg-type]
    if booking.due_on is not None and state in (BookingState.BOOKED, BookingState.ADJOURNED):
        day = None if sitting is None else sitting.starts_at.astimezone(LONDON).date()
        if (day or today) > booking.due_on:
            tags.append(Tag("After its due date", "red"))
    title = f"{ordinal}{kind.lower()}" if ordinal else kind
    return ReviewFrame(
        booking.pk,
        f"{title[:1].upper()}{title[1:]}",
        booking.child.name,
        facts,
        tags,
        review_tabs(booking.pk, current, person),
        f"/children/{booking.child_id}/",
    )


ORDINALS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth", 6: "Sixth"}


def ordinal_in_words(number: int) -> str:
    """Return which review it is: First, Second, 8th, 21st."""
    if number in ORDINALS:
        return ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def when_in_words(at: datetime) -> str:
    """Return a moment as people say it: Thursday 26 March 2026 at 10:30am."""
    local = at.astimezone(LONDON)
    return f"{long_date(local.date())} at {clock_time(local)}"


def where_in_words(sitting: Any) -> str:
    """Return where a meeting is."""
    kind = PLACE_KIND_WORDS[PlaceKind(sitting.place_kind)]
    return f"{kind}: {sitting.place}" if sitting.place else kind
