"""Who a child is and who is around them: recorded once, changed with what was said before kept."""

from datetime import date

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.casework.children import actions
from lodestar.casework.children.models import CaseRole, Child, Correction, Relationship, SchoolAttended
from lodestar.casework.children.queries import care_of, searchable
from lodestar.casework.children.states import CaseRoleKind, Source
from tests.factories import children as made

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2025, 6, 2), date(2025, 7, 1)


def add(ada, at, **facts):
    return actions.add_child(
        **{"identifier": "N1", "born_on": date(2014, 5, 1), "by": ada, "at": at, **facts}
    )


def test_a_child_is_added_with_what_searches_need(ada, at):
    child = add(ada, at, first_name="Zoë", last_name="O'Brien-Smith", preferred_name="Zo")
    assert child.search_name == "zoe obrien smith | zo"
    assert searchable(" ZOË  o’brien-SMITH ") == "zoe obrien smith"
    event = Event.objects.get()
    assert (event.kind, event.after["first_name"]) == ("child.added", "Zoë")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"identifier": ""}, "identifier"),
        ({"identifier": "A 1"}, "identifier"),
        ({"identifier": "A" * 21}, "identifier"),
        ({"identifier": "taken1"}, "identifier"),
        ({"born_on": date(2026, 3, 17)}, "born_on"),
        ({"sex": "X"}, "sex"),
        ({"ethnicity": "ZZZZ"}, "ethnicity"),
        ({"unique_pupil_number": "12"}, "unique_pupil_number"),
        ({"own_child_born_on": date(2026, 1, 1)}, "is_mother"),
        ({"own_child_born_on": date(2010, 1, 1), "is_mother": True}, "own_child_born_on"),
    ],
)
def test_a_child_cannot_be_added_so(ada, at, facts, field):
    made.a_child(by=ada, identifier="TAKEN1")
    with pytest.raises(NotAllowed) as error:
        add(ada, at, **facts)
    assert field in {r.field for r in error.value.refusals}
    assert Child.objects.count() == 1


def test_a_description_changes_and_what_was_said_is_kept(ada, at):
    child = made.in_care(by=ada)
    changes = {"born_on": date(2014, 5, 2), "first_name": "Bea", "sex": child.sex}
    actions.describe_child(child=child, changes=changes, because="Birth certificate seen", by=ada, at=at)
    child.refresh_from_db()
    assert (child.born_on, child.search_name) == (date(2014, 5, 2), "bea")
    kept = Correction.objects.get()
    assert kept.said_before == {"born_on": "2014-05-01", "first_name": ""}
    assert (kept.said_now["first_name"], kept.because, kept.corrected_by) == (
        "Bea",
        "Birth certificate seen",
        ada,
    )
    event = Event.objects.order_by("-sequence")[0]
    assert (event.before["born_on"], event.after["born_on"]) == ("2014-05-01", "2014-05-02")


def test_a_description_that_says_nothing_new_leaves_no_event(ada, at):
    child = made.a_child(by=ada)
    events = Event.objects.count()
    actions.describe_child(child=child, changes={"first_name": ""}, by=ada, at=at)
    assert (Event.objects.count(), Correction.objects.count()) == (events, 0)


def test_a_birth_after_care_began_is_refused_and_other_columns_are_not_described(ada, at):
    child = made.in_care(by=ada)
    with pytest.raises(NotAllowed, match="in care from 3 March 2025"):
        actions.describe_child(child=child, changes={"born_on": date(2025, 3, 4)}, by=ada, at=at)
    with pytest.raises(ValueError, match="identifier"):
        actions.describe_child(child=child, changes={"identifier": "Z9"}, by=ada, at=at)


def test_names_leave_a_return_its_word_and_facts_take_it_over(ada, at):
    child = made.a_child(by=ada, source=Source.SSDA903)
    actions.describe_child(child=child, changes={"first_name": "Bea"}, by=ada, at=at)
    assert Child.objects.get(pk=child.pk).source == Source.SSDA903
    actions.describe_child(child=child, changes={"ethnicity": "WBRI"}, by=ada, at=at)
    assert Child.objects.get(pk=child.pk).source == Source.PERSON


def test_aliases_are_searched_too(ada, at):
    child = add(ada, at, first_name="Zoë")
    actions.record_alias(child=child, name=" Bee ", by=ada, at=at)
    child.refresh_from_db()
    assert child.search_name == "zoe | bee"
    for name in ("", "BEE"):
        with pytest.raises(NotAllowed):
            actions.record_alias(child=child, name=name, by=ada, at=at)


def test_one_social_worker_after_another(ada, sam, at):
    child = made.in_care(by=ada)
    kind = CaseRoleKind.SOCIAL_WORKER
    first = actions.give_case_role(child=child, person=sam, kind=kind, from_on=JUNE, by=ada, at=at)
    assert first.team == sam.team
    other = made.a_person()
    actions.give_case_role(
        child=child,
        person=other,
        kind=kind,
        from_on=JULY,
        change_reason="LEFTRL",
        standing_on=first.pk,
        by=ada,
        at=at,
    )
    first.refresh_from_db()
    assert (first.until_on, first.change_reason) == (JULY, "LEFTRL")
    event = Event.objects.order_by("-sequence")[0]
    assert (event.before["person"], event.after["person"]) == ("sam", other.username)
    refused = [
        ({"person": other, "from_on": date(2025, 8, 1)}, "already"),
        ({"person": sam, "from_on": JULY}, "same day"),
        ({"person": sam, "from_on": date(2025, 8, 1), "standing_on": first.pk}, "Somebody else"),
        ({"person": sam, "from_on": date(2027, 1, 1)}, "not come yet"),
        ({"person": sam, "from_on": date(2025, 8, 1), "change_reason": "WHIM"}, "from the list"),
    ]
    for facts, words in refused:
        with pytest.raises(NotAllowed, match=words):
            actions.give_case_role(**{"child": child, "kind": kind, "by": ada, "at": at, **facts})


def test_a_part_in_the_case_ends_once(ada, sam, at):
    child = made.in_care(by=ada)
    role = actions.give_case_role(
        child=child, person=sam, kind=CaseRoleKind.BUDGET_HOLDER, from_on=JUNE, by=ada, at=at
    )
    with pytest.raises(NotAllowed, match="start and end"):
        actions.end_case_role(role=role, ended_on=JUNE, by=ada, at=at)
    actions.end_case_role(role=role, ended_on=JULY, by=ada, at=at)
    assert CaseRole.objects.get().until_on == JULY
    with pytest.raises(NotAllowed, match="already"):
        actions.end_case_role(role=role, ended_on=JULY, by=ada, at=at)


def test_an_adoption_decision_stands_once_and_ends_with_a_reason(ada, at):
    child = made.in_care(by=ada)
    with pytest.raises(NotAllowed, match="not looked after"):
        actions.record_adoption_decision(child=child, decided_on=date(2025, 1, 1), by=ada, at=at)
    actions.record_adoption_decision(child=child, decided_on=JUNE, by=ada, at=at)
    with pytest.raises(NotAllowed, match="stands already"):
        actions.record_adoption_decision(child=child, decided_on=JULY, by=ada, at=at)
    with pytest.raises(NotAllowed, match="Select why"):
        actions.end_adoption_decision(child=child, ended_on=JULY, reason="", by=ada, at=at)
    row = actions.end_adoption_decision(child=child, ended_on=JULY, reason="RD2", by=ada, at=at)
    assert (row.until_on, row.end_reason) == (JULY, "RD2")
    with pytest.raises(NotAllowed, match="no decision"):
        actions.end_adoption_decision(child=child, ended_on=JULY, reason="RD2", by=ada, at=at)


def test_a_decision_does_not_end_under_a_child_who_is_placed(ada, at):
    child = made.in_care(by=ada)
    actions.record_adoption_decision(child=child, decided_on=date(2025, 4, 1), by=ada, at=at)
    actions.record_move(child=child, moved_on=JUNE, type="A4", reason="CARPL", by=ada, at=at)
    with pytest.raises(NotAllowed, match="Record the move"):
        actions.end_adoption_decision(child=child, ended_on=JULY, reason="RD1", by=ada, at=at)


def test_one_school_after_another(ada, at):
    child = made.a_child(by=ada)
    actions.record_school(child=child, name="Hill Primary", from_on=JUNE, by=ada, at=at)
    actions.record_school(child=child, name="Dale High", from_on=JULY, year_group="7", by=ada, at=at)
    assert list(SchoolAttended.objects.order_by("from_on").values_list("name", "until_on")) == [
        ("Hill Primary", JULY),
        ("Dale High", None),
    ]
    for name, day in (("", date(2025, 8, 1)), ("Other", JULY)):
        with pytest.raises(NotAllowed):
            actions.record_school(child=child, name=name, from_on=day, by=ada, at=at)


def test_brothers_and_sisters_know_of_each_other(ada, at):
    one, two = made.a_child(by=ada), made.a_child(by=ada)
    actions.record_relationship(child=one, kind="sibling", other_child=two, from_on=JUNE, by=ada, at=at)
    actions.record_relationship(child=two, kind="sibling", other_child=one, from_on=JUNE, by=ada, at=at)
    assert Relationship.objects.filter(child=two, other_child=one).exists()
    events = Event.objects.filter(kind="relationship.recorded")
    assert {e.child_identifier for e in events} == {one.identifier, two.identifier}


def test_somebody_is_named_and_not_the_child_themselves(ada, at):
    child = made.a_child(by=ada)
    for facts in (
        {},
        {"other_child": child},
        {"name": "Ann", "contact": "often"},
        {"name": "Ann", "kind": "pal"},
    ):
        with pytest.raises(NotAllowed):
            actions.record_relationship(
                **{"child": child, "kind": "mother", "from_on": JUNE, "by": ada, "at": at, **facts}
            )
    mother = actions.record_relationship(
        child=child,
        kind="mother",
        name="Ann Field",
        is_address_confidential=True,
        from_on=JUNE,
        by=ada,
        at=at,
    )
    actions.end_relationship(relationship=mother, ended_on=JULY, by=ada, at=at)
    mother.refresh_from_db()
    assert mother.until_on == JULY


def test_what_was_corrected_meanwhile_does_not_end(ada, sam, at):
    child = made.in_care(by=ada)
    role = actions.give_case_role(
        child=child, person=sam, kind=CaseRoleKind.BUDGET_HOLDER, from_on=JUNE, by=ada, at=at
    )
    aunt = actions.record_relationship(
        child=child, kind="aunt-or-uncle", name="May", from_on=JUNE, by=ada, at=at
    )
    for row in (role, aunt):
        actions.remove_row(row=row, because="Another child", by=ada, at=at)
    with pytest.raises(NotAllowed, match="Somebody else corrected"):
        actions.end_case_role(role=role, ended_on=JULY, by=ada, at=at)
    with pytest.raises(NotAllowed, match="Somebody else corrected"):
        actions.end_relationship(relationship=aunt, ended_on=JULY, by=ada, at=at)


def test_what_began_before_the_last_one_ended_is_refused(ada, sam, at):
    child = made.in_care(by=ada)
    kind = CaseRoleKind.SOCIAL_WORKER
    with pytest.raises(NotAllowed, match="part in the case"):
        actions.give_case_role(child=child, person=sam, kind="friend", from_on=JUNE, by=ada, at=at)
    role = actions.give_case_role(child=child, person=sam, kind=kind, from_on=JUNE, by=ada, at=at)
    actions.end_case_role(role=role, ended_on=JULY, by=ada, at=at)
    with pytest.raises(NotAllowed, match="another social worker until 1 July 2025"):
        actions.give_case_role(
            child=child, person=made.a_person(), kind=kind, from_on=date(2025, 6, 20), by=ada, at=at
        )
    made.a_school(child=child, from_on=JUNE, until_on=JULY)
    with pytest.raises(NotAllowed, match="another school until 1 July 2025"):
        actions.record_school(child=child, name="Dale High", from_on=date(2025, 6, 20), by=ada, at=at)
    made.an_adoption_decision(child=child, from_on=JUNE, until_on=JULY, end_reason="RD1")
    second = actions.record_adoption_decision(child=child, decided_on=date(2025, 8, 1), by=ada, at=at)
    with pytest.raises(NotAllowed, match="share days"):
        actions.correct_row(row=second, changes={"from_on": date(2025, 6, 20)}, because="x", by=ada, at=at)


def test_a_record_is_restricted_and_released(ada, sam, at):
    child = made.a_child(by=ada)
    with pytest.raises(NotAllowed, match="Say why"):
        actions.restrict_child(child=child, because=" ", by=ada, at=at)
    row = actions.restrict_child(
        child=child, because="Family works here", allowed=[sam], from_on=JUNE, by=ada, at=at
    )
    assert list(row.allowed.all()) == [sam]
    assert Event.objects.order_by("-sequence")[0].after["allowed"] == ["sam"]
    assert care_of(child.pk).standing_on(JULY).is_restricted
    with pytest.raises(NotAllowed, match="restricted already"):
        actions.restrict_child(child=child, because="Again", by=ada, at=at)
    actions.unrestrict_child(child=child, ended_on=JULY, by=ada, at=at)
    assert not care_of(child.pk).standing_on(JULY).is_restricted
    with pytest.raises(NotAllowed, match="not restricted"):
        actions.unrestrict_child(child=child, by=ada, at=at)
    actions.restrict_child(child=child, because="By mistake", by=ada, at=at)
    actions.unrestrict_child(child=child, by=ada, at=at)
    assert not care_of(child.pk).standing_on(at.date()).is_restricted


def test_disability_and_time_as_an_unaccompanied_child(ada, at):
    child = made.a_child(by=ada)
    actions.record_disability(child=child, code="MOB", from_on=JUNE, by=ada, at=at)
    for code in ("MOB", "XX"):
        with pytest.raises(NotAllowed):
            actions.record_disability(child=child, code=code, from_on=JUNE, by=ada, at=at)
    actions.record_unaccompanied(child=child, from_on=JUNE, by=ada, at=at)
    events = Event.objects.count()
    actions.record_unaccompanied(child=child, from_on=JUNE, by=ada, at=at)
    assert Event.objects.count() == events
    actions.record_unaccompanied(child=child, from_on=JUNE, until_on=JULY, by=ada, at=at)
    assert care_of(child.pk).unaccompanied[0].until_on == JULY
    with pytest.raises(NotAllowed, match="recorded already"):
        actions.record_unaccompanied(child=child, from_on=JULY, by=ada, at=at)


def test_nobody_is_an_unaccompanied_child_after_eighteen(ada, at):
    child = made.a_child(by=ada, born_on=date(2007, 6, 2))
    for facts in ({"from_on": JUNE}, {"from_on": date(2025, 5, 1), "until_on": date(2025, 6, 3)}):
        with pytest.raises(NotAllowed, match="18"):
            actions.record_unaccompanied(child=child, by=ada, at=at, **facts)
    actions.record_unaccompanied(child=child, from_on=date(2025, 5, 1), until_on=JUNE, by=ada, at=at)
