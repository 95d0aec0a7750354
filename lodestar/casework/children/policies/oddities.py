"""What may be true but is worth a second look: said beside the record, and never in anybody's way.

The limits of the return for temporary stays and short breaks, and statuses that have run on past what the law
allows without the next being recorded (2-law sections 1.2 and 1.5).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lodestar.casework.children.policies.steps import LONGEST
from lodestar.casework.children.queries import CareRecord, PlacementRow
from lodestar.casework.children.states import LEGAL_STATUS_WORDS, PLACEMENT_TYPE_WORDS
from lodestar.casework.children.words import in_words

# Placement type: (longest stay in days, its words, check).
LONGEST_STAY = {
    "T1": (42, "six weeks", "SSDA903 check 375"),
    "T3": (21, "three weeks", "SSDA903 check 376"),
    "T4": (7, "seven days", "SSDA903 check 379"),
}
PACE_DAYS = 21
SHORT_BREAK_DAYS = 17
FAR_FROM_HOME_MILES = 350
CARER_HOLIDAYS_A_YEAR = 2
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to look at again: in words, with the day it is about and the rule it rests on."""

    words: str
    on: date
    citation: str


def worth_a_look(record: CareRecord, *, today: date) -> tuple[Warned, ...]:
    """Return what in a child's care is unlikely, oldest first."""
    found = [*_statuses(record, today), *_stays(record, today), *_holidays(record), *_distances(record)]
    return tuple(sorted(found, key=lambda w: (w.on, w.words)))


def _statuses(record: CareRecord, today: date) -> Iterator[Warned]:
    """Yield legal statuses that have lasted longer than they may or mostly do."""
    limits = {
        **LONGEST,
        "J2": (PACE_DAYS, "21 days", "SSDA903 check 364"),
        "V3": (SHORT_BREAK_DAYS, "17 days", "SSDA903 check 365"),
    }
    for period in record.periods:
        for status in period.statuses:
            if status.code not in limits:
                continue
            days, words, citation = limits[status.code]
            if ((status.until_on or today) - status.from_on).days > days:
                yield Warned(
                    f"{LEGAL_STATUS_WORDS[status.code]} from {in_words(status.from_on)} has lasted longer "
                    "than "
                    f"{words}. Check whether another legal status followed.",
                    status.from_on,
                    citation,
                )


def _stays(record: CareRecord, today: date) -> Iterator[Warned]:
    """Yield temporary stays longer than the return allows."""
    for placement in _all_placements(record):
        if placement.type not in LONGEST_STAY:
            continue
        days, words, citation = LONGEST_STAY[placement.type]
        if ((placement.until_on or today) - placement.from_on).days > days:
            yield Warned(
                f"{PLACEMENT_TYPE_WORDS[placement.type]}, from {in_words(placement.from_on)}, has lasted "
                "longer than "
                f"{words}. Check whether the child returned or moved.",
                placement.from_on,
                citation,
            )


def _holidays(record: CareRecord) -> Iterator[Warned]:
    """Yield a third stay elsewhere within a year because the foster carer was on holiday."""
    days = sorted(p.from_on for p in _all_placements(record) if p.type == "T3")
    for first, third in zip(days, days[CARER_HOLIDAYS_A_YEAR:], strict=False):
        if third - first < A_YEAR:
            yield Warned(
                "More than two stays elsewhere within twelve months because the foster carer was on "
                "holiday. Check "
                "their placement types.",
                third,
                "SSDA903 check 377",
            )


def _distances(record: CareRecord) -> Iterator[Warned]:
    """Yield placements very far from home, or at home without being with the parents."""
    for placement in _all_placements(record):
        miles = placement.miles_from_home
        if miles is not None and miles > FAR_FROM_HOME_MILES:
            yield Warned(
                f"The placement from {in_words(placement.from_on)} is {miles} miles from home. Check the "
                "postcodes.",
                placement.from_on,
                "SSDA903 check 454",
            )
        if placement.postcode and placement.postcode == placement.home_postcode and placement.type != "P1":
            yield Warned(
                f"The placement from {in_words(placement.from_on)} has the home's postcode, but is not with "
                "parents. "
                "Check both.",
                placement.from_on,
                "SSDA903 check 392d",
            )


def _all_placements(record: CareRecord) -> Iterator[PlacementRow]:
    """Yield every placement of a child."""
    for period in record.periods:
        yield from period.placements
