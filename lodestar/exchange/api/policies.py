"""May a token be made, or revoked, and if not why."""

from collections.abc import Collection
from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.exchange.api.models import Token
from lodestar.exchange.api.states import GIVEN_BY, LONGEST_LIFE, SCOPE_WORDS, Scope


def may_have_tokens(person: User) -> bool:
    """Return whether a person may have tokens at all."""
    return person.may(Permission.SEE_SERVICE_FIGURES) or person.may(Permission.MANAGE_ACCOUNTS)


def scopes_given_by(person: User) -> list[Scope]:
    """Return the scopes that a person may give to a token now."""
    return [scope for scope in Scope if any(person.may(one) for one in GIVEN_BY[scope])]


def may_be_made(
    by: User, *, name: str, scopes: Collection[Scope], expires_on: date, today: date
) -> tuple[Answer, ...]:
    """Answer whether somebody may make a token of these scopes that lasts until a day."""
    answers: list[Answer] = []
    if not may_have_tokens(by):
        answers.append(Refused("Your role does not see the service's figures."))
    if not name:
        answers.append(Refused("Enter a name that says what the token is for", field="name"))
    beyond = [SCOPE_WORDS[scope] for scope in scopes if scope not in scopes_given_by(by)]
    if beyond:
        answers.append(Refused(f"Your role cannot give: {', '.join(beyond)}", field="scopes"))
    if not scopes:
        answers.append(Refused("Select what the token may read", field="scopes"))
    if Scope.IDENTIFIERS in scopes and Scope.EXTRACTS not in scopes:
        answers.append(Refused("Identifiers are in extracts alone: select Extracts as well", field="scopes"))
    if expires_on <= today:
        answers.append(Refused("The last day must be in the future", field="expires_on"))
    if expires_on > today + LONGEST_LIFE:
        answers.append(Refused("A token lasts a year at most", field="expires_on"))
    return tuple(answers) or (Allowed(),)


def may_be_revoked(token: Token, by: User) -> Answer:
    """Answer whether somebody may revoke a token: their own, or any for who manages accounts."""
    if token.revoked_at is not None:
        return Refused("This token was revoked already.")
    if token.made_by_id == by.pk or by.may(Permission.MANAGE_ACCOUNTS):
        return Allowed()
    return Refused("Only who made a token, or a system administrator, revokes it.")
