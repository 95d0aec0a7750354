"""The national return as a Django app."""

from django.apps import AppConfig


class Ssda903App(AppConfig):
    """The national return of looked-after children."""

    name = "lodestar.exchange.ssda903"
    label = "ssda903"
