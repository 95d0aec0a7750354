"""On for every page: sessions end, and nobody who is not signed in gets past the door."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from lodestar.access.carried import carried_from_post
from lodestar.access.forms import SignInForm
from lodestar.access.sign_in_page import sign_in_page

Answer = Callable[[HttpRequest], HttpResponse]
STARTED, LAST_SEEN = "session_started", "session_last_seen"
# How stale the time last seen may get before it is written again: a write a minute is enough to end idle sessions.
SEEN_EVERY_SECONDS = 60


def open_to_all(view: Any) -> Any:
    """Mark a view that needs no sign-in; every other view does."""
    view.open_to_all = True
    return view


class SessionLimits:
    """Ends a session that was idle too long, or that has lasted a working day."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign the person out where a limit has passed, and remember that this is why."""
        if request.user.is_authenticated:
            now = timezone.now()  # noqa: TID251 - the door: a request's own time
            if self.has_ended(request, now):
                logout(request)
                request.session_ended = True  # type: ignore[attr-defined]
            else:
                self.seen(request, now)
        return self.get_response(request)

    def has_ended(self, request: HttpRequest, now: datetime) -> bool:
        """Return whether the session is past its idle or its absolute limit."""
        seconds = now.timestamp()
        started = request.session.get(STARTED, seconds)
        seen = request.session.get(LAST_SEEN, seconds)
        return (
            seconds - seen > settings.SESSION_IDLE_MINUTES * 60
            or seconds - started > settings.SESSION_HOURS * 3600
        )

    def seen(self, request: HttpRequest, now: datetime) -> None:
        """Write down that the person was here, once a minute at most."""
        seconds = now.astimezone(UTC).timestamp()
        request.session.setdefault(STARTED, seconds)
        if seconds - request.session.get(LAST_SEEN, 0) > SEEN_EVERY_SECONDS:
            request.session[LAST_SEEN] = seconds


class SignedInUnlessOpen:
    """Sends whoever is not signed in to the sign-in page, unless the view is open to all."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Stop a request without a signed-in person before its view runs."""
        if request.user.is_authenticated or getattr(view, "open_to_all", False):
            return None
        return self.sign_in_first(request)

    def sign_in_first(self, request: HttpRequest) -> HttpResponse:
        """Return the way to the sign-in page; what was typed into a form that was sent is given back, not lost."""
        if request.method == "POST":
            carried = carried_from_post(request)
            return sign_in_page(
                request, SignInForm(initial={"carried": carried.as_text()}), ended=True, status=401
            )
        came_for = request.get_full_path()
        query = {} if came_for == "/" else {"next": came_for}
        if getattr(request, "session_ended", False):
            query["ended"] = "1"
        return HttpResponseRedirect(settings.LOGIN_URL + ("?" + urlencode(query) if query else ""))
