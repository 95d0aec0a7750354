"""Signing in and out: who gets in, what is told to whom, what is left in the chain."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Event
from lodestar.access.roles import Role
from tests.factories.people import PASSWORD, a_person, of_the_demonstration, with_password

pytestmark = pytest.mark.django_db
REFUSED = "The user name or the password is not right"


def try_to_sign_in(client, username, password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def kinds():
    return list(Event.objects.order_by("sequence").values_list("kind", flat=True))


def test_the_first_page_leads_to_the_sign_in_page(client):
    answer = client.get("/")
    assert answer.status_code == 302 and answer["Location"] == "/sign-in/"
    page = client.get("/sign-in/").content.decode()
    assert "<h1" in page and 'name="username"' in page and 'name="password"' in page


def test_who_gives_the_right_password_is_let_in_and_an_event_says_how(client):
    person = with_password(username="ann.field@example.org")
    answer = try_to_sign_in(client, person.username)
    assert answer.status_code == 302 and answer["Location"] == "/"
    event = Event.objects.get(kind=EventKind.SIGNED_IN)
    assert (event.by_id, event.after) == (person.pk, {"how": "password"})


def test_the_user_name_is_taken_in_any_case(client):
    with_password(username="Ann.Field@example.org")
    assert try_to_sign_in(client, "ann.FIELD@example.org").status_code == 302


@pytest.mark.parametrize("username", ["zoe.b", "nobody-of-this-name"])
def test_a_refusal_says_the_same_whether_or_not_there_is_such_a_person(client, username):
    with_password(username="zoe.b")
    page = try_to_sign_in(client, username, "not the password").content.decode()
    assert REFUSED in page and "not the password" not in page
    assert kinds() == [EventKind.SIGN_IN_REFUSED]


def test_a_refusal_stands_at_the_account_it_was_tried_for_and_keeps_nothing_typed(client):
    ann = with_password(username="ann")
    try_to_sign_in(client, "ann", "wrong")
    try_to_sign_in(client, "hunter2-typed-in-the-wrong-field", "wrong")
    first, second = Event.objects.order_by("sequence")
    assert (first.by_id, first.after) == (ann.pk, {"known_account": True})
    assert (second.by_username, second.after) == ("lodestar", {"known_account": False})
    assert "hunter2" not in str(Event.objects.values_list())


def test_who_may_not_sign_in_is_refused_in_the_same_words(client):
    with_password(username="gone", is_active=False)
    assert REFUSED in try_to_sign_in(client, "gone").content.decode()


def test_nobody_signs_in_as_the_system_or_without_a_password(client):
    a_person(username="nopass")
    assert REFUSED in try_to_sign_in(client, "nopass", "!").content.decode()
    assert REFUSED in try_to_sign_in(client, "lodestar", "!").content.decode()


@pytest.mark.parametrize("username", ["zoe.b", "nobody-of-this-name"])
def test_five_failures_lock_the_name_for_half_an_hour_whoever_it_is(client, username):
    with_password(username="zoe.b")
    for case in (username, username.upper(), username, username.upper()):
        assert REFUSED in try_to_sign_in(client, case, "wrong").content.decode()
    locked = try_to_sign_in(client, username, "wrong")
    assert locked.status_code == 429
    words = locked.content.decode()
    assert "You cannot sign in for now" in words and "Wait 30 minutes" in words and username not in words
    assert try_to_sign_in(Client(), username).status_code == 429  # the right password does not help
    assert kinds().count(EventKind.SIGN_IN_REFUSED) == 5 and kinds().count(EventKind.LOCKED_OUT) == 1


def test_a_lock_ends_after_half_an_hour_however_often_it_was_tried_meanwhile(client):
    with_password(username="ann")
    for _ in range(7):
        try_to_sign_in(client, "ann", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert try_to_sign_in(client, "ann").status_code == 302


def test_a_lock_is_of_a_name_not_of_an_office(client):
    with_password(username="ann")
    with_password(username="bea")
    for _ in range(6):
        try_to_sign_in(client, "ann", "wrong")
    assert try_to_sign_in(client, "bea").status_code == 302


def test_nothing_typed_is_kept_beside_a_failed_try(client):
    try_to_sign_in(client, "ann", "secret word", carried="typed about a child", next="/children/K1/")
    kept = AccessAttempt.objects.get().post_data
    assert "secret word" not in kept and "typed about" not in kept and "K1" not in kept


@pytest.mark.parametrize("empty", ["username", "password"])
def test_what_is_left_out_is_asked_for(client, empty):
    page = client.post("/sign-in/", {"username": "ann", "password": "x", empty: ""}).content.decode()
    assert "<title>Error: " in page and "Enter your " in page


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/children/K1/?tab=care", "/children/K1/?tab=care"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/sign-out/", "/"),
    ],
)
def test_one_comes_back_to_where_one_was_going_on_this_site_only(client, wanted, goes_to):
    with_password(username="ann")
    assert try_to_sign_in(client, "ann", next=wanted)["Location"] == goes_to
    assert client.get("/sign-in/", {"next": wanted})["Location"] == goes_to


def test_signing_in_gives_the_session_another_key(client):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "before"
    session.save()
    planted = session.session_key
    with_password(username="ann")
    try_to_sign_in(client, "ann")
    assert client.session.session_key != planted and "planted" not in client.session


def test_signing_out_ends_the_session_and_leaves_an_event(client):
    person = with_password(username="ann")
    try_to_sign_in(client, "ann")
    assert client.get("/sign-out/").status_code == 405
    answer = client.post("/sign-out/")
    assert answer["Location"] == "/sign-in/" and answer["Clear-Site-Data"] == '"cache"'
    assert Event.objects.get(kind=EventKind.SIGNED_OUT).by_id == person.pk
    assert client.get("/account/").status_code == 302
    assert client.post("/sign-out/").status_code == 302  # once more, or after the session ended: no harm


def test_what_a_signed_in_person_saw_is_kept_in_no_cache(signed_in_as):
    client, _ = signed_in_as(Role.OFFICER)
    assert "no-store" in client.get("/account/")["Cache-Control"]


# --- the demonstration ----------------------------------------------------------------------------------


def test_without_the_demonstration_there_is_no_such_address(client, settings):
    settings.DEMO = False
    of_the_demonstration(Role.MANAGER)
    assert client.post("/demo/sign-in/", {"role": "manager"}).status_code == 404
    assert "demonstration" not in client.get("/sign-in/").content.decode().lower()
    assert not Event.objects.exists()


def test_with_the_demonstration_one_person_of_each_role_is_offered(client, settings):
    settings.DEMO = True
    for role in Role:
        of_the_demonstration(role)
    page = client.get("/sign-in/").content.decode()
    assert all(f'name="role" value="{role.value}"' in page for role in Role)
    strict = Client(enforce_csrf_checks=True)
    strict.get("/sign-in/")
    assert strict.post("/demo/sign-in/", {"role": "manager"}).status_code == 403
    token = strict.cookies["csrftoken"].value
    answer = strict.post("/demo/sign-in/", {"role": "manager", "csrfmiddlewaretoken": token})
    assert answer.status_code == 302 and answer["Location"] == "/"
    assert Event.objects.get(kind=EventKind.SIGNED_IN).after == {"how": "demonstration"}


@pytest.mark.parametrize(
    "facts",
    [
        {"is_made_up": False},
        {"is_active": False},
        {"role": Role.OFFICER},
        {"is_system": True},
    ],
)
def test_nobody_who_exists_is_signed_in_without_a_password(client, settings, facts):
    settings.DEMO = True
    said = {"username": "demo-manager", "name": "Ann", "role": Role.MANAGER, "is_made_up": True, **facts}
    a_person(**said)
    assert client.post("/demo/sign-in/", {"role": "manager"}).status_code == 404


@pytest.mark.parametrize("role", ["", "no-such-role", "' OR 1=1"])
def test_a_role_that_is_none_is_not_found(client, settings, role):
    settings.DEMO = True
    assert client.post("/demo/sign-in/", {"role": role}).status_code == 404
    assert client.get("/demo/sign-in/").status_code == 405
