"""The child's care as frozen rows: what everybody above the models reads, and what the policies judge.

Intervals are half-open: `from_on` is the first day, `until_on` the first day it no longer held (2-law 15.1).
A row that is not in the register yet (a history as it would be after a change) has no `id`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, TypeVar

from lodestar.casework.children.states import (
    ADOPTIVE_PLACEMENTS,
    TEMPORARY_PLACEMENTS,
    CaseRoleKind,
    Location,
    Planned,
    SameCarer,
    Sex,
    Source,
)
from lodestar.law.ages import age_on


class Dated(Protocol):
    """Anything that held from a day until another."""

    @property
    def from_on(self) -> date:
        """The first day it held."""

    @property
    def until_on(self) -> date | None:
        """The first day it no longer held; None while it holds."""


D = TypeVar("D", bound=Dated)


def holds(row: Dated, day: date) -> bool:
    """Return whether a row is in force on a day."""
    return row.from_on <= day and (row.until_on is None or day < row.until_on)


def the_one_on(rows: Iterable[D], day: date) -> D | None:
    """Return the row in force on a day, or None.

    Where rows overlap, which no action allows, the one that began last is the answer: there is always one.
    """
    return max((r for r in rows if holds(r, day)), key=lambda r: r.from_on, default=None)


def overlap(one: Dated, other: Dated) -> bool:
    """Return whether two rows share a day."""
    return (other.until_on is None or one.from_on < other.until_on) and (
        one.until_on is None or other.from_on < one.until_on
    )


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A legal status in force from a day until another."""

    from_on: date
    until_on: date | None
    code: str
    id: int | None = None
    source: str = Source.PERSON
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """A placement; `change_reason` is why it ended, `planned` how the child came to it."""

    from_on: date
    until_on: date | None
    type: str
    provider: str = ""
    carer: str = ""
    urn: str = ""
    postcode: str = ""
    home_postcode: str = ""
    miles_from_home: Decimal | None = None
    location: str = Location.NOT_RECORDED
    planned: str = Planned.PLANNED
    same_carer: str = SameCarer.NEW_CARER
    change_reason: str = ""
    id: int | None = None
    source: str = Source.PERSON
    source_line: str = ""

    @property
    def is_temporary(self) -> bool:
        """Return whether this is a temporary stay away from the child's placement (T0-T4)."""
        return self.type in TEMPORARY_PLACEMENTS

    @property
    def is_adoptive(self) -> bool:
        """Return whether the child is placed for adoption here (A3-A6)."""
        return self.type in ADOPTIVE_PLACEMENTS


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period of care with the statuses and placements in it, each list in order of its days."""

    from_on: date
    until_on: date | None
    category_of_need: str = ""
    end_reason: str = ""
    start_seen: bool = True
    statuses: tuple[StatusRow, ...] = ()
    placements: tuple[PlacementRow, ...] = ()
    id: int | None = None
    source: str = Source.PERSON
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class CaseRoleRow:
    """A person's part in managing the case."""

    from_on: date
    until_on: date | None
    kind: str
    person_id: int
    person_name: str
    team_id: int | None = None
    team_name: str = ""
    id: int | None = None
    source: str = Source.PERSON


@dataclass(frozen=True, slots=True)
class SpellRow:
    """Any other dated fact of a child; `what` says which (a school's name, a disability's code, M or A)."""

    from_on: date
    until_on: date | None
    what: str = ""
    id: int | None = None
    source: str = Source.PERSON


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What was said before, what is said now, by whom, when and why."""

    row_kind: str
    old_row: int
    new_row: int | None
    said_before: dict[str, object]
    said_now: dict[str, object] | None
    corrected_at: datetime
    corrected_by: str
    because: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a child stood on one day: each question with its one answer.

    `placement` is where the child was that night; `settled_placement` the placement that a temporary stay
    (T0-T4) left, which is what a count at a date uses (2-law 15.9). `age` is in completed years, None before
    birth.
    """

    on: date
    age: int | None
    is_looked_after: bool
    period: PeriodRow | None
    legal_status: StatusRow | None
    placement: PlacementRow | None
    settled_placement: PlacementRow | None
    social_worker: CaseRoleRow | None
    school: SpellRow | None
    adoption_decision: SpellRow | None
    is_unaccompanied: bool
    is_restricted: bool

    @property
    def team(self) -> str:
        """Return the name of the team that the child's social worker acts for; empty where none is held."""
        return self.social_worker.team_name if self.social_worker else ""


@dataclass(frozen=True, slots=True)
class CareRecord:
    """All that is believed of one child's care, and what was corrected on the way."""

    child_id: int
    identifier: str
    born_on: date
    sex: str = Sex.UNKNOWN
    periods: tuple[PeriodRow, ...] = ()
    adoption_decisions: tuple[SpellRow, ...] = ()
    case_roles: tuple[CaseRoleRow, ...] = ()
    schools: tuple[SpellRow, ...] = ()
    unaccompanied: tuple[SpellRow, ...] = ()
    disabilities: tuple[SpellRow, ...] = ()
    missing: tuple[SpellRow, ...] = ()
    deprivations: tuple[SpellRow, ...] = ()
    restrictions: tuple[SpellRow, ...] = ()
    corrections: tuple[CorrectionRow, ...] = field(default=())

    @property
    def open_period(self) -> PeriodRow | None:
        """Return the period of care that has not ended, or None."""
        return next((p for p in self.periods if p.until_on is None), None)

    def age_on(self, day: date) -> int | None:
        """Return the child's age in completed years on a day, or None before birth."""
        return None if day < self.born_on else age_on(self.born_on, day)

    def is_looked_after(self, day: date) -> bool:
        """Return whether the child is looked after on a day."""
        return the_one_on(self.periods, day) is not None

    def standing_on(self, day: date) -> Standing:
        """Return how the child stood on a day."""
        period = the_one_on(self.periods, day)
        placements = period.placements if period else ()
        placement = the_one_on(placements, day)
        workers = [r for r in self.case_roles if r.kind == CaseRoleKind.SOCIAL_WORKER]
        return Standing(
            on=day,
            age=self.age_on(day),
            is_looked_after=period is not None,
            period=period,
            legal_status=the_one_on(period.statuses, day) if period else None,
            placement=placement,
            settled_placement=settled(placement, placements),
            social_worker=the_one_on(workers, day),
            school=the_one_on(self.schools, day),
            adoption_decision=the_one_on(self.adoption_decisions, day),
            is_unaccompanied=the_one_on(self.unaccompanied, day) is not None,
            is_restricted=the_one_on(self.restrictions, day) is not None,
        )


def settled(placement: PlacementRow | None, placements: Iterable[PlacementRow]) -> PlacementRow | None:
    """Return the placement, or the one that a temporary stay (T0-T4) left; None where it left none known."""
    if placement is None or not placement.is_temporary:
        return placement
    earlier = (p for p in placements if p.from_on < placement.from_on and not p.is_temporary)
    return max(earlier, key=lambda p: p.from_on, default=None)
