"""Forms of care: what the check page says of the clock, refusals in words, one save however often it is clicked."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from lodestar.access.models import Event
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.children import actions as children
from lodestar.casework.children.models import Child, LegalStatus, PeriodOfCare, Placement, Restriction
from lodestar.casework.reviews.models import Review

LATER = datetime(2026, 8, 17, 9, 0, tzinfo=UTC)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace("&#39;", "'")


def hidden(response):
    """Return the hidden inputs of a page, as a browser would send them again."""
    tags = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", response.content.decode())
    found = {}
    for tag in tags:
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1]
    return found


def day(name, when):
    return {f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year}


def move(when=date(2026, 3, 12), **facts):
    said = {"type": "K2", "provider": "PR1", "reason": "CREQB", "planned": "by-reason"}
    return {**day("moved_on", when), **said, "same_carer": "new-carer", "location": "not-recorded", **facts}


def walk(client, url, said):
    """Open a form, check it and confirm it; return the check page and the last answer."""
    opened = client.get(url)
    assert opened.status_code == 200
    sent = {**hidden(opened), **said}
    check = client.post(url, {**sent, "step": "check"})
    assert "Check before you save" in text(check), text(check)
    return check, client.post(url, {**hidden(check), "step": "confirm"})


def test_an_unplanned_move_shows_the_new_day_before_it_is_saved(looked_after, people, as_person, monkeypatch):
    child = looked_after(from_on=date(2026, 2, 2))
    Review.objects.create(
        child=child,
        period=PeriodOfCare.objects.get(child=child),
        held_on=date(2026, 6, 18),
        recorded_at=LATER,
        recorded_by=people["ada"],
    )
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    client, url = as_person("ada"), reverse("record-move", args=[child.pk])
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    events = Event.objects.count()
    opened = client.get(url)
    check = client.post(url, {**hidden(opened), **move(date(2026, 8, 14)), "step": "check"})
    page = text(check)
    assert "14 September" in page and "Next review now:" in page and "After this:" in page
    assert Placement.objects.count() == 1 and Event.objects.count() == events
    assert client.post(url, {**hidden(check), "step": "confirm"}).status_code == 302
    assert Placement.objects.believed().get(until_on=None).planned == "unplanned"


def test_a_double_click_moves_once(looked_after, as_person):
    child = looked_after()
    client, url = as_person("ada"), reverse("record-move", args=[child.pk])
    check, first = walk(client, url, move())
    again = client.post(url, {**hidden(check), "step": "confirm"})
    assert first.url == again.url == reverse("child", args=[child.pk])
    assert Placement.objects.count() == 2


def test_a_page_somebody_overtook_saves_nothing_and_keeps_what_was_typed(looked_after, people, as_person):
    child = looked_after()
    client, url = as_person("ada"), reverse("record-move", args=[child.pk])
    opened = client.get(url)
    moved = {"moved_on": date(2026, 3, 10), "type": "U6", "provider": "PR1", "reason": "CARPL"}
    children.record_move(child=child, **moved, by=people["mia"], at=timezone.now())
    answer = client.post(url, {**hidden(opened), **move(carer="Kay Home"), "step": "check"})
    assert "There is a problem" in text(answer) and "Kay Home" in answer.content.decode()
    assert Placement.objects.count() == 2


def test_a_refusal_stands_beside_its_field_and_change_keeps_everything(looked_after, as_person):
    child = looked_after()
    client, url = as_person("ada"), reverse("record-move", args=[child.pk])
    opened = client.get(url)
    early = client.post(url, {**hidden(opened), **move(date(2026, 3, 1)), "step": "check"})
    assert "There is a problem" in text(early) and 'href="#id_moved_on-day"' in early.content.decode()
    check = client.post(url, {**hidden(opened), **move(carer="Kay Home"), "step": "check"})
    back = client.post(url, {**hidden(check), "step": "change"})
    assert 'value="Kay Home"' in back.content.decode() and "There is a problem" not in text(back)


def test_a_legal_status_does_not_change_the_day(looked_after, as_person):
    child = looked_after()
    url = reverse("record-legal-status", args=[child.pk])
    check, saved = walk(as_person("ada"), url, {**day("changed_on", date(2026, 3, 12)), "code": "C2"})
    assert "This does not change when the next review is due" in text(check) and saved.status_code == 302
    assert LegalStatus.objects.believed().get(until_on=None).code == "C2"


def test_the_end_of_care_says_that_no_further_review_is_due(looked_after, as_person):
    child = looked_after()
    url = reverse("record-end-of-care", args=[child.pk])
    check, saved = walk(as_person("ada"), url, {**day("ended_on", date(2026, 3, 12)), "reason": "E4A"})
    assert "No further review will be due" in text(check) and saved.status_code == 302
    assert PeriodOfCare.objects.believed().get().end_reason == "E4A"


def start(when):
    return {
        **day("began_on", when),
        "legal_status": "V2",
        "category_of_need": "N1",
        "placement_type": "U6",
        "provider": "PR1",
        "planned": "planned",
        "location": "not-recorded",
    }


def test_a_new_child_is_recorded_with_the_start_of_care(people, as_person):
    said = {**start(date(2026, 3, 12)), **day("born_on", date(2015, 1, 2)), "identifier": "NEW1"}
    said |= {"first_name": "Nia", "sex": "F", "ethnicity": "WBRI"}
    check, saved = walk(as_person("ada"), reverse("record-new-child"), said)
    assert "After this: Due in" in text(check) and saved.status_code == 302
    assert Child.objects.get().identifier == "NEW1" and PeriodOfCare.objects.get().from_on == date(
        2026, 3, 12
    )


def test_care_starts_again(looked_after, people, as_person):
    child = looked_after()
    ended = {"ended_on": date(2026, 3, 9), "reason": "E4A"}
    children.end_care(child=child, **ended, by=people["ada"], at=timezone.now())
    url = reverse("record-start-of-care", args=[child.pk])
    _, saved = walk(as_person("ada"), url, start(date(2026, 3, 12)))
    assert saved.status_code == 302 and PeriodOfCare.objects.believed().count() == 2


def test_a_correction_keeps_both_and_needs_a_reason(looked_after, as_person):
    child = looked_after()
    row = Placement.objects.get()
    url = reverse("correct-placement", args=[child.pk, row.pk])
    client = as_person("ada")
    said = {**day("from_on", row.from_on), "type": "U4", "provider": "PR1", "planned": "planned"}
    assert "There is a problem" in text(client.post(url, {**hidden(client.get(url)), **said}))
    check, saved = walk(client, url, {**said, "because": "Typed wrongly"})
    assert saved.status_code == 302 and Placement.objects.believed().get().type == "U4"
    assert client.post(url, {**hidden(check), "step": "confirm"}).url == saved.url
    assert Placement.objects.count() == 2
    status = LegalStatus.objects.get()
    url = reverse("correct-legal-status", args=[child.pk, status.pk])
    walk(client, url, {**day("from_on", status.from_on), "code": "V2", "because": "Read wrongly"})
    assert LegalStatus.objects.believed().get().code == "V2"


def test_an_iro_is_chosen_among_those_who_may_be(looked_after, people, as_person):
    child = looked_after()
    children.give_case_role(
        child=child,
        person=people["omar"],
        kind="team-manager",
        from_on=date(2026, 3, 3),
        by=people["ada"],
        at=timezone.now(),
    )
    client, url = as_person("mia"), reverse("allocate-iro", args=[child.pk])
    opened = client.get(url)
    assert "May not be chosen. Omar is not independent of this case" in text(opened)
    radios = re.findall(r'name="officer" type="radio" value="(\d+)"', opened.content.decode())
    assert radios == [str(people["ivy"].pk)]
    said = {**day("from_on", date(2026, 3, 12)), "because": "Knows the family"}
    refused = client.post(url, {**hidden(opened), **said, "officer": people["omar"].pk})
    assert "There is a problem" in text(refused) and not IroAllocation.objects.exists()
    check, saved = walk(client, url, {**said, "officer": people["ivy"].pk})
    assert saved.status_code == 302 and IroAllocation.objects.get().officer == people["ivy"]
    assert client.post(url, {**hidden(check), "step": "confirm"}).url == saved.url


def test_a_record_is_restricted_and_the_restriction_lifted(looked_after, people, as_person):
    child = looked_after()
    client, url = as_person("mia"), reverse("restrict", args=[child.pk])
    check, saved = walk(client, url, {"because": "Known to staff", "allowed": people["mia"].pk})
    assert client.post(url, {**hidden(check), "step": "confirm"}).url == saved.url
    assert list(Restriction.objects.believed().get().allowed.all()) == [people["mia"]]
    walk(client, url, {})
    assert not Restriction.objects.believed().filter(until_on=None).exists()


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("ivy", "record-move", 403),
        ("dot", "record-move", 403),
        ("aud", "record-move", 403),
        ("sam", "record-move", 200),
        ("sol", "record-move", 404),
        ("ada", "record-move", 200),
        ("sam", "allocate-iro", 403),
        ("ivy", "restrict", 403),
        ("mia", "allocate-iro", 200),
    ],
)
def test_who_may_open_which_form(looked_after, people, as_person, who, name, status):
    child = looked_after(social_worker=people["sam"])
    assert as_person(who).get(reverse(name, args=[child.pk])).status_code == status


def test_a_restricted_record_asks_for_a_reason_first(looked_after, people, as_person):
    child = looked_after()
    children.restrict_child(child=child, because="Known to staff", by=people["mia"], at=timezone.now())
    answer = as_person("ada").get(reverse("record-move", args=[child.pk]))
    assert answer.url == reverse("open-with-reason", args=[child.pk])
