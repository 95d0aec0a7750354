"""Pages of tokens: shown once, given no more than one may give, revoked at once; and the front page."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.access.roles import Role
from lodestar.exchange.api import actions
from lodestar.exchange.api.models import Token
from lodestar.exchange.api.states import Scope
from lodestar.govuk.once import fresh_token
from tests.exchange.api.conftest import AT, System
from tests.factories.people import a_person
from tests.factories.tokens import a_token

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "Power BI of the performance team",
    "scopes": ["measures", "tables"],
    "expires_on-day": "31",
    "expires_on-month": "12",
    "expires_on-year": "2026",
}


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client, once=None, **changed):
    return client.post("/account/tokens/make/", {**GOOD, "once": once or fresh_token(), **changed})


def secret_in(page: str) -> str:
    return re.search(r">(lodestar_[\w-]{43})<", page).group(1)


def test_a_token_is_made_and_shown_once(figures, frozen, analyst):
    client, once = signed_in(analyst), fresh_token()
    page = send(client, once)
    secret = secret_in(page.content.decode())
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    token = Token.objects.get()
    assert (token.name, token.scopes, token.expires_on) == (
        GOOD["name"],
        ["measures", "tables"],
        date(2026, 12, 31),
    )
    assert secret not in str(Token.objects.values()) + str(list(Event.objects.values()))
    event = Event.objects.get(kind="token.made")
    assert event.after == {"name": token.name, "scopes": ["measures", "tables"], "expires_on": "2026-12-31"}
    again = send(client, once)
    assert again["Location"] == "/account/tokens/" and Token.objects.count() == 1
    listed = client.get("/account/tokens/").content.decode()
    assert "was shown once" in listed and secret not in listed
    for words in (GOOD["name"], "Measures and Tables", "31 December 2026", "Never", "Good"):
        assert words in listed
    assert System(secret).read("/api/measures/NI62/")["measure"]["value"] == 6.0
    assert "20 April 2026" in client.get("/account/tokens/").content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "  "}, "Enter what the token is for"),
        ({"scopes": []}, "Select what the token may read"),
        ({"scopes": ["everything"]}, "Select what the token may read"),
        ({"scopes": ["identifiers"]}, "select Extracts as well"),
        ({"expires_on-year": "2025"}, "The last day must be in the future"),
        ({"expires_on-year": "2030"}, "A token lasts a year at most"),
        ({"expires_on-day": "31", "expires_on-month": "2"}, "must be a real date"),
    ],
)
def test_what_cannot_be_made_is_told(changed, words, frozen, analyst):
    page = send(signed_in(analyst), **changed).content.decode()
    assert "There is a problem" in page and words in page and not Token.objects.exists()


GIVES = {
    Role.ANALYST: set(Scope),
    Role.MANAGER: set(Scope) - {Scope.IDENTIFIERS},
    Role.DIRECTOR: {Scope.MEASURES, Scope.TABLES, Scope.SMALL_NUMBERS},
    Role.SERVICE_MANAGER: {Scope.MEASURES, Scope.TABLES, Scope.SMALL_NUMBERS},
    Role.PANEL_MEMBER: {Scope.MEASURES, Scope.TABLES},
    Role.SYSTEM_ADMINISTRATOR: {Scope.MEASURES, Scope.TABLES},
}


@pytest.mark.parametrize("role", Role)
def test_nobody_gives_more_than_they_may_see(role, frozen):
    person = a_person(role)
    page = signed_in(person).get("/account/tokens/make/")
    account = signed_in(person).get("/account/").content.decode()
    assert ('href="/account/tokens/"' in account) is (role in GIVES)
    if role not in GIVES:
        assert page.status_code == 403 and signed_in(person).get("/account/tokens/").status_code == 403
    else:
        assert {scope for scope in Scope if f'value="{scope}"' in page.content.decode()} == GIVES[role]
    for scope in Scope:
        wanted = {Scope.EXTRACTS, scope} if scope is Scope.IDENTIFIERS else {scope}
        facts = {
            "name": "x",
            "scopes": wanted,
            "expires_on": AT.date() + timedelta(days=9),
            "today": AT.date(),
        }
        if scope in GIVES.get(role, ()):
            actions.make_token(**facts, by=person, at=AT)
        else:
            with pytest.raises(NotAllowed):
                actions.make_token(**facts, by=person, at=AT)


def test_a_token_is_revoked_at_once(figures, frozen, analyst):
    client = signed_in(analyst)
    secret = secret_in(send(client).content.decode())
    address = f"/account/tokens/{Token.objects.get().pk}/revoke/"
    assert "at once and for good" in client.get(address).content.decode()
    assert Token.objects.get().revoked_at is None, "looking revokes nothing"
    assert client.post(address, {"once": fresh_token()})["Location"] == "/account/tokens/"
    System(secret).get("/api/measures/", 401)
    assert Token.objects.get().revoked_by == analyst
    assert Event.objects.filter(kind="token.revoked").count() == 1
    client.post(address, {"once": fresh_token()})
    listed = client.get("/account/tokens/").content.decode()
    assert "was revoked already" in listed and "Revoked" in listed and address not in listed
    assert Event.objects.filter(kind="token.revoked").count() == 1


def test_one_sees_ones_own_and_the_system_administrator_sees_all(frozen, analyst):
    token = a_token(analyst, name="Of the analyst")
    other, admin = signed_in(a_person(Role.DIRECTOR)), signed_in(a_person(Role.SYSTEM_ADMINISTRATOR))
    address = f"/account/tokens/{token.pk}/revoke/"
    assert (
        other.get(address).status_code == 404
        and other.post(address, {"once": fresh_token()}).status_code == 404
    )
    assert "Of the analyst" not in other.get("/account/tokens/").content.decode()
    assert "Of the analyst" in admin.get("/account/tokens/").content.decode()
    admin.post(address, {"once": fresh_token()})
    token.refresh_from_db()
    assert token.revoked_at == AT


def test_the_list_says_which_are_good(frozen, analyst):
    a_token(analyst, name="Old", expires_on=date(2026, 4, 19))
    a_token(analyst, name="New", expires_on=date(2026, 4, 20))
    page = signed_in(analyst).get("/account/tokens/").content.decode()
    assert page.count("Run out") == 1 and page.count(">Good<") == 1


@pytest.mark.parametrize("role", [None, *Role])
def test_the_front_page_says_what_there_is(role):
    client = Client() if role is None else signed_in(a_person(role))
    page = client.get("/api/")
    text = page.content.decode()
    assert page.status_code == 200
    for words in (
        "/api/measures/",
        "/api/openapi.json",
        "Authorization: Bearer",
        "How to get a token",
        "120 times",
    ):
        assert words in text
    assert ("/account/tokens/make/" in text) is (role in GIVES)
