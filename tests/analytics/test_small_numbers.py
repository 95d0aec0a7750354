"""Small numbers kept back: 1 to 5 never shown, nought shown, and no single gap in a table that adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodestar.analytics.measures.small_numbers import HIDDEN, is_small, protected_answer, protected_table


def answer(n, d, unit="percent", value=1.0):
    return {
        "numerator": n,
        "denominator": d,
        "value": value,
        "unit": unit,
        "excluded": [{"why": "x", "children": 3}],
    }


@pytest.mark.parametrize(("number", "small"), [(0, False), (1, True), (5, True), (6, False), (None, False)])
def test_what_is_small(number, small):
    assert is_small(number) is small


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (answer(43, 717), (43, 717, 1.0)),
        (answer(3, 717), (HIDDEN, 717, HIDDEN)),
        (answer(714, 717), (HIDDEN, 717, HIDDEN)),
        (answer(0, 717), (0, 717, 1.0)),
        (answer(2, 4), (HIDDEN, HIDDEN, HIDDEN)),
        (answer(4, None, "number", 4), (HIDDEN, None, HIDDEN)),
        (answer(400, 5, "mean"), (HIDDEN, HIDDEN, HIDDEN)),
        (answer(None, 6, "median"), (None, 6, 1.0)),
        (answer(None, None, "percent", None), (None, None, None)),
    ],
)
def test_a_figure(told, shown):
    kept = protected_answer(told)
    assert (kept["numerator"], kept["denominator"], kept["value"]) == shown
    assert kept["excluded"][0]["children"] == HIDDEN


def test_the_worked_example():
    """2-law 7.1: 100, 9, 3, 0 of 112 becomes 100, c, c, 0."""
    table = {"rows": [{"code": str(n), "count": n} for n in (100, 9, 3, 0)]}
    assert [row["count"] for row in protected_table(table)["rows"]] == [100, HIDDEN, HIDDEN, 0]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_no_small_count_is_shown_or_alone(counts):
    kept = [row["count"] for row in protected_table({"rows": [{"count": n} for n in counts]})["rows"]]
    assert not any(is_small(one) for one in kept)
    hidden = [number for number, one in zip(counts, kept, strict=True) if one == HIDDEN]
    rest = [number for number, one in zip(counts, kept, strict=True) if one != HIDDEN and number]
    if hidden:
        assert (len(hidden) > 1 and sum(hidden) > 5) or not rest
    assert all(shown in (number, HIDDEN) for number, shown in zip(counts, kept, strict=True))
