"""A review as another place states it (the national return, the demonstration): what is brought in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IncomingReview:
    """A review held; `child` is the child's identifier.

    `participation` None: the place does not speak of it. `kind` None: worked out from how the child stood
    that day. `implausible_because` is the reason a named person gave for accepting a review that a check had
    held back; it lets a review of a child who was not looked after that day be held with the period nearest
    to it.
    """

    child: str
    held_on: date
    participation: str | None = None
    kind: str | None = None
    implausible_because: str = ""
    source_line: str = ""
