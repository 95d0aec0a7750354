"""The one table of published series and measures, and the facts that come with the program."""

import re

from lodestar.analytics.comparators.actions import FACTS_FILE
from lodestar.analytics.comparators.areas import AREAS_FILE, shipped_areas
from lodestar.analytics.comparators.reading import read_published
from lodestar.analytics.comparators.rows import PopulationRow, ValueRow
from lodestar.analytics.comparators.series import BY_ID, NOT_PUBLISHED, SERIES, Unit, cannot_be, series_called
from lodestar.analytics.comparators.states import (
    FORMAT_WORDS,
    SOURCE_OF_FORMAT,
    SOURCES,
    STATUS_WORDS,
    Format,
    Level,
    Source,
    Status,
)
from lodestar.analytics.measures import catalogue
from lodestar.analytics.measures import measure as measures

OURS = {measure.id: measure for measure in catalogue.MEASURES}
# The measures of the published tables, by the names that 2-law section 7 and the interfaces give them.
NAMED = {
    "NI62", "NI63", "RATE_PER_10000", "STARTED", "CEASED", "SGO_PERCENT", "PLACED_AWAY", "HEALTH_ASSESSED", "DENTIST",
    "IMMUNISED", "SDQ_AVERAGE", "CONVICTED", "SUBSTANCE_MISUSE", "LEAVERS_SUITABLE_HOME", "LEAVERS_EET",
    "UASC_PERCENT", "FOSTER_PERCENT", "HOMES_PERCENT", "PARENTS_PERCENT", "SOCIAL_WORKERS_3", "STARTED_RATE",
    "CEASED_RATE", "MISSING_PERCENT", "LOOKED_AFTER", "CAO_PERCENT", "AWAY_PERCENT", "SCHOOL_MOVED",
}  # fmt: skip
UNITS = {
    Unit.CHILDREN: measures.Unit.NUMBER,
    Unit.PERCENT: measures.Unit.PERCENT,
    Unit.PER_10_000: measures.Unit.RATE,
    Unit.SCORE: measures.Unit.MEAN,
}


def test_every_mapped_series_is_a_measure_by_its_name():
    assert set(BY_ID) == NAMED
    assert set(BY_ID) <= set(OURS)
    assert set(NOT_PUBLISHED) <= set(OURS) - set(BY_ID)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9_]+", name) for name in BY_ID)


def test_a_series_is_of_its_measures_unit():
    assert {s.id: UNITS[s.unit] for s in SERIES} == {s.id: OURS[s.id].unit for s in SERIES}


def test_no_two_measures_stand_beside_one_series():
    names = [s.interactive_tool for s in SERIES if s.interactive_tool]
    assert len(names) == len(set(names)) and len(BY_ID) == len(SERIES)


def test_a_series_that_is_no_measure_keeps_its_own_name():
    assert series_called("lacstable_2016ON") == "NI62"
    assert series_called("LAC_SEN") == "LAC_SEN"
    assert series_called("CareLeavers_LA_NotInTouch") == "CareLeavers_LA_NotInTouch"
    assert cannot_be("LAC_SEN", -5) == ""


def test_every_code_has_its_words():
    assert (
        set(SOURCES) == set(Source) and set(STATUS_WORDS) == set(Status) and set(FORMAT_WORDS) == set(Format)
    )
    assert set(SOURCE_OF_FORMAT) == set(Format) - {Format.FACTS}


def test_the_shipped_areas():
    areas = shipped_areas().all
    assert sum(a.level is Level.AUTHORITY for a in areas) == 158
    assert sum(a.level is Level.AUTHORITY and not a.is_former for a in areas) == 153
    regions = {a.code for a in areas if a.level is Level.REGION}
    assert len(regions) == 11
    assert {a.region_code for a in areas if a.level is Level.AUTHORITY} <= regions
    assert len({a.code for a in areas}) == len(areas)


def test_the_shipped_facts_are_few_read_whole_and_name_their_licence():
    text = FACTS_FILE.read_text(encoding="utf-8")
    assert "Open Government Licence v3.0" in text
    assert "Open Government Licence v3.0" in AREAS_FILE.read_text(encoding="utf-8")
    assert text.count("\n") < 300
    file = read_published(FACTS_FILE.name, FACTS_FILE.read_bytes(), shipped_areas())
    assert (file.format, file.problem, file.refusals, file.notes) == (Format.FACTS, "", [], [])
    values = [r for r in file.rows if isinstance(r, ValueRow)]
    assert {r.series for r in values} <= set(BY_ID)
    assert {r.year_ending for r in values} == set(range(2016, 2026))
    populations = [r for r in file.rows if isinstance(r, PopulationRow)]
    assert {(r.area.name, r.year) for r in populations} >= {("England", 2024), ("West Midlands", 2015)}


def test_facts_of_no_known_source_or_area_are_told():
    content = (
        b"# made up\nsource,series,area_code,area_name,2025\nrumour,NI62,E92000001,England,5\n"
        b"dfe-statistics,,E92000001,England,5\ndfe-statistics,NI62,E92000001,England,5\n"
        b"dfe-statistics,NI62,E12000005,London,5\ndfe-statistics,NI62,E12000005,West Midlands,6\n"
    )
    file = read_published("facts.csv", content, shipped_areas())
    assert [str(refusal) for refusal in file.refusals] == [
        "line 3, column source: 'rumour' is no source that is known.",
        "line 4, column series: There is no name of a series.",
        "line 6, column area_code: 'E12000005' is not the code of London.",
    ]
    assert {(r.area.name, r.value) for r in file.rows if isinstance(r, ValueRow)} == {
        ("England", 5),
        ("West Midlands", 6),
    }
