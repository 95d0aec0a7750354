"""The pages of a plan: read, recorded once, compared, withdrawn, and shut to whom they are shut."""

from datetime import date, timedelta

import pytest

from lodestar.access.models import Event
from lodestar.casework.children import actions as children
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.reviews import actions as reviews
from tests.casework.conftest import AT
from tests.casework.desk.test_recording import day, hidden, text
from tests.casework.plans.conftest import WHOLE

LATER = AT + timedelta(hours=1)


def answers(dated_on=date(2026, 3, 10), **more):
    return {**day("dated_on", dated_on), "part_wishes": "To stay with Aunt Jo", "kind": "care", **more}


def send(browser, address, **more):
    page = browser.get(address)
    return browser.post(
        address, {"once": hidden(page, "once"), "based_on": hidden(page, "based_on"), **answers(), **more}
    )


def test_no_plan_is_said_in_words_with_the_day_it_is_due(ben, as_person):
    page = text(as_person("ivy").get(f"/children/{ben.pk}/plan/"))
    assert "There is no care plan. Due today, Monday 16 March" in page
    assert "10 working days from 2 March 2026" in page and "SI 2010/959 reg 4(2)" in page
    assert "No plan yet" in page


def test_the_childs_page_leads_to_the_plan(ben, as_person):
    assert f'href="/children/{ben.pk}/plan/"' in as_person("sam").get(f"/children/{ben.pk}/").content.decode()


def test_a_version_is_recorded_once_and_the_next_begins_with_it(ben, as_person):
    browser, address = as_person("sam"), f"/children/{ben.pk}/plan/record/"
    page = browser.get(address)
    sent = {"once": hidden(page, "once"), "based_on": "0", **answers(contingency="Grandmother")}
    went = {browser.post(address, sent).headers["Location"] for _ in range(2)}
    assert went == {f"/children/{ben.pk}/plan/"} and CarePlan.objects.count() == 1
    read = text(browser.get(f"/children/{ben.pk}/plan/"))
    assert (
        "To stay with Aunt Jo" in read
        and "Grandmother" in read
        and "recorded by Sam on 16 March 2026" in read
    )
    assert "The plan does not hold: The long-term plan" in read
    again = browser.get(address).content.decode()
    assert "To stay with Aunt Jo" in again and hidden(browser.get(address), "based_on") == "1"


def test_a_refusal_keeps_what_was_typed(ben, as_person):
    page = send(as_person("sam"), f"/children/{ben.pk}/plan/record/", **day("dated_on", date(2026, 4, 1)))
    assert page.status_code == 200 and not CarePlan.objects.exists()
    assert "1 April 2026 has not come yet" in text(page) and "To stay with Aunt Jo" in text(page)


def test_a_version_recorded_meanwhile_is_shown_and_ones_own_words_stay(ben, record, as_person):
    record(ben, date(2026, 3, 3))
    browser, address = as_person("sam"), f"/children/{ben.pk}/plan/record/"
    page = browser.get(address)
    record(ben, date(2026, 3, 4), LATER, contingency="With Uncle Ali", by="tess")
    sent = {"once": hidden(page, "once"), "based_on": hidden(page, "based_on"), **answers()}
    refused = browser.post(address, sent)
    read = text(refused)
    assert "Version 2, recorded by Tess on 16 March 2026, is the plan now" in read
    assert "With Uncle Ali" in read and "To stay with Aunt Jo" in read
    assert hidden(refused, "based_on") == "2"
    sent = {**sent, "once": hidden(refused, "once"), "based_on": "2"}
    assert browser.post(address, sent).status_code == 302 and CarePlan.objects.count() == 3


def test_what_changed_since_the_last_review_is_text(ben, record, people, as_person):
    record(ben, date(2026, 3, 3))
    reviews.record_review(child=ben, held_on=date(2026, 3, 5), participation="PN1", by=people["ada"], at=AT)
    record(ben, date(2026, 3, 10), LATER, parts={**WHOLE, "family-time": ("Mum on Sundays.", None)})
    page = as_person("ivy").get(f"/children/{ben.pk}/plan/")
    read = text(page)
    assert "What changed since the review on 5 March 2026" in read
    assert "Version 1 (3 March 2026) was the plan then; version 2 (10 March 2026) is the plan now." in read
    assert 'data-label="Before"' in page.content.decode() and "<del>Saturdays.</del>" in page.content.decode()
    assert "<ins>Sundays.</ins>" in page.content.decode()
    assert "No plan for permanence is recorded, and it is owed by the second review." in read


def test_an_earlier_version_can_be_read_and_the_last_withdrawn(ben, record, as_person):
    first, second = record(ben, date(2026, 3, 3)), record(ben, date(2026, 3, 10), LATER, contingency="Aunt")
    browser = as_person("sam")
    assert "With his grandmother." in text(browser.get(f"/children/{ben.pk}/plan/{first.pk}/"))
    assert "What this version changed" in text(browser.get(f"/children/{ben.pk}/plan/{second.pk}/"))
    address = f"/children/{ben.pk}/plan/{second.pk}/withdraw/"
    sent = {"once": hidden(browser.get(address), "once"), "because": "Recorded twice"}
    assert browser.post(address, sent).status_code == 302
    read = text(browser.get(f"/children/{ben.pk}/plan/{second.pk}/"))
    assert "Sam withdrew this version on 16 March 2026" in read
    again = browser.post(address, {**sent, "once": hidden(browser.get(address), "once")})
    assert "already" in text(again)


@pytest.mark.parametrize(
    ("who", "status"), [("ivy", 403), ("serge", 403), ("dot", 403), ("mia", 200), ("sol", 404)]
)
def test_who_may_record(ben, as_person, who, status):
    assert as_person(who).get(f"/children/{ben.pk}/plan/record/").status_code == status


@pytest.mark.parametrize("who", ["sol", "omar"])
def test_outside_ones_reach_there_is_no_plan(ben, record, as_person, who):
    plan = record(ben)
    for address in ("", f"{plan.pk}/"):
        assert as_person(who).get(f"/children/{ben.pk}/plan/{address}").status_code == 404


def test_a_version_is_of_its_own_child_only(ben, looked_after, people, record, as_person):
    other = record(looked_after(social_worker=people["sam"]))
    assert as_person("sam").get(f"/children/{ben.pk}/plan/{other.pk}/").status_code == 404


def test_a_restricted_record_asks_for_a_reason(ben, people, as_person):
    children.restrict_child(child=ben, because="Known to staff", by=people["mia"], at=AT)
    page = as_person("dot").get(f"/children/{ben.pk}/plan/")
    assert page.headers["Location"] == f"/children/{ben.pk}/open-with-reason/"


def test_reading_a_plan_is_an_event(ben, as_person):
    as_person("ivy").get(f"/children/{ben.pk}/plan/")
    event = Event.objects.filter(kind="child.viewed").latest("sequence")
    assert event.after == {"page": "care plan"} and event.child_identifier == ben.identifier
