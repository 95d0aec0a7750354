"""The facts of a child's time in care that the review clock is counted from, and the local settings it is
counted by.

All spans are half-open: `from_on` is the first day, `until_on` the first day on which it no longer held
(15.1).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lodestar.law.calendar import NO_DAYS
from lodestar.law.citation import Citation

LEGAL_STATUSES = frozenset({"C1", "C2", "D1", "E1", "V2", "V3", "V4", "J1", "J2", "J3", "L1", "L2", "L3"})
"""The legal statuses of the national return (section 1.2)."""

SHORT_BREAK_STATUSES = frozenset({"V3", "V4"})
"""A series of short breaks, by break or by agreement."""

ADOPTIVE_PLACEMENTS = frozenset({"A3", "A4", "A5", "A6"})
TEMPORARY_PLACEMENTS = frozenset({"T0", "T1", "T2", "T3", "T4"})
PLACEMENT_TYPES = (
    ADOPTIVE_PLACEMENTS
    | TEMPORARY_PLACEMENTS
    | {"H5", "K1", "K2", "K3", "P1", "P2", "P3", "R1", "R2", "R3", "R5", "S1"}
    | {"U1", "U2", "U3", "U4", "U5", "U6", "Z1", "Z11", "Z12", "Z13", "Z14"}
)
"""The placement types of the national return of every year (section 1.5)."""


class CannotJudge(ValueError):
    """A history that cannot be judged, said in words with the field at fault.

    `field` is a path as the timetable's JSON names it ("periods[0].until"); `words` say what is wrong with
    it.
    """

    def __init__(self, field: str, words: str) -> None:
        self.field = field
        self.words = words
        super().__init__(f"{field}: {words}")


@dataclass(frozen=True, slots=True)
class LegalStatusSpell:
    """A legal status of the national return (`status`, such as "V2"), from a day until the next spell
    begins.
    """

    from_on: date
    status: str


@dataclass(frozen=True, slots=True)
class PlacementSpell:
    """A placement of the national return (`type`, such as "U6"), from a day until the next spell begins.

    `unplanned` says that the move into it was not planned (R3.16). It is not read on the placement that
    begins the period: that is an entry to care and no move.
    """

    from_on: date
    type: str
    unplanned: bool = False


@dataclass(frozen=True, slots=True)
class PeriodOfCare:
    """One unbroken time looked after, its legal statuses and placements (R1.7).

    A series of short breaks is one period, from the first day of the first break (SI 2010/959 reg 48(1)).
    `adoption_placed_on` alone says that a child is placed for adoption. `short_break_limit_broken_on` is
    the day a limit of reg 48(2) was broken, if one was (R3.30).
    """

    from_on: date
    until_on: date | None
    legal: tuple[LegalStatusSpell, ...]
    placements: tuple[PlacementSpell, ...]
    adoption_authorised_on: date | None = None
    adoption_placed_on: date | None = None
    short_break_limit_broken_on: date | None = None


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review, held on the day it was completed (3.6).

    `held_on` is None while it is adjourned or its meetings go on, and stays None when it is cancelled:
    neither is a review held (R3.36, R3.38). `opened_on` and `meetings` are the days before that.
    """

    held_on: date | None
    opened_on: date | None = None
    meetings: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestedReview:
    """A review that must be held sooner than the ordinary date: asked for on one day, due by another
    (R3.10-R3.14).
    """

    asked_on: date
    due_on: date
    because: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class CareHistory:
    """All that the clock needs to know of one child. The order within each tuple does not matter."""

    id: str | int
    born_on: date
    periods: tuple[PeriodOfCare, ...]
    reviews: tuple[HeldReview, ...]
    requests: tuple[RequestedReview, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """The authority's own settings. Nothing here can lengthen a statutory limit except a proclaimed
    holiday.

    `restart_on_unplanned_move` is the seed's policy R3.16; `review_date_basis` says which day of a review
    counts, that of its completion or of its first meeting (3.6); `extra_non_working_days` are bank holidays
    proclaimed since the table was made. A basis that is not one of the two is refused with ValueError.
    """

    restart_on_unplanned_move: bool = True
    review_date_basis: Literal["completed", "first_meeting"] = "completed"
    extra_non_working_days: frozenset[date] = NO_DAYS

    def __post_init__(self) -> None:
        if self.review_date_basis not in ("completed", "first_meeting"):
            raise ValueError('review_date_basis is "completed" or "first_meeting".')


STATUTE_ALONE = Policy(restart_on_unplanned_move=False)
"""The settings by which NI66 judges: the regulations and no local policy (15.6)."""
