"""Doing once what was sent twice: the tokens that forms carry (`lodestar.govuk.once`), kept when they are spent."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from lodestar.access.models import UsedOnce
from lodestar.govuk.once import OnceRefused, read_token

# No page stays open longer than a session lasts, so an older token can come back no more.
KEPT_FOR = timedelta(days=2)


def spend(token: str, went_to: str, at: datetime) -> str | None:
    """Spend a token; return None the first time, and where the first click went every later time.

    Call it inside the transaction that does the deed, so that a deed that fails leaves the token unspent. A second
    click that comes while the first is still at work waits for it.
    """
    UsedOnce.objects.filter(used_at__lt=at - KEPT_FOR).delete()
    try:
        with transaction.atomic():
            UsedOnce.objects.create(token=token, used_at=at, went_to=went_to)
    except IntegrityError:
        return UsedOnce.objects.get(token=token).went_to
    return None


def went_before(signed: str) -> str | None:
    """Return where the first click of a form's signed token went, or None where it has not been spent."""
    try:
        token = read_token(signed)
    except OnceRefused:
        return None
    found = UsedOnce.objects.filter(token=token).first()
    return found.went_to if found is not None and found.went_to else None


def done_once(*, token: str, at: datetime, act: Callable[[], str]) -> str:
    """Do a deed unless its token is spent, in one transaction; return the address to go to, the same both times.

    `act` does the deed through an action and returns that address. What it raises leaves the token unspent.
    """
    with transaction.atomic():
        earlier = spend(token, "", at)
        if earlier is not None:
            return earlier
        went_to = act()
        UsedOnce.objects.filter(token=token).update(went_to=went_to)
        return went_to
