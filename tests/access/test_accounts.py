"""Keeping accounts: by pages, by those who may, through the door."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from lodestar.access import actions
from lodestar.access.answers import NotAllowed
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Event, Locality, Team, User
from lodestar.access.queries import is_locked, the_system
from lodestar.access.roles import Role
from lodestar.govuk.once import fresh_token
from tests.factories.people import AT, PASSWORD, a_locality, a_person, a_team, with_password

pytestmark = pytest.mark.django_db
SIGN_IN = {"password": PASSWORD}


@pytest.fixture
def keeper(signed_in_as):
    """A browser with a system administrator at it."""
    client, person = signed_in_as(Role.SYSTEM_ADMINISTRATOR, username="keeper", name="Kay Keeper")
    client.person = person
    return client


def new_person(**facts):
    return {
        "name": "Ann Field",
        "username": "ann",
        "role": "officer",
        "team": "",
        "once": fresh_token(),
        **facts,
    }


def last_event():
    return Event.objects.latest("sequence")


def test_a_person_is_added_once_and_told_of(keeper):
    team, sent = a_team(), new_person()
    answer = keeper.post("/people/add/", {**sent, "team": team.pk}, follow=True)
    ann = User.objects.get(username="ann")
    assert answer.redirect_chain[-1][0] == f"/people/{ann.pk}/"
    assert "Ann Field is added" in answer.content.decode()
    assert (ann.role, ann.team, ann.is_active, ann.has_usable_password()) == ("officer", team, True, False)
    assert keeper.post("/people/add/", sent)["Location"] == f"/people/{ann.pk}/"
    assert Event.objects.filter(kind=EventKind.PERSON_ADDED).count() == 1
    assert last_event().after["name"] == "Ann Field" and last_event().by_id == keeper.person.pk


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name": ""}, "Enter the name"),
        ({"username": ""}, "Enter the user name"),
        ({"username": "KEEPER"}, "Somebody has that user name already"),
        ({"username": "a b"}, "without spaces"),
        ({"role": ""}, "Select the role"),
        ({"role": "king"}, "Select the role"),
        ({"team": "999"}, "Select the team"),
        ({"once": "forged"}, "out of date"),
    ],
)
def test_a_person_who_cannot_be_added_is_refused_with_the_reason(keeper, sent, told):
    page = keeper.post("/people/add/", new_person(**sent)).content.decode()
    assert told in page and "<title>Error: " in page
    assert not User.objects.filter(username="ann").exists() and not Event.objects.exists()


def test_a_person_is_changed_with_before_and_after(keeper):
    ann, team = a_person(name="Ann"), a_team()
    sent = {"name": "Ann Marsh", "role": "manager", "team": team.pk, "is_active": "yes"}
    answer = keeper.post(f"/people/{ann.pk}/change/", sent)
    assert answer["Location"] == f"/people/{ann.pk}/"
    ann.refresh_from_db()
    assert (ann.name, ann.role, ann.team) == ("Ann Marsh", "manager", team)
    event = last_event()
    assert (event.before["name"], event.after["name"]) == ("Ann", "Ann Marsh")
    before = Event.objects.count()
    keeper.post(f"/people/{ann.pk}/change/", sent)
    assert Event.objects.count() == before  # nothing changed, nothing to tell


def test_the_form_shows_what_is_held(keeper):
    ann = a_person(name="Ann", team=a_team(name="North"))
    page = keeper.get(f"/people/{ann.pk}/change/").content.decode()
    assert 'value="Ann"' in page and re.search(r'value="officer"\s+selected', page) and "checked" in page


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"is_active": False}, "You cannot stop yourself"),
        ({"role": Role.MANAGER}, "You cannot change your own role"),
    ],
)
def test_nobody_shuts_themselves_out_or_raises_themselves(facts, told):
    one, _ = a_person(Role.SYSTEM_ADMINISTRATOR), a_person(Role.SYSTEM_ADMINISTRATOR)
    said = {"name": one.name, "role": Role.SYSTEM_ADMINISTRATOR, "team": None, "is_active": True, **facts}
    with pytest.raises(NotAllowed, match=told):
        actions.change_person(person=one, by=one, at=AT, **said)


def test_the_last_who_manages_accounts_stays():
    one = a_person(Role.SYSTEM_ADMINISTRATOR)
    said = {"name": one.name, "role": Role.OFFICER, "team": None, "is_active": True}
    with pytest.raises(NotAllowed, match="Nobody else could manage accounts"):
        actions.change_person(person=one, by=the_system(), at=AT, **said)
    a_person(Role.SYSTEM_ADMINISTRATOR)
    assert actions.change_person(person=one, by=the_system(), at=AT, **said).role == Role.OFFICER


def test_the_system_itself_is_on_no_page_and_stays_as_it_is(keeper):
    system = the_system()
    assert "Lodestar itself" not in keeper.get("/people/").content.decode()
    assert keeper.get(f"/people/{system.pk}/").status_code == 404
    with pytest.raises(NotAllowed, match="the system itself"):
        actions.change_person(
            person=system, name="x", role=Role.OFFICER, team=None, is_active=True, by=keeper.person, at=AT
        )


def test_a_first_password_is_shown_once_and_good_for_one_thing(keeper):
    ann = a_person(username="ann")
    token = {"once": fresh_token()}
    answer = keeper.post(f"/people/{ann.pk}/first-password/", token)
    password = re.search(r"<code>([^<]+)</code>", answer.content.decode())[1]
    assert "no-store" in answer["Cache-Control"] and len(password) >= 20
    assert password not in str(list(Event.objects.values_list("before", "after")))
    again = keeper.post(f"/people/{ann.pk}/first-password/", token, follow=True).content.decode()
    assert "shown once" in again and "<code>" not in again
    browser = Client()
    assert browser.post("/sign-in/", {"username": "ann", "password": password})["Location"] == "/"
    for address in ("/", "/children/", "/events/"):
        assert browser.get(address)["Location"] == "/account/"
    page = browser.get("/account/").content.decode()
    assert "choose your own" in page
    new = {"password": password, "new_password": PASSWORD, "new_password_again": PASSWORD}
    assert browser.post("/account/", new)["Location"] == "/"
    assert (
        browser.get("/account/").status_code == 200
        and "choose your own" not in browser.get("/account/").content.decode()
    )
    ann.refresh_from_db()
    assert not ann.must_change_password and ann.check_password(PASSWORD)


def test_a_first_password_ends_sessions_and_the_lock(keeper):
    with_password(username="ann")
    browser = Client()
    browser.post("/sign-in/", {"username": "ann", **SIGN_IN})
    for _ in range(5):
        Client().post("/sign-in/", {"username": "ANN", "password": "wrong"})
    assert is_locked("ann", timezone.now())
    ann = User.objects.get(username="ann")
    keeper.post(f"/people/{ann.pk}/first-password/", {"once": fresh_token()})
    assert not is_locked("ann", timezone.now())
    assert browser.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("facts", "told"), [({"is_made_up": True}, "by password"), ({"is_active": False}, "may not sign in")]
)
def test_who_signs_in_by_no_password_is_given_none(keeper, facts, told):
    ann = a_person(**facts)
    assert "Give a first password" not in keeper.get(f"/people/{ann.pk}/").content.decode()
    page = keeper.post(f"/people/{ann.pk}/first-password/", {"once": fresh_token()}, follow=True)
    assert told in page.content.decode() and "<code>" not in page.content.decode()
    ann.refresh_from_db()
    assert not ann.has_usable_password()


def test_a_stale_page_gives_no_password(keeper):
    ann = a_person()
    page = keeper.post(f"/people/{ann.pk}/first-password/", {}, follow=True).content.decode()
    assert "out of date" in page and not Event.objects.exists()


def test_a_lock_is_shown_and_lifted(keeper):
    ann = with_password(username="Ann")
    assert "Locked out" not in keeper.get(f"/people/{ann.pk}/").content.decode()
    for _ in range(5):
        Client().post("/sign-in/", {"username": "ann", "password": "wrong"})
    assert "Locked out" in keeper.get(f"/people/{ann.pk}/").content.decode()
    keeper.post(f"/people/{ann.pk}/unlock/")
    assert last_event().kind == EventKind.UNLOCKED
    assert Client().post("/sign-in/", {"username": "ann", **SIGN_IN}).status_code == 302
    before = Event.objects.count()
    keeper.post(f"/people/{ann.pk}/unlock/")
    assert Event.objects.count() == before


def test_failures_from_several_places_add_up_and_old_ones_do_not_count():
    now = timezone.now()
    for n in range(5):
        AccessAttempt.objects.create(
            username="ann",
            user_agent=str(n),
            attempt_time=now,
            failures_since_start=1,
            ip_address=f"10.0.0.{n}",
        )
    assert is_locked("Ann", now) and not is_locked("Ann", now + timedelta(minutes=31))


def test_people_are_found_by_words_role_and_sign_in(keeper):
    a_person(name="Ann Field", role=Role.OFFICER)
    a_person(name="Bea Marsh", role=Role.MANAGER, username="bea.field")
    a_person(name="Cy Gone", is_active=False)

    def names(query):
        page = keeper.get(f"/people/?{query}").content.decode()
        return [
            name for name in ("Ann Field", "Bea Marsh", "Cy Gone", "Kay Keeper") if f">{name}</a>" in page
        ]

    assert names("") == ["Ann Field", "Bea Marsh", "Cy Gone", "Kay Keeper"]
    assert names("words=field") == ["Ann Field", "Bea Marsh"]
    assert names("words=field+ann") == ["Ann Field"]
    assert names("role=manager") == ["Bea Marsh"]
    assert names("signs_in=no") == ["Cy Gone"]
    assert names("words=nobody") == []
    assert "Nobody fits" in keeper.get("/people/?words=nobody").content.decode()
    assert "Remove this filter" in keeper.get("/people/?role=manager").content.decode()
    assert keeper.get("/people/?role=king").status_code == 200


def test_the_list_is_turned_by_pages_at_the_same_cost(keeper, django_assert_num_queries):
    User.objects.bulk_create(
        User(username=f"u{n:03}", name=f"Name {n:03}", role="officer", team=None) for n in range(120)
    )
    page = keeper.get("/people/?page=2").content.decode()
    assert "Name 050" in page and "Name 010" not in page and "Showing 51 to 100 of 121 people" in page
    with django_assert_num_queries(4):  # session, person, how many, one page
        keeper.get("/people/?page=3")


def test_teams_and_localities_are_added_once(keeper):
    keeper.post("/people/localities/add/", {"name": "North Vale", "once": fresh_token()})
    north = Locality.objects.get()
    sent = {
        "name": "Team One",
        "service": "Looked-after children",
        "locality": north.pk,
        "once": fresh_token(),
    }
    assert keeper.post("/people/teams/add/", sent)["Location"] == "/people/teams/"
    keeper.post("/people/teams/add/", sent)
    team = Team.objects.get()
    assert (team.name, team.locality) == ("Team One", north)
    page = keeper.get("/people/teams/").content.decode()
    assert "Team One" in page and "North Vale" in page
    kinds = list(Event.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == [EventKind.LOCALITY_ADDED, EventKind.TEAM_ADDED]


def test_a_name_that_is_taken_is_refused(keeper):
    a_team(name="Team One")
    a_locality(name="North")
    sent = {"name": "TEAM one", "service": "S", "locality": "", "once": fresh_token()}
    assert "There is a team of that name" in keeper.post("/people/teams/add/", sent).content.decode()
    sent = {"name": "north", "once": fresh_token()}
    assert "There is a locality of that name" in keeper.post("/people/localities/add/", sent).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMINISTRATOR])
def test_only_who_manages_accounts_does_so_whatever_page_asks(role):
    by, ann = a_person(role), a_person()
    deeds = [
        lambda: actions.add_person(username="x", name="X", role=Role.OFFICER, by=by, at=AT),
        lambda: actions.change_person(
            person=ann, name="X", role=Role.OFFICER, team=None, is_active=True, by=by, at=AT
        ),
        lambda: actions.give_first_password(person=ann, by=by, at=AT),
        lambda: actions.unlock(person=ann, by=by, at=AT),
        lambda: actions.add_team(name="X", service="S", by=by, at=AT),
        lambda: actions.add_locality(name="X", by=by, at=AT),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed, match="Only a system administrator"):
            deed()
    assert not Event.objects.exists()


def test_nobody_chooses_another_persons_password(keeper):
    with pytest.raises(NotAllowed, match="themselves"):
        actions.change_password(person=a_person(), password=PASSWORD, by=keeper.person, at=AT)
