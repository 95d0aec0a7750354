"""What a made-up child's care is to come to: settled first, so that the figures come out; told in full afterwards."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lodestar.exchange.demonstration import figures
from lodestar.exchange.demonstration.chance import apportioned, shuffled

ONE_DAY: Final = timedelta(days=1)
A_YEAR: Final = 365.25
SIXTEEN: Final = 5844
FIFTEEN: Final = 5479
ELEVEN: Final = 4018
OLDEST: Final = 6540
SUPPORTED_FROM: Final = date(2024, 4, 1)
KINSHIP: Final = frozenset({"U1", "U2", "U3"})
FOSTER: Final = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
ADOPTIVE: Final = frozenset({"A3", "A4", "A5", "A6"})
SUPPORTED: Final = frozenset({"K3", "H5"})


@dataclass(slots=True, eq=False)
class Plan:
    """One child: born, looked after from and until, with the legal status and the placement it comes to.

    `family` is shared by brothers and sisters, whose care begins together. `until_on` None: looked after now.
    `lives_with_eldest`: has lived all the time where the eldest brother or sister has.
    """

    family: int
    born_on: date
    from_on: date
    until_on: date | None = None
    status: str = "C2"
    place: str = "U6"
    end_reason: str = ""
    is_unaccompanied: bool = False
    is_far: bool = False
    is_disabled: bool = False
    came_before: bool = False
    lives_with_eldest: bool = False
    is_without_iro: bool = False

    def days_in_care(self, today: date) -> int:
        """Return how many days of care there are up to the end, or today."""
        return ((self.until_on or today) - self.from_on).days

    def age_in_days(self, day: date) -> int:
        """Return the age on a day, in days."""
        return (day - self.born_on).days


def entry_ages(rng: random.Random, count: int) -> list[int]:
    """Return ages at entry in days, in the seed's proportions; many babies come in the first days of life."""
    ages = []
    for low, high in apportioned(count, figures.ENTRY_AGES):
        if low == 0 and rng.random() < 0.4:
            ages.append(rng.randint(0, 8))
        else:
            ages.append(rng.randrange(low, high))
    return shuffled(rng, ages)


def groups(rng: random.Random, ages: list[int]) -> list[list[int]]:
    """Return the ages as families of one to three children, a year or more and at most nine years apart."""
    left = shuffled(rng, ages)
    families: list[list[int]] = []
    for size in shuffled(rng, apportioned(len(ages), figures.GROUP_SIZES)):
        if not left:
            break
        family = [left.pop()]
        while len(family) < size:
            fitting = next((place for place in last_places(left) if _fits(left[place], family)), None)
            if fitting is None:
                break
            family.append(left.pop(fitting))
        families.append(sorted(family, reverse=True))
    return families


def last_places(things: list[int]) -> range:
    """Return the places of the last hundred things, the last first: as good as all where their order is of chance."""
    return range(len(things) - 1, max(len(things) - 101, -1), -1)


def _fits(age: int, family: list[int]) -> bool:
    """Return whether a child of an age can be a brother or sister of these."""
    return all(330 <= abs(age - other) <= 3300 for other in family) and max(age, *family) < SIXTEEN
