"""What somebody had typed when their session ended, carried through the sign-in page so that it is not lost.

It travels in a hidden field, signed, so that what is offered to be sent again is what this service received, and
nothing that somebody else put there. It is kept nowhere on the server: nobody was signed in whose it could be.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500_000
GOOD_FOR_SECONDS = 24 * 3600
SALT = "lodestar.access.carried"
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "password", "new_password", "new_password_again"})
BEFORE_SIGNING_IN = ("/sign-in/", "/sign-out/", "/demo/sign-in/")


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that was sent after the session ended: where to, and what was typed into it.

    `whose` is the person whose session it was, where that is known: it is offered to nobody else. `had_files` says
    that files were chosen too; no browser hands those on.
    """

    action: str
    typed: tuple[tuple[str, str], ...]
    whose: int | None = None
    had_files: bool = False

    def as_text(self) -> str:
        """Return it, signed, as one hidden field holds it; empty where it is too long to carry."""
        said = [self.action, self.typed, self.whose, self.had_files]
        text = signing.dumps(said, salt=SALT, compress=True)
        return text if len(text) <= LONGEST else ""

    def is_for(self, person_id: int) -> bool:
        """Return whether it may be offered to a person who has signed in."""
        return self.whose is None or self.whose == person_id


def carried_from_post(request: HttpRequest, whose: int | None = None) -> Carried:
    """Return what a request would have sent, passwords left out."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED
        for value in values
        if isinstance(value, str)
    ]
    return Carried(request.get_full_path(), tuple(typed), whose, bool(request.FILES))


def carried_from_text(text: str, request: HttpRequest) -> Carried | None:
    """Return what a hidden field carries, or None where there is nothing, or nothing that this service signed."""
    if not text or len(text) > LONGEST:
        return None
    try:
        action, typed, whose, had_files = signing.loads(text, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if not is_of_this_site(action, request):
        return None
    return Carried(action, tuple((name, value) for name, value in typed), whose, had_files)


def is_of_this_site(address: str, request: HttpRequest) -> bool:
    """Return whether an address leads nowhere but to a page of this site that follows signing in."""
    return (
        address.startswith("/")
        and not address.startswith(BEFORE_SIGNING_IN)
        and url_has_allowed_host_and_scheme(
            address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
    )
