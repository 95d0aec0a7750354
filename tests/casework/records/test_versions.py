"""Versions by audience, what is kept back, the guard of an address, what goes out, and the letter's pages."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.casework.meetings.models import Invitee
from lodestar.casework.records import actions as records
from lodestar.casework.records.actions.letters import check_letter, save_letter
from lodestar.casework.records.actions.versions import dispatch, make_version, withhold
from lodestar.casework.records.models import ChildLetter, Dispatch, RecordVersion
from lodestar.casework.records.queries.versions import record_facts, secrets_of
from lodestar.casework.records.states import Audience
from lodestar.casework.records.words_of_record import KEPT_BACK, given_away, record_document
from lodestar.govuk.documents import hash_of, page_of, taken_out
from tests.casework.desk.test_recording import hidden, text
from tests.casework.records.conftest import HELD_ON, LATER

ANYBODY = [Audience.FULL, Audience.PARENT, Audience.CARER, Audience.PROFESSIONAL]


def words(booking, audience, **more):
    return record_document(record_facts(booking), audience, **more).words()


@pytest.mark.parametrize("audience", ANYBODY)
def test_everybody_reads_what_was_said_decided_and_by_whom(signed, invitees, audience):
    said = words(signed, audience)
    assert "Ben is well." in said and "A dentist sees Ben" in said and "Sam" in said
    assert "26 March 2026" in said and "Signed on 27 March 2026" in said


@pytest.mark.parametrize("audience", ANYBODY)
def test_judgements_are_for_the_whole_record_alone(signed, audience):
    said = words(signed, audience)
    whole = audience == Audience.FULL
    assert ("Quality of the review" in said) is whole
    assert ("Green: the care plan" in said) is whole
    assert ("The team manager's answer" in said) is (audience in (Audience.FULL, Audience.PROFESSIONAL))


def test_nothing_written_is_legal(booking):
    for audience in ANYBODY:
        assert "Not held yet" in words(booking, audience)
        assert "not signed yet" in words(booking, audience)


def test_a_part_kept_back_is_gone_from_that_version_alone(signed, people):
    withhold(
        booking=signed,
        audience="parent",
        heading="sch7-8",
        because="A diagnosis the child has not been told",
        by=people["ivy"],
        at=LATER,
    )
    assert "Ben is well." not in words(signed, Audience.PARENT) and KEPT_BACK in words(
        signed, Audience.PARENT
    )
    assert "Ben is well." in words(signed, Audience.CARER)
    assert "diagnosis" not in words(signed, Audience.PARENT)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"because": " "}, "contrary to the child's welfare"),
        ({"audience": "full"}, "whose version"),
        ({"heading": "sch7-99"}, "which part"),
    ],
)
def test_keeping_back_needs_whose_what_and_why(signed, people, changes, said):
    facts = {"audience": "parent", "heading": "sch7-8", "because": "Because", **changes}
    with pytest.raises(NotAllowed, match=said):
        withhold(booking=signed, by=people["ivy"], at=LATER, **facts)


def test_the_same_words_are_one_version_and_other_words_another(signed, people):
    first = make_version(booking=signed, audience=Audience.CARER, by=people["ada"], at=LATER)
    again = make_version(booking=signed, audience=Audience.CARER, by=people["ada"], at=LATER)
    assert (first.pk, first.number) == (again.pk, 1)
    withhold(
        booking=signed, audience="carer", heading="sch7-8", because="Welfare", by=people["ivy"], at=LATER
    )
    other = make_version(booking=signed, audience=Audience.CARER, by=people["ada"], at=LATER)
    assert other.number == 2 and other.hash != first.hash
    kept = RecordVersion.objects.get(pk=first.pk)
    assert hash_of(kept.content) == kept.hash and "Ben is well." in page_of(taken_out(kept.content))


def send(booking, person, by, **facts):
    given = {"state": "sent", "channel": "post", "sent_on": LATER.date(), **facts}
    return dispatch(booking=booking, invitee=person, by=by, at=LATER, **given)


def test_only_a_signed_record_goes_out(closed, invitees, people):
    with pytest.raises(NotAllowed, match="Sign the record first"):
        send(closed, invitees["father"], people["ada"])


def test_what_was_sent_is_kept_with_its_version(signed, invitees, people):
    row = send(signed, invitees["father"], people["ada"])
    assert row.version.audience == "parent" and row.version.number == 1
    assert Dispatch.objects.get().sent_on == LATER.date()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"channel": ""}, "how it goes"),
        ({"sent_on": None}, "the day it goes"),
        ({"sent_on": LATER.date() + timedelta(days=1)}, "still to come"),
        ({"state": "lost"}, "what became of it"),
        ({"state": "withheld", "because": ""}, "Say why"),
    ],
)
def test_what_goes_out_says_how_when_and_why(signed, invitees, people, facts, said):
    with pytest.raises(NotAllowed, match=said):
        send(signed, invitees["father"], people["ada"], **facts)
    assert not Dispatch.objects.exists()


def test_late_needs_its_reason(signed, invitees, people):
    late = LATER + timedelta(days=40)
    facts = {"state": "sent", "channel": "post", "sent_on": late.date()}
    with pytest.raises(NotAllowed, match="It was due by 27 April 2026"):
        dispatch(booking=signed, invitee=invitees["father"], by=people["ada"], at=late, **facts)
    dispatch(booking=signed, invitee=invitees["father"], by=people["ada"], at=late, because="Strike", **facts)


def test_an_address_never_reaches_somebody_who_must_not_have_it(
    people, booking, invitees, write, concluded, signed_with
):
    signed = signed_with("She lives with the Quillfeathers at SY2 6ND and goes to Hill School.")
    father = invitees["father"]
    Invitee.objects.filter(pk=father.pk).update(sees_address=False)
    father.refresh_from_db()
    booking.sittings.update(place="12 Elm Grove")
    assert "12 Elm Grove" not in words(signed, Audience.PARENT, sees_address=False)
    assert "12 Elm Grove" in words(signed, Audience.PARENT)
    with pytest.raises(NotAllowed, match="“SY2 6ND”"):
        send(signed, father, people["ada"])
    withhold(
        booking=signed, audience="parent", heading="sch7-8", because="Safety", by=people["ivy"], at=LATER
    )
    assert send(signed, father, people["ada"]).version is not None


@pytest.fixture
def signed_with(people, ben, write, concluded):
    """A signed record with given words, of a child who lives at SY2 6ND."""
    from lodestar.casework.children.models import Placement
    from lodestar.casework.meetings.models import Booking
    from lodestar.casework.records import actions

    def make(said):
        Placement.objects.filter(period__child=ben).update(postcode="SY2 6ND", carer="Mr Quillfeather")
        concluded()
        write(said, version=1)
        booking = Booking.objects.get(child=ben)
        actions.close_review(booking=booking, held_on=HELD_ON, by=people["ivy"], at=LATER)
        actions.sign_record(booking=Booking.objects.get(pk=booking.pk), by=people["ivy"], at=LATER)
        return Booking.objects.get(pk=booking.pk)

    return make


def test_short_or_empty_words_guard_nothing(signed):
    document = record_document(record_facts(signed), Audience.FULL)
    assert given_away(document, {"", "  ", "Ben"}) == []
    assert given_away(document, {"BEN  is well."}) == ["BEN  is well."]
    assert all(secrets_of(signed))


def test_the_letter_is_saved_checked_and_checked_again_after_a_change(signed, invitees, people):
    facts = {"band": "8-to-12", "by": people["ivy"], "at": LATER}
    letter = save_letter(booking=signed, text="Dear Ben", version=0, **facts)
    with pytest.raises(NotAllowed, match="all three are yes"):
        check_letter(
            letter=letter,
            is_safe_to_open=True,
            gives_no_address_away=False,
            holds_no_surprise=True,
            by=people["ivy"],
            at=LATER,
        )
    with pytest.raises(NotAllowed, match="Check the letter"):
        send(signed, invitees["child"], people["ada"])
    yes = {"is_safe_to_open": True, "gives_no_address_away": True, "holds_no_surprise": True}
    check_letter(letter=letter, by=people["ivy"], at=LATER, **yes)
    assert send(signed, invitees["child"], people["ada"]).letter_id == letter.pk
    with pytest.raises(NotAllowed, match="saved the letter while you had it open"):
        save_letter(booking=signed, text="Dear Benny", version=0, **facts)
    save_letter(booking=signed, text="Dear Benny", version=1, **facts)
    assert ChildLetter.objects.get().checked_at is None


def test_the_record_is_read_on_a_page_and_taken_as_a_file(signed, as_person):
    browser = as_person("ivy")
    page = text(browser.get(f"/reviews/{signed.pk}/record/"))
    assert "Ben is well." in page and "Quality of the review" in page
    answer = browser.get(f"/reviews/{signed.pk}/record.docx?audience=parent")
    assert answer["Cache-Control"] == "no-store" and "Oak" not in answer["Content-Disposition"]
    file = docx.Document(BytesIO(answer.content))
    assert any("Ben is well." in paragraph.text for paragraph in file.paragraphs)
    assert browser.get(f"/reviews/{signed.pk}/record.pdf").content.startswith(b"%PDF-")
    events = Event.objects.filter(kind="document.taken")
    assert [event.after["as"] for event in events] == ["docx", "pdf"]


def test_a_social_worker_reads_the_whole_record_and_no_other_version(signed, as_person):
    browser = as_person("sam")
    assert browser.get(f"/reviews/{signed.pk}/record/").status_code == 200
    assert browser.get(f"/reviews/{signed.pk}/record/?audience=parent").status_code == 404
    assert browser.get(f"/reviews/{signed.pk}/record/?audience=everybody").status_code == 404
    assert browser.get(f"/reviews/{signed.pk}/distribution/").status_code == 403
    assert as_person("omar").get(f"/reviews/{signed.pk}/record/").status_code == 404


def test_the_letter_page_drafts_measures_and_points_at_words(signed, as_person, people):
    browser = as_person("ivy")
    page = browser.get(f"/reviews/{signed.pk}/letter/")
    assert "Dear Ben," in page.content.decode() and "reads at about age" in text(page)
    answers = {
        "once": hidden(page, "once"),
        "version": "0",
        "band": "8-to-12",
        "text": "Dear Ben,\n\nYour placement is fine.",
    }
    for _ in range(2):
        assert browser.post(f"/reviews/{signed.pk}/letter/", answers).status_code == 302
    assert ChildLetter.objects.get().version == 1
    page = text(browser.get(f"/reviews/{signed.pk}/letter/"))
    assert "where you live, your home" in page and "To check" in page
    stale = browser.post(
        f"/reviews/{signed.pk}/letter/",
        {**answers, "once": hidden(browser.get(f"/reviews/{signed.pk}/letter/"), "once"), "text": "Mine"},
    )
    assert "saved the letter while you had it open" in text(stale) and "Mine" in stale.content.decode()
    assert browser.get(f"/reviews/{signed.pk}/letter.pdf").content.startswith(b"%PDF-")


def test_the_distribution_says_who_still_waits(signed, invitees, as_person, people):
    browser = as_person("ada")
    page = text(browser.get(f"/reviews/{signed.pk}/distribution/"))
    assert "Due by 27 April 2026: 4 still to send" in page and "A parent's version" in page
    address = f"/reviews/{signed.pk}/distribution/{invitees['father'].pk}/"
    form = browser.get(address)
    answers = {
        "once": hidden(form, "once"),
        "state": "sent",
        "channel": "post",
        "sent_on-day": "27",
        "sent_on-month": "3",
        "sent_on-year": "2026",
    }
    assert browser.post(address, answers).status_code == 302
    page = text(browser.get(f"/reviews/{signed.pk}/distribution/"))
    assert "3 still to send" in page and "By post on 27 March 2026" in page
    assert date(2026, 3, 27) == Dispatch.objects.get().sent_on


def test_a_childs_point_is_named_in_the_record_by_its_own_words(booking, people):
    item = records.add_agenda_item(booking=booking, words="I want a dog", by=people["ada"], at=LATER)
    records.save_text(
        booking=booking,
        heading=f"item-{item.number}",
        box="notes",
        text="Talked about first",
        version=0,
        by=people["ivy"],
        at=LATER,
    )
    assert (f"item-{item.number}", "I want a dog") in record_facts(booking).headings
