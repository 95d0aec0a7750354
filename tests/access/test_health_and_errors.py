"""Whether it is well; and what a page of failure tells, which is nothing about anybody."""

import logging

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import path

from lodestar.access.gates import needs, open_to_all
from lodestar.access.roles import Permission, Role
from lodestar.config.urls import handler400, handler403, handler404, handler500  # noqa: F401 - the urlconf's own
from lodestar.config.urls import urlpatterns as real

pytestmark = pytest.mark.django_db
SECRET = "Thistledown"


@open_to_all
def fails(request):
    name_of_a_child = SECRET
    raise RuntimeError(f"no row for {name_of_a_child}")


@open_to_all
def suspicious(request):
    raise SuspiciousOperation(SECRET)


@needs(Permission.SEE_EVENTS)
def for_the_auditor(request):
    raise AssertionError("the gate let somebody through")


urlpatterns = [
    path("fails/", fails),
    path("suspicious/", suspicious),
    path("gated/", for_the_auditor),
    *real,
]


def test_it_is_well_when_the_database_answers(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert "no-store" in answer["Cache-Control"]


def test_it_is_not_well_when_the_database_does_not(client, monkeypatch):
    def down():
        raise DatabaseError("connection refused: host secret-host")

    monkeypatch.setattr(connection, "cursor", down)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False})


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/fails/", 500), ("/suspicious/", 400)])
def test_a_failure_tells_what_to_do_and_nothing_else(address, status, caplog):
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.CRITICAL):
        answer = client.get(address, {"name": SECRET})
    page = answer.content.decode()
    assert answer.status_code == status and "<h1" in page
    assert SECRET not in page and "Traceback" not in page and "RuntimeError" not in page


@pytest.mark.parametrize("address", ["/no/such/page/", "/people/999999/"])
def test_an_address_that_is_not_there_names_no_code(signed_in_as, address):
    client, _ = signed_in_as(Role.SYSTEM_ADMINISTRATOR)
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 404 and "Page not found" in page
    assert "urlconf" not in page.lower() and "matches the given query" not in page


def test_an_address_that_is_not_there_is_not_told_to_strangers_in_code_either(client):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404 and "urlconf" not in answer.content.decode().lower()


@pytest.mark.urls(__name__)
def test_a_refusal_is_a_page_that_says_so(signed_in_as):
    client, _ = signed_in_as(Role.OFFICER)
    answer = client.get("/gated/")
    page = answer.content.decode()
    assert answer.status_code == 403 and "You cannot see this page" in page and "Sign out" in page


def test_a_form_from_another_site_is_refused():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/", {"username": "ann", "password": "x"})
    assert answer.status_code == 403 and "Send the form again" in answer.content.decode()
