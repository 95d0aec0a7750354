"""May this be done to a person's account now, and if not why."""

import re

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.access.models import User
from lodestar.access.notice_kinds import HowOften, NoticeKind, choices_of
from lodestar.access.roles import Permission, Role

# The demonstration's people sign in without a password under these names; nobody who exists may have one.
OF_THE_DEMONSTRATION = "demo-"
USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+'-]*")


def may_manage_accounts(by: User) -> Answer:
    """Answer whether somebody may add and change accounts: by their role, or at the machine as the system itself."""
    if by.is_system or by.may(Permission.MANAGE_ACCOUNTS):
        return Allowed()
    return Refused("Only a system administrator adds and changes accounts.")


def username_may_be_given(username: str, taken: bool) -> Answer:
    """Answer whether a user name may be given to a new person."""
    if not username:
        return Refused("Enter a user name", field="username")
    if not USERNAME.fullmatch(username):
        return Refused(
            "User name must be letters, numbers, dots, hyphens and @, without spaces", field="username"
        )
    if taken:
        return Refused("Somebody has that user name already. Choose another.", field="username")
    return Allowed()


def name_is_free(what: str, taken: bool) -> Answer:
    """Answer whether a team or a locality may have a name."""
    if taken:
        return Refused(f"There is a {what} of that name already. Choose another name.", field="name")
    return Allowed()


def may_have_a_password(person: User) -> Answer:
    """Answer whether a person signs in by a password at all."""
    if person.is_made_up or person.is_system:
        return Refused("This person does not sign in by password.")
    if not person.is_active:
        return Refused("This person may not sign in. Change that first.")
    return Allowed()


def may_be_changed(
    person: User, *, by: User, role: Role, is_active: bool, others_manage: bool
) -> tuple[Answer, ...]:
    """Answer whether a person's role and sign-in may be changed: nobody shuts themselves, or everybody, out."""
    answers: list[Answer] = []
    loses_it = person.role == Role.SYSTEM_ADMINISTRATOR and (
        role != Role.SYSTEM_ADMINISTRATOR or not is_active
    )
    if person.is_system:
        answers.append(Refused("This is not a person but the system itself. It stays as it is."))
    if person.pk == by.pk and not is_active:
        answers.append(
            Refused("You cannot stop yourself from signing in. Ask a colleague.", field="is_active")
        )
    if person.pk == by.pk and role != person.role:
        answers.append(Refused("You cannot change your own role. Ask a colleague.", field="role"))
    if loses_it and not others_manage:
        answers.append(
            Refused("Nobody else could manage accounts. Give the role to a colleague first.", field="role")
        )
    return tuple(answers) or (Allowed(),)


def may_be_told(kind: NoticeKind, how_often: HowOften) -> Answer:
    """Answer whether a person may choose to be told as often as that: what needs an answer never waits long."""
    if how_often in choices_of(kind):
        return Allowed()
    return Refused("This needs your answer, so choose at once or once a day", field=kind.value)
