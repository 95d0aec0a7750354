"""What is done about people and teams: signing in and out, adding, changing, passwords."""

import secrets
from datetime import datetime

from axes.utils import reset as forget_failures

from lodestar.access.answers import Refused, require
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Locality, Team, User
from lodestar.access.policies import may_be_changed, username_is_free
from lodestar.access.roles import Role

SAID_OF_A_PERSON = ("username", "name", "email", "phone", "role", "team_id", "is_active")


@records(EventKind.SIGNED_IN)
def signed_in(*, by: User, at: datetime, how: str) -> None:
    """Leave the event that a person signed in; `how` is password or demonstration."""
    note(subject=by, after={"how": how})


@records(EventKind.SIGNED_OUT)
def signed_out(*, by: User, at: datetime) -> None:
    """Leave the event that a person signed out."""
    note(subject=by)


@records(EventKind.SIGN_IN_REFUSED)
def sign_in_refused(*, person: User, by: User, at: datetime) -> None:
    """Leave the event that somebody gave a wrong password for a person (who stands as the one it was tried for)."""
    note(subject=person)


@records(EventKind.PERSON_ADDED)
def add_person(
    *,
    username: str,
    name: str,
    role: Role,
    by: User,
    at: datetime,
    team: Team | None = None,
    password: str | None = None,
    email: str = "",
) -> User:
    """Add a person who may sign in; without a password they cannot until one is set.

    Raises NotAllowed where the user name is taken.
    """
    require(username_is_free(username, User.objects.filter(username__iexact=username.strip()).exists()))
    person = User.objects.add(
        username=username.strip(), name=name.strip(), role=role, password=password, team=team, email=email
    )
    note(subject=person, after=facts_of(person, SAID_OF_A_PERSON))
    return person


@records(EventKind.PERSON_CHANGED)
def change_person(
    *, person: User, name: str, role: Role, team: Team | None, is_active: bool, by: User, at: datetime
) -> User:
    """Change what is held of a person. Nobody shuts themselves out, and the last who manages accounts stays."""
    person = User.objects.select_for_update().get(pk=person.pk)
    others = (
        User.objects.filter(role=Role.SYSTEM_ADMINISTRATOR, is_active=True).exclude(pk=person.pk).exists()
    )
    require(*may_be_changed(person, by=by, role=role, is_active=is_active, others_manage=others))
    before = facts_of(person, SAID_OF_A_PERSON)
    person.name, person.role, person.team, person.is_active = name.strip(), role, team, is_active
    after = facts_of(person, SAID_OF_A_PERSON)
    if after == before:
        nothing_changed()
        return person
    person.save(update_fields=["name", "role", "team", "is_active"])
    note(subject=person, before=before, after=after)
    return person


@records(EventKind.PASSWORD_CHANGED)
def change_password(*, person: User, password: str, by: User, at: datetime) -> None:
    """Set a person's password; their other sessions end, because the session's hash no longer fits."""
    person.set_password(password)
    person.save(update_fields=["password"])
    note(subject=person)


@records(EventKind.PASSWORD_CHANGED)
def give_first_password(*, person: User, by: User, at: datetime) -> str:
    """Set a password made by chance, to be told once and changed, and let the person try again; returns it."""
    if person.is_made_up or person.is_system:
        require(Refused("This person does not sign in by password."))
    password = "-".join(secrets.token_urlsafe(4) for _ in range(3))
    person.set_password(password)
    person.save(update_fields=["password"])
    forget_failures(username=person.username)
    note(subject=person, after={"made_by_chance": True})
    return password


@records(EventKind.TEAM_ADDED)
def add_team(*, name: str, service: str, by: User, at: datetime, locality: Locality | None = None) -> Team:
    """Add a team to a service."""
    if Team.objects.filter(name__iexact=name.strip()).exists():
        require(Refused("There is a team of that name already. Choose another name.", field="name"))
    team = Team.objects.create(name=name.strip(), service=service.strip(), locality=locality)
    note(subject=team, after=facts_of(team))
    return team
