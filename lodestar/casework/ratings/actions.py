"""Doing: rating a review, putting the rating before managers, their answers, and the IRO's follow-up (2-law 4.4)."""

from datetime import date, datetime

from django.conf import settings

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.meetings.states import OPEN_STATES
from lodestar.casework.ratings import policies
from lodestar.casework.ratings.models import Rating, RatingNotice
from lodestar.casework.ratings.queries import is_asked_of, managers_for, review_after_due, team_of
from lodestar.casework.ratings.states import WHO_ANSWERS, Colour
from lodestar.law.review_steps import acknowledged_by

SAID = ("colour", "because", "follow_up_on", "is_final")


@records(EventKind.REVIEW_RATED)
def rate_review(
    *,
    booking: Booking,
    colour: str,
    by: User,
    at: datetime,
    because: str = "",
    follow_up_on: date | None = None,
) -> Rating:
    """Rate a review that is not closed; amber and red with their reason and a day to look again (R4.30).

    It is settled when the review closes. Raises NotAllowed with every reason.
    """
    booking, child = _held(booking)
    day = review_day(booking)
    pen.require_none(
        refusals(
            policies.may_be_rated(
                colour=colour,
                because=because,
                follow_up_on=follow_up_on,
                is_open_review=booking.state in OPEN_STATES,
                next_due_on=None if day is None else review_after_due(booking, day),
                today=pen.day_of(at),
            )
        )
    )
    former = Rating.objects.filter(booking=booking).first()
    before = None if former is None else facts_of(former, SAID)
    rating = former or Rating(child=child, booking=booking)
    rating.colour, rating.because = colour, because.strip()
    rating.follow_up_on = None if colour == Colour.GREEN else follow_up_on
    if former is not None and facts_of(rating, SAID) == before:
        nothing_changed()
        return rating
    rating.rated_at, rating.rated_by = at, by
    rating.save()
    note(child=child, subject=rating, before=before, after=facts_of(rating, SAID), touches_care=False)
    return rating


@records(EventKind.RATING_NOTICE_RAISED)
def settle_rating(*, booking: Booking, by: User, at: datetime) -> Rating:
    """Settle the rating of a review that closes: an amber is put to the team manager, a red to the service manager too.

    Raises NotAllowed where the review is not rated.
    """
    booking, child = _held(booking)
    rating = Rating.objects.filter(booking=booking).first()
    if rating is None:
        raise NotAllowed(Refused("The review is not rated yet.", "rating"))
    if rating.is_final:
        nothing_changed()
        return rating
    rating.is_final = True
    rating.save(update_fields=["is_final"])
    note(child=child, subject=rating, after=facts_of(rating, SAID), touches_care=False)
    team = team_of(child, on=pen.day_of(at))
    due = acknowledged_by(raised_on=pen.day_of(at), working_days=settings.RATING_ANSWER_WORKING_DAYS)
    for role in WHO_ANSWERS[Colour(rating.colour)]:
        notice = RatingNotice.objects.create(
            rating=rating, role=role, team=team, due_on=due.due_on, raised_at=at, raised_by=by
        )
        note(child=child, subject=notice, after=facts_of(notice, ["role", "due_on"]), touches_care=False)
        tell(
            people=managers_for(role, team),
            kind=NoticeKind.RATING_TO_ANSWER,
            key=f"{notice.pk}",
            address=f"/ratings/{notice.pk}/answer/",
            by=by,
            at=at,
        )
    return rating


@records(EventKind.RATING_ACKNOWLEDGED)
def acknowledge(
    *, notice: RatingNotice, action: str, action_by_on: date | None, by: User, at: datetime
) -> RatingNotice:
    """Record a manager's answer to an amber or a red: what they will do, by when. Raises NotAllowed."""
    booking, child = _held(notice.rating.booking)
    notice = RatingNotice.objects.select_related("rating").get(pk=notice.pk)
    pen.require_none(
        refusals(
            policies.may_be_acknowledged(
                is_theirs=is_asked_of(notice, by, child_id=child.pk, on=pen.day_of(at)),
                is_answered=notice.acknowledged_at is not None,
                action=action,
                action_by_on=action_by_on,
                today=pen.day_of(at),
            )
        )
    )
    notice.action, notice.action_by_on = action.strip(), action_by_on
    notice.acknowledged_at, notice.acknowledged_by = at, by
    notice.save()
    note(
        child=child,
        subject=notice,
        after=facts_of(notice, ["role", "action", "action_by_on"]),
        touches_care=False,
    )
    tell(
        people=[booking.officer],
        kind=NoticeKind.RATING_ANSWERED,
        key=f"{notice.pk}",
        address=f"/reviews/{booking.pk}/rating/",
        by=by,
        at=at,
    )
    return notice


@records(EventKind.RATING_FOLLOWED_UP)
def follow_up(*, rating: Rating, words: str, by: User, at: datetime) -> Rating:
    """Record that the IRO looked at a rating again before the next review. Raises NotAllowed."""
    _, child = _held(rating.booking)
    rating = Rating.objects.get(pk=rating.pk)
    pen.require_none(
        refusals(
            policies.may_be_followed_up(
                colour=rating.colour,
                is_final=rating.is_final,
                is_followed_up=rating.followed_up_at is not None,
                is_cleared=rating.cleared_at is not None,
                words=words,
            )
        )
    )
    rating.followed_up_words, rating.followed_up_at, rating.followed_up_by = words.strip(), at, by
    rating.save(update_fields=["followed_up_words", "followed_up_at", "followed_up_by"])
    note(child=child, subject=rating, after={"followed_up_words": words.strip()}, touches_care=False)
    return rating


@records(EventKind.RATING_CLEARED)
def clear(*, rating: Rating, words: str, by: User, at: datetime) -> Rating:
    """Record that what an amber or a red asked for was done, and what changed for the child. Raises NotAllowed."""
    _, child = _held(rating.booking)
    rating = Rating.objects.get(pk=rating.pk)
    pen.require_none(
        refusals(
            policies.may_be_cleared(
                colour=rating.colour,
                is_final=rating.is_final,
                is_cleared=rating.cleared_at is not None,
                words=words,
            )
        )
    )
    said = f"{rating.followed_up_words}\nCleared: {words.strip()}".strip()
    rating.followed_up_words = said
    if rating.followed_up_at is None:
        rating.followed_up_at, rating.followed_up_by = at, by
    rating.cleared_at, rating.cleared_by = at, by
    rating.save(
        update_fields=["followed_up_words", "followed_up_at", "followed_up_by", "cleared_at", "cleared_by"]
    )
    note(child=child, subject=rating, after={"cleared": True, "words": words.strip()}, touches_care=False)
    return rating


def _held(booking: Booking) -> tuple[Booking, Child]:
    """Return a booking as stored now and its child, locked, so that changes queue up."""
    child = pen.held_fast(booking.child)
    return Booking.objects.select_related("officer", "review", "child").get(pk=booking.pk), child
