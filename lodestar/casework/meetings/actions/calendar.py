"""Doing: giving a person the address of their calendar, or a new one."""

from datetime import datetime

from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import CalendarKey, User
from lodestar.casework.meetings.queries.calendar import new_nonce


@records(EventKind.CALENDAR_ADDRESS_GIVEN)
def give_calendar_address(*, by: User, at: datetime) -> CalendarKey:
    """Give a person a calendar address; a former one stops working."""
    key = CalendarKey.objects.filter(person=by).first() or CalendarKey(person=by)
    key.nonce, key.given_at, key.given_by = new_nonce(), at, by
    key.save()
    note(subject=key, after={"given": True})
    return key
