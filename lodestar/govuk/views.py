"""The pages of a refusal or failure, in plain words. Named in the root urls as handler400 ... handler500."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader

from .page_frame import bare_frame


def _told(request: HttpRequest | None, template: str, status: int, **words: Any) -> HttpResponse:
    page = loader.get_template(f"lodestar_govuk/errors/{template}.jinja")
    return HttpResponse(page.render({"frame": bare_frame(), **words}, request), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that could not be read (400), without navigation: the session may be at fault."""
    return _told(None, "400", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a person who may not see a page (403).

    Words in the PermissionDenied are for the reader ("Only a manager may ..."), and are shown.
    """
    return _told(request, "403", 403, reason=str(exception) if exception else "")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that is not there (404). The exception's words name code, so they are not shown."""
    return _told(request, "404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure of our own (500) from settings alone: no session, no database, no navigation."""
    return _told(None, "500", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose one-time token did not fit (settings.CSRF_FAILURE_VIEW)."""
    return _told(None, "csrf", 403)
