"""The noun as Django knows it."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Holds ratings."""

    name = "lodestar.casework.ratings"
    label = "ratings"
