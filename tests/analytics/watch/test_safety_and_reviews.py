"""Lists of children in danger, of those not heard, and of what is late around reviews."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lodestar.analytics.watch.lists import LISTS
from lodestar.casework.children.models import Child
from lodestar.casework.decisions.models import DecisionsSent
from lodestar.casework.meetings.models import Invitee
from lodestar.casework.ratings.models import RatingNotice
from lodestar.casework.reviews.models import ReviewClock
from tests.analytics.watch.lives import BEGAN, TODAY, a_life, a_review, found, on_list, told
from tests.analytics.watch.test_people_and_plans import a_held_review
from tests.factories.children import AT, a_missing_episode
from tests.factories.reviews import a_booking, a_decision, a_minute, a_rating

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia(people):
    return people["mia"]


@pytest.fixture
def ivy(people):
    return people["ivy"]


# --- missing --------------------------------------------------------------------------------------------


def test_missing_now_until_the_day_of_the_return(mia):
    missing, away, back = a_life(), a_life(), a_life()
    a_missing_episode(child=missing, from_on=date(2026, 3, 12))
    a_missing_episode(child=away, kind="A", from_on=date(2026, 3, 14))
    a_missing_episode(child=back, from_on=date(2026, 3, 12), until_on=TODAY)
    assert on_list("missing-now", mia) == [missing.pk, away.pk]
    words = told("missing-now", mia, missing)
    assert words.owed[0].due_on == date(2026, 3, 13) and words.owed[0].what == "Tell the IRO"
    assert told("missing-now", mia, away).why.startswith("Away from placement without authorisation since")


def test_missing_often_is_three_times_in_ninety_days_and_being_away_is_counted_apart(mia):
    often, too_long_ago, twice = a_life(), a_life(), a_life()
    first = TODAY - timedelta(days=89)
    for child, began in ((often, first), (too_long_ago, first - timedelta(days=1))):
        for day in (began, date(2026, 2, 2), date(2026, 3, 2)):
            a_missing_episode(child=child, from_on=day, until_on=day)
    for kind in "MMA":
        a_missing_episode(child=twice, kind=kind, from_on=date(2026, 3, 2), until_on=date(2026, 3, 3))
    assert on_list("missing-often", mia) == [often.pk]
    words = told("missing-often", mia, often)
    assert words.why.startswith("Missing 3 times in the last 90 days")
    assert words.owed[0].due_on == date(2026, 3, 5)  # 72 hours from the return


# --- babies, and being heard ----------------------------------------------------------------------------


def test_babies_until_the_first_birthday(mia):
    since = date(2026, 3, 2)
    young, one_today = (
        a_life(((since, "U6"),), ((since, "C1"),), born_on=born_on)
        for born_on in (date(2025, 3, 17), date(2025, 3, 16))
    )
    assert on_list("babies", mia) == [young.pk] and one_today.pk not in on_list("babies", mia)
    assert "17 March 2025" in told("babies", mia, young).why


def test_not_speaking_is_both_of_the_last_two_reviews(mia):
    codes = {"PN7 PN7": True, "PN3 PN4": True, "PN7 PN1": False, "PN1 PN7": False, "PN0 PN7": False}
    quiet = {}
    for said, listed in codes.items():
        child = a_life()
        for held, code in zip((date(2025, 9, 1), date(2026, 2, 2)), said.split(), strict=True):
            a_review(child, held, code)
        quiet[child.pk] = listed
    once = a_life()
    a_review(once, date(2026, 2, 2), "PN7")
    assert set(on_list("not-speaking", mia)) == {pk for pk, listed in quiet.items() if listed}
    row = found("not-speaking", mia)[0]
    assert row.since == date(2025, 9, 1)


def test_no_interpreter_for_a_booked_review(mia, ivy):
    without, said, asked, not_needed = (a_life() for _ in range(4))
    Child.objects.filter(pk__in=[without.pk, said.pk, asked.pk]).update(
        interpreter_needed=True, language="Arabic"
    )
    a_booking(without, ivy, date(2026, 4, 1), by=ivy)
    a_booking(said, ivy, date(2026, 4, 1), by=ivy, interpreter="Arabic, for the child")
    Invitee.objects.create(
        booking=a_booking(asked, ivy, date(2026, 4, 1), by=ivy), role="interpreter", name="Nadia"
    )
    a_booking(not_needed, ivy, date(2026, 4, 1), by=ivy)
    assert on_list("no-interpreter", mia) == [without.pk]
    words = told("no-interpreter", mia, without)
    assert "for Arabic" in words.why and words.owed[0].due_on == date(2026, 3, 18)  # ten working days before


# --- reviews --------------------------------------------------------------------------------------------


def test_overdue_from_the_day_after_the_last_day(mia):
    late = a_life(((date(2026, 1, 5), "U6"),), ((date(2026, 1, 5), "C1"),))
    due_today = a_life(((date(2026, 2, 16), "U6"),), ((date(2026, 2, 16), "C1"),))
    assert ReviewClock.objects.get(pk=due_today.pk).next_due_on == TODAY
    assert on_list("review-overdue", mia) == [late.pk]
    words = told("review-overdue", mia, late)
    assert words.why.startswith("The review is ") and "overdue" in words.why
    assert words.owed[0].due_on == ReviewClock.objects.get(pk=late.pk).next_due_on < TODAY


def test_a_clock_that_cannot_be_worked_out_is_a_list_of_its_own(mia):
    child = a_life()
    ReviewClock.objects.filter(pk=child.pk).update(cannot_judge="Two placements share a day.")
    assert on_list("clock-not-known", mia) == [child.pk]
    why = told("clock-not-known", mia, child).why
    assert why == "The next review cannot be worked out: two placements share a day."


def test_decisions_and_record_late_after_their_limits(mia, ivy):
    limits = {
        "decisions-not-sent": (
            date(2026, 3, 6),
            date(2026, 3, 9),
        ),  # five working days before the 13th, the 16th
        "record-not-signed": (date(2026, 2, 20), date(2026, 2, 23)),  # fifteen
    }
    for name, (late_on, in_time_on) in limits.items():
        late, in_time, done = a_life(), a_life(), a_life()
        for child, held_on in ((late, late_on), (in_time, in_time_on), (done, late_on)):
            booking = a_held_review(child, ivy, held_on)
            if child is done:
                a_minute(booking, "signed", by=ivy)
                DecisionsSent.objects.create(booking=booking, answers_due_on=TODAY, sent_at=AT, sent_by=ivy)
        rows = on_list(name, mia)
        assert late.pk in rows and in_time.pk not in rows and done.pk not in rows, name
        assert told(name, mia, late).owed[0].due_on == date(2026, 3, 13)


def test_decisions_past_their_day_are_one_row_a_child(mia, ivy):
    child = a_life()
    booking = a_held_review(child, ivy, date(2026, 2, 2))
    for due_on in (date(2026, 3, 2), date(2026, 3, 9), TODAY):
        a_decision(booking, by=ivy, due_on=due_on)
    a_decision(booking, by=ivy, due_on=date(2026, 2, 9), state="verified")
    assert on_list("decisions-past", mia) == [child.pk]
    assert "2 decisions of reviews are past their day, the oldest due on 2 March 2026" in (
        told("decisions-past", mia, child).why
    )


def test_ratings_not_answered_in_time_name_every_post(mia, ivy):
    red, answered, cleared, not_yet = (a_life() for _ in range(4))
    for child in (red, answered, cleared, not_yet):
        booking = a_held_review(child, ivy, date(2026, 2, 2))
        due_on = TODAY if child is not_yet else date(2026, 2, 9)
        rating = a_rating(booking, "red", by=ivy, due_on=due_on, roles=["team-manager", "service-manager"])
        if child is answered:
            RatingNotice.objects.filter(rating=rating).update(
                action="Call a meeting",
                action_by_on=TODAY,
                acknowledged_at=datetime(2026, 2, 6, 9, tzinfo=UTC),
                acknowledged_by=mia,
            )
        if child is cleared:
            rating.cleared_at, rating.cleared_by = AT, ivy
            rating.save()
    assert on_list("ratings-unanswered", mia) == [red.pk]
    words = told("ratings-unanswered", mia, red)
    assert words.why == "Rated red, and not answered by 9 February 2026."
    assert {one.who for one in words.owed} == {"Team manager", "Service manager"}


def test_a_child_who_left_is_on_no_list(mia, ivy):
    child = a_life(
        ((BEGAN, "P2", {"location": "OUT", "miles_from_home": "90"}),), ((BEGAN, "V2"),), until=TODAY
    )
    a_missing_episode(child=child, from_on=date(2026, 3, 12))
    assert {one.id for one in LISTS if child.pk in on_list(one.id, mia)} == set()
