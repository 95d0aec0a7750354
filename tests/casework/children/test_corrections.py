"""A correction keeps what was said before, by whom it was changed and why, and keeps the history whole."""

from datetime import date

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.casework.children import actions
from lodestar.casework.children.models import CaseRole, Correction, LegalStatus, PeriodOfCare, Placement
from lodestar.casework.children.policies.history import impossible
from lodestar.casework.children.presenters import correction_line
from lodestar.casework.children.queries import care_of
from lodestar.casework.children.states import CaseRoleKind, Source
from tests.factories import children as made

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2025, 6, 2), date(2025, 7, 1)


@pytest.fixture
def child(ada, at):
    """A child in foster care from 3 March 2025, in a children's home from 2 June, under an order from 1 July."""
    child = made.in_care(by=ada)
    actions.record_move(child=child, moved_on=JUNE, type="K2", reason="CARPL", by=ada, at=at)
    actions.change_legal_status(child=child, changed_on=JULY, code="C1", by=ada, at=at)
    return child


def placements(child):
    period = care_of(child.pk).periods[0]
    return [(p.from_on, p.until_on, p.type) for p in period.placements]


def whole(child, at):
    assert impossible(care_of(child.pk), today=at.date()) == ()


def test_what_was_said_stays_beside_what_is_believed(child, ada, sam, at):
    row = Placement.objects.get(type="K2")
    now = actions.correct_row(
        row=row, changes={"type": "U4", "carer": "Mr Lal"}, because="The carer's file says so", by=sam, at=at
    )
    row.refresh_from_db()
    assert (row.type, row.corrected_by, row.corrected_at) == ("K2", sam, at)
    assert (now.type, now.recorded_by, now.source) == ("U4", sam, Source.PERSON)
    kept = Correction.objects.get()
    assert (kept.old_row, kept.new_row, kept.because) == (row.pk, now.pk, "The carer's file says so")
    assert (kept.said_before["type"], kept.said_now["type"]) == ("K2", "U4")
    line = correction_line(care_of(child.pk).corrections[0])
    assert line.about == "Placement" and line.who == "Sam Reed"
    assert ("Placement type", "Children's home (K2)", "Foster care, long term (U4)") in line.changes
    event = Event.objects.order_by("-sequence")[0]
    assert (event.kind, event.before["type"], event.after["type"]) == ("record.corrected", "K2", "U4")
    whole(child, at)


def test_the_day_of_a_move_moves_its_neighbour_too(child, ada, at):
    actions.correct_row(
        row=Placement.objects.get(type="K2"),
        changes={"from_on": date(2025, 6, 5)},
        because="Misread",
        by=ada,
        at=at,
    )
    assert placements(child) == [
        (made.BEGAN_ON, date(2025, 6, 5), "U6"),
        (date(2025, 6, 5), None, "K2"),
    ]
    assert Correction.objects.count() == 2
    whole(child, at)


def test_the_end_of_a_placement_moves_the_next_one(child, ada, at):
    actions.correct_row(
        row=Placement.objects.get(type="U6"),
        changes={"until_on": date(2025, 5, 5)},
        because="Misread",
        by=ada,
        at=at,
    )
    assert placements(child)[1] == (date(2025, 5, 5), None, "K2")
    whole(child, at)


def test_the_first_day_of_care_moves_all_that_began_with_it(child, ada, at):
    old = PeriodOfCare.objects.get()
    now = actions.correct_row(
        row=old, changes={"from_on": date(2025, 3, 1)}, because="The order is of 1 March", by=ada, at=at
    )
    record = care_of(child.pk)
    assert record.periods[0].id == now.pk != old.pk
    assert (
        record.periods[0].statuses[0].from_on == record.periods[0].placements[0].from_on == date(2025, 3, 1)
    )
    assert len(record.periods[0].placements) == 2
    assert not Placement.objects.filter(period=old).exists()
    whole(child, at)


def test_care_that_ended_in_error_goes_on(child, ada, at):
    actions.end_care(child=child, ended_on=date(2025, 9, 1), reason="E4A", by=ada, at=at)
    actions.correct_row(
        row=PeriodOfCare.objects.get(), changes={"until_on": None}, because="Another child", by=ada, at=at
    )
    period = care_of(child.pk).periods[0]
    assert (period.until_on, period.end_reason) == (None, "")
    assert (period.statuses[-1].until_on, period.placements[-1].until_on) == (None, None)
    whole(child, at)


def test_care_that_ended_with_a_reason_for_the_last_placement_goes_on(child, ada, at):
    actions.end_care(child=child, ended_on=date(2025, 9, 1), reason="E4A", by=ada, at=at)
    Placement.objects.filter(type="K2").update(change_reason="OTHER")
    actions.correct_row(
        row=PeriodOfCare.objects.get(), changes={"until_on": None}, because="Another child", by=ada, at=at
    )
    assert Placement.objects.believed().get(type="K2").change_reason == ""


def test_a_move_that_never_was(child, ada, at):
    actions.remove_row(row=Placement.objects.get(type="K2"), because="Another child", by=ada, at=at)
    assert placements(child) == [(made.BEGAN_ON, None, "U6")]
    assert Placement.objects.believed().get().change_reason == ""
    kept = Correction.objects.get(new_row=None)
    assert (kept.said_before["type"], kept.said_now) == ("K2", None)
    whole(child, at)


def test_a_first_placement_that_never_was(child, ada, at):
    actions.remove_row(row=Placement.objects.get(type="U6"), because="Never placed there", by=ada, at=at)
    assert placements(child) == [(made.BEGAN_ON, None, "K2")]
    whole(child, at)


def test_a_period_that_never_was(child, ada, at):
    actions.remove_row(row=PeriodOfCare.objects.get(), because="Another child", by=ada, at=at)
    assert care_of(child.pk).periods == ()
    assert not LegalStatus.objects.believed().exists() and not Placement.objects.believed().exists()
    assert Correction.objects.filter(new_row=None).count() == 5


def test_the_only_placement_stays(ada, at):
    made.in_care(by=ada)
    with pytest.raises(NotAllowed, match="the only one"):
        actions.remove_row(row=Placement.objects.get(), because="Wrong", by=ada, at=at)


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("K2", {"from_on": date(2025, 3, 3)}, "lasted less than a day"),
        ("K2", {"until_on": date(2026, 3, 17)}, "has not come yet|must end"),
        ("K2", {"type": "K3"}, "16 or over"),
        ("K2", {"provider": "PR0"}, "cannot provide"),
        ("U6", {"from_on": date(2025, 3, 10)}, "the day the period of care started"),
        ("U6", {"until_on": None}, "share days|no reason for its change"),
        ("U6", {"type": "QQ"}, "not a code"),
        ("U6", {"postcode": "TOO LONG A CODE"}, "longer than"),
    ],
)
def test_an_impossible_correction_is_refused_and_nothing_is_written(child, ada, at, kind, changes, words):
    rows = Placement.objects.count()
    with pytest.raises(NotAllowed, match=words):
        actions.correct_row(
            row=Placement.objects.get(type=kind), changes=changes, because="Wrong", by=ada, at=at
        )
    assert (Placement.objects.count(), Correction.objects.count()) == (rows, 0)


def test_a_correction_says_why_and_of_what(child, ada, at):
    row = Placement.objects.get(type="K2")
    with pytest.raises(NotAllowed, match="Say why"):
        actions.correct_row(row=row, changes={"type": "U4"}, because="  ", by=ada, at=at)
    with pytest.raises(ValueError, match="favourite"):
        actions.correct_row(row=row, changes={"favourite": "U4"}, because="x", by=ada, at=at)
    with pytest.raises(ValueError, match="not corrected here"):
        actions.correct_row(
            row=made.a_restriction(child=child), changes={"because": "y"}, because="x", by=ada, at=at
        )


def test_the_second_to_correct_a_row_is_told(child, ada, sam, at):
    row = Placement.objects.get(type="K2")
    actions.correct_row(row=row, changes={"type": "U4"}, because="One", by=ada, at=at)
    with pytest.raises(NotAllowed, match="Somebody else corrected this"):
        actions.correct_row(row=row, changes={"type": "U5"}, because="Two", by=sam, at=at)


def test_a_correction_of_nothing_writes_nothing(child, ada, at):
    row, events = Placement.objects.get(type="K2"), Event.objects.count()
    assert actions.correct_row(row=row, changes={"type": "K2"}, because="Same", by=ada, at=at).pk == row.pk
    assert (Event.objects.count(), Correction.objects.count()) == (events, 0)


def test_other_rows_are_corrected_too(child, ada, sam, at):
    other = made.a_person()
    kind = CaseRoleKind.SOCIAL_WORKER
    actions.give_case_role(child=child, person=sam, kind=kind, from_on=JUNE, by=ada, at=at)
    actions.give_case_role(child=child, person=other, kind=kind, from_on=JULY, by=ada, at=at)
    first = CaseRole.objects.get(person=sam)
    actions.correct_row(
        row=first, changes={"until_on": date(2025, 6, 20)}, because="Left early", by=ada, at=at
    )
    with pytest.raises(NotAllowed, match="share days"):
        actions.correct_row(
            row=CaseRole.objects.get(person=other),
            changes={"from_on": date(2025, 6, 10)},
            because="x",
            by=ada,
            at=at,
        )
    school = actions.record_school(child=child, name="Hill Primary", from_on=JUNE, by=ada, at=at)
    with pytest.raises(NotAllowed, match="has no name"):
        actions.correct_row(row=school, changes={"name": ""}, because="x", by=ada, at=at)
    actions.remove_row(row=school, because="Another child", by=ada, at=at)
    assert care_of(child.pk).schools == ()
    status = actions.record_unaccompanied(child=child, from_on=JUNE, by=ada, at=at)
    with pytest.raises(NotAllowed, match="18"):
        actions.correct_row(row=status, changes={"until_on": date(2032, 5, 2)}, because="x", by=ada, at=at)
    decision = actions.record_adoption_decision(child=child, decided_on=JULY, by=ada, at=at)
    now = actions.correct_row(row=decision, changes={"from_on": JUNE}, because="Minutes", by=ada, at=at)
    assert now.from_on == JUNE


def test_a_time_missing_of_one_day_is_corrected(child, ada, at):
    row = made.a_missing_episode(child=child, from_on=JUNE, until_on=JUNE)
    now = actions.correct_row(row=row, changes={"kind": "A"}, because="He rang", by=ada, at=at)
    assert (now.kind, now.until_on) == ("A", JUNE)
