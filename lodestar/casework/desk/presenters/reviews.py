"""The list of reviews in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.casework.children.words import in_words
from lodestar.casework.desk.presenters.lists import MASKED
from lodestar.casework.desk.queries.reviews import SHOWN, Found, ReviewLine, Wanted
from lodestar.casework.desk.queries.rows import ListedChild
from lodestar.casework.meetings.presenters.frame import STATE_COLOURS, when_in_words
from lodestar.casework.meetings.states import BOOKING_STATE_WORDS, BookingState
from lodestar.casework.ratings.states import Colour
from lodestar.casework.reviews.presenters.clocks import due_in_words
from lodestar.govuk.parts import Link, Paging, Tag

RATING_TAGS = {
    Colour.GREEN: Tag("Rated green", "green"),
    Colour.AMBER: Tag("Rated amber", "yellow"),
    Colour.RED: Tag("Rated red", "red"),
}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line: whose review, when, by when it is due, who chairs it."""

    name: str
    href: str
    act: str
    when: str
    due: str
    officer: str
    tags: Sequence[Tag]


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """The list of reviews."""

    kinds: Sequence[Link]
    rows: Sequence[ReviewRow]
    officers: Sequence[tuple[str, str, bool]]
    show: str
    paging: Paging
    caption: str


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """Return what an address asks of the list; what is not one of the choices is left out."""
    show, officer = query.get("show", "booked"), query.get("officer", "")
    return Wanted(
        show if show in SHOWN else "booked",
        int(officer) if officer.isascii() and officer.isdigit() and len(officer) < 12 else None,
    )


def reviews_page(
    found: Found,
    children: Mapping[int, ListedChild],
    wanted: Wanted,
    officers: Sequence[tuple[str, str]],
    paging: Paging,
    today: date,
) -> ReviewsPage:
    """Return the page."""
    kept = f"&officer={wanted.officer}" if wanted.officer is not None else ""
    return ReviewsPage(
        kinds=[
            Link(words, f"?show={name}{kept}", current=name == wanted.show)
            for name, (words, _) in SHOWN.items()
        ],
        rows=[review_row(line, children, today) for line in found.lines],
        officers=[("", "Anybody", wanted.officer is None)]
        + [(pk, name, pk == str(wanted.officer)) for pk, name in officers],
        show=wanted.show,
        paging=paging,
        caption=SHOWN[wanted.show][0],
    )


def review_row(line: ReviewLine, children: Mapping[int, ListedChild], today: date) -> ReviewRow:
    """Return one line; a restricted record stays listed, and unnamed."""
    child = children.get(line.child_id)
    name = MASKED if child is None or child.is_masked else child.name
    if line.booking_id is None:
        assert line.due_on is not None
        tag = Tag("Overdue", "red") if line.due_on < today else Tag("To book", "yellow")
        href = f"/children/{line.child_id}/reviews/book/"
        return ReviewRow(
            name,
            href,
            "Book a review of",
            "Not booked",
            due_in_words(line.due_on, today),
            line.officer,
            [tag],
        )
    state = BookingState(line.state)
    tags = [Tag(BOOKING_STATE_WORDS[state], STATE_COLOURS[state])]  # type: ignore[arg-type]
    is_open = state in (BookingState.BOOKED, BookingState.ADJOURNED)
    if is_open and line.due_on is not None and (line.day or today) > line.due_on:
        tags.append(Tag("After its due date", "red"))
    if line.rating:
        tags.append(RATING_TAGS[Colour(line.rating)])
    when = (
        when_in_words(line.starts_at) if line.starts_at else in_words(line.day) if line.day else "Not planned"
    )
    due = ""
    if line.due_on is not None:
        due = due_in_words(line.due_on, today) if is_open else f"Was due by {in_words(line.due_on)}"
    return ReviewRow(name, f"/reviews/{line.booking_id}/", "Review of", when, due, line.officer, tags)
