"""The interface as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens, and what may be read with them."""

    name = "lodestar.exchange.api"
    label = "api"
