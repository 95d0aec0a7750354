"""Addresses of the interface, and of the tokens it is read with."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache

from lodestar.access.gates import open_to_all
from lodestar.exchange.api.endpoints import api
from lodestar.exchange.api.views import front, tokens


def called() -> list[URLPattern]:
    """Return the addresses that systems call: without a session, since the token is the sign-in (`calls`)."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    return [path(str(one.pattern), open_to_all(never_cache(one.callback)), name=one.name) for one in found]


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", front.front, name="api"),
    path("api/openapi.json", front.openapi, name="openapi"),
    path("api/", include(called())),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/make/", tokens.make_token, name="make-token"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke-token"),
]
