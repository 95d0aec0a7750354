"""The bank holidays against two libraries, and counting days against simple counting."""

from datetime import date, timedelta

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from lodestar.law.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR
from lodestar.law.calendar import (
    BeyondKnownCalendar,
    add_months,
    add_working_days,
    book_by,
    is_working_day,
    working_days_between,
)

KNOWN_DAYS = st.dates(date(1991, 1, 1), date(2034, 12, 31))


def test_bank_holidays_are_those_of_the_holidays_library() -> None:
    listed = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    assert {day for day in listed if day.weekday() < 5} == BANK_HOLIDAYS


def test_bank_holidays_are_those_gov_uk_publishes() -> None:
    published = {
        holiday["date"]
        for holiday in BankHolidays(use_cached_holidays=True).get_holidays(
            division=BankHolidays.ENGLAND_AND_WALES
        )
    }
    first, last = min(published).year, max(published).year
    assert last - first >= 10
    assert {day for day in BANK_HOLIDAYS if first <= day.year <= last} == published


def test_every_year_has_its_eight_days_at_least() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert sum(day.year == year for day in BANK_HOLIDAYS) >= 8


@given(KNOWN_DAYS, st.integers(1, 60))
def test_forward_is_counting_one_working_day_after_another(day: date, number: int) -> None:
    counted, left = day, number
    while left:
        counted += timedelta(days=1)
        left -= is_working_day(counted)
    assert add_working_days(day, number) == counted
    assert working_days_between(day, counted) == number


@given(KNOWN_DAYS, st.integers(1, 60))
def test_back_is_counting_the_other_way(day: date, number: int) -> None:
    counted, left = day, number
    while left:
        counted -= timedelta(days=1)
        left -= is_working_day(counted)
    assert add_working_days(day, -number) == counted


@given(KNOWN_DAYS, KNOWN_DAYS)
def test_between_there_and_back(start: date, end: date) -> None:
    if is_working_day(start) and is_working_day(end):
        assert working_days_between(start, end) == -working_days_between(end, start)


@given(KNOWN_DAYS, st.integers(1, 40), st.frozensets(KNOWN_DAYS, max_size=4))
def test_a_proclaimed_day_never_brings_a_limit_forward(
    day: date, number: int, extra: frozenset[date]
) -> None:
    assert add_working_days(day, number, extra) >= add_working_days(day, number)
    assert is_working_day(add_working_days(day, number, extra), extra)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-40, 40))
def test_months_end_on_the_corresponding_date(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@given(KNOWN_DAYS)
def test_book_by_is_the_last_working_day_up_to_the_limit(day: date) -> None:
    booked = book_by(day)
    assert booked <= day
    assert is_working_day(booked)
    assert working_days_between(booked, day) == 0


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2036, 1, 1)])
def test_a_year_outside_the_table_is_refused_in_words(day: date) -> None:
    for ask in (
        lambda: is_working_day(day),
        lambda: add_working_days(day, 1),
        lambda: working_days_between(day, day),
        lambda: book_by(day),
    ):
        with pytest.raises(BeyondKnownCalendar, match="not known: the table runs from 1990 to 2035"):
            ask()


def test_the_last_known_day_has_none_after_it() -> None:
    with pytest.raises(BeyondKnownCalendar):
        add_working_days(date(2035, 12, 31), 1)
