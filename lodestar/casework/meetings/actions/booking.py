"""Doing: booking a review, moving it, changing where and by whom it is held, cancelling it."""

from datetime import datetime

from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import iro_managers
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.children.queries import care_of
from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.actions.around import (
    OF_SITTING,
    day_in_london,
    effect_in_words,
    held_booking,
    in_the_way,
    tell_of_date,
)
from lodestar.casework.meetings.actions.papers import ask_for_papers, count_days_again
from lodestar.casework.meetings.models import Booking, DateChange, Sitting
from lodestar.casework.meetings.policies import booking as policies
from lodestar.casework.meetings.queries.booking import last_sitting, open_booking, reviews_since
from lodestar.casework.meetings.states import BookingState, ChangeKind, PlaceKind, Shape, SittingState
from lodestar.casework.reviews.models import ReviewClock
from lodestar.casework.reviews.states import ReviewKind

SAID = (
    "state",
    "shape",
    "officer_id",
    "kind",
    "due_on",
    "rule",
    "late_because",
    "access_needs",
    "interpreter",
)


@records(EventKind.REVIEW_BOOKED)
def book_review(
    *,
    child: Child,
    officer: User,
    starts_at: datetime,
    by: User,
    at: datetime,
    minutes: int = 60,
    place_kind: str = PlaceKind.HOME,
    place: str = "",
    shape: str = Shape.ONE_MEETING,
    kind: str = ReviewKind.LOOKED_AFTER,
    late_because: str = "",
    access_needs: str = "",
    interpreter: str = "",
) -> Booking:
    """Book a child's next review (CPPCR 2010 reg 33): who chairs it, when and where it meets.

    The due date and its reason are kept as the clock gives them now. Raises NotAllowed with every reason: booked
    already, not looked after, a day that is past, or after the due date without a reason.
    """
    child = pen.held_fast(child)
    clock = ReviewClock.objects.filter(child=child).first()
    today = pen.day_of(at)
    pen.require_none(
        refusals(
            [
                *policies.may_be_booked(
                    care_of(child.pk),
                    on=day_in_london(starts_at),
                    is_booked=open_booking(child.pk) is not None,
                    officer_may=officer.may(Permission.CONCLUDE_REVIEW),
                    kind=kind,
                    shape=shape,
                    due_on=clock.next_due_on if clock else None,
                    late_because=late_because,
                    today=today,
                ),
                *policies.place_and_length(place_kind, place, minutes),
                policies.is_free(in_the_way(officer, child, starts_at, minutes, on=today)),
            ]
        )
    )
    booking = Booking.objects.create(
        child=child,
        officer=officer,
        kind=kind,
        shape=shape,
        ordinal=reviews_since(child.pk, clock.looked_after_since) + 1
        if clock and clock.looked_after_since
        else None,
        due_on=clock.next_due_on if clock else None,
        rule=clock.next_rule if clock else "",
        due_because=clock.next_because if clock else "",
        late_because=late_because.strip(),
        access_needs=access_needs.strip(),
        interpreter=interpreter.strip(),
        booked_at=at,
        booked_by=by,
    )
    sitting = Sitting.objects.create(
        booking=booking,
        starts_at=starts_at,
        starts_by=by,
        minutes=minutes,
        place_kind=place_kind,
        place=place.strip(),
    )
    after = {**facts_of(booking, SAID), **facts_of(sitting, OF_SITTING)}
    note(child=child, subject=booking, after=after, touches_care=False)
    tell_of_date(booking, NoticeKind.REVIEW_BOOKED, by=by, at=at)
    ask_for_papers(booking=booking, by=by, at=at)
    return booking


@records(EventKind.BOOKING_MOVED)
def move_sitting(
    *,
    sitting: Sitting,
    starts_at: datetime,
    asked_for_by: str,
    because: str,
    by: User,
    at: datetime,
    late_because: str = "",
    place_kind: str | None = None,
    place: str | None = None,
) -> DateChange:
    """Move a meeting to another time: who asked for it, why, and what it does to the law. The due date stays (R3.38).

    Raises NotAllowed with every reason.
    """
    child = pen.held_fast(sitting.booking.child)
    sitting = Sitting.objects.select_related("booking__officer").get(pk=sitting.pk)
    booking = sitting.booking
    clock = ReviewClock.objects.filter(child=child).first()
    due_on = clock.next_due_on if clock else booking.due_on
    today = pen.day_of(at)
    blocking = in_the_way(booking.officer, child, starts_at, sitting.minutes, but=booking.pk, on=today)
    pen.require_none(
        refusals(
            [
                *policies.may_be_moved(
                    booking.state,
                    is_planned=sitting.state == SittingState.PLANNED,
                    was=sitting.starts_at,
                    to=starts_at,
                    asked_for_by=asked_for_by,
                    because=because,
                    due_on=due_on,
                    late_because=late_because,
                    reconvene_by=booking.reconvene_by,
                    today=today,
                ),
                policies.is_free(blocking),
            ]
        )
    )
    before = facts_of(sitting, OF_SITTING)
    change = DateChange.objects.create(
        booking=booking,
        kind=ChangeKind.MOVED,
        moved_from=sitting.starts_at,
        moved_to=starts_at,
        asked_for_by=asked_for_by,
        because=because.strip(),
        effect=effect_in_words(day_in_london(starts_at), due_on),
        recorded_at=at,
        recorded_by=by,
    )
    sitting.starts_at, sitting.starts_by = starts_at, by
    if place_kind is not None:
        sitting.place_kind = place_kind
    if place is not None:
        sitting.place = place.strip()
    sitting.save()
    booking.late_because = late_because.strip()
    booking.due_on = due_on
    if clock is not None:
        booking.rule, booking.due_because = clock.next_rule, clock.next_because
    booking.save(update_fields=["late_because", "due_on", "rule", "due_because"])
    count_days_again(booking)
    after = {**facts_of(sitting, OF_SITTING), "asked_for_by": asked_for_by, "because": because.strip()}
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    tell_of_date(booking, NoticeKind.REVIEW_MOVED, by=by, at=at)
    return change


@records(EventKind.BOOKING_CHANGED)
def change_booking(
    *,
    booking: Booking,
    officer: User,
    minutes: int,
    place_kind: str,
    place: str,
    access_needs: str,
    interpreter: str,
    by: User,
    at: datetime,
) -> Booking:
    """Change who chairs a booked review, where its next meeting is and what it needs; its date is moved otherwise.

    Raises NotAllowed where the review is over, the officer cannot chair it or is not free.
    """
    booking, child = held_booking(booking)
    sitting = last_sitting(booking)
    answers = [
        policies.is_open(booking.state),
        policies.may_chair(officer.may(Permission.CONCLUDE_REVIEW)),
        *policies.place_and_length(place_kind, place, minutes),
    ]
    if sitting is not None:
        starts_at = sitting.starts_at
        today = pen.day_of(at)
        blocking = in_the_way(officer, child, starts_at, minutes, but=booking.pk, on=today)
        answers.append(policies.is_free(blocking, "officer"))
    pen.require_none(refusals(answers))
    before = {**facts_of(booking, SAID), **(facts_of(sitting, OF_SITTING) if sitting else {})}
    was = booking.officer
    booking.officer, booking.access_needs, booking.interpreter = (
        officer,
        access_needs.strip(),
        interpreter.strip(),
    )
    booking.save(update_fields=["officer", "access_needs", "interpreter"])
    if sitting is not None and sitting.state == SittingState.PLANNED:
        sitting.minutes, sitting.place_kind, sitting.place = minutes, place_kind, place.strip()
        sitting.save(update_fields=["minutes", "place_kind", "place"])
    after = {**facts_of(booking, SAID), **(facts_of(sitting, OF_SITTING) if sitting else {})}
    if before == after:
        nothing_changed()
        return booking
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    if officer.pk != was.pk:
        tell_of_date(booking, NoticeKind.REVIEW_BOOKED, by=by, at=at)
    return booking


@records(EventKind.BOOKING_CANCELLED)
def cancel_booking(
    *, booking: Booking, reason: str, asked_for_by: str, because: str, by: User, at: datetime
) -> DateChange:
    """Cancel a booked review: it is no review, the due date does not move, and a manager approves it (R3.38).

    One that a manager of the IRO service cancels is approved with it.
    Raises NotAllowed with every reason.
    """
    booking, child = held_booking(booking)
    pen.require_none(
        refusals(
            policies.may_be_cancelled(
                booking.state, reason=reason, asked_for_by=asked_for_by, because=because
            )
        )
    )
    sitting = last_sitting(booking)
    before = {"state": booking.state}
    booking.state = BookingState.CANCELLED
    booking.save(update_fields=["state"])
    booking.sittings.filter(state=SittingState.PLANNED).update(state=SittingState.CANCELLED)
    change = DateChange.objects.create(
        booking=booking,
        kind=ChangeKind.CANCELLED,
        moved_from=None if sitting is None else sitting.starts_at,
        asked_for_by=asked_for_by,
        reason=reason,
        because=because.strip(),
        effect="" if booking.due_on is None else f"The review is still due by {in_words(booking.due_on)}",
        recorded_at=at,
        recorded_by=by,
        **({"approved_at": at, "approved_by": by} if by.may(Permission.APPROVE_CANCELLATION) else {}),
    )
    after = {"state": booking.state, "reason": reason, "because": because.strip()}
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    if change.approved_at is None:
        tell(
            people=iro_managers(),
            kind=NoticeKind.CANCELLATION_TO_APPROVE,
            key=f"{change.pk}",
            address=f"/reviews/{booking.pk}/approve/",
            by=by,
            at=at,
        )
    tell_of_date(booking, NoticeKind.REVIEW_MOVED, by=by, at=at)
    return change


@records(EventKind.CANCELLATION_APPROVED)
def approve_cancellation(*, booking: Booking, by: User, at: datetime) -> DateChange:
    """Record that a manager approves that a review was cancelled (R3.38). Raises NotAllowed the second time."""
    booking, child = held_booking(booking)
    change = booking.changes.filter(kind=ChangeKind.CANCELLED).order_by("pk").last()
    pen.require_none(
        refusals(
            [
                policies.may_be_approved(
                    is_cancelled=change is not None, approved_at=change.approved_at if change else None
                )
            ]
        )
    )
    assert change is not None  # the policy refused without one
    change.approved_at, change.approved_by = at, by
    change.save(update_fields=["approved_at", "approved_by"])
    note(child=child, subject=booking, after={"approved": change.pk}, touches_care=False)
    return change
