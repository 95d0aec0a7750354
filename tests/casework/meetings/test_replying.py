"""The private page of somebody who is asked to a review: what it says, takes, refuses and keeps to itself."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice
from lodestar.access.queries import the_system
from lodestar.casework.meetings import actions
from lodestar.casework.meetings.models import ConsultationPaper, Invitee
from lodestar.casework.meetings.queries.inviting import LINK_DAYS, link_of
from lodestar.casework.meetings.questions import is_not_safe
from lodestar.casework.reviews import actions as reviews
from tests.casework.conftest import AT
from tests.casework.desk.test_recording import hidden, text

TO_THE_DAY = timedelta(days=10)


@pytest.fixture
def later(monkeypatch):
    """Let the doors read a day after the tests' day."""
    from django.utils import timezone

    def move(span):
        monkeypatch.setattr(timezone, "now", lambda: AT + span)

    return move


def page(client, invitee, rest=""):
    return client.get(f"/reply/{link_of(invitee)}/{rest}")


def test_a_private_page_says_when_and_where_in_words_for_the_reader(invited, client, frozen):
    child, mother = text(page(client, invited["child"])), text(page(client, invited["mother"]))
    assert "Hello Ben." in child and "It is your meeting." in child
    assert "Thursday 26 March 2026 at 3:45pm" in mother and "12 Elm Grove" in mother
    assert "Oak" not in mother.replace("Rosa Oak", "") and "LAC" not in child + mother
    answer = page(client, invited["mother"])
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_confidential_place_is_not_on_the_page_nor_in_the_letter(
    invited, client, frozen, people, planned, as_person
):
    Invitee.objects.filter(pk=invited["relative"].pk).update(sees_address=False)
    invited["relative"].refresh_from_db()
    said = text(page(client, invited["relative"]))
    assert "Where the child lives" in said and "Elm Grove" not in said
    browser = as_person("ada")
    letter = browser.get(f"/reviews/{planned.pk}/invitations/{invited['relative'].pk}/letter.docx")
    words = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(letter.content)).paragraphs)
    assert "Elm Grove" not in words and "Thursday 26 March 2026" in words
    other = browser.get(f"/reviews/{planned.pk}/invitations/{invited['mother'].pk}/letter.docx")
    words = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(other.content)).paragraphs)
    assert "12 Elm Grove" in words and "How do you think your child is?" in words


def reply(client, invitee, **answers):
    address = f"/reply/{link_of(invitee)}/"
    return client.post(address, {"once": hidden(client.get(address), "once"), **answers})


def test_a_reply_by_link_is_kept_and_the_officer_is_told_without_a_name(invited, client, frozen, people):
    answer = reply(client, invited["mother"], reply="by-video", words="I am at work until four")
    assert answer.status_code == 302 and answer["Location"].endswith("/paper/")
    row = Invitee.objects.get(pk=invited["mother"].pk)
    assert (row.reply, row.reply_words) == ("by-video", "I am at work until four")
    notice = Notice.objects.get(kind="reply-received")
    assert notice.person == people["ivy"] and "Oak" not in notice.address + notice.key
    assert Event.objects.get(kind="reply.received").by_username == the_system().username
    assert "You said: Yes, by video" in text(page(client, invited["mother"]))


def test_a_paper_by_link_may_be_changed_and_every_question_left_out(invited, client, frozen):
    address = f"/reply/{link_of(invited['child'])}/paper/"
    thanks = client.post(address, {"once": hidden(client.get(address), "once")}, follow=True)
    assert "Thank you" in text(thanks) and "you get a letter" in text(thanks)
    assert ConsultationPaper.objects.get().answers == {}
    client.post(
        address,
        {
            "once": hidden(client.get(address), "once"),
            "home": "good",
            "change": "More swimming",
            "helped_by": "Cora",
        },
    )
    paper = ConsultationPaper.objects.get()
    assert paper.answers == {"home": "good", "change": "More swimming"} and paper.came_by_link
    assert "More swimming" in client.get(address).content.decode()


def test_not_feeling_safe_is_told_at_once_with_numbers_that_answer_now(
    invited, client, frozen, as_person, planned
):
    address = f"/reply/{link_of(invited['child'])}/paper/"
    once = hidden(client.get(address), "once")
    said = text(client.post(address, {"once": once, "safe": "bad"}, follow=True))
    assert "0800 1111" in said and "999" in said and "next working day" in said
    assert "do not feel safe" in text(as_person("ivy").get(f"/reviews/{planned.pk}/invitations/"))
    assert is_not_safe({"safe": "bad"}) and not is_not_safe({"safe": "good"})


@pytest.mark.parametrize("token", ["nonsense", "WzEsIngiXQ:1abc:def", "%20", "x" * 900])
def test_a_link_never_given_is_answered_kindly_and_says_nothing(client, frozen, db, token):
    answer = client.get(f"/reply/{token}/")
    assert answer.status_code == 404 and "This link does not work" in text(answer)


def test_a_link_ends_with_the_review(invited, planned, client, frozen, people):
    address = f"/reply/{link_of(invited['mother'])}/"
    actions.cancel_booking(
        booking=planned, reason="other", asked_for_by="iro", because="Snow", by=people["ivy"], at=AT
    )
    answer = client.get(address)
    assert answer.status_code == 410 and "Ben" not in text(answer)


def test_a_reply_after_the_day_is_refused_in_words(invited, people):
    late = AT + timedelta(days=11)
    with pytest.raises(NotAllowed, match="until 26 March 2026"):
        actions.take_reply(invitee=invited["mother"], reply="coming", by=people["ada"], at=late)


def test_after_the_day_the_page_shows_what_was_said_and_takes_nothing(invited, client, frozen, later, people):
    mother = invited["mother"]
    actions.take_paper(
        invitee=mother, band="parent", answers={"child": "Happy"}, came_by_link=True, by=people["ivy"], at=AT
    )
    once = hidden(page(client, mother, "paper/"), "once")
    later(TO_THE_DAY)
    assert "<form" in page(client, mother).content.decode()
    later(TO_THE_DAY + timedelta(days=1))
    for rest in ("", "paper/"):
        said = page(client, mother, rest)
        assert "could be answered until 26 March 2026" in text(said) and "Happy" in text(said)
        assert "<form" not in said.content.decode()
    sent = client.post(f"/reply/{link_of(mother)}/paper/", {"once": once, "child": "A long answer"})
    assert "could be answered until" in text(sent) and "A long answer" in sent.content.decode()
    assert ConsultationPaper.objects.get().answers == {"child": "Happy"}


def test_a_link_is_good_for_four_weeks_after_the_day(invited, client, frozen, later):
    later(TO_THE_DAY + timedelta(days=LINK_DAYS))
    assert page(client, invited["mother"]).status_code == 200
    later(TO_THE_DAY + timedelta(days=LINK_DAYS + 1))
    gone = page(client, invited["mother"])
    assert gone.status_code == 410 and "Ben" not in text(gone) and gone["Cache-Control"] == "no-store"


def test_a_link_opens_after_the_review_was_held(invited, planned, oaks, client, later, people):
    held = AT + TO_THE_DAY
    review = reviews.record_review(
        child=oaks, held_on=held.date(), participation="PN1", by=people["ivy"], at=held
    )
    actions.mark_held(booking=planned, review=review, by=people["ivy"], at=held)
    later(TO_THE_DAY)
    said = page(client, invited["child"])
    assert said.status_code == 200 and "This meeting is over" in text(said)


def test_somebody_left_out_after_they_were_asked_reads_nothing(invited, planned, as_person, client, people):
    address = f"/reply/{link_of(invited['mother'])}/"
    actions.change_invitee(
        invitee=invited["mother"],
        childs_view="does-not-want",
        is_invited=False,
        not_invited_because="Ben asked for it",
        by=people["ivy"],
        at=AT,
    )
    answer = client.get(address)
    assert answer.status_code == 410 and "Ben" not in text(answer)
    said = as_person("ivy").get(f"/reviews/{planned.pk}/invitations/").content.decode()
    assert address not in said and f"/reply/{link_of(invited['carer'])}/" in said


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ("under-4", "too young to say it in words"),
        ("4-to-7", "Somebody you trust can help you"),
        ("8-to-12", "It is your meeting."),
        ("13-to-17", "a meeting about your life and your plan"),
        ("symbols", "Somebody you trust can help you"),
    ],
)
def test_the_page_speaks_to_its_reader(invited, client, frozen, band, words):
    Invitee.objects.filter(pk=invited["child"].pk).update(band=band)
    said = text(page(client, invited["child"]))
    assert words in said and ("Hello Ben" in said) == (band != "under-4")
    paper = page(client, invited["child"], "paper/")
    assert (
        paper.status_code == 200
        and "You can leave out any question" in text(paper)
        or "You do not have to answer everything" in text(paper)
    )


def test_the_page_of_another_says_no_more_of_the_child_than_the_first_name(invited, client, frozen):
    for role in ("mother", "carer", "social-worker"):
        said = text(page(client, invited[role])) + text(page(client, invited[role], "paper/"))
        assert "Ben" in said and "Oak" not in said and "Benedict" not in said and "2015" not in said


def test_an_answer_is_chosen_or_asked_for_again_in_words(invited, client, frozen):
    said = reply(client, invited["mother"], words="Perhaps")
    assert (
        said.status_code == 200 and "There is a problem" in text(said) and "Perhaps" in said.content.decode()
    )
    assert not Invitee.objects.get(pk=invited["mother"].pk).reply


def test_the_same_reply_twice_is_one_deed(invited, client, frozen):
    for _ in range(2):
        reply(client, invited["mother"], reply="coming", words="")
    assert Event.objects.filter(kind="reply.received", subject__contains="invitee").count() == 1
    assert Notice.objects.filter(kind="reply-received").count() == 1


def test_not_feeling_safe_is_news_of_its_own_on_a_day_with_other_news(invited, client, frozen):
    reply(client, invited["child"], reply="coming", words="")
    address = f"/reply/{link_of(invited['child'])}/paper/"
    client.post(address, {"once": hidden(client.get(address), "once"), "home": "good"})
    assert Notice.objects.filter(kind="reply-received").count() == 1
    client.post(address, {"once": hidden(client.get(address), "once"), "safe": "bad"})
    assert Notice.objects.filter(kind="reply-received").count() == 2


def test_a_visit_by_link_leaves_its_event_under_the_system(invited, client, frozen):
    page(client, invited["mother"])
    seen = Event.objects.filter(kind="child.viewed").latest("pk")
    assert seen.by_username == the_system().username and seen.after["page"] == "private link"


def test_every_private_page_is_kept_from_caches_and_search_engines(invited, client, frozen):
    for rest in ("", "paper/", "thanks/"):
        answer = page(client, invited["child"], rest)
        assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "same-origin" and "noindex" in answer["X-Robots-Tag"]
        assert "noted with your name" not in text(answer)


def test_a_letter_to_the_child_speaks_to_the_child(invited, planned, as_person):
    browser = as_person("ada")
    letter = browser.get(f"/reviews/{planned.pk}/invitations/{invited['child'].pk}/letter.docx")
    words = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(letter.content)).paragraphs)
    assert "Where you live" in words and "the child" not in words.lower()
