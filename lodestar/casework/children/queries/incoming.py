"""A child's history as another place states it (the national return, the demonstration): what is brought in.

`None` means that the place does not speak of the thing at all, and so changes nothing; an empty value or list
states that there is none. Rows are half-open, and `until_on=None` states that a row is still open.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lodestar.casework.children.states import CaseRoleKind, Contact, Planned, RelationshipKind, SameCarer


@dataclass(frozen=True, slots=True)
class IncomingStatus:
    """A legal status in a period."""

    from_on: date
    until_on: date | None
    code: str
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPlacement:
    """A placement in a period; `change_reason` is why it ended, `planned` how the child came to it."""

    from_on: date
    until_on: date | None
    type: str
    provider: str | None = None
    urn: str | None = None
    postcode: str | None = None
    home_postcode: str | None = None
    miles_from_home: Decimal | None = None
    location: str | None = None
    planned: str = Planned.PLANNED
    same_carer: str = SameCarer.NEW_CARER
    change_reason: str = ""
    carer: str | None = None
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPeriod:
    """A period of care with what is in it."""

    from_on: date
    until_on: date | None
    statuses: tuple[IncomingStatus, ...]
    placements: tuple[IncomingPlacement, ...]
    end_reason: str = ""
    category_of_need: str | None = None
    start_seen: bool = True
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingAdoptionDecision:
    """The time in which the child may be placed for adoption."""

    from_on: date
    until_on: date | None
    end_reason: str = ""
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingUnaccompanied:
    """The time as an unaccompanied asylum-seeking child."""

    from_on: date
    until_on: date | None
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingMissing:
    """A time missing (M) or away without authorisation (A)."""

    from_on: date
    until_on: date | None
    kind: str
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingDeprivation:
    """A time under a deprivation of liberty order."""

    from_on: date
    until_on: date | None
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingCaseRole:
    """A person's part in managing the case; `person_id` and `team_id` are people and teams already held."""

    from_on: date
    until_on: date | None
    person_id: int
    kind: str = CaseRoleKind.SOCIAL_WORKER
    team_id: int | None = None
    change_reason: str = ""
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingSchool:
    """A school the child is on the roll of."""

    from_on: date
    until_on: date | None
    name: str
    year_group: str = ""
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingDisability:
    """A disability (children in need census code)."""

    from_on: date
    until_on: date | None
    code: str
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingRelationship:
    """A person who matters to the child: a name, or the identifier of another child brought in or held."""

    from_on: date
    until_on: date | None
    kind: str = RelationshipKind.OTHER
    name: str = ""
    other_child: str = ""
    has_parental_responsibility: bool = False
    contact: str = Contact.NOT_RECORDED
    is_address_confidential: bool = False
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPreviousPermanence:
    """How the child had left care for good before (the return's PREV_PERM, LA_PERM, DATE_PERM as written)."""

    code: str
    authority: str = ""
    ended_on_text: str = ""
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class IncomingChild:
    """One child's whole history as a place states it.

    The place speaks of the days from `speaks_from` until (not including) `speaks_until`; None: without limit.
    A believed row outside those days is left as it is, though the place does not state it; and where the
    place states as open a row that ended on or after `speaks_until`, it could not know of the end, which
    stays.
    """

    identifier: str
    born_on: date
    sex: str | None = None
    ethnicity: str | None = None
    unique_pupil_number: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    preferred_name: str | None = None
    language: str | None = None
    interpreter_needed: bool | None = None
    communication_needs: str | None = None
    is_mother: bool | None = None
    own_child_born_on: date | None = None
    speaks_from: date | None = None
    speaks_until: date | None = None
    periods: tuple[IncomingPeriod, ...] | None = None
    unaccompanied: tuple[IncomingUnaccompanied, ...] | None = None
    adoption_decisions: tuple[IncomingAdoptionDecision, ...] | None = None
    missing: tuple[IncomingMissing, ...] | None = None
    deprivations: tuple[IncomingDeprivation, ...] | None = None
    case_roles: tuple[IncomingCaseRole, ...] | None = None
    schools: tuple[IncomingSchool, ...] | None = None
    disabilities: tuple[IncomingDisability, ...] | None = None
    relationships: tuple[IncomingRelationship, ...] | None = None
    previous_permanence: IncomingPreviousPermanence | None = None
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Another source says otherwise than the register, whose word stands: told, never overwritten."""

    child: str
    kind: str
    row: int | None
    held: dict[str, object]
    stated: dict[str, object]
    words: str
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A row that could not be held, and why, in words."""

    child: str
    kind: str
    row: dict[str, object]
    why: str
    source_line: str = ""


@dataclass(slots=True)
class Counts:
    """How many rows of a kind were found as stated, added, ended, corrected or withdrawn."""

    matched: int = 0
    added: int = 0
    ended: int = 0
    corrected: int = 0
    withdrawn: int = 0

    @property
    def changed(self) -> int:
        """Return how many rows that were held are now otherwise: ended, corrected or withdrawn."""
        return self.ended + self.corrected + self.withdrawn


@dataclass(slots=True)
class BroughtIn:
    """What bringing histories in did: counts by kind of row, what was disputed and what could not be held.

    `child_ids` gives the register's id of every child spoken of, by identifier.
    """

    counts: dict[str, Counts]
    disagreements: list[Disagreement]
    not_held: list[NotHeld]
    child_ids: dict[str, int]
    children_changed: int = 0

    @property
    def is_unchanged(self) -> bool:
        """Return whether nothing was written."""
        return not any(c.added or c.changed for c in self.counts.values())
