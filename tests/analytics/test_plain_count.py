"""The plain count against the worked examples of the definitions (sections 7 and 15) and the figures printed."""

from datetime import date
from decimal import Decimal

import pytest

from tests.analytics.hand_made import DAY, END, count, fraction, period
from tests.analytics.plain_answers import age_band, duration_band, per_10000, percent
from tests.analytics.plain_count import ADOPTED, SPECIAL_GUARDIANSHIP
from tests.analytics.plain_rows import Episode, Row, add_months, age_on, spells_of

# Rounding (15.11)


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (186, 190, "97.9"),  # seed 5, NI66
        (229, 233, "98.3"),
        (258, 264, "97.7"),
        (43, 717, "6.0"),  # Shropshire 2025, NI62
        (57, 714, "8.0"),
        (18, 204, "8.8"),
        (22, 204, "10.8"),
        (88, 103, "85.4"),
        (120, 140, "85.7"),
        (1, 16, "6.3"),  # 6.25 exactly: half up, not to even
        (1, 80, "1.3"),  # 1.25 exactly
    ],
)
def test_percentages_have_one_decimal_half_up(numerator: int, denominator: int, value: str) -> None:
    assert percent(numerator, denominator) == Decimal(value)


def test_a_rate_per_10000_is_a_whole_number_half_up() -> None:
    assert per_10000(717, 60250) == 119
    assert per_10000(1, 20000) == 1  # 0.5 exactly


# Dates (section 7, conventions; R3.7)


def test_ages_months_and_bands() -> None:
    assert age_on(date(2010, 3, 31), END) == 16 and age_on(date(2010, 4, 1), END) == 15
    assert age_on(date(2012, 2, 29), date(2026, 2, 28)) == 14
    assert add_months(END, -30) == date(2023, 9, 30)
    bands = {0: "Under 1", 1: "1 to 4", 4: "1 to 4", 5: "5 to 9", 9: "5 to 9", 10: "10 to 15", 15: "10 to 15"}
    assert {age: age_band(age) for age in bands} == bands and age_band(16) == "16 and over"
    starts = {
        date(2025, 10, 1): "Less than 6 months",
        date(2025, 9, 30): "6 to 12 months",
        date(2021, 4, 1): "2 to 5 years",
        date(2021, 3, 31): "5 years or more",
    }
    assert {start: duration_band(start, END) for start in starts} == starts


def test_looked_after_at_the_end_of_the_year_is_at_midnight() -> None:
    rows = [
        period("on the last day", END),
        period("the day after", END + DAY),
        period("left on the last day", date(2025, 5, 1), (END, {"rec": "E4A"})),
        period("left the day after", date(2025, 5, 1), (END + DAY, {"rec": "E4A"})),
        period("short breaks", date(2025, 5, 1), ls="V4"),
    ]
    counted = count(*rows)
    assert set(counted.at_end) == {"on the last day", "left the day after"}
    assert set(counted.ceases()) == {"left on the last day"}
    assert set(counted.starts()) == {row[0].child for row in rows} - {"the day after", "short breaks"}


# NI62 (IND-3, 15.7)


def example(*, until: int) -> list[Episode]:
    """The worked example of IND-3, with its first `until` changes."""
    home = {"place": "K2", "post": "K2 HOME", "urn": "2"}
    changes = [
        (date(2025, 6, 10), {"rne": "P", **home}),
        (date(2025, 8, 2), {"rne": "P", "place": "T3", "post": "AWAY", "urn": ""}),
        (date(2025, 8, 9), {"rne": "P", **home}),
        (date(2025, 10, 5), {"rne": "L", "ls": "C2"}),
        (date(2025, 12, 1), {"rne": "P", "place": "U4", "urn": "3"}),
        (date(2026, 1, 15), {"rne": "T"}),
    ]
    return period("A", date(2024, 6, 1), *changes[:until], ls="C1")


def test_ni62_the_worked_example() -> None:
    assert [len(spells_of(example(until=n))) for n in range(7)] == [1, 2, 2, 2, 2, 3, 3]
    assert fraction(count(example(until=6)).ni62()) == (1, 1)
    assert fraction(count(example(until=4)).ni62()) == (0, 1)


def test_ni62_after_a_temporary_move_only_another_home_is_another_placement() -> None:
    for changed, spells in (({}, 1), ({"place": "U4"}, 2), ({"post": "X"}, 2), ({"urn": "X"}, 2)):
        back = {"rne": "P", "place": "U6", "post": "HOME 0", "urn": "", **changed}
        child = period(
            "A", date(2025, 6, 1), (date(2025, 7, 1), {"rne": "P", "place": "T4"}), (date(2025, 7, 5), back)
        )
        assert len(spells_of(child)) == spells, changed


def test_ni62_one_temporary_move_after_another_is_still_none() -> None:
    child = period(
        "A",
        date(2025, 6, 1),
        (date(2025, 7, 1), {"rne": "P", "place": "T1"}),
        (date(2025, 7, 5), {"rne": "L", "ls": "C1"}),
        (date(2025, 7, 9), {"rne": "P", "place": "T0"}),
        (date(2025, 7, 12), {"rne": "P", "place": "U6", "post": "HOME 0"}),
    )
    (spell,) = spells_of(child)
    assert (spell.start, spell.until) == (date(2025, 6, 1), None)


def test_ni62_counts_what_was_open_on_the_first_day_and_earlier_periods() -> None:
    """A placement that ended on 1 April was not open at the end of that day; one that ended on the 2nd was."""
    for left, answer in ((date(2025, 4, 1), 0), (date(2025, 4, 2), 1)):
        child = period("A", date(2024, 6, 1), (left, {"rne": "P"}), (date(2025, 9, 1), {"rne": "P"}), ls="C1")
        assert count(child).ni62().numerator == answer, left
    before = period(
        "A", date(2025, 5, 1), (date(2025, 6, 1), {"rne": "P"}), (date(2025, 7, 1), {"rec": "E4A"})
    )
    again = period("A", date(2025, 9, 1))
    assert fraction(count(before + again).ni62()) == (1, 1)


def test_ni62_placed_for_adoption_with_the_same_foster_carer_is_no_change() -> None:
    child = period(
        "A",
        date(2025, 5, 1),
        (date(2025, 6, 1), {"rne": "P"}),
        (date(2025, 9, 1), {"rne": "U", "ls": "E1", "place": "A5", "post": "HOME 1"}),
    )
    assert len(spells_of(child)) == 2 and count(child).ni62().numerator == 0


# NI63 (IND-4, 15.7)


@pytest.mark.parametrize(
    ("moved", "answer"), [(date(2024, 3, 20), 1), (END.replace(year=2024), 1), (date(2024, 5, 1), 0)]
)
def test_ni63_the_worked_examples(moved: date, answer: int) -> None:
    child = period("A", date(2023, 9, 1), (moved, {"rne": "P", "place": "U4"}))
    assert fraction(count(child, born=date(2013, 6, 1)).ni63()) == (answer, 1)


def test_ni63_is_of_those_under_16_looked_after_two_and_a_half_years() -> None:
    child = period("A", date(2023, 9, 1))
    assert fraction(count(child, born=date(2010, 3, 31)).ni63()) == (0, 0)  # 16 on the day itself
    assert fraction(count(child, born=date(2010, 4, 1)).ni63()) == (1, 1)
    assert fraction(count(period("A", date(2023, 9, 30))).ni63()) == (1, 1)
    assert fraction(count(period("A", date(2023, 10, 1))).ni63()) == (0, 0)


def test_ni63_a_break_in_care_starts_again() -> None:
    before = period("A", date(2020, 9, 1), (date(2024, 1, 1), {"rec": "E4A"}))
    assert fraction(count(before + period("A", date(2024, 1, 2))).ni63()) == (0, 0)


def test_ni63_joins_the_adoptive_placement_to_the_one_before_it() -> None:
    start = date(2022, 1, 10)
    for fostered, placed, answer in (
        (date(2024, 3, 31), date(2025, 9, 1), 1),
        (date(2024, 4, 1), date(2025, 9, 1), 0),
    ):
        child = period(
            "A",
            start,
            (fostered, {"rne": "P"}),
            (placed, {"rne": "B", "ls": "E1", "place": "A6"}),
            ls="C2",
        )
        assert fraction(count(child, born=date(2021, 1, 1)).ni63()) == (answer, 1), fostered
    twice = period("A", start, (date(2025, 1, 1), {"rne": "P"}), (date(2025, 9, 1), {"rne": "P"}))
    assert count(twice).ni63().numerator == 0  # only an adoptive placement is joined


def test_ni63_same_carer_and_temporary_moves_do_not_break_the_run() -> None:
    child = period(
        "A",
        date(2022, 1, 10),
        (date(2024, 6, 1), {"rne": "T"}),
        (date(2025, 6, 1), {"rne": "P", "place": "T2", "post": "AWAY"}),
        (date(2025, 6, 9), {"rne": "P", "place": "U6", "post": "HOME 1"}),
        (date(2026, 3, 25), {"rne": "P", "place": "T4", "post": "AWAY"}),
    )
    assert count(child).ni63().numerator == 1
    assert count(child).table("placement_type") == {"U6": 1}  # that of the placement left (15.9)


# Coming and going (IND-6, 15.8)


def test_a_child_who_ceased_twice_counts_once_by_the_last_reason() -> None:
    first = period("A", date(2025, 5, 1), (date(2025, 6, 1), {"rec": "E4A"}))
    second = period("A", date(2025, 8, 1), (date(2025, 11, 1), {"rec": "E46"}))
    counted = count(first + second)
    assert (len(counted.starts()), len(counted.ceases())) == (1, 1)
    assert counted.starts()["A"].decom == date(2025, 5, 1)
    assert fraction(counted.ceased_by(*SPECIAL_GUARDIANSHIP)) == (1, 1)
    assert fraction(counted.ceased_by(*ADOPTED)) == (0, 1)
    assert counted.table("reason_ceased") == {"E46": 1}
    assert fraction(counted.returned_within_a_year()) == (0, 1)


def test_the_year_of_a_cease_is_the_year_of_its_dec() -> None:
    child = period("A", date(2025, 1, 1), (date(2025, 4, 1), {"rec": "E11"}), place="A6")
    assert fraction(count(child).ceased_by(*ADOPTED)) == (1, 1)
    assert count(child).looked_after_in_year() == set()
    assert not count(child, year_end=date(2025, 3, 31)).ceases()


def test_a_second_period_is_a_reentry() -> None:
    before = period("A", date(2023, 5, 1), (date(2024, 6, 1), {"rec": "E4A"}))
    again = period("A", date(2025, 6, 2))
    assert fraction(count(before + again, period("B", date(2025, 6, 1))).reentry()) == (1, 2)
    left = period("C", date(2024, 1, 1), (date(2025, 4, 10), {"rec": "E4B"})) + period("C", date(2025, 12, 1))
    assert fraction(count(left).returned_within_a_year()) == (1, 1)


# The rest


def test_placed_away_is_both_far_and_outside() -> None:
    homes = [(20.0, "OUT"), (20.1, "OUT"), (35.0, "IN"), (999.9, "OUT"), (None, "")]
    rows = [
        [Episode(str(n), date(2025, 5, 1), miles=miles, location=where)]
        for n, (miles, where) in enumerate(homes)
    ]
    answer = count(*rows).placed_away()
    assert fraction(answer) == (1, 5) and answer.inside == {"1"}


def test_participation_is_over_reviews_of_those_aged_four_and_over() -> None:
    codes = ["PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"]
    counted = count(period("A", date(2025, 1, 1)))
    counted.returns.reviews["A"] = {date(2025, 5, 1) + n * DAY: code for n, code in enumerate(codes)}
    counted.returns.reviews["A"][date(2025, 3, 31)] = "PN1"  # last year's
    assert fraction(counted.participation()) == (5, 7)
    assert counted.table("participation_code") == dict.fromkeys(codes, 1)


def test_the_cohort_of_twelve_months() -> None:
    rows = [
        period("since the first day", date(2025, 4, 1)),
        period("a day too late", date(2025, 4, 2)),
        period("left on the last day", date(2024, 4, 1), (END, {"rec": "E4A"})),
        period("a break", date(2024, 4, 1), (date(2025, 6, 1), {"rec": "E4A"}))
        + period("a break", date(2025, 6, 2)),
    ]
    oc2: dict[date, dict[str, Row]] = {
        END: {"since the first day": {"HEALTH_ASSESSMENT": "1", "SDQ_SCORE": "14"}}
    }
    counted = count(*rows, oc2=oc2)
    assert counted.cohort_of_12_months() == ["since the first day"]
    assert fraction(counted.health("HEALTH_ASSESSMENT", range(18))) == (1, 1)
    assert fraction(counted.health("HEALTH_CHECK", range(5))) == (0, 0)
    assert fraction(counted.difficulties_score()) == (14, 1)


def test_care_leavers_leave_out_the_dead_and_those_back_home() -> None:
    lines = {
        "A": ("YES", "F1", "U1", "01/06/2008"),
        "B": ("YES", "G5", "U2", "31/03/2009"),
        "C": ("NO", "", "", "01/04/2007"),
        "D": ("RHOM", "", "", "01/06/2008"),
        "E": ("DIED", "", "", "01/06/2008"),
        "F": ("YES", "P5", "B1", "31/03/2007"),  # 19
    }
    names = ("IN_TOUCH", "ACTIV", "ACCOM", "DOB")
    oc3 = {END: {child: dict(zip(names, line, strict=True)) for child, line in lines.items()}}
    counted = count(period("Z", date(2025, 5, 1)), oc3=oc3)
    answers = [fraction(counted.care_leavers((17, 18), item)) for item in ("IN_TOUCH", "SUITABLE", "ACTIVE")]
    assert answers == [(2, 3), (1, 3), (1, 3)]
    assert fraction(counted.care_leavers((19, 20, 21), "IN_TOUCH")) == (1, 1)


def test_missing_workers_and_asylum() -> None:
    times = [
        ("A", "M", "01/05/2025", "01/05/2025"),
        ("A", "M", "30/03/2025", "31/03/2025"),
        ("B", "A", "01/05/2025", ""),
    ]
    missing = [dict(zip(("CHILD", "MISSING", "MIS_START", "MIS_END"), row, strict=True)) for row in times]
    spells = [
        ("SW1", "01/01/2025", "01/05/2025"),
        ("SW2", "01/05/2025", "01/06/2025"),
        ("SW3", "01/06/2025", ""),
    ]
    again = [
        ("SW1", "01/01/2025", "01/05/2025"),
        ("SW2", "01/05/2025", "01/06/2025"),
        ("SW1", "01/06/2025", ""),
    ]
    workers = [
        {"CHILD": child, "SW_ID": worker, "SW_DECOM": began, "SW_DEC": ended}
        for child, rows in (("A", spells), ("B", again))
        for worker, began, ended in rows
    ]
    uasc = {"A": {"DUC": "31/03/2026"}, "B": {"DUC": "01/04/2026"}, "C": {"DUC": ""}}
    children = [period(child, date(2025, 1, 1)) for child in "ABC"]
    counted = count(*children, missing=missing, social_workers=workers, uasc=uasc)
    assert fraction(counted.missing_children()) == (1, 3) and counted.missing_episodes() == 1
    assert fraction(counted.missing_children("A")) == (1, 3)
    assert counted.three_social_workers().inside == {"A"}
    assert counted.unaccompanied().inside == {"B", "C"}
