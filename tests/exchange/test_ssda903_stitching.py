"""Several years into one history: who is believed, what is told, and what is held back."""

import pytest

from lodestar.exchange.ssda903.histories import Outcome
from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.rows import RefusedRow
from lodestar.exchange.ssda903.stitch import stitch
from lodestar.exchange.ssda903.years import CollectionYear
from tests.exchange.returns import day, episode, header, review, row

BOTH = (header(2018), header(2019))


def history(*rows, **how):
    return stitch([*BOTH, *rows], **how).histories["1"]


def spans(rows):
    return [(r.from_on, r.until_on) for r in rows]


def held(stitched):
    return {(h.rule_id, h.can_be_accepted) for h in stitched.held}


# --- linking years ---------------------------------------------------------------------------------------


def test_an_episode_left_open_by_one_year_and_closed_by_the_next_is_one_episode():
    stitched = stitch(
        [*BOTH, episode(2018, "01/05/2017"), episode(2019, "01/05/2017", "S", "02/09/2018", "E4A")]
    )
    [period] = stitched.histories["1"].periods
    assert (period.from_on, period.until_on, period.end_reason) == (
        day("01/05/2017"),
        day("02/09/2018"),
        "E4A",
    )
    assert len(period.episodes) == 1 and period.start_seen and period.end_seen
    assert str(period.source).startswith("2018/19")
    assert stitched.accounts == {Outcome.USED: 2, Outcome.MERGED: 2, Outcome.OVERRULED: 0, Outcome.HELD: 0}
    assert not stitched.contradictions and not stitched.notes


def test_a_reason_without_an_end_says_nothing_until_the_next_year_gives_the_end():
    stitched = stitch(
        [
            *BOTH,
            episode(2018, "01/05/2017", "S", None, "X1"),
            episode(2019, "01/05/2017", "S", "02/09/2018", "E8"),
        ]
    )
    assert not stitched.contradictions
    assert stitched.histories["1"].periods[0].end_reason == "E8"


def test_years_that_contradict_each_other_are_told_and_the_later_wins():
    stitched = stitch(
        [
            *BOTH,
            episode(2018, "01/05/2017", "S", "02/09/2017", "E4A"),
            episode(2019, "01/05/2017", "S", "02/09/2018", "E8", PLACE="K2"),
        ]
    )
    [told] = stitched.contradictions
    assert str(told.kept.year) == "2018/19" and str(told.overruled.year) == "2017/18"
    assert "PLACE was U6, is K2" in told.words and "DEC was 02/09/2017, is 02/09/2018" in told.words
    [period] = stitched.histories["1"].periods
    assert period.until_on == day("02/09/2018") and period.placements[0].type == "K2"
    assert stitched.accounts[Outcome.OVERRULED] == 1


def test_an_end_that_a_later_year_takes_back_is_a_contradiction():
    stitched = stitch(
        [*BOTH, episode(2018, "01/05/2017", "S", "02/09/2017", "E4A"), episode(2019, "01/05/2017", "S")]
    )
    assert stitched.histories["1"].periods[0].until_on is None
    assert len(stitched.contradictions) == 1


def test_a_detail_that_only_the_earlier_year_gives_is_kept():
    [period] = history(
        episode(2018, "01/05/2017", URN="1234567", PL_POST="SY1 1AA"), episode(2019, "01/05/2017")
    ).periods
    assert (period.placements[0].urn, period.placements[0].postcode) == ("1234567", "SY1 1AA")


def test_an_open_episode_of_which_the_next_year_does_not_speak_ends_with_the_year_and_is_told():
    rows = [*BOTH, header(2019, "2"), episode(2018, "01/05/2017"), episode(2019, "01/05/2018", CHILD="2")]
    stitched = stitch(rows)
    [period] = stitched.histories["1"].periods
    assert (period.until_on, period.end_seen, period.end_reason) == (day("01/04/2018"), False, "")
    assert [c.rule_id for c in stitched.contradictions] == ["NoE"]


def test_silence_is_no_statement_where_a_row_of_the_child_could_not_be_read():
    rows = [*BOTH, header(2019, "2"), episode(2018, "01/05/2017"), episode(2019, "01/05/2018", CHILD="2")]
    unread = RefusedRow(
        "f", 2, 0, Table.EPISODES, CollectionYear(2019), "DEC", "x", "", ("CHILD", "DECOM"), ("1 ", "x")
    )
    assert stitch(rows, unread=[unread]).histories["1"].periods[0].until_on is None


def test_what_was_read_of_other_children_can_be_said():
    rows = [*BOTH, episode(2018, "01/05/2017")]
    spoken = {(CollectionYear(2018), Table.EPISODES), (CollectionYear(2019), Table.EPISODES)}
    assert stitch(rows).histories["1"].periods[0].until_on is None
    assert stitch(rows, spoken=spoken).histories["1"].periods[0].until_on == day("01/04/2018")


def test_an_open_episode_that_the_next_year_continues_otherwise_ends_where_that_begins():
    stitched = stitch([*BOTH, episode(2018, "01/05/2017"), episode(2019, "03/06/2018", "P", PLACE="K2")])
    [period] = stitched.histories["1"].periods
    assert spans(period.placements) == [(day("01/05/2017"), day("03/06/2018")), (day("03/06/2018"), None)]
    assert [c.rule_id for c in stitched.contradictions] == ["562"]


def test_an_open_episode_before_a_new_start_in_a_later_year_ended_unseen():
    stitched = stitch([*BOTH, episode(2018, "01/05/2017"), episode(2019, "03/06/2018", "S")])
    first, second = stitched.histories["1"].periods
    assert (first.until_on, first.end_seen) == (day("01/04/2018"), False)
    assert (second.from_on, second.start_seen, second.until_on) == (day("03/06/2018"), True, None)


def test_a_later_year_that_keeps_an_episode_open_overrules_what_an_earlier_year_put_after_it():
    stitched = stitch(
        [
            *BOTH,
            episode(2018, "01/05/2017", "S", "01/12/2017", "X1"),
            episode(2018, "01/12/2017", "P", PLACE="K2"),
            episode(2019, "01/05/2017", "S"),
        ]
    )
    [period] = stitched.histories["1"].periods
    assert len(period.placements) == 1 and period.until_on is None
    assert stitched.accounts[Outcome.OVERRULED] == 2


# --- periods, statuses, placements -----------------------------------------------------------------------


def test_a_period_of_several_episodes_has_its_statuses_and_placements():
    [period] = history(
        episode(2018, "01/05/2017", "S", "01/06/2017", "X1"),
        episode(2018, "01/06/2017", "L", "01/07/2017", "X1", LS="C1"),
        episode(2018, "01/07/2017", "P", "01/08/2017", "X1", LS="C1", PLACE="K2"),
        episode(2018, "01/08/2017", "U", None, None, LS="C2", PLACE="U4"),
    ).periods
    assert [(s.code, s.from_on) for s in period.statuses] == [
        ("V2", day("01/05/2017")),
        ("C1", day("01/06/2017")),
        ("C2", day("01/08/2017")),
    ]
    assert [(p.type, p.from_on, p.is_same_carer) for p in period.placements] == [
        ("U6", day("01/05/2017"), False),
        ("K2", day("01/07/2017"), False),
        ("U4", day("01/08/2017"), True),
    ]
    assert period.category_of_need == "N1"


@pytest.mark.parametrize(
    ("reason", "planned"),
    [("CARPL", True), ("CLOSE", True), ("PLACE", True), (None, True), ("ALLEG", False), ("CUSTOD", False)],
)
def test_a_move_is_planned_or_not_by_the_reason_of_the_episode_that_ended(reason, planned):
    [period] = history(
        episode(2018, "01/05/2017", "S", "01/06/2017", "X1", REASON_PLACE_CHANGE=reason),
        episode(2018, "01/06/2017", "P", PLACE="K2"),
    ).periods
    assert [p.is_planned for p in period.placements] == [True, planned]
    assert period.placements[0].change_reason == (reason or "")


def test_a_reason_is_read_from_the_episode_just_before_the_move():
    [period] = history(
        episode(2018, "01/05/2017", "S", "01/06/2017", "X1", REASON_PLACE_CHANGE="CARPL"),
        episode(2018, "01/06/2017", "L", "01/07/2017", "X1", LS="C1", REASON_PLACE_CHANGE="STAND"),
        episode(2018, "01/07/2017", "P", LS="C1", PLACE="K2"),
    ).periods
    assert period.placements[1].is_planned is False
    assert period.placements[0].change_reason == "STAND"


def test_a_temporary_stay_is_a_placement_of_its_own():
    [period] = history(
        episode(2018, "01/05/2017", "S", "01/06/2017", "X1"),
        episode(2018, "01/06/2017", "P", "08/06/2017", "X1", PLACE="T3"),
        episode(2018, "08/06/2017", "P"),
    ).periods
    assert [(p.type, p.is_temporary) for p in period.placements] == [
        ("U6", False),
        ("T3", True),
        ("U6", False),
    ]


def test_a_move_within_the_same_type_is_a_move():
    [period] = history(
        episode(2018, "01/05/2017", "S", "01/06/2017", "X1"), episode(2018, "01/06/2017", "P")
    ).periods
    assert len(period.placements) == 2


def test_a_change_of_legal_status_alone_that_moves_the_child_is_read_as_a_move_and_told():
    stitched = stitch(
        [
            *BOTH,
            episode(2018, "01/05/2017", "S", "01/06/2017", "X1"),
            episode(2018, "01/06/2017", "L", LS="C1", PLACE="K2"),
        ]
    )
    assert len(stitched.histories["1"].periods[0].placements) == 2
    assert [n.rule_id for n in stitched.notes] == ["434"]


def test_two_periods_of_care():
    periods = history(
        episode(2018, "01/05/2017", "S", "01/06/2017", "E4A"), episode(2018, "01/09/2017", "S")
    ).periods
    assert [(p.from_on, p.until_on, p.end_reason) for p in periods] == [
        (day("01/05/2017"), day("01/06/2017"), "E4A"),
        (day("01/09/2017"), None, ""),
    ]


def test_a_period_whose_beginning_no_row_shows_starts_where_the_rows_do_and_is_told():
    stitched = stitch([*BOTH, episode(2018, "01/05/2017", "P")])
    [period] = stitched.histories["1"].periods
    assert (period.from_on, period.start_seen) == (day("01/05/2017"), False)
    assert [n.rule_id for n in stitched.notes] == ["357"]


@pytest.mark.parametrize(
    ("rec", "rne", "rule"), [("E4A", "S", "431"), ("X1", "S", "431"), ("E8", "P", "432")]
)
def test_a_period_that_ends_and_begins_on_one_day_is_one_period(rec, rne, rule):
    stitched = stitch(
        [*BOTH, episode(2018, "01/05/2017", "S", "01/06/2017", rec), episode(2018, "01/06/2017", rne)]
    )
    assert len(stitched.histories["1"].periods) == 1
    assert [n.rule_id for n in stitched.notes] == [rule]


def test_a_gap_in_a_period_is_told_and_the_child_stays_looked_after():
    stitched = stitch(
        [
            *BOTH,
            episode(2018, "01/05/2017", "S", "01/06/2017", "X1"),
            episode(2018, "10/06/2017", "P", PLACE="K2"),
        ]
    )
    [period] = stitched.histories["1"].periods
    assert spans(period.placements) == [(day("01/05/2017"), day("10/06/2017")), (day("10/06/2017"), None)]
    assert [c.rule_id for c in stitched.contradictions] == ["433"]


def test_an_episode_that_goes_on_but_has_no_next_leaves_the_child_looked_after_and_is_told():
    stitched = stitch([*BOTH, episode(2018, "01/05/2017", "S", "01/06/2017", "X1")])
    assert stitched.histories["1"].periods[0].until_on is None
    assert [n.rule_id for n in stitched.notes] == ["388"]


def test_an_end_without_a_reason_is_an_end_not_seen():
    stitched = stitch([*BOTH, episode(2018, "01/05/2017", "S", "01/06/2017")])
    [period] = stitched.histories["1"].periods
    assert (period.until_on, period.end_seen, period.end_reason) == (day("01/06/2017"), False, "")
    assert [n.rule_id for n in stitched.notes] == ["148"]


def test_an_open_episode_before_the_next_of_the_same_year_ends_where_that_begins():
    stitched = stitch([*BOTH, episode(2018, "01/05/2017"), episode(2018, "01/06/2017", "P", PLACE="K2")])
    assert spans(stitched.histories["1"].periods[0].placements)[0] == (day("01/05/2017"), day("01/06/2017"))
    assert [n.rule_id for n in stitched.notes] == ["142"]


def test_a_placement_for_adoption_tells_when_the_child_was_placed():
    [period] = history(
        episode(2018, "01/05/2017", "S", "01/06/2017", "X1", LS="E1"),
        episode(2018, "01/06/2017", "P", "01/07/2017", "X1", LS="E1", PLACE="A6"),
        episode(2018, "01/07/2017", "T", LS="E1", PLACE="A5"),
    ).periods
    assert period.adoption_placed_on == day("01/06/2017")


def test_short_breaks_are_periods_known_as_such():
    periods = history(
        episode(2018, "01/05/2017", "S", "04/05/2017", "E8", LS="V3"),
        episode(2018, "01/06/2017", "S", "04/06/2017", "E8", LS="V3"),
    ).periods
    assert [p.is_short_breaks for p in periods] == [True, True]
    assert not history(episode(2018, "01/05/2017")).periods[0].is_short_breaks


# --- held back -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "rule", "acceptable"),
    [
        ([episode(2018, "01/05/2017", "S", "01/05/2017", "E8")], "355", False),
        ([episode(2018, "01/05/2017", "S", "01/04/2017", "E8")], "356", False),
        ([episode(2018, "01/05/2009")], "302", False),
        ([header(2018, DOB="01/01/1980"), episode(2018, "01/05/1989")], "353", False),
        ([episode(2018, "01/05/2018")], "354", False),
        ([episode(2018, "01/05/2017", "S", "01/05/2018", "E8")], "385", False),
        ([episode(2018, "01/05/2017", LS="J1")], "358", True),
        (
            [
                episode(2018, "01/05/2017", "S", "01/08/2017", "X1"),
                episode(2018, "01/07/2017", "P", PLACE="K2"),
            ],
            "501",
            False,
        ),
        ([episode(2018, "01/05/2017"), episode(2018, "01/07/2017", "S")], "142", False),
        ([episode(2018, "01/05/2017"), episode(2018, "01/05/2017", PLACE="K2")], "LS-EPISODE-TWICE", False),
        (
            [episode(2018, "01/05/2017", "S", "01/06/2017", "E2"), episode(2018, "01/08/2017", "S")],
            "437",
            False,
        ),
        ([episode(2018, "01/05/2017"), review(2018, "30/04/2010")], "LS-REVIEW-UNBORN", False),
        ([episode(2018, "01/05/2017"), review(2018, "01/04/2018")], "LS-REVIEW-FUTURE", False),
        ([episode(2018, "01/05/2017"), review(2018, "30/04/2017")], "LS-REVIEW-NOT-IN-CARE", False),
        ([review(2018, "30/04/2017")], "LS-REVIEW-NOT-IN-CARE", False),
        ([episode(2018, "01/05/2017"), review(2018, "01/06/2017", "PN0")], "440", True),
        (
            [episode(2018, "01/05/2017"), review(2018, "01/06/2017"), review(2018, "01/06/2017", "PN2")],
            "LS-REVIEW-TWICE",
            False,
        ),
        ([row(Table.UASC, 2018, DUC="02/05/2028"), episode(2018, "01/05/2017")], "304", True),
        ([row(Table.UASC, 2018)], "LS-UASC-NOT-IN-CARE", False),
        ([row(Table.MISSING, 2018, MISSING="M", MIS_START="01/06/2017")], "581", True),
        (
            [
                episode(2018, "01/05/2017"),
                row(Table.MISSING, 2018, MISSING="M", MIS_START="02/06/2017", MIS_END="01/06/2017"),
            ],
            "567",
            False,
        ),
        (
            [
                episode(2018, "01/05/2017"),
                row(Table.MISSING, 2018, MISSING="M", MIS_START="02/06/2017"),
                row(Table.MISSING, 2018, MISSING="A", MIS_START="03/06/2017", MIS_END="04/06/2017"),
            ],
            "574",
            False,
        ),
        (
            [
                episode(2018, "01/05/2017"),
                row(Table.DOLO, 2018, DOLO_START="01/06/2017", DOLO_END="01/07/2017"),
                row(Table.DOLO, 2018, DOLO_START="15/06/2017"),
            ],
            "705",
            False,
        ),
        ([row(Table.DOLO, 2018, DOLO_START="01/06/2017")], "LS-DOLO-NOT-IN-CARE", True),
        (
            [
                episode(2018, "01/05/2017"),
                row(Table.PLACED_ADOPTION, 2018, DATE_PLACED="01/06/2017"),
                row(Table.PLACED_ADOPTION, 2018, DATE_PLACED="01/07/2017"),
            ],
            "579",
            False,
        ),
        (
            [episode(2018, "01/05/2017"), row(Table.PLACED_ADOPTION, 2018, DATE_PLACED="01/04/2017")],
            "1003",
            True,
        ),
        ([row(Table.OC2, 2018, SDQ_SCORE=3), row(Table.OC2, 2018, SDQ_SCORE=4)], "INT33", False),
        ([header(2018, "2", DOB="01/05/2018")], "301", False),
        ([row(Table.OC3, 2018, "9")], "INT06", False),
    ],
)
def test_what_can_be_read_but_cannot_be_true_is_held_back_with_its_reason(rows, rule, acceptable):
    heads = [] if any(r.table is Table.HEADER and r.child == "1" for r in rows) else BOTH
    stitched = stitch([*heads, *rows])
    assert (rule, acceptable) in held(stitched)
    [first] = [h for h in stitched.held if h.rule_id == rule][:1]
    assert first.reason.endswith((".", "?"))
    assert any(word in first.reason for word in ("Correct", "Leave", "leave", "Give", "Add", "Use"))


def test_an_episode_after_the_eighteenth_birthday_is_held_unless_in_a_home_by_agreement():
    adult = header(2018, DOB="01/05/1999")
    start = episode(2018, "01/02/2017", "S", "02/05/2017", "X1")
    late = episode(2018, "02/05/2017", "P", PLACE="K1")
    assert held(stitch([adult, start, late])) == {("359", True)}
    home = episode(2018, "02/05/2017", "P", PLACE="K2")
    assert not stitch([adult, start, home]).held


def test_what_a_person_accepted_is_used_in_this_year_and_the_next():
    young = episode(2018, "01/05/2017", LS="J1")
    again = episode(2019, "01/05/2017", LS="J1")
    assert held(stitch([*BOTH, young, again])) == {("358", True)}
    stitched = stitch([*BOTH, young, again], accepted={young.key})
    assert not stitched.held
    assert stitched.histories["1"].periods[0].statuses[0].code == "J1"


def test_a_child_without_header_is_held_back_whole():
    stitched = stitch([episode(2018, "01/05/2017"), review(2018, "01/06/2017")])
    assert not stitched.histories
    assert held(stitched) == {("INT03", False), ("INT08", False)}


def test_why_a_review_is_not_in_care_is_said():
    rows = [
        episode(2018, "01/05/2017", "P", "01/06/2017", "E4A"),
        review(2018, "01/04/2017"),
        review(2018, "01/06/2017", "PN2"),
        review(2018, "02/06/2017", "PN3"),
    ]
    reasons = [h.reason for h in stitch([*BOTH, *rows]).held]
    assert any("Read the earlier year's return too" in r for r in reasons)
    assert any("on the day the child ceased to be looked after" in r for r in reasons)
    assert any("after the child ceased to be looked after on 01/06/2017" in r for r in reasons)


# --- everything else a return says -----------------------------------------------------------------------


def test_who_the_child_is_comes_from_the_latest_header_and_what_only_an_earlier_one_knows_is_kept():
    stitched = stitch(
        [
            header(2024, SEX="2", UPN="A123456789012", MOTHER="1", MC_DOB="01/02/2024", ETHNIC="BCRB"),
            header(2025, SEX="F", UPN="UN4", ETHNIC="NOBT", MOTHER="0"),
        ]
    )
    child = stitched.histories["1"]
    assert (child.sex, child.ethnicity, child.unique_pupil_number) == ("F", "BCRB", "A123456789012")
    assert child.is_mother and child.own_child_born_on == day("01/02/2024")
    assert not stitched.contradictions and stitched.accounts[Outcome.MERGED] == 1


def test_a_date_of_birth_that_changes_between_years_is_told_and_the_later_believed():
    stitched = stitch([header(2018), header(2019, DOB="02/05/2010")])
    assert stitched.histories["1"].born_on == day("02/05/2010")
    assert "DOB was 01/05/2010, is 02/05/2010" in stitched.contradictions[0].words


def test_a_row_with_another_date_of_birth_is_kept_under_headers_and_told():
    stitched = stitch([*BOTH, episode(2018, "01/05/2017"), review(2018, "01/06/2017", DOB="02/05/2010")])
    assert len(stitched.histories["1"].reviews) == 1
    assert [n.rule_id for n in stitched.notes] == ["INT17"]


def test_a_child_twice_in_header_is_told_and_one_row_believed():
    stitched = stitch([header(2018, ETHNIC="WBRI"), header(2018, ETHNIC="WIRI")])
    assert held(stitched) == {("INT32", False)}
    assert len(stitched.histories) == 1


def test_reviews_are_in_order_and_said_twice_are_one():
    child = history(
        episode(2018, "01/05/2017"),
        episode(2019, "01/05/2017"),
        review(2018, "01/12/2017"),
        review(2018, "01/06/2017"),
        review(2019, "01/12/2017"),
    )
    assert [r.held_on for r in child.reviews] == [day("01/06/2017"), day("01/12/2017")]


@pytest.mark.parametrize("code", ["PN0", "PN1"])
def test_on_the_fourth_birthday_both_kinds_of_code_pass(code):
    rows = [header(2018, DOB="01/06/2013"), episode(2018, "01/05/2017"), review(2018, "01/06/2017", code)]
    assert not stitch(rows).held


def test_a_review_without_a_code_is_a_review():
    stitched = stitch([*BOTH, episode(2018, "01/05/2017"), review(2018, "01/06/2017", None)])
    assert [r.participation for r in stitched.histories["1"].reviews] == [""]
    assert [n.rule_id for n in stitched.notes] == ["167"]


def test_the_other_tables():
    child = history(
        episode(2018, "01/05/2017"),
        episode(2019, "01/05/2017"),
        row(Table.UASC, 2018),
        row(Table.UASC, 2019, DUC="01/02/2019"),
        row(Table.MISSING, 2018, MISSING="M", MIS_START="01/06/2017"),
        row(Table.MISSING, 2019, MISSING="M", MIS_START="01/06/2017", MIS_END="02/05/2018"),
        row(Table.PLACED_ADOPTION, 2018, DATE_PLACED="01/07/2017"),
        row(
            *(Table.PLACED_ADOPTION, 2019),
            **{
                "DATE_PLACED": "01/07/2017",
                "DATE_PLACED_CEASED": "01/06/2018",
                "REASON_PLACED_CEASED": "RD1",
            },
        ),
        row(Table.DOLO, 2018, DOLO_START="01/06/2017", DOLO_END="01/07/2017"),
        row(Table.SW_EPISODES, 2018, SW_ID="SW1", SW_DECOM="01/05/2017", SW_REASON="FCONTA"),
        row(Table.SW_EPISODES, 2018, SW_ID="SW2", SW_DECOM="01/08/2017", SW_REASON="LEFTRL"),
        row(Table.PREV_PERM, 2018, PREV_PERM="P2", LA_PERM="893", DATE_PERM="zz/zz/2015"),
        row(Table.OC2, 2018, SDQ_SCORE=7),
        row(Table.OC2, 2019, SDQ_SCORE=9),
        row(Table.OC3, 2019, IN_TOUCH="YES"),
        row(Table.AD1, 2019, NB_ADOPTR="2"),
    )
    assert spans(child.unaccompanied) == [(day("01/05/2017"), day("01/02/2019"))]
    assert [(m.code, m.until_on) for m in child.missing] == [("M", day("02/05/2018"))]
    assert [(d.from_on, d.until_on, d.end_reason) for d in child.adoption_decisions] == [
        (day("01/07/2017"), day("01/06/2018"), "RD1")
    ]
    assert spans(child.deprivations) == [(day("01/06/2017"), day("01/07/2017"))]
    assert [(w.worker, w.until_on) for w in child.social_workers] == [
        ("SW1", day("01/08/2017")),
        ("SW2", None),
    ]
    assert child.previous_permanence and child.previous_permanence.ended_on_text == "zz/zz/2015"
    assert [(str(y.year), y.table, y.values.get("SDQ_SCORE")) for y in child.yearly] == [
        ("2017/18", Table.OC2, 7),
        ("2018/19", Table.OC2, 9),
        ("2018/19", Table.OC3, None),
        ("2018/19", Table.AD1, None),
    ]
    assert [str(y) for y in child.years] == ["2017/18", "2018/19"]


def test_a_time_missing_left_open_ends_unseen_where_a_later_year_has_the_next():
    stitched = stitch(
        [
            *BOTH,
            episode(2018, "01/05/2017"),
            episode(2019, "01/05/2017"),
            row(Table.MISSING, 2018, MISSING="M", MIS_START="01/06/2017"),
            row(Table.MISSING, 2019, MISSING="M", MIS_START="01/06/2018", MIS_END="02/06/2018"),
        ]
    )
    assert [c.rule_id for c in stitched.contradictions] == ["574"]
    first, second = stitched.histories["1"].missing
    assert (first.until_on, first.end_seen) == (day("01/06/2018"), False)
    assert second.end_seen


def test_a_time_missing_of_which_the_next_year_does_not_speak_ends_with_the_year():
    rows = [
        *BOTH,
        episode(2018, "01/05/2017"),
        episode(2019, "01/05/2017"),
        row(Table.MISSING, 2018, MISSING="M", MIS_START="01/06/2017"),
    ]
    assert stitch(rows).histories["1"].missing[0].until_on is None
    other = [header(2019, "2"), row(Table.MISSING, 2019, "2", MISSING="M", MIS_START="01/06/2018")]
    stitched = stitch([*rows, *other])
    assert spans(stitched.histories["1"].missing) == [(day("01/06/2017"), day("01/04/2018"))]
    assert [c.rule_id for c in stitched.contradictions] == ["LS-OPEN"]


def test_nothing_in_gives_nothing_out():
    stitched = stitch([])
    assert not stitched.histories and not sum(stitched.accounts.values())
