"""Who is asked to a review and who is not; invitations, private links, replies, papers, letters and calendars."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import docx
import pytest
from icalendar import Calendar

from lodestar.access.answers import NotAllowed
from lodestar.access.models import CalendarKey, Event, Notice
from lodestar.access.queries import the_system
from lodestar.casework.allocation import actions as allocation
from lodestar.casework.children import actions as children
from lodestar.casework.meetings import actions
from lodestar.casework.meetings.models import ConsultationPaper, Invitee
from lodestar.casework.meetings.queries.inviting import invitees_of, link_of, whose_link
from lodestar.casework.meetings.questions import QUESTIONS, band_for, is_not_safe
from lodestar.casework.meetings.states import Band
from tests.casework.conftest import AT
from tests.casework.desk.test_recording import hidden, text

DAY = date(2026, 3, 26)


@pytest.fixture
def ben(people, looked_after):
    child = looked_after(
        social_worker=people["sam"], first_name="Benedict", last_name="Oak", preferred_name="Ben"
    )
    allocation.allocate_iro(
        child=child, officer=people["ivy"], from_on=date(2026, 3, 3), because="", by=people["mia"], at=AT
    )
    family = {
        "mother": ("Rosa Oak", "supervised", False),
        "father": ("Karl Oak", "not-allowed", True),
        "grandparent": ("Nana Oak", "allowed", False),
    }
    for kind, (name, contact, secret) in family.items():
        children.record_relationship(
            child=child,
            kind=kind,
            name=name,
            from_on=date(2015, 5, 1),
            contact=contact,
            is_address_confidential=secret,
            by=people["sam"],
            at=AT,
        )
    return child


@pytest.fixture
def booking(ben, people):
    return actions.book_review(
        child=ben,
        officer=people["ivy"],
        starts_at=datetime(2026, 3, 26, 15, 45, tzinfo=UTC),
        place="12 Elm Grove",
        by=people["ada"],
        at=AT,
    )


@pytest.fixture
def listed(booking, people):
    actions.propose_invitees(booking=booking, by=people["ada"], at=AT)
    return {one.role: one for one in invitees_of(booking)}


@pytest.fixture
def invited(listed, booking, people):
    wanted = [one.pk for one in listed.values()]
    actions.send_invitations(booking=booking, people=wanted, channel="link", by=people["ada"], at=AT)
    return {one.role: one for one in invitees_of(booking)}


def test_the_register_fills_the_list_with_the_child_first(listed, booking, people):
    assert next(iter(listed)) == "child"
    assert {"mother", "father", "relative", "carer", "social-worker"} <= set(listed)
    assert not listed["father"].is_invited and "no contact" in listed["father"].not_invited_because
    assert not listed["father"].sees_address and listed["mother"].sees_address
    assert listed["social-worker"].person == people["sam"]
    assert listed["child"].band == "8-to-12" and listed["carer"].band == "carer"
    assert actions.propose_invitees(booking=booking, by=people["ada"], at=AT) == []


def test_somebody_is_left_out_only_for_a_reason(listed, people):
    facts = {"childs_view": "does-not-want", "is_invited": False, "by": people["ivy"], "at": AT}
    with pytest.raises(NotAllowed, match="Say why they are not invited"):
        actions.change_invitee(invitee=listed["mother"], **facts)
    row = actions.change_invitee(
        invitee=listed["mother"], not_invited_because="Ben asked for it; heard by phone", **facts
    )
    assert not row.is_invited and row.childs_view == "does-not-want"


def test_only_those_who_are_invited_get_a_link_of_their_own(invited, booking):
    assert not link_of(invited["father"])
    assert whose_link(link_of(invited["mother"])).pk == invited["mother"].pk
    assert Event.objects.filter(kind="invitations.sent").count() == len(invited) - 1


def test_a_new_link_makes_the_old_one_worthless(invited, booking, people):
    old = link_of(invited["mother"])
    actions.send_invitations(
        booking=booking, people=[invited["mother"].pk], channel="link", by=people["ada"], at=AT
    )
    assert whose_link(old) is None


@pytest.mark.parametrize(
    ("people_chosen", "channel", "words"), [([], "link", "Choose who"), (None, "", "how they go")]
)
def test_invitations_go_to_somebody_some_way(listed, booking, people, people_chosen, channel, words):
    chosen = [listed["mother"].pk] if people_chosen is None else people_chosen
    with pytest.raises(NotAllowed, match=words):
        actions.send_invitations(booking=booking, people=chosen, channel=channel, by=people["ada"], at=AT)


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


def page(client, invitee, rest=""):
    return client.get(f"/reply/{link_of(invitee)}/{rest}")


def test_a_private_page_says_when_and_where_in_words_for_the_reader(invited, client, frozen):
    child, mother = text(page(client, invited["child"])), text(page(client, invited["mother"]))
    assert "Hello Ben." in child and "It is your meeting." in child
    assert "Thursday 26 March 2026 at 3:45pm" in mother and "12 Elm Grove" in mother
    assert "Oak" not in mother.replace("Rosa Oak", "") and "LAC" not in child + mother
    answer = page(client, invited["mother"])
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_a_confidential_place_is_not_on_the_page_nor_in_the_letter(
    invited, client, frozen, people, booking, as_person
):
    Invitee.objects.filter(pk=invited["relative"].pk).update(sees_address=False)
    invited["relative"].refresh_from_db()
    said = text(page(client, invited["relative"]))
    assert "Where the child lives" in said and "Elm Grove" not in said
    browser = as_person("ada")
    letter = browser.get(f"/reviews/{booking.pk}/invitations/{invited['relative'].pk}/letter.docx")
    words = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(letter.content)).paragraphs)
    assert "Elm Grove" not in words and "Thursday 26 March 2026" in words
    other = browser.get(f"/reviews/{booking.pk}/invitations/{invited['mother'].pk}/letter.docx")
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
    assert "You said: Joining by video" in text(page(client, invited["mother"]))


def test_a_paper_by_link_may_be_changed_and_every_question_left_out(invited, client, frozen):
    address = f"/reply/{link_of(invited['child'])}/paper/"
    thanks = client.post(address, {"once": hidden(client.get(address), "once")})
    assert "Thank you" in text(thanks)
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
    invited, client, frozen, as_person, booking
):
    address = f"/reply/{link_of(invited['child'])}/paper/"
    said = text(client.post(address, {"once": hidden(client.get(address), "once"), "safe": "bad"}))
    assert "0800 1111" in said and "999" in said and "next working day" in said
    assert "do not feel safe" in text(as_person("ivy").get(f"/reviews/{booking.pk}/invitations/"))
    assert is_not_safe({"safe": "bad"}) and not is_not_safe({"safe": "good"})


@pytest.mark.parametrize("token", ["nonsense", "WzEsIngiXQ:1abc:def", "%20", "x" * 900])
def test_a_link_never_given_is_answered_kindly_and_says_nothing(client, frozen, db, token):
    answer = client.get(f"/reply/{token}/")
    assert answer.status_code == 404 and "This link does not work" in text(answer)


def test_a_link_ends_with_the_review(invited, booking, client, frozen, people):
    address = f"/reply/{link_of(invited['mother'])}/"
    actions.cancel_booking(
        booking=booking, reason="other", asked_for_by="iro", because="Snow", by=people["ivy"], at=AT
    )
    answer = client.get(address)
    assert answer.status_code == 410 and "Ben" not in text(answer)


def test_a_reply_after_the_day_is_refused_in_words(invited, people):
    late = AT + timedelta(days=11)
    with pytest.raises(NotAllowed, match="until 26 March 2026"):
        actions.take_reply(invitee=invited["mother"], reply="coming", by=people["ada"], at=late)


def test_the_list_page_and_what_may_be_done_from_it(booking, people, as_person):
    browser, at = as_person("ada"), f"/reviews/{booking.pk}/invitations/"
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
    chosen = [str(one.pk) for one in booking.invitees.filter(is_invited=True)]
    browser.post(f"{at}send/", {"once": hidden(sending, "once"), "people": chosen, "channel": "link"})
    assert "No reply yet" in text(browser.get(at)) and "/reply/" in browser.get(at).content.decode()


def test_a_paper_is_typed_up_and_read(invited, booking, people, as_person):
    browser = as_person("ada")
    address = f"/reviews/{booking.pk}/invitations/{invited['mother'].pk}/paper/"
    answers = {"child": "He is happy there", "is_verbatim": "yes"}
    browser.post(address, {"once": hidden(browser.get(address), "once"), **answers})
    paper = ConsultationPaper.objects.get()
    assert (paper.received_by, paper.came_by_link, paper.is_verbatim) == (people["ada"], False, True)
    assert "He is happy there" in text(browser.get(address))
    assert as_person("sam").get(address).status_code == 403


def test_the_calendar_of_a_review_names_nobody(booking, as_person, people):
    actions.move_sitting(
        sitting=booking.sittings.get(),
        starts_at=datetime(2026, 3, 27, 10, tzinfo=UTC),
        asked_for_by="carer",
        because="School trip",
        by=people["ada"],
        at=AT,
    )
    answer = as_person("ivy").get(f"/reviews/{booking.pk}/calendar.ics")
    entry = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert entry["SUMMARY"] == f"Review {booking.pk}" and entry["LOCATION"] == "Where the child lives"
    assert entry.decoded("DTSTART") == datetime(2026, 3, 27, 10, tzinfo=UTC)
    assert entry["SEQUENCE"] == 1 and entry["STATUS"] == "CONFIRMED"
    for secret in (b"Ben", b"Oak", b"Elm"):
        assert secret not in answer.content


def test_a_person_fetches_their_calendar_by_an_address_that_can_be_renewed(
    booking, as_person, people, client
):
    browser = as_person("ivy")
    form = browser.get("/account/calendar/")
    browser.post("/account/calendar/", {"once": hidden(form, "once")})
    shown = text(browser.get("/account/calendar/"))
    address = "/calendar/" + shown.split("/calendar/")[1].split()[0]
    browser.logout()
    assert b"SUMMARY:Review" in client.get(address).content
    CalendarKey.objects.update(nonce="another")
    assert client.get(address).status_code == 404
    assert client.get("/calendar/nonsense.ics").status_code == 404


def test_the_feed_holds_ones_own_reviews_alone(booking, people):
    from lodestar.casework.meetings.queries.calendar import sittings_for

    assert [one.booking for one in sittings_for(people["ivy"], at=AT)] == [booking]
    assert [one.booking for one in sittings_for(people["sam"], at=AT)] == [booking]
    assert sittings_for(people["omar"], at=AT) == []
