"""`lodestar ssda903 import DIR…`: one or several years of the national return into the register."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lodestar.access.models import User
from lodestar.access.roles import Role
from lodestar.exchange.ssda903.account import Account, FileAccount
from lodestar.exchange.ssda903.actions import import_return, try_return
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.refused import write_refused
from lodestar.exchange.ssda903.years import CollectionYear, year_named

SHOWN = 20


def collection_year(text: str) -> CollectionYear:
    """Return the collection year typed, such as 2025/26."""
    year = year_named(text)
    if year is None:
        raise ArgumentTypeError(f"'{text}' is not a collection year; write it as 2025/26")
    return year


class Command(BaseCommand):
    """Brings returns in, and says what became of every row."""

    requires_system_checks: list[str] = []  # pages are not needed to read a return
    help = "Bring one or several linked years of the national return into the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folders, the year, and whether to try only."""
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="DIR", help="folders or files of the return"
        )
        parser.add_argument(
            "--year", type=collection_year, help="the collection year, where names do not say it"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--refused", type=Path, metavar="FOLDER", help="where refused rows are written")
        parser.add_argument("--by", metavar="USERNAME", help="who brings it in (default: the import itself)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, import or try, and tell. Ends with 1 where something of the input could not be used."""
        missing = [str(p) for p in options["paths"] if not p.exists()]
        if missing:
            raise CommandError(f"There is no file or folder {missing[0]}.", returncode=2)
        by = self.person(options["by"])
        read = read_return(options["paths"], options["year"])
        if not read.rows and not read.refused:
            problems = "; ".join(f"{f.file}: {f.problem}" for f in read.problems)
            raise CommandError(f"There is nothing of a return to read. {problems}".strip())
        bring = try_return if options["dry_run"] else import_return
        account = bring(read=read, by=by, at=timezone.now(), progress=self.progress)
        self.end_progress()
        self.tell(account, dry_run=options["dry_run"])
        if read.refused:
            folder = options["refused"] or Path("refused-rows")
            written = write_refused(read.refused, folder)
            self.stdout.write(
                f"{account.refused:,} rows could not be read. Correct them here and import them again:"
            )
            for path in written:
                self.stdout.write(f"  {path}")
        if account.has_faults:
            raise CommandError(
                f"{account.refused:,} rows could not be read, {account.held_now:,} are held back; the rest is in.",
                returncode=1,
            )

    def person(self, username: str | None) -> User:
        """Return who brings the return in: a person by user name, or the import under its own name."""
        if username:
            person = User.objects.filter(username=username, is_active=True).first()
            if person is None:
                raise CommandError(
                    f"There is no person with the user name {username} who may sign in.", returncode=2
                )
            return person
        found = User.objects.filter(username="import").first()
        return found or User.objects.add(
            username="import", name="Return import", role=Role.ANALYST, is_active=False, is_system=True
        )

    def progress(self, what: str, done: int, of: int) -> None:
        """Show how far it is, where somebody watches."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{what}: {done:,} of {of:,}   ", ending="")

    def end_progress(self) -> None:
        """End the line of progress."""
        if sys.stderr.isatty():
            self.stderr.write("")

    def tell(self, account: Account, *, dry_run: bool) -> None:
        """Write the account: file by file, then the register, then what was read with a reservation."""
        title = "What would change (nothing was changed)" if dry_run else "What was done"
        self.stdout.write(f"{title}: return of {', '.join(account.years)}")
        head = ("file", "rows", "matched", "added", "replaced", "held", "refused")
        width = max([len(head[0]), *(len(name_of(f)) for f in account.files)])
        self.stdout.write(f"{head[0]:<{width}}" + "".join(f"{h:>10}" for h in head[1:]))
        for f in account.files:
            figures = (f.rows, f.matched, f.added, f.replaced, f.held, f.refused)
            line = f"{name_of(f):<{width}}" + "".join(f"{n:>10,}" for n in figures)
            self.stdout.write(f"{line}  {f.problem}".rstrip())
        for kind, counts in account.register.items():
            said = ", ".join(f"{n:,} {what}" for what, n in counts.items() if n)
            self.stdout.write(f"  {kind}: {said}")
        if account.unchanged:
            self.stdout.write("Nothing is new: the register is as it was.")
        for heading, lines in (
            ("Read through", account.tolerated),
            ("Years that contradict each other (the later is believed)", account.contradictions),
            ("The register says otherwise (and stays as it is)", account.disagreements),
            ("Notes", account.notes),
        ):
            self.several(heading, lines)

    def several(self, heading: str, lines: tuple[str, ...]) -> None:
        """Write the first of many lines, and how many more there are."""
        if not lines:
            return
        self.stdout.write(f"{heading}: {len(lines):,}")
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {line}")
        if len(lines) > SHOWN:
            self.stdout.write(f"  … and {len(lines) - SHOWN:,} more, on the page of this import")


def name_of(file: FileAccount) -> str:
    """Return a file's name with its year."""
    return file.file if file.year in file.file or not file.year else f"{file.year} {file.file}"
