"""The sign-in page, as the view and the middleware both show it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.models import User
from lodestar.access.roles import ROLE_WORDS, Role
from lodestar.govuk.parts import FormPage


def demonstration_people() -> list[tuple[str, str, str]]:
    """Return (role, the role in words, name) of each demonstration person, in the order of roles.

    Empty unless the demonstration is switched on; people who exist are never among them.
    """
    if not settings.DEMO:
        return []
    wanted = [f"demo-{role.value}" for role in Role]
    people = User.objects.filter(username__in=wanted, is_made_up=True, is_active=True)
    names = {person.username: person.name for person in people if person.username == f"demo-{person.role}"}
    return [(r.value, ROLE_WORDS[r], names[f"demo-{r.value}"]) for r in Role if f"demo-{r.value}" in names]


def sign_in_page(request: HttpRequest, form: Any, *, ended: bool = False, status: int = 200) -> HttpResponse:
    """Return the sign-in page; `ended` says that a session ran out, so that nobody wonders."""
    context = {
        "form": form,
        "page": FormPage(title="Sign in", submit="Sign in", action=settings.LOGIN_URL),
        "ended": ended,
        "carries": bool(form["carried"].value()),
        "people": demonstration_people(),
        "demonstration_is_on": settings.DEMO,
        "next": form["next"].value() or "",
        "carried": form["carried"].value() or "",
    }
    return render(request, "access/sign_in.jinja", context, status=status)
