"""What every deed in the review room stands on: the review as stored now, locked, and whose part it is."""

from dataclasses import dataclass
from datetime import date, datetime

from lodestar.access.door import open_passage
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.records.models import Minute
from lodestar.casework.records.queries import Part, minute_of, part_of
from lodestar.casework.records.states import MinuteState


@dataclass(frozen=True, slots=True)
class Ground:
    """A review and its record as they are now, and a person's part in it."""

    booking: Booking
    child: Child
    part: Part
    minute: Minute | None
    today: date

    @property
    def minute_state(self) -> MinuteState:
        """Return how far the record has come; before a word is written it is a draft."""
        return MinuteState.DRAFT if self.minute is None else MinuteState(self.minute.state)

    @property
    def reviewed_on(self) -> date:
        """Return the day by which the child's age is judged: the review's, or today where none is planned."""
        return review_day(self.booking) or self.today


def ground_of(booking: Booking, *, by: User, at: datetime) -> Ground:
    """Return a review as stored now, its child locked until the action ends, so that changes queue up."""
    child = pen.held_fast(booking.child)
    now = Booking.objects.select_related("officer", "review", "child").get(pk=booking.pk)
    today = pen.day_of(at)
    return Ground(now, child, part_of(by, now, on=today), minute_of(now), today)


def begun(ground: Ground, *, by: User, at: datetime) -> Minute:
    """Return where the record is; it is begun as a draft with the first thing written (inside an action only)."""
    return ground.minute or begin_minute(ground.booking, by, at)


def begin_minute(booking: Booking, by: User, at: datetime) -> Minute:
    """Begin a record as a draft."""
    open_passage()
    return Minute.objects.create(booking=booking, changed_at=at, changed_by=by)
