"""Addresses of the interface, and of the tokens it is read with."""

from django.urls import URLPattern, URLResolver, include, path

from lodestar.access.gates import open_to_all
from lodestar.exchange.api.endpoints import api
from lodestar.exchange.api.views import front, tokens

# Called without a session: the token in the header is the sign-in (`calls.BearerToken`).
called = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
for pattern in called:
    assert pattern.callback is not None
    open_to_all(pattern.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", front.front, name="api"),
    path("api/openapi.json", front.openapi, name="openapi"),
    path("api/", include(called)),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/make/", tokens.make_token, name="make-token"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke-token"),
]
