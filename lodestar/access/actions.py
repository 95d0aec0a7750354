"""What is done about people and teams: signing in and out, adding, changing, passwords, locks."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from axes.utils import reset as forget_failures
from django.db.models import F

from lodestar.access.answers import Refused, require
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Locality, Notice, NoticePreference, Team, User
from lodestar.access.notice_kinds import HowOften, NoticeKind, NoticeState
from lodestar.access.policies import (
    may_be_changed,
    may_be_told,
    may_have_a_password,
    may_manage_accounts,
    name_is_free,
    username_may_be_given,
)
from lodestar.access.queries import how_often_each
from lodestar.access.roles import Role

SAID_OF_A_PERSON = ("username", "name", "email", "phone", "role", "team_id", "is_active")
# Read aloud and typed without mistakes: no letters or digits that look alike.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@records(EventKind.SIGNED_IN)
def signed_in(*, by: User, at: datetime, how: str) -> None:
    """Leave the event that a person signed in; `how` is password or demonstration."""
    note(subject=by, after={"how": how})


@records(EventKind.SIGNED_OUT)
def signed_out(*, by: User, at: datetime) -> None:
    """Leave the event that a person signed out."""
    note(subject=by)


@records(EventKind.SIGN_IN_REFUSED)
def sign_in_refused(*, by: User, at: datetime, locked: bool = False) -> None:
    """Leave the event that a sign-in was refused, and whether it locked the account.

    `by` is the account it was tried for, since nobody knows who tried; the system's own account where there is none
    of that name. What was typed is not kept: people type passwords into the wrong field.
    """
    note(subject=by, after={"known_account": not by.is_system})
    if locked:
        note(subject=by, kind=EventKind.LOCKED_OUT)


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
    is_made_up: bool = False,
) -> User:
    """Add a person who may sign in; without a password they cannot until one is set.

    Raises NotAllowed where the user name is taken, or where `by` does not manage accounts.
    """
    username = username.strip()
    taken = User.objects.filter(username__iexact=username).exists()
    require(may_manage_accounts(by), username_may_be_given(username, taken))
    person = User.objects.add(
        username=username,
        name=name.strip(),
        role=role,
        password=password,
        team=team,
        email=email,
        is_made_up=is_made_up,
    )
    note(subject=person, after=facts_of(person, SAID_OF_A_PERSON))
    return person


@records(EventKind.PERSON_ADDED)
def know_of_person(*, username: str, name: str, role: Role, by: User, at: datetime) -> User:
    """Add a person who is only named in what another place states, such as a return: they may not sign in."""
    person = User.objects.add(username=username, name=name, role=role, is_active=False)
    note(subject=person, after=facts_of(person, SAID_OF_A_PERSON))
    return person


@records(EventKind.PERSON_CHANGED)
def change_person(
    *,
    person: User,
    name: str,
    role: Role,
    team: Team | None,
    is_active: bool,
    by: User,
    at: datetime,
    email: str | None = None,
) -> User:
    """Change what is held of a person. Nobody shuts themselves out, and the last who manages accounts stays.

    The email address stays as it is where none is given; an empty one takes it away.
    """
    managers = User.objects.select_for_update().filter(role=Role.SYSTEM_ADMINISTRATOR, is_active=True)
    others = any(manager.pk != person.pk for manager in managers)
    person = User.objects.select_for_update().get(pk=person.pk)
    require(
        may_manage_accounts(by),
        *may_be_changed(person, by=by, role=role, is_active=is_active, others_manage=others),
    )
    before = facts_of(person, SAID_OF_A_PERSON)
    person.name, person.role, person.team, person.is_active = name.strip(), role, team, is_active
    person.email = person.email if email is None else email
    after = facts_of(person, SAID_OF_A_PERSON)
    if after == before:
        nothing_changed()
        return person
    person.save(update_fields=["name", "role", "team", "is_active", "email"])
    note(subject=person, before=before, after=after)
    return person


@records(EventKind.PASSWORD_CHANGED)
def change_password(*, person: User, password: str, by: User, at: datetime) -> None:
    """Set one's own password; one's other sessions end, because the session's hash no longer fits."""
    if person.pk != by.pk:
        require(Refused("Only the person themselves chooses their password."))
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    note(subject=person)


@records(EventKind.FIRST_PASSWORD_GIVEN)
def give_first_password(*, person: User, by: User, at: datetime) -> str:
    """Give a person a password made by chance, to be told once and changed at the first sign-in; returns it.

    Their sessions end, and failed tries are forgotten.
    """
    require(may_manage_accounts(by), may_have_a_password(person))
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    forget_failures(username=person.username.lower())
    note(subject=person)
    return password


@records(EventKind.UNLOCKED)
def unlock(*, person: User, by: User, at: datetime) -> None:
    """Let a person try to sign in again at once after too many failed tries."""
    require(may_manage_accounts(by))
    if forget_failures(username=person.username.lower()):
        note(subject=person)
    else:
        nothing_changed()


@records(EventKind.TEAM_ADDED)
def add_team(*, name: str, service: str, by: User, at: datetime, locality: Locality | None = None) -> Team:
    """Add a team to a service."""
    taken = Team.objects.filter(name__iexact=name.strip()).exists()
    require(may_manage_accounts(by), name_is_free("team", taken))
    team = Team.objects.create(name=name.strip(), service=service.strip(), locality=locality)
    note(subject=team, after=facts_of(team))
    return team


@records(EventKind.LOCALITY_ADDED)
def add_locality(*, name: str, by: User, at: datetime) -> Locality:
    """Add a part of the county that teams belong to."""
    taken = Locality.objects.filter(name__iexact=name.strip()).exists()
    require(may_manage_accounts(by), name_is_free("locality", taken))
    locality = Locality.objects.create(name=name.strip())
    note(subject=locality, after=facts_of(locality))
    return locality


@records(EventKind.NOTICE_PREFERENCE_SET)
def set_preferences(*, chosen: Mapping[NoticeKind, HowOften], by: User, at: datetime) -> None:
    """Choose how often one is told of each kind of thing by email; kinds that are not named stay as they are.

    What still waits to be sent is looked at anew by the new choice. Raises NotAllowed for what must not wait.
    """
    require(*(may_be_told(kind, how_often) for kind, how_often in chosen.items()))
    User.objects.select_for_update().get(pk=by.pk)
    now = how_often_each([by])[by.pk]
    changed = {kind: how_often for kind, how_often in chosen.items() if now[kind] is not how_often}
    if not changed:
        nothing_changed()
        return
    for kind, how_often in changed.items():
        NoticePreference.objects.update_or_create(
            person=by, kind=kind.value, defaults={"how_often": how_often.value}
        )
    Notice.objects.filter(
        person=by, kind__in=[kind.value for kind in changed], state=NoticeState.WAITING, claimed_until=None
    ).update(not_before=F("told_at"))
    note(
        subject=by,
        before={kind.value: now[kind].value for kind in changed},
        after={kind.value: how_often.value for kind, how_often in changed.items()},
    )
