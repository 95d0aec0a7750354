"""May care start, a child move, a legal status change, care end: each reason to refuse, and none without one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lodestar.casework.children.policies import oddities, steps
from lodestar.casework.children.policies.history import as_corrected, impossible, may_correct
from tests.casework.children.histories import (
    BEGAN,
    TODAY,
    a_decision,
    a_period,
    a_record,
    in_care,
    reasons,
)

JUNE = date(2025, 6, 2)


def start(record=None, **facts):
    said = {
        "began_on": BEGAN,
        "legal_status": "C1",
        "placement_type": "U6",
        "provider": "PR1",
        "category_of_need": "N1",
        "today": TODAY,
        **facts,
    }
    return reasons(steps.may_start_care(record or a_record(), **said))


def move(record=None, **facts):
    said = {
        "moved_on": JUNE,
        "type": "K2",
        "provider": "",
        "reason": "CARPL",
        "postcode": "",
        "same_carer": False,
        "today": TODAY,
        **facts,
    }
    return reasons(steps.may_move(record or in_care(), **said))


def status(record=None, **facts):
    said = {"changed_on": JUNE, "code": "C2", "today": TODAY, **facts}
    return reasons(steps.may_change_legal_status(record or in_care(), **said))


def end(record=None, **facts):
    said = {"ended_on": JUNE, "reason": "E4A", "today": TODAY, **facts}
    return reasons(steps.may_end_care(record or in_care(), **said))


def test_what_is_in_order_is_allowed():
    assert start() == [] and move() == [] and status() == [] and end() == []


ENDED = a_record(periods=(a_period(until=JUNE, end_reason="E4A"),))


@pytest.mark.parametrize(
    ("refusals", "field", "words"),
    [
        (start(began_on=date(2026, 3, 17)), "began_on", "has not come yet"),
        (start(a_record(date(2025, 3, 4))), "began_on", "before the child was born"),
        (start(a_record(date(1980, 1, 1)), began_on=date(1990, 1, 1)), "began_on", "Children Act 1989"),
        (start(in_care(), began_on=JUNE), "began_on", "looked after since 3 March 2025"),
        (start(in_care(), began_on=date(2025, 1, 1)), "began_on", "not before 1 January 2025"),
        (start(ENDED, began_on=JUNE), "began_on", "without a break"),
        (start(ENDED, began_on=date(2025, 4, 1)), "began_on", "not before 1 April 2025"),
        (start(a_record(date(2007, 3, 3))), "began_on", "18 or over"),
        (start(placement_type="T1", provider=""), "placement_type", "cannot start in a temporary placement"),
        (start(placement_type="Q1"), "placement_type", "from the list"),
        (start(provider="PR9"), "provider", "from the list"),
        (start(category_of_need=""), "category_of_need", "category of need"),
        (start(legal_status="ZZ"), "legal_status", "from the list"),
        (start(legal_status="J1", record=a_record(date(2016, 1, 1))), "legal_status", "10 or over"),
        (start(legal_status="V2", placement_type="P1", provider="PR0"), "placement_type", "own parents"),
        (start(placement_type="A3", provider=""), "placement_type", "should be placed for adoption"),
        (start(in_care(), began_on=JUNE, standing_on=0), None, "Somebody else recorded a period of care"),
    ],
)
def test_care_cannot_start_so(refusals, field, words):
    assert any(r.field == field and words in r.reason for r in refusals), refusals


@pytest.mark.parametrize(
    ("refusals", "field", "words"),
    [
        (move(a_record()), None, "not looked after"),
        (move(moved_on=BEGAN), "moved_on", "the same day"),
        (move(moved_on=date(2025, 3, 2)), "moved_on", "on 3 March 2025"),
        (move(moved_on=date(2026, 3, 17)), "moved_on", "has not come yet"),
        (move(type="K3"), "type", "16 or over"),
        (move(type="P2"), "type", "on or after 28 October 2023"),
        (move(type="U6", provider="PR0"), "provider", "cannot provide"),
        (move(reason=""), "reason", "why the placement ended"),
        (move(type="T1"), "reason", "Leave the reason blank"),
        (move(type="A4"), "type", "should be placed for adoption"),
        (move(type="A5", record=in_care(adoption_decisions=(a_decision(),))), "type", "placement order"),
        (
            move(type="A3", record=in_care(adoption_decisions=(a_decision(),))),
            "same_carer",
            "current foster carer",
        ),
        (
            move(in_care((BEGAN, "U6"), (date(2025, 4, 1), "T1")), reason=""),
            "type",
            "returns to the placement it left",
        ),
        (move(standing_on=9), None, "Somebody else recorded a move while this page was open"),
    ],
)
def test_a_child_cannot_move_so(refusals, field, words):
    assert any(r.field == field and words in r.reason for r in refusals), refusals


def test_a_child_returns_from_a_temporary_stay():
    stay = in_care((BEGAN, "U6"), (date(2025, 4, 1), "T1"))
    assert move(stay, type="U6", reason="", postcode="SY0 1AA") == []
    assert move(stay, type="U6", reason="") == []
    assert move(stay, type="U6", reason="", postcode="SY9 9ZZ")


def test_the_placement_the_person_saw_is_the_one_in_force():
    assert move(standing_on=10) == [] and move(standing_on=None) == []


def test_placed_for_adoption_with_all_that_it_needs():
    record = in_care(statuses=((BEGAN, "E1"),), adoption_decisions=(a_decision(),))
    assert move(record, type="A5", same_carer=True) == []
    assert move(record, type="A6") == []


@pytest.mark.parametrize(
    ("refusals", "field", "words"),
    [
        (status(a_record()), None, "not looked after"),
        (status(code="C1"), "code", "already"),
        (status(code="ZZ"), "code", "from the list"),
        (status(changed_on=BEGAN), "changed_on", "the same day"),
        (status(changed_on=date(2026, 3, 17)), "changed_on", "has not come yet"),
        (status(code="D1"), "code", "30 December 2005"),
        (status(in_care((BEGAN, "P1")), code="V2"), "code", "own parents"),
        (status(in_care(born_on=date(2007, 6, 2)), code="C2"), "code", "18 or over"),
        (status(standing_on=0), None, "Somebody else recorded a legal status"),
        (status(in_care(statuses=((BEGAN, "L1"),)), changed_on=date(2025, 3, 7)), "changed_on", "72 hours"),
        (status(in_care(statuses=((BEGAN, "L2"),)), changed_on=date(2025, 3, 25)), "changed_on", "21 days"),
        (status(in_care(statuses=((BEGAN, "L3"),)), changed_on=date(2025, 3, 11)), "changed_on", "7 days"),
    ],
)
def test_a_legal_status_cannot_change_so(refusals, field, words):
    assert any(r.field == field and words in r.reason for r in refusals), refusals


def test_the_last_lawful_day_of_each_short_status():
    for code, day in (("L1", date(2025, 3, 6)), ("L2", date(2025, 3, 24)), ("L3", date(2025, 3, 10))):
        assert status(in_care(statuses=((BEGAN, code),)), changed_on=day) == []


def test_emergency_protection_is_counted_over_orders_that_follow_on():
    twice = in_care(statuses=((BEGAN, "L1"), (date(2025, 3, 5), "L2"), (date(2025, 3, 20), "L2")))
    assert status(twice, changed_on=date(2025, 3, 26)) == []
    assert status(twice, changed_on=date(2025, 3, 27))


@pytest.mark.parametrize(
    ("refusals", "field", "words"),
    [
        (end(a_record()), None, "not looked after"),
        (end(ended_on=BEGAN), "ended_on", "the same day"),
        (end(ended_on=date(2026, 3, 17)), "ended_on", "has not come yet"),
        (end(reason=""), "reason", "why the child ceased"),
        (end(reason="E11"), "reason", "never placed for adoption"),
        (end(in_care((BEGAN, "U6"), (date(2025, 7, 1), "K2"))), "ended_on", "on 1 July 2025"),
        (end(in_care((BEGAN, "U6"), (date(2025, 4, 1), "T1"))), None, "cannot end in a temporary placement"),
        (end(in_care(statuses=((BEGAN, "L1"),))), "ended_on", "72 hours"),
        (end(standing_on=7), None, "Somebody else"),
    ],
)
def test_care_cannot_end_so(refusals, field, words):
    assert any(r.field == field and words in r.reason for r in refusals), refusals


def test_every_reason_is_told_at_once_and_only_once():
    found = steps.refusals(
        steps.may_move(
            in_care(),
            moved_on=date(2026, 3, 17),
            type="K3",
            provider="PR0",
            reason="",
            postcode="",
            same_carer=False,
            today=TODAY,
        )
    )
    assert {r.field for r in found} == {"moved_on", "type", "provider", "reason"}
    assert len({r.reason for r in found}) == len(found)


# --- whole histories ------------------------------------------------------------------------------------


def test_a_whole_history_that_can_be_true():
    record = in_care(
        (BEGAN, "U6"), (JUNE, "K2"), statuses=((BEGAN, "V2"), (JUNE, "C1")), until=TODAY, end_reason="E4A"
    )
    assert impossible(record, today=TODAY) == ()


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({("placement", 11): {"from_on": date(2025, 7, 1)}}, "no placement from 2 June 2025 to 1 July 2025"),
        ({("placement", 11): {"from_on": date(2025, 5, 1)}}, "share days"),
        ({("placement", 10): {"from_on": date(2025, 4, 1)}}, "first placement starts"),
        ({("placement", 11): {"until_on": date(2025, 9, 1)}}, "must end when the period of care ends"),
        ({("placement", 11): {"type": "K3"}}, "16 or over"),
        ({("placement", 11): {"type": "ZZ"}}, "from the list"),
        ({("placement", 10): {"type": "T1"}}, "cannot start in a temporary"),
        ({("placement", 10): {"type": "P1"}}, "own parents"),
        ({("legal_status", 20): None}, "first legal status starts"),
        ({("legal_status", 20): None, ("legal_status", 21): None}, "would have no legal status"),
        ({("period", 1): {"from_on": date(2014, 4, 1)}}, "before the child was born"),
        ({("period", 1): {"until_on": date(2026, 4, 1), "end_reason": "E4A"}}, "has not come yet"),
        ({("period", 1): {"until_on": JUNE, "end_reason": "E11"}}, "never placed for adoption"),
        ({("period", 1): {"end_reason": "E4A"}}, "goes on has no reason"),
    ],
)
def test_a_correction_may_not_make_a_history_impossible(plan, words):
    record = in_care((BEGAN, "U6"), (JUNE, "K2"), statuses=((BEGAN, "V2"), (JUNE, "C1")))
    found = may_correct(record, plan, today=TODAY)
    assert any(words in r.reason for r in found), found


def test_a_correction_that_leaves_the_history_whole_stands():
    record = in_care((BEGAN, "U6"), (JUNE, "K2"), statuses=((BEGAN, "V2"), (JUNE, "C1")))
    assert may_correct(record, {("legal_status", 20): {"code": "J1"}}, today=TODAY) == ()


def test_what_was_impossible_before_is_not_held_against_a_correction():
    gap = in_care((BEGAN, "U6"), (JUNE, "K2"))
    broken = as_corrected(gap, {("placement", 11): {"from_on": date(2025, 7, 1)}})
    assert impossible(broken, today=TODAY)
    assert may_correct(broken, {("placement", 11): {"provider": "PR4"}}, today=TODAY) == ()


def test_two_periods_may_not_touch():
    first = a_period(until=JUNE, end_reason="E4A")
    second = a_period((JUNE, "U6"), statuses=((JUNE, "C1"),))
    found = impossible(a_record(periods=(first, second)), today=TODAY)
    assert any("without a break" in r.reason for r in found)


def test_a_period_may_not_end_in_a_temporary_stay_or_break_its_limits():
    stay = in_care((BEGAN, "U6"), (JUNE, "T1"), until=TODAY, end_reason="E4A")
    assert any("cannot end in a temporary" in r.reason for r in impossible(stay, today=TODAY))
    police = in_care(statuses=((BEGAN, "L1"), (JUNE, "C1")))
    assert any("72 hours" in r.reason for r in impossible(police, today=TODAY))
    away = in_care((BEGAN, "U6"), (date(2025, 4, 1), "T1"), (JUNE, "K2"))
    assert any("returns to the placement" in r.reason for r in impossible(away, today=TODAY))


def test_a_history_that_began_after_eighteen_or_says_what_is_on_no_list():
    grown = in_care(born_on=date(2007, 3, 3))
    assert any("could not start" in r.reason for r in impossible(grown, today=TODAY))
    unknown = in_care((BEGAN, "Q1"), statuses=((BEGAN, "ZZ"),))
    assert [r.field for r in impossible(unknown, today=TODAY)] == ["code", "type"]
    empty = a_record(periods=(replace(a_period(), placements=(), statuses=()),))
    assert len(impossible(empty, today=TODAY)) == 2
    assert end(empty) == []
    assert [r.reason for r in move(empty)] == ["The child's record has no placement to move from."]
    assert [r.reason for r in status(empty)] == ["The child's record has no legal status to change."]


# --- oddities -------------------------------------------------------------------------------------------


def test_what_is_worth_a_look():
    record = in_care((BEGAN, "U6"), (date(2025, 4, 1), "T4"), (JUNE, "U6"), statuses=((BEGAN, "L1"),))
    found = oddities.worth_a_look(record, today=TODAY)
    assert [w.citation.split("check ")[1] for w in found] == ["361", "379"]
    assert found[0].on == BEGAN and "72 hours" in found[0].words


def test_three_carer_holidays_in_a_year():
    days = [(BEGAN, "U6"), (date(2025, 4, 1), "T3"), (date(2025, 4, 8), "U6"), (date(2025, 7, 1), "T3")]
    twice = in_care(*days, (date(2025, 7, 8), "U6"))
    assert oddities.worth_a_look(twice, today=TODAY) == ()
    thrice = in_care(*days, (date(2025, 7, 8), "U6"), (date(2025, 12, 1), "T3"), (date(2025, 12, 8), "U6"))
    assert [w.citation for w in oddities.worth_a_look(thrice, today=TODAY)] == ["SSDA903 check 377"]


def test_a_placement_very_far_away_or_at_home():
    period = a_period((BEGAN, "U6"), (JUNE, "T4"), (date(2025, 6, 6), "P1"))
    one, two, three = period.placements
    far = replace(one, miles_from_home=Decimal("350.1"), home_postcode=one.postcode)
    at_home = replace(three, miles_from_home=Decimal("350.0"), home_postcode=three.postcode)
    record = a_record(periods=(replace(period, placements=(far, two, at_home)),))
    assert [w.citation.split("check ")[1] for w in oddities.worth_a_look(record, today=TODAY)] == [
        "392d",
        "454",
    ]


def test_two_holidays_more_than_a_year_before_a_third():
    days = [(BEGAN, "U6"), (date(2025, 4, 1), "T3"), (date(2025, 4, 8), "U6"), (date(2025, 7, 1), "T3")]
    record = in_care(*days, (date(2025, 7, 8), "U6"), (date(2026, 4, 1), "T3"), (date(2026, 4, 8), "U6"))
    assert oddities.worth_a_look(record, today=TODAY) == ()


def test_nothing_odd():
    assert oddities.worth_a_look(in_care(), today=TODAY) == ()
