"""Histories brought in: found, added, ended, corrected, withdrawn, disputed or not held; and twice is once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from lodestar.access import chain
from lodestar.access.models import Event
from lodestar.casework.children import actions
from lodestar.casework.children.models import (
    Child,
    Correction,
    LegalStatus,
    MissingEpisode,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
    Relationship,
)
from lodestar.casework.children.queries import (
    IncomingAdoptionDecision,
    IncomingCaseRole,
    IncomingChild,
    IncomingDeprivation,
    IncomingDisability,
    IncomingMissing,
    IncomingPeriod,
    IncomingPlacement,
    IncomingPreviousPermanence,
    IncomingRelationship,
    IncomingSchool,
    IncomingStatus,
    IncomingUnaccompanied,
    as_it_stood,
    care_of,
)
from lodestar.casework.children.states import Source
from tests.factories import children as made

pytestmark = pytest.mark.django_db
BEGAN, JUNE, JULY, END = date(2018, 4, 9), date(2018, 6, 4), date(2018, 7, 2), date(2019, 2, 1)


def placement(from_on, until_on, type="U6", **facts):
    facts = {"change_reason": "CARPL" if until_on else "", **facts}
    return IncomingPlacement(from_on, until_on, type, **facts)


PERIOD = IncomingPeriod(
    BEGAN,
    None,
    (IncomingStatus(BEGAN, JULY, "V2"), IncomingStatus(JULY, None, "C2")),
    (
        placement(
            BEGAN, JUNE, provider="PR1", miles_from_home=Decimal("3.25"), source_line="episodes.csv row 1"
        ),
        placement(JUNE, None, "K2"),
    ),
    category_of_need="N1",
)
CHILD = IncomingChild(
    "C1",
    date(2010, 5, 1),
    sex="F",
    ethnicity="WBRI",
    periods=(PERIOD,),
    missing=(IncomingMissing(JUNE, JUNE, "M"), IncomingMissing(JUNE, JULY, "M")),
    unaccompanied=(IncomingUnaccompanied(BEGAN, None),),
    adoption_decisions=(IncomingAdoptionDecision(JUNE, JULY, "RD1"),),
    deprivations=(IncomingDeprivation(JUNE, JULY),),
    disabilities=(IncomingDisability(BEGAN, None, "MOB"),),
    schools=(IncomingSchool(BEGAN, None, "Hill Primary"),),
    previous_permanence=IncomingPreviousPermanence("P1", "E06000051", "xx/xx/2012"),
)


@pytest.fixture
def bring(ada, at):
    def bring(*children, source=Source.SSDA903, at=at):
        return actions.bring_in(children=children, source=source, because="Return of 2018/19", by=ada, at=at)

    return bring


def with_period(**facts):
    return replace(CHILD, periods=(replace(PERIOD, **facts),))


def counted(answer):
    """Return what was done, by kind, leaving out what was only found as stated."""
    return {
        name: {w: n for w in ("added", "ended", "corrected", "withdrawn") if (n := getattr(c, w))}
        for name, c in answer.counts.items()
        if c.added or c.changed
    }


def test_a_history_comes_in_with_one_event(bring):
    answer = bring(CHILD)
    assert counted(answer) == {
        "child": {"added": 1},
        "period": {"added": 1},
        "legal_status": {"added": 2},
        "placement": {"added": 2},
        "unaccompanied": {"added": 1},
        "adoption_decision": {"added": 1},
        "missing": {"added": 2},
        "deprivation": {"added": 1},
        "school": {"added": 1},
        "disability": {"added": 1},
        "previous_permanence": {"added": 1},
    }
    assert (answer.disagreements, answer.not_held, answer.children_changed) == ([], [], 1)
    event = Event.objects.get()
    assert (event.kind, event.child_identifier, event.before) == ("history.brought_in", "C1", None)
    assert event.after["because"] == "Return of 2018/19"
    assert event.after["added"]["placement"][0]["type"] == "U6"
    child = Child.objects.get()
    assert answer.child_ids == {"C1": child.pk} and child.source == Source.SSDA903
    first = Placement.objects.get(type="U6")
    assert (first.miles_from_home, first.source_line) == (Decimal("3.2"), "episodes.csv row 1")
    assert as_it_stood(child, JULY).legal_status.code == "C2"
    assert chain.verify() == []


def test_the_same_again_writes_nothing_and_leaves_no_event(bring, django_assert_max_num_queries):
    bring(CHILD)
    before = (Event.objects.count(), Placement.objects.count(), Correction.objects.count())
    with django_assert_max_num_queries(20):
        answer = bring(CHILD)
    assert answer.is_unchanged and answer.children_changed == 0
    assert answer.counts["placement"].matched == 2 and answer.counts["child"].matched == 1
    assert (Event.objects.count(), Placement.objects.count(), Correction.objects.count()) == before


def test_many_children_cost_as_many_queries_as_one(bring, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        answer = bring(*(replace(CHILD, identifier=f"M{n}") for n in range(60)))
    assert answer.counts["placement"].added == 120
    assert Event.objects.count() == 60


def test_a_row_left_open_is_ended_in_place(bring, ada, at):
    bring(CHILD)
    row = Placement.objects.get(type="K2")
    moved = (*PERIOD.placements[:1], placement(JUNE, END, "K2"), placement(END, None, "U4"))
    answer = bring(with_period(placements=moved))
    assert counted(answer) == {"placement": {"ended": 1, "added": 1}}
    row.refresh_from_db()
    assert (row.until_on, row.change_reason, row.ended_by, row.is_believed) == (END, "CARPL", ada, True)
    event = Event.objects.order_by("-sequence")[0]
    assert event.before["ended"]["placement"][0]["until_on"] is None
    assert event.after["ended"]["placement"][0]["until_on"] == "2019-02-01"
    assert Correction.objects.count() == 0


def test_care_left_open_is_ended_in_place(bring):
    bring(CHILD)
    ended = with_period(
        until_on=END,
        end_reason="E4A",
        statuses=(PERIOD.statuses[0], IncomingStatus(JULY, END, "C2")),
        placements=(PERIOD.placements[0], placement(JUNE, END, "K2", change_reason="")),
    )
    assert counted(bring(ended)) == {
        "period": {"ended": 1},
        "legal_status": {"ended": 1},
        "placement": {"ended": 1},
    }
    assert bring(ended).is_unchanged


def test_what_is_stated_otherwise_is_corrected_and_kept(bring):
    bring(CHILD)
    old = Placement.objects.get(type="K2")
    answer = bring(with_period(placements=(PERIOD.placements[0], placement(JUNE, None, "U4"))))
    assert counted(answer) == {"placement": {"corrected": 1}}
    kept = Correction.objects.get()
    assert (kept.old_row, kept.because) == (old.pk, "Return of 2018/19")
    assert (kept.said_before["type"], kept.said_now["type"]) == ("K2", "U4")
    event = Event.objects.order_by("-sequence")[0]
    assert event.before["corrected"]["placement"][0] == {"id": old.pk, "type": "K2"}


def test_a_corrected_period_keeps_what_is_in_it(bring):
    bring(CHILD)
    old = PeriodOfCare.objects.get()
    answer = bring(with_period(category_of_need="N2"))
    assert counted(answer) == {"period": {"corrected": 1}}
    now = PeriodOfCare.objects.believed().get()
    assert now.pk != old.pk and now.category_of_need == "N2"
    assert {p.period_id for p in Placement.objects.all()} == {now.pk}
    assert bring(with_period(category_of_need="N2")).is_unchanged


def test_a_corrected_period_with_new_rows_in_it(bring):
    bring(CHILD)
    moved = (PERIOD.placements[0], placement(JUNE, END, "K2"), placement(END, None, "U4"))
    changed = with_period(category_of_need="N2", placements=moved)
    assert counted(bring(changed)) == {"period": {"corrected": 1}, "placement": {"ended": 1, "added": 1}}
    assert bring(changed).is_unchanged
    assert len(care_of(Child.objects.get().pk).periods[0].placements) == 3


def test_what_is_no_longer_stated_is_withdrawn_and_kept(bring):
    bring(CHILD)
    only = with_period(placements=(placement(BEGAN, None, provider="PR1", miles_from_home=Decimal("3.2")),))
    answer = bring(only)
    assert counted(answer) == {"placement": {"corrected": 1, "withdrawn": 1}}
    assert Correction.objects.get(new_row=None).said_before["type"] == "K2"
    assert bring(only).is_unchanged


def test_a_period_no_longer_stated_goes_with_what_is_in_it(bring):
    bring(CHILD)
    answer = bring(replace(CHILD, periods=()))
    assert counted(answer) == {
        "period": {"withdrawn": 1},
        "legal_status": {"withdrawn": 2},
        "placement": {"withdrawn": 2},
    }
    assert care_of(Child.objects.get().pk).periods == ()


def test_what_a_place_does_not_speak_of_stays(bring):
    bring(CHILD)
    assert bring(IncomingChild("C1", date(2010, 5, 1))).is_unchanged


def test_days_a_place_does_not_speak_of_stay(bring):
    first = replace(
        PERIOD,
        until_on=END,
        end_reason="E4A",
        statuses=(IncomingStatus(BEGAN, END, "V2"),),
        placements=(placement(BEGAN, END, change_reason=""),),
    )
    again = date(2019, 5, 7)
    second = IncomingPeriod(again, None, (IncomingStatus(again, None, "C1"),), (placement(again, None),))
    bring(replace(CHILD, periods=(first,)))
    later = replace(CHILD, periods=(second,), speaks_from=date(2019, 4, 1))
    assert counted(bring(later)) == {
        "period": {"added": 1},
        "legal_status": {"added": 1},
        "placement": {"added": 1},
    }
    earlier_year = replace(CHILD, periods=(first,), speaks_until=date(2019, 4, 1))
    assert bring(earlier_year).is_unchanged


def test_an_older_return_does_not_reopen_what_ended_since(bring, ada, at):
    older = replace(CHILD, speaks_until=date(2019, 4, 1))
    bring(older)
    actions.record_move(
        child=Child.objects.get(), moved_on=date(2019, 5, 1), type="U4", reason="CARPL", by=ada, at=at
    )
    answer = bring(older)
    assert answer.is_unchanged and answer.disagreements == []


# --- what people recorded -------------------------------------------------------------------------------


def test_a_person_is_never_overwritten(bring, ada, at):
    bring(CHILD)
    child = Child.objects.get()
    row = actions.correct_row(
        row=Placement.objects.get(type="K2"), changes={"type": "U4"}, because="Seen", by=ada, at=at
    )
    answer = bring(CHILD)
    assert answer.is_unchanged
    (told,) = answer.disagreements
    assert (told.child, told.kind, told.row) == ("C1", "placement", row.pk)
    assert (told.held["type"], told.stated["type"]) == ("U4", "K2")
    assert as_it_stood(child, JULY).placement.type == "U4"


def test_a_row_that_would_share_days_with_a_persons_is_told(bring, ada, at):
    child = made.in_care(
        made.a_child(by=ada, identifier="C1", born_on=date(2010, 5, 1)), by=ada, began_on=JUNE
    )
    answer = bring(replace(CHILD, ethnicity=None, sex=None))
    assert "period" not in counted(answer) and PeriodOfCare.objects.count() == 1
    (told,) = answer.disagreements
    assert told.kind == "period" and "shares days" in told.words
    assert as_it_stood(child, BEGAN).is_looked_after is False


def test_a_row_a_person_added_stays_though_it_is_not_stated(bring, ada, at):
    bring(CHILD)
    actions.give_case_role(
        child=Child.objects.get(), person=made.a_person(), kind="team-manager", from_on=JUNE, by=ada, at=at
    )
    assert bring(replace(CHILD, case_roles=())).is_unchanged


def test_a_period_in_which_a_person_wrote_is_not_withdrawn(bring, ada, at):
    bring(CHILD)
    child = Child.objects.get()
    actions.record_move(child=child, moved_on=END, type="U4", reason="CARPL", by=ada, at=at)
    answer = bring(replace(CHILD, periods=()))
    assert answer.is_unchanged
    assert [d.words for d in answer.disagreements] == [
        "It is no longer stated, but another recorded a row in it."
    ]


def test_a_description_fills_gaps_and_overwrites_nobody(bring, ada, at):
    child = made.a_child(by=ada, identifier="C1", born_on=date(2010, 5, 2), first_name="Bea")
    answer = bring(CHILD)
    child.refresh_from_db()
    assert (child.ethnicity, child.sex, child.first_name) == ("WBRI", "F", "Bea")
    assert child.born_on == date(2010, 5, 2)
    (told,) = answer.disagreements
    assert (told.kind, told.held, told.stated) == (
        "child",
        {"born_on": date(2010, 5, 2)},
        {"born_on": date(2010, 5, 1)},
    )


def test_a_description_of_the_same_source_changes_and_is_kept(bring):
    bring(CHILD)
    assert counted(bring(replace(CHILD, ethnicity="MWBC"))) == {"child": {"corrected": 1}}
    assert Correction.objects.get().said_before == {"ethnicity": "WBRI"}
    assert bring(replace(CHILD, ethnicity="MWBC", first_name="")).is_unchanged


# --- what cannot be held --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"placements": (placement(BEGAN, BEGAN),)}, "not after its first day"),
        ({"placements": (placement(BEGAN, None, "Q1"),)}, "not a code of type"),
        ({"placements": (placement(BEGAN, None, provider="PR9"),)}, "not a code of provider"),
        ({"placements": (placement(BEGAN, None, postcode="TOO LONG 1"),)}, "longer than 8"),
        ({"placements": (placement(BEGAN, None, change_reason="CARPL"),)}, "no reason for its change"),
        ({"placements": (placement(BEGAN, None, miles_from_home=Decimal(10_000)),)}, "miles"),
        ({"placements": (placement(BEGAN, None), placement(BEGAN, None, "K2"))}, "stated twice"),
        ({"placements": (placement(BEGAN, None), placement(JUNE, None, "K2"))}, "shares days"),
        ({"statuses": (IncomingStatus(BEGAN, None, "ZZ"),)}, "not a code of code"),
        ({"until_on": BEGAN}, "not after its first day"),
        ({"end_reason": "E4A"}, "ends with a reason"),
        ({"category_of_need": "N9"}, "not a code of category of need"),
    ],
)
def test_a_row_that_cannot_be_held_is_told_and_the_rest_goes_on(bring, facts, why):
    answer = bring(with_period(**facts), replace(CHILD, identifier="C2"))
    assert any(why in n.why for n in answer.not_held), answer.not_held
    assert answer.not_held[0].child == "C1"
    assert as_it_stood(Child.objects.get(identifier="C2"), JULY).legal_status.code == "C2"


def test_what_is_in_a_period_that_is_not_held_is_not_held_either(bring):
    answer = bring(with_period(end_reason="E4A"))
    assert sorted(n.kind for n in answer.not_held) == [
        "legal_status",
        "legal_status",
        "period",
        "placement",
        "placement",
    ]
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    ("child", "why"),
    [
        (replace(CHILD, identifier=""), "no identifier"),
        (replace(CHILD, identifier="X" * 21), "longer than 20"),
        (replace(CHILD, born_on=None), "no date of birth"),
        (replace(CHILD, sex="1"), "code of sex"),
        (replace(CHILD, sex=""), "code of sex"),
        (replace(CHILD, ethnicity="ZZZZ"), "code of ethnicity"),
    ],
)
def test_a_child_who_cannot_be_held(bring, child, why):
    answer = bring(child, replace(CHILD, identifier="C2"))
    assert [why in n.why for n in answer.not_held] == [True]
    assert list(answer.child_ids) == ["C2"]


def test_a_child_stated_twice_is_taken_once(bring):
    answer = bring(CHILD, CHILD)
    assert ["stated twice" in n.why for n in answer.not_held] == [True]


def test_previous_permanence_is_corrected_or_not_held(bring):
    bring(CHILD)
    changed = replace(CHILD, previous_permanence=IncomingPreviousPermanence("P2"))
    assert counted(bring(changed)) == {"previous_permanence": {"corrected": 1}}
    assert PreviousPermanence.objects.get().code == "P2"
    answer = bring(replace(CHILD, previous_permanence=IncomingPreviousPermanence("P9")))
    assert ["previous permanence" in n.why for n in answer.not_held] == [True]


# --- people and families --------------------------------------------------------------------------------


def test_one_social_worker_at_a_time(bring, ada, sam):
    roles = (
        IncomingCaseRole(BEGAN, JUNE, ada.pk, change_reason="LEFTRL"),
        IncomingCaseRole(JUNE, None, sam.pk, team_id=sam.team.pk),
        IncomingCaseRole(BEGAN, None, ada.pk, kind="team-manager"),
        IncomingCaseRole(JULY, None, ada.pk),
    )
    answer = bring(replace(CHILD, case_roles=roles))
    assert answer.counts["case_role"].added == 3
    assert ["shares days" in n.why for n in answer.not_held] == [True]
    standing = as_it_stood(Child.objects.get(), JULY)
    assert (standing.social_worker.person_name, standing.team) == ("Sam Reed", "North")


def test_brothers_and_sisters_who_come_in_together(bring):
    def sibling(of):
        return (IncomingRelationship(BEGAN, None, "sibling", other_child=of),)

    one = replace(CHILD, relationships=sibling("C2"))
    two = replace(CHILD, identifier="C2", relationships=sibling("C1"))
    three = replace(CHILD, identifier="C3", relationships=sibling("nobody"))
    answer = bring(one, two, three)
    assert answer.counts["relationship"].added == 2
    assert [n.why for n in answer.not_held] == ["Nobody is named."]
    assert {r.other_child.identifier for r in Relationship.objects.all()} == {"C1", "C2"}
    assert bring(one, two).is_unchanged


def test_two_times_missing_on_one_day_are_two(bring):
    bring(CHILD)
    assert MissingEpisode.objects.count() == 2
    assert bring(replace(CHILD, missing=CHILD.missing[:1])).counts["missing"].withdrawn == 1


def test_a_sibling_who_was_held_before(bring, ada):
    other = made.a_child(by=ada, identifier="B1")
    bring(replace(CHILD, relationships=(IncomingRelationship(BEGAN, None, "sibling", other_child="B1"),)))
    assert Relationship.objects.get().other_child == other


def test_a_row_without_a_first_day(bring):
    answer = bring(replace(CHILD, missing=(IncomingMissing(None, JUNE, "M"),)))
    assert [n.why for n in answer.not_held] == ["It has no first day."]


def test_progress_is_told(ada, at):
    told = []
    actions.bring_in(
        children=[CHILD],
        source=Source.DEMONSTRATION,
        because="x",
        by=ada,
        at=at,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(1, 1)]


def test_the_order_in_which_things_are_stated_does_not_matter(bring):
    reference = None
    rows = (
        IncomingPlacement(BEGAN, JUNE, "U6", change_reason="CARPL"),
        IncomingPlacement(JUNE, JULY, "K2", change_reason="CREQB"),
        IncomingPlacement(JULY, None, "U4"),
    )
    for n, order in enumerate(permutations(rows)):
        bring(replace(CHILD, identifier=f"P{n}", periods=(replace(PERIOD, placements=order),)))
        period = care_of(Child.objects.get(identifier=f"P{n}").pk).periods[0]
        found = [(p.from_on, p.until_on, p.type, p.change_reason) for p in period.placements]
        reference = reference or found
        assert found == reference


def test_a_run_that_breaks_off_leaves_the_register_as_it_was(ada, at):
    def stop(done, of):
        raise RuntimeError("the power failed")

    with pytest.raises(RuntimeError):
        actions.bring_in(children=[CHILD], source=Source.SSDA903, because="x", by=ada, at=at, progress=stop)
    assert not Child.objects.exists() and not LegalStatus.objects.exists() and not Event.objects.exists()


def test_years_brought_in_one_after_another_are_the_same_as_at_once(bring):
    year = [
        with_period(statuses=(IncomingStatus(BEGAN, None, "V2"),), placements=(placement(BEGAN, None),)),
        with_period(
            statuses=(IncomingStatus(BEGAN, JULY, "V2"), IncomingStatus(JULY, None, "C2")),
            placements=(placement(BEGAN, JUNE), placement(JUNE, None, "K2")),
        ),
    ]
    bring(year[0])
    bring(year[1])
    bring(replace(year[1], identifier="C2"))
    one, two = (care_of(Child.objects.get(identifier=name).pk).periods[0] for name in ("C1", "C2"))

    def said(period):
        return [(r.from_on, r.until_on) for r in (*period.statuses, *period.placements)]

    assert said(one) == said(two)
