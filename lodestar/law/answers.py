"""Whether the law lets something be done: yes with the limit it sets, or no with the reason."""

from dataclasses import dataclass
from datetime import date

from lodestar.law.citation import Citation


@dataclass(frozen=True, slots=True)
class Lawful:
    """It may be done; `by_on`, where there is a limit, is the last lawful day, inclusive."""

    citation: Citation
    because: str
    by_on: date | None = None


@dataclass(frozen=True, slots=True)
class Unlawful:
    """It may not be done, and why, in words fit for the screen."""

    reason: str
    citation: Citation
