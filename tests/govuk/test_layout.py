"""The frame around a page, and the pages of a refusal or failure."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from lodestar.govuk import views
from lodestar.govuk.page_frame import NavigationItem, PageFrame, page_frame
from tests.govuk.markup import elements, faults, read, words
from tests.govuk.test_components import theirs

EMPTY = "{% extends 'lodestar_govuk/layout.jinja' %}{% block page_title %}A page{% endblock %}"


def page(request=None, **context) -> str:
    return engines.all()[0].from_string(EMPTY).render(context, request)


def asked(user=None):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    return request


def frame(**values) -> PageFrame:
    return PageFrame(**{"council_name": "Westmarch Council", "service_name": "Lodestar", **values})


def piece(markup: str, start: tuple, end: str) -> list:
    parts = read(markup)
    begun = next(
        n
        for n, part in enumerate(parts)
        if isinstance(part, tuple) and part[0] == start[0] and start[1] in part[1]
    )
    return parts[begun : parts.index(end, begun) + 1]


def test_the_title_names_the_page_the_service_and_the_council():
    assert "<title>A page – Lodestar – Westmarch Council</title>" in page(frame=frame())


def test_the_menu_is_the_design_systems():
    items = (NavigationItem("Today", "/", current=True), NavigationItem("Books", "/books/"))
    oracle = theirs(
        "service-navigation",
        "govukServiceNavigation",
        {
            "serviceName": "Lodestar",
            "serviceUrl": "/",
            "navigation": [
                {"text": "Today", "href": "/", "active": True},
                {"text": "Books", "href": "/books/"},
            ],
        },
    )
    made = piece(
        page(frame=frame(navigation=items)), ("section", ("aria-label", "Service information")), "</section>"
    )
    assert made == read(oracle)


def test_the_skip_link_is_the_design_systems_and_leads_to_the_page():
    oracle = theirs("skip-link", "govukSkipLink", {"href": "#main-content", "text": "Skip to main content"})
    made = page(frame=frame())
    assert piece(made, ("a", ("href", "#main-content")), "</a>") == read(oracle)
    assert faults(made) == []


def test_the_header_is_the_design_systems_generic_one_without_crown():
    oracle = [
        part
        for part in read(
            theirs("generic-header", "govukGenericHeader", {"logoText": "Westmarch Council", "url": "/"})
        )
        if isinstance(part, str) or "container" not in dict(part[1]).get("class", "")
    ]
    made = page(frame=frame())
    assert [part for part in read(made) if part in oracle][: len(oracle)]
    assert "crown" not in made.lower() and "gov.uk" not in words(made).lower()


@pytest.mark.parametrize(("level", "kind"), [("success", "success"), ("info", None)])
def test_messages_are_the_design_systems_banners(level, kind):
    message = type(
        "Message", (), {"level_tag": level, "__html__": lambda self: "Saved", "__str__": lambda s: "Saved"}
    )()
    params = {"text": "Saved", "titleId": "message-1", "titleText": "Done" if kind else "Important"}
    oracle = read(
        theirs("notification-banner", "govukNotificationBanner", params | ({"type": kind} if kind else {}))
    )
    made = read(page(frame=frame(), messages=[message]))
    begun = made.index(oracle[0])
    assert made[begun : begun + len(oracle)] == oracle


def test_nobody_signed_in_means_no_name_and_no_way_out(settings):
    settings.PAGE_NAVIGATION = None
    made = page(asked())
    assert "Sign out" not in words(made)


def test_the_person_signed_in_is_named_and_signs_out_by_sending_a_form(settings):
    settings.PAGE_NAVIGATION = "tests.govuk.gallery.navigation"
    person = SimpleNamespace(is_authenticated=True, name="Amina <b>", role_name="librarian")
    made = page(asked(person), frame=frame())
    assert page_frame(asked(person))["frame"].signed_in_name == "Amina <b>"
    assert "Amina &lt;b&gt;" in made
    out = page(frame=frame(signed_in_name="Amina", sign_out_href="/out/"), csrf_input="")
    form = elements(out, "form")[0]
    assert (form["action"], form["method"]) == ("/out/", "post")


def test_a_way_out_that_does_not_exist_is_not_shown(settings):
    settings.PAGE_NAVIGATION = None
    settings.PAGE_SIGN_OUT_ROUTE = "no:such-route"
    person = SimpleNamespace(is_authenticated=True, name="Amina")
    assert page_frame(asked(person))["frame"].sign_out_href == ""


def test_the_demonstration_says_that_it_is_one(settings):
    settings.PAGE_NAVIGATION = None
    settings.DEMO = True
    assert "Demonstration Every person here is made up." in words(page(asked()))
    settings.DEMO = False
    assert "Demonstration" not in words(page(asked()))


def test_the_councils_name_is_a_setting(settings):
    settings.PAGE_NAVIGATION = None
    settings.COUNCIL_NAME = "Eastmarch & District"
    assert "Eastmarch &amp; District" in page(asked())


@pytest.mark.parametrize(
    ("view", "status", "said"),
    [
        (views.bad_request, 400, "Nothing has been saved or changed"),
        (views.permission_denied, 403, "Your role does not give you this page"),
        (views.page_not_found, 404, "There is no page at this address"),
        (views.server_error, 500, "Something went wrong on our side"),
        (views.csrf_failure, 403, "reload the page and send the form again"),
    ],
)
def test_refusals_and_failures_are_told_in_plain_words(settings, view, status, said):
    settings.PAGE_NAVIGATION = None
    answer = view(asked())
    made = answer.content.decode()
    assert answer.status_code == status
    assert said in words(made)
    assert len(elements(made, "h1")) == 1 and faults(made) == []


def test_a_refusal_gives_its_reason(settings):
    settings.PAGE_NAVIGATION = None
    answer = views.permission_denied(asked(), PermissionError("Only a <manager> may do this."))
    assert "Only a &lt;manager&gt; may do this." in answer.content.decode()


def test_a_failure_is_told_even_when_nothing_else_works(settings):
    """No session, no user, no navigation, no database (pytest-django forbids it here)."""
    settings.PAGE_NAVIGATION = "no.such.module"
    assert views.server_error(None).status_code == 500
    assert views.page_not_found(None, Exception("internal path")).status_code == 404
    assert b"internal path" not in views.page_not_found(None, Exception("internal path")).content
