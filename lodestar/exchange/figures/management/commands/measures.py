"""`lodestar measures`: every measure and table of a year, from the register or from returns."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lodestar.analytics.measures.answers import answers_of, tables_of, year_of
from lodestar.analytics.measures.rows import Rows
from lodestar.analytics.measures.year import Settings
from lodestar.exchange.figures.reading import Unreadable, rows_of_returns
from lodestar.exchange.figures.telling import as_json, as_text


def day(text: str) -> date:
    """Return a date typed the ISO way."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not a date; write it as 2026-03-31") from None


def number(text: str) -> int:
    """Return a number of people typed, with or without a thousands comma."""
    plain = text.replace(",", "")
    if not plain.isascii() or not plain.isdigit() or int(plain) == 0:
        raise ArgumentTypeError(f"'{text}' is not a number of children; write it as 60250")
    return int(plain)


class Command(BaseCommand):
    """Prints the figures. The same facts give the same figures from either source."""

    requires_system_checks: list[str] = []  # pages are not needed to count
    help = "Work out every measure and table for the year that ends on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the day, the source, the population and the form."""
        parser.add_argument(
            "--year-end", type=day, required=True, help="the last day of the year: 2026-03-31"
        )
        source = parser.add_mutually_exclusive_group()
        source.add_argument(
            "--from", dest="folders", nargs="+", type=Path, metavar="DIR", help="folders or files of returns"
        )
        source.add_argument("--from-database", action="store_true", help="the register (this is the default)")
        parser.add_argument("--population", type=number, help="children aged 0 to 17 who live in the area")
        parser.add_argument("--format", choices=["json", "text"], default="text")
        parser.add_argument(
            "--children", action="store_true", help="name the children in and out of each count"
        )
        parser.add_argument("--out", type=Path, metavar="FILE", help="write to a file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, count and tell. Ends with 1 where some rows could not be used."""
        ends_on: date = options["year_end"]
        rows = self.rows(options["folders"])
        chosen = Settings(
            restart_on_unplanned_move=settings.RESTART_ON_UNPLANNED_MOVE,
            population=options["population"] or self.population(ends_on, options["folders"]),
        )
        year = year_of(rows, ends_on, chosen)
        answers, tables = answers_of(year, children=options["children"]), tables_of(year)
        if options["format"] == "json":
            found = as_json(rows, ends_on, answers, tables, children=options["children"])
            text = json.dumps(found, ensure_ascii=False)
        else:
            text = as_text(rows, ends_on, answers, tables)
        if options["out"]:
            options["out"].write_text(f"{text}\n", encoding="utf-8")
        else:
            self.stdout.write(text)
        if rows.caveats:
            raise CommandError(
                f"The figures are made of the other rows. {' '.join(rows.caveats)}", returncode=1
            )

    def rows(self, folders: list[Path] | None) -> Rows:
        """Return the rows of the returns, or of the register where none are named."""
        if not folders:
            from lodestar.analytics.extract import rows_of_register

            return rows_of_register(at=timezone.now())
        missing = [str(path) for path in folders if not path.exists()]
        if missing:
            raise CommandError(f"There is no file or folder {missing[0]}.", returncode=2)
        try:
            return rows_of_returns(folders)
        except Unreadable as words:
            raise CommandError(f"There is nothing of a return to read. {words}") from None

    def population(self, ends_on: date, folders: list[Path] | None) -> int | None:
        """Return the number of children in the area that the register knows; none is known of files."""
        if folders:
            return None
        from lodestar.analytics.queries import population_of

        return population_of(ends_on)
