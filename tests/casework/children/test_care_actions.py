"""What happens in a child's care is recorded through the door, once, with what stood before and after."""

from datetime import date, datetime, timedelta

import pytest

from lodestar.access import chain
from lodestar.access.answers import NotAllowed
from lodestar.access.door import DoorError
from lodestar.access.models import Event
from lodestar.casework.children import actions, pen
from lodestar.casework.children.models import CaseRole, LegalStatus, PeriodOfCare, Placement
from lodestar.casework.children.queries import as_it_stood, as_it_was_known, care_of
from lodestar.casework.children.states import CaseRoleKind, Planned, SameCarer, Source
from tests.factories import children as made

pytestmark = pytest.mark.django_db
JUNE = date(2025, 6, 2)


def last_event() -> Event:
    return Event.objects.order_by("-sequence")[0]


def test_care_starts_with_a_status_and_a_placement_in_one_event(ada, at):
    child = made.a_child(by=ada)
    period = actions.start_care(
        child=child,
        began_on=made.BEGAN_ON,
        legal_status="V2",
        placement_type="U6",
        category_of_need="N1",
        provider="PR1",
        by=ada,
        at=at,
    )
    event = last_event()
    assert (event.kind, event.child_identifier, event.before) == ("care.started", child.identifier, None)
    assert event.after["from_on"] == "2025-03-03"
    assert event.after["legal_status"]["code"] == "V2"
    assert event.after["placement"]["provider"] == "PR1"
    assert (period.recorded_by, period.recorded_at, period.source) == (ada, at, Source.PERSON)
    assert chain.verify() == []


def test_a_move_ends_the_placement_before_and_begins_the_new_one(ada, at):
    child = made.in_care(by=ada, home_postcode="SY1 1AA", carer="Mrs Okafor")
    left = Placement.objects.get(period__child=child)
    now = actions.record_move(
        child=child, moved_on=JUNE, type="K2", reason="CREQB", standing_on=left.pk, by=ada, at=at
    )
    left.refresh_from_db()
    assert (left.until_on, left.change_reason, left.ended_by, left.ended_at) == (JUNE, "CREQB", ada, at)
    assert (now.from_on, now.planned, now.home_postcode) == (JUNE, Planned.UNPLANNED, "SY1 1AA")
    event = last_event()
    assert event.kind == "child.moved"
    assert (event.before["carer"], event.before["until_on"]) == ("Mrs Okafor", None)
    assert event.after["type"] == "K2"
    assert event.after["left"] == {"id": left.pk, "until_on": "2025-06-02", "change_reason": "CREQB"}


@pytest.mark.parametrize(
    ("reason", "planned"),
    [
        ("CARPL", "planned"),
        ("CLOSE", "planned"),
        ("PLACE", "planned"),
        ("ALLEG", "unplanned"),
        ("OTHER", "unplanned"),
    ],
)
def test_the_reason_says_whether_a_move_was_planned(ada, at, reason, planned):
    child = made.in_care(by=ada)
    assert (
        actions.record_move(child=child, moved_on=JUNE, type="K2", reason=reason, by=ada, at=at).planned
        == planned
    )


def test_a_person_says_otherwise(ada, at):
    child = made.in_care(by=ada)
    move = actions.record_move(
        child=child, moved_on=JUNE, type="K2", reason="OTHER", planned=Planned.PLANNED, by=ada, at=at
    )
    assert move.planned == Planned.PLANNED


def test_two_people_move_a_child_and_the_second_is_told(ada, sam, at):
    child = made.in_care(by=ada)
    both_saw = Placement.objects.get(period__child=child).pk
    actions.record_move(
        child=child, moved_on=JUNE, type="K2", reason="CARPL", standing_on=both_saw, by=ada, at=at
    )
    with pytest.raises(NotAllowed) as error:
        actions.record_move(
            child=child,
            moved_on=date(2025, 6, 3),
            type="U4",
            reason="CARPL",
            standing_on=both_saw,
            by=sam,
            at=at,
        )
    assert "Somebody else recorded a move while this page was open" in str(error.value)
    assert Placement.objects.filter(period__child=child).count() == 2


def test_a_refusal_writes_nothing_and_leaves_no_event(ada, at):
    child = made.in_care(by=ada)
    before = (Placement.objects.count(), Event.objects.count())
    with pytest.raises(NotAllowed):
        actions.record_move(child=child, moved_on=JUNE, type="K3", reason="", by=ada, at=at)
    assert (Placement.objects.count(), Event.objects.count()) == before


def test_an_action_needs_somebody_and_a_time(ada, at):
    child = made.in_care(by=ada)
    for who in ({}, {"by": ada}, {"by": None, "at": at}, {"by": ada, "at": datetime(2026, 3, 16)}):
        with pytest.raises(DoorError):
            actions.record_move(child=child, moved_on=JUNE, type="K2", reason="CARPL", **who)


def test_the_pen_writes_only_inside_an_action(ada, at):
    child = made.a_child(by=ada)
    with pytest.raises(DoorError):
        pen.begin(PeriodOfCare(child=child, from_on=JUNE), by=ada, at=at)
    assert not PeriodOfCare.objects.exists()


def test_a_legal_status_follows_another(ada, at):
    child = made.in_care(by=ada)
    before = LegalStatus.objects.get(period__child=child)
    actions.change_legal_status(child=child, changed_on=JUNE, code="C1", standing_on=before.pk, by=ada, at=at)
    event = last_event()
    assert (event.kind, event.before["code"], event.after["code"]) == ("legal_status.changed", "V2", "C1")
    assert event.after["left"]["until_on"] == "2025-06-02"
    with pytest.raises(NotAllowed, match="Somebody else recorded a legal status"):
        actions.change_legal_status(
            child=child, changed_on=date(2025, 7, 1), code="C2", standing_on=before.pk, by=ada, at=at
        )


def test_the_end_of_care_ends_all_that_hangs_on_it(ada, sam, at):
    child = made.in_care(by=ada)
    actions.give_case_role(
        child=child, person=sam, kind=CaseRoleKind.SOCIAL_WORKER, from_on=made.BEGAN_ON, by=ada, at=at
    )
    actions.record_adoption_decision(child=child, decided_on=date(2025, 4, 1), by=ada, at=at)
    actions.record_move(child=child, moved_on=date(2025, 5, 1), type="A4", reason="CARPL", by=ada, at=at)
    period = PeriodOfCare.objects.get(child=child)
    actions.end_care(child=child, ended_on=JUNE, reason="E12", standing_on=period.pk, by=ada, at=at)
    record = care_of(child.pk)
    assert record.open_period is None and record.periods[0].end_reason == "E12"
    assert record.periods[0].statuses[-1].until_on == JUNE
    assert record.periods[0].placements[-1].until_on == JUNE
    assert [r.until_on for r in record.case_roles] == [JUNE]
    assert [d.until_on for d in record.adoption_decisions] == [JUNE]
    event = last_event()
    assert event.kind == "care.ended"
    assert event.before["caserole"][0]["until_on"] is None
    assert event.after["caserole"][0]["until_on"] == "2025-06-02"
    assert event.after["end_reason"] == "E12"


def test_what_was_to_begin_after_care_ended_is_withdrawn(ada, sam, at):
    child = made.in_care(by=ada)
    actions.give_case_role(
        child=child, person=sam, kind=CaseRoleKind.SOCIAL_WORKER, from_on=date(2025, 7, 1), by=ada, at=at
    )
    actions.end_care(child=child, ended_on=JUNE, reason="E4A", by=ada, at=at)
    assert care_of(child.pk).case_roles == ()
    assert care_of(child.pk).corrections[0].because == "Care ended before it began"


def test_a_child_comes_back_into_care(ada, at):
    child = made.in_care(by=ada)
    actions.end_care(child=child, ended_on=JUNE, reason="E4A", by=ada, at=at)
    with pytest.raises(NotAllowed, match="without a break"):
        made.in_care(child, by=ada, began_on=JUNE)
    made.in_care(child, by=ada, began_on=date(2025, 6, 3))
    assert not as_it_stood(child, JUNE).is_looked_after
    assert as_it_stood(child, date(2025, 6, 3)).is_looked_after


def test_a_child_stays_with_the_carer_who_will_adopt(ada, at):
    child = made.in_care(by=ada, legal_status="E1")
    actions.record_adoption_decision(child=child, decided_on=date(2025, 4, 1), by=ada, at=at)
    move = actions.record_move(
        child=child,
        moved_on=JUNE,
        type="A5",
        reason="PLACE",
        same_carer=SameCarer.SAME_CARER,
        by=ada,
        at=at,
    )
    assert move.same_carer == SameCarer.SAME_CARER


# --- as it stood ----------------------------------------------------------------------------------------


def test_as_it_stood_on_any_day(ada, sam, at):
    child = made.in_care(by=ada)
    actions.give_case_role(
        child=child, person=sam, kind=CaseRoleKind.SOCIAL_WORKER, from_on=JUNE, by=ada, at=at
    )
    actions.record_school(child=child, name="Hill Primary", from_on=date(2025, 9, 1), by=ada, at=at)
    actions.record_move(child=child, moved_on=JUNE, type="T1", by=ada, at=at)
    before = as_it_stood(child, date(2025, 3, 2))
    assert (before.is_looked_after, before.legal_status, before.placement, before.age) == (
        False,
        None,
        None,
        10,
    )
    day = as_it_stood(child, date(2025, 6, 1))
    assert (day.legal_status.code, day.placement.type, day.social_worker, day.team) == ("V2", "U6", None, "")
    day = as_it_stood(child, JUNE)
    assert (day.placement.type, day.settled_placement.type) == ("T1", "U6")
    assert (day.social_worker.person_name, day.team, day.school) == ("Sam Reed", "North", None)
    assert as_it_stood(child, date(2025, 9, 1)).school.what == "Hill Primary"
    assert as_it_stood(child, date(2014, 4, 30)).age is None


def test_as_it_was_known(ada, at):
    child = made.in_care(by=ada, at=at)
    later = at + timedelta(days=1)
    actions.record_move(child=child, moved_on=JUNE, type="K2", reason="CARPL", by=ada, at=later)
    correction = at + timedelta(days=2)
    move = Placement.objects.get(type="K2")
    actions.correct_row(
        row=move, changes={"from_on": date(2025, 6, 5)}, because="Read wrongly", by=ada, at=correction
    )
    day = date(2025, 6, 3)
    assert as_it_stood(child, day).placement.type == "U6"
    assert as_it_was_known(child, day, at).placement.until_on is None
    assert as_it_was_known(child, day, later).placement.type == "K2"
    assert as_it_was_known(child, day, correction).placement.type == "U6"
    assert as_it_was_known(child, day, at - timedelta(days=1)).is_looked_after is False


def test_reading_asks_as_much_for_one_child_as_for_many(ada, at, django_assert_num_queries):
    from lodestar.casework.children.queries import care_of_many

    children = [made.in_care(by=ada) for _ in range(4)]
    for child in children[1:]:
        actions.record_move(child=child, moved_on=JUNE, type="K2", reason="CARPL", by=ada, at=at)
    with django_assert_num_queries(7):
        care_of_many([children[0].pk])
    with django_assert_num_queries(7):
        found = care_of_many([c.pk for c in children])
    assert [len(found[c.pk].periods[0].placements) for c in children] == [1, 2, 2, 2]


def test_no_case_role_is_left_open_after_care_ends(ada, sam, at):
    child = made.in_care(by=ada)
    for kind in (CaseRoleKind.SOCIAL_WORKER, CaseRoleKind.TEAM_MANAGER):
        actions.give_case_role(child=child, person=sam, kind=kind, from_on=JUNE, by=ada, at=at)
    actions.end_care(child=child, ended_on=date(2025, 7, 1), reason="E4A", by=ada, at=at)
    assert not CaseRole.objects.filter(child=child, until_on=None).exists()
