"""Reviews in people's own calendars: no name in them, changes counted, addresses renewed (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from lodestar.access.models import CalendarKey, User
from lodestar.access.roles import Role
from lodestar.casework.meetings import actions
from lodestar.casework.meetings.actions.calendar import give_calendar_address
from lodestar.casework.meetings.calendar import status_of
from lodestar.casework.meetings.queries.calendar import address_of, sittings_for, whose_calendar
from tests.casework.conftest import AT
from tests.casework.desk.test_recording import hidden, text


def entries(client, booking):
    calendar = Calendar.from_ical(client.get(f"/reviews/{booking.pk}/calendar.ics").content)
    return calendar.walk("VEVENT")


def test_the_calendar_of_a_review_names_nobody(planned, as_person, people):
    actions.move_sitting(
        sitting=planned.sittings.get(),
        starts_at=datetime(2026, 3, 27, 10, tzinfo=UTC),
        asked_for_by="carer",
        because="School trip",
        by=people["ada"],
        at=AT,
    )
    answer = as_person("ivy").get(f"/reviews/{planned.pk}/calendar.ics")
    entry = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert entry["SUMMARY"] == f"Review {planned.pk}" and entry["LOCATION"] == "Where the child lives"
    assert entry.decoded("DTSTART") == datetime(2026, 3, 27, 10, tzinfo=UTC)
    assert entry["SEQUENCE"] == 1 and entry["STATUS"] == "CONFIRMED"
    for secret in (b"Ben", b"Oak", b"Elm"):
        assert secret not in answer.content


def test_a_person_fetches_their_calendar_by_an_address_that_can_be_renewed(
    planned, as_person, people, client
):
    browser = as_person("ivy")
    form = browser.get("/account/calendar/")
    browser.post("/account/calendar/", {"once": hidden(form, "once")})
    shown = text(browser.get("/account/calendar/"))
    address = "/calendar/" + shown.split("/calendar/")[1].split()[0]
    browser.logout()
    assert b"SUMMARY:Review" in client.get(address).content
    CalendarKey.objects.update(nonce="another")
    assert client.get(address).status_code == 404
    assert client.get("/calendar/nonsense.ics").status_code == 404


def test_the_feed_holds_ones_own_reviews_alone(planned, people):
    assert [one.booking for one in sittings_for(people["ivy"], at=AT)] == [planned]
    assert [one.booking for one in sittings_for(people["sam"], at=AT)] == [planned]
    assert sittings_for(people["omar"], at=AT) == []


@pytest.mark.parametrize(
    ("booking", "sitting", "status"),
    [
        ("booked", "planned", "CONFIRMED"),
        ("adjourned", "held", "CONFIRMED"),
        ("adjourned", "planned", "TENTATIVE"),
        ("held", "held", "CONFIRMED"),
        ("cancelled", "cancelled", "CANCELLED"),
    ],
)
def test_a_meeting_says_how_firm_it_is(booking, sitting, status):
    assert status_of(booking, sitting) == status


def test_a_cancelled_review_stays_in_the_calendar_as_cancelled(planned, as_person, people):
    browser = as_person("ivy")
    (before,) = entries(browser, planned)
    actions.cancel_booking(
        booking=planned, reason="other", asked_for_by="iro", because="Snow", by=people["ivy"], at=AT
    )
    (after,) = entries(browser, planned)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert before["UID"] == after["UID"] and after["SEQUENCE"] > before["SEQUENCE"]


def test_an_adjourned_review_goes_on_at_a_time_that_may_yet_change(planned, as_person, people):
    at = datetime(2026, 3, 26, 18, tzinfo=UTC)
    actions.adjourn(
        booking=planned,
        opened_on=date(2026, 3, 26),
        starts_at=datetime(2026, 4, 9, 9, tzinfo=UTC),
        because="The report was not there",
        weighed="A fortnight does no harm",
        asked="Ben agreed",
        by=people["ivy"],
        at=at,
    )
    found = {entry["STATUS"]: entry for entry in entries(as_person("ivy"), planned)}
    assert found["TENTATIVE"].decoded("DTSTART") == datetime(2026, 4, 9, 9, tzinfo=UTC)
    assert found["TENTATIVE"].decoded("DTEND") - found["TENTATIVE"].decoded("DTSTART") == timedelta(hours=1)
    assert len({entry["UID"] for entry in found.values()}) == len(found)


def test_an_address_dies_with_the_account_or_a_role_that_sees_no_reviews(planned, people):
    give_calendar_address(by=people["ivy"], at=AT)
    token = address_of(people["ivy"])
    assert token == address_of(people["ivy"])
    assert whose_calendar(token) == people["ivy"]
    User.objects.filter(pk=people["ivy"].pk).update(role=Role.ANALYST)
    assert whose_calendar(token) is None
    User.objects.filter(pk=people["ivy"].pk).update(role=Role.OFFICER, is_active=False)
    assert whose_calendar(token) is None


def test_a_review_out_of_reach_has_no_calendar_file(planned, as_person):
    assert as_person("sol").get(f"/reviews/{planned.pk}/calendar.ics").status_code == 404


def test_the_feed_costs_the_same_for_many_as_for_one(planned, in_care, people, django_assert_num_queries):
    for hour in (9, 11, 13):
        actions.book_review(
            child=in_care(),
            officer=people["ivy"],
            starts_at=datetime(2026, 3, 25, hour, tzinfo=UTC),
            by=people["ada"],
            at=AT,
        )
    with django_assert_num_queries(1):
        assert len(sittings_for(people["ivy"], at=AT)) == 4
