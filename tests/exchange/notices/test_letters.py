"""No mail says anything of a child or names anybody: what kind of thing waits, and where to sign in, and no more."""

import ast
import re
from datetime import timedelta

import pytest
from django.core import mail

from lodestar.access.models import Notice, User
from lodestar.access.notice_kinds import (
    ASKS_SOMETHING,
    HOW_OFTEN_WORDS,
    NOTICE_WORDS,
    HowOften,
    NoticeKind,
    choices_of,
    usual,
)
from lodestar.access.roles import Role
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import Sitting
from lodestar.exchange.notices.email import EmailCarrier
from lodestar.exchange.notices.letters import SEVERAL_WORDS, letter_to, lines_of, reference_of
from tests.access.test_chain import ROOT
from tests.access.world import IDENTIFIER, SECRET, a_world
from tests.exchange.notices.posts import AT, send

SITE = "https://lodestar.example.gov.uk"
A_DATE = re.compile(
    r"\d{4}|\d+ (January|February|March|April|May|June|July|August|September|October|November|December)"
)


def of(kind, key="K1001:Benedict Oak:12 Elm Row:2026-03-16", address="/reviews/7/", pk=1):
    return Notice(pk=pk, kind=kind.value, key=f"{kind.value}:{key}:3", address=address, told_at=AT)


def without_the_usual(letter, settings):
    """Return what a mail says beside what every mail says: its links, the service and the council."""
    said = f"{letter.subject}\n{letter.text}\n{letter.reference}"
    for usual_words in (SITE, settings.SERVICE_NAME, settings.COUNCIL_NAME, letter.reference):
        said = said.replace(usual_words, "")
    return said


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", list(NoticeKind))
def test_no_kind_of_mail_holds_case_content(kind, number, settings):
    settings.SITE_ADDRESS = SITE
    letter = letter_to(
        "ivy.field@example.org",
        [
            of(kind, key=f"K1001:Benedict Oak:2026-03-1{n}", address=f"/reviews/{n}7/", pk=n)
            for n in range(number)
        ],
    )
    said = without_the_usual(letter, settings)
    for secret in ("Benedict", "Oak", "K1001", "Elm", "ivy", "Ivy", "example.org"):
        assert secret not in said
    assert not A_DATE.search(said)
    words = NOTICE_WORDS[kind] if number == 1 else SEVERAL_WORDS[kind].format(3)
    assert letter.subject == f"{settings.SERVICE_NAME}: {words}" and letter.text.startswith(f"{words}.")
    page = "/reviews/07/" if number == 1 else "/account/notices/"
    assert re.findall(r"https?://\S+", letter.text) == [f"{SITE}{page}", f"{SITE}/account/notices/"]


@pytest.mark.parametrize(
    "address", ["/children/K1001/", "/children/Benedict-Oak/", "//elsewhere.example/", "/a/?x=1"]
)
def test_an_address_that_may_tell_something_stays_at_home(address, settings):
    settings.SITE_ADDRESS = SITE
    letter = letter_to("ivy@example.org", [of(NoticeKind.REVIEW_MOVED, address=address)])
    assert address not in letter.text and f"{SITE}/account/notices/" in letter.text


def test_every_kind_has_words_of_each_sort_and_something_to_choose():
    assert set(SEVERAL_WORDS) == set(NOTICE_WORDS) == set(NoticeKind) and set(HOW_OFTEN_WORDS) == set(
        HowOften
    )
    for kind in NoticeKind:
        assert usual(kind) in choices_of(kind) and "{}" in SEVERAL_WORDS[kind]
        assert usual(kind) is HowOften.AT_ONCE or kind not in ASKS_SOMETHING


def test_the_reference_is_the_same_for_the_same_news_in_any_order_and_tells_nothing():
    one, two, three = (of(NoticeKind.REVIEW_MOVED, key=key) for key in "abc")
    assert reference_of([one, two]) == reference_of([two, one]) != reference_of([one, three])
    assert re.fullmatch("[0-9a-f]{40}", reference_of([one]))


def test_lines_say_what_is_asked_first():
    told = [of(NoticeKind.RECORD_READY), of(NoticeKind.CANCELLATION_TO_APPROVE)]
    assert lines_of(told) == [
        "A cancelled review is waiting for your approval",
        "The record of a review is ready to read",
    ]


def test_deeds_of_casework_end_in_mails_that_name_nobody(db, settings):
    """From a review that is booked, moved and cancelled to the mailbox, through the doors of casework."""
    settings.SITE_ADDRESS = SITE
    world = a_world()
    people, sitting = world.people, Sitting.objects.get(pk=world.sitting)
    for person in User.objects.filter(is_system=False):
        person.email = f"{person.username}@example.org"
        person.save()
    said = {
        "asked_for_by": "carer",
        "because": f"{SECRET['mine']} is ill",
        "by": people[Role.ADMINISTRATOR],
        "at": AT,
    }
    meetings.move_sitting(sitting=sitting, starts_at=AT + timedelta(days=11), place=SECRET["mine"], **said)
    meetings.cancel_booking(booking=sitting.booking, reason="child-unwell", **said)
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert {NoticeKind.REVIEW_BOOKED, NoticeKind.REVIEW_MOVED, NoticeKind.CANCELLATION_TO_APPROVE} <= kinds
    send(EmailCarrier(), at=AT + timedelta(days=1))
    assert len(mail.outbox) >= 3
    names = [person.name for person in User.objects.filter(is_system=False)]
    for sent in mail.outbox:
        words = sent.message().as_string()
        for secret in (*SECRET.values(), *IDENTIFIER.values(), *names, "ill"):
            assert not re.search(rf"\b{secret}\b", words), secret
        assert not A_DATE.search(sent.subject + sent.body) and len(sent.recipients()) == 1


def test_whoever_tells_gives_an_address_of_row_numbers_only():
    """Every call of the outbox in the house, so that a new one cannot put a name into an address."""
    told = 0
    for file in sorted((ROOT / "lodestar" / "casework").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tell"
            ):
                continue
            told += 1
            [address] = [word.value for word in node.keywords if word.arg == "address"]
            assert isinstance(address, ast.JoinedStr | ast.Constant), f"{file}:{node.lineno}"
            parts = [one.value for one in ast.walk(address) if isinstance(one, ast.FormattedValue)]
            for part in parts:
                assert isinstance(part, ast.Attribute) and part.attr in {"pk", "booking_id"}, (
                    f"{file}:{node.lineno}"
                )
    assert told > 10
