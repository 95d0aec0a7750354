"""Doing: closing a review, signing its record, and what may be added after that."""

from datetime import date, datetime

from django.conf import settings

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import facts_of, note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.decisions.actions import make_decisions
from lodestar.casework.meetings.actions import mark_held
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import review_day, workers_of
from lodestar.casework.ratings.actions import settle_rating
from lodestar.casework.records.actions.ground import ground_of
from lodestar.casework.records.models import Minute
from lodestar.casework.records.policies import closing as policies
from lodestar.casework.records.queries import closing_of
from lodestar.casework.records.states import MinuteState
from lodestar.casework.reviews.actions import record_review
from lodestar.casework.reviews.models import Review
from lodestar.casework.reviews.states import ReviewKind
from lodestar.law.review_steps import record_by


@records(EventKind.REVIEW_HELD)
def close_review(
    *, booking: Booking, held_on: date, by: User, at: datetime, late_because: str = ""
) -> Review:
    """Say that the review is over and was held on a day: from here the clock and everything after it run.

    In one transaction the review is recorded (`reviews.actions.record_review`), the booking marked as held, the
    decisions made and the rating settled. Raises NotAllowed with every reason: something the IRO owes is missing, an
    earlier decision has no answer, a day that cannot be, late without a reason.
    """
    ground = ground_of(booking, by=by, at=at)
    facts = closing_of(ground.booking)
    pen.require_none(
        refusals(
            policies.may_close(
                facts, ground.part, held_on=held_on, late_because=late_because, today=ground.today
            )
        )
    )
    review = record_review(
        child=ground.child,
        held_on=held_on,
        kind=ground.booking.kind,
        participation="" if ground.booking.kind == ReviewKind.SHORT_BREAKS else facts.participation,
        by=by,
        at=at,
    )
    make_decisions(booking=ground.booking, by=by, at=at)
    settle_rating(booking=ground.booking, by=by, at=at)
    if late_because.strip():
        Booking.objects.filter(pk=ground.booking.pk).update(late_because=late_because.strip())
    closed = mark_held(booking=ground.booking, review=review, by=by, at=at)
    note(
        child=ground.child,
        subject=closed,
        before={"state": ground.booking.state},
        after={"state": closed.state, "held_on": held_on, "late_because": closed.late_because},
        touches_care=False,
    )
    return review


@records(EventKind.RECORD_SIGNED)
def sign_record(*, booking: Booking, by: User, at: datetime, late_because: str = "") -> Minute:
    """Sign the record of a review that was held: from here it is locked, and only added to (R4.10).

    Raises NotAllowed with every reason: not closed, nothing written, a wish of the child's unanswered, late without a
    reason, not the IRO, signed already.
    """
    ground = ground_of(booking, by=by, at=at)
    day = review_day(ground.booking)
    due_on = None
    if day is not None:
        due_on = record_by(review_on=day, working_days=settings.RECORD_WORKING_DAYS).due_on
    pen.require_none(
        refusals(
            policies.may_sign(
                closing_of(ground.booking),
                ground.part,
                due_on=due_on,
                late_because=late_because,
                today=ground.today,
            )
        )
    )
    minute = ground.minute
    if minute is None:
        raise NotAllowed(Refused("Nothing is written in this record yet."))
    before = {"state": minute.state}
    minute.state, minute.late_because = MinuteState.SIGNED, late_because.strip()
    minute.changed_at = minute.signed_at = at
    minute.changed_by = minute.signed_by = by
    minute.save()
    after = facts_of(minute, ["state", "late_because"])
    note(child=ground.child, subject=minute, before=before, after=after, touches_care=False)
    tell(
        people=workers_of(ground.child.pk, on=ground.today),
        kind=NoticeKind.RECORD_READY,
        key=f"{ground.booking.pk}",
        address=f"/reviews/{ground.booking.pk}/record/",
        by=by,
        at=at,
    )
    return minute
