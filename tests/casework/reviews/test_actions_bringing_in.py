"""Many reviews brought in: found, added, corrected, withdrawn, disputed or not held; and twice is once."""

from dataclasses import replace
from datetime import date

import pytest

from lodestar.access import chain
from lodestar.access.models import Event
from lodestar.casework.children import actions as children
from lodestar.casework.children.models import Correction, PeriodOfCare
from lodestar.casework.children.queries import (
    IncomingChild,
    IncomingPeriod,
    IncomingPlacement,
    IncomingStatus,
)
from lodestar.casework.children.states import Source
from lodestar.casework.reviews import actions
from lodestar.casework.reviews.incoming import IncomingReview
from lodestar.casework.reviews.models import Review
from tests.factories import children as made

pytestmark = pytest.mark.django_db
BEGAN, END = date(2018, 4, 9), date(2019, 2, 1)
FIRST, SECOND = date(2018, 5, 1), date(2018, 7, 20)
PERIOD = IncomingPeriod(
    BEGAN,
    None,
    (IncomingStatus(BEGAN, None, "C2"),),
    (
        IncomingPlacement(BEGAN, date(2018, 6, 4), "U6", change_reason="CARPL"),
        IncomingPlacement(date(2018, 6, 4), date(2018, 7, 16), "A4"),
        IncomingPlacement(date(2018, 7, 16), None, "T1"),
    ),
    category_of_need="N1",
)
CHILD = IncomingChild("C1", date(2010, 5, 1), periods=(PERIOD,))
REVIEWS = (
    IncomingReview("C1", FIRST, "PN1", source_line="reviews.csv row 1"),
    IncomingReview("C1", SECOND, "PN2"),
)


@pytest.fixture
def ada(db):
    return made.a_person()


@pytest.fixture
def bring(ada, at):
    def bring(*reviews, **facts):
        said = {"source": Source.SSDA903, "because": "Return of 2018/19", "by": ada, "at": at, **facts}
        return actions.bring_in_reviews(reviews=reviews, **said)

    return bring


@pytest.fixture
def child(ada, at):
    children.bring_in(children=[CHILD], source=Source.SSDA903, because="Return", by=ada, at=at)
    return PeriodOfCare.objects.get().child


def test_reviews_come_in_with_the_kind_the_child_called_for(child, bring):
    answer = bring(*REVIEWS)
    assert answer.counts["review"].added == 2 and answer.not_held == []
    assert list(Review.objects.order_by("held_on").values_list("held_on", "kind", "participation")) == [
        (FIRST, "looked-after", "PN1"),
        (SECOND, "adoption", "PN2"),
    ]
    event = Event.objects.order_by("-sequence")[0]
    assert (event.kind, event.child_identifier) == ("history.brought_in", "C1")
    assert event.after["added"]["review"][0]["held_on"] == "2018-05-01"
    assert chain.verify() == []


def test_the_same_again_writes_nothing(child, bring):
    bring(*REVIEWS)
    events = Event.objects.count()
    answer = bring(*REVIEWS)
    assert answer.is_unchanged and answer.counts["review"].matched == 2
    assert Event.objects.count() == events


def test_what_is_stated_otherwise_is_corrected_and_what_is_not_stated_withdrawn(child, bring):
    bring(*REVIEWS)
    answer = bring(replace(REVIEWS[0], participation="PN7"))
    assert (answer.counts["review"].corrected, answer.counts["review"].withdrawn) == (1, 1)
    assert Review.objects.believed().get().participation == "PN7"
    assert Correction.objects.filter(row_kind="review").count() == 2


def test_only_children_and_days_spoken_of_lose_a_review(child, bring):
    bring(*REVIEWS)
    assert bring(speaks_for=[]).is_unchanged
    assert bring(REVIEWS[1], speaks_from=date(2018, 6, 1)).is_unchanged
    assert bring(REVIEWS[0], speaks_until=date(2018, 6, 1)).is_unchanged
    assert bring(speaks_for=["C1"]).counts["review"].withdrawn == 2


def test_a_person_is_never_overwritten(child, bring, ada, at):
    actions.record_review(child=child, held_on=FIRST, participation="PN4", by=ada, at=at)
    answer = bring(*REVIEWS)
    (told,) = answer.disagreements
    assert (told.held["participation"], told.stated["participation"]) == ("PN4", "PN1")
    assert bring(REVIEWS[1]).is_unchanged


@pytest.mark.parametrize(
    ("review", "why"),
    [
        (IncomingReview("C9", FIRST, "PN1"), "not in the register"),
        (IncomingReview("C1", date(2018, 4, 8), "PN1"), "not looked after on 8 April 2018"),
        (IncomingReview("C1", FIRST, "PN9"), "not a code of participation"),
        (IncomingReview("C1", FIRST, "PN1", kind="annual"), "not a kind of review"),
        (IncomingReview("C1", None, "PN1"), "no day"),
    ],
)
def test_a_review_that_cannot_be_held_is_told_and_the_rest_goes_on(child, bring, review, why):
    answer = bring(review, REVIEWS[1])
    assert [why in n.why for n in answer.not_held] == [True]
    assert answer.counts["review"].added == 1


def test_a_review_stated_twice_is_taken_once(child, bring):
    answer = bring(REVIEWS[0], replace(REVIEWS[0], participation="PN2"))
    assert ["stated twice" in n.why for n in answer.not_held] == [True]


def test_a_review_accepted_by_a_named_person_is_held_with_the_nearest_period(child, bring):
    odd = IncomingReview("C1", date(2018, 4, 2), "PN1", implausible_because="Held before the order, Ann Lee")
    assert bring(odd).counts["review"].added == 1
    review = Review.objects.get()
    assert review.period == PeriodOfCare.objects.get()
    assert review.implausible_because == "Held before the order, Ann Lee"
    assert bring(odd).is_unchanged


def test_reviews_follow_the_period_they_lie_in(child, bring, ada, at):
    bring(*REVIEWS)
    earlier = date(2018, 4, 2)
    moved = replace(
        CHILD,
        periods=(
            replace(
                PERIOD,
                from_on=earlier,
                statuses=(IncomingStatus(earlier, None, "C2"),),
                placements=(IncomingPlacement(earlier, None, "U6"),),
            ),
        ),
    )
    children.bring_in(children=[moved], source=Source.SSDA903, because="Return", by=ada, at=at)
    bring(*REVIEWS)
    now = PeriodOfCare.objects.believed().get()
    assert {r.period_id for r in Review.objects.believed()} == {now.pk}


def test_many_cost_as_many_queries_as_few(child, bring, django_assert_max_num_queries, settings):
    settings.CHILD_CHANGE_FOLLOWERS = []
    with django_assert_max_num_queries(30):
        bring(*(IncomingReview("C1", date(2018, 5, 1 + n), "PN1") for n in range(16)))
    assert Review.objects.count() == 16
