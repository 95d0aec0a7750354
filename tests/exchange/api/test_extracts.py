"""Extracts: the frozen rows, children under made-up identifiers unless the token may see real ones."""

import io
from datetime import date

import polars as pl
import pytest

from lodestar.access.models import Event
from lodestar.analytics.measures.rows import SCHEMAS
from lodestar.exchange.api.extracts import FIRST_OF_MONTH, MADE_UP, OUTWARD_CODE
from lodestar.exchange.api.states import Scope

pytestmark = pytest.mark.django_db
# What says nothing of who a child is by itself; a new column is made up of one kind or the other.
HARMLESS = {
    "sex", "ethnicity", "end_reason", "need", "code", "type", "provider", "location", "participation", "kind", "colour",
    "in_touch", "activity", "accommodation", "knows_who_to_ask", "report_in_time", "prepared", "contributed",
    "key_people", "team", "locality",
}  # fmt: skip


def csv_of(answer):
    return pl.read_csv(io.BytesIO(answer.content))


@pytest.fixture
def system(calls_with):
    return calls_with(Scope.EXTRACTS)


@pytest.fixture
def trusted(calls_with):
    return calls_with(Scope.EXTRACTS, Scope.IDENTIFIERS)


def test_every_column_that_could_name_somebody_is_spoken_of():
    texts = {
        column
        for schema in SCHEMAS.values()
        for column, kind in schema.items()
        if kind in (pl.String, pl.Categorical)
    }
    assert texts == HARMLESS | MADE_UP | OUTWARD_CODE
    assert "born_on" in FIRST_OF_MONTH


def test_children_go_under_identifiers_that_join_and_tell_nothing(figures, system):
    children = csv_of(system.get("/api/extracts/children.csv"))
    placements = csv_of(system.get("/api/extracts/placements.csv", year_end="2026-03-31"))
    assert children.columns == list(SCHEMAS["children"]) and children.height == 2
    first = children.row(0, named=True)
    assert first["child"] == placements["child"][0] != "K1001" and len(first["child"]) == 16
    assert children["child"].n_unique() == 2
    assert children["born_on"].to_list() == ["2015-05-01", "2009-01-01"]
    assert (first["sex"], first["ethnicity"], placements["postcode"][0]) == ("F", "WBRI", "SY1")
    officers = csv_of(system.get("/api/extracts/officers.csv"))
    assert officers["officer"][0] != "ivy" and officers["officer"][0] != first["child"]
    everything = "".join(
        system.get(f"/api/extracts/{name}.csv").content.decode()
        for name in ("children", "placements", "officers", "schools")
    )
    for told in ("K1001", "K2002", "2015-05-17", "1AA", "ivy", "SC123456", "HYPERLINK"):
        assert told not in everything


def test_identifiers_need_a_scope_of_their_own(figures, trusted):
    children = csv_of(trusted.get("/api/extracts/children.csv"))
    assert children["child"].to_list() == ["K1001", "K2002"] and children["born_on"][0] == "2015-05-17"
    assert csv_of(trusted.get("/api/extracts/schools.csv"))["school"][0] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("scopes", [(Scope.EXTRACTS,), (Scope.EXTRACTS, Scope.IDENTIFIERS)])
def test_parquet_holds_the_same_rows(scopes, figures, calls_with):
    system = calls_with(*scopes)
    answer = system.get("/api/extracts/children.parquet")
    assert answer["Content-Disposition"] == 'attachment; filename="children-2026-03-31.parquet"'
    frame = pl.read_parquet(io.BytesIO(answer.content))
    same = csv_of(system.get("/api/extracts/children.csv"))
    assert frame["child"].to_list() == same["child"].to_list()
    assert frame.schema["born_on"] == pl.Date and frame["born_on"][1] == date(2009, 1, 1)


def test_the_service_key_makes_the_identifiers(figures, system, settings):
    before = csv_of(system.get("/api/extracts/children.csv"))["child"].to_list()
    settings.SECRET_KEY = "another key"
    assert csv_of(system.get("/api/extracts/children.csv"))["child"].to_list() != before


def test_who_took_which_rows_is_an_event(figures, trusted, analyst):
    trusted.get("/api/extracts/children.csv")
    event = Event.objects.get(kind="figures.taken")
    assert event.by_id == analyst.pk
    wanted = {"extract": "children", "format": "csv", "to": "2026-03-31", "rows": 2, "identifiers": True}
    assert wanted.items() <= event.after.items()
    assert Event.objects.filter(kind="interface.called").count() == 1


def test_the_tables_of_rows_are_listed(system):
    listed = {one["table"]: one["columns"] for one in system.read("/api/extracts/")["extracts"]}
    assert listed == {name: list(schema) for name, schema in SCHEMAS.items()}


def test_what_is_not_there_is_told_in_words(figures, system):
    assert "/api/extracts/ lists them" in system.told("/api/extracts/secrets.csv", 404)
    assert ".parquet" in system.told("/api/extracts/children.xlsx", 404)
    assert "without that table" in system.told("/api/extracts/health.csv", 404)
    assert "not worked out" in system.told("/api/extracts/children.csv", 404, year_end="2020-03-31")
    assert Event.objects.filter(kind="figures.taken").count() == 0
