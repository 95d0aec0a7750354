"""Lists of who knows a child, and of plans that stand still."""

from datetime import date, timedelta

import pytest

from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.children import models
from lodestar.casework.meetings.models import ChildSeen, Invitee, Paper
from tests.analytics.watch.lives import (
    BEGAN,
    a_life,
    a_plan,
    a_review,
    found,
    known,
    on_list,
    told,
    works_with,
)
from tests.factories.children import AT, a_relationship, a_row
from tests.factories.reviews import a_booking

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia(people):
    return people["mia"]


@pytest.fixture
def ivy(people):
    return people["ivy"]


# --- seen by the IRO ------------------------------------------------------------------------------------


def a_held_review(child, officer, on):
    """Return a review that ran through this service, with the child's clock worked out after it."""
    booking = a_booking(child, officer, on, by=officer, state="held")
    known(child)
    return booking


def is_seen(booking, on, because=""):
    """Record that the IRO spoke with the child, alone unless there is a reason."""
    ChildSeen.objects.create(
        booking=booking,
        seen_on=on,
        place_kind="home",
        is_alone=not because,
        not_alone_because=because,
        recorded_at=AT,
        recorded_by=booking.officer,
    )


def test_not_seen_is_asked_of_the_last_review_that_ran_here(mia, ivy):
    never = a_life()
    a_held_review(never, ivy, date(2026, 2, 2))
    before_only = a_life()
    is_seen(a_held_review(before_only, ivy, date(2025, 9, 1)), date(2025, 8, 31))
    a_held_review(before_only, ivy, date(2026, 2, 9))
    seen = a_life()
    is_seen(a_held_review(seen, ivy, date(2026, 2, 2)), date(2026, 2, 1))
    brought_in = a_life()  # its last review came with a return, which does not say
    a_held_review(brought_in, ivy, date(2025, 9, 1))
    a_review(brought_in, date(2026, 2, 2))
    assert on_list("not-seen", mia) == [never.pk, before_only.pk]
    words = told("not-seen", mia, never)
    assert "2 February 2026" in words.why
    assert (words.owed[0].who, words.owed[0].due_on) == ("IRO", date(2026, 5, 2))


def test_a_review_of_an_earlier_time_in_care_says_nothing_of_now(mia, ivy):
    child = a_life(((date(2024, 1, 1), "U6"),), ((date(2024, 1, 1), "C2"),))
    a_held_review(child, ivy, date(2024, 2, 1))
    models.PeriodOfCare.objects.update(until_on=date(2024, 6, 1), end_reason="E8")
    models.Placement.objects.update(until_on=date(2024, 6, 1))
    models.LegalStatus.objects.update(until_on=date(2024, 6, 1))
    a_life(((date(2026, 3, 2), "U6"),), ((date(2026, 3, 2), "C2"),), child=child)
    assert on_list("not-seen", mia) == []


def test_not_seen_alone_says_why_and_once_alone_is_enough(mia, ivy):
    with_carer, later_alone = a_life(), a_life()
    is_seen(a_held_review(with_carer, ivy, date(2026, 2, 2)), date(2026, 2, 1), "She asked for her carer")
    both = a_held_review(later_alone, ivy, date(2026, 2, 2))
    is_seen(both, date(2026, 1, 20), "At school, in company")
    is_seen(both, date(2026, 1, 30))
    assert on_list("not-seen-alone", mia) == [with_carer.pk] and on_list("not-seen", mia) == []
    assert told("not-seen-alone", mia, with_carer).why.endswith("and not alone: She asked for her carer")


# --- social workers, IRO, visitor -----------------------------------------------------------------------


def test_no_social_worker_now_since_the_last_left_or_care_began(mia, people):
    never = a_life()
    left = a_life()
    works_with(left, people["sam"], BEGAN, date(2025, 11, 3))
    known(left)
    short_breaks = a_life(((date(2025, 6, 2), "U6"),), ((date(2025, 6, 2), "V4"),))
    a_life(worker=people["sam"])
    assert on_list("no-social-worker", mia) == [never.pk, short_breaks.pk, left.pk]
    assert told("no-social-worker", mia, never).why == "None since 3 March 2025, when care began."
    assert "ended on 3 November 2025" in told("no-social-worker", mia, left).why


def test_three_social_workers_are_three_people_however_often_one_comes_back(mia, people):
    sam, sol, tess = people["sam"], people["sol"], people["tess"]
    three, back, long_ago = a_life(), a_life(), a_life(((date(2024, 1, 1), "U6"),))
    for child, turns in (
        (three, [(sam, BEGAN), (sol, date(2025, 8, 1)), (tess, date(2025, 12, 1))]),
        (back, [(sam, BEGAN), (sol, date(2025, 8, 1)), (sam, date(2025, 12, 1))]),
        # The first left before the year began: on its first day the second was there.
        (long_ago, [(sam, date(2024, 1, 1)), (sol, date(2025, 3, 17)), (tess, date(2025, 12, 1))]),
    ):
        for (person, since), (_, until) in zip(turns, [*turns[1:], (None, None)], strict=True):
            works_with(child, person, since, until)
    assert on_list("three-social-workers", mia) == [three.pk]
    assert told("three-social-workers", mia, three).why.endswith("the third from 1 December 2025.")


@pytest.mark.parametrize(
    ("began", "listed"), [(date(2026, 3, 9), False), (date(2026, 3, 6), True)]
)  # five working days run out on the 16th, and on the 13th
def test_no_iro_once_five_working_days_are_over(began, listed, mia, ivy):
    child = a_life(((began, "U6"),), ((began, "C2"),))
    a_life(((began, "U6"),), ((began, "C2"),), iro=ivy)
    assert on_list("no-iro", mia) == ([child.pk] if listed else [])
    if listed:
        assert told("no-iro", mia, child).owed[0].due_on == date(2026, 3, 13)


def test_an_iro_who_left_leaves_five_working_days_to_name_the_next(mia, ivy):
    gone, just_gone = a_life(), a_life()
    for child, until in ((gone, date(2026, 2, 2)), (just_gone, date(2026, 3, 11))):
        a_row(IroAllocation, child=child, officer=ivy, from_on=BEGAN, until_on=until)
        known(child)
    assert on_list("no-iro", mia) == [gone.pk]
    assert "ended on 2 February 2026" in told("no-iro", mia, gone).why


def test_no_visitor_where_contact_is_allowed_with_nobody(mia, ivy):
    alone, with_gran, visited, unrecorded, ended = (a_life() for _ in range(5))
    for child in (alone, with_gran, visited):
        a_relationship(child=child, contact="not-allowed", from_on=date(2025, 6, 2))
    a_relationship(child=with_gran, kind="grandparent", contact="letterbox")
    booking = a_booking(visited, ivy, date(2026, 4, 1), by=ivy)
    Invitee.objects.create(booking=booking, role="visitor", name="Val Stone")
    a_relationship(child=unrecorded)  # nobody said what contact is allowed
    a_relationship(child=ended, contact="not-allowed")
    a_relationship(child=ended, kind="father", contact="allowed", until_on=date(2026, 1, 5))
    assert set(on_list("no-visitor", mia)) == {alone.pk, ended.pk}
    assert "since 2 June 2025" in told("no-visitor", mia, alone).why


# --- plans ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("began", "listed"), [(date(2026, 3, 2), False), (date(2026, 2, 27), True)])
def test_no_plan_once_ten_working_days_are_over(began, listed, mia):
    child = a_life(((began, "U6"),), ((began, "C2"),))
    a_plan(a_life(((began, "U6"),), ((began, "C2"),)))
    assert on_list("no-plan", mia) == ([child.pk] if listed else [])


def test_a_remanded_child_has_a_remand_plan_and_no_other_will_do(mia):
    child = a_life(((BEGAN, "R5"),), ((BEGAN, "J1"),), born_on=date(2010, 1, 1))
    a_plan(child)
    assert on_list("no-plan", mia) == [child.pk]
    a_plan(child, kind="remand")
    assert on_list("no-plan", mia) == []


def test_drift_begins_with_the_second_review_or_its_last_day(mia):
    def with_plan(*reviews, began=date(2025, 10, 1), **plan):
        child = a_life(((began, "U6"),), ((began, "C2"),))
        for held in reviews:
            a_review(child, held)
        a_plan(child, **plan)
        return child

    second_held = with_plan(date(2025, 10, 20), date(2026, 1, 12))
    day_gone = with_plan(date(2025, 10, 20))  # the second was due on 20 January
    not_yet = with_plan(date(2026, 1, 5), began=date(2025, 12, 8))  # due on 5 April
    named = with_plan(date(2025, 10, 20), date(2026, 1, 12), permanence_goal="adoption")
    with_plan(
        date(2025, 10, 20),
        permanence_goal="kinship",
        permanence_decided_on=date(2026, 1, 12),
    )
    assert on_list("no-permanence-goal", mia) == [second_held.pk, day_gone.pk]
    assert not_yet.pk not in on_list("no-permanence-goal", mia)
    assert on_list("permanence-not-settled", mia) == [named.pk]
    assert "names no goal" in told("no-permanence-goal", mia, day_gone).why
    assert told("no-permanence-goal", mia, day_gone).owed[0].due_on == date(2026, 1, 20)
    assert "is: adoption." in told("permanence-not-settled", mia, named).why


def test_a_later_version_of_the_plan_is_the_plan(mia):
    child = a_life()
    a_review(child, date(2025, 4, 1))
    a_review(child, date(2025, 6, 2))
    a_plan(child, permanence_goal="adoption", permanence_decided_on=date(2025, 6, 2))
    assert on_list("no-permanence-goal", mia) == []
    a_plan(child, version=2, recorded_at=AT + timedelta(hours=1))
    assert on_list("no-permanence-goal", mia) == [child.pk]


@pytest.mark.parametrize(
    ("since", "six", "twelve"),
    [
        (date(2025, 9, 17), False, False),
        (date(2025, 9, 16), True, False),
        (date(2025, 3, 16), False, True),
    ],
)
def test_section_20_by_how_long_it_has_run_without_a_break(since, six, twelve, mia):
    began = date(2024, 1, 1)
    child = a_life(((began, "U6"),), ((began, "C1"), (since, "V2")))
    again = a_life(((began, "U6"),), ((began, "V2"), (date(2026, 1, 5), "C1"), (date(2026, 2, 2), "V2")))
    a_life(((began, "U6"),), ((began, "V2"), (since, "C2")))
    assert (child.pk in on_list("section-20-6-months", mia)) is six
    assert (child.pk in on_list("section-20-12-months", mia)) is twelve
    assert again.pk not in on_list("section-20-12-months", mia) + on_list("section-20-6-months", mia)


def test_a_placement_order_waits_until_an_adoptive_placement(mia):
    order = ((BEGAN, "C1"), (date(2025, 12, 1), "E1"))
    waits = a_life(legal=order)
    a_life(((BEGAN, "U6"), (date(2026, 1, 5), "A6")), order)
    a_life(((BEGAN, "U6"), (date(2026, 1, 5), "A6"), (date(2026, 3, 9), "T1")), order)
    assert on_list("placement-order-waiting", mia) == [waits.pk]
    assert told("placement-order-waiting", mia, waits).owed[0].due_on == date(2026, 4, 1)  # 121 days


def test_no_pathway_plan_is_asked_of_reviews_held_here_from_sixteen_on(mia, ivy):
    turned_16 = date(2010, 1, 5)
    without, with_one, not_reviewed, younger = (
        a_life(born_on=born_on) for born_on in (turned_16, turned_16, turned_16, date(2010, 2, 10))
    )
    for child in (without, with_one, younger):
        held = a_held_review(child, ivy, date(2026, 2, 9))
        if child is with_one:
            Paper.objects.create(
                booking=held, kind="pathway-plan", received_at=AT, received_by=ivy, days_ahead=3
            )
    a_held_review(not_reviewed, ivy, date(2025, 12, 1))
    assert on_list("no-pathway-plan", mia) == [without.pk]
    assert found("no-pathway-plan", mia)[0].since == date(2026, 1, 5)
