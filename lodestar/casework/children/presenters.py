"""Words for a child's rows: what a person reads on the child's page, in lists and in corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lodestar.casework.children.queries import (
    CareRecord,
    CaseRoleRow,
    CorrectionRow,
    PeriodRow,
    PlacementRow,
    SpellRow,
    StatusRow,
)
from lodestar.casework.children.states import (
    CASE_ROLE_WORDS,
    CATEGORY_OF_NEED_WORDS,
    CHANGE_REASON_WORDS,
    DISABILITY_WORDS,
    END_REASON_WORDS,
    LEGAL_STATUS_WORDS,
    PLACEMENT_TYPE_WORDS,
    PROVIDER_WORDS,
    CaseRoleKind,
    Location,
    Planned,
    SameCarer,
)
from lodestar.casework.children.words import LONDON, in_words

NOT_RECORDED = "Not recorded"
LOCATION_WORDS = {Location.INSIDE: "Inside the county", Location.OUTSIDE: "Outside the county"}
MISSING_WORDS = {"M": "Missing", "A": "Away without authorisation"}
ROW_KIND_WORDS = {
    "periodofcare": "Period of care",
    "legalstatus": "Legal status",
    "placement": "Placement",
    "review": "Review",
    "child": "Description of the child",
    "caserole": "Part in the case",
    "schoolattended": "School",
    "adoptiondecision": "Decision to place for adoption",
    "unaccompaniedstatus": "Unaccompanied asylum-seeking child",
    "missingepisode": "Time missing",
    "deprivationofliberty": "Deprivation of liberty order",
    "disability": "Disability",
    "relationship": "Relationship",
    "restriction": "Restriction of the record",
    "previouspermanence": "Previous permanence",
}
COLUMN_WORDS = {
    "from_on": "From",
    "until_on": "Until",
    "code": "Code",
    "type": "Placement type",
    "provider": "Provider",
    "carer": "Carer",
    "urn": "Ofsted number",
    "postcode": "Postcode",
    "home_postcode": "Home postcode",
    "miles_from_home": "Miles from home",
    "location": "Inside or outside the county",
    "planned": "Planned move",
    "same_carer": "Same carer",
    "change_reason": "Why it ended",
    "end_reason": "Why it ended",
    "category_of_need": "Category of need",
    "start_seen": "First day known",
    "held_on": "Held on",
    "kind": "Kind",
    "participation": "How the child took part",
    "born_on": "Date of birth",
    "first_name": "First name",
    "last_name": "Last name",
    "preferred_name": "Preferred name",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "language": "Language",
    "interpreter_needed": "Interpreter needed",
    "communication_needs": "Communication needs",
    "unique_pupil_number": "Unique pupil number",
    "is_mother": "Is a mother",
    "own_child_born_on": "Own child's date of birth",
    "name": "Name",
    "year_group": "Year group",
}
# Columns that name another row by number: nothing a reader could use.
NOT_SHOWN = frozenset({"period_id", "child_id", "person_id", "team_id", "other_child_id"})


def between(from_on: date, until_on: date | None) -> str:
    """Return the time in which a row held: "From 2 March 2026", "2 March 2026 to 5 April 2026".

    The end is the first day it no longer held, as the record of care gives it (the day of the move).
    """
    return f"From {in_words(from_on)}" if until_on is None else f"{in_words(from_on)} to {in_words(until_on)}"


def status_in_words(status: StatusRow | None) -> str:
    """Return a legal status as the service says it."""
    return NOT_RECORDED if status is None else LEGAL_STATUS_WORDS.get(status.code, status.code)


def placement_in_words(placement: PlacementRow | None) -> str:
    """Return where a child lives: "Foster care with Mrs Okafor", "Children's home"."""
    if placement is None:
        return NOT_RECORDED
    words = PLACEMENT_TYPE_WORDS.get(placement.type, placement.type)
    return f"{words}: {placement.carer}" if placement.carer else words


def provider_in_words(placement: PlacementRow | None) -> str:
    """Return who provides a placement."""
    if placement is None or not placement.provider:
        return NOT_RECORDED
    return PROVIDER_WORDS.get(placement.provider, placement.provider)


def distance_in_words(placement: PlacementRow | None) -> str:
    """Return where a placement lies: "Outside the county, 12.4 miles from home"."""
    if placement is None:
        return NOT_RECORDED
    parts = []
    if placement.location:
        parts.append(LOCATION_WORDS[Location(placement.location)])
    if placement.miles_from_home is not None:
        miles = f"{placement.miles_from_home.normalize():f}"
        parts.append(f"{miles} mile{'' if miles == '1' else 's'} from home")
    return ", ".join(parts) or NOT_RECORDED


def arrival_in_words(placement: PlacementRow) -> str:
    """Return how a child came to a placement: "Planned move", "Unplanned move, with the same carer"."""
    words = "Unplanned move" if placement.planned == Planned.UNPLANNED else "Planned move"
    return f"{words}, with the same carer" if placement.same_carer == SameCarer.SAME_CARER else words


def change_in_words(placement: PlacementRow) -> str:
    """Return why a placement ended; blank where it has not, or to and from a temporary stay."""
    return CHANGE_REASON_WORDS.get(placement.change_reason, placement.change_reason)


def end_in_words(period: PeriodRow) -> str:
    """Return why a child ceased to be looked after; blank while they are."""
    return END_REASON_WORDS.get(period.end_reason, period.end_reason)


def need_in_words(period: PeriodRow) -> str:
    """Return why a child came into care."""
    return CATEGORY_OF_NEED_WORDS.get(period.category_of_need, period.category_of_need) or NOT_RECORDED


def role_in_words(role: CaseRoleRow) -> str:
    """Return a person's part in the case: "Allocated social worker: Ann Lee, Looked-after team"."""
    words = f"{CASE_ROLE_WORDS[CaseRoleKind(role.kind)]}: {role.person_name}"
    return f"{words}, {role.team_name}" if role.team_name else words


def disabilities_in_words(rows: tuple[SpellRow, ...]) -> str:
    """Return the disabilities that are recorded as continuing."""
    words = [DISABILITY_WORDS.get(r.what, r.what) for r in rows if r.until_on is None]
    return ", ".join(words) or "None recorded"


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction as a reader sees it: what it was about, each thing that changed, who, when and why."""

    about: str
    changes: tuple[tuple[str, str, str], ...]
    who: str
    when: str
    because: str


def correction_line(correction: CorrectionRow) -> CorrectionLine:
    """Return a correction in words; a row that was withdrawn shows what it said, and nothing now."""
    now: Mapping[str, Any] = correction.said_now or {}
    names = [name for name in correction.said_before if name not in NOT_SHOWN]
    names += [name for name in now if name not in names and name not in NOT_SHOWN]
    changes = tuple(
        (COLUMN_WORDS.get(name, name.replace("_", " ").capitalize()), plainly(before), plainly(after))
        for name in names
        if (before := correction.said_before.get(name)) != (after := now.get(name))
    )
    return CorrectionLine(
        about=ROW_KIND_WORDS.get(correction.row_kind, correction.row_kind),
        changes=changes,
        who=correction.corrected_by,
        when=in_words(correction.corrected_at.astimezone(LONDON).date()),
        because=correction.because,
    )


def plainly(value: Any) -> str:
    """Return a stored value as a reader would write it: days in words, codes by their words, blanks as a
    dash.
    """
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = str(value)
    for words in (
        LEGAL_STATUS_WORDS,
        PLACEMENT_TYPE_WORDS,
        PROVIDER_WORDS,
        CHANGE_REASON_WORDS,
        END_REASON_WORDS,
    ):
        if text in words:
            return f"{words[text]} ({text})"
    try:
        return in_words(date.fromisoformat(text))
    except ValueError:
        return text


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened in a child's care, on a day."""

    on: date
    words: str
    beside: str


def timeline(record: CareRecord) -> list[TimelineEntry]:
    """Return what happened in a child's care, latest first: care began and ended, moves and legal statuses."""
    entries: list[TimelineEntry] = []
    for period in record.periods:
        words = "Became looked after" if period.start_seen else "Looked after from the first day known"
        entries.append(TimelineEntry(period.from_on, words, need_in_words(period)))
        entries.extend(
            TimelineEntry(s.from_on, f"Legal status: {status_in_words(s)}", "") for s in period.statuses
        )
        for earlier, placement in zip((None, *period.placements), period.placements, strict=False):
            words = "First placement" if earlier is None else arrival_in_words(placement)
            why = change_in_words(earlier) if earlier is not None else ""
            beside = "; ".join(filter(None, (distance_in_words(placement), why)))
            entries.append(
                TimelineEntry(placement.from_on, f"{words}: {placement_in_words(placement)}", beside)
            )
        if period.until_on is not None:
            entries.append(TimelineEntry(period.until_on, "Ceased to be looked after", end_in_words(period)))
    entries.extend(
        TimelineEntry(m.from_on, MISSING_WORDS.get(m.what, m.what), between(m.from_on, m.until_on))
        for m in record.missing
    )
    return sorted(entries, key=lambda e: e.on, reverse=True)
