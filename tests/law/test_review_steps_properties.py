"""Properties of the steps around a review: their order, and that each is a working day that reproduces."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lodestar.law import review_steps as steps
from lodestar.law.calendar import is_working_day, working_days_between
from lodestar.law.participation import ViewsPut, participation_codes_allowed, proposed_code

DAYS = st.dates(date(1992, 1, 1), date(2034, 6, 30))


@given(DAYS)
def test_steps_before_a_review_follow_one_another(day: date) -> None:
    due = [
        ask(review_on=day).due_on
        for ask in (steps.discussion_by, steps.talk_by, steps.invitations_by, steps.papers_by)
    ]
    assert due == sorted(due) and due[-1] < day
    assert all(is_working_day(one) for one in due)


@given(DAYS)
def test_steps_after_a_review_follow_one_another(day: date) -> None:
    due = [
        ask(review_on=day).due_on
        for ask in (steps.decisions_by, steps.plan_updated_by, steps.record_by, steps.distributed_by)
    ]
    assert due == sorted(set(due)) and due[0] > day
    assert [working_days_between(day, one) for one in due] == [5, 10, 15, 20]


@given(DAYS, st.integers(1, 400))
def test_half_way_lies_between(day: date, gap: int) -> None:
    half = steps.midway_on(review_on=day, next_due_on=day + timedelta(days=gap)).due_on
    assert day <= half < day + timedelta(days=gap)
    assert abs((half - day).days * 2 - gap) <= 1


@given(DAYS, st.integers(0, 17 * 365), st.booleans(), st.sampled_from(list(ViewsPut)))
def test_the_code_proposed_is_always_one_that_fits_the_age(
    born_on: date, days: int, attended: bool, views: ViewsPut
) -> None:
    day = born_on + timedelta(days=days)
    proposed = proposed_code(born_on=born_on, reviewed_on=day, attended=attended, views=views)
    assert proposed.code in participation_codes_allowed(born_on=born_on, reviewed_on=day).codes
