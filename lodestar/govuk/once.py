"""A guard against sending a form twice: a signed one-use token that a form carries.

This room makes and reads the token. Whoever records what was done keeps the tokens used, and refuses a
second use.
"""

import secrets
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError

from .forms.fields import HiddenField

SALT = "lodestar.govuk.once"
STALE = "This page was out of date, so nothing has been saved. Check it and send it again."


class OnceRefused(ValueError):
    """The token was not made by this service, or was changed on the way."""


def fresh_token() -> str:
    """Return a new signed token for one form on one page."""
    return signing.Signer(salt=SALT).sign(secrets.token_urlsafe(18))


def read_token(signed: str) -> str:
    """Return a token's random part, the same for each sending of one page; OnceRefused if it is not ours."""
    try:
        return signing.Signer(salt=SALT).unsign(signed)
    except signing.BadSignature as wrong:
        raise OnceRefused("The form's one-use token was not made here.") from wrong


class OnceField(HiddenField):
    """The hidden field that carries the token; its cleaned value is the token's random part (24 characters).

    A form that comes back with errors keeps its token: nothing was done with it yet.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(initial=fresh_token, error_messages={"required": STALE}, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the token's random part, or say that the page is out of date."""
        try:
            return read_token(super().clean(value))
        except OnceRefused as wrong:
            raise ValidationError(STALE, code="stale") from wrong

    def params(self, bound: Any) -> dict[str, Any]:
        """Return the token to print: the one sent, or a fresh one in place of one that was refused."""
        return {"value": fresh_token() if bound.errors else bound.value()}
