"""The comparators as Django knows them."""

from django.apps import AppConfig


class ComparatorsConfig(AppConfig):
    """Keeps what is published of others, beside which our own figures are shown."""

    name = "lodestar.analytics.comparators"
    label = "comparators"
