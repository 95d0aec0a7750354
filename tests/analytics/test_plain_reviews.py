"""The plain count of reviews in time (NI66 and its neighbour) against the definitions (IND-1, 15.6, 15.10)."""

from datetime import date

import pytest

from tests.analytics.hand_made import DAY, END, count, fraction, period

SEED_END = date(2014, 3, 31)


def test_ni66_counts_those_looked_after_more_than_four_weeks() -> None:
    early, late = period("early", date(2014, 3, 2)), period("late", date(2014, 3, 3))
    counted = count(early, late, year_end=SEED_END).ni66()
    assert counted.among == {"early"}
    # 2 March 2014 is a Sunday: its 20 working days too are over on 28 March, and nobody came.
    assert counted.outside == {"early"}
    held = count(early, late, year_end=SEED_END, reviews={"early": [date(2014, 3, 28)]}).ni66()
    assert fraction(held) == (1, 1)


@pytest.mark.parametrize(
    ("held", "in_time"),
    [
        ([], False),
        ([date(2025, 4, 29)], False),  # first in time (20 working days end on 30 April), no second
        ([date(2025, 4, 29), date(2025, 7, 29), date(2026, 1, 29)], True),
        ([date(2025, 4, 29), date(2025, 7, 30), date(2026, 1, 29)], False),  # second a day late
        (
            [date(2025, 4, 29), date(2025, 7, 29), date(2025, 9, 30)],
            False,
        ),  # next due and not held on 30 March
        ([date(2025, 4, 29), date(2025, 7, 29), date(2025, 10, 1)], True),  # due on 1 April: next year's
        ([date(2025, 4, 29), date(2025, 7, 29), date(2025, 9, 30), date(2026, 3, 30)], True),
    ],
)
def test_ni66_asks_for_every_review_due_in_the_year(held: list[date], in_time: bool) -> None:
    counted = count(period("A", date(2025, 3, 31)), reviews={"A": held}).ni66()
    assert (counted.numerator, counted.denominator) == (int(in_time), 1)


def test_ni66_on_the_last_day_of_the_year() -> None:
    """Due on 31 March: held that day is in time, held the day after is not (15.6)."""
    child = period("A", date(2025, 12, 10))
    for last, answer in ((END, 1), (END + DAY, 0)):
        counted = count(child, reviews={"A": [date(2025, 12, 31), last]}).ni66()
        assert counted.numerator == answer, last


def test_ni66_leaves_last_year_its_own_failures() -> None:
    """Held late in the year but due before it: last year's; never held by its end: this year's still (IND-1)."""
    a = period("A", date(2024, 8, 1))
    held = [date(2024, 8, 20), date(2024, 11, 20)]  # the third due on 20 May 2025
    late_last_year = [date(2024, 8, 20), date(2024, 11, 20), date(2025, 3, 1)]
    b = period("B", date(2025, 2, 20))  # first due on 20 March 2025
    assert (
        count(a, reviews={"A": [*late_last_year, date(2025, 8, 29), date(2026, 2, 20)]}).ni66().numerator == 1
    )
    assert count(a, reviews={"A": [*held, date(2025, 5, 21), date(2025, 11, 1)]}).ni66().numerator == 0
    third = [date(2025, 4, 4), date(2025, 7, 4), date(2026, 1, 4)]
    assert count(b, reviews={"B": third}).ni66().numerator == 1
    assert count(b, reviews={"B": []}).ni66().numerator == 0


def test_ni66_a_child_with_no_review_due_in_the_year_counts_as_in_time() -> None:
    """Looked after 29 days over a Christmas: 20 working days end after 31 December (15.6)."""
    a = period("A", date(2025, 12, 2))
    counted = count(a, year_end=date(2025, 12, 31)).ni66()
    assert fraction(counted) == (1, 1)


def test_ni66_judges_by_statute_and_the_other_by_local_settings() -> None:
    """An unplanned move does not hurry a review for NI66, and does for the count of reviews (15.6, 15.10)."""
    start, moved = date(2025, 3, 3), date(2025, 12, 1)
    held = [date(2025, 3, 20), date(2025, 6, 12), date(2025, 11, 12), date(2026, 3, 16)]
    for why, in_time in (("CREQB", 3), ("CLOSE", 3), ("", 3)):
        child = period("A", start, (moved, {"rne": "P", "why": why}))
        counted = count(child, reviews={"A": held})
        assert counted.ni66().numerator == 1
        on_time = counted.reviews_held_on_time()
        assert fraction(on_time) == ((in_time - 1) if why == "CREQB" else in_time, 3)


def test_ni66_knows_nothing_of_what_came_after() -> None:
    child = period("A", date(2025, 3, 3), (date(2026, 5, 1), {"rec": "E4A"}))
    held = [date(2025, 3, 20), date(2025, 6, 12), date(2025, 11, 12), date(2026, 4, 30)]
    assert fraction(count(child, reviews={"A": held}).ni66()) == (1, 1)
    assert fraction(count(child, reviews={"A": held}).reviews_held_on_time()) == (2, 2)


def test_ni66_counts_the_reviews_of_a_child_placed_for_adoption() -> None:
    """Four weeks from the placing, over Easter too (R3.25)."""
    child = period(
        "A", date(2025, 1, 6), (date(2026, 3, 2), {"rne": "B", "ls": "E1", "place": "A6"}), ls="C2"
    )
    held = [date(2025, 1, 20), date(2025, 4, 10), date(2025, 10, 9)]
    assert count(child, reviews={"A": held}).ni66().numerator == 0
    assert count(child, reviews={"A": [*held, date(2026, 3, 30)]}).ni66().numerator == 1
