"""The hub of a review, and what can happen to its booking, as people meet them on pages."""

from datetime import UTC, date, datetime

import pytest

from lodestar.access.models import Event, Notice
from lodestar.casework.allocation import actions as allocation
from lodestar.casework.children import actions as children
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import Booking, DateChange
from tests.casework.conftest import AT
from tests.casework.desk.test_recording import day, hidden, text
from tests.factories.reviews import a_booking, a_decision

SOON = datetime(2026, 3, 26, 15, 45, tzinfo=UTC)


@pytest.fixture
def ben(people, looked_after):
    child = looked_after(social_worker=people["sam"], first_name="Benedict", last_name="Oak")
    allocation.allocate_iro(
        child=child, officer=people["ivy"], from_on=date(2026, 3, 3), because="", by=people["mia"], at=AT
    )
    return child


@pytest.fixture
def booked(ben, people):
    return meetings.book_review(child=ben, officer=people["ivy"], starts_at=SOON, by=people["ada"], at=AT)


def post(browser, address, answers, **more):
    page = browser.get(address)
    return browser.post(address, {"once": hidden(page, "once"), **answers, **more})


def booking_answers(people, on, **more):
    return {
        **day("starts_on", on),
        "starts_time": "3.45pm",
        "minutes": "60",
        "officer": str(people["ivy"].pk),
        "place_kind": "home",
        "kind": "looked-after",
        "shape": "one-meeting",
        **more,
    }


def test_the_form_shows_the_clock_and_free_times_before_it(ben, as_person):
    page = text(as_person("ada").get(f"/children/{ben.pk}/reviews/book/"))
    assert "Due in 10 working days, by Monday 30 March" in page
    assert "20 working days from 2 March 2026" in page
    assert "Thursday 26 March 2026 at 4pm" in page and "2 working days before the due date" in page


def test_a_review_is_booked_once_and_people_are_told_without_a_name(ben, people, as_person):
    browser, address = as_person("ada"), f"/children/{ben.pk}/reviews/book/"
    page = browser.get(address)
    sent = {"once": hidden(page, "once"), **booking_answers(people, date(2026, 3, 26))}
    went = {browser.post(address, sent).headers["Location"] for _ in range(2)}
    booking = Booking.objects.get()
    assert went == {f"/reviews/{booking.pk}/"}
    assert (booking.due_on, booking.rule, booking.ordinal) == (date(2026, 3, 30), "first", 1)
    told = {notice.person.username for notice in Notice.objects.all()}
    assert told == {"ivy", "sam"}
    assert not any("Oak" in notice.address for notice in Notice.objects.all())
    assert "Thursday 26 March 2026 at 3:45pm" in text(browser.get(f"/reviews/{booking.pk}/"))


@pytest.mark.parametrize(
    ("on", "changes", "words"),
    [
        (date(2026, 3, 15), {}, "15 March 2026 is past"),
        (date(2026, 4, 2), {}, "3 days late"),
        (date(2026, 3, 26), {"starts_time": "teatime"}, "Enter a time, like 10:30 or 2pm"),
        (date(2026, 3, 26), {"starts_time": "23:00"}, "between 7am and 8:30pm"),
        (date(2031, 3, 26), {}, "Check the year"),
        (date(2026, 3, 26), {"officer": ""}, "who chairs it"),
    ],
)
def test_what_cannot_be_booked_is_said_and_nothing_typed_is_lost(ben, people, as_person, on, changes, words):
    browser, address = as_person("ada"), f"/children/{ben.pk}/reviews/book/"
    answers = booking_answers(people, on, place="Hill School, room 2", **changes)
    answer = post(browser, address, answers)
    assert answer.status_code == 200 and words in text(answer)
    assert "Hill School, room 2" in answer.content.decode()
    assert not Booking.objects.exists()


def test_a_late_booking_needs_its_reason(ben, people, as_person):
    answers = booking_answers(people, date(2026, 4, 2), late_because="The child is in hospital until 1 April")
    assert post(as_person("ada"), f"/children/{ben.pk}/reviews/book/", answers).status_code == 302
    booking = Booking.objects.get()
    page = text(as_person("ivy").get(f"/reviews/{booking.pk}/"))
    assert "3 days late: due by 30 March 2026" in page and "The child is in hospital" in page


def test_moving_shows_what_it_does_to_the_law_before_it_is_saved(booked, as_person):
    browser, address = as_person("ada"), f"/reviews/{booked.pk}/move/"
    answers = {
        **day("starts_on", date(2026, 4, 1)),
        "starts_time": "10:30",
        "asked_for_by": "carer",
        "because": "A hospital appointment",
        "late_because": "Nobody else can bring the child",
    }
    checked = post(browser, address, answers, step="check")
    assert "2 days late: due by 30 March 2026" in text(checked)
    assert not DateChange.objects.exists()
    browser.post(address, {"once": hidden(checked, "once"), **answers, "step": "confirm"})
    change = DateChange.objects.get()
    assert (change.kind, change.asked_for_by) == ("moved", "carer")
    page = text(browser.get(f"/reviews/{booked.pk}/"))
    assert "The carer or the home asked: A hospital appointment" in page
    assert "Wednesday 1 April 2026 at 10:30am" in page


def test_a_cancelled_review_keeps_the_due_date_and_waits_for_a_manager(booked, people, as_person):
    browser, address = as_person("ivy"), f"/reviews/{booked.pk}/cancel/"
    answers = {"reason": "papers", "asked_for_by": "iro", "because": "No report"}
    checked = post(browser, address, answers, step="check")
    assert "A cancelled review is not a review" in text(checked)
    browser.post(address, {"once": hidden(checked, "once"), **answers, "step": "confirm"})
    assert "One is still due by 30 March 2026" in text(browser.get(f"/reviews/{booked.pk}/"))
    assert as_person("ivy").get(f"/reviews/{booked.pk}/approve/").status_code == 403
    manager = as_person("mia")
    assert post(manager, f"/reviews/{booked.pk}/approve/", {}).status_code == 302
    assert "Approved by Mia" in text(manager.get(f"/reviews/{booked.pk}/"))
    again = post(manager, f"/reviews/{booked.pk}/approve/", {})
    assert "approved on 16 March 2026 already" in text(again)


def test_a_review_is_adjourned_once_and_within_twenty_working_days(ben, people, as_person):
    booking = a_booking(ben, people["ivy"], date(2026, 3, 16), by=people["ada"])
    browser, address = as_person("ivy"), f"/reviews/{booking.pk}/adjourn/"
    answers = {
        **day("opened_on", date(2026, 3, 16)),
        **day("starts_on", date(2026, 4, 20)),
        "starts_time": "10:30",
        "because": "No health report",
        "weighed": "A fortnight does no harm",
        "asked": "The child would rather wait for it; carer and mother agree",
    }
    refused = post(browser, address, answers, step="check")
    assert "The review must go on by 15 April 2026" in text(refused)
    answers |= day("starts_on", date(2026, 3, 30))
    checked = post(browser, address, answers, step="check")
    browser.post(address, {"once": hidden(checked, "once"), **answers, "step": "confirm"})
    booking.refresh_from_db()
    assert (booking.state, booking.reconvene_by) == ("adjourned", date(2026, 4, 15))
    again = post(browser, address, answers, step="check")
    assert "adjourned only once" in text(again)


def test_the_hub_tells_each_step_by_its_clock(booked, people, as_person):
    page = text(as_person("ivy").get(f"/reviews/{booked.pk}/"))
    assert "Was due by 12 March 2026" in page  # invitations, ten working days before
    assert "3 working days before 26 March 2026, the day of the review" in page
    assert "Speak with the child" in page
    assert Event.objects.filter(kind="child.viewed", after__page="review").count() == 1


def test_earlier_decisions_that_are_owed_stand_on_the_hub(ben, people, as_person):
    earlier = a_booking(ben, people["ivy"], date(2026, 3, 4), by=people["ada"], state="held")
    a_decision(earlier, by=people["ivy"], due_on=date(2026, 3, 12), owner=people["sam"])
    now = a_booking(ben, people["ivy"], date(2026, 3, 26), by=people["ada"])
    assert "1 decision of earlier reviews still owed" in text(as_person("ivy").get(f"/reviews/{now.pk}/"))


def test_outside_ones_reach_there_is_no_such_review(booked, as_person):
    assert as_person("omar").get(f"/reviews/{booked.pk}/").status_code == 404
    assert as_person("sol").get(f"/reviews/{booked.pk}/").status_code == 404
    assert as_person("ann").get(f"/reviews/{booked.pk}/").status_code == 403
    assert as_person("ivy").get("/reviews/999999/").status_code == 404


def test_a_restricted_record_asks_for_a_reason(booked, people, as_person):
    children.restrict_child(child=booked.child, because="Known to staff", by=people["mia"], at=AT)
    answer = as_person("ada").get(f"/reviews/{booked.pk}/")
    assert answer.headers["Location"] == f"/children/{booked.child_id}/open-with-reason/"


def test_times_at_which_the_officer_has_a_meeting_are_not_offered(ben, looked_after, people, as_person):
    other = looked_after(social_worker=people["sam"], first_name="Nia", last_name="Ash")
    meetings.book_review(
        child=other,
        officer=people["ivy"],
        starts_at=datetime(2026, 3, 26, 16, 0, tzinfo=UTC),
        by=people["ada"],
        at=AT,
    )
    page = text(as_person("ada").get(f"/children/{ben.pk}/reviews/book/"))
    assert "Thursday 26 March 2026 at 4pm" not in page and "Thursday 26 March 2026 at 10am" in page
