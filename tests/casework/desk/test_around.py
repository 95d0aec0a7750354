"""People, school and the decision about adoption, as a person records them."""

from datetime import date

import pytest

from lodestar.access.models import Event
from lodestar.casework.children.models import AdoptionDecision, Relationship, SchoolAttended
from tests.casework.desk.test_recording import sent, text

PERSON = {
    "name": "Rosa Oak",
    "kind": "mother",
    "from_on-day": "1",
    "from_on-month": "5",
    "from_on-year": "2015",
    "has_parental_responsibility": "yes",
    "contact": "supervised",
    "is_address_confidential": "yes",
}
SCHOOL = {
    "name": "Hill School",
    "year_group": "6",
    "from_on-day": "5",
    "from_on-month": "3",
    "from_on-year": "2026",
}
ADOPTION = {"decided_on-day": "10", "decided_on-month": "3", "decided_on-year": "2026"}


@pytest.fixture
def child(looked_after, people):
    return looked_after(social_worker=people["sam"], first_name="Ben", last_name="Oak")


def saved(browser, address, answers):
    _, carried = sent(browser, address, answers)
    return browser.post(address, {**carried, **answers, "step": "confirm"})


def test_a_parent_is_recorded_with_what_invitations_must_know(as_person, child):
    assert saved(as_person("sam"), f"/children/{child.pk}/people/add/", PERSON).status_code == 302
    row = Relationship.objects.get(child=child)
    assert (row.name, row.kind, row.contact) == ("Rosa Oak", "mother", "supervised")
    assert row.has_parental_responsibility and row.is_address_confidential
    assert "Rosa Oak" in text(as_person("sam").get(f"/children/{child.pk}/people/"))


def test_a_school_is_recorded_and_shown(as_person, child):
    assert saved(as_person("sam"), f"/children/{child.pk}/school/", SCHOOL).status_code == 302
    assert SchoolAttended.objects.get(child=child).name == "Hill School"
    assert "Hill School" in text(as_person("sam").get(f"/children/{child.pk}/"))


def test_a_decision_about_adoption_shows_what_it_does_to_the_clock_first(as_person, child):
    browser, address = as_person("sam"), f"/children/{child.pk}/adoption/"
    checked, carried = sent(browser, address, ADOPTION)
    assert "Check the decision" in text(checked) and "review" in text(checked)
    assert not AdoptionDecision.objects.exists()
    for _ in range(2):  # a double click
        browser.post(address, {**carried, **ADOPTION, "step": "confirm"})
    assert AdoptionDecision.objects.get(child=child).from_on == date(2026, 3, 10)
    assert Event.objects.filter(kind="adoption_step.recorded").count() == 1


@pytest.mark.parametrize(
    ("page", "answers", "day"),
    [
        ("people/add", PERSON, "from_on"),
        ("school", SCHOOL, "from_on"),
        ("adoption", ADOPTION, "decided_on"),
    ],
)
def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(as_person, child, page, answers, day):
    typed = {**answers, f"{day}-year": "2031"}
    answer = as_person("sam").post(f"/children/{child.pk}/{page}/", typed)
    said = text(answer)
    assert "There is a problem" in said and 'value="2031"' in answer.content.decode()
    for value in (typed.get("name"), typed.get("year_group")):
        assert value is None or f'value="{value}"' in answer.content.decode()
