"""Asking after tokens."""

import hashlib

from django.db.models import QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.exchange.api.models import Token


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It is made by chance and long, so a plain hash cannot be turned round."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(secret: str) -> Token | None:
    """Return the token of a secret, or None."""
    return Token.objects.select_related("made_by").filter(digest=digest_of(secret)).first()


def tokens_seen_by(person: User) -> QuerySet[Token]:
    """Return the tokens a person may see, latest first: their own; everybody's, for who manages accounts."""
    tokens = Token.objects.select_related("made_by", "revoked_by").order_by("-made_at", "-pk")
    return tokens if person.may(Permission.MANAGE_ACCOUNTS) else tokens.filter(made_by=person)
