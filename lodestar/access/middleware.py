"""On for every page: sessions end, and nobody who is not signed in gets past the door."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from lodestar.access import sessions
from lodestar.access.carried import carried_from_post
from lodestar.access.forms import SignInForm
from lodestar.access.gates import open_to_all
from lodestar.access.models import User
from lodestar.access.sign_in_page import sign_in_page

__all__ = ["SessionLimits", "SignedInUnlessOpen", "open_to_all"]
Answer = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Ends a session that was idle too long, or that has lasted a working day."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign the person out where a limit has passed, and remember whose session it was."""
        if isinstance(request.user, User):
            at = timezone.now()  # noqa: TID251 - the door: a request's own time
            if sessions.has_ended(request.session, at):
                request.session_ended_of = request.user.pk  # type: ignore[attr-defined]
                logout(request)
            else:
                sessions.mark_seen(request.session, at)
        return self.get_response(request)


class SignedInUnlessOpen:
    """Sends whoever is not signed in to the sign-in page, unless the view is open to all."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep what a signed-in person was shown out of every cache: a desk may be shared."""
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Stop a request without a signed-in person, or with a password given by another, before its view runs."""
        if getattr(view, "open_to_all", False):
            return None
        if not isinstance(request.user, User):
            return self.sign_in_first(request)
        if request.user.must_change_password and not getattr(view, "open_with_first_password", False):
            return redirect("account")
        return None

    def sign_in_first(self, request: HttpRequest) -> HttpResponse:
        """Return the way to the sign-in page; what was typed into a form that was sent is given back, not lost."""
        whose = getattr(request, "session_ended_of", None)
        if request.method == "POST":
            carried = carried_from_post(request, whose)
            form = SignInForm(initial={"carried": carried.as_text()})
            return sign_in_page(request, form, ended=True, status=401)
        came_for = request.get_full_path()
        query = {} if came_for == "/" else {"next": came_for}
        if whose is not None:
            query["ended"] = "1"
        return HttpResponseRedirect(settings.LOGIN_URL + ("?" + urlencode(query) if query else ""))
