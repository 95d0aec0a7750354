"""The demonstration as Django knows it."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Has no models of its own: all it brings goes through the doors of the nouns."""

    name = "lodestar.exchange.demonstration"
    label = "demonstration"
