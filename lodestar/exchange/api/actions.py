"""Doing: making a token and revoking it."""

import secrets
from collections.abc import Collection
from datetime import date, datetime

from lodestar.access.answers import require
from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.exchange.api.models import Token
from lodestar.exchange.api.policies import may_be_made, may_be_revoked
from lodestar.exchange.api.queries import digest_of
from lodestar.exchange.api.states import Scope

# So that a secret is known for what it is where it turns up: in a log, or in a file that was shared.
BEGINS = "lodestar_"


@records(EventKind.TOKEN_MADE)
def make_token(
    *, name: str, scopes: Collection[Scope], expires_on: date, today: date, by: User, at: datetime
) -> str:
    """Make a token that is good until the end of a day and return its secret, which is kept nowhere.

    Raises NotAllowed for what its maker may not give.
    """
    name = " ".join(name.split())
    require(*may_be_made(by, name=name, scopes=scopes, expires_on=expires_on, today=today))
    secret = BEGINS + secrets.token_urlsafe(32)
    ordered = [scope.value for scope in Scope if scope in scopes]
    token = Token.objects.create(
        name=name, digest=digest_of(secret), scopes=ordered, made_at=at, made_by=by, expires_on=expires_on
    )
    note(subject=token, after={"name": name, "scopes": ordered, "expires_on": expires_on})
    return secret


@records(EventKind.TOKEN_REVOKED)
def revoke_token(*, token: Token, by: User, at: datetime) -> None:
    """Revoke a token: no call is answered with it any more. Raises NotAllowed."""
    token = Token.objects.select_for_update().get(pk=token.pk)
    require(may_be_revoked(token, by))
    token.revoked_at, token.revoked_by = at, by
    token.save(update_fields=["revoked_at", "revoked_by"])
    note(subject=token, after={"name": token.name})
