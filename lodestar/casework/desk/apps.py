"""The noun as a Django app."""

from django.apps import AppConfig


class DeskApp(AppConfig):
    """The desk noun of casework."""

    name = "lodestar.casework.desk"
    label = "desk"
