"""When somebody who wants to be told once a day or once a week is told: on a working day, at a set hour."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from lodestar.access.notice_kinds import HowOften
from lodestar.law.calendar import is_working_day

LONDON = ZoneInfo("Europe/London")
MONDAY = 0


def due_at(how: HowOften, *, told_at: datetime) -> datetime:
    """Return from when a notice may be sent: at once, or with the next gathering after it was told."""
    if how == HowOften.AT_ONCE:
        return told_at
    day = told_at.astimezone(LONDON).date()
    while True:
        moment = datetime.combine(day, time(settings.DIGEST_HOUR), LONDON)
        if moment > told_at and gathers(how, day):
            return moment
        day += timedelta(days=1)


def gathers(how: HowOften, day: date) -> bool:
    """Return whether a day has a gathering: each working day, or the first working day of each week."""
    if not is_working_day(day):
        return False
    if how == HowOften.DAILY:
        return True
    earlier = [day - timedelta(days=back) for back in range(1, day.weekday() - MONDAY + 1)]
    return not any(is_working_day(one) for one in earlier)
