"""A rating in words: the colour never by colour alone, who is to answer it by when, and what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.ratings.states import COLOUR_WORDS, Colour, NoticeRole
from lodestar.casework.reviews.presenters.clocks import due_in_words
from lodestar.govuk.parts import Fact, Link, Tag
from lodestar.govuk.words import long_date

P = Permission
COLOUR_TAGS = {
    Colour.GREEN: Tag("Green", "green"),
    Colour.AMBER: Tag("Amber", "orange"),
    Colour.RED: Tag("Red", "red"),
}
POST_WORDS = {
    NoticeRole.TEAM_MANAGER: "Team manager",
    NoticeRole.SERVICE_MANAGER: "Service manager",
}


@dataclass(frozen=True, slots=True)
class RatingPage:
    """The rating of a review as somebody may see it: what it is, what was answered, and what to do now."""

    tag: Tag | None
    facts: Sequence[Fact]
    answers: Sequence[Fact]
    acts: Sequence[Link]
    last: Sequence[Fact]
    waits: str


def day_of(moment: datetime) -> date:
    """Return the London day of a moment."""
    return moment.astimezone(LONDON).date()


def rating_facts(rating: Any) -> list[Fact]:
    """Return what was said of a rating."""
    rated_on = in_words(day_of(rating.rated_at))
    facts = [Fact("Rating", COLOUR_WORDS[Colour(rating.colour)])]
    if rating.because:
        facts.append(Fact("Why", rating.because))
    facts.append(Fact("Rated by", f"{rating.rated_by.name} on {rated_on}"))
    if rating.follow_up_on is not None:
        facts.append(Fact("To be looked at again", f"By {long_date(rating.follow_up_on)}"))
    if rating.followed_up_at is not None:
        words = f"On {in_words(day_of(rating.followed_up_at))}: {rating.followed_up_words}"
        facts.append(Fact("Looked at again", words))
    if rating.cleared_at is not None:
        facts.append(Fact("Cleared", f"On {in_words(day_of(rating.cleared_at))}"))
    return facts


def answer_fact(notice: Any, today: date) -> Fact:
    """Return what one post said to a rating, or by when it is to say it."""
    post = POST_WORDS[NoticeRole(notice.role)]
    if notice.acknowledged_at is None:
        return Fact(f"{post}'s answer", f"Waiting. {due_in_words(notice.due_on, today)}")
    said_on = day_of(notice.acknowledged_at)
    late = f", due by {in_words(notice.due_on)}" if said_on > notice.due_on else ""
    return Fact(
        f"{post}'s answer",
        f"{notice.action}\nBy {long_date(notice.action_by_on)}. "
        f"Said by {notice.acknowledged_by.name} on {in_words(said_on)}{late}",
    )


def rating_page(
    rating: Any,
    *,
    notices: Sequence[Any],
    asked_of: frozenset[int],
    last: Any,
    person: User,
    today: date,
) -> RatingPage:
    """Return the rating of a review for somebody: until it is settled, only to those who may rate."""
    may_rate = person.may(P.CONCLUDE_REVIEW)
    shown = rating if rating is not None and (rating.is_final or may_rate) else None
    acts = [
        Link("Say what you will do", f"/ratings/{one.pk}/answer/")
        for one in notices
        if one.pk in asked_of and one.acknowledged_at is None
    ]
    if shown is not None and may_rate:
        acts += acts_after(shown)
    waits = ""
    if shown is None and not may_rate:
        waits = "This review is not rated yet. You see the rating when the IRO has closed the review."
    return RatingPage(
        tag=None if shown is None else COLOUR_TAGS[Colour(shown.colour)],
        facts=[] if shown is None else rating_facts(shown),
        answers=[answer_fact(one, today) for one in notices],
        acts=acts,
        last=[] if last is None else last_facts(last),
        waits=waits,
    )


def acts_after(rating: Any) -> list[Link]:
    """Return what the IRO may do with a settled amber or red that is not cleared."""
    if not rating.is_final or rating.colour == Colour.GREEN or rating.cleared_at is not None:
        return []
    acts = [Link("Clear it", f"/ratings/{rating.pk}/clear/")]
    if rating.followed_up_at is None:
        acts.insert(0, Link("Record that you looked at it again", f"/ratings/{rating.pk}/follow-up/"))
    return acts


def last_facts(last: Any) -> list[Fact]:
    """Return how the review before was rated, to rate anew."""
    review = last.booking.review
    when = f", review on {in_words(review.held_on)}" if review is not None else ""
    facts = [Fact("Rating before", f"{COLOUR_WORDS[Colour(last.colour)]}{when}")]
    if last.because:
        facts.append(Fact("Why then", last.because))
    if last.colour != Colour.GREEN:
        since = f"On {in_words(day_of(last.cleared_at))}" if last.cleared_at else "Not cleared"
        facts.append(Fact("Cleared since", since))
    return facts
