"""Which children reach which person: role by role, allocated, covered, team, restricted, ended."""

from datetime import date, timedelta

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.casework.allocation import actions, queries
from lodestar.casework.allocation.queries import Access
from lodestar.casework.children import actions as children
from lodestar.casework.children.models import Child
from tests.casework.conftest import AT, TODAY


@pytest.fixture
def five(people, looked_after):
    """Five children: ivy's with sam, ivy's restricted, omar's, one with the front door, one with nobody."""
    made = {
        "ivys": looked_after(social_worker=people["sam"]),
        "hidden": looked_after(social_worker=people["sam"]),
        "omars": looked_after(),
        "doors": looked_after(social_worker=people["sol"]),
        "nobodys": looked_after(),
    }
    for name, officer in (("ivys", "ivy"), ("hidden", "ivy"), ("omars", "omar")):
        actions.allocate_iro(
            child=made[name],
            officer=people[officer],
            from_on=date(2026, 3, 4),
            because="",
            by=people["mia"],
            at=AT,
        )
    children.restrict_child(child=made["hidden"], because="Known to staff", by=people["mia"], at=AT)
    return made


def names(five, found):
    ids = {child.pk: name for name, child in five.items()}
    return sorted(ids[pk] for pk in found.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("ivy", ["hidden", "ivys"]),
        ("omar", ["omars"]),
        ("mia", ["doors", "hidden", "ivys", "nobodys", "omars"]),
        ("ada", ["doors", "hidden", "ivys", "nobodys", "omars"]),
        ("dot", ["doors", "hidden", "ivys", "nobodys", "omars"]),
        ("sam", ["hidden", "ivys"]),
        ("sol", ["doors"]),
        ("tess", ["hidden", "ivys"]),
        ("serge", ["hidden", "ivys"]),
        *((who, []) for who in ("pam", "ann", "aud", "sys", "adv", "vis")),
    ],
)
def test_each_role_lists_its_own(five, people, who, sees):
    assert names(five, queries.listed_for(people[who], on=TODAY)) == sees


@pytest.mark.parametrize("who", ["mia", "ada", "dot", "tess", "serge"])
def test_a_restricted_child_is_listed_but_masked_to_those_outside(five, people, who):
    ids = [child.pk for child in five.values()]
    assert queries.masked_ids(people[who], ids, on=TODAY, at=AT) == {five["hidden"].pk}
    assert queries.access_to(people[who], five["hidden"], on=TODAY, at=AT) is Access.MASKED
    assert five["hidden"] not in queries.not_masked(people[who], Child.objects.all(), on=TODAY, at=AT)


@pytest.mark.parametrize("who", ["ivy", "sam"])
def test_those_who_work_with_a_restricted_child_see_it(five, people, who):
    assert queries.masked_ids(people[who], [five["hidden"].pk], on=TODAY, at=AT) == frozenset()
    assert queries.access_to(people[who], five["hidden"], on=TODAY, at=AT) is Access.OPEN
    assert five["hidden"] in queries.not_masked(people[who], Child.objects.all(), on=TODAY, at=AT)


def test_somebody_named_by_the_restriction_sees_it(five, people):
    five["hidden"].restrictions.get().allowed.add(people["mia"])
    assert queries.access_to(people["mia"], five["hidden"], on=TODAY, at=AT) is Access.OPEN


def test_a_covering_officer_sees_the_absent_officers_children_for_the_time(five, people):
    actions.arrange_cover(
        absent=people["ivy"],
        covering=people["omar"],
        from_on=TODAY,
        until_on=TODAY + timedelta(days=7),
        by=people["mia"],
        at=AT,
    )
    assert names(five, queries.listed_for(people["omar"], on=TODAY)) == ["hidden", "ivys", "omars"]
    assert names(five, queries.listed_for(people["omar"], on=TODAY + timedelta(days=7))) == ["omars"]
    assert queries.access_to(people["omar"], five["hidden"], on=TODAY, at=AT) is Access.OPEN


def test_a_child_handed_to_another_team_leaves_the_first(five, people):
    children.give_case_role(
        child=five["ivys"], person=people["sol"], kind="social-worker", from_on=TODAY, by=people["ada"], at=AT
    )
    assert names(five, queries.listed_for(people["sam"], on=TODAY)) == ["hidden"]
    assert names(five, queries.listed_for(people["tess"], on=TODAY)) == ["hidden"]
    assert names(five, queries.listed_for(people["sol"], on=TODAY)) == ["doors", "ivys"]


def test_a_person_who_left_sees_nobody(five, people):
    people["ivy"].is_active = False
    people["ivy"].save()
    assert not queries.listed_for(people["ivy"], on=TODAY).exists()


def test_emergency_access_opens_for_an_hour_leaves_its_reason_and_closes(five, people):
    outside = people["sol"]
    assert queries.access_to(outside, five["ivys"], on=TODAY, at=AT) is Access.OUTSIDE
    actions.open_in_emergency(
        child=five["ivys"], reason="Found by the police at the station tonight", by=outside, at=AT
    )
    assert queries.access_to(outside, five["ivys"], on=TODAY, at=AT + timedelta(minutes=59)) is Access.OPEN
    assert queries.access_to(outside, five["ivys"], on=TODAY, at=AT + timedelta(minutes=60)) is Access.OUTSIDE
    event = Event.objects.get(kind="emergency_access.opened")
    assert event.child_identifier == five["ivys"].identifier
    assert event.after["reason"] == "Found by the police at the station tonight"


def test_emergency_access_needs_a_reason_and_a_role_that_may(five, people):
    with pytest.raises(NotAllowed, match="Say why"):
        actions.open_in_emergency(child=five["ivys"], reason="  need  ", by=people["sol"], at=AT)
    with pytest.raises(NotAllowed, match="Your role does not open"):
        actions.open_in_emergency(child=five["ivys"], reason="The panel asked me to", by=people["pam"], at=AT)
    with pytest.raises(NotAllowed, match="open to you already"):
        actions.open_in_emergency(
            child=five["ivys"], reason="I would like to look again", by=people["ivy"], at=AT
        )


def test_children_without_an_iro_stand_out(five, people):
    waiting = queries.without_iro(queries.listed_for(people["mia"], on=TODAY), on=TODAY)
    assert names(five, waiting) == ["doors", "nobodys"]


def test_a_list_asks_the_same_number_of_questions_however_long(
    five, people, looked_after, django_assert_num_queries
):
    for _ in range(10):
        looked_after(social_worker=people["sam"])
    with django_assert_num_queries(1):
        assert len(queries.listed_for(people["sam"], on=TODAY)) == 12
    with django_assert_num_queries(5):
        queries.masked_ids(
            people["mia"], [c.pk for c in Child.objects.none()] + [five["hidden"].pk], on=TODAY, at=AT
        )
