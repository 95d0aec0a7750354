"""What a figure is shown beside: never zero for what is not published, and of how many neighbours."""

from datetime import date
from decimal import Decimal

import pytest

from lodestar.analytics.comparators.queries import (
    ComparatorKind,
    comparators_of,
    comparators_of_all,
    population_of,
    population_said,
    surroundings,
)
from tests.analytics.comparators import made_files as made

pytestmark = pytest.mark.django_db
NAMES = {
    "815": "North Yorkshire", "933": "Somerset", "860": "Staffordshire", "811": "East Riding of Yorkshire",
    "838": "Dorset", "884": "Herefordshire", "830": "Derbyshire", "885": "Worcestershire",
    "943": "Westmorland and Furness", "916": "Gloucestershire",
}  # fmt: skip


def by_kind(series: str, *years: int):
    return {comparator.kind: comparator for comparator in comparators_of(series, years)}


@pytest.fixture
def with_neighbours(load):
    load(made.neighbours(("893", "Shropshire", made.TEN)))


def of_neighbours(*values: str) -> bytes:
    """Return a file in which the neighbours, from the closest on, have values of 2025."""
    rows = [f"LAC,Rate,{name},,,{value}" for name, value in zip(NAMES.values(), values, strict=False)]
    return made.interactive_tool(*rows)


def test_england_and_the_region_as_published(load):
    load(
        made.interactive_tool("Emotional_LAC,SDQ,England,14,14.10,c", "Emotional_LAC,SDQ,West Midlands,,70,")
    )
    found = by_kind("SDQ_AVERAGE", 2023, 2024, 2025)
    england = found[ComparatorKind.ENGLAND]
    assert {year: str(value) for year, value in england.values_by_year.items()} == {
        2023: "14", 2024: "14.1", 2025: "None",
    }  # fmt: skip
    assert england.words_by_year == {2025: "suppressed, because it is small"}
    assert england.sources == (
        "Department for Education: Local Authority Interactive Tool (LAIT) (Open Government Licence v3.0)",
    )
    assert found[ComparatorKind.REGION].name == "West Midlands"
    assert found[ComparatorKind.REGION].values_by_year == {2023: None, 2024: None, 2025: None}


def test_what_nobody_publishes_is_none_and_not_zero(with_neighbours):
    for comparator in comparators_of("NI62", [2024, 2025]):
        assert comparator.values_by_year == {2024: None, 2025: None}
        assert comparator.words_by_year == {2024: "not published", 2025: "not published"}
        assert comparator.published_by_year == {2024: 0, 2025: 0}


def test_a_published_zero_is_zero(load):
    load(made.interactive_tool("LACSubstance,Misuse,England,,,0"))
    england = by_kind("SUBSTANCE_MISUSE", 2025)[ComparatorKind.ENGLAND]
    assert england.values_by_year == {2025: Decimal(0)} and england.words_by_year == {}


def test_mean_and_median_of_those_that_publish(load, with_neighbours):
    load(of_neighbours("10", "20", "30", "41", "c", "k", "z", "x"))
    found = by_kind("RATE_PER_10000", 2024, 2025)
    mean, median = found[ComparatorKind.NEIGHBOURS_MEAN], found[ComparatorKind.NEIGHBOURS_MEDIAN]
    assert mean.values_by_year == {2024: None, 2025: Decimal("25.3")}  # 25.25, half up
    assert median.values_by_year == {2024: None, 2025: Decimal("25.0")}
    assert mean.published_by_year == median.published_by_year == {2024: 0, 2025: 4}
    assert (mean.areas, median.areas) == (10, 10)
    assert mean.words_by_year == {2024: "not published"}


def test_a_published_zero_of_a_neighbour_counts(load, with_neighbours):
    load(of_neighbours("0", "20"))
    mean = by_kind("RATE_PER_10000", 2025)[ComparatorKind.NEIGHBOURS_MEAN]
    assert (mean.values_by_year[2025], mean.published_by_year[2025]) == (Decimal(10), 2)


def test_the_statistics_come_before_the_tool_and_what_is_shown_before_what_is_hidden(load):
    load(made.interactive_tool("LAC,Rate,West Midlands,80,81,82"))
    region = "Regional,E92000001,England,E12000005,West Midlands,,,"
    load(
        made.counts(
            ("2025", region, made.ON_31_MARCH, "5", "83"), ("2024", region, made.ON_31_MARCH, "5", "x")
        )
    )
    found = by_kind("RATE_PER_10000", 2024, 2025)[ComparatorKind.REGION]
    assert found.values_by_year == {2024: Decimal(81), 2025: Decimal(83)}


def test_only_what_the_latest_file_says_counts(load):
    load(made.interactive_tool("LAC,Rate,England,,,60"))
    load(made.interactive_tool("LAC,Rate,England,,,61"))
    assert by_kind("RATE_PER_10000", 2025)[ComparatorKind.ENGLAND].values_by_year == {2025: Decimal(61)}


def test_settings_say_which_region_and_neighbours(load, settings):
    settings.AUTHORITY_CODE = ""
    assert [c.kind for c in comparators_of("NI62", [2025])] == [ComparatorKind.ENGLAND]
    settings.AUTHORITY_REGION = "E12000001"
    settings.AUTHORITY_NEIGHBOURS = ["815", "E06000066", "E06000099"]
    around = surroundings()
    assert (around.authority, around.region.name) == (None, "North East")
    assert [area.name for area in around.neighbours] == ["North Yorkshire", "Somerset", "E06000099"]
    load(of_neighbours("10", "20"))
    median = by_kind("RATE_PER_10000", 2025)[ComparatorKind.NEIGHBOURS_MEDIAN]
    assert (median.values_by_year[2025], median.published_by_year[2025], median.areas) == (15, 2, 3)


def test_the_authority_may_be_named_by_its_dfe_number(with_neighbours, settings):
    settings.AUTHORITY_CODE = "893"
    around = surroundings()
    assert (around.authority.name, around.region.name, len(around.neighbours)) == (
        "Shropshire",
        "West Midlands",
        10,
    )


def test_queries_do_not_grow_with_series_and_years(with_neighbours, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        found = comparators_of_all(["NI62", "NI63", "LOOKED_AFTER", "STARTED"], range(2016, 2026))
    assert set(found) == {"NI62", "NI63", "LOOKED_AFTER", "STARTED"}


def test_a_rate_takes_the_population_of_the_year_before(load, settings):
    load(
        made.populations(
            ("2023", "893,E06000051,Shropshire", "60100"), ("2024", "893,E06000051,Shropshire", "60200"),
            ("2025", "893,E06000051,Shropshire", "x"),
        )
    )  # fmt: skip
    assert population_of(date(2025, 3, 31)) == 60200
    assert (
        population_said(date(2024, 3, 31)).source == "Office for National Statistics, mid-year estimate 2023"
    )
    assert population_of(date(2026, 3, 31)) is None
    assert population_of(date(2020, 3, 31)) is None
    settings.AUTHORITY_CODE = ""
    assert population_of(date(2025, 3, 31)) is None
    settings.POPULATION_0_17 = 60900
    assert population_said(date(2025, 3, 31)).number == 60900
    assert population_said(date(2025, 3, 31)).source == "the setting POPULATION_0_17"
