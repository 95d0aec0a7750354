"""The written records of the house: decisions numbered, rooms named."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_decisions_are_numbered_without_gaps_and_headed_as_they_are_filed():
    files = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [int(f.name[:4]) for f in files]
    assert numbers == list(range(1, len(files) + 1))
    for number, file in zip(numbers, files, strict=True):
        assert re.match(rf"# {number}\. \S", file.read_text()), f"{file.name} is headed otherwise"


def test_every_decision_says_what_would_change_our_minds():
    for file in (ROOT / "docs" / "adr").glob("*.md"):
        assert "what would change our minds" in file.read_text().lower(), file.name


def test_decisions_that_code_names_exist():
    known = {int(f.name[:4]) for f in (ROOT / "docs" / "adr").glob("*.md")}
    for file in (ROOT / "lodestar").rglob("*.py"):
        for number in re.findall(r"ADR-(\d{4})", file.read_text()):
            assert int(number) in known, f"{file.relative_to(ROOT)} names ADR-{number}"


def test_every_room_is_in_the_guide():
    guide = (ROOT / "docs" / "rooms.md").read_text()
    rooms = [p.name for p in (ROOT / "lodestar").iterdir() if (p / "__init__.py").exists()]
    nouns = [p.name for p in (ROOT / "lodestar" / "casework").iterdir() if (p / "__init__.py").exists()]
    for name in rooms + nouns:
        assert f"`{name}`" in guide, f"{name} is not in docs/rooms.md"


def test_no_source_file_grows_a_second_room():
    for file in (ROOT / "lodestar").rglob("*.py"):
        if "migrations" not in file.parts:
            assert len(file.read_text().splitlines()) <= 420, f"{file.relative_to(ROOT)} is too long"


def test_no_cupboards():
    bad = {"utils", "helpers", "manager", "managers", "data", "process", "handle", "misc", "info", "common"}
    for file in (ROOT / "lodestar").rglob("*.py"):
        assert not bad & set(file.with_suffix("").relative_to(ROOT).parts), file
