"""The fuse box as a Django app: it brings the commands that are about the whole house."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """The fuse box."""

    name = "lodestar.config"
    label = "config"
