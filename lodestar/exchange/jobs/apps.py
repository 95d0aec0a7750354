"""Background work as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Pieces of work that a worker does."""

    name = "lodestar.exchange.jobs"
    label = "jobs"
