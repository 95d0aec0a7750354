"""`lodestar decisions deem`: what no manager answered within the limit stands as agreed."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from lodestar.access.queries import the_system
from lodestar.casework.decisions.actions import deem_agreed
from lodestar.govuk.words import counted


class Command(BaseCommand):
    """Takes as agreed, by nobody, every decision whose five working days for an answer are over (R4.8)."""

    help = "Take as agreed every decision that was sent and that no team manager answered in 5 working days. Run daily."

    def handle(self, *args: object, **options: object) -> None:
        """Do it in one transaction and say how many."""
        number = deem_agreed(by=the_system(), at=timezone.now())
        self.stdout.write(f"{counted(number, 'decision')} taken as agreed without an answer.")
