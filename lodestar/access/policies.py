"""May this be done to a person's account now, and if not why."""

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.access.models import User
from lodestar.access.roles import Role


def username_is_free(username: str, taken: bool) -> Answer:
    """Answer whether a user name may be given to a new person."""
    if not username.strip():
        return Refused("Enter a user name.", field="username")
    if taken:
        return Refused("Somebody has that user name already. Choose another.", field="username")
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
    if loses_it and not others_manage:
        answers.append(
            Refused("Nobody else could manage accounts. Give the role to a colleague first.", field="role")
        )
    return tuple(answers) or (Allowed(),)
