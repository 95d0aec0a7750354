"""The access room as a Django app."""

from django.apps import AppConfig


class AccessApp(AppConfig):
    """Who is asking, and the record that they asked."""

    name = "lodestar.access"
    label = "access"
