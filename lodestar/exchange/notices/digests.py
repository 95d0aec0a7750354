"""When gathered notices go out: at a set hour of a working day, daily or weekly."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lodestar.access.notice_kinds import HowOften
from lodestar.law.calendar import BeyondKnownCalendar, is_working_day

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


def goes_out_at(how_often: HowOften, told_at: datetime, hour: int) -> datetime:
    """Return when something told at a moment goes out: at once, or at the next round of its kind.

    Daily rounds are at the hour (London) of every working day, weekly ones on the first working day of a week.
    Raises ValueError for what never goes out.
    """
    if how_often is HowOften.NEVER:
        raise ValueError("What a person does not want by email goes out at no time.")
    if how_often is HowOften.AT_ONCE:
        return told_at
    day = told_at.astimezone(LONDON).date()
    while not has_round(how_often, day) or at_hour(day, hour) < told_at:
        day += ONE_DAY
    return at_hour(day, hour)


def has_round(how_often: HowOften, day: date) -> bool:
    """Return whether gathered notices go out on a day."""
    if not is_day_of_work(day):
        return False
    if how_often is HowOften.DAILY:
        return True
    earlier = (day - ONE_DAY * number for number in range(1, day.weekday() + 1))
    return not any(is_day_of_work(one) for one in earlier)


def is_day_of_work(day: date) -> bool:
    """Return whether people are at work on a day; Monday to Friday in years whose bank holidays are not known yet.

    No limit of the law hangs on it: a mail that comes on a bank holiday is read on the day after.
    """
    try:
        return is_working_day(day)
    except BeyondKnownCalendar:
        return day.weekday() < 5


def at_hour(day: date, hour: int) -> datetime:
    """Return an hour of a day as London's clocks show it."""
    return datetime.combine(day, time(hour), tzinfo=LONDON)
