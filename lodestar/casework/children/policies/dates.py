"""Which days can be true at all."""

from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.queries import Dated
from lodestar.casework.children.words import in_words
from lodestar.law.ages import birthday

RETURN_BEGINS = date(1991, 10, 14)
"""The Children Act 1989 came into force; no episode of the return begins before it (check 353)."""


def not_after_today(day: date, *, today: date, field: str) -> Answer:
    """Refuse a day that has not come yet: the register holds what has happened."""
    if day > today:
        return Refused(
            f"{in_words(day)} has not come yet. Enter today's date or an earlier one; record it when it "
            "happens.",
            field,
        )
    return Allowed()


def not_before_birth(day: date, *, born_on: date, field: str) -> Answer:
    """Refuse a day before the child was born (check 302)."""
    if day < born_on:
        return Refused(
            f"{in_words(day)} is before the child was born on {in_words(born_on)}. Check the date, or "
            "correct the "
            "date of birth first.",
            field,
            "SSDA903 check 302",
        )
    return Allowed()


def not_before_the_act(day: date, *, field: str) -> Answer:
    """Refuse a day before the Children Act 1989 was in force (check 353)."""
    if day < RETURN_BEGINS:
        return Refused(
            f"{in_words(day)} is before 14 October 1991, when the Children Act 1989 came into force. Check "
            "the year.",
            field,
            "SSDA903 check 353",
        )
    return Allowed()


def ends_after_it_starts(row: Dated, *, field: str, what: str) -> Answer:
    """Refuse a row that ends on or before its first day (CA 1989 s.22(2); checks 355 and 356)."""
    if row.until_on is None or row.until_on > row.from_on:
        return Allowed()
    if row.until_on == row.from_on:
        return Refused(
            f"{what} would start and end on {in_words(row.from_on)}. One that lasted less than a day is not "
            "recorded: "
            "enter a later end, or leave it out.",
            field,
            "CA 1989 s.22(2); SSDA903 check 355",
        )
    return Refused(
        f"{what} would end on {in_words(row.until_on)}, before it starts on {in_words(row.from_on)}. Check "
        "both dates.",
        field,
        "SSDA903 check 356",
    )


def by_the_birthday(day: date, *, born_on: date, years: int, field: str, what: str, citation: str) -> Answer:
    """Refuse a day after the child reached an age."""
    limit = birthday(born_on, years)
    if day > limit:
        return Refused(
            f"{what} on {in_words(day)}, after the child turned {years} on {in_words(limit)}. Enter a date "
            "on or "
            "before that birthday.",
            field,
            citation,
        )
    return Allowed()
