"""What is given: measures, trends, tables and snapshots, as of when and from what; small numbers protected."""

import csv
import io
from datetime import date, timedelta

import pytest

from lodestar.analytics.comparators.models import PublishedFile, PublishedValue
from lodestar.exchange.api.states import Scope
from tests.exchange.api.conftest import ANSWERS, AT, END, HASH, an_answer, figures_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(calls_with):
    return calls_with(Scope.MEASURES, Scope.TABLES)


@pytest.fixture
def trusted(calls_with):
    return calls_with(Scope.MEASURES, Scope.TABLES, Scope.SMALL_NUMBERS)


def rows_of(answer):
    assert (
        answer["Content-Type"] == "text/csv; charset=utf-8" and "attachment" in answer["Content-Disposition"]
    )
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


# --- measures -------------------------------------------------------------------------------------------


def test_measures_say_of_when_they_are_and_from_what(figures, system):
    found = system.read("/api/measures/", year_end="2026-03-31")
    assert found["year_end"] == "2026-03-31" and found["as_of"] == "2026-04-20T09:00:00Z"
    assert (found["counted_from"], found["caveats"]) == ("the register", ["2 rows left out"])
    assert (found["rows_hash"], found["snapshot"], found["small_numbers"]) == (HASH, None, "protected")
    assert [one["id"] for one in found["measures"]] == [one["id"] for one in ANSWERS]
    assert found["measures"][0] == {**ANSWERS[0], "excluded": [{"why": "short breaks only", "children": "c"}]}


def test_without_a_day_it_is_the_last_31_march(figures, system):
    assert system.read("/api/measures/") == system.read("/api/measures/", year_end="2026-03-31")


def test_one_measure(figures, system):
    found = system.read("/api/measures/MANY/")
    assert found["measure"] == ANSWERS[5] and type(found["measure"]["value"]) is int
    assert system.read("/api/measures/EMPTY/")["measure"]["value"] is None


@pytest.mark.parametrize(
    ("name", "value", "numerator", "denominator"),
    [
        ("NI62", 6.0, 43, 717),
        ("FEW_IN", "c", "c", 40),
        ("FEW_OUT", "c", "c", 40),
        ("FEW", "c", "c", None),
        ("NONE", 0.0, 0, 40),
        ("DAYS", "c", "c", "c"),
        ("EMPTY", None, None, None),
    ],
)
def test_small_numbers_and_what_gives_them_away_are_kept_back(
    name, value, numerator, denominator, figures, system
):
    found = system.read(f"/api/measures/{name}/")["measure"]
    assert (found["value"], found["numerator"], found["denominator"]) == (value, numerator, denominator)
    (row,) = rows_of(system.get(f"/api/measures/{name}/", format="csv"))
    (point,) = [one for one in system.read(f"/api/measures/{name}/trend/")["points"] if one["as_of"]]
    for key, wanted in (("value", value), ("numerator", numerator), ("denominator", denominator)):
        assert point[key] == wanted and row[key] == ("" if wanted is None else str(wanted))


def test_who_may_see_small_numbers_sees_them(figures, trusted):
    found = trusted.read("/api/measures/")
    assert found["measures"] == ANSWERS and found["small_numbers"] == "shown"
    assert trusted.read("/api/tables/sex/")["small_numbers"] == "shown"
    assert trusted.read("/api/tables/legal_status/")["table"]["rows"][1]["count"] == 3


def test_measures_as_csv(figures, system):
    rows = rows_of(system.get("/api/measures/", format="csv"))
    assert len(rows) == len(ANSWERS)
    assert (rows[0]["id"], rows[0]["value"], rows[0]["year_end"]) == ("NI62", "6.0", "2026-03-31")
    assert rows[0]["as_of"] == "2026-04-20T09:00:00+00:00" and rows[0]["rows_hash"] == HASH


# --- what it stands beside ------------------------------------------------------------------------------


def test_a_measure_stands_beside_what_others_publish(figures, system, analyst, settings):
    settings.AUTHORITY_CODE = settings.AUTHORITY_REGION = ""
    settings.AUTHORITY_NEIGHBOURS = []
    file = PublishedFile.objects.create(
        file_name="x.csv",
        format="facts",
        covers_to=2025,
        digest="d",
        counts={},
        loaded_at=AT,
        loaded_by=analyst,
    )
    PublishedValue.objects.create(
        came_in=file, series="NI62", level="country", area_code="E92000001", area_name="England", year_ending=2025,
        value="10", status="published", source="dfe-statistics",
    )  # fmt: skip
    figures_of(analyst, date(2025, 3, 31), [an_answer("NI62", 50, 700, 7.1)])
    found = system.read("/api/measures/NI62/")["comparators"]
    assert [(one["kind"], one["year_end"], one["value"]) for one in found] == [
        ("england", "2026-03-31", None)
    ]
    assert found[0]["why"], "why it is missing is said, and it is never nought"
    trend = system.read("/api/measures/NI62/trend/")
    england = {one["year_end"]: one["value"] for one in trend["comparators"]}
    assert england["2025-03-31"] == 10 and england["2026-03-31"] is None
    rows = rows_of(system.get("/api/measures/NI62/trend/", format="csv"))
    assert {row["who"] for row in rows} == {"this authority", "England"} and {row["id"] for row in rows} == {
        "NI62"
    }


def test_a_trend_has_five_years_and_says_which_are_not_worked_out(figures, system, analyst):
    figures_of(analyst, date(2024, 3, 31), [an_answer("NI62", 50, 700, 7.1)])
    found = system.read("/api/measures/NI62/trend/", year_end="2026-03-31")
    values = {one["year_end"]: one["value"] for one in found["points"]}
    assert values == {
        "2022-03-31": None, "2023-03-31": None, "2024-03-31": 7.1, "2025-03-31": None, "2026-03-31": 6.0,
    }  # fmt: skip
    assert (
        found["points"][0]["note"] == "This year is not worked out." and found["label"] == "The measure NI62"
    )


def test_a_year_that_did_not_count_a_measure_does_not_spoil_its_trend(figures, system, analyst):
    figures_of(analyst, date(2025, 3, 31), [an_answer("MANY", 400, None, 400, "number")])
    points = {one["year_end"]: one for one in system.read("/api/measures/NI62/trend/")["points"]}
    assert (
        points["2025-03-31"]["note"] == "This year did not count it." and points["2026-03-31"]["value"] == 6.0
    )


# --- tables ---------------------------------------------------------------------------------------------


def test_a_single_small_cell_takes_another_with_it(figures, system):
    table = system.read("/api/tables/legal_status/")["table"]
    assert [row["count"] for row in table["rows"]] == [310, "c", "c", 0]
    rows = rows_of(system.get("/api/tables/legal_status/", format="csv"))
    assert [row["count"] for row in rows] == ["310", "c", "c", "0"] and rows[0]["table"] == "legal_status"


def test_every_table(figures, system):
    assert [one["id"] for one in system.read("/api/tables/")["tables"]] == ["legal_status", "sex"]
    rows = rows_of(system.get("/api/tables/", format="csv"))
    assert len(rows) == 5 and rows[4]["label"] == "'=Boys", "no words that a spreadsheet takes for a formula"


# --- snapshots ------------------------------------------------------------------------------------------


def test_a_snapshot_is_listed_and_gives_its_own_numbers(figures, system, analyst):
    kept = figures_of(
        analyst, END, [an_answer("NI62", 44, 717, 6.1)], name="Annual report", kept_at=AT, kept_by=analyst
    )
    (listed,) = system.read("/api/figures/")["figures"]
    assert (listed["id"], listed["name"], listed["year_end"]) == (kept.pk, "Annual report", "2026-03-31")
    assert rows_of(system.get("/api/figures/", format="csv"))[0]["name"] == "Annual report"
    found = system.read("/api/measures/NI62/", kept=kept.pk)
    assert (found["measure"]["value"], found["snapshot"]) == (6.1, "Annual report")
    assert system.read("/api/measures/NI62/")["measure"]["value"] == 6.0
    assert system.read("/api/tables/sex/", kept=kept.pk, year_end="2026-03-31")["snapshot"] == "Annual report"
    assert "year to 31 March 2026" in system.told("/api/measures/", 422, kept=kept.pk, year_end="2025-03-31")
    for other in (figures.pk, 999_999):
        assert "/api/figures/" in system.told("/api/measures/", 404, kept=other)


# --- what cannot be answered ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["yesterday", "31/03/2026", "2026-02-30", "2026-13-01", "1066-03-31", "2027-03-31"]
)
@pytest.mark.parametrize(
    "address", ["/api/measures/", "/api/measures/NI62/", "/api/measures/NI62/trend/", "/api/tables/"]
)
def test_a_bad_day_is_refused_in_words(typed, address, figures, system):
    assert system.told(address, 422, year_end=typed).startswith("year_end must be a day that has come")


def test_what_is_not_there_is_told_in_words(figures, system):
    assert "/at-a-glance/?to=2025-03-31" in system.told("/api/measures/", 404, year_end="2025-03-31")
    assert "/api/measures/ lists them" in system.told("/api/measures/NOPE/", 404)
    assert "/api/measures/ lists them" in system.told("/api/measures/NOPE/trend/", 404)
    assert "/api/tables/ lists them" in system.told("/api/tables/nope/", 404)
    assert system.told("/api/measures/", 422, format="xml") == "format must be json or csv."
    assert system.told("/api/measures/", 422, kept="seven") == "This could not be read: kept."


def test_without_any_figures_a_trend_says_so(system):
    assert "worked out" in system.told("/api/measures/NI62/trend/", 404)
    assert system.read("/api/figures/") == {"figures": []}


def test_a_day_of_today_is_a_day_that_has_come(system, analyst):
    figures_of(analyst, AT.date())
    assert system.read("/api/measures/", year_end=AT.date().isoformat())["year_end"] == "2026-04-20"
    assert system.read("/api/measures/NI62/", year_end="2026-04-20")["comparators"] == [], (
        "others publish no such year"
    )
    system.get("/api/measures/", 422, year_end=(AT.date() + timedelta(days=1)).isoformat())
