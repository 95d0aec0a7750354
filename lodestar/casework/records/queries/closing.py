"""What the closing and the signing of a review rest on, read in a constant number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lodestar.casework.decisions.models import Decision
from lodestar.casework.decisions.queries import drafts_of, unverified_for
from lodestar.casework.meetings.agenda import headings
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.ratings.models import Rating
from lodestar.casework.records.models import AgendaItem, Conclusion, Minute
from lodestar.casework.records.queries.room import (
    agenda_of,
    conclusion_of,
    minute_of,
    quality_of,
    texts_of,
)
from lodestar.casework.reviews.models import ReviewClock
from lodestar.casework.reviews.queries import history_of, local_policy
from lodestar.law import review_timing as law


@dataclass(frozen=True, slots=True)
class Closing:
    """Everything that is asked before a review is closed or its record signed.

    `due_on` is by when the clock asks for this review; `empty` are the codes of headings under which nothing is
    written.
    """

    booking: Booking
    born_on: date
    booked_day: date | None
    due_on: date | None
    minute: Minute | None
    conclusion: Conclusion | None
    quality: dict[str, str]
    rating: Rating | None
    unverified: Sequence[Decision]
    drafts: Sequence[Decision]
    agenda: Sequence[AgendaItem]
    empty: Sequence[str]
    is_written: bool

    @property
    def participation(self) -> str:
        """Return how the child took part, as a code; empty where it is not chosen yet."""
        return "" if self.conclusion is None else self.conclusion.participation


def closing_of(booking: Booking) -> Closing:
    """Return what the closing of a review rests on."""
    clock = ReviewClock.objects.filter(child=booking.child_id).first()
    written = {heading for (heading, _), row in texts_of(booking).items() if row.text.strip()}
    return Closing(
        booking=booking,
        born_on=booking.child.born_on,
        booked_day=review_day(booking),
        due_on=booking.due_on if clock is None or clock.next_due_on is None else clock.next_due_on,
        minute=minute_of(booking),
        conclusion=conclusion_of(booking),
        quality=quality_of(booking),
        rating=Rating.objects.filter(booking=booking).first(),
        unverified=unverified_for(booking),
        drafts=drafts_of(booking),
        agenda=agenda_of(booking),
        empty=[one.code for one in headings() if one.code not in written],
        is_written=bool(written),
    )


def next_due_after(booking: Booking, held_on: date) -> law.Due | None:
    """Return by when the law asks for the next review, once this one is held on a day; None where it cannot say.

    Asked of the law room with this review put beside those that were held. A day on which the child was not looked
    after, or a record that cannot be judged, has no answer.
    """
    history = history_of([booking.child_id])[booking.child_id]
    if all(one.held_on != held_on for one in history.reviews):
        reviews = sorted(
            (*history.reviews, law.HeldReview(held_on=held_on)), key=lambda one: one.held_on or held_on
        )
        history = replace(history, reviews=tuple(reviews))
    try:
        return law.timetable(history, held_on, local_policy()).next
    except law.CannotJudge:
        return None
