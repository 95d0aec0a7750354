"""The noun as a Django app."""

from django.apps import AppConfig


class AllocationApp(AppConfig):
    """The allocation noun of casework."""

    name = "lodestar.casework.allocation"
    label = "allocation"
