"""The pages of a booking: free times, the law before saving, and the hub with every step's clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lodestar.casework.children import actions as children
from lodestar.casework.meetings import actions
from lodestar.casework.meetings.models import Booking, PreparationStep, Sitting
from lodestar.casework.meetings.queries.slots import days_to_propose
from lodestar.casework.reviews import actions as reviews
from lodestar.law.calendar import is_working_day
from tests.casework.conftest import AT, TODAY
from tests.casework.desk.test_recording import day, hidden, text

SOON = datetime(2026, 3, 26, 16, tzinfo=UTC)
CLASH = "has another review from 16:00 to 17:00"


@pytest.fixture
def booked(ben, people):
    return actions.book_review(child=ben, officer=people["ivy"], starts_at=SOON, by=people["ada"], at=AT)


def answers(people, **more):
    return {
        "minutes": "60",
        "officer": str(people["ivy"].pk),
        "place_kind": "home",
        "kind": "looked-after",
        "shape": "one-meeting",
        **more,
    }


def post(browser, address, said, **more):
    page = browser.get(address)
    return browser.post(address, {"once": hidden(page, "once"), **said, **more})


# --- the times that are offered -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "due_on",
    [date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 30), date(2026, 4, 5), date(2026, 9, 16), TODAY],
)
def test_times_lie_on_working_days_inside_the_window(due_on):
    days = days_to_propose(TODAY, due_on)
    assert days and days == sorted(set(days))
    assert all(is_working_day(one) and one > TODAY for one in days)
    assert due_on <= TODAY or days[-1] <= due_on


def test_the_steps_before_a_review_are_left_their_time_where_there_is_any():
    assert days_to_propose(TODAY, date(2026, 9, 16))[0] > date(2026, 8, 1)
    assert days_to_propose(TODAY, date(2026, 4, 9))[0] == date(2026, 3, 30)  # ten working days on


def test_a_time_is_booked_by_choosing_it(ben, people, as_person):
    browser, address = as_person("ada"), f"/children/{ben.pk}/reviews/book/"
    page = text(browser.get(address))
    assert "Thursday 26 March 2026 at 4pm" in page and "due date; invitations would be late" in page
    sent = answers(people, slot="2026-03-26T16:00:00+00:00")
    assert post(browser, address, sent).headers["Location"] == f"/reviews/{Booking.objects.get().pk}/"
    assert Sitting.objects.get().starts_at == SOON


def test_a_time_that_was_taken_meanwhile_is_said_beside_it_and_nothing_is_lost(
    ben, in_care, booked, people, as_person
):
    nia = in_care(first_name="Nia")
    browser, address = as_person("ada"), f"/children/{nia.pk}/reviews/book/"
    answer = post(browser, address, answers(people, slot=SOON.isoformat(), interpreter="Polish, for mother"))
    page = answer.content.decode()
    assert answer.status_code == 200 and CLASH in page and "Polish, for mother" in page
    assert 'href="#id_slot"' in page and not Booking.objects.filter(child=nia).exists()


def test_another_officers_free_times_can_be_asked_for(ben, in_care, booked, people, as_person):
    nia = in_care(first_name="Nia")
    address = f"/children/{nia.pk}/reviews/book/"
    assert "26 March 2026 at 4pm" not in text(as_person("ada").get(address))
    page = as_person("ada").get(address, {"officer": people["omar"].pk})
    assert "26 March 2026 at 4pm" in text(page)
    assert f'<option value="{people["omar"].pk}" selected' in page.content.decode()


def test_a_brothers_review_is_told_without_saying_whose(ben, in_care, booked, people, as_person):
    nia = in_care(first_name="Nia")
    children.record_relationship(
        child=nia, other_child=ben, kind="sibling", from_on=date(2026, 3, 2), by=people["ada"], at=AT
    )
    page = text(as_person("ada").get(f"/children/{nia.pk}/reviews/book/"))
    assert "A brother or sister has a review on Thursday 26 March 2026 at 4pm." in page
    assert "a brother or sister has a review that day at 4pm" in page and "Ben" not in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"slot": "other"}, "Enter the day"),
        ({"slot": "nonsense"}, "Select a time from the list"),
        ({"slot": "2026-03-13T10:00:00+00:00"}, "13 March 2026 is past"),
        ({**day("starts_on", date(2026, 3, 26)), "starts_time": "2.75"}, "Enter a time, like 10:30 or 2pm"),
    ],
)
def test_a_time_that_is_none_is_refused_in_words(ben, people, as_person, said, words):
    answer = post(as_person("ada"), f"/children/{ben.pk}/reviews/book/", answers(people, **said))
    assert answer.status_code == 200 and words in text(answer)


def test_what_the_child_needs_is_there_before_anybody_types(in_care, as_person):
    child = in_care(language="Polish", interpreter_needed=True, communication_needs="Makaton signs")
    page = as_person("ada").get(f"/children/{child.pk}/reviews/book/").content.decode()
    assert "Polish, for the child" in page and "Makaton signs" in page


def test_a_review_that_is_booked_leads_to_itself(ben, booked, as_person):
    answer = as_person("ada").get(f"/children/{ben.pk}/reviews/book/")
    assert answer.headers["Location"] == f"/reviews/{booked.pk}/"


@pytest.mark.parametrize("who", ["sam", "tess", "dot"])
def test_who_may_not_book_is_refused(ben, booked, as_person, who):
    browser = as_person(who)
    for address in (f"/children/{ben.pk}/reviews/book/", f"/reviews/{booked.pk}/move/"):
        assert browser.get(address).status_code == 403 and browser.post(address).status_code == 403


PAGES = ["", "move/", "change/", "cancel/", "approve/", "adjourn/", "meetings/add/"]


@pytest.mark.parametrize("page", PAGES)
def test_out_of_reach_there_is_no_such_review_and_a_restricted_one_asks_for_a_reason(
    in_care, people, as_person, page
):
    theirs = in_care("omar", first_name="Otto", social_worker=None)
    booking = actions.book_review(
        child=theirs, officer=people["omar"], starts_at=SOON, by=people["ada"], at=AT
    )
    address = f"/reviews/{booking.pk}/{page}"
    for who in ("ivy", "sam", "tess"):
        for answer in (as_person(who).get(address), as_person(who).post(address)):
            assert answer.status_code in (403, 404) and "Otto" not in answer.content.decode()
    children.restrict_child(child=theirs, because="Known to staff", by=people["mia"], at=AT)
    for answer in (as_person("mia").get(address), as_person("mia").post(address)):
        assert answer.headers["Location"] == f"/children/{theirs.pk}/open-with-reason/"
    assert booking.changes.count() == 0


# --- changes --------------------------------------------------------------------------------------------


def test_moving_tells_which_steps_would_be_late(booked, as_person):
    browser, address = as_person("ada"), f"/reviews/{booked.pk}/move/"
    said = {
        "slot": "2026-03-18T16:00:00+00:00",
        "asked_for_by": "child",
        "because": "Ben has a match on the 26th",
    }
    page = text(post(browser, address, said, step="check"))
    assert "In time: due by 30 March 2026" in page and "The due date does not move." in page
    assert "Invitations will be late: the last day was 4 March 2026" in page
    assert "It is now on Thursday 26 March 2026 at 4pm." in text(browser.get(address))
    assert Sitting.objects.get().starts_at == SOON


def test_a_double_click_moves_once(booked, as_person):
    browser, address = as_person("ada"), f"/reviews/{booked.pk}/move/"
    once = hidden(browser.get(address), "once")
    said = {"slot": "2026-03-24T16:00:00+00:00", "asked_for_by": "child", "because": "A match", "once": once}
    went = {browser.post(address, {**said, "step": "confirm"}).headers["Location"] for _ in range(2)}
    assert went == {f"/reviews/{booked.pk}/"} and booked.changes.count() == 1


def test_one_meeting_of_several_can_be_moved(ben, people, as_person):
    series = actions.book_review(
        child=ben, officer=people["ivy"], starts_at=SOON, shape="series", by=people["ada"], at=AT
    )
    later = actions.add_sitting(booking=series, starts_at=SOON + timedelta(days=1), by=people["ada"], at=AT)
    browser, address = as_person("ada"), f"/reviews/{series.pk}/move/?meeting={later.pk}"
    assert f"{address}" in browser.get(f"/reviews/{series.pk}/").content.decode()
    page = browser.get(address)
    said = {
        **day("starts_on", date(2026, 3, 25)),
        "starts_time": "10am",
        "asked_for_by": "iro",
        "because": "Sooner is better",
        "meeting": hidden(page, "meeting"),
        "once": hidden(page, "once"),
        "step": "confirm",
    }
    browser.post(f"/reviews/{series.pk}/move/", said)
    later.refresh_from_db()
    assert later.starts_at == datetime(2026, 3, 25, 10, tzinfo=UTC)


def test_the_place_and_the_officer_change_without_a_new_date(booked, people, as_person):
    browser, address = as_person("ada"), f"/reviews/{booked.pk}/change/"
    said = {"officer": str(people["omar"].pk), "minutes": "45", "place_kind": "school", "place": ""}
    assert "Enter the address or the room" in text(post(browser, address, said))
    assert post(browser, address, {**said, "place": "Hill School"}).status_code == 302
    page = text(browser.get(f"/reviews/{booked.pk}/"))
    assert "School or college: Hill School" in page and "Omar" in page


def test_who_approves_reads_who_cancelled_and_why(booked, people, as_person):
    actions.cancel_booking(
        booking=booked, reason="papers", asked_for_by="iro", because="No report", by=people["ivy"], at=AT
    )
    page = text(as_person("mia").get(f"/reviews/{booked.pk}/approve/"))
    assert "Ivy cancelled it on 16 March 2026. Reason: the papers were not ready." in page
    assert "No report" in page


# --- the hub --------------------------------------------------------------------------------------------


def test_the_hub_tells_by_when_each_step_is_due(booked, as_person):
    page = text(as_person("ivy").get(f"/reviews/{booked.pk}/"))
    assert "Settle with the child where, when and who" in page and "Was due by 26 February 2026" in page
    assert "Talk with the social worker" in page and "Was due by 5 March 2026" in page
    assert "IRO Handbook chapter 3" in page
    assert "In time: due by 30 March 2026" in page and "SI 2010/959 reg 33(1) (regulations)" in page


def test_a_step_somebody_did_or_that_is_not_needed_says_so(booked, people, as_person):
    for step, state, words in (("wishes", "done", ""), ("talk", "not-needed", "We share an office")):
        PreparationStep.objects.create(
            booking=booked, step=step, state=state, words=words, said_at=AT, said_by=people["ivy"]
        )
    page = text(as_person("ivy").get(f"/reviews/{booked.pk}/"))
    assert "Done late" in page and "Not needed" in page and "We share an office" in page


def test_the_hub_follows_the_clock_when_something_brings_it_forward(booked, people, as_person):
    reviews.request_review(
        child=booked.child,
        asked_on=TODAY,
        due_on=date(2026, 3, 20),
        because="The mother asked",
        by=people["ivy"],
        at=AT,
    )
    page = text(as_person("ivy").get(f"/reviews/{booked.pk}/"))
    assert "6 days late: due by 20 March 2026" in page
    assert "It was due by 30 March 2026 when it was booked." in page


def test_a_series_says_what_it_still_wants(ben, people, as_person):
    series = actions.book_review(
        child=ben, officer=people["ivy"], starts_at=SOON, shape="series", by=people["ada"], at=AT
    )
    page = text(as_person("ivy").get(f"/reviews/{series.pk}/"))
    assert "Is the series a review?" in page and "Not yet. A series has at least two meetings." in page


def test_the_childs_page_leads_to_booking_and_then_to_the_review(ben, people, as_person):
    address = f"/children/{ben.pk}/"
    assert "Book the review" in text(as_person("ivy").get(address))
    assert "Book the review" not in text(as_person("sam").get(address))
    booking = actions.book_review(child=ben, officer=people["ivy"], starts_at=SOON, by=people["ada"], at=AT)
    for who in ("ivy", "sam"):
        page = as_person(who).get(address).content.decode()
        assert "Open the booked review" in page and f'href="/reviews/{booking.pk}/"' in page


def test_a_review_held_is_reached_from_the_childs_reviews(ben, booked, people, as_person):
    review = reviews.record_review(child=ben, held_on=TODAY, participation="PN1", by=people["ivy"], at=AT)
    address = f"/children/{ben.pk}/reviews/"
    assert f'href="/reviews/{booked.pk}/"' not in as_person("ivy").get(address).content.decode()
    actions.mark_held(booking=booked, review=review, by=people["ivy"], at=AT)
    assert f'href="/reviews/{booked.pk}/"' in as_person("ivy").get(address).content.decode()
