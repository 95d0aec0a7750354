"""What surrounds every page: the council's name, where one can go, and who is signed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the service navigation. `count` is a number worth looking at, shown beside the words."""

    text: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The words around a page. `signed_in_name` is empty when nobody is signed in."""

    council_name: str
    service_name: str
    navigation: tuple[NavigationItem, ...] = ()
    signed_in_name: str = ""
    signed_in_as: str = ""
    sign_out_href: str = ""
    demonstration: bool = False


Navigation = Callable[[HttpRequest], Sequence[NavigationItem]]


@lru_cache(maxsize=8)
def _navigation_at(dotted_path: str) -> Navigation:
    found: Navigation = import_string(dotted_path)
    return found


def bare_frame() -> PageFrame:
    """Return the frame from settings alone, without session or database (for the page of a failure)."""
    return PageFrame(
        council_name=getattr(settings, "COUNCIL_NAME", "The council"),
        service_name=getattr(settings, "SERVICE_NAME", "Lodestar"),
        demonstration=bool(getattr(settings, "DEMO", False)),
    )


def _sign_out_href() -> str:
    route = getattr(settings, "PAGE_SIGN_OUT_ROUTE", "")
    if not route:
        return ""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return `frame` for the templates: a context processor.

    Settings: COUNCIL_NAME, SERVICE_NAME, DEMO, PAGE_NAVIGATION (dotted path of a function of the request that
    returns NavigationItems) and PAGE_SIGN_OUT_ROUTE (a route name that signs out on POST).
    The signed-in person's `name` and, if they have one, `role_name` are shown.
    """
    frame = bare_frame()
    person: Any = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    dotted_path = getattr(settings, "PAGE_NAVIGATION", None)
    items = _navigation_at(dotted_path)(request) if dotted_path else ()
    return {
        "frame": replace(
            frame,
            navigation=tuple(items),
            signed_in_name=str(getattr(person, "name", "") or person.get_username()) if signed_in else "",
            signed_in_as=str(getattr(person, "role_name", "")) if signed_in else "",
            sign_out_href=_sign_out_href() if signed_in else "",
        )
    }
