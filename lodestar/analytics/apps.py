"""Analytics as a Django app."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """Keeps figures that were worked out, with the rows they were counted over."""

    name = "lodestar.analytics"
    label = "analytics"
