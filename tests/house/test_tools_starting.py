"""Starting for one person on this machine: the demonstration is on unless the environment says otherwise."""

import re
import subprocess
from pathlib import Path

import pytest

from tools import run

ROOT = Path(__file__).resolve().parents[2]
# Where somebody's machine keeps its things; written in two pieces so that this file is not itself a find.
PRIVATE_PLACES = re.compile(
    "|".join(f"{first}{rest}" for first, rest in [("/ro", "ot/"), ("/ho", r"me/\w+/")])
)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, True),
        ({"DEMO": "1"}, True),
        ({"DEMO": "0"}, False),
        ({"DEMO": ""}, False),
        ({"PRODUCTION": "1"}, False),
        ({"PRODUCTION": "0"}, True),
    ],
)
def test_the_demonstration_is_on_unless_the_environment_says_otherwise(environment, expected):
    assert run.demonstrates(run.with_defaults(environment)) is expected


def test_an_ordinary_start_fills_only_an_empty_database():
    assert run.demonstration({}, rebuild=False) == ["demo", "--if-empty"]


def test_a_rebuild_passes_on_what_was_asked_for():
    asked = {"CHILDREN": "3150", "SEED": "7", "TODAY": "2026-03-16"}
    words = run.demonstration(asked, rebuild=True)
    assert words == ["demo", "--rebuild", "--children", "3150", "--seed", "7", "--today", "2026-03-16"]


def test_no_file_names_a_place_on_somebodys_machine():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    named = []
    for name in filter(None, listed.stdout.split("\0")):
        try:
            words = (ROOT / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # removed but not yet committed, or not text
        if PRIVATE_PLACES.search(words):
            named.append(name)
    assert not named, f"These files name a place that only one machine has: {named}"
