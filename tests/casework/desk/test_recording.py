"""The forms of care as people use them: type, check what it does to the clock, save once."""

import html
import re
from datetime import date, timedelta

import pytest

from lodestar.access.models import Event
from lodestar.casework.allocation import actions as allocation
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.children import actions as children
from lodestar.casework.children.models import Child, LegalStatus, PeriodOfCare, Placement, Restriction
from lodestar.casework.reviews.actions import record_review
from tests.casework.conftest import AT, TODAY


def text(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def hidden(response, name):
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def day(name, value):
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def sent(browser, address, answers, step="check"):
    page = browser.get(address)
    carried = {"once": hidden(page, "once"), "standing_on": hidden(page, "standing_on")}
    return browser.post(address, {**carried, **answers, "step": step}), carried


@pytest.fixture
def child(looked_after, people):
    child = looked_after(social_worker=people["sam"], first_name="Ben", last_name="Amber")
    allocation.allocate_iro(
        child=child, officer=people["ivy"], from_on=date(2026, 3, 4), because="", by=people["mia"], at=AT
    )
    return child


MOVE = {
    **day("moved_on", date(2026, 3, 12)),
    "reason": "CREQB",
    "planned": "",
    "type": "K2",
    "same_carer": "new-carer",
    "provider": "PR4",
}


def test_a_move_is_checked_with_its_effect_before_anything_is_saved(as_person, child, people):
    record_review(child=child, held_on=date(2026, 3, 9), participation="PN1", by=people["ivy"], at=AT)
    browser, address = as_person("sam"), f"/children/{child.pk}/move/"
    events = Event.objects.count()
    checked, carried = sent(browser, address, MOVE)
    said = text(checked)
    assert "Check the move" in said and "Children's home (K2)" in said
    assert "After this: due in 18 working days, by Monday 13 April" in said
    assert "20 working days from 12 March 2026, the day of an unplanned move" in said
    assert "Next review now: due in 57 working days, by Tuesday 9 June" in said
    assert Placement.objects.filter(period__child=child).count() == 1 and Event.objects.count() == events
    saved = browser.post(address, {**carried, **MOVE, "step": "confirm"})
    assert saved.headers["Location"] == f"/children/{child.pk}/"
    moved = Placement.objects.get(period__child=child, until_on__isnull=True)
    assert (moved.type, moved.planned, moved.from_on) == ("K2", "unplanned", date(2026, 3, 12))
    assert "The move is recorded." in text(browser.get(f"/children/{child.pk}/"))


def test_a_double_click_records_one_move(as_person, child):
    browser, address = as_person("sam"), f"/children/{child.pk}/move/"
    _, carried = sent(browser, address, MOVE)
    for _ in range(2):
        answer = browser.post(address, {**carried, **MOVE, "step": "confirm"})
        assert answer.headers["Location"] == f"/children/{child.pk}/"
    assert Placement.objects.filter(period__child=child).count() == 2


def test_two_people_at_once_the_second_is_told_and_keeps_what_was_typed(as_person, child, people):
    browser, address = as_person("sam"), f"/children/{child.pk}/move/"
    _, carried = sent(browser, address, MOVE)
    children.record_move(
        child=child,
        moved_on=date(2026, 3, 10),
        type="U4",
        reason="CARPL",
        provider="PR1",
        by=people["ada"],
        at=AT,
    )
    answer = browser.post(address, {**carried, **MOVE, "carer": "Mrs Typed", "step": "confirm"})
    assert answer.status_code == 200 and "Mrs Typed" in answer.content.decode()
    assert "There is a problem" in text(answer)
    assert not Placement.objects.filter(period__child=child, type="K2").exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({**MOVE, **day("moved_on", TODAY + timedelta(days=1))}, "move must"),
        ({**MOVE, "moved_on-month": "13"}, "move must"),
        ({**MOVE, **day("moved_on", date(2026, 3, 1))}, "There is a problem"),
        ({**MOVE, "type": "K3"}, "16"),
        ({**MOVE, "type": ""}, "the new placement"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(as_person, child, answers, words):
    browser = as_person("sam")
    answer, _ = sent(browser, f"/children/{child.pk}/move/", {**answers, "carer": "Mrs Typed"})
    assert words in text(answer) and "Mrs Typed" in answer.content.decode()
    assert "<title>Error: " in answer.content.decode()
    assert Placement.objects.filter(period__child=child).count() == 1


def test_going_back_to_change_keeps_every_answer(as_person, child):
    answer, _ = sent(as_person("sam"), f"/children/{child.pk}/move/", MOVE, step="change")
    page = answer.content.decode()
    assert '<option value="K2" selected' in page and 'value="12"' in page


def test_a_legal_status_says_it_does_not_move_the_clock(as_person, child):
    answers = {**day("changed_on", date(2026, 3, 10)), "code": "C2"}
    browser, address = as_person("sam"), f"/children/{child.pk}/legal-status/"
    checked, carried = sent(browser, address, answers)
    assert "This does not change when the next review is due" in text(checked)
    browser.post(address, {**carried, **answers, "step": "confirm"})
    assert LegalStatus.objects.get(period__child=child, until_on__isnull=True).code == "C2"


def test_the_end_of_care_says_no_review_will_be_due(as_person, child):
    answers = {**day("ended_on", date(2026, 3, 13)), "reason": "E4A"}
    browser, address = as_person("sam"), f"/children/{child.pk}/end-of-care/"
    checked, carried = sent(browser, address, answers)
    assert "No further review will be due" in text(checked)
    assert "The IRO's allocation ends on that day." in text(checked)
    browser.post(address, {**carried, **answers, "step": "confirm"})
    assert PeriodOfCare.objects.get(child=child).until_on == date(2026, 3, 13)
    assert IroAllocation.objects.get(child=child).until_on == date(2026, 3, 13)


def test_a_child_is_added_with_the_beginning_of_care(as_person, frozen):
    answers = {
        "identifier": "NEW1",
        "first_name": "Nia",
        "last_name": "Reed",
        "sex": "F",
        **day("born_on", date(2014, 2, 3)),
        **day("began_on", date(2026, 3, 13)),
        "category_of_need": "N1",
        "legal_status": "V2",
        "placement_type": "U6",
        "provider": "PR1",
    }
    browser, address = as_person("ada"), "/children/new/"
    checked, carried = sent(browser, address, answers)
    assert "After this: due in 19 working days, by Tuesday 14 April" in text(checked)
    assert not Child.objects.exists()
    saved = browser.post(address, {**carried, **answers, "step": "confirm"})
    child = Child.objects.get(identifier="NEW1")
    assert saved.headers["Location"] == f"/children/{child.pk}/" and child.clock.next_due_on == date(
        2026, 4, 14
    )


def test_care_may_begin_again_for_a_child_who_left(as_person, child, people):
    children.end_care(child=child, ended_on=date(2026, 3, 10), reason="E4A", by=people["ada"], at=AT)
    answers = {
        **day("began_on", date(2026, 3, 13)),
        "category_of_need": "N1",
        "legal_status": "V2",
        "placement_type": "U6",
        "provider": "PR1",
    }
    browser, address = as_person("ada"), f"/children/{child.pk}/start-of-care/"
    _, carried = sent(browser, address, answers)
    browser.post(address, {**carried, **answers, "step": "confirm"})
    assert PeriodOfCare.objects.filter(child=child).count() == 2


def test_an_iro_is_chosen_with_what_is_to_be_known_and_who_may_not_is_named(as_person, child, people):
    children.give_case_role(
        child=child,
        person=people["omar"],
        kind="personal-adviser",
        from_on=date(2026, 3, 5),
        by=people["ada"],
        at=AT,
    )
    browser, address = as_person("mia"), f"/children/{child.pk}/iro/"
    page = text(browser.get(address))
    assert "Officers who cannot be chosen" in page and "Omar is not independent of this case" in page
    answers = {"officer": str(people["omar"].pk), **day("from_on", TODAY), "because": "Nearest"}
    refused, _ = sent(browser, address, answers)
    assert "There is a problem" in text(refused)


def test_an_iro_is_changed(as_person, child, people):
    browser, address = as_person("mia"), f"/children/{child.pk}/iro/"
    answers = {"officer": str(people["omar"].pk), **day("from_on", TODAY), "because": "Ivy is leaving"}
    checked, carried = sent(browser, address, answers)
    assert "Check the allocation" in text(checked) and "Omar" in text(checked)
    browser.post(address, {**carried, **answers, "step": "confirm"})
    assert IroAllocation.objects.get(child=child, until_on__isnull=True).officer == people["omar"]


def test_a_record_is_restricted_and_the_restriction_lifted(as_person, child, people):
    browser, address = as_person("mia"), f"/children/{child.pk}/restriction/"
    answers = {"because": "Known to a member of staff", "allowed": [str(people["mia"].pk)]}
    _, carried = sent(browser, address, answers)
    browser.post(address, {**carried, **answers, "step": "confirm"})
    row = Restriction.objects.get(child=child)
    assert list(row.allowed.all()) == [people["mia"]] and row.until_on is None
    _, carried = sent(browser, address, {})
    browser.post(address, {**carried, "step": "confirm"})
    row.refresh_from_db()
    assert row.until_on is not None or row.corrected_at is not None


def test_a_correction_keeps_what_was_said(as_person, child, people):
    row = Placement.objects.get(period__child=child)
    browser, address = as_person("ada"), f"/children/{child.pk}/placements/{row.pk}/"
    answers = {
        **day("from_on", row.from_on),
        "type": "U4",
        "planned": "planned",
        "provider": "PR1",
        "because": "It was a long-term placement from the first day",
    }
    checked, carried = sent(browser, address, answers)
    assert "Check the correction" in text(checked)
    browser.post(address, {**carried, **answers, "step": "confirm"})
    assert Placement.objects.believed().get(period__child=child).type == "U4"
    seen = text(browser.get(f"/children/{child.pk}/corrections/"))
    assert "It was a long-term placement from the first day" in seen and "Foster care, long term" in seen


@pytest.mark.parametrize("path", ["move", "legal-status", "end-of-care", "iro", "restriction"])
@pytest.mark.parametrize("who", ["ivy", "pam", "aud", "ann", "sys", "adv", "vis", "serge"])
def test_who_may_not_is_refused(as_person, child, who, path):
    assert as_person(who).get(f"/children/{child.pk}/{path}/").status_code in (403, 404)


def test_another_teams_social_worker_finds_no_form(as_person, child):
    assert as_person("sol").get(f"/children/{child.pk}/move/").status_code == 404


def test_another_childs_row_cannot_be_corrected_through_this_one(as_person, child, looked_after):
    other = Placement.objects.get(period__child=looked_after())
    assert as_person("ada").get(f"/children/{child.pk}/placements/{other.pk}/").status_code == 404


def test_a_double_click_on_restrict_restricts_once_and_does_not_lift(as_person, child, people):
    browser, address = as_person("mia"), f"/children/{child.pk}/restriction/"
    answers = {"because": "Known to a member of staff", "allowed": [str(people["mia"].pk)]}
    _, carried = sent(browser, address, answers)
    for _ in range(2):
        answer = browser.post(address, {**carried, **answers, "step": "confirm"})
        assert answer.headers["Location"] == f"/children/{child.pk}/"
    assert Restriction.objects.on(TODAY).filter(child=child).count() == 1
