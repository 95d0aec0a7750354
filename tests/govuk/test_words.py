from datetime import UTC, date, datetime

import pytest

from lodestar.govuk import words


def test_a_date_says_its_weekday():
    assert words.long_date(date(2026, 3, 30)) == "Monday 30 March 2026"
    assert words.plain_date(date(2026, 3, 30)) == "30 March 2026"
    assert words.short_date(date(2026, 9, 1)) == "1 Sep 2026"


def test_no_date_says_so():
    assert words.long_date(None) == "Not recorded"
    assert words.plain_date(None, "Still here") == "Still here"
    assert words.short_date(None) == "–"
    assert words.date_and_time(None) == "Not recorded"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (9, 0, "9am"),
        (14, 30, "2:30pm"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (12, 1, "12:01pm"),
    ],
)
def test_a_time_is_written_as_govuk_writes_it(hour, minute, said):
    assert words.clock_time(datetime(2026, 3, 30, hour, minute)) == said


def test_a_moment_is_told_in_the_services_own_time(settings):
    settings.TIME_ZONE = "Europe/London"
    assert words.date_and_time(datetime(2026, 7, 1, 13, 30, tzinfo=UTC)) == "1 July 2026 at 2:30pm"


def test_a_count_agrees_with_its_noun():
    assert words.counted(1, "working day") == "1 working day"
    assert words.counted(0, "working day") == "0 working days"
    assert words.counted(3150, "child", "children") == "3,150 children"


def test_a_list_reads_as_a_sentence():
    assert words.listed([]) == ""
    assert words.listed(["day"]) == "day"
    assert words.listed(["day", "month", "year"]) == "day, month and year"
    assert words.listed(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Date of move", "date of move"),
        ("IRO", "IRO"),
        ("A name", "A name"),
        ("URN of the home", "URN of the home"),
    ],
)
def test_abbreviations_stay_large_inside_a_sentence(label, inside):
    assert words.small_first(label) == inside
