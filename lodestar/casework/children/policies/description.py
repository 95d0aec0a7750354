"""May a child be described so: identifier, birth, codes, names, and restriction of the record."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.policies import dates
from lodestar.casework.children.policies.codes import listed
from lodestar.casework.children.policies.steps import spell_can_be
from lodestar.casework.children.queries import CareRecord
from lodestar.casework.children.states import DISABILITY_WORDS, ETHNICITY_WORDS, SEX_WORDS
from lodestar.casework.children.words import in_words
from lodestar.law.ages import birthday

IDENTIFIER = re.compile(r"[0-9A-Za-z]{1,20}", re.ASCII)
# A letter and twelve characters, the last of which may be a letter; or why there is none (2-law section
# 1.11).
PUPIL_NUMBER = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]|UN[1-5]", re.ASCII)


def may_be_added(*, identifier: str, taken: bool) -> list[Answer]:
    """May a child be added under an identifier (R1.11: up to 20 letters and digits, never used again)?"""
    if not IDENTIFIER.fullmatch(identifier):
        return [
            Refused(
                "Enter the child's identifier: up to 20 letters and digits, without spaces.", "identifier"
            )
        ]
    if taken:
        return [
            Refused(
                f"There is a child with the identifier {identifier} already. An identifier is never used "
                "again: "
                "check it, or open that child's record.",
                "identifier",
                "SSDA903 guide, PERS001A",
            )
        ]
    return [Allowed()]


def can_be_described(
    facts: dict[str, Any], *, today: date, first_period_on: date | None = None
) -> list[Answer]:
    """Can a child be as the facts say; `first_period_on` is the first day of care held, if any."""
    born_on: date = facts["born_on"]
    answers: list[Answer] = [
        dates.not_after_today(born_on, today=today, field="born_on"),
        listed(facts["sex"], {str(k): v for k, v in SEX_WORDS.items()}, field="sex", what="the child's sex"),
        listed(facts["ethnicity"], ETHNICITY_WORDS, field="ethnicity", what="the child's ethnicity"),
    ]
    if first_period_on is not None and born_on > first_period_on:
        answers.append(
            Refused(
                f"The child has been in care from {in_words(first_period_on)}, before this date of birth. "
                "Check the "
                "date, or correct the period of care first.",
                "born_on",
                "SSDA903 check 302",
            )
        )
    number = facts["unique_pupil_number"]
    if number and not PUPIL_NUMBER.fullmatch(number):
        answers.append(
            Refused(
                "Enter the unique pupil number as a letter and 12 digits, or UN1 to UN5 where there is none.",
                "unique_pupil_number",
                "SSDA903 check 168",
            )
        )
    answers.extend(may_be_mother(facts, today=today))
    return answers


def may_be_mother(facts: dict[str, Any], *, today: date) -> list[Answer]:
    """Can the facts of the young person's own child be so (checks 611 and 612)?"""
    own: date | None = facts["own_child_born_on"]
    if own is None:
        return [Allowed()]
    if not facts["is_mother"]:
        return [
            Refused(
                "There is a date of birth of the young person's own child, but the record says they are not "
                "a "
                "mother. Change one or the other.",
                "is_mother",
                "SSDA903 check 612",
            )
        ]
    return [
        dates.not_after_today(own, today=today, field="own_child_born_on"),
        dates.not_before_birth(own, born_on=facts["born_on"], field="own_child_born_on"),
    ]


def may_be_called(name: str, held: Iterable[str]) -> list[Answer]:
    """May another name be recorded?"""
    if not name:
        return [Refused("Enter the name.", "name")]
    if name.casefold() in {n.casefold() for n in held}:
        return [Refused("This name is recorded already.", "name")]
    return [Allowed()]


def may_have_disability(record: CareRecord, code: str) -> list[Answer]:
    """May a disability be recorded: on the list, and not recorded already?"""
    if any(d.what == code and d.until_on is None for d in record.disabilities):
        return [Refused("This disability is recorded already.", "code")]
    return [listed(code, DISABILITY_WORDS, field="code", what="a disability")]


def may_be_unaccompanied(
    record: CareRecord, *, from_on: date, until_on: date | None, today: date
) -> list[Answer]:
    """May a time as an unaccompanied child be recorded: once, and over by the 18th birthday (check 304)?"""
    answers = spell_can_be(
        record,
        from_on=from_on,
        until_on=until_on,
        today=today,
        field="from_on",
        until_field="until_on",
        what="The time as an unaccompanied child",
    )
    adult_on = birthday(record.born_on, 18)
    if until_on is not None:
        answers.append(
            dates.by_the_birthday(
                until_on,
                born_on=record.born_on,
                years=18,
                field="until_on",
                what="It would end",
                citation="SSDA903 check 304",
            )
        )
    if from_on >= adult_on:
        answers.append(
            Refused(
                f"The young person turned 18 on {in_words(adult_on)}. Enter a day before that birthday.",
                "from_on",
                "SSDA903 check 304",
            )
        )
    held = record.unaccompanied[0] if record.unaccompanied else None
    if held is not None and (held.from_on != from_on or held.until_on not in (None, until_on)):
        answers.append(
            Refused("A time as an unaccompanied child is recorded already. Correct that one.", "from_on")
        )
    return answers


def may_be_restricted(record: CareRecord, *, because: str, from_on: date, today: date) -> list[Answer]:
    """May a record be restricted: with a reason, and not twice?"""
    answers: list[Answer] = [dates.not_after_today(from_on, today=today, field="from_on")]
    if not because.strip():
        answers.append(Refused("Say why the record is restricted.", "because"))
    if any(r.until_on is None for r in record.restrictions):
        answers.append(Refused("This record is restricted already.", None))
    return answers
