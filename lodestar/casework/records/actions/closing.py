"""Closing a review, which makes it one that was held, and signing its record, which locks it."""

from datetime import date, datetime

from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.decisions.actions import make_decisions
from lodestar.casework.meetings.actions import mark_held
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import workers_of
from lodestar.casework.ratings.actions import settle_rating
from lodestar.casework.records.actions.holding import begun, held
from lodestar.casework.records.gathering import gathered
from lodestar.casework.records.models import Minute
from lodestar.casework.records.policies import closing as policies
from lodestar.casework.records.queries.room import conclusion_of, is_chair, minute_state, texts_of
from lodestar.casework.records.states import MinuteState
from lodestar.casework.reviews.actions import record_review
from lodestar.casework.reviews.models import Review


@records(EventKind.REVIEW_HELD)
def close_review(*, booking: Booking, held_on: date, by: User, at: datetime) -> Review:
    """Close a review that was held on a day: it is recorded, its decisions are made and its rating is settled.

    All or nothing. Raises NotAllowed with everything that is missing.
    """
    booking, _ = held(booking)
    found = gathered(booking, by, held_on=held_on, on=pen.day_of(at))
    pen.require_none(refusals(policies.may_close(found, held_on=held_on, today=pen.day_of(at))))
    conclusion = conclusion_of(booking)
    assert conclusion is not None  # the policy refused without one
    review = record_review(
        child=booking.child,
        held_on=held_on,
        participation=conclusion.participation,
        kind=booking.kind,
        by=by,
        at=at,
    )
    mark_held(booking=booking, review=review, by=by, at=at)
    make_decisions(booking=booking, by=by, at=at)
    settle_rating(booking=booking, by=by, at=at)
    return review


@records(EventKind.RECORD_SIGNED)
def sign_record(*, booking: Booking, by: User, at: datetime) -> Minute:
    """Sign the record of a review that was held: it is locked, and only added to from now on. Raises NotAllowed."""
    booking, child = held(booking)
    texts = {f"{heading}/{box}": row.text for (heading, box), row in texts_of(booking).items()}
    pen.require_none(
        refusals(
            policies.may_sign(
                booking_state=booking.state,
                minute_state=minute_state(booking),
                is_chair=is_chair(booking, by, on=pen.day_of(at)),
                texts=texts,
            )
        )
    )
    minute = begun(booking, by=by, at=at)
    before = minute.state
    minute.state, minute.changed_at, minute.changed_by = MinuteState.SIGNED, at, by
    minute.signed_at, minute.signed_by = at, by
    minute.save()
    note(
        child=child,
        subject=minute,
        before={"state": before},
        after={"state": minute.state},
        touches_care=False,
    )
    tell(
        people=workers_of(child.pk, on=pen.day_of(at)),
        kind=NoticeKind.RECORD_READY,
        key=f"{booking.pk}",
        address=f"/reviews/{booking.pk}/record/",
        by=by,
        at=at,
    )
    return minute
