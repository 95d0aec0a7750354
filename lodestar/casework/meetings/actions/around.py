"""What every deed about a booking does: hold it fast, say what its day means by the law, tell of it."""

from datetime import date, datetime

from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries.booking import workers_of
from lodestar.casework.meetings.queries.slots import Busy, officers_meetings, siblings_of

OF_SITTING = ("state", "starts_at", "minutes", "place_kind", "place", "about", "conclusion")


def held_booking(booking: Booking) -> tuple[Booking, Child]:
    """Return a booking as stored now and its child, locked, so that changes queue up."""
    child = pen.held_fast(booking.child)
    return Booking.objects.select_related("officer").get(pk=booking.pk), child


def day_in_london(moment: datetime) -> date:
    """Return the London day of a moment."""
    return moment.astimezone(LONDON).date()


def effect_in_words(day: date, due_on: date | None) -> str:
    """Return what holding a review on a day means by the law: in time, or how late."""
    if due_on is None:
        return "No review is due by the clock"
    if day <= due_on:
        return f"In time: due by {in_words(due_on)}"
    days = (day - due_on).days
    return f"{days} {'day' if days == 1 else 'days'} late: due by {in_words(due_on)}"


def in_the_way(
    officer: User, child: Child, starts_at: datetime, minutes: int, *, but: int | None = None, on: date
) -> Busy | None:
    """Return a meeting of the officer that another would run into; brothers and sisters may be reviewed together.

    The officer's row is locked, so that two bookings at once cannot both find the time free.
    """
    User.objects.select_for_update().get(pk=officer.pk)
    day = day_in_london(starts_at)
    meetings = officers_meetings(officer.pk, day, day, but=but, beside=siblings_of(child.pk, on=on))
    return next((one for one in meetings if one.overlaps(starts_at, minutes)), None)


def tell_of_date(booking: Booking, kind: NoticeKind, *, by: User, at: datetime) -> None:
    """Tell the officer and those who work with the child that a review has a date, or another one."""
    tell(
        people=[booking.officer, *workers_of(booking.child_id, on=pen.day_of(at))],
        kind=kind,
        key=f"{booking.pk}:{at.isoformat()}",
        address=f"/reviews/{booking.pk}/",
        by=by,
        at=at,
    )
