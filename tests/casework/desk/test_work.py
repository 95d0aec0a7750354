"""My work: what waits for whom, by when, at what cost."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lodestar.access.models import Event
from lodestar.casework.allocation import actions as allocation
from lodestar.casework.children import actions as children
from lodestar.casework.decisions.models import DecisionsSent
from lodestar.casework.desk.queries.work import work_of
from lodestar.casework.meetings.models import ChildSeen, DateChange, Paper
from lodestar.casework.meetings.states import OPEN_STATES
from tests.casework.conftest import AT, TODAY
from tests.factories.reviews import a_booking, a_decision, a_minute, a_rating

SOON, HELD = date(2026, 3, 26), date(2026, 3, 10)


@pytest.fixture
def ben(people, looked_after):
    child = looked_after(social_worker=people["sam"], first_name="Benedict", last_name="Oak")
    allocation.allocate_iro(
        child=child, officer=people["ivy"], from_on=date(2026, 3, 3), because="", by=people["mia"], at=AT
    )
    return child


def waiting(person, kind=""):
    return [(one.kind, one.due_on, one.address) for one in work_of(person, on=TODAY, kind=kind).lines]


def test_a_review_that_is_due_and_not_booked_waits_for_those_who_book(ben, people):
    due = ("book", date(2026, 3, 30), f"/children/{ben.pk}/reviews/book/")
    assert due in waiting(people["ivy"]) and due in waiting(people["ada"])
    assert waiting(people["omar"]) == [] and waiting(people["sam"]) == []


def test_a_booked_review_waits_for_its_steps_by_their_clocks(ben, people):
    booking = a_booking(ben, people["ivy"], SOON, by=people["ada"])
    found = waiting(people["ivy"])
    assert ("invite", date(2026, 3, 12), f"/reviews/{booking.pk}/invitations/") in found
    assert ("see", SOON, f"/reviews/{booking.pk}/seen/") in found
    assert not [one for one in found if one[0] in ("book", "report-late", "close")]
    assert waiting(people["sam"]) == [("report", date(2026, 3, 23), f"/reviews/{booking.pk}/report/")]


def test_a_report_that_came_waits_no_more(ben, people):
    booking = a_booking(ben, people["ivy"], SOON, by=people["ada"])
    Paper.objects.create(booking=booking, kind="report", received_at=AT, received_by=people["sam"])
    assert waiting(people["sam"]) == []


@pytest.mark.parametrize(("on", "late"), [(date(2026, 3, 18), True), (date(2026, 3, 19), False)])
def test_a_report_is_late_once_its_last_day_is_past(ben, people, on, late):
    a_booking(ben, people["ivy"], on, by=people["ada"])
    assert bool(waiting(people["ivy"], "report-late")) is late


def test_the_child_seen_waits_no_more(ben, people):
    booking = a_booking(ben, people["ivy"], SOON, by=people["ada"])
    ChildSeen.objects.create(
        booking=booking,
        seen_on=TODAY,
        place_kind="home",
        is_alone=True,
        recorded_at=AT,
        recorded_by=people["ivy"],
    )
    assert waiting(people["ivy"], "see") == []


def test_a_review_whose_day_has_come_waits_to_be_closed(ben, people):
    booking = a_booking(ben, people["ivy"], TODAY, by=people["ada"])
    assert ("close", TODAY, f"/reviews/{booking.pk}/close/") in waiting(people["ivy"])


def test_after_the_review_each_step_has_its_clock(ben, people):
    booking = a_booking(ben, people["ivy"], HELD, by=people["ada"], state="held")
    found = waiting(people["ivy"])
    assert ("send", date(2026, 3, 17), f"/reviews/{booking.pk}/decisions/send/") in found
    assert ("sign", date(2026, 3, 31), f"/reviews/{booking.pk}/sign/") in found
    a_minute(booking, "signed", by=people["ivy"])
    found = waiting(people["ada"])
    assert ("distribute", date(2026, 4, 9), f"/reviews/{booking.pk}/distribution/") in found
    assert not waiting(people["ivy"], "sign")


def test_a_minute_waits_with_the_iro_or_with_who_minuted_it(ben, people):
    booking = a_booking(ben, people["ivy"], HELD, by=people["ada"], state="held")
    minute = a_minute(booking, "with-iro", by=people["ada"])
    assert [one[0] for one in waiting(people["ivy"], "minute")] == ["minute"]
    minute.state = "changes-asked"
    minute.save()
    assert [one[0] for one in waiting(people["ada"], "changes")] == ["changes"]
    assert not waiting(people["ivy"], "minute")


def test_the_team_manager_answers_and_the_owner_carries_out(ben, people):
    booking = a_booking(ben, people["ivy"], HELD, by=people["ada"], state="held")
    decision = a_decision(booking, by=people["ivy"], due_on=date(2026, 4, 1), owner=people["sam"])
    DecisionsSent.objects.create(
        booking=booking, answers_due_on=date(2026, 3, 24), sent_at=AT, sent_by=people["ivy"]
    )
    assert ("answer", date(2026, 3, 24), f"/reviews/{booking.pk}/decisions/answer/") in waiting(
        people["tess"]
    )
    assert ("do", date(2026, 4, 1), f"/decisions/{decision.pk}/update/") in waiting(people["sam"])
    assert not waiting(people["serge"], "answer")


def test_a_red_waits_for_the_team_manager_and_for_the_service_manager(ben, people):
    booking = a_booking(ben, people["ivy"], HELD, by=people["ada"], state="held")
    a_rating(
        booking,
        "red",
        by=people["ivy"],
        due_on=date(2026, 3, 17),
        roles=("team-manager", "service-manager"),
    )
    for name in ("tess", "serge"):
        assert [one[1] for one in waiting(people[name], "rating")] == [date(2026, 3, 17)]


def test_a_cancelled_review_waits_for_the_iro_manager(ben, people):
    booking = a_booking(ben, people["ivy"], SOON, by=people["ada"])
    DateChange.objects.create(
        booking=booking,
        kind="cancelled",
        asked_for_by="carer",
        reason="carer",
        because="Away",
        recorded_at=AT,
        recorded_by=people["ivy"],
    )
    assert [one[2] for one in waiting(people["mia"], "approve")] == [f"/reviews/{booking.pk}/approve/"]
    assert not waiting(people["ivy"], "approve")


def test_the_page_lists_soonest_first_by_name_and_leaves_an_event(ben, people, as_person):
    a_booking(ben, people["ivy"], TODAY, by=people["ada"])
    page = as_person("ivy").get("/my-work/").content.decode()
    assert "Benedict Oak" in page and "Close the review" in page
    assert Event.objects.filter(kind="children.listed", after__page="my-work").exists()
    assert "Close the review" in as_person("ivy").get("/my-work/?kind=close").content.decode()
    assert "Speak with the child" not in as_person("ivy").get("/my-work/?kind=close").content.decode()


def test_an_unknown_kind_and_a_page_past_the_end_show_what_there_is(ben, people, as_person):
    for address in ("/my-work/?kind=nonsense", "/my-work/?page=99", "/my-work/?page=-1"):
        assert "Benedict Oak" in as_person("ivy").get(address).content.decode()


def test_a_restricted_child_is_listed_and_not_named(ben, people, as_person):
    children.restrict_child(child=ben, because="Known to staff", by=people["mia"], at=AT)
    page = as_person("ada").get("/my-work/").content.decode()
    assert "Restricted record" in page and "Benedict" not in page


def test_nothing_waits_in_words(people, as_person):
    assert "Nothing waits for you" in as_person("omar").get("/my-work/").content.decode()


def test_the_number_of_queries_does_not_grow(people, looked_after, as_person):
    def one_more(day):
        child = looked_after(social_worker=people["sam"], first_name="Ann", last_name="Ash")
        a_booking(child, people["ivy"], day, by=people["ada"])

    browser = as_person("ada")
    one_more(date(2026, 3, 17))  # one of every kind that the others will be
    one_more(SOON)
    browser.get("/my-work/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/my-work/")
    for day in range(17, 27):
        one_more(date(2026, 3, day))
    with CaptureQueriesContext(connection) as many:
        browser.get("/my-work/")
    assert len(many) == len(few)


def test_lines_of_two_kinds_are_paged_as_one_list(people, looked_after):
    for day in range(17, 27):
        child = looked_after(social_worker=people["sam"])
        a_booking(child, people["ivy"], date(2026, 3, day), by=people["ada"])
    whole = work_of(people["ada"], on=TODAY, most=100)
    pieces = [
        work_of(people["ada"], on=TODAY, first=first, most=7).lines for first in range(0, whole.total, 7)
    ]
    assert tuple(line for piece in pieces for line in piece) == whole.lines
    assert whole.total == sum(count for _, _, count in whole.counts) == len(whole.lines)


def test_states_that_are_open_are_what_the_database_holds_one_of(ben, people):
    assert set(OPEN_STATES) == {"booked", "adjourned"}
    assert (
        datetime(2026, 3, 26, 10, tzinfo=UTC)
        == a_booking(ben, people["ivy"], SOON, by=people["ada"]).sittings.get().starts_at
    )
