"""The review that is booked for a child, its meetings, and its day."""

from datetime import date

from lodestar.access.models import User
from lodestar.casework.children.models import CaseRole
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.models import Booking, DateChange, Sitting
from lodestar.casework.meetings.states import OPEN_STATES, SittingState
from lodestar.casework.reviews.models import Review


def open_booking(child_id: int) -> Booking | None:
    """Return the review that is booked or adjourned for a child, or None."""
    return Booking.objects.select_related("officer").filter(child=child_id, state__in=OPEN_STATES).first()


def open_booking_id(child_id: int) -> int | None:
    """Return the id of the review that is booked or adjourned for a child, or None."""
    return Booking.objects.filter(child=child_id, state__in=OPEN_STATES).values_list("pk", flat=True).first()


def booking_by_id(pk: int) -> Booking | None:
    """Return a booking with its child, the child's clock and its officer, or None."""
    return (
        Booking.objects.select_related(
            "child__clock__iro", "child__clock__social_worker", "officer", "review"
        )
        .filter(pk=pk)
        .first()
    )


def last_sitting(booking: Booking) -> Sitting | None:
    """Return the next meeting that is planned, or else the last one that was held; None where there is neither."""
    sittings = sorted(booking.sittings.all(), key=lambda one: one.starts_at)
    planned = [one for one in sittings if one.state == SittingState.PLANNED]
    held = [one for one in sittings if one.state == SittingState.HELD]
    return planned[0] if planned else held[-1] if held else None


def review_day(booking: Booking) -> date | None:
    """Return the day of a review: when it was held, else when its next meeting is; None where none is planned."""
    if booking.review is not None:
        return booking.review.held_on
    sitting = last_sitting(booking)
    return None if sitting is None else sitting.starts_at.astimezone(LONDON).date()


def reviews_since(child_id: int, since: date) -> int:
    """Return how many reviews of a child were held since a day: those of the period of care that began on it."""
    return Review.objects.believed().filter(child=child_id, held_on__gte=since).count()


def last_review_before(booking: Booking) -> date | None:
    """Return the day of the child's last review before this one, or None."""
    rows = Review.objects.believed().filter(child=booking.child_id)
    if booking.review is not None:
        rows = rows.filter(held_on__lt=booking.review.held_on)
    return rows.order_by("-held_on").values_list("held_on", flat=True).first()


def workers_of(child_id: int, *, on: date) -> list[User]:
    """Return the people who manage a child's case on a day (social worker, team manager), each once."""
    roles = CaseRole.objects.on(on).filter(child=child_id).select_related("person").order_by("kind", "pk")
    return list({role.person_id: role.person for role in roles}.values())


def changes_of(booking: Booking) -> list[DateChange]:
    """Return what happened to a booking's date, latest first, each with who recorded and approved it."""
    return list(booking.changes.select_related("recorded_by", "approved_by").order_by("-recorded_at", "-pk"))


def sittings_of(booking: Booking) -> list[Sitting]:
    """Return the meetings of a review in order of time."""
    return sorted(booking.sittings.all(), key=lambda one: (one.starts_at, one.pk))


def person_by_id(pk: int) -> User:
    """Return a person by their id. Raises User.DoesNotExist."""
    return User.objects.get(pk=pk)
