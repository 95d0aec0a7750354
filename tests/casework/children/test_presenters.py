"""What a person reads: words, never codes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lodestar.casework.children import presenters
from lodestar.casework.children.queries import CaseRoleRow, CorrectionRow, PlacementRow, SpellRow
from tests.casework.children.histories import BEGAN, a_period, in_care

HOME = PlacementRow(from_on=BEGAN, until_on=None, type="U6")


@pytest.mark.parametrize(
    ("placement", "words"),
    [
        (None, "Not recorded"),
        (HOME, "Not recorded"),
        (
            replace(HOME, location="OUT", miles_from_home=Decimal("12.4")),
            "Outside the county, 12.4 miles from home",
        ),
        (replace(HOME, location="IN", miles_from_home=Decimal("1.0")), "Inside the county, 1 mile from home"),
        (replace(HOME, miles_from_home=Decimal("30.0")), "30 miles from home"),
        (replace(HOME, miles_from_home=Decimal("0.0")), "0 miles from home"),
        (replace(HOME, location="IN"), "Inside the county"),
    ],
)
def test_where_a_placement_lies(placement, words):
    assert presenters.distance_in_words(placement) == words


def test_a_placement_in_words():
    assert presenters.placement_in_words(None) == "Not recorded"
    assert presenters.placement_in_words(replace(HOME, carer="Mrs Okafor")) == "Foster care: Mrs Okafor"
    assert presenters.provider_in_words(replace(HOME, provider="PR4")) == "Private provision"
    assert presenters.provider_in_words(HOME) == "Not recorded"
    unplanned = replace(HOME, planned="unplanned", same_carer="same-carer")
    assert presenters.arrival_in_words(unplanned) == "Unplanned move, with the same carer"
    assert (
        presenters.change_in_words(replace(HOME, change_reason="CLOSE"))
        == "Provision closed or carer resigned"
    )


def test_other_rows_in_words():
    assert presenters.between(BEGAN, None) == "From 3 March 2025"
    assert presenters.between(BEGAN, date(2025, 6, 2)) == "3 March 2025 to 2 June 2025"
    assert presenters.status_in_words(a_period().statuses[0]) == "Interim care order"
    assert presenters.status_in_words(None) == "Not recorded"
    role = CaseRoleRow(BEGAN, None, "social-worker", 1, "Sam Reed", 2, "North")
    assert presenters.role_in_words(role) == "Allocated social worker: Sam Reed, North"
    rows = (SpellRow(BEGAN, None, "MOB"), SpellRow(BEGAN, date(2025, 6, 2), "LD"))
    assert presenters.disabilities_in_words(rows) == "Mobility"
    assert presenters.disabilities_in_words(()) == "None recorded"


def test_a_timeline_is_told_latest_first():
    record = in_care((BEGAN, "U6"), (date(2025, 6, 2), "K2"), until=date(2025, 9, 1), end_reason="E4A")
    told = [(entry.on, entry.words) for entry in presenters.timeline(record)]
    assert told == [
        (date(2025, 9, 1), "Ceased to be looked after"),
        (date(2025, 6, 2), "Planned move: Children's home"),
        (BEGAN, "Became looked after"),
        (BEGAN, "Legal status: Interim care order"),
        (BEGAN, "First placement: Foster care"),
    ]


def test_a_withdrawn_row_shows_what_it_said():
    line = presenters.correction_line(
        CorrectionRow(
            row_kind="missingepisode",
            old_row=1,
            new_row=None,
            said_before={
                "child_id": 4,
                "from_on": "2025-03-03",
                "until_on": None,
                "kind": "M",
                "start_seen": True,
            },
            said_now=None,
            corrected_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
            corrected_by="Ada Wood",
            because="Another child",
        )
    )
    assert line.about == "Time missing"
    assert line.changes == (
        ("From", "3 March 2025", "–"),
        ("Kind", "M", "–"),
        ("First day known", "Yes", "–"),
    )
    assert line.when == "1 July 2026"
