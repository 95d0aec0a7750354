"""Doing: adjourning a review, the meetings of a series, and that a review was held."""

from datetime import date, datetime

from lodestar.access.door import facts_of, note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.actions.around import (
    OF_SITTING,
    day_in_london,
    effect_in_words,
    held_booking,
    in_the_way,
    tell_of_date,
)
from lodestar.casework.meetings.models import Booking, DateChange, Sitting
from lodestar.casework.meetings.policies import booking as policies
from lodestar.casework.meetings.policies import sittings as of_sittings
from lodestar.casework.meetings.queries.booking import last_sitting
from lodestar.casework.meetings.queries.series import days_held, series_stands
from lodestar.casework.meetings.states import BookingState, ChangeKind, PlaceKind, Shape, SittingState
from lodestar.casework.reviews.models import Review
from lodestar.law.adjournment import ADJOURNMENT_WORKING_DAYS
from lodestar.law.calendar import add_working_days

ADJOURNED = "Adjourned"


@records(EventKind.REVIEW_ADJOURNED)
def adjourn(
    *,
    booking: Booking,
    opened_on: date,
    starts_at: datetime,
    because: str,
    weighed: str,
    asked: str,
    by: User,
    at: datetime,
    asked_for_by: str = "iro",
    place_kind: str | None = None,
    place: str | None = None,
) -> Sitting:
    """Adjourn a review that was opened, once and for at most 20 working days; return the meeting it goes on with.

    `weighed` is what the delay means for the child, `asked` who was asked (the child, the carer, the parents) and what
    they said (R3.37). Nothing proposed may be done until the review is completed. Raises NotAllowed with every reason.
    """
    booking, child = held_booking(booking)
    day = day_in_london(starts_at)
    earlier = last_sitting(booking)
    minutes = earlier.minutes if earlier else 60
    pen.require_none(
        refusals(
            [
                *of_sittings.may_adjourn_review(
                    booking.state,
                    opened_on=opened_on,
                    booked_on=pen.day_of(booking.booked_at),
                    reconvene_on=day,
                    weighed=weighed,
                    asked=asked,
                    because=because,
                    today=pen.day_of(at),
                ),
                policies.is_free(
                    in_the_way(booking.officer, child, starts_at, minutes, but=booking.pk, on=pen.day_of(at))
                ),
            ]
        )
    )
    before = {"state": booking.state}
    booking.state = BookingState.ADJOURNED
    booking.opened_on = opened_on
    booking.reconvene_by = add_working_days(opened_on, ADJOURNMENT_WORKING_DAYS)
    booking.save(update_fields=["state", "opened_on", "reconvene_by"])
    booking.sittings.filter(state=SittingState.PLANNED).update(state=SittingState.HELD, conclusion=ADJOURNED)
    sitting = Sitting.objects.create(
        booking=booking,
        starts_at=starts_at,
        starts_by=by,
        minutes=minutes,
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
        asked=asked.strip(),
        effect=effect_in_words(day, booking.due_on),
        recorded_at=at,
        recorded_by=by,
    )
    after = {**facts_of(booking, ["state", "opened_on", "reconvene_by"]), "because": because.strip()}
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    tell_of_date(booking, NoticeKind.REVIEW_MOVED, by=by, at=at)
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
    """Add a meeting to a series (R3.36). Raises NotAllowed where the review is one meeting, or is over, where the
    meeting would be too late for the series to count, or where the officer has another.
    """
    booking, child = held_booking(booking)
    today = pen.day_of(at)
    days = [day_in_london(one.starts_at) for one in booking.sittings.exclude(state=SittingState.CANCELLED)]
    pen.require_none(
        refusals(
            [
                *of_sittings.sitting_can_be_added(
                    booking.state,
                    shape_is_series=booking.shape == Shape.SERIES,
                    on=day_in_london(starts_at),
                    other_days=days,
                    today=today,
                ),
                *policies.place_and_length(place_kind, place, minutes),
                policies.is_free(in_the_way(booking.officer, child, starts_at, minutes, on=today)),
            ]
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
    tell_of_date(booking, NoticeKind.REVIEW_BOOKED, by=by, at=at)
    return sitting


@records(EventKind.BOOKING_CHANGED)
def record_sitting_held(
    *, sitting: Sitting, held_on: date, conclusion: str, by: User, at: datetime
) -> Sitting:
    """Record that one meeting of a series was held on a day, and what it came to (R3.36)."""
    booking, child = held_booking(sitting.booking)
    sitting = Sitting.objects.get(pk=sitting.pk)
    others = booking.sittings.filter(state=SittingState.HELD).exclude(pk=sitting.pk)
    pen.require_none(
        refusals(
            of_sittings.sitting_can_be_held(
                booking.state,
                is_planned=sitting.state == SittingState.PLANNED,
                held_on=held_on,
                other_days=days_held(list(others)),
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
    after = facts_of(sitting, OF_SITTING)
    note(child=child, subject=sitting, before=before, after=after, touches_care=False)
    return sitting


@records(EventKind.BOOKING_CHANGED)
def mark_held(*, booking: Booking, review: Review, by: User, at: datetime) -> Booking:
    """Record that a booked review was held, and which review it is.

    A series is held only where its meetings amount to a review (R3.36). A meeting still planned by the day of the
    review was held; one planned for a later day no longer takes place. Raises NotAllowed where it is over already.
    """
    booking, child = held_booking(booking)
    answers = [
        policies.may_become(booking.state, BookingState.HELD),
        of_sittings.is_its_review(booking.child_id, review.child_id),
    ]
    if booking.shape == Shape.SERIES:
        answers.append(of_sittings.amounts_to_a_review(series_stands(booking, concluded_on=review.held_on)))
    pen.require_none(refusals(answers))
    before = {"state": booking.state}
    booking.state, booking.review = BookingState.HELD, review
    booking.save(update_fields=["state", "review"])
    planned = booking.sittings.filter(state=SittingState.PLANNED).order_by("starts_at", "pk")
    for place, sitting in enumerate(planned):
        was_held = day_in_london(sitting.starts_at) <= review.held_on or (
            place == 0 and booking.shape != Shape.SERIES
        )
        sitting.state = SittingState.HELD if was_held else SittingState.CANCELLED
        sitting.save(update_fields=["state"])
    after = {"state": booking.state, "review": review.pk}
    note(child=child, subject=booking, before=before, after=after, touches_care=False)
    return booking
