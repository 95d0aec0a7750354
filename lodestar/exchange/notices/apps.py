"""Telling people as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Has no models of its own: the outbox is of the access room."""

    name = "lodestar.exchange.notices"
    label = "notices"
