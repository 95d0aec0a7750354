"""Sessions end, and nothing typed is lost when they do."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lodestar.access import carried
from lodestar.access.roles import Role
from lodestar.access.sessions import LAST_SEEN, STARTED
from tests.factories.people import PASSWORD, of_the_demonstration, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return with_password(username="ann.field")


@pytest.fixture
def signed_in(client, ann):
    client.post("/sign-in/", {"username": ann.username, "password": PASSWORD})
    return client


def put_back(client, name, **ago):
    session = client.session
    session[name] = (timezone.now() - timedelta(**ago)).timestamp()
    session.save()


def is_signed_in(client):
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("limit", "ago", "stays"),
    [
        (LAST_SEEN, {"minutes": 29}, True),
        (LAST_SEEN, {"minutes": 31}, False),
        (STARTED, {"hours": 11, "minutes": 59}, True),
        (STARTED, {"hours": 12, "minutes": 1}, False),
    ],
)
def test_a_session_ends_at_its_limits_and_not_before(signed_in, limit, ago, stays):
    put_back(signed_in, limit, **ago)
    assert is_signed_in(signed_in) is stays


def test_work_keeps_a_session_alive_but_not_past_the_working_day(signed_in):
    put_back(signed_in, LAST_SEEN, minutes=29)
    assert is_signed_in(signed_in)
    assert timezone.now().timestamp() - signed_in.session[LAST_SEEN] < 60
    put_back(signed_in, STARTED, hours=13)
    assert not is_signed_in(signed_in)


def test_the_time_last_seen_is_not_written_at_every_page(signed_in, django_assert_num_queries):
    put_back(signed_in, LAST_SEEN, seconds=30)
    before = signed_in.session[LAST_SEEN]
    assert is_signed_in(signed_in)
    assert signed_in.session[LAST_SEEN] == before


def test_a_page_asked_for_after_the_end_is_come_back_to(signed_in):
    put_back(signed_in, LAST_SEEN, minutes=31)
    answer = signed_in.get("/account/?tab=1")
    assert answer["Location"] == "/sign-in/?next=%2Faccount%2F%3Ftab%3D1&ended=1"
    page = signed_in.get(answer["Location"]).content.decode()
    assert "You were signed out" in page and 'name="next" value="/account/?tab=1"' in page


def carried_in(page):
    return re.search(r'name="carried" value="([^"]*)"', page)[1]


def send_after_the_end(client, **typed):
    put_back(client, LAST_SEEN, minutes=31)
    return client.post("/children/?step=2", typed)


def test_what_was_sent_after_the_end_comes_back_after_signing_in(signed_in, ann):
    words = 'Moved because of "threats" & noise\r\nsecond line'
    answer = send_after_the_end(
        signed_in, reason=words, kinds=["a", "b"], csrfmiddlewaretoken="x", password="p"
    )
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "You were signed out" in page and "is not lost" in page and "Moved because" not in page
    again = signed_in.post(
        "/sign-in/", {"username": ann.username, "password": PASSWORD, "carried": carried_in(page)}
    )
    offered = again.content.decode()
    assert (
        'action="/children/?step=2"' in offered and "Send it now" in offered and "not been saved" in offered
    )
    assert 'name="reason" value="Moved because of &#34;threats&#34; &amp; noise\r\nsecond line"' in offered
    assert offered.count('name="kinds"') == 2 and 'name="password"' not in offered
    assert (
        offered.count('name="csrfmiddlewaretoken"') == 2
    )  # the form's own and that of signing out, no old one


def test_a_wrong_password_meanwhile_loses_nothing_either(signed_in, ann):
    page = send_after_the_end(signed_in, reason="typed").content.decode()
    refused = signed_in.post(
        "/sign-in/", {"username": ann.username, "password": "wrong", "carried": carried_in(page)}
    )
    assert carried_in(refused.content.decode()) == carried_in(page)


def test_what_one_person_typed_is_offered_to_nobody_else(signed_in):
    page = send_after_the_end(signed_in, reason="about a child").content.decode()
    with_password(username="bea")
    other = signed_in.post(
        "/sign-in/", {"username": "bea", "password": PASSWORD, "carried": carried_in(page)}
    )
    assert other.status_code == 302 and b"about a child" not in other.content


def test_the_demonstration_offers_it_too(signed_in, settings, client):
    settings.DEMO = True
    of_the_demonstration(Role.OFFICER)
    page = Client().post("/children/", {"reason": "typed"}).content.decode()
    answer = client.post("/demo/sign-in/", {"role": "officer", "carried": carried_in(page)})
    assert "Send it now" in answer.content.decode()


def test_files_are_asked_for_again(signed_in, ann):
    put_back(signed_in, LAST_SEEN, minutes=31)
    page = signed_in.post("/children/", {"year": "2026", "return": SimpleUploadedFile("a.csv", b"x")})
    answer = signed_in.post(
        "/sign-in/",
        {"username": ann.username, "password": PASSWORD, "carried": carried_in(page.content.decode())},
    )
    offered = answer.content.decode()
    assert "choose it again" in offered and "Send it now" not in offered


@pytest.mark.parametrize(
    "text",
    [
        "not ours",
        signing.dumps(["/children/", [["a", "b"]], None, False], salt="another"),
        signing.dumps(["https://elsewhere.example/", [["a", "b"]], None, False], salt=carried.SALT),
    ],
    ids=["no signature", "another signature", "another site"],
)
def test_only_what_this_service_signed_for_this_site_is_offered(client, ann, text):
    answer = client.post("/sign-in/", {"username": ann.username, "password": PASSWORD, "carried": text})
    assert answer.status_code == 302


def test_a_changed_password_ends_the_other_sessions(signed_in, ann):
    elsewhere = Client()
    elsewhere.post("/sign-in/", {"username": ann.username, "password": PASSWORD})
    assert is_signed_in(elsewhere)
    new = "four other random words"
    old_key = signed_in.session.session_key
    answer = signed_in.post(
        "/account/", {"password": PASSWORD, "new_password": new, "new_password_again": new}
    )
    assert answer.status_code == 302
    assert is_signed_in(signed_in) and signed_in.session.session_key != old_key
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"password": "wrong"}, "The password you use now is not right"),
        ({"new_password_again": "another thing entirely"}, "The two new passwords are not the same"),
        ({"new_password": "short", "new_password_again": "short"}, "too short"),
        ({"new_password": PASSWORD, "new_password_again": PASSWORD}, "must be another"),
        ({"new_password": "ann.field.ann", "new_password_again": "ann.field.ann"}, "too similar"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(signed_in, ann, sent, told):
    good = {"password": PASSWORD, "new_password": "four other random words"}
    page = signed_in.post("/account/", {**good, "new_password_again": good["new_password"], **sent})
    assert told in page.content.decode() and "four other random words" not in page.content.decode()
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)


def test_who_is_stopped_from_signing_in_is_out_at_once(signed_in, ann):
    ann.is_active = False
    ann.save()
    assert not is_signed_in(signed_in)
