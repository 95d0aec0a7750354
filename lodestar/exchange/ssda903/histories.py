"""A child's whole history as the returns of several years state it.

All spans are half-open (2-law section 15.1). Each fact says from which row it comes; `end_seen` is off where no row
states the end, and `start_seen` where none states the beginning.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lodestar.exchange.ssda903.codes import ADOPTIVE, SHORT_BREAKS, TEMPORARY
from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.rows import ReturnRow, RowSource, Value
from lodestar.exchange.ssda903.years import CollectionYear


class Outcome(StrEnum):
    """What became of a row that was read: every row has exactly one."""

    USED = "used"
    MERGED = "merged"
    OVERRULED = "overruled"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class StatusSpell:
    """A legal status (LS) for as long as it lasted, over however many episodes."""

    code: str
    from_on: date
    until_on: date | None
    source: RowSource


@dataclass(frozen=True, slots=True)
class PlacementSpell:
    """A placement for as long as it lasted, over however many episodes.

    `is_planned` says how the child came to it, from the reason recorded on the episode before (2-law section 15.5);
    `change_reason` why it ended. `is_same_carer`: the child moved with the carer (RNE T or U).
    """

    type: str
    from_on: date
    until_on: date | None
    source: RowSource
    provider: str = ""
    urn: str = ""
    postcode: str = ""
    home_postcode: str = ""
    change_reason: str = ""
    is_planned: bool = True
    is_same_carer: bool = False

    @property
    def is_temporary(self) -> bool:
        """Return whether this is a temporary stay (T0 to T4), away from the placement before it."""
        return self.type in TEMPORARY


@dataclass(frozen=True, slots=True)
class EpisodeStated:
    """An episode as it is believed after all years were read: RNE and REC as the returns state them."""

    from_on: date
    until_on: date | None
    reason_new: str
    legal_status: str
    placement_type: str
    reason_ceased: str
    change_reason: str
    source: RowSource


@dataclass(frozen=True, slots=True)
class PeriodStated:
    """A period of care. `end_reason` is blank where no row states it, though the period has ended."""

    from_on: date
    until_on: date | None
    end_reason: str
    category_of_need: str
    source: RowSource
    statuses: tuple[StatusSpell, ...]
    placements: tuple[PlacementSpell, ...]
    episodes: tuple[EpisodeStated, ...]
    start_seen: bool = True
    end_seen: bool = True

    @property
    def is_short_breaks(self) -> bool:
        """Return whether the period is nothing but short breaks (V3, V4), which no headline count includes."""
        return all(s.code in SHORT_BREAKS for s in self.statuses)

    @property
    def adoption_placed_on(self) -> date | None:
        """Return the first day the child was placed for adoption (A3 to A6) in this period, or None."""
        return next((p.from_on for p in self.placements if p.type in ADOPTIVE), None)

    def holds_on(self, day: date) -> bool:
        """Return whether the child was looked after on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class ReviewStated:
    """A review held on a day; `participation` is blank where the return does not say."""

    held_on: date
    participation: str
    source: RowSource


@dataclass(frozen=True, slots=True)
class SpellStated:
    """Any other time with a code: `code` is what sort (MISSING), `end_reason` why it ended, "" where not said.

    Adoption decisions (DATE_PLACED), times missing, deprivations of liberty and time as an unaccompanied child.
    """

    from_on: date
    until_on: date | None
    source: RowSource
    code: str = ""
    end_reason: str = ""
    end_seen: bool = True


@dataclass(frozen=True, slots=True)
class SocialWorkerSpell:
    """The time a social worker was the child's; `change_reason` is why it became them (SW_REASON)."""

    worker: str
    from_on: date
    until_on: date | None
    change_reason: str
    source: RowSource
    end_seen: bool = True


@dataclass(frozen=True, slots=True)
class PreviousPermanence:
    """How the child had left care for good before (PREV_PERM, LA_PERM and DATE_PERM as written)."""

    code: str
    authority: str
    ended_on_text: str
    source: RowSource


@dataclass(frozen=True, slots=True)
class YearlyStatement:
    """What one year's return says of a child once: a row of OC2, OC3 or AD1, by field name."""

    table: Table
    year: CollectionYear
    values: Mapping[str, Value]
    source: RowSource


@dataclass(frozen=True, slots=True)
class ChildReturnHistory:
    """Everything the returns read say of one child, the later year believed where years differ.

    `years` are those in which a row of the child was read. `sex` is M, F or U; `ethnicity` NOBT where not known.
    """

    child: str
    born_on: date
    sex: str
    ethnicity: str
    unique_pupil_number: str
    is_mother: bool
    own_child_born_on: date | None
    source: RowSource
    years: tuple[CollectionYear, ...]
    periods: tuple[PeriodStated, ...] = ()
    reviews: tuple[ReviewStated, ...] = ()
    unaccompanied: tuple[SpellStated, ...] = ()
    adoption_decisions: tuple[SpellStated, ...] = ()
    missing: tuple[SpellStated, ...] = ()
    deprivations: tuple[SpellStated, ...] = ()
    social_workers: tuple[SocialWorkerSpell, ...] = ()
    previous_permanence: PreviousPermanence | None = None
    yearly: tuple[YearlyStatement, ...] = ()

    def period_on(self, day: date) -> PeriodStated | None:
        """Return the period of care a day lies in, or None."""
        return next((p for p in self.periods if p.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that could be read but cannot be true: kept, counted nowhere, until it is mended or accepted.

    `reason` says what to mend at the source; `rule_id` is the DfE's check where there is one, else begins LS.
    `can_be_accepted` where the register could hold it although it is implausible.
    """

    row: ReturnRow
    rule_id: str
    reason: str
    can_be_accepted: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rows that cannot both be true, and what was believed."""

    child: str
    table: Table
    rule_id: str
    kept: RowSource
    overruled: RowSource
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something read with a reservation, in words."""

    child: str
    table: Table
    rule_id: str
    source: RowSource
    words: str


@dataclass(frozen=True, slots=True)
class Stitched:
    """Whole histories by child, and what could not be part of them.

    `accounts` counts every row given by what became of it; the counts add up to the rows given.
    """

    histories: Mapping[str, ChildReturnHistory]
    held: tuple[HeldRow, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[Note, ...]
    accounts: Mapping[Outcome, int] = field(default_factory=dict)
    outcomes: tuple[tuple[ReturnRow, Outcome], ...] = ()
