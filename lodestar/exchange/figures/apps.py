"""Figures at the border as a Django app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Reads returns for the measures and prints what they come to."""

    name = "lodestar.exchange.figures"
    label = "figures"
