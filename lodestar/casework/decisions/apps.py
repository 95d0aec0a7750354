"""The noun as Django knows it."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Holds the decision ledger."""

    name = "lodestar.casework.decisions"
    label = "decisions"
