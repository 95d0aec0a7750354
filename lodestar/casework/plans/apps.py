"""The noun as Django knows it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Holds care plans."""

    name = "lodestar.casework.plans"
    label = "plans"
