"""The synthetic returns of five linked years, end to end: every row accounted for."""

from collections import Counter
from pathlib import Path

import pytest

from lodestar.exchange.ssda903.histories import Outcome
from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.stitch import stitch

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "ssda903" / "five_linked_years"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the five linked years are not on this machine")


@pytest.fixture(scope="module")
def read():
    return read_return([FOLDER])


@pytest.fixture(scope="module")
def stitched(read):
    return stitch(read.rows, unread=read.refused)


def test_every_row_is_read_or_refused(read):
    by_table = Counter(row.table for row in read.rows)
    assert by_table == {
        Table.HEADER: 2123,
        Table.EPISODES: 3737,
        Table.REVIEWS: 11038,
        Table.UASC: 82,
        Table.OC2: 1974,
        Table.OC3: 333,
        Table.PREV_PERM: 2123,
        Table.MISSING: 7,
    }
    assert sum(by_table.values()) == len(read.rows) == 21417
    assert Counter((r.table, r.field) for r in read.refused) == {(Table.OC3, "ACCOM"): 24}
    assert [p.file for p in read.problems] == ["five_linked_years/LICENSE"]
    assert {str(y) for y in read.years} == {"2017/18", "2018/19", "2019/20", "2020/21", "2021/22"}


def test_every_row_is_accounted_for(read, stitched):
    assert stitched.accounts == {
        Outcome.USED: 8393,
        Outcome.MERGED: 6297,
        Outcome.OVERRULED: 15,
        Outcome.HELD: 6712,
    }
    assert sum(stitched.accounts.values()) == len(read.rows)


def test_whole_histories(stitched):
    histories = stitched.histories.values()
    periods = [p for h in histories for p in h.periods]
    assert len(histories) == 820
    assert len(periods) == 828
    assert sum(p.until_on is None for p in periods) == 62
    assert sum(len(p.placements) for p in periods) == 2172
    assert sum(len(h.reviews) for h in histories) == 1759


def test_an_import_year_by_year_gives_what_all_years_give_together(read, stitched):
    backwards = stitch(tuple(reversed(read.rows)), unread=read.refused)
    assert backwards.histories == stitched.histories
    assert backwards.contradictions == stitched.contradictions


def test_why_rows_are_held(stitched):
    assert Counter((h.rule_id, h.can_be_accepted) for h in stitched.held) == {
        ("LS-REVIEW-NOT-IN-CARE", False): 3522,
        ("LS-REVIEW-FUTURE", False): 2785,
        ("440", True): 240,
        ("358", True): 136,
        ("501", False): 22,
        ("385", False): 3,
        ("LS-REVIEW-TWICE", False): 2,
        ("578", True): 1,
        ("581", True): 1,
    }
