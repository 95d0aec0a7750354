"""What a person types to make a token."""

from collections.abc import Collection
from typing import Any

from lodestar.exchange.api.states import SCOPE_HINTS, SCOPE_WORDS, Scope
from lodestar.govuk.forms import CheckboxesField, DateField, Form, TextField
from lodestar.govuk.once import OnceField


class TokenForm(Form):
    """A token: what it is for, what it may read, and until when."""

    name = TextField(
        label="What is the token for?",
        called="what the token is for",
        hint="The system that will read with it, for example Power BI of the performance team",
        max_length=80,
    )
    scopes = CheckboxesField(
        label="What may it read?",
        called="what the token may read",
        choices=[(scope.value, SCOPE_WORDS[scope]) for scope in Scope],
        hints={scope.value: SCOPE_HINTS[scope] for scope in Scope},
        coerce=Scope,
    )
    expires_on = DateField(
        label="On which day is it good for the last time?",
        called="the last day",
        hint="At most a year from today",
    )
    once = OnceField()

    def __init__(self, *args: Any, scopes: Collection[Scope], **kwargs: Any) -> None:
        """Offer the scopes that the person may give."""
        super().__init__(*args, **kwargs)
        offered = [(scope.value, SCOPE_WORDS[scope]) for scope in Scope if scope in scopes]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]

    def token(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        return {name: self.cleaned_data[name] for name in ("name", "scopes", "expires_on")}


class RevokeForm(Form):
    """Revoking a token."""

    once = OnceField()
