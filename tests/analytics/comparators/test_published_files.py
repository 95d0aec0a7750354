"""The files as they are published, where a machine has them: known figures, read whole."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lodestar.analytics.comparators.actions import FACTS_FILE
from lodestar.analytics.comparators.areas import shipped_areas
from lodestar.analytics.comparators.models import PublishedValue
from lodestar.analytics.comparators.queries import (
    ComparatorKind,
    comparators_of,
    known_areas,
    population_of,
    surroundings,
)
from lodestar.analytics.comparators.reading import read_published
from lodestar.analytics.comparators.rows import PopulationRow, ValueRow

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "published"
FILES = {
    "cla_number_and_rate_per_10k_children.csv": 5010,
    "ons_mid-year_population_estimates_2012_to_2024.csv": 2132,
    "shropshire_england_westmids_cla_wide.csv": 1695,
    "sn_model_2025_wide.csv": 1530,
}

pytestmark = [
    pytest.mark.skipif(not FOLDER.exists(), reason="the published files are not on this machine"),
    pytest.mark.django_db,
]


@pytest.fixture
def loaded(load):
    for name, number in FILES.items():
        assert load((FOLDER / name).read_bytes(), name).added == number


def value(series: str, area: str, year: int, source: str) -> Decimal | None:
    return PublishedValue.objects.get(
        series=series, area_name=area, year_ending=year, source=source, replaced_in=None
    ).value


@pytest.mark.parametrize("name", FILES)
def test_each_is_read_whole(name):
    file = read_published(name, (FOLDER / name).read_bytes(), shipped_areas())
    assert (file.problem, file.refusals, file.notes, len(file.rows)) == ("", [], [], FILES[name])


@pytest.mark.parametrize("source", ["dfe-statistics", "dfe-interactive-tool"])
def test_known_figures(loaded, source):
    assert value("LOOKED_AFTER", "Shropshire", 2025, source) == 717
    assert value("RATE_PER_10000", "Shropshire", 2025, source) == 119
    assert value("LOOKED_AFTER", "England", 2025, source) == 81770
    assert value("RATE_PER_10000", "England", 2025, source) == 67
    assert value("CEASED", "Shropshire", 2025, source) == 204


def test_figures_of_the_tool(loaded):
    tool = "dfe-interactive-tool"
    assert value("NI62", "Shropshire", 2025, tool) == 6
    assert value("LACStableNum_2016on", "Shropshire", 2025, tool) == 43
    assert value("SGO_PERCENT", "Shropshire", 2025, tool) == 11
    assert value("SDQ_AVERAGE", "West Midlands", 2016, tool) == Decimal("14.1")
    assert value("LEAVERS_SUITABLE_HOME", "Shropshire", 2025, tool) == 92


def test_the_neighbours_of_shropshire(loaded):
    around = surroundings()
    assert (around.authority.name, around.region.name) == ("Shropshire", "West Midlands")
    assert [area.dfe_number for area in around.neighbours] == [
        "815",
        "933",
        "860",
        "811",
        "838",
        "884",
        "830",
        "885",
        "943",
        "916",
    ]


def test_beside_shropshires_rate(loaded):
    found = {c.kind: c for c in comparators_of("RATE_PER_10000", range(2021, 2026))}
    assert found[ComparatorKind.ENGLAND].values_by_year[2025] == 67
    assert found[ComparatorKind.REGION].values_by_year[2025] == 86
    # 48 55 75 58 65 100 66 86 67 57 of the ten in 2025.
    assert found[ComparatorKind.NEIGHBOURS_MEAN].values_by_year[2025] == Decimal("67.7")
    assert found[ComparatorKind.NEIGHBOURS_MEDIAN].values_by_year[2025] == Decimal("65.5")
    # Westmorland and Furness began in 2023.
    assert found[ComparatorKind.NEIGHBOURS_MEAN].published_by_year == {
        2021: 9, 2022: 9, 2023: 9, 2024: 10, 2025: 10,
    }  # fmt: skip


def test_the_rate_comes_of_the_population_of_the_year_before(loaded):
    population = population_of(date(2025, 3, 31))
    assert population == 60153
    assert round(10_000 * 717 / population) == 119


def test_the_shipped_facts_agree_with_the_files(loaded):
    facts = read_published(FACTS_FILE.name, FACTS_FILE.read_bytes(), known_areas())
    published = {
        (row.series, row.area_code, row.year_ending, row.source): (row.value, row.status)
        for row in PublishedValue.objects.filter(replaced_in=None)
    }
    for row in facts.rows:
        if isinstance(row, ValueRow):
            assert published[row.key] == row.said, row
        else:
            assert isinstance(row, PopulationRow)
    assert len(facts.rows) > 500


def test_loading_them_again_changes_nothing(loaded, load):
    for name, number in FILES.items():
        account = load((FOLDER / name).read_bytes(), name)
        assert (account.added, account.changed, account.left, account.unchanged) == (0, (), (), number)
