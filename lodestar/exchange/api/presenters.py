"""What a person reads of tokens and of what the interface gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.exchange.api.models import Token
from lodestar.exchange.api.states import SCOPE_WORDS, Scope
from lodestar.govuk.parts import Tag
from lodestar.govuk.words import date_and_time, listed, plain_date

ADDRESSES: Final = (
    ("/api/measures/", "Every measure of a year", Scope.MEASURES),
    (
        "/api/measures/NI62/",
        "One measure: value, numerator, denominator, definition, who was left out, what it stands beside",
        Scope.MEASURES,
    ),
    (
        "/api/measures/NI62/trend/",
        "One measure over five years, beside England, the region and the neighbours",
        Scope.MEASURES,
    ),
    ("/api/tables/", "Every table: how many children of each kind", Scope.TABLES),
    ("/api/tables/legal_status/", "One table", Scope.TABLES),
    (
        "/api/figures/",
        "The snapshots that were kept; add kept= and the id to the addresses above",
        Scope.MEASURES,
    ),
    ("/api/extracts/", "The tables of rows behind the figures", Scope.EXTRACTS),
    ("/api/extracts/placements.csv", "The rows of one table, as .csv or .parquet", Scope.EXTRACTS),
)


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address that systems call."""

    address: str
    gives: str
    scope: str


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A row of the list of tokens. `may_be_revoked`: whether the page offers it."""

    number: int
    name: str
    tag: Tag
    reads: str
    good_until: str
    last_used: str
    made: str
    may_be_revoked: bool


def address_lines() -> list[AddressLine]:
    """Return what the interface gives."""
    return [AddressLine(address, gives, SCOPE_WORDS[scope]) for address, gives, scope in ADDRESSES]


def token_lines(tokens: Iterable[Token], person: User, today: date) -> list[TokenLine]:
    """Return the rows of the list of tokens."""
    manages = person.may(Permission.MANAGE_ACCOUNTS)
    return [
        TokenLine(
            token.pk,
            token.name,
            tag_of(token, today),
            listed(SCOPE_WORDS[Scope(scope)] for scope in token.scopes),
            plain_date(token.expires_on),
            date_and_time(token.last_used, "Never"),
            f"{plain_date(token.made_at.date())} by {token.made_by.name}",
            token.revoked_at is None and (manages or token.made_by_id == person.pk),
        )
        for token in tokens
    ]


def tag_of(token: Token, today: date) -> Tag:
    """Return whether a token is good, in a word or two."""
    if token.revoked_at is not None:
        return Tag("Revoked", "grey")
    if token.expires_on < today:
        return Tag("Run out", "grey")
    return Tag("Good", "green") if token.made_by.is_active else Tag("Its maker has left", "grey")
