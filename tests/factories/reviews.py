"""Made-up reviews in the making, for tests that need one to be there and not to be made."""

from datetime import UTC, date, datetime, time

from lodestar.casework.children.models import PeriodOfCare
from lodestar.casework.decisions.models import Decision
from lodestar.casework.meetings.models import Booking, Sitting
from lodestar.casework.ratings.models import Rating, RatingNotice
from lodestar.casework.records.models import Minute
from lodestar.casework.reviews.models import Review


def a_booking(child, officer, on: date, *, by, state="booked", **facts) -> Booking:
    """Return a booked review of a child with one planned meeting at ten."""
    at = datetime.combine(on, time(10), UTC)
    booking = Booking.objects.create(child=child, officer=officer, booked_at=at, booked_by=by, **facts)
    Sitting.objects.create(booking=booking, starts_at=at, starts_by=by, place="The foster home")
    if state == "held":
        hold(booking, on, by=by)
    return booking


def hold(booking: Booking, on: date, *, by) -> Review:
    """Make a booked review one that was held on a day."""
    at = datetime.combine(on, time(11), UTC)
    review = Review.objects.create(
        child=booking.child,
        period=PeriodOfCare.objects.believed().get(child=booking.child, until_on=None),
        held_on=on,
        participation="PN1",
        recorded_at=at,
        recorded_by=by,
    )
    booking.sittings.update(state="held")
    booking.review, booking.state = review, "held"
    booking.save()
    return review


def a_decision(booking: Booking, *, by, due_on: date, owner=None, state="open", **facts) -> Decision:
    """Return a decision of a review, made unless it is said to be a draft."""
    at = booking.booked_at
    made = {} if state == "draft" else {"made_at": at, "made_by": by}
    return Decision.objects.create(
        child=booking.child,
        booking=booking,
        number=booking.decisions.count() + 1,
        state=state,
        words=facts.pop("words", "Arrange the dentist"),
        owner=owner,
        owner_name="" if owner else "The school",
        due_on=due_on,
        written_at=at,
        written_by=by,
        **made,
        **facts,
    )


def a_rating(booking: Booking, colour: str, *, by, due_on: date, roles=()) -> Rating:
    """Return a settled rating of a review with the notices it raised."""
    at = booking.booked_at
    rating = Rating.objects.create(
        child=booking.child,
        booking=booking,
        colour=colour,
        because="" if colour == "green" else "The plan stands still",
        is_final=True,
        rated_at=at,
        rated_by=by,
    )
    for role in roles:
        RatingNotice.objects.create(rating=rating, role=role, due_on=due_on, raised_at=at, raised_by=by)
    return rating


def a_minute(booking: Booking, state: str, *, by) -> Minute:
    """Return where a review's record is."""
    at = booking.booked_at
    signed = {"signed_at": at, "signed_by": by} if state == "signed" else {}
    return Minute.objects.create(booking=booking, state=state, changed_at=at, changed_by=by, **signed)
