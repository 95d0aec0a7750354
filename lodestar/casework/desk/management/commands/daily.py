"""`lodestar daily`: what falls due by itself when a day begins, in one command for whatever runs things daily."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from lodestar.access.queries import the_system
from lodestar.casework.children.pen import day_of
from lodestar.casework.decisions.actions import deem_agreed
from lodestar.casework.meetings.actions import tell_of_late_papers
from lodestar.govuk.words import counted


class Command(BaseCommand):
    """Takes unanswered decisions as agreed (R4.8) and tells of late reports (R4.4). A second run does nothing."""

    help = (
        "Do what falls due by itself: unanswered decisions taken as agreed, late reports told of. Run daily."
    )

    def handle(self, *args: object, **options: object) -> None:
        """Do each in a transaction of its own and say how many there were."""
        now = timezone.now()
        agreed = deem_agreed(by=the_system(), at=now)
        self.stdout.write(f"{counted(agreed, 'decision')} taken as agreed without an answer.")
        late = tell_of_late_papers(today=day_of(now), by=the_system(), at=now)
        self.stdout.write(f"People told of late reports for {counted(late, 'review')}.")
