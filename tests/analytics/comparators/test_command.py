"""`lodestar comparators load`: per file what was done, in words, with the promised exit codes."""

import pytest

from lodestar.access.models import Event
from lodestar.access.queries import the_system
from lodestar.access.roles import Role
from lodestar.analytics.comparators.models import PublishedFile, PublishedValue
from lodestar.config.command import WORDS, main
from tests.analytics.comparators import made_files as made
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
GOOD = made.interactive_tool("LAC,Rate,England,68,69,70")


@pytest.fixture
def put(tmp_path):
    def write(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    return write


def test_it_says_what_was_done_and_ends_with_0(put, capsys):
    assert ("comparators", "load") in WORDS
    assert main(["comparators", "load", put("lait.csv", GOOD)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines() == [
        "lait.csv: Local Authority Interactive Tool, one row for each series and area (DfE)",
        "  1 line read; 3 figures added, 0 changed, 0 unchanged, 0 refused",
    ]
    assert Event.objects.get(kind="published_figures.loaded").by_username == the_system().username


def test_again_and_then_a_newer_file(put, capsys):
    first = put("lait.csv", GOOD)
    main(["comparators", "load", first])
    assert main(["comparators", "load", first]) == 0
    assert "0 figures added, 0 changed, 3 unchanged" in capsys.readouterr().out
    newer = put("newer.csv", made.interactive_tool("LAC,Rate,England,68,69,71"))
    assert main(["comparators", "load", newer]) == 0
    said = capsys.readouterr().out
    assert "0 figures added, 1 changed, 2 unchanged" in said
    assert "    RATE_PER_10000, England, 2025: 70 → 71" in said
    older = put("older.csv", made.interactive_tool("LAC,Rate,England,67", years="2023"))
    assert main(["comparators", "load", older]) == 0
    assert "Left as a file of later years has them: 1" in capsys.readouterr().out
    assert main(["comparators", "load", older, "--replace-newer"]) == 0
    assert "1 changed" in capsys.readouterr().out


def test_faults_end_with_1_and_keep_nothing_else_back(put, capsys):
    bad = put("bad.csv", b"a,b\n1,2\n")
    partly = put("partly.csv", made.interactive_tool("LAC,Rate,England,68,many,70", "LAC,Rate,Oz,1,2,3"))
    assert main(["comparators", "load", bad, partly, put("lait.csv", GOOD)]) == 1
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "bad.csv: This is none of the files that can be read. Its first line is: a, b",
        "partly.csv, line 2, column 2024: 'many' is no number and no sign such as c or z.",
        "partly.csv, line 3, column LA and Regions: 'Oz' is no area that is known.",
        "lodestar: 2 files could not be read in full; the rest is loaded.",
    ]
    assert "2 lines read; 2 figures added, 0 changed, 0 unchanged, 2 refused" in said.out
    assert PublishedFile.objects.count() == 2
    assert PublishedValue.objects.filter(replaced_in=None).count() == 3


def test_many_faults_are_cut_short(put, capsys):
    rows = [f"LAC,Rate,Place {n},1,2,3" for n in range(30)]
    assert main(["comparators", "load", put("lait.csv", made.interactive_tool(*rows))]) == 1
    assert "… and 10 more like these" in capsys.readouterr().err


def test_called_wrongly_ends_with_2(put, capsys):
    assert main(["comparators", "load", put("lait.csv", GOOD), "missing.csv"]) == 2
    assert "There is no file missing.csv." in capsys.readouterr().err
    assert main(["comparators", "load"]) == 2
    assert main(["comparators", "load", put("lait.csv", GOOD), "--by", "nobody"]) == 2
    assert "no person with the user name nobody" in capsys.readouterr().err
    assert not PublishedFile.objects.exists()


def test_a_person_may_be_named(put):
    analyst = a_person(Role.ANALYST)
    assert main(["comparators", "load", put("lait.csv", GOOD), "--by", analyst.username]) == 0
    assert PublishedFile.objects.get().loaded_by == analyst
