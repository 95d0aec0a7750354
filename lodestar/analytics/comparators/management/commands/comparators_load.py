"""`lodestar comparators load FILE…`: what others publish, read from the files as they are published."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from lodestar.access.models import User
from lodestar.access.queries import account_called, the_system
from lodestar.analytics.comparators.actions import LoadAccount, load_published
from lodestar.analytics.comparators.queries import known_areas
from lodestar.analytics.comparators.reading import read_published
from lodestar.analytics.comparators.rows import ReadFile
from lodestar.analytics.comparators.states import FORMAT_WORDS
from lodestar.govuk.words import counted

SHOWN = 20


class Command(BaseCommand):
    """Reads each file by itself: what cannot be read of one keeps nothing of another back."""

    requires_system_checks: list[str] = []
    help = (
        "Load published figures of England, regions and authorities: the DfE's numbers and rates of looked-after "
        "children, the ONS's mid-year populations, files of the Local Authority Interactive Tool, and the statistical "
        "neighbour model. Each file is known by its columns. Loading a file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, who loads them, and whether an older file may replace a newer."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV files as published")
        parser.add_argument("--by", metavar="USERNAME", help="who loads them (default: the system)")
        parser.add_argument(
            "--replace-newer",
            action="store_true",
            help="let a file replace figures that came from one covering later years",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every file and tell of each. Ends with 1 where something could not be read."""
        files: list[Path] = options["files"]
        for path in files:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.", returncode=2)
        by = self.person(options["by"])
        faulty = [
            path for path in files if not self.load(path, by=by, replace_newer=options["replace_newer"])
        ]
        if faulty:
            raise CommandError(
                f"{counted(len(faulty), 'file')} could not be read in full; the rest is loaded.", returncode=1
            )

    def person(self, username: str | None) -> User:
        """Return who loads the files: a person by user name, or the system."""
        if not username:
            return the_system()
        person = account_called(username)
        if person is None or not person.is_active:
            raise CommandError(
                f"There is no person with the user name {username} who may sign in.", returncode=2
            )
        return person

    def load(self, path: Path, *, by: User, replace_newer: bool) -> bool:
        """Load one file and tell of it; return whether all of it could be read."""
        try:
            content = path.read_bytes()
        except OSError as error:
            self.stderr.write(f"{path.name}: The file cannot be opened: {error.strerror}.")
            return False
        read = read_published(path.name, content, known_areas())
        if read.problem:
            self.stderr.write(f"{path.name}: {read.problem}")
            return False
        try:
            account = load_published(read=read, by=by, at=timezone.now(), replace_newer=replace_newer)
        except IntegrityError:
            self.stderr.write(
                f"{path.name}: Somebody else was loading the same figures; nothing of it was loaded. Load it again."
            )
            return False
        self.tell(read, account)
        return not read.has_faults

    def tell(self, read: ReadFile, account: LoadAccount) -> None:
        """Write what was done with a file, and what of it could not be read."""
        assert read.format is not None
        self.stdout.write(f"{read.name}: {FORMAT_WORDS[read.format]}")
        self.stdout.write(
            f"  {counted(read.records, 'line')} read; {counted(account.added, 'figure')} added, "
            f"{len(account.changed):,} changed, {account.unchanged:,} unchanged, {len(read.refusals):,} refused"
        )
        for remark in read.notes:
            self.stdout.write(f"  {remark}")
        self.several("Changed", account.changed)
        self.several("Left as a file of later years has them", account.left)
        for refusal in read.refusals[:SHOWN]:
            self.stderr.write(f"{read.name}, {refusal}")
        if len(read.refusals) > SHOWN:
            self.stderr.write(f"{read.name}: … and {len(read.refusals) - SHOWN:,} more like these")

    def several(self, heading: str, lines: tuple[object, ...]) -> None:
        """Write the first of many lines, and how many more there are."""
        if not lines:
            return
        self.stdout.write(f"  {heading}: {len(lines):,}")
        for line in lines[:SHOWN]:
            self.stdout.write(f"    {line}")
        if len(lines) > SHOWN:
            self.stdout.write(f"    … and {len(lines) - SHOWN:,} more")
