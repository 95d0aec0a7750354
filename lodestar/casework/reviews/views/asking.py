"""What every page about children asks first: who it is, when it is, and whether they may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import Access
from lodestar.casework.reviews.opening import access_now, child_by_id


@dataclass(frozen=True, slots=True)
class Asking:
    """A request's person, moment and day (London)."""

    person: User
    at: datetime
    today: date


class Masked(Exception):
    """The record is restricted: the person may ask for it with a reason."""

    def __init__(self, pk: int) -> None:
        """Keep whose record it is."""
        super().__init__("This record is restricted.")
        self.pk = pk


def asking(request: HttpRequest, needed: Permission | None = None) -> Asking:
    """Return who asks and when; the clock is read here. Raises PermissionDenied without the permission."""
    person = request.user
    if not isinstance(person, User):
        raise PermissionDenied
    if needed is not None and not person.may(needed):
        raise PermissionDenied("Your role does not include this page.")
    at = timezone.now()
    return Asking(person, at, timezone.localdate(at))


def the_child(who: Asking, pk: int) -> Any:
    """Return a child whose record is open to the person.

    Outside their reach there is no such page (404: not even that the child exists is told); a restricted record
    raises Masked.
    """
    child = child_by_id(pk)
    if child is None:
        raise Http404
    match access_now(who.person, child, on=who.today, at=who.at):
        case Access.OPEN:
            return child
        case Access.MASKED:
            raise Masked(pk)
    raise Http404


def or_ask_why(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead to the page that asks for a reason, where a view meets a restricted record."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Masked as masked:
            return redirect("open-with-reason", pk=masked.pk)

    return answered
