"""A session's two limits: idle too long, and longer than a working day. Moments are seconds since 1970."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from lodestar.access.models import User

STARTED, LAST_SEEN = "session_started", "session_last_seen"
# How stale the time last seen may get before it is written again: a write a minute is enough to end idle sessions.
SEEN_EVERY_SECONDS = 60
BY_NO_PASSWORD = "django.contrib.auth.backends.ModelBackend"


def begin(request: HttpRequest, person: User, *, at: datetime, backend: str | None = None) -> None:
    """Sign a person in under a new session key, so that a key planted before is worth nothing."""
    request.session.flush()
    login(request, person, backend=backend)
    request.session[STARTED] = request.session[LAST_SEEN] = at.timestamp()


def has_ended(session: SessionBase, at: datetime) -> bool:
    """Return whether a session is past its idle or its absolute limit."""
    now = at.timestamp()
    idle = now - session.get(LAST_SEEN, now)
    lasted = now - session.get(STARTED, now)
    return bool(idle > settings.SESSION_IDLE_MINUTES * 60 or lasted > settings.SESSION_HOURS * 3600)


def mark_seen(session: SessionBase, at: datetime) -> None:
    """Write down that the person was here, once a minute at most."""
    now = at.timestamp()
    if STARTED not in session:
        session[STARTED] = now
    if now - session.get(LAST_SEEN, 0) > SEEN_EVERY_SECONDS:
        session[LAST_SEEN] = now
