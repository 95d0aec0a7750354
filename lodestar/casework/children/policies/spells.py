"""Can any other dated fact of a child be as a correction would have it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from lodestar.access.answers import Answer, Refused
from lodestar.casework.children.policies import dates
from lodestar.casework.children.policies.steps import refusals, spell_can_be
from lodestar.casework.children.queries import CareRecord, Dated, SpellRow, overlap
from lodestar.casework.children.states import CaseRoleKind
from lodestar.casework.children.words import in_words

WHAT = {
    "unaccompanied": "The time as an unaccompanied child",
    "adoption_decision": "The decision",
    "missing": "The time missing",
    "deprivation": "The order",
    "case_role": "The part in the case",
    "school": "The time at the school",
    "disability": "The disability",
    "relationship": "The relationship",
}


def may_be_so(
    record: CareRecord, kind: str, facts: dict[str, Any], *, row_id: int, today: date
) -> tuple[Refused, ...]:
    """Return why a row of a kind cannot be as `facts` say, judged with the child's other rows of that kind."""
    span = SpellRow(from_on=facts["from_on"], until_on=facts["until_on"])
    answers: list[Answer] = spell_can_be(
        record,
        from_on=span.from_on,
        # A child may be missing and found on one day: only of them may a row end on the day it begins.
        until_on=None if kind == "missing" and span.until_on == span.from_on else span.until_on,
        today=today,
        field="from_on",
        until_field="until_on",
        what=WHAT[kind],
    )
    if kind == "unaccompanied" and span.until_on is not None:
        answers.append(
            dates.by_the_birthday(
                span.until_on,
                born_on=record.born_on,
                years=18,
                field="until_on",
                what="It would end",
                citation="SSDA903 check 304",
            )
        )
    for other in _takes_turns_with(record, kind, facts, row_id):
        if overlap(span, other):
            answers.append(
                Refused(
                    f"It would share days with the one from {in_words(other.from_on)}. Check where one ends "
                    "and the "
                    "other starts.",
                    "from_on",
                )
            )
    return refusals(answers)


def _takes_turns_with(record: CareRecord, kind: str, facts: dict[str, Any], row_id: int) -> Iterable[Dated]:
    """Return the other rows that a row may not share a day with."""
    if kind == "school":
        return [r for r in record.schools if r.id != row_id]
    if kind == "adoption_decision":
        return [r for r in record.adoption_decisions if r.id != row_id]
    if kind == "case_role" and facts["kind"] == CaseRoleKind.SOCIAL_WORKER:
        return [r for r in record.case_roles if r.id != row_id and r.kind == CaseRoleKind.SOCIAL_WORKER]
    return []
