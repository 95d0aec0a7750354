"""Ratings as people meet them: prompts that rate nothing, a reason for amber, managers' answers, the next review."""

from datetime import date

import pytest

from lodestar.casework.meetings.models import ChildSeen, Paper
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.ratings import actions
from lodestar.casework.ratings.models import Rating
from tests.casework.conftest import AT, TODAY
from tests.casework.desk.test_recording import day, hidden, text
from tests.factories.reviews import a_decision, a_rating

LATER = date(2026, 5, 4)


def post(browser, address, answers):
    return browser.post(address, {"once": hidden(browser.get(address), "once"), **answers})


def amber(**changes):
    return {"colour": "amber", "because": "No school since January", **day("follow_up_on", LATER), **changes}


def test_what_stands_out_is_said_and_rates_nothing(earlier, booking, people, as_person):
    a_decision(earlier, by=people["ivy"], due_on=date(2026, 3, 13))
    page = text(as_person("ivy").get(f"/reviews/{booking.pk}/rating/"))
    for words in (
        "1 decision is past its date and not done.",
        "The social worker's report has not come.",
        "There is no care plan in the record.",
        "It is not recorded that you spoke with the child before this review.",
        "The rating is yours.",
    ):
        assert words in page
    assert not Rating.objects.exists()


def test_where_nothing_stands_out_that_is_said(booking, people, as_person):
    ivy = people["ivy"]
    Paper.objects.create(booking=booking, kind="report", received_at=AT, received_by=ivy, days_ahead=4)
    CarePlan.objects.create(child=booking.child, version=1, dated_on=TODAY, recorded_at=AT, recorded_by=ivy)
    seen = ChildSeen.objects.create(
        booking=booking,
        seen_on=TODAY,
        place_kind="home",
        is_alone=True,
        recorded_at=AT,
        recorded_by=ivy,
    )
    browser, address = as_person("ivy"), f"/reviews/{booking.pk}/rating/"
    assert "Nothing in the record stands out" in text(browser.get(address))
    ChildSeen.objects.filter(pk=seen.pk).update(is_alone=False, not_alone_because="He asked for Sam")
    Paper.objects.update(days_ahead=1)
    page = text(browser.get(address))
    assert "You spoke with the child, but not alone." in page
    assert "came less than 3 working days before the review" in page


def test_the_officer_rates_once_however_often_it_is_sent(booking, as_person):
    browser, address = as_person("ivy"), f"/reviews/{booking.pk}/rating/"
    refused = post(browser, address, {"colour": "red", "because": "", **day("follow_up_on", LATER)})
    assert "Say why: what is not right" in text(refused)
    page = browser.get(address)
    sent = {"once": hidden(page, "once"), **amber()}
    assert {browser.post(address, sent).headers["Location"] for _ in range(2)} == {address}
    assert Rating.objects.get().colour == "amber"
    shown = text(browser.get(address))
    assert "Amber: some things need attention" in shown and "No school since January" in shown


def test_nobody_else_rates_or_sees_a_rating_that_is_not_settled(booking, as_person):
    post(as_person("ivy"), f"/reviews/{booking.pk}/rating/", amber())
    for who in ("ada", "sam", "tess", "serge"):
        browser = as_person(who)
        page = text(browser.get(f"/reviews/{booking.pk}/rating/"))
        assert "This review is not rated yet" in page and "No school since January" not in page
        assert "Save the rating" not in page
        assert browser.post(f"/reviews/{booking.pk}/rating/", amber(colour="green")).status_code == 403
    assert Rating.objects.get().colour == "amber"


def test_managers_answer_a_red_and_the_officer_follows_it_up(booking, people, as_person):
    post(as_person("ivy"), f"/reviews/{booking.pk}/rating/", amber(colour="red"))
    rating = actions.settle_rating(booking=booking, by=people["ivy"], at=AT)
    own = rating.notices.get(role="team-manager")
    other = rating.notices.get(role="service-manager")
    tess = as_person("tess")
    page = text(tess.get(f"/reviews/{booking.pk}/rating/"))
    assert "Red: something serious is not right" in page and "Say what you will do" in page
    assert "Waiting. Due in 5 working days, by Monday 23 March" in page
    assert tess.get(f"/ratings/{other.pk}/answer/").status_code == 404
    address = f"/ratings/{own.pk}/answer/"
    refused = post(tess, address, {"action": "Find a school", **day("action_by_on", date(2026, 3, 1))})
    assert "1 March 2026 is past" in text(refused) and "Find a school" in refused.content.decode()
    answers = {"action": "Find a school", **day("action_by_on", date(2026, 4, 2))}
    assert post(tess, address, answers).headers["Location"] == f"/reviews/{booking.pk}/rating/"
    assert "answered already" in text(post(tess, address, answers))
    ivy = as_person("ivy")
    page = text(ivy.get(f"/reviews/{booking.pk}/rating/"))
    assert "Find a school By Thursday 2 April 2026. Said by Tess on 16 March 2026" in page
    followed = post(ivy, f"/ratings/{rating.pk}/follow-up/", {"words": "A place is promised"})
    assert followed.status_code == 302
    assert post(ivy, f"/ratings/{rating.pk}/clear/", {"words": "He started"}).status_code == 302
    page = text(ivy.get(f"/reviews/{booking.pk}/rating/"))
    assert "Cleared On 16 March 2026" in page and "Clear it" not in page


def test_the_service_manager_answers_their_own(booking, people, as_person):
    post(as_person("ivy"), f"/reviews/{booking.pk}/rating/", amber(colour="red"))
    rating = actions.settle_rating(booking=booking, by=people["ivy"], at=AT)
    notice = rating.notices.get(role="service-manager")
    answers = {"action": "Fund a tutor", **day("action_by_on", date(2026, 4, 2))}
    assert post(as_person("serge"), f"/ratings/{notice.pk}/answer/", answers).status_code == 302


def test_the_review_before_is_shown_to_rate_anew(earlier, booking, people, as_person):
    a_rating(earlier, "red", by=people["ivy"], due_on=TODAY)
    page = text(as_person("ivy").get(f"/reviews/{booking.pk}/rating/"))
    assert "Red: something serious is not right, review on 12 March 2026" in page
    assert "The plan stands still" in page and "Not cleared" in page


@pytest.mark.parametrize("who", ["omar", "sol"])
def test_outside_ones_reach_there_is_no_such_page(booking, people, as_person, who):
    assert as_person(who).get(f"/reviews/{booking.pk}/rating/").status_code == 404


def test_another_teams_manager_finds_no_such_page(earlier, people, teams, as_person):
    rating = a_rating(earlier, "amber", by=people["ivy"], due_on=TODAY, roles=["team-manager"])
    people["tess"].team = teams["other"]
    people["tess"].save()
    browser = as_person("tess")
    assert browser.get(f"/reviews/{earlier.pk}/rating/").status_code == 404
    assert browser.get(f"/ratings/{rating.notices.get().pk}/answer/").status_code == 404
