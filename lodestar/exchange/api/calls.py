"""Who calls, with which token, and how often: the door of the interface."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.exchange.api import queries
from lodestar.exchange.api.models import Token
from lodestar.exchange.api.policies import scopes_given_by
from lodestar.exchange.api.states import SCOPE_WORDS, Scope

WINDOW: Final = timedelta(minutes=1)
LONGEST_SAID: Final = 120
ASKED_BY: Final = ("year_end", "kept", "format")


class Refusal(Exception):
    """A call is not answered: the status, why in words, and headers that say what to do."""

    def __init__(self, status: int, words: str, headers: dict[str, str] | None = None) -> None:
        """Keep what the answer is made of."""
        super().__init__(words)
        self.status, self.words, self.headers = status, words, headers or {}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls and when: the person who made the token, and what it may read now."""

    token: Token
    scopes: frozenset[Scope]
    at: datetime
    today: date

    @property
    def person(self) -> User:
        """Return for whom the token reads."""
        return self.token.made_by

    @property
    def may_see_small(self) -> bool:
        """Return whether counts of 1 to 5 are shown."""
        return Scope.SMALL_NUMBERS in self.scopes


UNKNOWN: Final = "Send a token that is good: Authorization: Bearer lodestar_… See /api/ for how to get one."


class BearerToken(HttpBearer):
    """A token of this service in the Authorization header; the OpenAPI document says so."""

    def __call__(self, request: HttpRequest) -> Caller:
        """Return who calls. Raises Refusal: 401 without a good token, 429 where it calls too often."""
        words = request.headers.get("Authorization", "").split()
        if len(words) != 2 or words[0].lower() != "bearer":
            raise Refusal(401, UNKNOWN, {"WWW-Authenticate": 'Bearer realm="Lodestar"'})
        return self.authenticate(request, words[1])

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return who calls with a secret, and leave the event of the call."""
        at = timezone.now()  # noqa: TID251 - the door: a request's own time
        today = timezone.localdate(at)  # noqa: TID251
        found = queries.token_of(token)
        if found is None or not is_good(found, today):
            bearer = {"WWW-Authenticate": 'Bearer realm="Lodestar", error="invalid_token"'}
            raise Refusal(401, UNKNOWN, bearer)
        count_call(found, at)
        asked = {name: said(request.GET[name]) for name in ASKED_BY if request.GET.get(name)}
        what = {"token": found.pk, "name": found.name, "address": said(request.path), **asked}
        saw(EventKind.INTERFACE_CALLED, by=found.made_by, at=at, what=what)
        given = {Scope(scope) for scope in found.scopes if scope in set(Scope)}
        return Caller(found, frozenset(given & set(scopes_given_by(found.made_by))), at, today)


def said(typed: str) -> str:
    """Return what a system sent as an event can keep it: short, and without what no text holds (PostgreSQL: NUL)."""
    return "".join(one for one in typed[:LONGEST_SAID] if one.isprintable())


def is_good(token: Token, today: date) -> bool:
    """Return whether a token may be used on a day: not revoked, not run out, and its maker still works here."""
    maker = token.made_by
    return (
        token.revoked_at is None
        and token.expires_on >= today
        and maker.is_active
        and not maker.must_change_password
    )


def count_call(token: Token, at: datetime) -> None:
    """Count a call, so that a token calls so often a minute and no more. Raises Refusal (429) beyond that.

    The bookkeeping of the door, in one update for each case: calls that come at once are all counted.
    """
    this = Token.objects.filter(pk=token.pk)
    fresh = Q(window_from=None) | Q(window_from__lte=at - WINDOW)
    if this.filter(fresh).update(window_from=at, window_calls=1, last_used=at):
        return
    within = this.filter(window_calls__lt=settings.API_CALLS_A_MINUTE)
    if not within.update(window_calls=F("window_calls") + 1, last_used=at):
        since = this.values_list("window_from", flat=True).get() or at
        wait = max(1, round((since + WINDOW - at).total_seconds()))
        words = (
            f"This token may call {settings.API_CALLS_A_MINUTE} times a minute. Try again in {wait} seconds."
        )
        raise Refusal(429, words, {"Retry-After": str(wait)})


def caller(request: HttpRequest, needed: Scope) -> Caller:
    """Return who calls. Raises Refusal (403) where the token may not read this."""
    who: Caller = request.auth  # type: ignore[attr-defined]
    if needed not in who.scopes:
        raise Refusal(
            403, f"This token may not read this: it lacks “{SCOPE_WORDS[needed]}” ({needed.value})."
        )
    return who
