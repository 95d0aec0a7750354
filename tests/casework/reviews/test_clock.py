"""The kept clock says what the law room says, after every change and for every child."""

from datetime import UTC, date, datetime

import pytest

from lodestar.access.models import User
from lodestar.access.roles import Role
from lodestar.casework.children import actions as children
from lodestar.casework.reviews import clock, queries
from lodestar.casework.reviews.models import ReviewClock

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 16)


@pytest.fixture
def ada(db):
    return User.objects.add(username="ada", name="Ada", role=Role.ADMINISTRATOR)


@pytest.fixture
def child(ada):
    child = children.add_child(identifier="C1", born_on=date(2015, 5, 1), by=ada, at=AT)
    children.start_care(
        child=child,
        began_on=date(2026, 3, 2),
        legal_status="C1",
        placement_type="U6",
        provider="PR1",
        category_of_need="N1",
        by=ada,
        at=AT,
    )
    return child


def test_entering_care_starts_the_clock(child):
    found = ReviewClock.objects.get(child=child)
    assert (found.next_rule, found.next_due_on) == ("first", date(2026, 3, 30))
    assert found.next_because == "20 working days from 2 March 2026, the day the child became looked after"
    assert (found.next_citation, found.next_force) == ("SI 2010/959 reg 33(1)", "regulations")
    assert (found.is_looked_after, found.looked_after_since) == (True, date(2026, 3, 2))


def test_leaving_care_stops_it(child, ada):
    children.end_care(child=child, ended_on=TODAY, reason="E4A", by=ada, at=AT)
    found = ReviewClock.objects.get(child=child)
    assert (found.is_looked_after, found.next_rule, found.next_due_on) == (False, "", None)


def test_an_unplanned_move_never_postpones(child, ada):
    children.record_move(
        child=child,
        moved_on=date(2026, 3, 12),
        reason="CREQB",
        type="K2",
        provider="PR4",
        by=ada,
        at=AT,
    )
    assert ReviewClock.objects.get(child=child).next_due_on == date(2026, 3, 30)


def test_the_kept_clock_is_what_the_law_room_answers_afresh(child, ada):
    before = ReviewClock.objects.values().get(child=child)
    clock.refresh(child_ids=[child.pk], at=AT)
    assert ReviewClock.objects.values().get(child=child) == before
    answer = queries.timetable_of(child, as_of=TODAY)
    assert answer.next is not None
    assert (before["next_rule"], before["next_due_on"]) == (answer.next.rule, answer.next.due_on)


def test_histories_of_many_children_take_as_many_questions_as_of_one(child, ada, django_assert_num_queries):
    ids = [child.pk]
    for n in range(2, 12):
        other = children.add_child(identifier=f"C{n}", born_on=date(2015, 5, 1), by=ada, at=AT)
        ids.append(other.pk)
    with django_assert_num_queries(7):
        assert len(queries.history_of(ids)) == 11
