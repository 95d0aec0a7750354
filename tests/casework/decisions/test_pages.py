"""The decision ledger as people meet it: written by two at once, sent, answered, updated, verified."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lodestar.access.models import Event, Notice
from lodestar.casework.children import actions as children
from lodestar.casework.decisions import actions
from lodestar.casework.decisions.models import Decision, ManagerAnswer
from lodestar.casework.meetings.agenda import local_code
from tests.casework.conftest import AT
from tests.casework.desk.test_recording import day, hidden, text
from tests.factories.reviews import a_decision

DUE = date(2026, 4, 20)


def post(browser, address, answers, **more):
    page = browser.get(address)
    return browser.post(address, {"once": hidden(page, "once"), **answers, **more})


def typed(people, **changes):
    return {
        "words": "Apply for a bus pass",
        "because": "Ben cannot get to football",
        "heading": "sch7-7",
        "need": "To be with friends",
        "owner": str(people["sam"].pk),
        **day("due_on", DUE),
        "child_will_know": "Sam shows Ben the pass",
        **changes,
    }


# --- writing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ivy", "ada", "mia"])
def test_who_minutes_adds_a_decision_once(booking, people, as_person, who):
    browser, address = as_person(who), f"/reviews/{booking.pk}/decisions/add/"
    page = browser.get(address)
    sent = {"once": hidden(page, "once"), **typed(people)}
    went = {browser.post(address, sent).headers["Location"] for _ in range(2)}
    assert went == {f"/reviews/{booking.pk}/decisions/"}
    decision = Decision.objects.get()
    assert (decision.owner, decision.due_on, decision.heading) == (people["sam"], DUE, "sch7-7")
    shown = text(browser.get(f"/reviews/{booking.pk}/decisions/"))
    assert "Apply for a bus pass" in shown and "Monday 20 April 2026" in shown and "Being written" in shown
    assert "Leisure and interests" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": " "}, "Enter what was decided"),
        ({"owner": ""}, "Select who is to do it"),
        ({"owner": "other"}, "Enter their name or post"),
        (day("due_on", date(2026, 3, 15)), "15 March 2026 is before the review on 16 March 2026"),
        (day("due_on", date(2126, 3, 15)), "2126 is too far off. Check the year."),
        ({"due_on-day": "31", "due_on-month": "2", "due_on-year": "2026"}, "must be a real date"),
        ({"need": "x" * 301}, "must be 300 characters or fewer"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_typed_is_lost(booking, people, as_person, changes, words):
    answer = post(as_person("ivy"), f"/reviews/{booking.pk}/decisions/add/", typed(people, **changes))
    assert answer.status_code == 200 and words in text(answer)
    assert "Ben cannot get to football" in answer.content.decode()
    assert not Decision.objects.exists()


def test_somebody_who_does_not_sign_in_is_named(booking, people, as_person):
    answers = typed(people, owner="other", owner_name="Mr Reed, head of year", agency="Hill School")
    post(as_person("ada"), f"/reviews/{booking.pk}/decisions/add/", answers)
    decision = Decision.objects.get()
    assert (decision.owner, decision.owner_name) == (None, "Mr Reed, head of year")
    shown = text(as_person("ivy").get(f"/reviews/{booking.pk}/decisions/"))
    assert "Mr Reed, head of year, Hill School" in shown


def test_what_is_not_settled_yet_stands_in_the_way_of_closing(booking, people, as_person):
    answers = typed(people, owner="later", **{"due_on-day": "", "due_on-month": "", "due_on-year": ""})
    post(as_person("ada"), f"/reviews/{booking.pk}/decisions/add/", answers)
    shown = text(as_person("ivy").get(f"/reviews/{booking.pk}/decisions/"))
    assert (
        "Before the review can close: 1 decision without anybody to do it, 1 decision without a date" in shown
    )
    assert "Needs a date" in shown and "Needs an owner" in shown


def test_two_who_change_the_same_draft_never_overwrite_each_other(booking, people, as_person):
    draft = actions.write_decision(booking=booking, words="Buy boots", by=people["ivy"], at=AT)
    address = f"/decisions/{draft.pk}/change/"
    ada = as_person("ada")
    opened = ada.get(address)
    stale = {"once": hidden(opened, "once"), "version": hidden(opened, "version")}
    actions.change_decision(
        decision=draft, version=1, words="Buy football boots by Easter", by=people["ivy"], at=AT
    )
    clash = ada.post(address, {**typed(people, words="Buy walking boots"), **stale})
    page = text(clash)
    assert "Somebody else changed this decision" in page
    assert "Buy football boots by Easter" in page and "Buy walking boots" in page
    draft.refresh_from_db()
    assert draft.words == "Buy football boots by Easter"
    chosen = {"once": hidden(clash, "once"), "version": hidden(clash, "version")}
    ada.post(address, {**typed(people, words="Buy football boots and walking boots"), **chosen})
    draft.refresh_from_db()
    assert (draft.words, draft.version) == ("Buy football boots and walking boots", 3)


def test_a_draft_that_changed_meanwhile_is_not_struck_out_unseen(booking, people, as_person):
    draft = actions.write_decision(booking=booking, words="Buy boots", by=people["ivy"], at=AT)
    address, ada = f"/decisions/{draft.pk}/strike/", as_person("ada")
    opened = ada.get(address)
    stale = {"once": hidden(opened, "once"), "version": hidden(opened, "version")}
    actions.change_decision(decision=draft, version=1, words="Buy two pairs", by=people["ivy"], at=AT)
    assert "Buy two pairs" in text(ada.post(address, stale))
    assert Decision.objects.count() == 1
    fresh = ada.get(address)
    ada.post(address, {"once": hidden(fresh, "once"), "version": hidden(fresh, "version")})
    assert not Decision.objects.exists()


def test_drafts_are_shown_only_to_those_who_write_them(booking, people, as_person):
    draft = actions.write_decision(booking=booking, words="Buy boots", by=people["ivy"], at=AT)
    for who in ("sam", "tess"):
        shown = text(as_person(who).get(f"/reviews/{booking.pk}/decisions/"))
        assert "Buy boots" not in shown and "Decisions are being written" in shown
        assert as_person(who).get(f"/decisions/{draft.pk}/").status_code == 404
        assert as_person(who).get(f"/decisions/{draft.pk}/change/").status_code == 403


def test_no_manager_and_no_social_worker_alters_what_was_decided(earlier, people, as_person):
    made = a_decision(earlier, by=people["ivy"], due_on=DUE, owner=people["sam"])
    for who in ("sam", "tess"):
        assert as_person(who).post(f"/decisions/{made.pk}/change/", typed(people)).status_code == 403
        assert as_person(who).post(f"/decisions/{made.pk}/strike/", {}).status_code == 403
    refused = post(as_person("ivy"), f"/decisions/{made.pk}/change/", typed(people), version="1")
    assert "closed: its decisions were made and cannot be rewritten" in text(refused)
    made.refresh_from_db()
    assert made.words == "Arrange the dentist"


# --- sending and answering --------------------------------------------------------------------------------


@pytest.fixture
def made(earlier, people):
    return [
        a_decision(earlier, by=people["ivy"], due_on=DUE, owner=people["sam"]),
        a_decision(earlier, by=people["ivy"], due_on=DUE, words="See the school nurse"),
    ]


@pytest.fixture
def sent(made, earlier, people):
    return actions.send_decisions(booking=earlier, by=people["ivy"], at=AT)


def test_the_decisions_are_checked_and_sent_once(made, earlier, people, as_person):
    browser, address = as_person("ivy"), f"/reviews/{earlier.pk}/decisions/send/"
    page = browser.get(address)
    shown = text(page)
    assert "Due in 3 working days, by Thursday 19 March" in shown  # the fifth working day after the 12th
    assert "Arrange the dentist" in shown and "Monday 23 March 2026" in shown
    assert "Why are they late?" not in shown
    token = {"once": hidden(page, "once")}
    assert {browser.post(address, token).status_code for _ in range(2)} == {302}
    told = {(n.kind, n.person.username) for n in Notice.objects.all()}
    assert told == {("decisions-to-answer", "tess"), ("decision-given", "sam")}
    assert "Sent on 16 March 2026, in time" in text(browser.get(f"/reviews/{earlier.pk}/decisions/"))
    assert browser.get(address).headers["Location"] == f"/reviews/{earlier.pk}/decisions/"


def test_late_decisions_go_out_with_their_reason(made, earlier, people, as_person, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=4))  # Friday the 20th
    browser, address = as_person("ivy"), f"/reviews/{earlier.pk}/decisions/send/"
    refused = post(browser, address, {})
    assert "The decisions were due by 19 March 2026. Say why they are late." in text(refused)
    assert post(browser, address, {"late_because": "The officer was ill"}).status_code == 302
    shown = text(browser.get(f"/reviews/{earlier.pk}/decisions/"))
    assert "Late because: The officer was ill" in shown


def test_an_administrator_drafts_but_neither_sends_nor_verifies(made, earlier, booking, as_person):
    ada = as_person("ada")
    assert ada.get(f"/reviews/{earlier.pk}/decisions/send/").status_code == 403
    assert ada.get(f"/reviews/{booking.pk}/decisions/{made[0].pk}/verify/").status_code == 403
    page = text(ada.get(f"/reviews/{booking.pk}/decisions/"))
    assert "Add a decision" in page and "Say what became of it" not in page


def test_the_manager_answers_all_on_one_page(sent, made, earlier, as_person):
    browser, address = as_person("tess"), f"/reviews/{earlier.pk}/decisions/answer/"
    shown = text(browser.get(address))
    assert "Due in 5 working days, by Monday 23 March" in shown
    one, two = made
    nothing = post(browser, address, {})
    assert "Select an answer to at least one decision" in text(nothing)
    unexplained = post(browser, address, {f"word_{one.pk}": "disagreed"})
    assert "Enter why you disagree with decision 1" in text(unexplained)
    answers = {
        f"word_{one.pk}": "agreed",
        f"word_{two.pk}": "agreed-with-change",
        f"change_{two.pk}": "The GP, not the nurse",
    }
    page = browser.get(address)
    sent_twice = {"once": hidden(page, "once"), **answers}
    assert {browser.post(address, sent_twice).status_code for _ in range(2)} == {302}
    found = {(a.decision.number, a.word, a.words) for a in ManagerAnswer.objects.all()}
    assert found == {(1, "agreed", ""), (2, "agreed-with-change", "The GP, not the nurse")}
    assert browser.get(address).headers["Location"] == f"/reviews/{earlier.pk}/decisions/"
    told = Notice.objects.filter(kind="decision-answered")
    assert [n.person.username for n in told] == ["ivy"]
    assert "Agreed with a change by Tess on 16 March 2026: The GP, not the nurse" in text(
        as_person("ivy").get(f"/reviews/{earlier.pk}/decisions/")
    )


def test_one_decision_is_answered_on_its_own(sent, made, as_person):
    browser = as_person("tess")
    address = f"/decisions/{made[0].pk}/answer/"
    assert "Select your answer to decision 1" in text(post(browser, address, {}))
    answers = {f"word_{made[0].pk}": "disagreed", f"no_{made[0].pk}": "He has one already"}
    assert post(browser, address, answers).headers["Location"] == f"/decisions/{made[0].pk}/"
    assert "Team manager: Disagreed" in text(browser.get(f"/decisions/{made[0].pk}/"))
    again = post(browser, address, answers)
    assert "Decision 1 was answered already: Disagreed" in text(again)


def test_after_the_last_day_no_answer_is_taken(sent, made, earlier, as_person, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=8))  # Tuesday the 24th
    browser, address = as_person("tess"), f"/decisions/{made[0].pk}/answer/"
    answers = {f"word_{made[0].pk}": "disagreed", f"no_{made[0].pk}": "He has one already"}
    assert "was to be answered by 23 March 2026, so it stands as agreed" in text(
        post(browser, address, answers)
    )
    assert "No answer by 23 March 2026: taken as agreed" in text(
        browser.get(f"/reviews/{earlier.pk}/decisions/")
    )


def test_another_teams_manager_finds_no_such_page(sent, made, earlier, people, teams, as_person):
    other = type(people["tess"]).objects.add(
        username="otto", name="Otto", role="team-manager", team=teams["other"]
    )
    people["otto"] = other
    browser = as_person("otto")
    for address in (
        f"/reviews/{earlier.pk}/decisions/",
        f"/reviews/{earlier.pk}/decisions/answer/",
        f"/decisions/{made[0].pk}/",
        f"/decisions/{made[0].pk}/answer/",
        f"/decisions/{made[0].pk}/update/",
    ):
        assert browser.get(address).status_code == 404, address


def test_a_restricted_record_asks_for_a_reason(made, earlier, people, as_person):
    children.restrict_child(child=earlier.child, because="Known to staff", by=people["mia"], at=AT)
    answer = as_person("ada").get(f"/reviews/{earlier.pk}/decisions/")
    assert answer.headers["Location"] == f"/children/{earlier.child_id}/open-with-reason/"
    answer = as_person("ada").get(f"/decisions/{made[0].pk}/")
    assert answer.headers["Location"] == f"/children/{earlier.child_id}/open-with-reason/"


# --- updates and the end ----------------------------------------------------------------------------------


def test_its_owner_says_how_a_decision_goes(sent, made, as_person):
    browser, address = as_person("sam"), f"/decisions/{made[0].pk}/update/"
    refused = post(browser, address, {"progress": "done", "words": "Seen by Dr Fell"})
    assert "Enter the day it was done" in text(refused) and "Seen by Dr Fell" in refused.content.decode()
    early = {"progress": "done", "words": "Seen by Dr Fell", **day("done_on", date(2026, 3, 11))}
    assert "The review that decided it was on 12 March 2026" in text(post(browser, address, early))
    answers = {**early, **day("done_on", date(2026, 3, 13)), "evidence": "The dentist's letter"}
    assert post(browser, address, answers).headers["Location"] == f"/decisions/{made[0].pk}/"
    page = text(browser.get(f"/decisions/{made[0].pk}/"))
    assert "Its owner: Done on 13 March 2026" in page and "To be seen in: The dentist's letter" in page
    assert "Said to be done" in page


def test_who_has_nothing_to_do_with_the_case_says_nothing_of_a_decision(sent, made, people, as_person):
    answers = {"progress": "in-progress", "words": "I rang them"}
    refused = post(as_person("ivy"), f"/decisions/{made[0].pk}/update/", answers)
    assert "Only its owner, the child's social worker or their team manager" in text(refused)
    # The second has an owner who does not sign in: what they told the IRO may be written down.
    assert post(as_person("ivy"), f"/decisions/{made[1].pk}/update/", answers).status_code == 302
    assert post(as_person("tess"), f"/decisions/{made[0].pk}/update/", answers).status_code == 302


def test_what_became_of_earlier_decisions_is_said_one_after_the_other(made, booking, people, as_person):
    browser = as_person("ivy")
    page = text(browser.get(f"/reviews/{booking.pk}/decisions/"))
    assert "Earlier decisions to look at" in page and "2 earlier decisions to look at" in page
    first, second = (f"/reviews/{booking.pk}/decisions/{one.pk}/verify/" for one in made)
    assert "Select what became of it" in text(post(browser, first, {}))
    unexplained = post(browser, first, {"verdict": "not-done"})
    assert "Say why decision 1 was not done" in text(unexplained)
    went = post(browser, first, {"verdict": "not-done", "words": "The list is long"})
    assert went.headers["Location"] == second
    went = post(browser, second, {"verdict": "done"})
    assert went.headers["Location"] == f"/reviews/{booking.pk}/decisions/"
    carried = Decision.objects.get(booking=booking)
    assert (carried.words, carried.times_carried, carried.due_on) == ("Arrange the dentist", 1, None)
    page = text(browser.get(f"/reviews/{booking.pk}/decisions/"))
    assert "Earlier decisions that were looked at" in page and "1 decision without a date" in page
    story = text(browser.get(f"/decisions/{carried.pk}/"))
    assert "Decided at the review on 12 March 2026" in story and "IRO: Not done: carried over" in story
    assert browser.get(f"/decisions/{carried.pk}/strike/").status_code == 200
    refused = post(browser, f"/decisions/{carried.pk}/strike/", {"version": "1"})
    assert "carried over" in text(refused) and Decision.objects.filter(pk=carried.pk).exists()


def test_a_decision_carried_over_three_times_proposes_a_challenge(booking, people, as_person):
    a_decision(booking, by=people["ivy"], due_on=DUE, state="draft", times_carried=2)
    browser, address = as_person("ivy"), f"/reviews/{booking.pk}/decisions/"
    assert "Think about a challenge" not in text(browser.get(address))
    Decision.objects.update(times_carried=3)
    assert "Carried over 3 times. Think about a challenge" in text(browser.get(address))


def test_each_look_leaves_an_event_and_costs_the_same_for_any_number(earlier, people, as_person):
    browser, address = as_person("ivy"), f"/reviews/{earlier.pk}/decisions/"

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    a_decision(earlier, by=people["ivy"], due_on=DUE, owner=people["sam"])
    questions()
    few = questions()
    for _ in range(15):
        a_decision(earlier, by=people["ivy"], due_on=DUE, owner=people["sam"])
    assert questions() <= few
    seen = Event.objects.filter(kind="child.viewed").latest("sequence")
    assert seen.after["page"] == "decisions" and seen.child_identifier == earlier.child.identifier


@pytest.mark.parametrize("page", ["", "update/", "answer/"])
def test_each_page_about_a_decision_leaves_an_event(sent, made, as_person, page):
    as_person("tess").get(f"/decisions/{made[0].pk}/{page}")
    seen = Event.objects.filter(kind="child.viewed").latest("sequence")
    assert seen.by_username == "tess" and seen.after["decision"] == made[0].pk


# --- where a decision is opened ---------------------------------------------------------------------------


def chosen_heading(page):
    found = re.search(r'<option value="([^"]*)"[^>]* selected[^>]*>([^<]*)<', page.content.decode())
    return found.groups() if found else None


@pytest.mark.parametrize(
    ("opened_at", "words"),
    [("sch7-7", "Leisure and interests"), ("item-2", "The child&#39;s own point 2")],
)
def test_a_decision_stands_under_the_heading_it_was_opened_at(booking, people, as_person, opened_at, words):
    address = f"/reviews/{booking.pk}/decisions/add/?heading={opened_at}"
    browser = as_person("ivy")
    page = browser.get(address)
    assert chosen_heading(page)[0] == opened_at and words in page.content.decode()
    answer = browser.post(address, {"once": hidden(page, "once"), **typed(people, heading=opened_at)})
    assert answer.status_code == 302 and Decision.objects.get().heading == opened_at
    assert words.replace("&#39;", "’") in text(browser.get(f"/reviews/{booking.pk}/decisions/")).replace(
        "'", "’"
    )


def test_a_local_heading_can_be_chosen_and_is_called_by_its_words(booking, people, as_person, settings):
    settings.AGENDA_LOCAL_HEADINGS = ["Life story work"]
    code = local_code("Life story work")
    answer = post(as_person("ivy"), f"/reviews/{booking.pk}/decisions/add/", typed(people, heading=code))
    assert answer.status_code == 302
    assert "Life story work" in text(as_person("ivy").get(f"/reviews/{booking.pk}/decisions/"))


@pytest.mark.parametrize("made_up", ["sch7-99", "item-0", "local-x", "<script>"])
def test_a_heading_of_no_agenda_is_not_offered(booking, as_person, made_up):
    page = as_person("ivy").get(f"/reviews/{booking.pk}/decisions/add/", {"heading": made_up})
    assert page.status_code == 200 and f'value="{made_up}"' not in page.content.decode()
