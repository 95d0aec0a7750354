"""What somebody had typed when their session ended, carried through the sign-in page so that it is not lost."""

import json
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 200_000
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "password", "new_password", "new_password_again"})


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that was sent after the session ended: where to, and what was typed into it."""

    action: str
    typed: tuple[tuple[str, str], ...]

    def as_text(self) -> str:
        """Return it as one hidden field holds it."""
        return json.dumps([self.action, self.typed])


def carried_from_post(request: HttpRequest) -> Carried:
    """Return what a request would have sent, passwords left out."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED
        for value in values
        if isinstance(value, str)
    ]
    return Carried(request.get_full_path(), tuple(typed))


def carried_from_text(text: str, request: HttpRequest) -> Carried | None:
    """Return what a hidden field carries, or None where there is nothing, or nothing that belongs to this site."""
    if not text or len(text) > LONGEST:
        return None
    try:
        action, typed = json.loads(text)
        pairs = tuple((str(name), str(value)) for name, value in typed)
    except (ValueError, TypeError):
        return None
    if not isinstance(action, str) or not is_of_this_site(action, request):
        return None
    return Carried(action, pairs)


def is_of_this_site(address: str, request: HttpRequest) -> bool:
    """Return whether an address leads nowhere but to this site."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
