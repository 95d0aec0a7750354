"""The two counts over a few children made by hand, where the definitions can be read in more than one way."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.analytics.hand_made import period
from tests.analytics.made_returns import COLUMNS, DISTANCE_COLUMNS
from tests.analytics.plain_rows import Episode
from tests.analytics.test_agreement import Both, both, disagreement

BORN = date(2015, 6, 1)
AWAY = {"place": "T4", "provider": "", "urn": ""}
ADOPTIVE = {"rne": "P", "place": "A6"}

CASES: dict[str, tuple[str, list[Episode], list[date]]] = {
    "home again after a temporary move over the first of April": (
        "NI62",
        period(
            "1",
            date(2024, 6, 3),
            (date(2025, 3, 25), {"rne": "P", **AWAY, "post": "SY3 3CC"}),
            (date(2025, 4, 7), {"rne": "P", "place": "U4", "provider": "PR1", "post": "SY4 4DD"}),
            (date(2025, 9, 1), {"rne": "P", "why": "CARPL", "post": "SY5 5EE"}),
            post="SY2 2BB",
        ),
        [],
    ),
    "a temporary move from one T code to another at the year's end": (
        "FOSTER_PERCENT",
        period(
            "1",
            date(2025, 6, 2),
            (date(2026, 3, 20), {"rne": "P", **AWAY, "post": "SY3 3CC"}),
            (date(2026, 3, 27), {"rne": "P", **AWAY, "place": "T1", "post": "SY4 4DD"}),
            post="SY2 2BB",
        ),
        [],
    ),
    "a legal status changed on the day of coming back": (
        "NI62",
        period(
            "1",
            date(2025, 4, 7),
            (date(2025, 6, 2), {"rne": "P", **AWAY, "post": "SY3 3CC"}),
            (date(2025, 6, 6), {"rne": "B", "ls": "C2", "place": "U6", "provider": "PR1", "post": "SY2 2BB"}),
            (date(2025, 9, 1), {"rne": "P", "why": "CARPL", "post": "SY5 5EE"}),
            ls="C1",
            post="SY2 2BB",
        ),
        [],
    ),
    "placed for adoption with the foster carer after two years there": (
        "NI63",
        period(
            "1",
            date(2023, 1, 9),
            (date(2024, 3, 31), {"rne": "P", "why": "CARPL", "post": "SY3 3CC"}),
            (date(2026, 1, 5), {"rne": "U", "ls": "E1", "place": "A5", "why": "PLACE", "post": "SY3 3CC"}),
            ls="C2",
            post="SY2 2BB",
        ),
        [],
    ),
    "a review due on the last day of the year and held on it": (
        "NI66",
        period("1", date(2025, 12, 10), post="SY2 2BB"),
        [date(2025, 12, 31), date(2026, 3, 31)],
    ),
    "a review due on the last day of the year and not held": (
        "NI66",
        period("1", date(2025, 12, 10), post="SY2 2BB"),
        [date(2025, 12, 31)],
    ),
    "placed for adoption in the year, back within the four weeks, and no review": (
        "NI66",
        period(
            "1",
            date(2025, 1, 6),
            (date(2025, 12, 1), {"rne": "B", "ls": "E1", "place": "A6", "why": "CARPL", "post": "SY3 3CC"}),
            (date(2025, 12, 22), {"rne": "P", "place": "U6", "why": "CREQO", "post": "SY4 4DD"}),
            ls="C2",
            post="SY2 2BB",
        ),
        [date(2025, 1, 20), date(2025, 4, 14), date(2025, 10, 6), date(2026, 1, 16)],
    ),
    "two periods in the year, the first left with a review missed": (
        "NI66",
        period("1", date(2025, 4, 7), (date(2025, 6, 2), {"rec": "E4A"}), post="SY2 2BB")
        + period("1", date(2025, 9, 1), post="SY2 2BB"),
        [date(2025, 9, 15), date(2025, 12, 1)],
    ),
    "back on the last day of the twelve months": (
        "REENTRY_12_MONTHS",
        period("1", date(2024, 6, 3), (date(2025, 3, 31), {"rec": "E4A"}), post="SY2 2BB")
        + period("1", date(2026, 3, 31), post="SY2 2BB"),
        [],
    ),
    "short breaks in the year before a placement": (
        "NI62",
        period("1", date(2025, 5, 5), (date(2025, 5, 9), {"rec": "E4A"}), ls="V3", post="SY2 2BB")
        + period("1", date(2025, 6, 9), (date(2025, 6, 12), {"rec": "E4A"}), ls="V3", post="SY2 2BB")
        + period("1", date(2025, 9, 1), ls="C2", post="SY3 3CC"),
        [],
    ),
    "short breaks without a review before a period with every review": (
        "NI66",
        period("1", date(2025, 4, 7), (date(2025, 12, 15), {"rec": "E8"}), ls="V4", post="SY2 2BB")
        + period("1", date(2026, 1, 5), ls="C2", post="SY3 3CC"),
        [date(2026, 1, 26)],
    ),
    "an adoption that broke down before the one that held": (
        "ADOPTION_DAYS",
        period(
            "1",
            date(2023, 1, 9),
            (date(2023, 6, 5), {"rne": "L", "ls": "E1"}),
            (date(2023, 9, 4), {**ADOPTIVE, "why": "CARPL", "post": "SY3 3CC"}),
            (date(2024, 1, 8), {"rne": "P", "place": "U6", "why": "CREQO", "post": "SY4 4DD"}),
            (date(2025, 1, 6), {**ADOPTIVE, "why": "CARPL", "post": "SY5 5EE"}),
            (date(2025, 9, 1), {"rec": "E12"}),
            ls="C2",
            post="SY2 2BB",
        ),
        [],
    ),
}


def written(into: Path, episodes: list[Episode], reviews: list[date]) -> list[Path]:
    """Write one child's return, a folder a year from 2022/23."""
    folders = []
    for year in range(2022, 2026):
        start, end = date(year, 4, 1), date(year + 1, 3, 31)
        now = [e for e in episodes if e.decom <= end and (e.dec is None or e.dec >= start)]
        if not now:
            continue
        folder = into / f"{year}_{year - 1999}"
        folder.mkdir()
        sex = "M" if year >= 2024 else "1"
        _write(folder / "header.csv", COLUMNS["header"], [["1", sex, BORN, "WBRI", "UN1", "", ""]])
        lines: list[list[object]] = []
        for e in now:
            is_over = e.dec is not None and e.dec <= end
            ended = [e.dec, e.rec, e.reason] if is_over else ["", "", ""]
            lines.append([e.child, e.decom, e.rne, e.ls, e.cin, e.place, e.provider, *ended, "SY1 1AA", e.post,
                          e.urn, e.miles, e.location])  # fmt: skip
        _write(folder / "episodes.csv", COLUMNS["episodes"] + DISTANCE_COLUMNS, lines)
        held: list[list[object]] = [["1", BORN, day, "PN1"] for day in reviews if start <= day <= end]
        _write(folder / "reviews.csv", COLUMNS["reviews"], held)
        folders.append(folder)
    return folders


def _write(path: Path, columns: str, rows: list[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(columns.split())
        for row in rows:
            writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])


@pytest.mark.parametrize("name", CASES)
def test_the_two_agree(name: str, tmp_path: Path) -> None:
    measure, episodes, reviews = CASES[name]
    counted: Both = both(written(tmp_path, episodes, reviews))
    assert counted.answers[measure]["denominator"] == 1
    assert not disagreement(counted, measure)
