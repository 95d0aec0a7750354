"""The room as a Django app, so that its templates and static files are found."""

from django.apps import AppConfig


class GovukConfig(AppConfig):
    """What a page looks like in any council service."""

    name = "lodestar.govuk"
    label = "govuk"
    verbose_name = "Pages"
