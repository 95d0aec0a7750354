"""`lodestar run-due`: asks for the recurring work of this moment; for a timer, where no worker does it."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from lodestar.access.queries import the_system
from lodestar.exchange.jobs.due import run_due
from lodestar.exchange.jobs.states import KIND_WORDS
from lodestar.govuk.words import counted


class Command(BaseCommand):
    """Once a period for each, however often and on however many machines it is called."""

    help = (
        "Ask for the recurring work of this moment, once a period, and see to what dead workers left. "
        "A worker does so by itself every minute; this is for a timer. Any number may call it."
    )

    def handle(self, *args: object, **options: object) -> None:
        """Look once and say what it came to."""
        due = run_due(by=the_system(), at=timezone.now())
        for kind in due.asked_for:
            self.stdout.write(f"Asked for: {KIND_WORDS[kind].lower()}.")
        if due.taken_again:
            self.stdout.write(f"{counted(due.taken_again, 'piece')} of work to be taken again.")
        if due.given_up:
            self.stdout.write(f"{counted(due.given_up, 'piece')} of work given up.")
        if not (due.asked_for or due.taken_again or due.given_up):
            self.stdout.write("Nothing is due.")
