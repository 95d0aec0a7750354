"""The marks a view carries about who may come in: everybody, or those whose role has a permission."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from lodestar.access.models import User
from lodestar.access.roles import Permission

View = TypeVar("View", bound=Callable[..., HttpResponse])


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in; every other view does."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def open_with_first_password(view: View) -> View:
    """Mark a view that a person may use before they have changed the password they were given."""
    view.open_with_first_password = True  # type: ignore[attr-defined]
    return view


def needs(permission: Permission) -> Callable[[View], View]:
    """Let a view be seen only by those whose role has a permission; others get the page that says so (403)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not asker(request).may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return gated  # type: ignore[return-value]

    return decorate


def asker(request: HttpRequest) -> User:
    """Return who is asking. Raises PermissionDenied where nobody is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
