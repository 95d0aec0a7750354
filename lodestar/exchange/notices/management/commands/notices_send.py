"""`lodestar notices send`: send what waits in the outbox."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from lodestar.access.queries import the_system
from lodestar.exchange.notices.channels import the_channel
from lodestar.exchange.notices.sending import Sent, send_waiting


class Command(BaseCommand):
    """Send what waits, once or every so many seconds."""

    help = "Send the notices that wait: by email, or by GOV.UK Notify where that is set."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how often to look."""
        parser.add_argument("--once", action="store_true", help="send what waits and end (the default)")
        parser.add_argument(
            "--loop", type=int, metavar="SECONDS", help="go on, looking every so many seconds"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Send until nothing more is due; then end, or wait and look again."""
        by, channel = the_system(), the_channel()
        while True:
            done = send_waiting(channel=channel, by=by, clock=timezone.now)
            while done.messages or done.not_wanted or done.failed:
                self.stdout.write(
                    f"{done.messages} messages with {done.notices} notices sent, {done.not_wanted} not wanted, "
                    f"{done.waiting} put off, {done.failed} given up"
                )
                done = send_waiting(channel=channel, by=by, clock=timezone.now)
            if done != Sent():
                self.stdout.write(f"{done.waiting} put off")
            if not options["loop"]:
                return
            time.sleep(max(1, options["loop"]))
