"""Rating a review: who is asked to answer which colour, by when, and that nobody but the IRO changes it."""

from datetime import date, timedelta

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice
from lodestar.casework.children import actions as children
from lodestar.casework.ratings import actions, queries
from lodestar.casework.ratings.models import Rating, RatingNotice
from tests.casework.conftest import AT, TODAY
from tests.factories.reviews import a_booking, hold

LATER = date(2026, 5, 4)


def rate(booking, people, colour, **facts):
    facts = {"because": "" if colour == "green" else "No school since January", **facts}
    if colour != "green":
        facts.setdefault("follow_up_on", LATER)
    return actions.rate_review(booking=booking, colour=colour, by=people["ivy"], at=AT, **facts)


def settled(booking, people, colour, **facts):
    rate(booking, people, colour, **facts)
    return actions.settle_rating(booking=booking, by=people["ivy"], at=AT)


def refused(act):
    with pytest.raises(NotAllowed) as no:
        act()
    return {(one.field, one.reason) for one in no.value.refusals}


@pytest.mark.parametrize("colour", ["amber", "red"])
def test_amber_and_red_give_their_reason_and_a_day_to_look_again(booking, people, colour):
    found = refused(lambda: rate(booking, people, colour, because=" ", follow_up_on=None))
    assert {field for field, _ in found} == {"because", "follow_up_on"}
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 3, 15), "15 March 2026 is past"),
        (date(2026, 9, 16), "The next review is due by 16 September 2026"),
        (date(2027, 1, 1), "The next review is due by 16 September 2026"),
    ],
)
def test_the_follow_up_is_before_the_next_review(booking, people, on, words):
    ((_, reason),) = refused(lambda: rate(booking, people, "red", follow_up_on=on))
    assert words in reason


def test_after_a_first_review_the_next_is_due_in_three_months(booking, people):
    booking.ordinal = 1
    booking.save()
    ((_, reason),) = refused(lambda: rate(booking, people, "amber", follow_up_on=date(2026, 6, 16)))
    assert "The next review is due by 16 June 2026" in reason
    assert rate(booking, people, "amber", follow_up_on=date(2026, 6, 15)).colour == "amber"


def test_a_colour_that_there_is_not_is_refused(booking, people):
    assert refused(lambda: rate(booking, people, "purple")) == {("colour", "Select a rating.")}


def test_a_rating_can_be_changed_until_it_is_settled_and_says_what_it_was(booking, people):
    first = rate(booking, people, "green")
    second = rate(booking, people, "amber")
    assert first.pk == second.pk
    event = Event.objects.filter(kind="review.rated").latest("sequence")
    assert (event.before["colour"], event.after["colour"]) == ("green", "amber")
    events = Event.objects.filter(kind="review.rated").count()
    rate(booking, people, "amber")
    assert Event.objects.filter(kind="review.rated").count() == events


@pytest.mark.parametrize(
    ("colour", "roles", "told"),
    [
        ("green", set(), set()),
        ("amber", {"team-manager"}, {"tess"}),
        ("red", {"team-manager", "service-manager"}, {"tess", "serge"}),
    ],
)
def test_who_is_asked_to_answer_which_colour(booking, people, teams, colour, roles, told):
    settled(booking, people, colour)
    notices = RatingNotice.objects.all()
    assert {one.role for one in notices} == roles
    assert {one.due_on for one in notices} <= {date(2026, 3, 23)}  # five working days from Monday 16 March
    assert {one.team for one in notices} <= {teams["north"]}
    assert {one.person.username for one in Notice.objects.filter(kind="rating-to-answer")} == told


def test_settling_twice_raises_nothing_twice_and_without_a_rating_is_refused(booking, people):
    assert refused(lambda: actions.settle_rating(booking=booking, by=people["ivy"], at=AT))
    settled(booking, people, "red")
    actions.settle_rating(booking=booking, by=people["ivy"], at=AT)
    assert RatingNotice.objects.count() == 2


def test_a_closed_review_is_not_rated_anew(booking, people):
    settled(booking, people, "amber")
    hold(booking, TODAY, by=people["ivy"])
    booking.refresh_from_db()
    ((field, reason),) = refused(lambda: rate(booking, people, "green"))
    assert field == "colour" and "the next review rates anew" in reason


# --- the managers' answers --------------------------------------------------------------------------------


@pytest.fixture
def red(booking, people):
    return settled(booking, people, "red")


def acknowledge(notice, by, **facts):
    facts = {"action": "A school place by Easter", "action_by_on": date(2026, 4, 2), **facts}
    return actions.acknowledge(notice=notice, by=by, at=AT, **facts)


def test_each_post_answers_once_and_the_officer_is_told(red, people):
    notice = red.notices.get(role="team-manager")
    answered = acknowledge(notice, people["tess"])
    assert (answered.action, answered.acknowledged_by) == ("A school place by Easter", people["tess"])
    assert [n.person.username for n in Notice.objects.filter(kind="rating-answered")] == ["ivy"]
    ((_, reason),) = refused(lambda: acknowledge(notice, people["tess"]))
    assert "answered already" in reason
    assert queries.notices_for(people["serge"], on=TODAY).count() == 1
    assert not queries.notices_for(people["tess"], on=TODAY).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"action": " "}, "action"),
        ({"action_by_on": None}, "action_by_on"),
        ({"action_by_on": date(2026, 3, 15)}, "action_by_on"),
        ({"action_by_on": date(2062, 4, 2)}, "action_by_on"),
    ],
)
def test_an_answer_says_what_and_by_when(red, people, facts, field):
    notice = red.notices.get(role="team-manager")
    assert {one for one, _ in refused(lambda: acknowledge(notice, people["tess"], **facts))} == {field}


@pytest.mark.parametrize("who", ["serge", "ivy", "mia", "sam"])
def test_nobody_answers_for_another_post(red, people, who):
    notice = red.notices.get(role="team-manager")
    ((_, reason),) = refused(lambda: acknowledge(notice, people[who]))
    assert "put to somebody else" in reason
    red.refresh_from_db()
    assert (red.colour, red.because) == ("red", "No school since January")


def test_the_manager_of_another_team_does_not_answer(red, people, teams):
    people["tess"].team = teams["other"]
    people["tess"].save()
    notice = red.notices.get(role="team-manager")
    assert refused(lambda: acknowledge(notice, people["tess"]))


def test_the_post_follows_the_child_to_another_team(red, people, teams):
    otto = type(people["tess"]).objects.add(
        username="otto", name="Otto", role="team-manager", team=teams["other"]
    )
    children.give_case_role(
        child=red.child,
        person=people["sol"],
        kind="social-worker",
        from_on=TODAY,
        team=teams["other"],
        by=people["ada"],
        at=AT,
    )
    assert acknowledge(red.notices.get(role="team-manager"), otto).acknowledged_by == otto


# --- follow-up and the next review ------------------------------------------------------------------------


def test_the_officer_looks_again_and_clears(red, people):
    actions.follow_up(rating=red, words="Still no school", by=people["ivy"], at=AT)
    assert "recorded already" in str(
        refused(lambda: actions.follow_up(rating=red, words="Again", by=people["ivy"], at=AT))
    )
    cleared = actions.clear(
        rating=red, words="He started on Monday", by=people["ivy"], at=AT + timedelta(days=9)
    )
    assert cleared.followed_up_words == "Still no school\nCleared: He started on Monday"
    assert cleared.cleared_by == people["ivy"] and cleared.followed_up_at == AT
    assert refused(lambda: actions.clear(rating=red, words="Twice", by=people["ivy"], at=AT))


def test_clearing_says_what_changed_and_fits(red, people):
    assert {f for f, _ in refused(lambda: actions.clear(rating=red, words="", by=people["ivy"], at=AT))} == {
        "words"
    }
    assert refused(lambda: actions.clear(rating=red, words="x" * 451, by=people["ivy"], at=AT))


def test_a_green_asks_for_nothing_and_a_draft_is_not_followed_up(booking, people):
    draft = rate(booking, people, "amber")
    assert refused(lambda: actions.follow_up(rating=draft, words="x", by=people["ivy"], at=AT))
    green = settled(booking, people, "green")
    assert refused(lambda: actions.follow_up(rating=green, words="x", by=people["ivy"], at=AT))
    assert refused(lambda: actions.clear(rating=green, words="x", by=people["ivy"], at=AT))


def test_the_next_review_finds_the_last_settled_rating(earlier, booking, people):
    Rating.objects.create(
        child=earlier.child,
        booking=earlier,
        colour="amber",
        because="No plan",
        is_final=True,
        rated_at=AT,
        rated_by=people["ivy"],
    )
    rate(booking, people, "green")
    last = queries.last_rating(earlier.child_id, but=booking)
    assert last.booking == earlier and queries.rating_of(booking).colour == "green"
    assert list(queries.latest_greens()) == []
    actions.settle_rating(booking=booking, by=people["ivy"], at=AT + timedelta(hours=1))
    Rating.objects.filter(booking=booking).update(rated_at=AT + timedelta(hours=1))
    assert [one.booking for one in queries.latest_greens()] == [booking]


def test_a_notice_of_a_child_without_a_team_waits_for_no_one_in_particular(looked_after, people):
    child = looked_after()
    booking = a_booking(child, people["ivy"], TODAY, by=people["ada"])
    rating = settled(booking, people, "amber")
    assert rating.notices.get().team is None
    assert not Notice.objects.filter(kind="rating-to-answer").exists()
