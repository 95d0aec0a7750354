"""How old a child is on a day, and when they reach an age."""

from datetime import date

from lodestar.law.calendar import add_months

ADULT = 18
"""A child is under 18 (Children Act 1989 s.105(1))."""


def birthday(born_on: date, years: int) -> date:
    """Return the day on which a person born on `born_on` reaches `years` (R1.10 of the return: 1.10).

    A birth on 29 February is kept on 28 February in a year without one, as the national return counts it.
    """
    return add_months(born_on, 12 * years)


def age_on(born_on: date, day: date) -> int:
    """Return the age in completed years on `day` (15.9). Raises ValueError before birth."""
    if day < born_on:
        raise ValueError("A person has no age before the day of birth.")
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1
