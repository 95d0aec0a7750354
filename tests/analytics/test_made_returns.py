"""What the made-up returns must be to put a count to the test: the same for a seed, consistent, and various."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.analytics.made_returns import write_returns
from tests.analytics.plain_rows import (
    ADOPTIVE,
    SHORT_BREAKS,
    TEMPORARY,
    Returns,
    add_months,
    day_of,
    known_by,
    periods_of,
    read_returns,
)

END = date(2026, 3, 31)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_returns(tmp_path_factory.mktemp("made"), seed=7, children=500, years=6, year_end=END)


@pytest.fixture(scope="module")
def returns(folders: list[Path]) -> Returns:
    return read_returns(folders)


def test_the_same_seed_writes_the_same_files(folders: list[Path], tmp_path: Path) -> None:
    again = write_returns(tmp_path, seed=7, children=500, years=6, year_end=END)
    assert [folder.name for folder in again] == [
        "2020_21",
        "2021_22",
        "2022_23",
        "2023_24",
        "2024_25",
        "2025_26",
    ]
    for folder, same in zip(folders, again, strict=True):
        for file in folder.iterdir():
            assert file.read_bytes() == (same / file.name).read_bytes()


def test_episodes_follow_on_and_say_what_changed(returns: Returns) -> None:
    for episodes in returns.episodes.values():
        assert episodes[0].rne == "S"
        for before, after in pairwise(episodes):
            assert before.dec is not None and before.decom < before.dec <= after.decom
            if before.rec != "X1":
                assert after.rne == "S" and after.decom > before.dec
                continue
            assert before.dec == after.decom
            changed = {
                "ls": before.ls != after.ls,
                "home": (before.place, before.post, before.urn) != (after.place, after.post, after.urn),
            }
            expected = {
                "L": {"ls": True, "home": False},
                "P": {"ls": False, "home": True},
                "T": {"ls": False, "home": True},
                "B": {"ls": True, "home": True},
                "U": {"ls": True, "home": True},
            }
            assert changed == expected[after.rne], (before, after)
            is_due = after.rne != "L" and not {before.place, after.place} & set(TEMPORARY)
            assert bool(before.reason) == is_due


def test_periods_are_of_children_and_neither_begin_nor_end_in_a_temporary_placement(returns: Returns) -> None:
    for child, episodes in returns.episodes.items():
        adult = add_months(returns.born_on(child), 216)
        for period in periods_of(episodes):
            assert period[0].decom >= returns.born_on(child) and period[0].place not in TEMPORARY
            assert period[-1].dec is None or period[-1].place not in TEMPORARY
            assert adult > END if period[-1].dec is None else period[-1].dec <= adult
            assert len({episode.cin for episode in period}) == 1


def test_reviews_are_on_days_looked_after_and_coded_by_age(returns: Returns) -> None:
    for child, reviews in returns.reviews.items():
        known = known_by(returns.episodes[child], END)
        for held_on, code in reviews.items():
            assert any(episode.held_on(held_on) for episode in known)
            assert (code == "PN0") == (held_on < add_months(returns.born_on(child), 48))


def test_every_kind_of_thing_happens(returns: Returns) -> None:
    every = [episode for episodes in returns.episodes.values() for episode in episodes]
    assert {episode.rne for episode in every} == set("SLPTBU")
    assert set(TEMPORARY) | set(ADOPTIVE) | {"P1", "K1", "K2", "K3", "H5", "Z1", "Z12"} <= {
        e.place for e in every
    }
    assert set(SHORT_BREAKS) | {"V2", "C1", "C2", "E1", "J1", "L1", "L2"} <= {e.ls for e in every}
    assert {"E11", "E12", "E4A", "E4B", "E45", "E46", "E17", "E9"} <= {e.rec for e in every}
    assert any(e.place in TEMPORARY and e.held_on(END) for e in every)
    assert any(len(periods_of(known_by(episodes, END))) > 1 for episodes in returns.episodes.values())
    assert {row["MISSING"] for row in returns.missing} == {"M", "A"}
    assert (
        any(day_of(row["DUC"]) for row in returns.uasc.values()) and returns.ad1 and returns.placed_adoption
    )
    assert returns.oc2[END] and returns.oc3[END] and returns.social_workers
