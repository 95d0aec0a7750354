"""The review room on pages: two writers, plainly and by script; who may say what; nothing typed is lost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice
from lodestar.casework.allocation import actions as allocation
from lodestar.casework.meetings.models import Booking, Invitee, Paper
from lodestar.casework.records import actions
from lodestar.casework.records.models import (
    AgendaItem,
    Conclusion,
    Minute,
    PlanGrade,
    QualityAnswer,
    RoomText,
    RoomTextBefore,
)
from tests.casework.desk.test_recording import hidden, text
from tests.casework.records.conftest import LATER

BY_SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def at(booking):
    return lambda page="": f"/reviews/{booking.pk}/{page}"


def post(browser, address, answers):
    page = browser.get(address)
    return browser.post(address, {"once": hidden(page, "once"), **answers})


# ---- the agenda and its boxes


def test_the_agenda_is_the_childs_points_schedule_7_and_the_authoritys_own(
    booking, people, as_person, at, settings
):
    settings.AGENDA_LOCAL_HEADINGS = ["Our promise to children"]
    actions.add_agenda_item(booking=booking, words="I want a dog", by=people["ada"], at=LATER)
    page = text(as_person("ivy").get(at("room/")))
    order = [
        "I want a dog",
        "What has changed since",
        "Who may decide what day to day",
        "Our promise to children",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert page.count("SI 2010/959 Sch.7 para") == 14
    assert "Thursday 16 April 2026" not in page and "Due by Monday 20 April 2026" in page
    assert "15 working days from 26 March 2026, the day of the review" in page
    assert Event.objects.filter(kind="child.viewed", after__page="review-room").exists()


def test_a_form_of_many_boxes_saves_what_was_written(booking, as_person, at):
    browser = as_person("ivy")
    sent = {
        "text-sch7-8.notes.0": "Ben is well.",
        "text-sch7-4.worries.0": "Mum is ill.",
        "text-sch7-1.notes.0": "",
    }
    answer = browser.post(at("room/"), sent)
    assert (answer.status_code, answer["Location"]) == (302, at("room/"))
    assert set(RoomText.objects.values_list("heading", "text")) == {
        ("sch7-8", "Ben is well."),
        ("sch7-4", "Mum is ill."),
    }
    page = text(browser.get(at("room/")))
    assert "Saved: 2 boxes." in page and "Saved 09:00 by Ivy" in page
    assert 'name="text-sch7-8.notes.1"' in browser.get(at("room/")).content.decode()
    browser.post(at("room/"), sent)  # a second click
    assert RoomText.objects.count() == 2 and not RoomTextBefore.objects.exists()


def test_one_heading_a_page_with_next_and_previous(booking, as_person, at):
    browser = as_person("ada")
    page = browser.get(at("room/sch7-2/")).content.decode()
    assert "2 of 14" in page
    assert (
        f'href="{at("room/sch7-1/")}" rel="prev"' in page
        and f'href="{at("room/sch7-3/")}" rel="next"' in page
    )
    answer = browser.post(at("room/sch7-2/"), {"text-sch7-2.notes.0": "No change."})
    assert answer["Location"] == at("room/sch7-2/")
    assert RoomText.objects.get().text == "No change."
    assert browser.get(at("room/sch7-99/")).status_code == 404


def test_two_writers_plainly_mine_theirs_or_both(booking, people, write, as_person, at):
    write("Ben is well.")
    browser = as_person("ada")
    sent = {"text-sch7-8.notes.0": "Ben has a cold.", "text-sch7-4.notes.0": "He sees his aunt."}
    answer = browser.post(at("room/"), sent)
    page = text(answer)
    assert answer.status_code == 409
    assert "Ben has a cold." in page and "Ben is well." in page and "Saved 09:00 by Ivy" in page
    assert "1 other box you wrote in is saved." in page
    assert RoomText.objects.get(heading="sch7-8").text == "Ben is well."
    chosen = {"back": "", "mine-sch7-8.notes.1": "Ben has a cold."}
    again = browser.post(at("room/compare/"), chosen)
    assert "Select which text is to stand" in text(again) and "Ben has a cold." in text(again)
    both = {**chosen, "choice-sch7-8.notes.1": "both", "both-sch7-8.notes.1": "Ben is well, with a cold."}
    assert browser.post(at("room/compare/"), both)["Location"] == at("room/")
    stands = RoomText.objects.get(heading="sch7-8")
    assert (stands.text, stands.version, stands.saved_by) == ("Ben is well, with a cold.", 2, people["ada"])
    assert RoomTextBefore.objects.get().text == "Ben is well."
    earlier = text(browser.get(at("room/sch7-8/earlier/")))
    assert "Notes, version 1" in earlier and "Ben is well." in earlier


@pytest.mark.parametrize(("choice", "stands"), [("mine", "Ben has a cold."), ("theirs", "Ben is well.")])
def test_mine_or_theirs(write, as_person, at, choice, stands):
    write("Ben is well.")
    sent = {
        "back": "sch7-8",
        "mine-sch7-8.notes.1": "Ben has a cold.",
        "choice-sch7-8.notes.1": choice,
    }
    answer = as_person("ada").post(at("room/compare/"), sent)
    assert answer["Location"] == at("room/sch7-8/")
    assert RoomText.objects.get().text == stands


def test_a_third_writer_while_choosing_is_asked_about_again(write, as_person, at):
    write("One")
    write("Two", version=1)
    sent = {"back": "", "mine-sch7-8.notes.1": "Mine", "choice-sch7-8.notes.1": "mine"}
    answer = as_person("ada").post(at("room/compare/"), sent)
    assert answer.status_code == 409 and 'name="mine-sch7-8.notes.2"' in answer.content.decode()
    assert RoomText.objects.get().text == "Two"


def test_the_script_saves_one_box_and_hears_of_another_writer(write, as_person, at):
    browser = as_person("ada")
    first = browser.post(at("room/"), {"text-sch7-8.notes.0": "Ben is well."}, **BY_SCRIPT)
    assert (first.status_code, first.json()["version"], first.json()["saved"]) == (200, 1, "Saved 09:00")
    write("Ben is well and taller.", version=1)
    second = browser.post(at("room/"), {"text-sch7-8.notes.1": "Ben is ill."}, **BY_SCRIPT)
    assert second.status_code == 409
    assert second.json()["theirs"] == "Ben is well and taller." and second.json()["version"] == 2
    assert second.json()["by"] == "Ivy"
    long = browser.post(at("room/"), {"text-sch7-8.notes.2": "x" * 20_001}, **BY_SCRIPT)
    assert long.status_code == 422 and "a box holds 20,000" in long.json()["refused"]
    assert browser.post(at("room/"), {}, **BY_SCRIPT).status_code == 400


def test_the_script_is_a_file_and_the_page_holds_none(booking, as_person, at):
    page = as_person("ivy").get(at("room/")).content.decode()
    assert re.search(r'<script type="module" src="[^"]*govuk/room[^"]*\.js"></script>', page)
    assert not re.search(r"<script(?![^>]*src=)", page)


def test_what_is_too_long_stays_in_its_box_with_the_reason(booking, as_person, at):
    answer = as_person("ivy").post(
        at("room/"), {"text-sch7-8.notes.0": "y" * 20_001, "text-sch7-4.notes.0": "Kept"}
    )
    page = answer.content.decode()
    assert "a box holds 20,000" in page and "y" * 20_001 in page and 'href="#box-sch7-8.notes"' in page
    assert RoomText.objects.get().text == "Kept"


def test_a_session_that_ended_in_mid_sentence_gives_the_words_back(booking, people, client, frozen, at):
    people["ada"].set_password("correct horse battery staple")
    people["ada"].save()
    ended = client.post(at("room/"), {"text-sch7-8.notes.0": "Ben told us that"})
    assert ended.status_code == 401
    carried = re.search(r'name="carried" value="([^"]*)"', ended.content.decode())[1]
    signed_in = client.post(
        "/sign-in/", {"username": "ada", "password": "correct horse battery staple", "carried": carried}
    )
    page = signed_in.content.decode()
    assert "Ben told us that" in page and f'action="{at("room/")}"' in page
    assert client.post(at("room/"), {"text-sch7-8.notes.0": "Ben told us that"}).status_code == 302
    assert RoomText.objects.get().text == "Ben told us that"


def test_by_script_too_the_end_of_a_session_is_told_and_nothing_is_saved(booking, client, frozen, at):
    answer = client.post(at("room/"), {"text-sch7-8.notes.0": "Ben told us that"}, **BY_SCRIPT)
    assert answer.status_code == 401 and not RoomText.objects.exists()


def test_what_was_typed_into_a_record_that_was_signed_meanwhile_is_shown(signed, as_person, at):
    browser = as_person("ada")
    page = text(browser.post(at("room/"), {"text-sch7-4.notes.0": "One more thing"}))
    assert (
        "This record is signed" in page
        and "What you typed was not saved" in page
        and "One more thing" in page
    )
    shown = browser.get(at("room/")).content.decode()
    assert "<textarea" not in shown and "Ben is well." in shown and "room.js" not in shown
    assert "Done: signed on Friday 27 March 2026, in time" in shown


# ---- the child's points, and who was there


def test_the_childs_points_are_added_and_answered(booking, as_person, at):
    browser = as_person("ada")
    post(browser, at("room/agenda/"), {"words": "I want a dog"})
    item = AgendaItem.objects.get()
    stale = {f"answer-{item.pk}": "No", f"before-{item.pk}": ""}
    post(browser, at("room/agenda/"), {f"answer-{item.pk}": "Cora will ask", f"before-{item.pk}": ""})
    page = text(post(browser, at("room/agenda/"), stale))
    assert "Somebody else wrote here while this page was open: “Cora will ask”" in page and "No" in page
    item.refresh_from_db()
    assert item.answer_words == "Cora will ask"


def test_who_was_there_and_why_somebody_was_kept_out(booking, invitees, as_person, at):
    browser = as_person("ada")
    said = {f"attendance-{one.pk}": "present" for one in invitees.values()}
    father = invitees["father"].pk
    out = {**said, f"attendance-{father}": "excluded"}
    page = text(post(browser, at("room/attendance/"), out))
    assert "Say why Frank Oak was kept out of it." in page
    assert not Invitee.objects.exclude(attendance="").exists()
    post(browser, at("room/attendance/"), {**out, f"because-{father}": "Ben did not want him there"})
    assert Invitee.objects.get(pk=father).attendance_because == "Ben did not want him there"
    assert Invitee.objects.filter(attendance="present").count() == 3


# ---- what the IRO alone says


def test_the_facts_propose_the_code_and_the_iro_may_choose_another(booking, invitees, as_person, at):
    browser, address = as_person("ivy"), at("room/participation/")
    facts = {"attended": "no", "spoke_how": "advocate", "sent_views": "no", "chaired": "none", "version": "0"}
    assert post(browser, address, facts)["Location"] == address
    page = text(browser.get(address))
    assert "The facts make PN5: Not there, an advocate gave their views" in page
    assert "PN0" not in page  # Ben is ten
    assert (
        post(browser, address, {"choose": "code", "participation": "PN6", "version": "1"}).status_code == 302
    )
    row = Conclusion.objects.get()
    assert (row.participation, row.attended, row.spoke_how, row.version) == ("PN6", False, "advocate", 2)
    assert "You chose PN6" in text(browser.get(address))
    stale = text(post(browser, address, {"choose": "code", "participation": "PN7", "version": "1"}))
    assert "Ivy saved this while the page was open" in stale
    assert Conclusion.objects.get().participation == "PN6"


def test_under_4_the_code_is_pn0_and_two_questions_do_not_apply(booking, ben, as_person, at):
    ben.born_on = ben.born_on.replace(year=2023)
    ben.save()
    browser = as_person("ivy")
    page = text(browser.get(at("room/participation/")))
    assert "The facts make PN0" in page and "PN1" not in page
    quality = text(browser.get(at("room/quality/")))
    assert quality.count("Does not apply: under 4 at the review") == 2
    with pytest.raises(NotAllowed, match="under 4"):
        actions.answer_quality(booking=booking, answers={"prepared": "yes"}, by=booking.officer, at=LATER)


def test_the_papers_propose_whether_the_report_came_in_time(booking, people, as_person, at):
    browser = as_person("ivy")
    assert "No social worker&#39;s report is recorded" in browser.get(at("room/quality/")).content.decode()
    Paper.objects.filter(booking=booking, kind="report").delete()  # that it is asked for
    Paper.objects.create(
        booking=booking, kind="report", received_at=LATER, received_by=people["sam"], days_ahead=4
    )
    assert "The report came 4 working days before the review: the papers say yes." in text(
        browser.get(at("room/quality/"))
    )
    answers = {"knows-who-to-ask": "yes", "report-in-time": "yes", "prepared": "yes", "contributed": "no"}
    post(browser, at("room/quality/"), answers)
    assert dict(QualityAnswer.objects.values_list("question", "answer")) == answers


def test_a_low_grade_of_the_plan_says_what_shows_it(booking, as_person, at):
    browser = as_person("ivy")
    low = {"grade-needs": "1", "grade-outcomes": "3"}
    page = text(post(browser, at("room/plan/"), low))
    assert "Say what shows the grade 1 – poor" in page and not PlanGrade.objects.exists()
    post(browser, at("room/plan/"), {**low, "evidence-needs": "Nothing on his asthma"})
    assert set(PlanGrade.objects.values_list("criterion", "grade")) == {("needs", 1), ("outcomes", 3)}


def test_the_conclusion_proposes_the_next_review_and_explains_it(booking, as_person, at):
    browser = as_person("ivy")
    page = text(browser.get(at("room/conclusion/")))
    assert "The next review is to be held by Friday 26 June 2026" in page
    day = {"next_review_on-day": "24", "next_review_on-month": "6", "next_review_on-year": "2026"}
    said = {"meets_needs": "partly", "version": "0", **day}
    assert "Say which needs the plan does not meet." in text(post(browser, at("room/conclusion/"), said))
    post(browser, at("room/conclusion/"), {**said, "meets_needs_words": "His health"})
    row = Conclusion.objects.get()
    assert (row.meets_needs, row.meets_needs_words, str(row.next_review_on)) == (
        "partly",
        "His health",
        "2026-06-24",
    )


ONLY_THE_IRO = [
    *(f"room/{page}/" for page in ("participation", "quality", "plan", "conclusion", "changes")),
    "close/",
    "sign/",
    "addendum/",
]


@pytest.mark.parametrize("page", ONLY_THE_IRO)
def test_an_administrator_gets_to_none_of_the_iros_pages(booking, as_person, at, page):
    browser = as_person("ada")
    assert browser.get(at(page)).status_code == 403
    assert browser.post(at(page), {"participation": "PN1", "meets_needs": "yes"}).status_code == 403
    room = browser.get(at("room/")).content.decode()
    assert f'href="{at(page)}"' not in room


def test_nor_do_the_actions_let_an_administrator_conclude(booking, people):
    ada = {"by": people["ada"], "at": LATER}
    deeds = [
        lambda: actions.answer_quality(booking=booking, answers={"prepared": "yes"}, **ada),
        lambda: actions.grade_plan(booking=booking, grades={"needs": (3, "")}, **ada),
        lambda: actions.save_conclusion(booking=booking, version=0, participation="PN1", **ada),
        lambda: actions.ask_for_changes(booking=booking, asked="More", **ada),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed, match="Only the IRO"):
            deed()
    assert not (QualityAnswer.objects.exists() or PlanGrade.objects.exists() or Conclusion.objects.exists())


def test_who_covers_for_the_officer_leads_and_another_officer_finds_no_page(
    booking, people, as_person, at, write
):
    assert as_person("omar").get(at("room/")).status_code == 404
    allocation.arrange_cover(
        absent=people["ivy"],
        covering=people["omar"],
        from_on=LATER.date(),
        until_on=LATER.date().replace(month=4),
        by=people["mia"],
        at=LATER,
    )
    browser = as_person("omar")
    assert browser.get(at("room/quality/")).status_code == 200
    assert write("Omar stood in.", who="omar").version == 1


# ---- between the one who minutes and the IRO


def test_the_record_goes_to_the_iro_back_and_on(booking, people, write, as_person, at):
    ada = as_person("ada")
    assert "Nothing is written yet" in text(post(ada, at("room/hand-over/"), {}))
    write("Ben is well.", who="ada")
    post(ada, at("room/hand-over/"), {})
    assert Minute.objects.get().state == "with-iro"
    notice = Notice.objects.get(kind="minute-ready")
    assert (notice.person, notice.address) == (people["ivy"], at("room/"))
    page = text(ada.get(at("room/")))
    assert "You handed this record to the IRO." in page and "<textarea" not in page
    with pytest.raises(NotAllowed, match="They have it now"):
        write("More", version=1, who="ada")
    ivy = as_person("ivy")
    assert "Say what should change" not in text(ivy.get(at("room/changes/")))
    post(ivy, at("room/changes/"), {"asked": "Write down what Ben said of school"})
    assert Notice.objects.get(kind="minute-returned").person == people["ada"]
    page = text(as_person("ada").get(at("room/")))
    assert "Changes asked" in page and "Write down what Ben said of school" in page
    assert write("More", version=1, who="ada").version == 2


# ---- closing, signing and adding, on pages


def test_closing_says_what_is_missing_and_where_to_mend_it(booking, as_person, at):
    browser = as_person("ivy")
    page = browser.get(at("close/")).content.decode()
    for where in ("room/participation/", "room/quality/", "room/conclusion/", "rating/"):
        assert f'href="{at(where)}"' in page
    assert "5 quality questions have no answer yet." in page and '<form method="post" novalidate' not in page
    sent = {"held_on-day": "26", "held_on-month": "3", "held_on-year": "2026", "once": "x"}
    refused = text(browser.post(at("close/"), sent))
    assert "out of date" in refused
    assert Booking.objects.get().state == "booked"


def test_closing_is_checked_first_and_done_once(concluded, as_person, at):
    concluded()
    browser = as_person("ivy")
    first = browser.get(at("close/"))
    day = {"held_on-day": "26", "held_on-month": "3", "held_on-year": "2026"}
    sent = {"once": hidden(first, "once"), **day}
    check = text(browser.post(at("close/"), sent))
    assert "Check before you close the review" in check and "1 decision is made" in check
    assert "The next review is to be held by Friday 26 June 2026" in check
    assert Booking.objects.get().state == "booked"
    confirm = {**sent, "step": "confirm"}
    assert browser.post(at("close/"), confirm)["Location"] == at("room/")
    assert browser.post(at("close/"), confirm)["Location"] == at("room/")  # the second click of two
    assert Booking.objects.get().state == "held"
    assert "Sign the record" in text(browser.get(at("room/")))
    assert "not open any more" in text(browser.get(at("close/")))


def test_signing_on_a_page_locks_and_an_addendum_is_shown_below(closed, as_person, at):
    browser = as_person("ivy")
    page = text(browser.get(at("sign/")))
    assert "Nothing is written under 13 headings" in page and "Due by Monday 20 April 2026" in page
    assert "Tick the box" in text(post(browser, at("sign/"), {}))
    assert post(browser, at("sign/"), {"is_read": "yes"}).status_code == 302
    assert Minute.objects.get().state == "signed"
    post(browser, at("addendum/"), {"words": "School rang", "because": "It came later"})
    room = text(browser.get(at("room/")))
    assert "School rang" in room and "Why: It came later" in room


def test_the_room_costs_the_same_however_much_is_in_it(booking, people, write, as_person, at, invitees):
    browser = as_person("ivy")
    browser.get(at("room/"))
    write("One")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(at("room/"))
    for number in range(1, 15):
        write("Two", heading=f"sch7-{number}", box="worries", who="mia")
        actions.add_agenda_item(booking=booking, words=f"Point {number}", by=people["ada"], at=LATER)
    with CaptureQueriesContext(connection) as many:
        browser.get(at("room/"))
    assert len(many) == len(few)
