"""`lodestar measures` and the plain count give the same answers, to the child, over the same made-up returns."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lodestar.config.command import main
from tests.analytics.made_returns import write_returns
from tests.analytics.plain_answers import per_10000, percent
from tests.analytics.plain_count import PlainCount
from tests.analytics.plain_more import every, months_in_care, months_of_leavers
from tests.analytics.plain_rows import read_returns

END = date(2026, 3, 31)
POPULATION = 60250
MEASURES = every(POPULATION)
TABLES = (
    *("legal_status", "placement_type", "age_now", "age_at_entry", "sex", "ethnicity", "category_of_need"),
    *("placement_provider", "duration_in_care", "reason_ceased", "participation_code"),
)
PROMISED = (
    *("NI62", "NI63", "NI66", "REVIEWS_HELD_ON_TIME", "RATE_PER_10000", "STARTED", "CEASED"),
    *("ADOPTED_PERCENT", "SGO_PERCENT", "PLACED_AWAY", "PARTICIPATION", "REENTRY"),
)
MEANS = ("SDQ_AVERAGE", "ADOPTION_DAYS", "ADOPTION_DAYS_ADJUSTED", "ORDER_TO_MATCH_DAYS")
"""Their numerator is a sum: all their children are behind it."""


@dataclass
class Both:
    """One set of returns, counted by the product (`answers`, `tables`, the JSON) and plainly (`year`)."""

    answers: dict[str, Any]
    tables: dict[str, Any]
    year: PlainCount


def asked(folders: list[Path], year_end: date, *more: str) -> dict[str, Any]:
    """Ask `lodestar measures`."""
    words = ["measures", "--year-end", str(year_end), "--from", *map(str, folders), "--format", "json", *more]
    said, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        code = main(words)
    assert code == 0, complained.getvalue()
    answer: dict[str, Any] = json.loads(said.getvalue())
    return answer


def both(folders: list[Path], year_end: date = END) -> Both:
    """Count the same folders both ways."""
    answer = asked(folders, year_end, "--children", "--population", str(POPULATION))
    return Both(
        {measure["id"]: measure for measure in answer["measures"]},
        {table["id"]: table for table in answer["tables"]},
        PlainCount(read_returns(folders), year_end),
    )


def disagreement(counted: Both, measure: str) -> dict[str, object]:
    """Say where the two differ on a measure; nothing where they agree."""
    theirs, ours = counted.answers[measure], MEASURES[measure](counted.year)
    inside, outside = set(theirs["children"]["in"]), set(theirs["children"]["out"])
    if measure in MEANS:
        inside, outside = inside | outside, set()
    found = {
        "numerator": (theirs["numerator"], ours.numerator),
        "denominator": (theirs["denominator"], ours.denominator),
    }
    differs: dict[str, object] = {name: pair for name, pair in found.items() if pair[0] != pair[1]}
    for name, product, plain in (("in", inside, ours.inside), ("out", outside, ours.outside)):
        if product != plain:
            differs[name] = {"product only": sorted(product - plain), "plain only": sorted(plain - product)}
    return differs


def all_disagreements(counted: Both) -> dict[str, object]:
    """Say where the two differ on any measure."""
    differ = {measure: disagreement(counted, measure) for measure in MEASURES}
    return {measure: found for measure, found in differ.items() if found}


@pytest.fixture(scope="module", params=[31, 32, 33])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Six linked years of six hundred children, some of whom had short breaks before ordinary care."""
    into = tmp_path_factory.mktemp("returns")
    return both(write_returns(into, seed=request.param, children=600, years=6, year_end=END))


@pytest.fixture(scope="module")
def six_years(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Six linked years of three hundred children."""
    into = tmp_path_factory.mktemp("returns")
    return write_returns(into, seed=41, children=300, years=6, year_end=END)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_agrees_to_the_child(counted: Both, measure: str) -> None:
    assert not disagreement(counted, measure)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_agrees(counted: Both, table: str) -> None:
    rows = counted.tables[table]["rows"]
    assert {row["code"]: row["count"] for row in rows if row["count"]} == dict(counted.year.table(table))
    assert len({row["code"] for row in rows}) == len(rows)


def test_the_returns_put_every_promised_measure_to_the_test(counted: Both) -> None:
    """An agreement over nobody would show nothing."""
    for measure in PROMISED:
        ours = MEASURES[measure](counted.year)
        assert len(ours.inside) >= 3, measure
        assert ours.denominator in (None, POPULATION) or len(ours.outside) >= 3, measure


def test_percentages_rates_and_middles_are_rounded_half_up(counted: Both) -> None:
    for measure, answer in counted.answers.items():
        if answer["denominator"] and answer["unit"] == "percent":
            assert answer["value"] == float(percent(answer["numerator"], answer["denominator"])), measure
        if answer["denominator"] and answer["unit"] == "rate per 10,000":
            assert answer["value"] == per_10000(answer["numerator"], answer["denominator"]), measure
    assert abs(counted.answers["MONTHS_IN_CARE"]["value"] - months_in_care(counted.year)) <= 0.051
    assert abs(counted.answers["MONTHS_OF_LEAVERS"]["value"] - months_of_leavers(counted.year)) <= 0.051


@pytest.mark.parametrize("year", [2023, 2025])
def test_a_past_year_is_judged_by_what_was_known_then(six_years: list[Path], year: int) -> None:
    """The later years' returns lie beside it, and are not used."""
    counted = both(six_years, date(year, 3, 31))
    assert not all_disagreements(counted)


def test_two_years_alone_are_enough_for_what_they_hold(six_years: list[Path]) -> None:
    counted = both(six_years[-2:])
    assert not all_disagreements(counted)


def test_without_distances_nobody_is_counted_as_placed_away(tmp_path: Path) -> None:
    folders = write_returns(tmp_path, seed=5, children=40, years=2, year_end=END, distance=False)
    answer = asked(folders, END)
    (away,) = [measure for measure in answer["measures"] if measure["id"] == "PLACED_AWAY"]
    assert away["value"] in (None, 0.0) and not away["numerator"]


def test_children_are_listed_only_when_asked_for(tmp_path: Path) -> None:
    folders = write_returns(tmp_path, seed=6, children=20, years=1, year_end=END)
    assert not any(measure.get("children") for measure in asked(folders, END)["measures"])
