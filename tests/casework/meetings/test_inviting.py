"""Who is asked to a review and who is not and why; sending, chasing, and papers that fit their reader."""

from datetime import date

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.casework.meetings import actions
from lodestar.casework.meetings.models import ConsultationPaper, Invitee
from lodestar.casework.meetings.queries.inviting import invitees_of, link_of, whose_link
from lodestar.casework.meetings.questions import QUESTIONS, band_for
from lodestar.casework.meetings.states import Band
from tests.casework.conftest import AT
from tests.casework.desk.test_recording import hidden, text

DAY = date(2026, 3, 26)


def test_the_register_fills_the_list_with_the_child_first(listed, planned, people):
    assert next(iter(listed)) == "child"
    assert {"mother", "father", "relative", "carer", "social-worker"} <= set(listed)
    assert not listed["father"].is_invited and "no contact" in listed["father"].not_invited_because
    assert not listed["father"].sees_address and listed["mother"].sees_address
    assert listed["social-worker"].person == people["sam"]
    assert listed["child"].band == "8-to-12" and listed["carer"].band == "carer"
    assert actions.propose_invitees(booking=planned, by=people["ada"], at=AT) == []


def test_somebody_is_left_out_only_for_a_reason(listed, people):
    facts = {"childs_view": "does-not-want", "is_invited": False, "by": people["ivy"], "at": AT}
    with pytest.raises(NotAllowed, match="Say why they are not invited"):
        actions.change_invitee(invitee=listed["mother"], **facts)
    row = actions.change_invitee(
        invitee=listed["mother"], not_invited_because="Ben asked for it; heard by phone", **facts
    )
    assert not row.is_invited and row.childs_view == "does-not-want"


def test_only_those_who_are_invited_get_a_link_of_their_own(invited, planned):
    assert not link_of(invited["father"])
    assert whose_link(link_of(invited["mother"])).pk == invited["mother"].pk
    assert Event.objects.filter(kind="invitations.sent").count() == len(invited) - 1


def test_a_new_link_makes_the_old_one_worthless(invited, planned, people):
    old = link_of(invited["mother"])
    actions.send_invitations(
        booking=planned, people=[invited["mother"].pk], channel="link", by=people["ada"], at=AT
    )
    assert whose_link(old) is None


@pytest.mark.parametrize(
    ("people_chosen", "channel", "words"), [([], "link", "Choose who"), (None, "", "how they go")]
)
def test_invitations_go_to_somebody_some_way(listed, planned, people, people_chosen, channel, words):
    chosen = [listed["mother"].pk] if people_chosen is None else people_chosen
    with pytest.raises(NotAllowed, match=words):
        actions.send_invitations(booking=planned, people=chosen, channel=channel, by=people["ada"], at=AT)


def test_a_reply_that_is_owed_is_chased_and_counted(invited, people):
    for _ in range(2):
        row = actions.chase(invitee=invited["mother"], by=people["ada"], at=AT)
    assert row.times_chased == 2
    actions.take_reply(invitee=row, reply="coming", by=people["ada"], at=AT)
    with pytest.raises(NotAllowed, match="replied already"):
        actions.chase(invitee=row, by=people["ada"], at=AT)


@pytest.mark.parametrize(
    ("role", "age", "needs", "band"),
    [
        ("child", 3, False, "under-4"),
        ("child", 3, True, "under-4"),
        ("child", 4, False, "4-to-7"),
        ("child", 12, False, "8-to-12"),
        ("child", 13, False, "13-to-17"),
        ("child", 13, True, "symbols"),
        ("mother", 9, False, "parent"),
        ("carer", 9, False, "carer"),
        ("school", 9, False, "professional"),
    ],
)
def test_the_paper_fits_the_reader(role, age, needs, band):
    born = date(2026 - age, 3, 26)
    assert band_for(role, born_on=born, on=DAY, has_needs=needs) == band


def test_every_band_has_questions_with_codes_of_their_own():
    for band in Band:
        codes = [question.code for question in QUESTIONS[band]]
        assert codes and len(codes) == len(set(codes))


def test_the_list_page_and_what_may_be_done_from_it(planned, people, as_person):
    browser, at = as_person("ada"), f"/reviews/{planned.pk}/invitations/"
    assert "Nobody is on the list yet" in text(browser.get(at))
    form = browser.get(f"{at}propose/")
    for _ in range(2):
        browser.post(f"{at}propose/", {"once": hidden(form, "once")})
    said = text(browser.get(at))
    assert said.count("Rosa Oak Mother") == 1 and "Invitations were due by 12 March 2026" in said
    answers = {"role": "advocate", "name": "Abe Advocate", "childs_view": "wants", "is_invited": "yes"}
    browser.post(f"{at}add/", {"once": hidden(browser.get(f"{at}add/"), "once"), **answers})
    assert "Abe Advocate" in text(browser.get(at))
    sending = browser.get(f"{at}send/")
    chosen = [str(one.pk) for one in planned.invitees.filter(is_invited=True)]
    browser.post(f"{at}send/", {"once": hidden(sending, "once"), "people": chosen, "channel": "link"})
    assert "No reply yet" in text(browser.get(at)) and "/reply/" in browser.get(at).content.decode()


def test_a_paper_is_typed_up_and_read(invited, planned, people, as_person):
    browser = as_person("ada")
    address = f"/reviews/{planned.pk}/invitations/{invited['mother'].pk}/paper/"
    answers = {"child": "He is happy there", "is_verbatim": "yes"}
    browser.post(address, {"once": hidden(browser.get(address), "once"), **answers})
    paper = ConsultationPaper.objects.get()
    assert (paper.received_by, paper.came_by_link, paper.is_verbatim) == (people["ada"], False, True)
    assert "He is happy there" in text(browser.get(address))
    assert as_person("sam").get(address).status_code == 403


WHY = "The care plan allows no contact."


def test_the_iro_alone_decides_who_is_left_out_or_asked_after_all(listed, planned, people):
    left_out = {
        "childs_view": "does-not-want",
        "is_invited": False,
        "not_invited_because": "Ben asked for it",
    }
    with pytest.raises(NotAllowed, match="Only the IRO decides"):
        actions.change_invitee(invitee=listed["mother"], by=people["ada"], at=AT, **left_out)
    with pytest.raises(NotAllowed, match="Only the IRO decides"):
        actions.change_invitee(
            invitee=listed["father"], childs_view="wants", is_invited=True, by=people["ada"], at=AT
        )
    with pytest.raises(NotAllowed, match="Only the IRO decides"):
        actions.add_invitee(booking=planned, role="other", name="Al", by=people["ada"], at=AT, **left_out)
    assert listed["mother"].is_invited and planned.invitees.count() == len(listed)
    for ruler in ("ivy", "mia"):
        actions.change_invitee(invitee=listed["mother"], by=people[ruler], at=AT, **left_out)
    assert not Invitee.objects.get(pk=listed["mother"].pk).is_invited


def test_what_the_child_says_is_noted_by_anybody_who_prepares(listed, people):
    father = listed["father"]
    row = actions.change_invitee(
        invitee=father,
        childs_view="does-not-want",
        is_invited=False,
        not_invited_because=father.not_invited_because,
        sees_address=False,
        by=people["ada"],
        at=AT,
    )
    assert row.childs_view == "does-not-want" and not row.is_invited
    kept = Event.objects.filter(kind="invitee.changed").get()
    assert kept.before["childs_view"] == "not-asked" and kept.after["childs_view"] == "does-not-want"


def test_a_proposal_to_leave_out_waits_for_the_iro_who_confirms_it_by_saving(listed, planned, as_person):
    at, row = f"/reviews/{planned.pk}/invitations/", listed["father"]
    browser = as_person("ivy")
    assert "Not invited: to confirm" in text(browser.get(at))
    form = browser.get(f"{at}{row.pk}/")
    assert WHY in form.content.decode() and "The IRO is to confirm" not in form.content.decode()
    answers = {
        "childs_view": "does-not-mind",
        "is_invited": "no",
        "not_invited_because": WHY,
        "hides_address": "yes",
        "band": "parent",
    }
    browser.post(f"{at}{row.pk}/", {"once": hidden(form, "once"), **answers})
    row.refresh_from_db()
    assert row.not_invited_because == WHY and not row.sees_address
    assert "to confirm" not in text(browser.get(at))


def test_a_refused_form_keeps_what_was_typed(listed, planned, as_person):
    at, row = f"/reviews/{planned.pk}/invitations/", listed["mother"]
    browser = as_person("ada")
    once = hidden(browser.get(f"{at}{row.pk}/"), "once")
    answers = {
        "childs_view": "wants",
        "is_invited": "no",
        "not_invited_because": "Too angry",
        "band": "parent",
    }
    said = browser.post(f"{at}{row.pk}/", {"once": once, **answers})
    assert "Only the IRO decides" in text(said) and "Too angry" in said.content.decode()


def test_nobody_is_added_without_a_name_and_a_part(planned, people):
    with pytest.raises(NotAllowed) as no:
        actions.add_invitee(booking=planned, role="", name=" ", by=people["ivy"], at=AT)
    assert {one.field for one in no.value.refusals} == {"role", "name"}


def test_the_list_stays_as_it_was_once_the_review_is_cancelled(listed, planned, people):
    actions.cancel_booking(
        booking=planned, reason="other", asked_for_by="iro", because="Snow", by=people["ivy"], at=AT
    )
    for deed in (
        lambda: actions.propose_invitees(booking=planned, by=people["ivy"], at=AT),
        lambda: actions.add_invitee(booking=planned, role="other", name="Al", by=people["ivy"], at=AT),
        lambda: actions.chase(invitee=listed["mother"], by=people["ivy"], at=AT),
    ):
        with pytest.raises(NotAllowed, match="who is asked to it cannot change"):
            deed()


def test_nobody_who_was_not_asked_is_chased(listed, people):
    with pytest.raises(NotAllowed, match="not sent an invitation yet"):
        actions.chase(invitee=listed["mother"], by=people["ada"], at=AT)


def test_a_person_of_another_review_is_not_on_this_list(listed, planned, in_care, people, as_person):
    other = actions.book_review(
        child=in_care(),
        officer=people["ivy"],
        starts_at=planned.sittings.get().starts_at.replace(hour=10),
        by=people["ada"],
        at=AT,
    )
    browser = as_person("ivy")
    for rest in ("", "chase/", "reply/", "paper/", "letter.pdf"):
        path = f"/reviews/{other.pk}/invitations/{listed['mother'].pk}/{rest}"
        assert browser.get(path).status_code == 404, rest


def test_the_list_costs_the_same_for_many_as_for_one(planned, people, django_assert_num_queries):
    for number in range(6):
        actions.add_invitee(booking=planned, role="other", name=f"Guest {number}", by=people["ivy"], at=AT)
    with django_assert_num_queries(1):
        assert [getattr(one, "paper", None) for one in invitees_of(planned)] == [None] * 6


def test_what_came_by_their_own_link_is_not_typed_over(invited, planned, people, as_person):
    mother, facts = invited["mother"], {"band": "parent", "at": AT}
    actions.take_paper(
        invitee=mother, answers={"child": "Happy"}, came_by_link=True, by=people["ivy"], **facts
    )
    with pytest.raises(NotAllowed, match="Only they can change it"):
        actions.take_paper(invitee=mother, answers={"child": "Sad"}, by=people["ada"], **facts)
    assert ConsultationPaper.objects.get().answers == {"child": "Happy"}
    said = text(as_person("mia").get(f"/reviews/{planned.pk}/invitations/{mother.pk}/paper/"))
    assert "Happy" in said and "Sent through their own link" in said and "Type up" not in said


def test_the_same_paper_twice_is_one_deed(invited, people):
    facts = {"band": "parent", "answers": {"child": "Happy"}, "by": people["ada"], "at": AT}
    for _ in range(2):
        actions.take_paper(invitee=invited["mother"], **facts)
    assert (
        Event.objects.filter(kind="consultation.received", subject__contains="consultationpaper").count() == 1
    )
