"""`lodestar clocks`: work every child's clock out anew from the facts."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from lodestar.casework.children.models import Child
from lodestar.casework.reviews import clock


class Command(BaseCommand):
    """Works every child's clock out anew; nothing a person said is changed."""

    help = "Work every child's review clock out anew, after a change of law or of a local setting."

    def handle(self, *args: object, **options: object) -> None:
        """Refresh every clock in one transaction and say how many."""
        with transaction.atomic():
            ids = list(Child.objects.order_by("pk").values_list("pk", flat=True))
            clock.refresh(child_ids=ids, at=timezone.now())
        self.stdout.write(f"{len(ids)} children's clocks worked out.")
