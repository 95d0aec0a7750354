"""Every address, every role and nobody, opened and sent to; lists, counts and pages show no more than the reach."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lodestar.access.roles import ROLE_REACH, Permission, Reach, Role
from tests.access.addresses import ADDRESSES, IN_OPEN_ADDRESSES, OPEN_TO_ALL, Address, having
from tests.access.world import SECRET, World, a_world

pytestmark = pytest.mark.django_db
REFUSED = {403, 404}
ANSWERED = {200, 302, 400, 422}


def names_of_addresses(patterns=None) -> Iterator[str | None]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of_addresses(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


@pytest.fixture
def world() -> World:
    return a_world()


def browser_of(world: World, role: Role) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


def sends_to_sign_in(answer) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


# --- the table is complete ------------------------------------------------------------------------------


def test_every_address_is_in_the_table_once_and_nothing_else_is():
    names = list(names_of_addresses())
    assert None not in names, "an address without a name cannot be in the table"
    assert len(names) == len(set(names)), "two addresses of one name"
    assert set(names) == set(ADDRESSES) | set(OPEN_TO_ALL)
    assert not set(ADDRESSES) & set(OPEN_TO_ALL)


# --- nobody ---------------------------------------------------------------------------------------------


def test_nobody_gets_past_the_sign_in_page(world):
    faults = []
    for name, address in ADDRESSES.items():
        path = reverse(name, kwargs=address.of(world))
        client = Client(raise_request_exception=False)
        opened, sent = client.get(path), client.post(path, {"words": "typed"})
        if not sends_to_sign_in(opened):
            faults.append(f"GET {path} answered {opened.status_code}")
        if sent.status_code != 401 or SECRET["mine"] in sent.content.decode():
            faults.append(f"POST {path} answered {sent.status_code}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_what_is_open_to_all_answers_everybody_alike(name, world):
    opened, sent = OPEN_TO_ALL[name]
    path = reverse(name, kwargs=IN_OPEN_ADDRESSES.get(name, {}))
    for client in (Client(), *(browser_of(world, role) for role in Role)):
        assert client.get(path).status_code in opened
        assert client.post(path).status_code in sent


# --- every role -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_a_role_comes_in_where_the_table_says_and_nowhere_else(role, world):
    client, faults = browser_of(world, role), []
    for name, address in ADDRESSES.items():
        path = reverse(name, kwargs=address.of(world))
        for method, may, answer in (
            ("GET", role in address.opened_by, client.get(path)),
            ("POST", role in address.senders, client.post(path)),
        ):
            if not fits(answer, may, address, method):
                verdict = "should be let in" if may else "should be refused"
                faults.append(f"{method} {path} ({name}) answered {answer.status_code}: {role} {verdict}")
            if may_not_see(role, answer.content.decode(errors="replace"), world):
                faults.append(f"{method} {path} ({name}) shows {role} a child out of reach")
    assert not faults, "\n".join(faults)


def fits(answer, may: bool, address: Address, method: str) -> bool:
    """Return whether an answer is what the table says: let in, or refused; 405 tells nobody anything."""
    if sends_to_sign_in(answer):
        return False
    not_offered = {405} if method == "POST" or not address.opened_by else set()
    wanted = ANSWERED | address.answers if may else REFUSED
    return answer.status_code in wanted | not_offered


def may_not_see(role: Role, page: str, world: World) -> bool:
    """Return whether a page holds a word of a child that the role does not reach, or the name of a masked one."""
    if ROLE_REACH[role] is not Reach.ALL and SECRET["theirs"] in page:
        return True
    if ROLE_REACH[role] is Reach.NONE and any(word in page for word in SECRET.values()):
        return True
    # A restricted child stays listed by identifier to those in reach; the name is for those inside the circle.
    return f"{SECRET['hidden']} {SECRET['hidden']}" in page


# --- children out of reach, and restricted --------------------------------------------------------------

ABOUT_CHILDREN = [name for name, address in ADDRESSES.items() if address.of_child]


@pytest.mark.parametrize(
    "role", [role for role in Role if ROLE_REACH[role] in {Reach.OWN, Reach.TEAM, Reach.SERVICE}]
)
def test_a_child_out_of_reach_is_not_there_at_all(role, world):
    client, faults = browser_of(world, role), []
    for name in ABOUT_CHILDREN:
        path = reverse(name, kwargs={**ADDRESSES[name].of(world), "pk": world.theirs.pk})
        never = reverse(name, kwargs={**ADDRESSES[name].of(world), "pk": 999_999})
        for method in (client.get, client.post):
            answer, of_nobody = method(path), method(never)
            if answer.status_code not in REFUSED or answer.status_code != of_nobody.status_code:
                faults.append(
                    f"{path} answered {answer.status_code}, {of_nobody.status_code} for no such child"
                )
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", sorted(having(Permission.SEE_CHILDREN)))
def test_a_restricted_record_opens_only_with_a_reason(role, world):
    client, faults = browser_of(world, role), []
    outside = ROLE_REACH[role] is Reach.OWN
    for name in ABOUT_CHILDREN:
        path = reverse(name, kwargs={**ADDRESSES[name].of(world), "pk": world.hidden.pk})
        for method in (client.get, client.post):
            answer = method(path)
            asks = answer.status_code == 302 and answer["Location"].endswith("/open-with-reason/")
            if not (answer.status_code in REFUSED | {405} or asks and not outside):
                faults.append(f"{path} answered {answer.status_code} {answer.get('Location', '')}")
            if SECRET["hidden"] in answer.content.decode():
                faults.append(f"{path} tells of the restricted child")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", sorted(having(Permission.SEE_CHILDREN)))
def test_lists_counts_and_searches_hold_what_the_reach_holds(role, world):
    client = browser_of(world, role)
    listed = client.get("/children/").content.decode()
    reaches_hidden = ROLE_REACH[role] is not Reach.OWN
    assert world.mine.identifier in listed
    assert (world.theirs.identifier in listed) is (ROLE_REACH[role] is Reach.ALL)
    assert ("Restricted record" in listed) is reaches_hidden and world.hidden.identifier not in listed
    count = 1 + reaches_hidden + (ROLE_REACH[role] is Reach.ALL)
    assert f"{count} {'child' if count == 1 else 'children'}" in listed
    for word in ("theirs", "hidden"):
        found = client.get("/children/", {"q": SECRET[word]}).content.decode()
        if word == "hidden" or ROLE_REACH[role] is not Reach.ALL:
            assert f"{SECRET[word]} {SECRET[word]}" not in found
