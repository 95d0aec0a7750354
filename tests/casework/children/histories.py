"""Histories of care made by hand, for rules that need no database."""

from dataclasses import replace
from datetime import date
from typing import Any

from lodestar.access.answers import Refused
from lodestar.casework.children.queries import CareRecord, PeriodRow, PlacementRow, SpellRow, StatusRow

TODAY = date(2026, 3, 16)
BEGAN = date(2025, 3, 3)


def a_record(
    born_on: date = date(2014, 5, 1), periods: tuple[PeriodRow, ...] = (), **facts: Any
) -> CareRecord:
    """Return a child's record, by default not looked after."""
    return CareRecord(child_id=1, identifier="K1", born_on=born_on, periods=periods, **facts)


def a_period(
    *steps: tuple[date, str],
    statuses: tuple[tuple[date, str], ...] = ((BEGAN, "C1"),),
    until: date | None = None,
    end_reason: str = "",
    **facts: Any,
) -> PeriodRow:
    """Return a period of care with placements and statuses that follow each other, each from a day."""
    steps = steps or ((BEGAN, "U6"),)
    return PeriodRow(
        id=1,
        from_on=steps[0][0],
        until_on=until,
        end_reason=end_reason,
        category_of_need="N1",
        placements=tuple(
            PlacementRow(id=10 + n, from_on=day, until_on=nxt, type=code, postcode=f"SY{n} 1AA")
            for n, (day, code, nxt) in enumerate(following(steps, until))
        ),
        statuses=tuple(
            StatusRow(id=20 + n, from_on=day, until_on=nxt, code=code)
            for n, (day, code, nxt) in enumerate(following(statuses, until))
        ),
        **facts,
    )


def following(steps: tuple[tuple[date, str], ...], until: date | None) -> list[tuple[date, str, date | None]]:
    """Return each step with the day on which the next begins."""
    days = [day for day, _ in steps]
    return [(day, code, nxt) for (day, code), nxt in zip(steps, [*days[1:], until], strict=True)]


def in_care(*steps: tuple[date, str], born_on: date = date(2014, 5, 1), **facts: Any) -> CareRecord:
    """Return the record of a child looked after in these placements, open unless `until` is given."""
    beside = {
        name: facts.pop(name) for name in ("adoption_decisions", "case_roles", "schools") if name in facts
    }
    return replace(a_record(born_on, (a_period(*steps, **facts),)), **beside)


def a_decision(from_on: date = BEGAN, until_on: date | None = None) -> SpellRow:
    """Return a decision that the child should be placed for adoption."""
    return SpellRow(from_on=from_on, until_on=until_on, id=30)


def reasons(answers: Any) -> list[Refused]:
    """Return the refusals among answers."""
    return [a for a in answers if isinstance(a, Refused)]
