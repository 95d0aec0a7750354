"""The noun as Django knows it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Holds the records of reviews."""

    name = "lodestar.casework.records"
    label = "records"
