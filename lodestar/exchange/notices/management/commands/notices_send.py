"""`lodestar notices send`: sends out what people are to be told."""

import signal
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from lodestar.access.queries import the_system
from lodestar.exchange.notices.carriers import Carrier
from lodestar.exchange.notices.email import EmailCarrier
from lodestar.exchange.notices.notify import API_KEY, TEMPLATE, NotifyCarrier
from lodestar.exchange.notices.sending import Counts, send_what_waits
from lodestar.govuk.words import counted

SHORTEST_LOOP = 5


class Command(BaseCommand):
    """One round, or a round every so many seconds. Several may run side by side."""

    help = "Send out, by email or GOV.UK Notify, what people are to be told. Several may run at once; none sends twice."

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--once", action="store_true", help="send what waits now and stop (this is the default)"
        )
        how.add_argument(
            "--loop", type=int, metavar="SECONDS", help="go on, looking for more every so many seconds"
        )

    def handle(self, *args: object, **options: Any) -> None:
        pause = options["loop"]
        if pause is not None and pause < SHORTEST_LOOP:
            raise CommandError(f"--loop takes {SHORTEST_LOOP} seconds or more.", returncode=2)
        carrier = the_carrier()
        if pause is None:
            self.stdout.write(in_words(self.round(carrier)))
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        while True:
            try:
                counts = self.round(carrier)
                if counts.came_to_something():
                    self.stdout.write(in_words(counts))
            except DatabaseError as trouble:
                self.stderr.write(f"The database did not answer ({type(trouble).__name__}). Trying again.")
            close_old_connections()
            time.sleep(pause)

    def round(self, carrier: Carrier) -> Counts:
        """Send what waits now."""
        return send_what_waits(carrier, by=the_system(), clock=timezone.now)


def the_carrier() -> Carrier:
    """Return what carries the mails, by the settings. Raises CommandError, in words, where they do not suffice."""
    if settings.PRODUCTION and settings.SITE_ADDRESS.startswith("http://127.0.0.1"):
        raise CommandError("Set SITE_ADDRESS: mails tell people where to sign in.")
    if settings.NOTIFY_API_KEY or settings.NOTIFY_TEMPLATE:
        if not API_KEY.fullmatch(settings.NOTIFY_API_KEY):
            raise CommandError(
                "Set NOTIFY_API_KEY to a key of GOV.UK Notify, whole: it ends in two long numbers."
            )
        if not TEMPLATE.fullmatch(settings.NOTIFY_TEMPLATE):
            raise CommandError("Set NOTIFY_TEMPLATE to the number of a template of GOV.UK Notify.")
        return NotifyCarrier()
    if settings.PRODUCTION and not (settings.EMAIL_URL and settings.EMAIL_FROM):
        raise CommandError(
            "Set EMAIL_URL and EMAIL_FROM, or NOTIFY_API_KEY and NOTIFY_TEMPLATE: mail cannot leave."
        )
    return EmailCarrier()


def in_words(counts: Counts) -> str:
    """Return what a round came to."""
    said = [f"{counted(counts.mails, 'email')} sent, of {counted(counts.sent, 'notice')}."]
    if counts.not_wanted:
        said.append(f"{counted(counts.not_wanted, 'notice')} not for email.")
    if counts.to_try_again:
        said.append(f"{counted(counts.to_try_again, 'notice')} to be tried again.")
    if counts.failed:
        said.append(f"{counted(counts.failed, 'notice')} could not be sent.")
    return " ".join(said)
