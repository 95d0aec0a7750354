"""`lodestar audit verify`: was any event changed, removed or put in between?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lodestar.access.chain import examine, line_is_still

PLACES_TOLD = 20


class Command(BaseCommand):
    """Read the whole chain of events and say whether it holds: exit 0, or 1 with the places where it does not."""

    help = (
        "Check that no event was changed, removed or put in between. Prints the last line's hash: kept somewhere "
        "else, and given back with --noted, it proves also that the end was not cut off and the count put back."
    )

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noted", nargs=2, metavar=("LINE", "HASH"), help="a line and its hash as noted earlier"
        )

    def handle(self, *, noted: list[str] | None, **options: Any) -> None:
        if noted and not noted[0].isdigit():
            raise CommandError(f"'{noted[0]}' is not the number of a line.", returncode=2)
        found = examine()
        words = [broken.words for broken in found.broken[:PLACES_TOLD]]
        if len(found.broken) > PLACES_TOLD:
            words.append(f"… and {len(found.broken) - PLACES_TOLD:,} more places.")
        if noted and not line_is_still(int(noted[0]), noted[1]):
            words.append(f"Line {noted[0]} is gone, or is not the line whose hash was noted.")
        if words:
            raise CommandError("\n".join([f"The chain of {found.length:,} events does not hold.", *words]))
        self.stdout.write(f"The chain of {found.length} events holds.")
        if found.length:
            self.stdout.write(f"Its last line: {found.length} {found.last_hash}")
