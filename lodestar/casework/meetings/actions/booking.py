"""Doing: booking a review, moving it, cancelling it, adjourning it, and the meetings of a series."""

from datetime import date, datetime

from lodestar.access.door import facts_of, note, records
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
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.models import Booking, DateChange, Sitting
from lodestar.casework.meetings.policies import booking as policies
from lodestar.casework.meetings.queries.booking import last_sitting, open_booking, workers_of
from lodestar.casework.meetings.states import BookingState, ChangeKind, PlaceKind, Shape, SittingState
from lodestar.casework.reviews.models import Review, ReviewClock
from lodestar.casework.reviews.states import ReviewKind
from lodestar.law.adjournment import ADJOURNMENT_WORKING_DAYS
from lodestar.law.calendar import add_working_days

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
OF_SITTING = ("state", "starts_at", "minutes", "place_kind", "place", "about", "conclusion")


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
    day = starts_at.astimezone(LONDON).date()
    pen.require_none(
        refusals(
            policies.may_be_booked(
                care_of(child.pk),
                on=day,
                is_booked=open_booking(child.pk) is not None,
                officer_may=officer.may(Permission.CONCLUDE_REVIEW),
                due_on=clock.next_due_on if clock else None,
                late_because=late_because,
                today=pen.day_of(at),
            )
        )
    )
    booking = Booking.objects.create(
        child=child,
        officer=officer,
        kind=kind,
        shape=shape,
        ordinal=clock.reviews_held + 1 if clock else None,
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
        place=place,
    )
    after = {**facts_of(booking, SAID), **facts_of(sitting, OF_SITTING)}
    note(child=child, subject=booking, after=after, touches_care=False)
    _tell_of_date(booking, NoticeKind.REVIEW_BOOKED, by=by, at=at)
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
    sitting = Sitting.objects.select_related("booking").get(pk=sitting.pk)
    booking = sitting.booking
    clock = ReviewClock.objects.filter(child=child).first()
    due_on = clock.next_due_on if clock else booking.due_on
    pen.require_none(
        refusals(
            policies.may_be_moved(
                booking.state,
                was=sitting.starts_at,
                to=starts_at,
                asked_for_by=asked_for_by,
                because=because,
                due_on=due_on,
                late_because=late_because,
                reconvene_by=booking.reconvene_by,
                today=pen.day_of(at),
            )
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
        effect=effect_in_words(starts_at.astimezone(LONDON).date(), due_on),
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
    after = {**facts_of(sitting, OF_SITTING), "asked_for_by": asked_for_by, "because": because.strip()}
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    _tell_of_date(booking, NoticeKind.REVIEW_MOVED, by=by, at=at)
    return change


@records(EventKind.BOOKING_CANCELLED)
def cancel_booking(
    *, booking: Booking, reason: str, asked_for_by: str, because: str, by: User, at: datetime
) -> DateChange:
    """Cancel a booked review: it is no review, the due date does not move, and a manager approves it (R3.38).

    Raises NotAllowed with every reason.
    """
    booking, child = _held(booking)
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
    )
    after = {"state": booking.state, "reason": reason, "because": because.strip()}
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    tell(
        people=iro_managers(),
        kind=NoticeKind.CANCELLATION_TO_APPROVE,
        key=f"{change.pk}",
        address=f"/reviews/{booking.pk}/approve/",
        by=by,
        at=at,
    )
    _tell_of_date(booking, NoticeKind.REVIEW_MOVED, by=by, at=at)
    return change


@records(EventKind.CANCELLATION_APPROVED)
def approve_cancellation(*, booking: Booking, by: User, at: datetime) -> DateChange:
    """Record that a manager approves that a review was cancelled (R3.38). Raises NotAllowed the second time."""
    booking, child = _held(booking)
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


@records(EventKind.REVIEW_ADJOURNED)
def adjourn(
    *,
    booking: Booking,
    opened_on: date,
    starts_at: datetime,
    because: str,
    weighed: str,
    by: User,
    at: datetime,
    asked_for_by: str = "iro",
    place_kind: str | None = None,
    place: str | None = None,
) -> Sitting:
    """Adjourn a review that was opened, once and for at most 20 working days; return the meeting it goes on with.

    `weighed` is what the delay means for the child and what the child, the carer and the parents said (R3.37). Nothing
    proposed may be done until the review is completed. Raises NotAllowed with every reason.
    """
    booking, child = _held(booking)
    day = starts_at.astimezone(LONDON).date()
    pen.require_none(
        refusals(
            policies.may_adjourn_review(
                booking.state,
                opened_on=opened_on,
                reconvene_on=day,
                weighed=weighed,
                because=because,
                today=pen.day_of(at),
            )
        )
    )
    earlier = last_sitting(booking)
    before = {"state": booking.state}
    booking.state = BookingState.ADJOURNED
    booking.opened_on = opened_on
    booking.reconvene_by = add_working_days(opened_on, ADJOURNMENT_WORKING_DAYS)
    booking.save(update_fields=["state", "opened_on", "reconvene_by"])
    booking.sittings.filter(state=SittingState.PLANNED).update(
        state=SittingState.HELD, conclusion="Adjourned"
    )
    sitting = Sitting.objects.create(
        booking=booking,
        starts_at=starts_at,
        starts_by=by,
        minutes=earlier.minutes if earlier else 60,
        place_kind=place_kind or (earlier.place_kind if earlier else PlaceKind.HOME),
        place=place if place is not None else earlier.place if earlier else "",
    )
    DateChange.objects.create(
        booking=booking,
        kind=ChangeKind.ADJOURNED,
        moved_from=earlier.starts_at if earlier else None,
        moved_to=starts_at,
        asked_for_by=asked_for_by,
        because=because.strip(),
        weighed=weighed.strip(),
        effect=effect_in_words(day, booking.due_on),
        recorded_at=at,
        recorded_by=by,
    )
    after = {**facts_of(booking, ["state", "opened_on", "reconvene_by"]), "because": because.strip()}
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    _tell_of_date(booking, NoticeKind.REVIEW_MOVED, by=by, at=at)
    return sitting


@records(EventKind.BOOKING_CHANGED)
def add_sitting(
    *,
    booking: Booking,
    starts_at: datetime,
    by: User,
    at: datetime,
    minutes: int = 60,
    place_kind: str = PlaceKind.HOME,
    place: str = "",
    about: str = "",
) -> Sitting:
    """Add a meeting to a series (R3.36). Raises NotAllowed where the review is one meeting, or is over."""
    booking, child = _held(booking)
    pen.require_none(
        refusals(
            policies.sitting_can_be_added(
                booking.state,
                shape_is_series=booking.shape == Shape.SERIES,
                on=starts_at.astimezone(LONDON).date(),
                today=pen.day_of(at),
            )
        )
    )
    sitting = Sitting.objects.create(
        booking=booking,
        starts_at=starts_at,
        starts_by=by,
        minutes=minutes,
        place_kind=place_kind,
        place=place.strip(),
        about=about.strip(),
    )
    note(child=child, subject=sitting, after=facts_of(sitting, OF_SITTING), touches_care=False)
    return sitting


@records(EventKind.BOOKING_CHANGED)
def record_sitting_held(
    *, sitting: Sitting, held_on: date, conclusion: str, by: User, at: datetime
) -> Sitting:
    """Record that one meeting of a series was held on a day, and what it came to (R3.36)."""
    booking, child = _held(sitting.booking)
    sitting = Sitting.objects.get(pk=sitting.pk)
    others = booking.sittings.filter(state=SittingState.HELD).exclude(pk=sitting.pk)
    pen.require_none(
        refusals(
            policies.sitting_can_be_held(
                booking.state,
                is_planned=sitting.state == SittingState.PLANNED,
                held_on=held_on,
                other_days=[one.starts_at.astimezone(LONDON).date() for one in others],
                conclusion=conclusion,
                today=pen.day_of(at),
            )
        )
    )
    before = facts_of(sitting, OF_SITTING)
    local = sitting.starts_at.astimezone(LONDON)
    sitting.starts_at = local.replace(year=held_on.year, month=held_on.month, day=held_on.day)
    sitting.starts_by = by
    sitting.state, sitting.conclusion = SittingState.HELD, conclusion.strip()
    sitting.save()
    note(
        child=child,
        subject=sitting,
        before=before,
        after=facts_of(sitting, OF_SITTING),
        touches_care=False,
    )
    return sitting


@records(EventKind.BOOKING_CHANGED)
def mark_held(*, booking: Booking, review: Review, by: User, at: datetime) -> Booking:
    """Record that a booked review was held, and which review it is. Raises NotAllowed where it is over already."""
    booking, child = _held(booking)
    pen.require_none(refusals([policies.may_become(booking.state, BookingState.HELD)]))
    before = {"state": booking.state}
    booking.state, booking.review = BookingState.HELD, review
    booking.save(update_fields=["state", "review"])
    booking.sittings.filter(state=SittingState.PLANNED).update(state=SittingState.HELD)
    after = {"state": booking.state, "review": review.pk}
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    return booking


def effect_in_words(day: date, due_on: date | None) -> str:
    """Return what holding a review on a day means by the law: in time, or how late."""
    if due_on is None:
        return "No review is due by the clock"
    if day <= due_on:
        return f"In time: due by {in_words(due_on)}"
    days = (day - due_on).days
    return f"{days} {'day' if days == 1 else 'days'} late: due by {in_words(due_on)}"


def _held(booking: Booking) -> tuple[Booking, Child]:
    """Return a booking as stored now and its child, locked, so that changes queue up."""
    child = pen.held_fast(booking.child)
    return Booking.objects.select_related("officer").get(pk=booking.pk), child


def _tell_of_date(booking: Booking, kind: NoticeKind, *, by: User, at: datetime) -> None:
    """Tell the officer and those who work with the child that a review has a date, or another one."""
    tell(
        people=[booking.officer, *workers_of(booking.child_id, on=pen.day_of(at))],
        kind=kind,
        key=f"{booking.pk}:{at.isoformat()}",
        address=f"/reviews/{booking.pk}/",
        by=by,
        at=at,
    )
