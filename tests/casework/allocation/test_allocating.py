"""Allocating an IRO: one at a time, independent, with history; and what happens when care ends."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.casework.allocation import actions, queries
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.children import actions as children
from tests.casework.conftest import AT, TODAY

START = date(2026, 3, 2)


def allocate(people, child, officer, from_on=START, **extra):
    return actions.allocate_iro(
        child=child,
        officer=people[officer],
        from_on=from_on,
        because="Locality",
        by=people["mia"],
        at=AT,
        **extra,
    )


def test_a_child_has_one_iro_at_a_time_and_the_history_is_kept(people, looked_after):
    child = looked_after()
    allocate(people, child, "ivy")
    allocate(people, child, "omar", TODAY)
    rows = list(
        IroAllocation.objects.filter(child=child).order_by("from_on").values_list("officer", "until_on")
    )
    assert rows == [(people["ivy"].pk, TODAY), (people["omar"].pk, None)]
    assert queries.iro_of([child.pk], on=TODAY)[child.pk].officer == people["omar"]
    assert queries.iro_of([child.pk], on=TODAY - timedelta(days=1))[child.pk].officer == people["ivy"]
    event = Event.objects.filter(kind="iro.allocated").latest("sequence")
    assert (event.before["officer"], event.after["officer"]) == ("ivy", "omar")


@pytest.mark.parametrize(
    "kind", ["social-worker", "team-manager", "personal-adviser", "supervising-manager", "budget-holder"]
)
@pytest.mark.parametrize("ended", [False, True])
def test_nobody_who_manages_or_managed_the_case_becomes_its_iro(people, looked_after, kind, ended):
    child = looked_after()
    role = children.give_case_role(
        child=child, person=people["ivy"], kind=kind, from_on=START, by=people["ada"], at=AT
    )
    if ended:
        children.end_case_role(role=role, ended_on=date(2026, 3, 9), by=people["ada"], at=AT)
    with pytest.raises(NotAllowed, match="Ivy is not independent of this case") as refused:
        allocate(people, child, "ivy", TODAY)
    assert refused.value.refusals[0].citation == "SI 2010/959 reg 46"
    assert not IroAllocation.objects.exists()


def test_chairing_conferences_is_allowed_and_told(people, looked_after):
    child = looked_after()
    children.give_case_role(
        child=child, person=people["ivy"], kind="conference-chair", from_on=START, by=people["ada"], at=AT
    )
    row = allocate(people, child, "ivy", TODAY)
    assert row.independence.startswith("Independent") and "conferences" in row.independence


@pytest.mark.parametrize(
    ("officer", "from_on", "words"),
    [
        ("sam", START, "is not an Independent Reviewing Officer"),
        ("ivy", date(2026, 3, 1), "not looked after on that day"),
        ("ivy", TODAY + timedelta(days=1), "in the future"),
    ],
)
def test_refusals_say_what_to_mend(people, looked_after, officer, from_on, words):
    with pytest.raises(NotAllowed, match=words):
        allocate(people, looked_after(), officer, from_on)


def test_the_same_officer_again_or_an_earlier_day_is_refused(people, looked_after):
    child = looked_after()
    allocate(people, child, "ivy", date(2026, 3, 9))
    with pytest.raises(NotAllowed, match="is the child's IRO already"):
        allocate(people, child, "ivy", TODAY)
    with pytest.raises(NotAllowed, match="Choose a later day"):
        allocate(people, child, "omar", date(2026, 3, 9))


def test_the_second_of_two_people_is_told_what_the_first_did(people, looked_after):
    child = looked_after()
    allocate(people, child, "ivy", date(2026, 3, 9), standing_on=0)
    with pytest.raises(NotAllowed, match="the child's IRO is now Ivy"):
        allocate(people, child, "omar", TODAY, standing_on=0)


def test_when_care_ends_so_does_the_allocation(people, looked_after):
    child = looked_after()
    allocate(people, child, "ivy")
    children.end_care(child=child, ended_on=TODAY, reason="E4A", by=people["ada"], at=AT)
    row = IroAllocation.objects.get(child=child)
    assert (row.until_on, row.ended_by) == (TODAY, people["ada"])
    assert not queries.listed_for(people["ivy"], on=TODAY).exists()
    assert Event.objects.filter(kind="iro_allocation.ended", child_identifier=child.identifier).count() == 1


def test_caseload_counts_children_looked_after_by_full_time_share(people, looked_after):
    for _ in range(3):
        allocate(people, looked_after(), "ivy")
    gone = looked_after()
    allocate(people, gone, "ivy")
    children.end_care(child=gone, ended_on=TODAY, reason="E4A", by=people["ada"], at=AT)
    actions.set_working_time(
        officer=people["ivy"], full_time_equivalent=Decimal("0.60"), from_on=START, by=people["mia"], at=AT
    )
    found = {c.officer.username: (c.children, c.per_full_time) for c in queries.caseloads(on=TODAY)}
    assert found == {"ivy": (3, Decimal("5.0")), "omar": (0, None)}


def test_working_time_is_a_share_of_a_post(people):
    with pytest.raises(NotAllowed, match="at most 1"):
        actions.set_working_time(
            officer=people["ivy"], full_time_equivalent=Decimal("1.2"), from_on=START, by=people["mia"], at=AT
        )


def test_allocations_brought_in_twice_are_there_once(people, looked_after):
    child = looked_after()
    row = actions.IncomingAllocation(child.pk, people["ivy"].pk, START, None, "History")
    for added in (1, 0):
        assert (
            actions.bring_in_allocations(allocations=[row], source="demonstration", by=people["ada"], at=AT)
            == added
        )
    assert IroAllocation.objects.count() == 1


def test_a_brother_or_sister_with_the_same_officer_is_told(people, looked_after):
    child, sister = looked_after(), looked_after()
    children.record_relationship(
        child=child, kind="sibling", other_child=sister, from_on=START, by=people["ada"], at=AT
    )
    allocate(people, sister, "omar")
    assert queries.siblings_officers(child, on=TODAY) == {people["omar"].pk: [sister]}
