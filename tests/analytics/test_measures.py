"""Measures on hand-made rows: the worked examples of the definitions, and every edge they name."""

from datetime import date
from decimal import Decimal

import pytest

from lodestar.analytics.measures.answers import answer, tables_of
from lodestar.analytics.measures.catalogue import MEASURES, measure_named
from lodestar.analytics.measures.measure import Unit, half_up, value_of
from lodestar.analytics.measures.rows import SCHEMAS, Rows, unsealed
from lodestar.analytics.measures.year import Settings, Year
from tests.analytics.rows_made import Made

END = date(2026, 3, 31)
BORN = date(2014, 5, 1)


def answered(made, name, ends_on=END, **settings):
    return answer(measure_named(name), Year(made.rows(), ends_on, Settings(**settings)), children=True)


# --- values -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "n", "d", "value"),
    [
        (Unit.PERCENT, 186, 190, 97.9),
        (Unit.PERCENT, 229, 233, 98.3),
        (Unit.PERCENT, 258, 264, 97.7),
        (Unit.PERCENT, 43, 717, 6.0),
        (Unit.PERCENT, 57, 714, 8.0),
        (Unit.PERCENT, 18, 204, 8.8),
        (Unit.PERCENT, 22, 204, 10.8),
        (Unit.PERCENT, 88, 103, 85.4),
        (Unit.PERCENT, 1, 0, None),
        (Unit.RATE, 717, 60_250, 119),
        (Unit.MEAN, 271 + 257, 6.6, 80.0),
        (Unit.NUMBER, 315, None, 315),
    ],
)
def test_values_are_the_seeds_and_the_published_ones(unit, n, d, value):
    assert value_of(unit, n, d) == value


def test_halves_go_up():
    assert half_up(Decimal("12.25"), 1) == 12.3 and half_up(Decimal("0.5"), 0) == 1


def test_from_271_to_315_is_an_increase_of_16_2_percent():
    assert value_of(Unit.PERCENT, 315 - 271, 271) == 16.2


# --- stability --------------------------------------------------------------------------------------------


def test_the_worked_example_of_three_placements():
    made = (
        Made()
        .child("A", BORN)
        .care(
            "A",
            date(2024, 1, 8),
            legal=[(date(2024, 1, 8), "C1"), (date(2025, 10, 5), "C2")],
            homes=[
                (date(2024, 1, 8), "U6"),
                (date(2025, 6, 10), "K2"),
                (date(2025, 8, 2), "T3"),
                (date(2025, 8, 9), "K2"),
                (date(2025, 12, 1), "U4"),
                (date(2026, 1, 15), "U4", False),
            ],
        )
    )
    made.at_same_address("A", 1, 3)
    found = answered(made, "NI62")
    assert (found.numerator, found.denominator, found.inside) == (1, 1, ("A",))
    assert answered(made, "NI62", count_same_carer_moves=True).numerator == 1


@pytest.mark.parametrize(
    ("after_holiday", "counts"), [("same", False), ("other", True)], ids=["same home", "another"]
)
def test_after_a_temporary_placement_only_another_home_counts(after_holiday, counts):
    made = (
        Made()
        .child("A", BORN)
        .care(
            "A",
            date(2024, 1, 8),
            homes=[
                (date(2024, 1, 8), "U6"),
                (date(2025, 6, 10), "K2"),
                (date(2025, 8, 2), "T3"),
                (date(2025, 8, 9), "K2"),
            ],
        )
    )
    if after_holiday == "same":
        made.at_same_address("A", 1, 3)
    assert answered(made, "NI62").numerator == int(counts)


def test_a_move_with_the_carer_counts_only_where_the_authority_says_so():
    made = (
        Made()
        .child("A", BORN)
        .care(
            "A",
            date(2024, 1, 8),
            homes=[
                (date(2024, 1, 8), "U6"),
                (date(2025, 6, 10), "U6", False),
                (date(2025, 9, 1), "U6", False),
            ],
        )
    )
    assert answered(made, "NI62").numerator == 0
    assert answered(made, "NI62", count_same_carer_moves=True).numerator == 1


@pytest.mark.parametrize(
    ("since", "counts"), [(date(2024, 3, 20), True), (date(2024, 3, 31), True), (date(2024, 4, 1), False)]
)
def test_two_years_in_the_same_placement(since, counts):
    made = (
        Made().child("A", BORN).care("A", date(2023, 9, 1), homes=[(date(2023, 9, 1), "U6"), (since, "U4")])
    )
    found = answered(made, "NI63")
    assert (found.numerator, found.denominator) == (int(counts), 1)


@pytest.mark.parametrize(
    ("born", "start", "counted"),
    [
        (date(2010, 3, 31), date(2023, 9, 1), 0),  # 16 on the last day
        (date(2010, 4, 1), date(2023, 9, 1), 1),
        (BORN, date(2023, 9, 30), 1),
        (BORN, date(2023, 10, 1), 0),
    ],
)
def test_who_is_counted_for_long_stays(born, start, counted):
    assert answered(Made().child("A", born).care("A", start), "NI63").denominator == counted


def test_an_adoptive_placement_and_the_one_before_it_are_counted_together():
    made = (
        Made()
        .child("A", BORN)
        .care("A", date(2022, 9, 1), homes=[(date(2022, 9, 1), "U6"), (date(2025, 6, 1), "A6")])
    )
    assert answered(made, "NI63").numerator == 1


# --- reviews ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "counted"), [(date(2014, 3, 2), 1), (date(2014, 3, 3), 0)])
def test_more_than_four_weeks(start, counted):
    found = answered(Made().child("A", date(2004, 5, 1)).care("A", start), "NI66", date(2014, 3, 31))
    assert found.denominator == counted


@pytest.mark.parametrize(
    ("held", "in_time"),
    [
        ((date(2025, 6, 27), date(2025, 9, 26)), False),  # the third was due on 26 March 2026 and not held
        ((date(2025, 6, 27), date(2025, 9, 26), date(2026, 3, 26)), True),
        ((date(2025, 6, 30), date(2025, 9, 26), date(2026, 3, 26)), False),  # the first a day late
        ((), False),
    ],
)
def test_every_review_of_the_year_in_time(held, in_time):
    made = Made().child("A", BORN).care("A", date(2025, 5, 30)).reviewed("A", *held)
    assert answered(made, "NI66").numerator == int(in_time)


@pytest.mark.parametrize(
    ("first", "more", "in_time"),
    [
        (date(2025, 12, 31), (), 0),  # the second was due on 31 March and not held
        (date(2025, 12, 31), (END,), 1),
        (date(2026, 1, 2), (), 1),  # due on 2 April
    ],
)
def test_a_review_due_on_the_last_day_and_not_held_is_late(first, more, in_time):
    made = Made().child("A", BORN).care("A", date(2025, 12, 8)).reviewed("A", first, *more)
    assert answered(made, "NI66").numerator == in_time


def test_last_years_late_review_is_not_held_against_this_year():
    made = Made().child("A", BORN).care("A", date(2024, 6, 3))
    made.reviewed("A", date(2024, 6, 28), date(2024, 9, 27), date(2025, 4, 8), date(2025, 10, 7))
    assert answered(made, "NI66").numerator == 1


def test_an_unplanned_move_counts_for_reviews_and_not_for_the_national_measure():
    made = (
        Made()
        .child("A", BORN)
        .care("A", date(2024, 6, 3), homes=[(date(2024, 6, 3), "U6"), (date(2025, 5, 1), "K2", True, False)])
    )
    made.reviewed(
        "A", date(2024, 6, 28), date(2024, 9, 27), date(2025, 3, 26), date(2025, 9, 24), date(2026, 3, 20)
    )
    assert answered(made, "NI66").numerator == 1
    found = answered(made, "REVIEWS_HELD_ON_TIME")
    assert (found.numerator, found.denominator) == (0, 2)
    without = answered(made, "REVIEWS_HELD_ON_TIME", restart_on_unplanned_move=False)
    assert (without.numerator, without.denominator) == (2, 2)


def test_participation_counts_views_conveyed():
    made = Made().child("A", BORN).care("A", date(2020, 6, 3))
    for day, code in ((3, "PN1"), (4, "PN4"), (5, "PN7"), (6, "PN6"), (7, "PN0"), (8, "")):
        made.reviewed("A", date(2025, 6, day), code=code)
    found = answered(made, "PARTICIPATION")
    assert (found.numerator, found.denominator, found.value) == (2, 4, 50.0)
    assert {(one.why, one.children) for one in found.excluded} == {
        ("Reviews of children under 4", 1),
        ("Reviews without a code", 1),
    }
    assert answered(made, "PARTICIPATION", count_attending_in_silence=True).numerator == 3
    assert answered(made, "ATTENDANCE").numerator == 2


# --- numbers and flow -------------------------------------------------------------------------------------


def flow() -> Made:
    made = Made()
    made.child("A", BORN).care("A", date(2025, 4, 1), date(2025, 9, 1), "E4A").care("A", date(2025, 11, 1))
    made.child("B", BORN).care("B", date(2020, 4, 1), date(2025, 4, 1), "E12")
    made.child("C", BORN).care("C", date(2020, 4, 1), date(2026, 3, 31), "E45")
    made.child("D", BORN).care("D", date(2025, 6, 1), legal=[(date(2025, 6, 1), "V4")])
    made.child("E", BORN).care("E", date(2026, 3, 31), legal=[(date(2026, 3, 31), "V2")])
    made.child("F", BORN).care("F", date(2020, 4, 1), date(2025, 3, 31), "E12")
    return made


@pytest.mark.parametrize(
    ("name", "n", "d"),
    [
        ("LOOKED_AFTER", 2, None),
        ("STARTED", 2, None),
        ("CEASED", 3, None),
        ("ADOPTED_PERCENT", 1, 3),
        ("SGO_PERCENT", 1, 3),
        ("HOME_PERCENT", 1, 3),
        ("PERMANENCE_PERCENT", 3, 3),
        ("REENTRY", 0, 2),
        ("SECTION_20_PERCENT", 1, 2),
        ("SECTION_20_STARTS", 1, 2),
        ("BY_ORDER", 1, 2),
        ("RATE_PER_10000", 2, 60_250),
    ],
)
def test_children_are_counted_once_and_short_breaks_never(name, n, d):
    found = answered(flow(), name, population=60_250)
    assert (found.numerator, found.denominator) == (n, d)


def test_a_child_who_ceased_twice_counts_by_the_last():
    made = Made().child("A", BORN)
    made.care("A", date(2025, 4, 10), date(2025, 6, 1), "E4A").care(
        "A", date(2025, 8, 1), date(2026, 1, 5), "E41"
    )
    assert answered(made, "CEASED").numerator == 1
    assert answered(made, "CAO_PERCENT").numerator == 1 and answered(made, "HOME_PERCENT").numerator == 0
    assert answered(made, "STARTED").numerator == 1
    assert answered(made, "REENTRY").numerator == 0


@pytest.mark.parametrize(("again", "back"), [(date(2026, 3, 1), 1), (date(2026, 3, 2), 0)])
def test_back_within_twelve_months(again, back):
    made = Made().child("A", BORN).care("A", date(2024, 1, 10), date(2025, 3, 1), "E4A").care("A", again)
    assert answered(made, "REENTRY_12_MONTHS").numerator == back


def test_the_population_is_asked_for_where_it_is_not_known():
    found = answered(flow(), "RATE_PER_10000")
    assert found.value is None and "Give it as the population" in found.note


def test_distances_that_are_not_known_count_in_the_whole_only():
    made = Made()
    for name, miles, location in (
        ("A", 20.1, "OUT"),
        ("B", 20.0, "OUT"),
        ("C", 90.0, "IN"),
        ("D", 999.9, "OUT"),
        ("E", None, ""),
    ):
        made.child(name, BORN).care(
            name, date(2024, 1, 8), homes=[(date(2024, 1, 8), "U6", True, True, miles, location)]
        )
    found = answered(made, "PLACED_AWAY")
    assert (found.numerator, found.denominator, found.inside) == (1, 5, ("A",))
    assert answered(made, "OUTSIDE_AREA").denominator == 4
    assert answered(made, "LOCAL_PERCENT").numerator == 1


def test_what_the_rows_do_not_hold_is_said_and_never_nought():
    found = answered(flow(), "HEALTH_ASSESSED")
    assert (found.value, found.numerator) == (None, None)
    assert found.note == "These rows do not hold health of the year."


def test_health_counts_children_looked_after_all_year():
    made = Made()
    for name in "ABC":
        made.child(name, BORN)
    made.care("A", date(2025, 4, 1)).care("B", date(2024, 1, 1)).care("C", date(2025, 4, 2))
    row = (2026, 14, False, None, True, False, True, False)
    made.add("health", ("A", *row), ("C", *row))
    found = answered(made, "HEALTH_ASSESSED")
    assert (found.inside, found.outside) == (("A",), ("B",))
    assert "No health row for 1" in found.note
    assert answered(made, "SDQ_AVERAGE").value == 14.0


def test_care_leavers_by_the_birthday_of_the_year():
    made = Made()
    for name, born in (("A", date(2006, 6, 1)), ("B", date(2008, 6, 1)), ("C", date(2006, 7, 1))):
        made.child(name, born)
    made.add(
        "leavers", ("A", 2026, "YES", "F2", "B1"), ("B", 2026, "NO", "G5", "S2"), ("C", 2026, "DIED", "", "")
    )
    for name, n, d in (
        ("LEAVERS_EET", 1, 1),
        ("LEAVERS_SUITABLE_HOME", 1, 1),
        ("LEAVERS_IN_TOUCH_17_18", 0, 1),
    ):
        found = answered(made, name)
        assert (found.numerator, found.denominator) == (n, d)


# --- the rows themselves ----------------------------------------------------------------------------------


def test_kept_rows_give_the_same_figures_ever_after():
    rows = flow().rows()
    again = unsealed(rows.sealed(), rows.source)
    assert again.fingerprint() == rows.fingerprint()
    for measure in MEASURES:
        first, second = (answer(measure, Year(one, END), children=True) for one in (rows, again))
        assert (first.numerator, first.denominator, first.inside) == (
            second.numerator, second.denominator, second.inside,
        )  # fmt: skip


def test_the_fingerprint_is_of_what_the_rows_say_and_not_of_their_order():
    rows = flow().rows()
    turned = Rows({name: frame.reverse() for name, frame in rows.tables.items()}, "the same")
    assert turned.fingerprint() == rows.fingerprint()
    changed = Rows(
        {**rows.tables, "reviews": flow().reviewed("A", date(2025, 5, 1)).rows()["reviews"]}, "other"
    )
    assert changed.fingerprint() != rows.fingerprint()


def test_rows_that_are_cut_off_are_refused():
    with pytest.raises(ValueError, match="not whole"):
        unsealed(flow().rows().sealed()[:-5], "cut")


def test_a_table_of_another_shape_is_refused():
    rows = flow().rows()
    with pytest.raises(ValueError, match="other columns"):
        Rows({"reviews": rows["children"]}, "wrong")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_every_measure_says_what_it_counts_and_answers_over_no_rows(measure):
    assert measure.label and measure.definition and measure.numerator and measure.source and measure.owner
    assert measure.denominator or measure.unit in (Unit.NUMBER,)
    assert set(measure.needs) <= set(SCHEMAS)
    empty = Rows({name: Made().rows()[name] for name in SCHEMAS}, "nothing")
    found = answer(measure, Year(empty, END), children=True)
    assert found.value in (None, 0) and found.inside == ()


def test_every_measure_has_a_name_of_its_own():
    assert len({one.id for one in MEASURES}) == len(MEASURES)


def test_tables_add_up_to_the_children_they_count():
    year = Year(flow().rows(), END)
    found = {one.id: one for one in tables_of(year)}
    for name in (
        "legal_status",
        "age_now",
        "age_at_entry",
        "sex",
        "ethnicity",
        "duration_in_care",
        "placement_group",
    ):
        assert found[name].total == 2, name
    assert {row.code: row.count for row in found["reason_ceased"].rows} == {"E12": 1, "E4A": 1, "E45": 1}
