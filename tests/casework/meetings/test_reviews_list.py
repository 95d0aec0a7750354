"""The list of reviews: who sees which, in which order and words, at what cost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lodestar.access.models import Event
from lodestar.casework.children import actions as children
from lodestar.casework.meetings import actions
from lodestar.casework.meetings.models import Paper
from tests.casework.conftest import AT
from tests.factories.reviews import a_booking, hold

DUE = date(2026, 3, 30)


def rows(page):
    """Return the table's rows as text."""
    words = " ".join(page.content.decode().replace("<", " <").split())
    if "<tbody" not in words:
        return []
    return words.split("<tbody", 1)[1].split("</tbody>", 1)[0].split("<tr ")[1:]


def asked(browser, **query):
    page = browser.get("/reviews/", query)
    assert page.status_code == 200
    return rows(page)


def test_a_review_that_nobody_booked_is_listed_with_its_clock(ben, as_person):
    (row,) = asked(as_person("ivy"))
    assert "Ben Oak" in row and f"/children/{ben.pk}/reviews/book/" in row
    assert "To book" in row and "Due in 10 working days, by Monday 30 March. None is booked" in row
    assert "20 working days from 2 March 2026" in row


def test_who_may_not_book_sees_that_it_is_not_booked(ben, as_person):
    (row,) = asked(as_person("sam"))
    assert "Not booked" in row and "/reviews/book/" not in row


def test_a_booked_review_says_when_it_is_and_that_it_is_in_time(ben, people, as_person):
    booking = a_booking(ben, people["ivy"], date(2026, 3, 26), by=people["ada"], due_on=DUE)
    (row,) = asked(as_person("ivy"))
    assert f'href="/reviews/{booking.pk}/"' in row and "Thursday 26 March 2026 at 10am" in row
    assert "Booked in time" in row and "None is booked" not in row


def test_a_review_booked_after_the_due_date_says_by_how_many_days(ben, people, as_person):
    a_booking(ben, people["ivy"], date(2026, 4, 2), by=people["ada"], due_on=DUE)
    (row,) = asked(as_person("ivy"))
    assert "Booked too late" in row and "Booked 3 days after the due date" in row


def test_papers_late_is_said_until_the_report_comes(ben, people, as_person):
    booking = a_booking(ben, people["ivy"], date(2026, 3, 18), by=people["ada"], due_on=DUE)
    browser = as_person("ivy")
    (row,) = asked(browser, state="papers-late")
    assert "Papers late" in row and "report has not come" in row
    Paper.objects.create(booking=booking, kind="report", received_at=AT, received_by=people["sam"])
    assert asked(browser, state="papers-late") == [] and len(asked(browser, state="booked")) == 1


def test_a_review_held_stays_until_decisions_and_record_are_sent(ben, people, as_person):
    a_booking(ben, people["ivy"], date(2026, 3, 6), by=people["ada"], state="held")
    browser = as_person("ivy")
    for state in ("decisions-to-send", "records-to-send", "held"):
        (row,) = asked(browser, state=state)
        assert "Held Friday 6 March" in row
    (row,) = [one for one in asked(browser) if "Held" in one]
    assert "Late after the review" in row and "Decisions: overdue by 1 working day" in row
    assert "Record: due in" in row


def test_cancelled_reviews_say_whether_a_manager_approved(ben, people, as_person):
    booking = actions.book_review(
        child=ben,
        officer=people["ivy"],
        starts_at=datetime(2026, 3, 26, 10, tzinfo=UTC),
        by=people["ada"],
        at=AT,
    )
    actions.cancel_booking(
        booking=booking, reason="papers", asked_for_by="iro", because="No report", by=people["ivy"], at=AT
    )
    (row,) = asked(as_person("mia"), state="cancelled")
    assert "No manager has approved it yet" in row and f'href="/reviews/{booking.pk}/"' in row
    actions.approve_cancellation(booking=booking, by=people["mia"], at=AT)
    assert "Approved" in asked(as_person("mia"), state="cancelled")[0]
    assert "To book" in asked(as_person("mia"))[0]


def test_the_worst_by_the_law_comes_first(in_care, people, as_person):
    late = in_care(first_name="Lou", from_on=date(2026, 2, 2))
    in_time, too_late = in_care(first_name="Ina"), in_care(first_name="Tod")
    in_care(first_name="Una")
    a_booking(in_time, people["ivy"], date(2026, 3, 26), by=people["ada"])
    a_booking(too_late, people["ivy"], date(2026, 4, 2), by=people["ada"])
    names = [next(n for n in ("Lou", "Ina", "Tod", "Una") if n in row) for row in asked(as_person("mia"))]
    assert names == ["Lou", "Tod", "Una", "Ina"]
    (row,) = asked(as_person("mia"), state="overdue")
    assert late.identifier in row and "Overdue" in row


@pytest.mark.parametrize(
    ("on", "found"), [(date(2026, 3, 16), 1), (date(2026, 3, 22), 1), (date(2026, 3, 23), 0)]
)
def test_this_week_is_monday_to_sunday(ben, people, as_person, on, found):
    a_booking(ben, people["ivy"], on, by=people["ada"])
    assert len(asked(as_person("ivy"), state="this-week")) == found


def test_filters_stay_in_the_address_and_unknown_ones_are_left_out(ben, in_care, people, as_person):
    in_care("omar", first_name="Otto")
    browser = as_person("mia")
    assert len(asked(browser)) == 2
    assert len(asked(browser, officer=people["omar"].pk)) == 1
    assert len(asked(browser, state="bogus", officer="x", page="99")) == 2
    page = browser.get("/reviews/", {"state": "to-book"}).content.decode()
    assert "Remove this filter: Reviews" in page and '<option value="to-book" selected>' in page


def test_a_list_holds_what_the_reach_holds(ben, in_care, as_person):
    in_care("omar", first_name="Otto", social_worker=None)
    assert len(asked(as_person("ivy"))) == 1 and len(asked(as_person("omar"))) == 1
    assert len(asked(as_person("sam"))) == 1 and len(asked(as_person("dot"))) == 2


@pytest.mark.parametrize("who", ["pam", "ann", "aud", "sys", "adv", "vis"])
def test_who_reaches_no_child_has_no_list(ben, as_person, who):
    assert as_person(who).get("/reviews/").status_code == 403


def test_a_restricted_child_is_listed_without_a_name(ben, people, as_person):
    a_booking(ben, people["ivy"], date(2026, 3, 26), by=people["ada"])
    children.restrict_child(child=ben, because="Known to staff", by=people["mia"], at=AT)
    (row,) = asked(as_person("mia"))
    assert "Restricted record" in row and f"/children/{ben.pk}/open-with-reason/" in row
    assert "Ben" not in row and ben.identifier + " " not in row and "26 March" not in row
    assert "Ben Oak" in asked(as_person("ivy"))[0]


def test_reading_the_list_is_an_event(ben, as_person):
    as_person("ivy").get("/reviews/", {"state": "to-book"})
    event = Event.objects.filter(kind="children.listed").latest("sequence")
    assert event.after["page"] == "reviews" and event.after["shown"] == [ben.identifier]


def test_a_long_list_has_pages(in_care, as_person):
    for _ in range(27):
        in_care()
    browser = as_person("mia")
    assert len(asked(browser)) == 25 and len(asked(browser, page=2)) == 2
    assert "Showing 26 to 27 of 27 reviews" in browser.get("/reviews/", {"page": 2}).content.decode()


def test_the_number_of_questions_does_not_grow_with_the_rows(in_care, people, as_person):
    browser = as_person("ivy")

    def three(first):
        a_booking(in_care(), people["ivy"], date(2026, 3, 26), by=people["ada"])
        hold(a_booking(in_care(), people["ivy"], first, by=people["ada"]), first, by=people["ivy"])
        in_care()

    def questions():
        with CaptureQueriesContext(connection) as made:
            assert browser.get("/reviews/").status_code == 200
        return len(made)

    three(date(2026, 3, 6))
    browser.get("/reviews/")
    few = questions()
    for number in range(5):
        three(date(2026, 3, 6) + timedelta(days=number))
    assert questions() == few
