"""The noun as a Django app."""

from django.apps import AppConfig


class ChildrenApp(AppConfig):
    """The children noun of casework."""

    name = "lodestar.casework.children"
    label = "children"
