"""The front page of the interface and its OpenAPI document: open to all, since they hold no figure."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lodestar.access.gates import open_to_all
from lodestar.access.models import User
from lodestar.exchange.api.endpoints import api
from lodestar.exchange.api.policies import may_have_tokens
from lodestar.exchange.api.presenters import address_lines


@open_to_all
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what there is to be read, and how to get a token."""
    person = request.user
    context = {
        "addresses": address_lines(),
        "site": settings.SITE_ADDRESS,
        "calls": settings.API_CALLS_A_MINUTE,
        "may_have_tokens": isinstance(person, User) and may_have_tokens(person),
    }
    return render(request, "api/front.jinja", context)


@open_to_all
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document."""
    return JsonResponse(the_document())


@lru_cache(maxsize=1)
def the_document() -> dict[str, Any]:
    """Return the OpenAPI document: the same as long as the program is."""
    return dict(api.get_openapi_schema(path_prefix="/api/"))
