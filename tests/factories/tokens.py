"""Factories of tokens."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from lodestar.access.models import User
from lodestar.exchange.api.models import Token
from lodestar.exchange.api.queries import digest_of
from lodestar.exchange.api.states import Scope

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
_numbers = count(1)


def a_token(
    by: User, *, scopes: Iterable[Scope] = (Scope.MEASURES,), secret: str = "", **facts: Any
) -> Token:
    """Return a saved token of a secret."""
    said = {"name": "Power BI", "made_at": AT, "made_by": by, "expires_on": date(2100, 1, 1), **facts}
    digest = digest_of(secret or f"secret {next(_numbers)}")
    return Token.objects.create(digest=digest, scopes=[scope.value for scope in scopes], **said)
