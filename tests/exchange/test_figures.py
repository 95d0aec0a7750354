"""Figures from the register and from the returns it was filled with are the same; and what is read when all is odd."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.utils import timezone

from lodestar.access.queries import the_system
from lodestar.analytics.extract import rows_of_register
from lodestar.analytics.measures.answers import answers_of, tables_of, year_of
from lodestar.analytics.measures.catalogue import measure_named
from lodestar.analytics.measures.measure import Group
from lodestar.analytics.measures.year import Settings
from lodestar.analytics.models import Figures
from lodestar.config import command
from lodestar.exchange.figures.reading import _all_stitched, rows_of_returns
from lodestar.exchange.ssda903.actions import import_return
from lodestar.exchange.ssda903.read import read_return
from tests.analytics.made_returns import write_returns

FIVE = Path(__file__).resolve().parents[3] / "shared" / "data" / "ssda903" / "five_linked_years"
# What the register does not take from the return: where a home lies and how far it is.
NOT_IN_REGISTER = {"PLACED_AWAY", "OUTSIDE_AREA", "LOCAL_PERCENT"}
# Counted from rows of a year that the register does not hold yet.
NOT_YET = (Group.HEALTH, Group.LEAVERS, Group.ADOPTION)


def figures_of(rows, ends_on):
    year = year_of(rows, ends_on, Settings(population=60_250))
    answers = {
        one.id: (one.numerator, one.denominator, one.value, one.inside, one.outside)
        for one in answers_of(year, children=True)
    }
    return answers, {one.id: one.rows for one in tables_of(year)}


def same_figures(folders, ends_on):
    by_files, tables_by_files = figures_of(rows_of_returns(folders), ends_on)
    read = read_return(folders)
    import_return(read=read, by=the_system(), at=timezone.now(), progress=lambda *_: None)
    by_register, tables_by_register = figures_of(rows_of_register(at=timezone.now()), ends_on)
    compared = [
        name
        for name, found in by_files.items()
        if found[2] is not None and name not in NOT_IN_REGISTER and measure_named(name).group not in NOT_YET
    ]
    assert len(compared) > 25
    different = {
        name: (by_files[name], by_register[name]) for name in compared if by_files[name] != by_register[name]
    }
    assert not different
    assert tables_by_files == tables_by_register


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [5, 6])
def test_the_register_and_its_returns_give_the_same_figures(tmp_path, seed):
    folders = write_returns(tmp_path, children=60, years=3, year_end=date(2026, 3, 31), seed=seed)
    same_figures(folders, date(2026, 3, 31))


@pytest.mark.django_db
@pytest.mark.skipif(not FIVE.exists(), reason="the shared returns are not here")
def test_five_linked_years_give_the_same_figures_either_way():
    same_figures(sorted(FIVE.glob("20*")), date(2022, 3, 31))


def same_rows(quick, tolerant):
    assert set(quick.tables) == set(tolerant.tables)
    for name, frame in quick.tables.items():
        other = tolerant.tables[name]
        columns = [column for column in frame.columns if column not in ("miles", "location")]
        for one, two in ((frame, other), (other, frame)):
            missing = one.select(columns).join(two.select(columns), on=columns, how="anti", nulls_equal=True)
            assert missing.is_empty(), f"{name}: {missing}"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_clean_returns_are_read_by_columns_as_the_tolerant_reader_reads_them(tmp_path, seed):
    folders = write_returns(tmp_path, children=80, years=3, year_end=date(2026, 3, 31), seed=seed)
    same_rows(rows_of_returns(folders), _all_stitched(folders, None))


SPOILED = {
    "a date that is none": ("episodes.csv", lambda line: line.replace("/20", "/2O", 1)),
    "an episode that ends before it starts": (
        "episodes.csv",
        lambda line: ",".join([*line.split(",")[:7], "01/04/1999", *line.split(",")[8:]]),
    ),
    "a code of no list": ("episodes.csv", lambda line: line.replace(",U6,", ",Q9,").replace(",U4,", ",Q9,")),
    "dates the other way round": (
        "reviews.csv",
        lambda line: ",".join([line.split(",")[0], "2015-06-01", *line.split(",")[2:]]),
    ),
    "a review before care": (
        "reviews.csv",
        lambda line: ",".join([*line.split(",")[:2], "01/04/1999", *line.split(",")[3:]]),
    ),
    "small letters": ("episodes.csv", str.lower),
    "a row twice": ("reviews.csv", lambda line: f"{line}\n{line}"),
}


@pytest.mark.parametrize("spoiled", SPOILED)
@pytest.mark.parametrize("every", [3, 11])
def test_spoiled_rows_are_read_as_an_import_reads_them(tmp_path, spoiled, every):
    folders = write_returns(tmp_path, children=40, years=2, year_end=date(2026, 3, 31), seed=9)
    name, spoil = SPOILED[spoiled]
    for folder in folders:
        head, *lines = (folder / name).read_text().splitlines()
        changed = [spoil(line) if place % every == 1 else line for place, line in enumerate(lines)]
        (folder / name).write_text("\n".join([head, *changed]) + "\n")
    same_rows(rows_of_returns(folders), _all_stitched(folders, None))


# --- the command ------------------------------------------------------------------------------------------


def test_the_command_gives_json_as_promised(tmp_path, capsys):
    folders = write_returns(tmp_path, children=30, years=1, year_end=date(2026, 3, 31), seed=4)
    asked = ["measures", "--year-end", "2026-03-31", "--from", str(folders[0]), "--population", "60,250"]
    assert command.main([*asked, "--format", "json", "--children"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["year_end"], found["source"]) == ("2026-03-31", "the return of 2025/26")
    by_id = {one["id"]: one for one in found["measures"]}
    rate = by_id["RATE_PER_10000"]
    assert rate["denominator"] == 60250 and isinstance(rate["value"], int)
    children = by_id["NI62"]["children"]
    assert len(children["in"]) + len(children["out"]) == by_id["NI62"]["denominator"]
    assert {one["id"] for one in found["tables"]} >= {"legal_status", "age_now", "participation_code"}
    assert command.main(asked) == 0
    assert "Three or more placements in the year" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--year-end", "31/03/2026", "--from", "."], 2, "write it as 2026-03-31"),
        (["--year-end", "2026-03-31", "--from", "nowhere"], 2, "There is no file or folder nowhere"),
        (["--year-end", "2026-03-31", "--from", "EMPTY"], 1, "nothing of a return to read"),
        (["--year-end", "2026-03-31", "--population", "0"], 2, "not a number of children"),
        ([], 2, "--year-end"),
    ],
)
def test_the_command_called_wrongly_says_what_to_do(tmp_path, capsys, words, code, said):
    words = [str(tmp_path) if word == "EMPTY" else word for word in words]
    assert command.main(["measures", *words]) == code
    assert said in capsys.readouterr().err


def test_rows_that_cannot_be_used_are_told_and_the_rest_counts(tmp_path, capsys):
    folders = write_returns(tmp_path, children=30, years=1, year_end=date(2026, 3, 31), seed=4)
    reviews = folders[0] / "reviews.csv"
    reviews.write_text(reviews.read_text() + "ZZ9,01/01/2015,nonsense,PN1\n")
    out = tmp_path / "figures.json"
    asked = [
        "measures",
        "--year-end",
        "2026-03-31",
        "--from",
        str(folders[0]),
        "--format",
        "json",
        "--out",
        str(out),
    ]
    assert command.main(asked) == 1
    assert "could not be read" in capsys.readouterr().err
    assert len(json.loads(out.read_text())["measures"]) > 60


def test_a_sheet_with_other_files_beside_it_is_read_whole(tmp_path):
    folders = write_returns(tmp_path / "csv", children=20, years=1, year_end=date(2026, 3, 31), seed=4)
    frame = pl.read_csv(folders[0] / "episodes.csv", infer_schema=False)
    target = tmp_path / "2025_26"
    target.mkdir()
    for file in folders[0].glob("*.csv"):
        if file.name != "episodes.csv":
            (target / file.name).write_text(file.read_text())
    frame.write_excel(target / "episodes.xlsx", worksheet="Episodes")
    same_rows(rows_of_returns([folders[0]]), rows_of_returns([target]))


@pytest.mark.django_db
def test_figures_are_worked_out_by_the_command_for_today_and_five_years(capsys):
    assert command.main(["figures", "work-out"]) == 0
    assert "Figures worked out for the twelve months to 31 March" in capsys.readouterr().out
    days = set(Figures.objects.values_list("ends_on", flat=True))
    today = timezone.localdate()
    assert today in days and len(days) >= 5 and all(day <= today for day in days)
    assert command.main(["figures", "work-out", "--year-end", "2099-03-31"]) == 2
    assert "has not come yet" in capsys.readouterr().err
    assert set(Figures.objects.values_list("ends_on", flat=True)) == days
