"""`lodestar demo`: the demonstration authority, made up and loaded through the doors."""

import time as stopwatch
from argparse import ArgumentTypeError
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from lodestar.access.models import User
from lodestar.access.roles import Role
from lodestar.analytics.actions import keep, work_out
from lodestar.analytics.comparators.actions import load_shipped_facts
from lodestar.analytics.days import days_shown, year_end_before
from lodestar.analytics.extract import rows_of_register
from lodestar.casework.children.models import Child
from lodestar.casework.children.states import Source
from lodestar.casework.children.words import LONDON
from lodestar.exchange.demonstration import figures
from lodestar.exchange.demonstration.actions import NO_PASSWORD, load_demonstration
from lodestar.exchange.demonstration.authority import made_up_authority
from lodestar.exchange.demonstration.in_hand import taken_in_hand
from lodestar.exchange.demonstration.running import run_reviews

# Before, some would have come to care under rules that the law room does not know.
FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2034, 12, 31)
MOST_CHILDREN = 20_000


class Command(BaseCommand):
    """Refuses wherever a real child could be near; otherwise makes the authority up and loads it whole."""

    help = (
        "Make the demonstration authority: made-up children, people and five years of history up to today. "
        "The same number of children, seed and day make the same authority."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--children",
            type=how_many,
            default=int(figures.CHILDREN.value),
            help="children looked after now (default: %(default)s)",
        )
        parser.add_argument("--seed", type=int, default=1, help="which authority (default: %(default)s)")
        parser.add_argument(
            "--today", type=a_day, help="the day it stands on, as 2026-03-16 (default: today)"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are children")
        parser.add_argument(
            "--rebuild", action="store_true", help="take the demonstration that is there away first"
        )

    def handle(
        self,
        *,
        children: int,
        seed: int,
        today: date | None,
        if_empty: bool,
        rebuild: bool,
        **options: object,
    ) -> None:
        refuse_unless_demonstrating()
        held = children_held()
        if held and if_empty:
            return
        refuse_beside_others()
        if rebuild:
            start_anew(connection.vendor, str(connection.settings_dict["NAME"]))
        elif held:
            raise CommandError(
                f"this database holds a demonstration of {held} children already. Add --rebuild to take it away "
                "first."
            )
        self.load(children, seed, today or timezone.localdate())

    def load(self, children: int, seed: int, today: date) -> None:
        """Make the authority up and load it, and say what was done."""
        began = stopwatch.monotonic()
        self.stdout.write(f"Making up {children} children as at {today} (seed {seed}) …")
        authority = made_up_authority(children=children, seed=seed, today=today)
        authority.in_hand = taken_in_hand(authority, seed)
        # A few minutes into the day, so that the same day gives the same rows whatever the hour.
        at = datetime.combine(today, time(0, 5), LONDON)
        with transaction.atomic():
            counts = load_demonstration(
                authority=authority, by=the_demonstration(), at=at, progress=self.tell
            )
            booked = run_reviews(
                authority.in_hand,
                today=today,
                at=at,
                progress=lambda done, of: self.tell("reviews in hand", done, of),
            )
            load_shipped_facts(by=the_demonstration(), at=at)
            work_figures_out(today, the_demonstration(), at)
        took = stopwatch.monotonic() - began
        self.stdout.write(
            f"{settings.COUNCIL_NAME}: {counts['children']} children ({children} looked after now, the others left "
            f"or have short breaks), {counts['reviews']} reviews, {counts['people']} people, {booked} reviews in hand; "
            f"{took:.1f} seconds."
        )

    def tell(self, what: str, done: int, of: int) -> None:
        """Say how far the loading has come, on a terminal only."""
        if self.stdout.isatty():
            self.stdout.write(f"  {done} of {of} ({what})", ending="\r" if done < of else "\n")
            self.stdout.flush()


def how_many(text: str) -> int:
    """Return a number of children, or raise ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or not 10 <= int(text) <= MOST_CHILDREN:
        raise ArgumentTypeError(f"a number of children from 10 to {MOST_CHILDREN}, not {text!r}")
    return int(text)


def a_day(text: str) -> date:
    """Return a day, or raise ArgumentTypeError."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"a day such as 2026-03-16, not {text!r}") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ArgumentTypeError(f"a day from {FIRST_DAY} to {LAST_DAY}, not {text}")
    return day


def refuse_unless_demonstrating() -> None:
    """Raise CommandError where the demonstration is not switched on."""
    if not settings.DEMO:
        raise CommandError(
            "the demonstration is switched off here, so that made-up children never come among real ones. "
            "Set DEMO=1 on a machine for trying things out."
        )


def children_held() -> int:
    """Return how many children the database holds; raise CommandError where it cannot say."""
    try:
        return Child.objects.count()
    except DatabaseError as error:
        raise CommandError(
            "the database is not set up yet. Run `python manage.py migrate` first (`make run` does it for you)."
        ) from error


def refuse_beside_others() -> None:
    """Raise CommandError where there is a child whom the demonstration did not make up."""
    others = Child.objects.exclude(source=Source.DEMONSTRATION).count()
    if others:
        raise CommandError(
            f"this database holds {others} children who are not the demonstration's. Nothing was changed: "
            "made-up children are never put among real ones."
        )


def start_anew(vendor: str, name: str) -> None:
    """Take the embedded database away and make an empty one; raise CommandError for any other database."""
    file = Path(name)
    if vendor != "sqlite" or not file.is_file():
        raise CommandError(
            "only the embedded database is made anew by this command, because events are never deleted. "
            "Drop and create this database, run `python manage.py migrate`, then `lodestar demo`."
        )
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    call_command("migrate", verbosity=0)


def work_figures_out(today: date, by: User, at: datetime) -> None:
    """Work out the figures of five years and of today, and keep those of the last year as a snapshot."""
    rows = rows_of_register(at=at)
    last = year_end_before(today)
    for day in sorted({*days_shown(last), *days_shown(today)}):
        worked_out = work_out(ends_on=day, by=by, at=at, rows=rows)
        if day == last:
            keep(
                figures=worked_out, name=f"Annual report {last.year - 1}/{last.year % 100:02d}", by=by, at=at
            )


def the_demonstration() -> User:
    """Return the system's name under which the demonstration is loaded; nobody signs in by it."""
    person, _ = User.objects.get_or_create(
        username="demonstration",
        defaults={
            "name": "Demonstration",
            "role": Role.SYSTEM_ADMINISTRATOR,
            "is_active": False,
            "is_system": True,
            "is_made_up": True,
            "password": NO_PASSWORD,
        },
    )
    return person
