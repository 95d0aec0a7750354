"""The sender as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Has no models of its own: the outbox is kept where the deeds are (`lodestar.access`)."""

    name = "lodestar.exchange.notices"
    label = "notices"
