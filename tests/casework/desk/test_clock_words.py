"""A due date in words."""

from datetime import date

import pytest

from lodestar.casework.reviews.presenters.clocks import due_in_words, held_in_words

TODAY = date(2026, 3, 20)  # a Friday


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 3, 30), "Due in 6 working days, by Monday 30 March"),
        (date(2026, 3, 23), "Due in 1 working day, by Monday 23 March"),
        (date(2026, 3, 20), "Due today, Friday 20 March"),
        (date(2026, 3, 21), "Due by Saturday 21 March, before the next working day"),
        (date(2026, 3, 19), "Overdue by 1 working day: was due by Thursday 19 March"),
        (date(2026, 3, 13), "Overdue by 5 working days: was due by Friday 13 March"),
        (date(2026, 4, 22), "Due in 21 working days, by Wednesday 22 April"),
        (date(2027, 1, 13), "Due in 205 working days, by Wednesday 13 January 2027"),
    ],
)
def test_a_due_date_in_words(due_on, words):
    assert due_in_words(due_on, TODAY) == words


def test_overdue_over_a_weekend_is_one_day_late_not_none():
    assert due_in_words(date(2026, 3, 21), date(2026, 3, 22)).startswith("Overdue by 1 working day")


@pytest.mark.parametrize(
    ("due_on", "days_late", "words"),
    [
        (date(2026, 3, 30), 0, "In time: due by 30 March 2026"),
        (date(2026, 3, 30), 1, "1 day late: due by 30 March 2026"),
        (None, None, "Not judged"),
    ],
)
def test_a_review_held_in_words(due_on, days_late, words):
    assert held_in_words(date(2026, 3, 31), due_on, days_late) == words
