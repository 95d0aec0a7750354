"""The noun as Django knows it."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Holds review meetings."""

    name = "lodestar.casework.meetings"
    label = "meetings"
