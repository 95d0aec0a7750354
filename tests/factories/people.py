"""Factories of people, teams, localities and their events."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from lodestar.access import chain
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Event, Locality, Team, UsedOnce, User
from lodestar.access.roles import Role

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
PASSWORD = "three random words"
_numbers = count(1)


def a_person(role: Role = Role.OFFICER, **facts: Any) -> User:
    """Return a saved person with a name of their own, who signs in by no password unless one is given."""
    number = next(_numbers)
    said = {"username": f"colleague{number}", "name": f"Colleague {number}", "role": role, **facts}
    return User.objects.add(**said)


def with_password(role: Role = Role.OFFICER, **facts: Any) -> User:
    """Return a saved person who signs in with PASSWORD."""
    return a_person(role, **{"password": PASSWORD, **facts})


def of_the_demonstration(role: Role) -> User:
    """Return the demonstration's person of a role."""
    return a_person(role, username=f"demo-{role.value}", name=f"Made-up {role.value}", is_made_up=True)


def a_team(**facts: Any) -> Team:
    """Return a saved team."""
    return Team.objects.create(
        **{"name": f"Crew {next(_numbers)}", "service": "Looked-after children", **facts}
    )


def a_locality(**facts: Any) -> Locality:
    """Return a saved locality."""
    return Locality.objects.create(**{"name": f"Vale {next(_numbers)}", **facts})


def an_event(by: User | None = None, at: datetime = AT, **facts: Any) -> Event:
    """Return an event, added to the chain as the door adds one."""
    said = {
        "kind": EventKind.CHILD_VIEWED,
        "child_identifier": "",
        "subject": "",
        "before": None,
        "after": None,
        **facts,
    }
    chain.append([chain.Noted(**said)], by=by or a_person(), at=at)
    return Event.objects.latest("sequence")


def a_used_once(**facts: Any) -> UsedOnce:
    """Return a token that was spent."""
    return UsedOnce.objects.create(
        **{"token": f"token{next(_numbers)}", "used_at": AT, "went_to": "/", **facts}
    )


FACTORIES = {
    User: a_person,
    Team: a_team,
    Locality: a_locality,
    Event: an_event,
    UsedOnce: a_used_once,
    # ChainHead has one row, made by the migrations.
}
