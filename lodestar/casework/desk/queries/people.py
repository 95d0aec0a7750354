"""The teams and people that a filter or a form offers."""

from django.db.models import QuerySet

from lodestar.access.models import Team


def teams() -> QuerySet[Team]:
    """Return every team, by name."""
    return Team.objects.order_by("name")
