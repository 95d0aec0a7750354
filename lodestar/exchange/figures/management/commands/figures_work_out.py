"""`lodestar figures work-out`: every measure and table of a day, counted from the register and kept for the pages."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lodestar.access.queries import the_system
from lodestar.analytics.actions import work_out
from lodestar.analytics.days import days_shown, year_end_before
from lodestar.analytics.extract import rows_of_register
from lodestar.analytics.queries import years_worked_out
from lodestar.casework.children.pen import day_of
from lodestar.exchange.figures.management.commands.measures import day
from lodestar.govuk.words import plain_date


class Command(BaseCommand):
    """Works out the figures of today and of the last end of a year, and of earlier years that have none."""

    help = "Work out the figures that At a glance and Measures show. The daily work does it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the days, where others are wanted."""
        parser.add_argument(
            "--year-end", type=day, nargs="+", help="the last days of the twelve months: 2026-03-31"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work them out from the same rows and say which."""
        now = timezone.now()
        today = day_of(now)
        wanted: list[date] = options["year_end"] or [year_end_before(today), today]
        if max(wanted) > today:
            raise CommandError(f"{plain_date(max(wanted))} has not come yet.", returncode=2)
        earlier = [one for last in wanted for one in days_shown(last) if one not in wanted]
        there = years_worked_out(earlier)
        rows = rows_of_register(at=now)
        days = sorted({*wanted, *(one for one in earlier if one not in there)})
        for one in days:
            work_out(ends_on=one, by=the_system(), at=now, rows=rows)
        told = ", ".join(plain_date(one) for one in days)
        self.stdout.write(f"Figures worked out for the twelve months to {told}.")
