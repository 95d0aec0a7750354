"""Who is let in: a good token with the scope, not too often; every call leaves an event."""

from datetime import date, timedelta

import pytest
from django.test import Client

from lodestar.access.models import Event
from lodestar.access.roles import Role
from lodestar.exchange.api.models import Token
from lodestar.exchange.api.states import Scope
from tests.exchange.api.conftest import AT, System
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
MEASURES = "/api/measures/"


def called():
    return [event.after for event in Event.objects.filter(kind="interface.called").order_by("sequence")]


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer  ", "Basic abc", "Bearer wrong", "Bearer a b", "lodestar_x"],
)
def test_without_a_good_token_there_is_nothing(header, figures, frozen):
    headers = {} if header is None else {"authorization": header}
    answer = Client().get(MEASURES, headers=headers)
    assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")
    assert "/api/" in answer.json()["detail"] and "NI62" not in answer.content.decode()
    assert called() == []


def test_being_signed_in_is_no_token(figures, analyst, client):
    client.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(MEASURES).status_code == 401


def test_a_token_needs_no_session_and_makes_none(figures, calls_with):
    system = calls_with(Scope.MEASURES)
    answer = system.get(MEASURES)
    assert "sessionid" not in answer.cookies and not system.client.cookies
    assert "no-store" in answer["Cache-Control"]


def test_every_call_is_noted_with_who_and_what(figures, calls_with, analyst):
    system = calls_with(Scope.MEASURES)
    system.get(MEASURES, year_end="2026-03-31")
    system.get("/api/measures/NI62/", format="csv", other="not kept")
    system.get("/api/tables/", 403)
    token = Token.objects.get()
    first, second, third = called()
    assert first == {"token": token.pk, "name": "Power BI", "address": MEASURES, "year_end": "2026-03-31"}
    assert second["address"] == "/api/measures/NI62/" and second["format"] == "csv" and "other" not in second
    assert third["address"] == "/api/tables/"
    assert set(Event.objects.filter(kind="interface.called").values_list("by_id", flat=True)) == {analyst.pk}
    assert system.secret not in str(list(Event.objects.values())) + str(Token.objects.values())
    assert token.last_used == AT


@pytest.mark.parametrize(
    ("scope", "address"),
    [
        (Scope.MEASURES, "/api/measures/"),
        (Scope.MEASURES, "/api/measures/NI62/"),
        (Scope.MEASURES, "/api/measures/NI62/trend/"),
        (Scope.MEASURES, "/api/figures/"),
        (Scope.TABLES, "/api/tables/"),
        (Scope.TABLES, "/api/tables/sex/"),
        (Scope.EXTRACTS, "/api/extracts/"),
        (Scope.EXTRACTS, "/api/extracts/children.csv"),
    ],
)
def test_each_address_needs_its_scope(scope, address, figures, calls_with):
    calls_with(scope).get(address)
    others = calls_with(*(one for one in Scope if one is not scope))
    assert f"({scope.value})" in others.told(address, 403)


def test_a_token_that_has_run_out_or_was_revoked_opens_nothing(figures, calls_with, analyst, frozen):
    last_day = calls_with(Scope.MEASURES, expires_on=date(2026, 4, 20))
    last_day.get(MEASURES)
    frozen.move_to(AT + timedelta(days=1))
    last_day.get(MEASURES, 401)
    revoked = calls_with(Scope.MEASURES, Scope.TABLES, revoked_at=AT, revoked_by=analyst)
    revoked.get(MEASURES, 401)


def test_a_token_reads_no_more_than_its_maker_may(figures, calls_with, analyst):
    system = calls_with(Scope.MEASURES, Scope.SMALL_NUMBERS, Scope.EXTRACTS)
    assert system.read("/api/measures/FEW/")["measure"]["value"] == 4
    analyst.role = Role.PANEL_MEMBER
    analyst.save()
    assert system.read("/api/measures/FEW/")["measure"]["value"] == "c"
    system.get("/api/extracts/", 403)
    analyst.role = Role.OFFICER
    analyst.save()
    system.get(MEASURES, 403)
    analyst.is_active = False
    analyst.save()
    system.get(MEASURES, 401)


def test_a_token_calls_so_often_a_minute_and_no_more(figures, calls_with, settings, frozen):
    settings.API_CALLS_A_MINUTE = 3
    system, other = calls_with(Scope.MEASURES), calls_with(Scope.MEASURES, Scope.TABLES)
    for _ in range(3):
        system.get(MEASURES)
    frozen.shift(timedelta(seconds=20))
    refused = system.get(MEASURES, 429)
    assert refused["Retry-After"] == "40" and "3 times a minute" in refused.json()["detail"]
    other.get(MEASURES)
    assert len(called()) == 4, "what is refused for its number is not noted, or it would fill the audit"
    frozen.shift(timedelta(seconds=40))
    system.get(MEASURES)


def test_nothing_can_be_sent(figures, calls_with):
    system = calls_with(*Scope)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(system.client, method)(
            MEASURES, headers={"authorization": f"Bearer {system.secret}"}
        )
        assert answer.status_code == 405


def test_a_session_and_a_token_of_two_people_are_the_tokens(figures, calls_with, analyst):
    system = calls_with(Scope.MEASURES)
    other = a_person(Role.DIRECTOR)
    system.client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    system.get(MEASURES)
    assert Event.objects.filter(kind="interface.called").get().by_id == analyst.pk


def test_a_made_up_secret_costs_no_writes(figures, frozen, django_assert_num_queries):
    with django_assert_num_queries(1):
        System("lodestar_made_up").get(MEASURES, 401)
