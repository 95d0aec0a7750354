"""What a person was told, and how often they choose to be told."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from lodestar.access.actions import set_preferences
from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice, NoticePreference, User
from lodestar.access.notice_kinds import (
    HOW_OFTEN_WORDS,
    NEVER_SWITCHED_OFF,
    NOTICE_WORDS,
    HowOften,
    NoticeKind,
    NoticeState,
    choices_of,
    usual,
)
from lodestar.access.presenters_of_notices import hour_in_words
from lodestar.access.queries import how_often_each, the_system
from lodestar.access.roles import Role
from lodestar.govuk.once import fresh_token
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
PAGE = "/account/notices/"


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def told(person, kind=NoticeKind.REVIEW_MOVED, at=AT, address="/reviews/7/", key="", **facts):
    return Notice.objects.create(
        person=person,
        kind=kind,
        key=f"{kind}:{key or Notice.objects.count()}",
        address=address,
        told_at=at,
        told_by=the_system(),
        not_before=at,
        **facts,
    )


def answers(**changes):
    """Return what the form sends: everything as usual, but for what is changed."""
    said = {kind.value: usual(kind).value for kind in NoticeKind}
    return {
        **said,
        **{name.replace("_", "-"): value for name, value in changes.items()},
        "once": fresh_token(),
    }


def chosen_of(person):
    return how_often_each([person])[person.pk]


# --- choosing -------------------------------------------------------------------------------------------


def test_until_they_choose_people_are_told_as_usual():
    person = a_person()
    assert chosen_of(person) == {kind: usual(kind) for kind in NoticeKind}


def test_a_choice_is_kept_with_its_event_and_of_oneself_alone():
    ann, ben = a_person(), a_person()
    set_preferences(chosen={NoticeKind.REVIEW_MOVED: HowOften.WEEKLY}, by=ann, at=AT)
    assert chosen_of(ann)[NoticeKind.REVIEW_MOVED] is HowOften.WEEKLY
    assert chosen_of(ben)[NoticeKind.REVIEW_MOVED] is HowOften.AT_ONCE
    [event] = Event.objects.filter(kind="notice_preference.set")
    assert (event.by_username, event.before, event.after) == (
        ann.username,
        {"review-moved": "at-once"},
        {"review-moved": "weekly"},
    )


def test_the_same_choice_again_changes_nothing():
    ann = a_person()
    for _ in range(2):
        set_preferences(chosen={NoticeKind.REVIEW_MOVED: HowOften.NEVER}, by=ann, at=AT)
    set_preferences(chosen={NoticeKind.REVIEW_BOOKED: usual(NoticeKind.REVIEW_BOOKED)}, by=ann, at=AT)
    assert NoticePreference.objects.count() == 1
    assert Event.objects.filter(kind="notice_preference.set").count() == 1


@pytest.mark.parametrize("how_often", [HowOften.WEEKLY, HowOften.NEVER])
@pytest.mark.parametrize("kind", sorted(NEVER_SWITCHED_OFF))
def test_what_needs_an_answer_can_be_slowed_to_once_a_day_and_no_further(kind, how_often):
    ann = a_person()
    with pytest.raises(NotAllowed) as no:
        set_preferences(chosen={NoticeKind.REVIEW_MOVED: HowOften.NEVER, kind: how_often}, by=ann, at=AT)
    assert [refused.field for refused in no.value.refusals] == [kind.value]
    assert not NoticePreference.objects.exists()
    set_preferences(chosen={kind: HowOften.DAILY}, by=ann, at=AT)
    assert chosen_of(ann)[kind] is HowOften.DAILY


def test_a_stored_choice_that_is_not_allowed_counts_as_the_slowest_that_is():
    ann = a_person()
    NoticePreference.objects.create(person=ann, kind="rating-to-answer", how_often="never")
    assert chosen_of(ann)[NoticeKind.RATING_TO_ANSWER] is HowOften.DAILY


def test_a_choice_moves_only_what_waits_untouched():
    ann = a_person()
    later = AT + timedelta(days=1)
    waiting, held, other, sent = (
        told(ann, key="a"),
        told(ann, key="b", claimed_until=later),
        told(ann, NoticeKind.REVIEW_BOOKED, key="c"),
        told(ann, key="d", state=NoticeState.SENT),
    )
    Notice.objects.update(not_before=later)
    set_preferences(chosen={NoticeKind.REVIEW_MOVED: HowOften.DAILY}, by=ann, at=AT)
    assert [Notice.objects.get(pk=one.pk).not_before for one in (waiting, held, other, sent)] == [
        AT,
        later,
        later,
        later,
    ]


# --- the page -------------------------------------------------------------------------------------------


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_every_role_sees_what_they_were_told_and_not_what_others_were(signed_in_as):
    other = a_person()
    told(other, address="/reviews/99/")
    for role in Role:
        client, person = signed_in_as(role)
        told(person, NoticeKind.DECISIONS_TO_ANSWER, address="/reviews/12/decisions/answer/")
        page = client.get(PAGE)
        assert page.status_code == 200
        assert 'href="/reviews/12/decisions/answer/"' in page.content.decode()
        assert "/reviews/99/" not in page.content.decode()


def test_what_is_asked_stands_apart_from_what_is_for_knowing_and_says_what_became_of_its_mail(signed_in_as):
    client, person = signed_in_as(Role.OFFICER, email="ivy@example.org")
    told(person, NoticeKind.MINUTE_READY, address="/reviews/1/room/", state=NoticeState.SENT)
    told(
        person,
        NoticeKind.RECORD_READY,
        address="/reviews/2/record/",
        state=NoticeState.FAILED,
        trouble="Code 451.",
    )
    told(person, NoticeKind.REVIEW_BOOKED, address="/reviews/3/")
    told(person, NoticeKind.REPLY_RECEIVED, address="/reviews/4/invitations/", state=NoticeState.NOT_WANTED)
    words = words_of(client.get(PAGE))
    assert words.index("Waiting for you") < words.index("A record of a review is ready for you to check")
    assert words.index("For you to know") < words.index("The record of a review is ready to read")
    for became in ("Emailed", "Email did not get through", "Email to come", "Not emailed"):
        assert became in words
    assert "We write to ivy@example.org" in words and "16 March 2026 at 9am" in words


def test_what_was_told_long_ago_is_gone_and_the_same_page_stands_once(signed_in_as):
    client, person = signed_in_as(Role.OFFICER)
    told(person, at=AT - timedelta(days=29), address="/reviews/1/")
    told(person, at=AT - timedelta(days=2), address="/reviews/2/")
    told(person, at=AT - timedelta(days=1), address="/reviews/2/")
    page = client.get(PAGE).content.decode()
    assert "/reviews/1/" not in page and page.count('href="/reviews/2/"') == 1
    assert "15 March 2026" in page and "14 March 2026" not in page


def test_links_of_the_same_words_are_told_apart(signed_in_as):
    client, person = signed_in_as(Role.OFFICER)
    for number in range(3):
        told(person, address=f"/reviews/{number}/")
    links = re.findall(
        r'<a class="govuk-link" href="/reviews/\d/">(.+?)</a>', client.get(PAGE).content.decode()
    )
    assert len(links) == len(set(links)) == 3


def test_who_has_no_address_is_told_so_and_what_to_do(signed_in_as):
    client, _ = signed_in_as(Role.SOCIAL_WORKER)
    words = words_of(client.get(PAGE))
    assert "We keep no email address for you, so no email is sent." in words
    assert "A system administrator can add an address" in words
    assert "You were told nothing in the last four weeks" in words


def test_the_page_offers_each_kind_its_choices_and_says_what_cannot_be_switched_off(signed_in_as):
    client, person = signed_in_as(Role.TEAM_MANAGER)
    set_preferences(chosen={NoticeKind.RECORD_READY: HowOften.WEEKLY}, by=person, at=AT)
    page = client.get(PAGE).content.decode()
    for kind, label in NOTICE_WORDS.items():
        select = re.search(rf'<select[^>]*name="{kind.value}"[^>]*>(.*?)</select>', page, re.S).group(1)
        assert label in page
        assert re.findall(r'value="([^"]*)"', select) == [one.value for one in choices_of(kind)]
        now = HowOften.WEEKLY if kind is NoticeKind.RECORD_READY else usual(kind)
        assert re.findall(r'value="([^"]*)" selected', select) == [now.value]
    assert page.count("so this cannot be switched off") == len(NEVER_SWITCHED_OFF)
    assert "Once a day is at 8am on working days" in page


def test_choosing_is_saved_once_and_said(signed_in_as):
    client, person = signed_in_as(Role.OFFICER)
    said = answers(review_moved="weekly", decisions_to_answer="daily")
    for _ in range(2):
        assert client.post(PAGE, said)["Location"] == PAGE
    assert "How often we tell you is saved." in words_of(client.get(PAGE))
    now = chosen_of(person)
    assert (now[NoticeKind.REVIEW_MOVED], now[NoticeKind.DECISIONS_TO_ANSWER]) == (
        HowOften.WEEKLY,
        HowOften.DAILY,
    )
    assert Event.objects.filter(kind="notice_preference.set").count() == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"rating_to_answer": "never"}, "Select how often for “A rating is waiting"),
        ({"review_moved": "hourly"}, "Select how often for “A review has a new date”"),
        ({"review_moved": ""}, "Select how often for “A review has a new date”"),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_nothing_chosen_is_lost(signed_in_as, changes, error):
    client, person = signed_in_as(Role.OFFICER)
    page = client.post(PAGE, answers(**{"record_ready": "weekly", **changes}))
    assert page.status_code == 200 and error in words_of(page) and "<title>Error:" in page.content.decode()
    select = re.search(
        r'<select[^>]*name="record-ready"[^>]*>(.*?)</select>', page.content.decode(), re.S
    ).group(1)
    assert 'value="weekly" selected' in select
    assert not NoticePreference.objects.exists()


def test_the_page_costs_the_same_however_much_was_told(signed_in_as, django_assert_max_num_queries):
    client, person = signed_in_as(Role.OFFICER)
    for number in range(40):
        told(person, address=f"/reviews/{number}/")
    with django_assert_max_num_queries(8):
        client.get(PAGE)


def test_the_account_leads_there(signed_in_as):
    for role in (Role.OFFICER, Role.AUDITOR):
        client, _ = signed_in_as(role)
        page = client.get("/account/")
        assert page.status_code == 200 and f'href="{PAGE}"' in page.content.decode()


@pytest.mark.parametrize(
    ("hour", "words"), [(0, "midnight"), (8, "8am"), (11, "11am"), (12, "midday"), (16, "4pm"), (23, "11pm")]
)
def test_hours_in_words(hour, words):
    assert hour_in_words(hour) == words


def test_every_way_of_being_told_has_words():
    assert set(HOW_OFTEN_WORDS) == set(HowOften)


# --- the address a person is written to -----------------------------------------------------------------


def test_a_system_administrator_gives_and_takes_an_email_address(signed_in_as):
    client, _ = signed_in_as(Role.SYSTEM_ADMINISTRATOR)
    ann = a_person(Role.OFFICER)
    change = f"/people/{ann.pk}/change/"
    said = {"name": ann.name, "role": ann.role, "team": "", "is_active": "yes"}
    assert client.post(change, {**said, "email": "ann@example.gov.uk"}).status_code == 302
    assert User.objects.get(pk=ann.pk).email == "ann@example.gov.uk"
    assert "ann@example.gov.uk" in client.get(f"/people/{ann.pk}/").content.decode()
    assert 'value="ann@example.gov.uk"' in client.get(change).content.decode()
    wrong = client.post(change, {**said, "email": "ann at home"})
    assert "Email address must be like name@example.gov.uk" in wrong.content.decode()
    assert 'value="ann at home"' in wrong.content.decode()
    client.post(change, {**said, "email": ""})
    assert User.objects.get(pk=ann.pk).email == ""
    changes = [
        event.after["email"] for event in Event.objects.filter(kind="person.changed").order_by("sequence")
    ]
    assert changes == ["ann@example.gov.uk", ""]
