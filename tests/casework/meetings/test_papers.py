"""Papers before a review: asked for, written, handed in, received, graded, chased; and who may read and do what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice
from lodestar.access.queries import the_system
from lodestar.casework.children import actions as children
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import Paper
from lodestar.casework.meetings.queries.papers import papers_of, report_so_far
from lodestar.casework.plans import actions as plans
from tests.casework.conftest import AT, TODAY
from tests.casework.desk.test_recording import day, hidden, text
from tests.factories.reviews import a_booking, hold

SOON = datetime(2026, 3, 26, 10, tzinfo=UTC)
SAYS = {"changed": "New school.", "child": "Ben laughs more.", "asked": "More time with Mum."}
FIELDS = {
    "says_changed": "New school.",
    "says_child": "Ben laughs more.",
    "says_asked": "More time with Mum.",
}


def on(day_of_march, hour=9):
    return datetime(2026, 3, day_of_march, hour, tzinfo=UTC)


@pytest.fixture
def booked(ben, people):
    return meetings.book_review(child=ben, officer=people["ivy"], starts_at=SOON, by=people["ada"], at=AT)


@pytest.fixture
def send(booked, people):
    def make(at=AT, by="sam", revision=0, booking=booked, answers=SAYS, **facts):
        return meetings.submit_report(
            booking=booking, answers=answers, revision=revision, by=people[by], at=at, **facts
        )

    return make


def told(kind):
    return {notice.person.username for notice in Notice.objects.filter(kind=kind)}


# Asking ---------------------------------------------------------------------------------------------------


def test_every_paper_is_asked_for_when_the_review_is_booked(booked):
    kinds = {"report", "care-plan", "pep", "health-plan", "placement-plan"}
    assert set(booked.papers.values_list("kind", flat=True)) == kinds
    assert not booked.papers.filter(received_at__isnull=False).exists()
    assert told("report-asked") == {"sam"}


def test_a_pathway_plan_is_owed_from_sixteen(in_care, people):
    child = in_care()
    child.born_on = date(2010, 3, 26)
    child.save()
    booking = meetings.book_review(
        child=child, officer=people["ivy"], starts_at=SOON, by=people["ada"], at=AT
    )
    assert booking.papers.filter(kind="pathway-plan").exists()


def test_asking_again_asks_for_nothing_twice(booked, people):
    assert meetings.ask_for_papers(booking=booked, by=people["ada"], at=AT) == []
    assert booked.papers.count() == 5


# The report -----------------------------------------------------------------------------------------------


def test_a_draft_is_kept_with_who_and_when_and_is_no_paper_yet(booked, people):
    meetings.save_report(
        booking=booked, answers={"child": "Ben laughs."}, revision=0, by=people["sam"], at=AT
    )
    so_far = report_so_far(booked)
    assert so_far.is_draft and so_far.answers == {"child": "Ben laughs."}
    assert (so_far.draft.saved_by, so_far.draft.saved_at, so_far.draft.revision) == ("Sam", AT, 1)
    assert papers_of(booked, on=TODAY)[0].came == ()


def test_two_drafts_do_not_replace_each_other(booked, people, send):
    meetings.save_report(booking=booked, answers={"child": "One"}, revision=0, by=people["sam"], at=AT)
    with pytest.raises(NotAllowed, match="Sam saved this draft on 16 March 2026 at 09:00"):
        meetings.save_report(booking=booked, answers={"child": "Two"}, revision=0, by=people["tess"], at=AT)
    with pytest.raises(NotAllowed, match="Nothing you typed is lost"):
        send()
    assert report_so_far(booked).answers == {"child": "One"}
    assert send(revision=1).received_at == AT


@pytest.mark.parametrize(
    ("at", "ahead"),
    [
        (on(16), 8),
        (on(23), 3),
        (on(25), 1),
        (on(26), 0),
        (on(27), -1),
        (datetime(2026, 4, 1, 9, tzinfo=UTC), -4),
    ],
)
def test_a_report_is_stamped_with_its_working_days_ahead(send, at, ahead):
    assert send(at).days_ahead == ahead


def test_a_later_version_keeps_the_first(booked, send):
    first = send()
    second = send(on(27), answers={**SAYS, "health": "Dentist."})
    assert (first.version, second.version) == (1, 2)
    owed = papers_of(booked, on=TODAY)[0]
    assert owed.first == first and owed.latest == second and owed.first.days_ahead == 8
    assert told("report-received") == {"ivy"} and Notice.objects.filter(kind="report-received").count() == 2


def test_a_report_that_says_too_little_or_nothing_new_is_refused(send):
    with pytest.raises(NotAllowed) as no:
        send(answers={"child": "Well", "asked": "  "})
    assert {refusal.field for refusal in no.value.refusals} == {"says_changed", "says_asked"}
    with pytest.raises(NotAllowed, match="has not come yet"):
        send(shared_on=date(2026, 3, 20))
    send(shared_on=TODAY)
    with pytest.raises(NotAllowed, match="nothing new to send"):
        send()
    with pytest.raises(ValueError, match="no heading weather"):
        send(answers={"weather": "fine"})


def test_a_cancelled_review_takes_no_papers(booked, people, send):
    meetings.cancel_booking(
        booking=booked, reason="carer", asked_for_by="carer", because="Ill", by=people["ada"], at=AT
    )
    with pytest.raises(NotAllowed, match="is cancelled"):
        send()


def test_the_next_report_begins_with_the_last_reviews(booked, people, send):
    send(answers={**SAYS, "health": "Dentist."})
    hold(booked, date(2026, 3, 26), by=people["ivy"])
    after = a_booking(booked.child, people["ivy"], date(2026, 6, 18), by=people["ada"])
    so_far = report_so_far(after)
    assert so_far.answers == {"child": "Ben laughs more.", "health": "Dentist."}
    assert so_far.from_review_on == date(2026, 3, 26) and not so_far.is_draft


# Receiving, grading, chasing ------------------------------------------------------------------------------


def receive(booked, people, **facts):
    facts = {"kind": "pep", "came_on": date(2026, 3, 13), **facts}
    return meetings.receive_paper(booking=booked, by=people["ada"], at=AT, **facts)


def test_a_paper_that_came_another_way_is_recorded_with_its_day(booked, people):
    paper = receive(booked, people, shared_on=date(2026, 3, 14))
    assert (paper.days_ahead, paper.version, paper.shared_with_child_on) == (9, 1, date(2026, 3, 14))
    assert receive(booked, people, came_on=TODAY).version == 2
    with pytest.raises(NotAllowed, match="has not come yet"):
        receive(booked, people, came_on=date(2026, 3, 17))
    with pytest.raises(NotAllowed, match="Check the year"):
        receive(booked, people, came_on=date(2025, 3, 13))
    with pytest.raises(ValueError):
        receive(booked, people, kind="tea")


def test_only_who_speaks_for_the_chair_grades_and_says_why(booked, people, send):
    paper = send()

    def judge(by="ivy", **facts):
        facts = {"quality": 3, "words": "", **facts}
        return meetings.judge_paper(paper=paper, by=people[by], at=AT, **facts)

    for who in ("sam", "ada", "omar"):
        with pytest.raises(NotAllowed, match="Only the officer who chairs"):
            judge(who)
    with pytest.raises(NotAllowed, match="Say what is wrong"):
        judge(quality=2)
    with pytest.raises(NotAllowed, match="from 1 to 4"):
        judge(quality=5)
    assert judge().quality == 3 and judge("mia", quality=1, words="No child in it").quality == 1
    waits = booked.papers.get(kind="pep")
    with pytest.raises(NotAllowed, match="has not come"):
        meetings.judge_paper(paper=waits, quality=3, words="", by=people["ivy"], at=AT)


def test_a_new_day_is_set_for_what_is_missing_or_weak_and_the_social_worker_is_told(booked, people, send):
    def remedy(**facts):
        facts = {"kind": "report", "remedy_on": date(2026, 3, 20), "words": "All of it", **facts}
        return meetings.set_remedy(booking=booked, by=people["ivy"], at=AT, **facts)

    paper = remedy()
    assert (paper.remedy_on, paper.received_at) == (date(2026, 3, 20), None) and told("report-late") == {
        "sam"
    }
    with pytest.raises(NotAllowed, match="is past"):
        remedy(remedy_on=date(2026, 3, 15))
    with pytest.raises(NotAllowed, match="Say what has to come"):
        remedy(words=" ")
    sent = send()
    with pytest.raises(NotAllowed, match="Grade it first"):
        remedy()
    meetings.judge_paper(paper=sent, quality=1, words="No child in it", by=people["ivy"], at=AT)
    again = remedy(remedy_on=date(2026, 3, 24))
    assert (again.version, again.received_at) == (2, None)


def test_late_reports_are_told_once_for_each_day_they_were_due(booked, people, send):
    def tell(today):
        return meetings.tell_of_late_papers(today=today, by=the_system(), at=AT)

    assert tell(date(2026, 3, 23)) == 0
    assert tell(date(2026, 3, 24)) == 1 and told("report-late") == {"ivy", "sam"}
    assert tell(date(2026, 3, 25)) == 0
    sitting = booked.sittings.get()
    meetings.move_sitting(
        sitting=sitting,
        starts_at=SOON + timedelta(days=1),
        asked_for_by="child",
        because="School trip",
        by=people["ada"],
        at=AT,
    )
    assert tell(date(2026, 3, 25)) == 1
    send()
    assert tell(date(2026, 3, 30)) == 0


def test_a_review_that_moves_counts_the_days_again(booked, people, send):
    send()
    meetings.move_sitting(
        sitting=booked.sittings.get(),
        starts_at=SOON + timedelta(days=1),
        asked_for_by="child",
        because="School trip",
        by=people["ada"],
        at=AT,
    )
    assert Paper.objects.get(kind="report").days_ahead == 9


# Pages ----------------------------------------------------------------------------------------------------


def test_the_papers_page_says_what_is_owed_and_by_when(booked, as_person):
    page = text(as_person("ivy").get(f"/reviews/{booked.pk}/papers/"))
    assert "5 papers still to come. Due in 5 working days, by Monday 23 March" in page
    assert "3 working days before 26 March 2026, the day of the review" in page
    for name in ("Social worker's report", "Updated care plan", "Personal education plan", "Health plan"):
        assert name in page
    assert "Pathway plan" not in page and "No plan is recorded in this service." in page


def test_a_late_paper_is_said_to_be_late_in_words(booked, send, people, as_person):
    send(on(25))
    receive(booked, people)
    page = text(as_person("ivy").get(f"/reviews/{booked.pk}/papers/"))
    assert "Came on 25 March 2026, 1 working day before the review, 2 working days late." in page
    assert "Came late" in page and "Came on 13 March 2026, 9 working days before the review." in page


def test_a_paper_of_the_day_and_one_after_it_say_so(booked, send, as_person):
    send(on(26))
    assert "on the day of the review, 3 working days late" in text(
        as_person("ivy").get(f"/reviews/{booked.pk}/papers/")
    )


def test_without_a_report_on_the_day_the_officer_is_asked_whether_to_adjourn(ben, people, as_person):
    booking = a_booking(ben, people["ivy"], TODAY, by=people["ada"])
    address = f"/reviews/{booking.pk}/papers/"
    page = as_person("ivy").get(address)
    assert "the social worker's report has not come" in text(page)
    assert f'href="/reviews/{booking.pk}/adjourn/"' in page.content.decode()
    for who in ("sam", "ada"):
        page = as_person(who).get(address)
        assert "has not come" in text(page) and "/adjourn/" not in page.content.decode()


def test_the_register_s_own_plan_is_named(booked, ben, people, as_person):
    plans.record_plan(child=ben, dated_on=TODAY, parts={"wishes": ("Stay", None)}, by=people["sam"], at=AT)
    page = text(as_person("ivy").get(f"/reviews/{booked.pk}/papers/"))
    assert "This service holds version 1 of the plan, dated 16 March 2026." in page


def test_a_report_is_saved_gone_on_with_and_sent_once(booked, as_person):
    browser, address = as_person("sam"), f"/reviews/{booked.pk}/report/"
    page = browser.get(address)
    assert "Due in 5 working days, by Monday 23 March" in text(page)
    sent = {"once": hidden(page, "once"), "revision": "0", "says_child": "Ben laughs.", "step": "save"}
    assert browser.post(address, sent).headers["Location"] == address
    page = browser.get(address)
    assert "Sam saved it on 16 March 2026 at 9am" in text(page) and "Ben laughs." in text(page)
    sent = {"once": hidden(page, "once"), "revision": hidden(page, "revision"), **FIELDS, "step": "send"}
    sent |= day("shared_on", TODAY)
    went = {browser.post(address, sent).headers["Location"] for _ in range(2)}
    assert went == {f"/reviews/{booked.pk}/papers/report/"}
    assert Paper.objects.filter(kind="report").count() == 1
    read = text(browser.get(f"/reviews/{booked.pk}/papers/report/"))
    assert "Ben laughs more." in read and "From Sam" in read and "On 16 March 2026" in read
    assert Event.objects.filter(kind="paper.received").count() == 1


def test_a_report_that_is_refused_loses_nothing(booked, as_person):
    browser, address = as_person("sam"), f"/reviews/{booked.pk}/report/"
    page = browser.get(address)
    sent = {"once": hidden(page, "once"), "revision": "0", "says_child": "Ben laughs.", "step": "send"}
    refused = browser.post(address, sent)
    assert "Fill in: what is asked of the review." in text(refused) and "Ben laughs." in text(refused)


def test_a_draft_saved_meanwhile_is_shown_beside_ones_own(booked, people, as_person):
    browser, address = as_person("sam"), f"/reviews/{booked.pk}/report/"
    page = browser.get(address)
    meetings.save_report(booking=booked, answers={"child": "Hers"}, revision=0, by=people["tess"], at=AT)
    sent = {"once": hidden(page, "once"), "revision": "0", "says_child": "His", "step": "save"}
    refused = browser.post(address, sent)
    read = text(refused)
    assert "Tess saved this draft" in read and "What they saved" in read and "Hers" in read and "His" in read
    sent |= {
        "once": hidden(refused, "once"),
        "revision": hidden(refused, "revision"),
        "says_child": "Hers and his",
    }
    assert browser.post(address, sent).status_code == 302
    assert report_so_far(booked).answers == {"child": "Hers and his"}


def test_a_draft_is_not_shown_to_the_officer(booked, people, as_person):
    meetings.save_report(booking=booked, answers={"child": "Not yet"}, revision=0, by=people["sam"], at=AT)
    browser = as_person("ivy")
    assert "Not yet" not in text(browser.get(f"/reviews/{booked.pk}/papers/report/"))
    assert browser.get(f"/reviews/{booked.pk}/report/").status_code == 403


def test_papers_are_received_graded_and_given_a_new_day_on_pages(booked, send, as_person):
    browser, at = as_person("ivy"), f"/reviews/{booked.pk}/papers/"

    def post(address, answers):
        return browser.post(address, {"once": hidden(browser.get(address), "once"), **answers})

    assert post(f"{at}pep/received/", day("came_on", date(2026, 3, 13))).status_code == 302
    assert "has not come yet" in text(post(f"{at}pep/received/", day("came_on", date(2026, 3, 17))))
    assert "cannot be graded" in text(post(f"{at}report/grade/", {"quality": "3"}))
    answers = {**day("remedy_on", date(2026, 3, 20)), "words": "All of it"}
    assert post(f"{at}report/new-day/", answers).status_code == 302
    assert "The IRO set 20 March 2026: All of it" in text(browser.get(at))
    send()
    assert "Say what is wrong" in text(post(f"{at}report/grade/", {"quality": "1"}))
    assert post(f"{at}report/grade/", {"quality": "1", "words": "No child in it"}).status_code == 302
    assert "1 of 4. Poor" in text(browser.get(at))


@pytest.mark.parametrize("kind", ["tea", "pathway-plan"])
def test_a_paper_that_is_not_owed_is_not_found(booked, as_person, kind):
    assert as_person("ivy").get(f"/reviews/{booked.pk}/papers/{kind}/").status_code == 404


@pytest.mark.parametrize("who", ["omar", "sol"])
def test_outside_ones_reach_there_are_no_papers(booked, as_person, who):
    browser = as_person(who)
    assert browser.get(f"/reviews/{booked.pk}/papers/").status_code == 404
    assert browser.get(f"/reviews/{booked.pk}/report/").status_code == (
        403 if who in ("omar", "serge") else 404
    )


# What is asked of me --------------------------------------------------------------------------------------


def test_my_requests_holds_the_reports_that_are_due(booked, people, as_person):
    page = as_person("sam").get("/my-requests/")
    read = text(page)
    assert "Ben Oak" in read and "Due in 5 working days, by Monday 23 March" in read and "Not started" in read
    assert f'href="/reviews/{booked.pk}/report/"' in page.content.decode()
    meetings.save_report(booking=booked, answers={"child": "x"}, revision=0, by=people["sam"], at=AT)
    assert "Draft saved by Sam on 16 March at 09:00" in text(as_person("tess").get("/my-requests/"))
    assert "No report is asked of you" in text(as_person("sol").get("/my-requests/"))
    assert as_person("ivy").get("/my-requests/").status_code == 403


def test_a_report_that_came_is_no_longer_asked_for(booked, send, as_person):
    send()
    assert "No report is asked of you" in text(as_person("sam").get("/my-requests/"))


def test_a_restricted_child_is_listed_without_a_name(booked, ben, people, as_person):
    children.restrict_child(child=ben, because="Known to staff", by=people["mia"], at=AT)
    page = as_person("tess").get("/my-requests/")
    assert "Restricted record" in text(page) and "Oak" not in text(page)
    assert f"/children/{ben.pk}/open-with-reason/" in page.content.decode()
    assert "Ben Oak" in text(as_person("sam").get("/my-requests/"))


def test_the_number_of_questions_does_not_grow_with_the_requests(in_care, people, as_person):
    browser = as_person("sam")

    def questions():
        with CaptureQueriesContext(connection) as made:
            assert browser.get("/my-requests/").status_code == 200
        return len(made)

    def more(number):
        for _ in range(number):
            a_booking(in_care(), people["ivy"], date(2026, 3, 26), by=people["ada"])

    more(1)
    browser.get("/my-requests/")
    few = questions()
    more(5)
    assert questions() == few
