"""Which codes may be used on a day, at an age, and together (2-law sections 1.2 to 1.8).

Each rule is one function that answers Allowed, or Refused with words that say what to mend, the form's field
at fault and the rule it rests on.
"""

from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.queries import CareRecord, PeriodRow
from lodestar.casework.children.states import (
    CHANGE_REASON_WORDS,
    END_REASON_WORDS,
    LEGAL_STATUS_WORDS,
    PLACEMENT_TYPE_WORDS,
    PROVIDER_WORDS,
    SHORT_BREAK_STATUSES,
    TEMPORARY_PLACEMENTS,
    YOUTH_JUSTICE_STATUSES,
)
from lodestar.casework.children.words import in_words
from lodestar.law.ages import ADULT, age_on, birthday

# Code: (first day it may begin, first day it may no longer begin), where it is not for all time.
STATUS_IN_USE: dict[str, tuple[date | None, date | None, str]] = {
    "D1": (None, date(2005, 12, 30), "SSDA903 check 445"),
    "E1": (date(2005, 12, 30), None, "SSDA903 check 446"),
}
PLACEMENT_IN_USE: dict[str, tuple[date | None, date | None, str]] = {
    "P2": (None, date(2023, 10, 28), "SSDA903 check 217t"),
    "H5": (None, date(2024, 4, 1), "SSDA903 guide 2024/25"),
    "K3": (date(2024, 4, 1), None, "SSDA903 guide 2024/25"),
    "Z1": (None, date(2025, 4, 1), "SSDA903 check 146 of 2025/26"),
    **{
        code: (date(2025, 4, 1), None, "SSDA903 check 146 of 2025/26")
        for code in ("Z11", "Z12", "Z13", "Z14")
    },
}
# Placement type: (youngest age, check).
PLACEMENT_FROM_AGE = {
    "K3": (16, "SSDA903 check 371"),
    "H5": (16, "SSDA903 check 371"),
    "P3": (14, "SSDA903 check 374"),
    "R5": (10, "SSDA903 check 372"),
    "S1": (4, "SSDA903 check 373"),
}
END_FROM_AGE = {
    "E5": (14, "SSDA903 check 387"),
    "E6": (14, "SSDA903 check 387"),
    "E7": (16, "SSDA903 check 389"),
    "E17": (18, "SSDA903 check 460"),
}
ADOPTED = frozenset({"E1", "E11", "E12"})
GUARDIANSHIP = frozenset({"E43", "E44", "E45", "E46", "E47", "E48"})
GUARDIANSHIP_TO_FORMER_CARER = frozenset({"E45", "E46"})
FOSTER_PLACEMENTS = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
LONG_TERM_FOSTER = frozenset({"U1", "U4"})
WITH_PLACEMENT_ORDER = frozenset({"A5", "A6"})
PLACEMENT_ORDERS = frozenset({"E1", "D1"})
# Provider: (placement types it may not be with, check); PR0 and P1 belong together.
NOT_WITH_PROVIDER = {
    "PR1": (frozenset({"P1", "R2", "R5"}), "SSDA903 check 527"),
    "PR2": (frozenset({"P1", "R2", "R5"}), "SSDA903 check 528"),
    "PR3": (
        frozenset({"P1", "A3", "A4", "A5", "A6", "K1", "K2"}) | FOSTER_PLACEMENTS,
        "SSDA903 check 529",
    ),
    "PR4": (frozenset({"P1"}), "SSDA903 check 530"),
    "PR5": (frozenset({"P1"}), "SSDA903 check 531"),
}


def listed(code: str, words: dict[str, str], *, field: str, what: str) -> Answer:
    """Refuse a code that is on no list."""
    if code in words:
        return Allowed()
    return Refused(f"Select {what} from the list.", field)


def in_use(
    code: str,
    on: date,
    spans: dict[str, tuple[date | None, date | None, str]],
    words: dict[str, str],
    field: str,
) -> Answer:
    """Refuse a code on a day on which it could not begin."""
    first, last, citation = spans.get(code, (None, None, ""))
    if first is not None and on < first:
        return Refused(
            f"{words[code]} ({code}) cannot start before {in_words(first)}. Choose what it was on "
            f"{in_words(on)}.",
            field,
            citation,
        )
    if last is not None and on >= last:
        return Refused(
            f"{words[code]} ({code}) cannot start on or after {in_words(last)}. Choose the one that took "
            "its place.",
            field,
            citation,
        )
    return Allowed()


def legal_status_in_use(code: str, on: date, *, field: str) -> Answer:
    """Refuse a legal status that could not begin on the day (checks 445 and 446)."""
    return in_use(code, on, STATUS_IN_USE, LEGAL_STATUS_WORDS, field)


def placement_type_in_use(code: str, on: date, *, field: str) -> Answer:
    """Refuse a placement type that could not begin on the day (2-law section 1.5)."""
    return in_use(code, on, PLACEMENT_IN_USE, PLACEMENT_TYPE_WORDS, field)


def too_young(born_on: date, on: date, years: int) -> bool:
    """Return whether the child has not reached an age on a day."""
    return on < birthday(born_on, years)


def legal_status_fits_age(code: str, on: date, *, born_on: date, field: str) -> Answer:
    """Refuse a youth justice status for a child under 10, the age of criminal responsibility (check 358)."""
    if code in YOUTH_JUSTICE_STATUSES and too_young(born_on, on, 10):
        return Refused(
            f"{LEGAL_STATUS_WORDS[code]} is for a child of 10 or over, and this child was under 10 on "
            f"{in_words(on)}. "
            "Choose another legal status, or check the date.",
            field,
            "SSDA903 check 358",
        )
    return Allowed()


def placement_fits_age(code: str, on: date, *, born_on: date, field: str) -> Answer:
    """Refuse a placement for a child too young for it (checks 371 to 374)."""
    years, citation = PLACEMENT_FROM_AGE.get(code, (0, ""))
    if years and too_young(born_on, on, years):
        return Refused(
            f"{PLACEMENT_TYPE_WORDS[code]} is for a child of {years} or over, and this child was under "
            f"{years} on "
            f"{in_words(on)}. Choose another placement type, or check the date.",
            field,
            citation,
        )
    return Allowed()


def fits_adulthood(status: str, placement: str, on: date, *, born_on: date, field: str) -> Answer:
    """Refuse, from the 18th birthday, all but section 20(5) in a children's home (check 359)."""
    if too_young(born_on, on, ADULT) or (status == "V2" and placement == "K2"):
        return Allowed()
    return Refused(
        f"The child was 18 or over on {in_words(on)}. After the 18th birthday a person is looked after only "
        "under "
        "section 20 in a children's home: end the period of care on the birthday, or check the date.",
        field,
        "CA 1989 s.20(5); SSDA903 check 359",
    )


def provider_fits_type(provider: str, placement: str, *, field: str) -> Answer:
    """Refuse a provider that cannot provide such a placement (checks 213, 527 to 531 and 550)."""
    if not provider:
        return Allowed()
    if placement in TEMPORARY_PLACEMENTS or placement.startswith("Z"):
        return Refused("Leave the provider blank for this placement type.", field, "SSDA903 check 213")
    barred, citation = NOT_WITH_PROVIDER.get(provider, (frozenset(), ""))
    if provider == "PR0" and placement != "P1":
        barred, citation = frozenset({placement}), "SSDA903 check 550"
    if placement in barred:
        return Refused(
            f"{PROVIDER_WORDS[provider]} cannot provide {PLACEMENT_TYPE_WORDS[placement]!r}. Choose another "
            "provider "
            "or another placement type.",
            field,
            citation,
        )
    return Allowed()


def status_fits_placement(status: str, placement: str, *, field: str) -> Answer:
    """Refuse a legal status and a placement type that cannot go together (checks 378, 382, 384 and 408)."""
    if status == "V2" and placement == "P1":
        return Refused(
            "A child accommodated under section 20 cannot be placed with their own parents. Check the legal "
            "status; "
            "if the child went home, end the period of care.",
            field,
            "SSDA903 check 378",
        )
    if status in SHORT_BREAK_STATUSES and placement in TEMPORARY_PLACEMENTS:
        return Refused(
            "A short break cannot be in a temporary placement. Choose where the break was spent.",
            field,
            "SSDA903 check 382",
        )
    if status in SHORT_BREAK_STATUSES and placement in LONG_TERM_FOSTER:
        return Refused(
            "A short break cannot be in long-term foster care. Choose another kind of foster care.",
            field,
            "SSDA903 check 384",
        )
    if placement in WITH_PLACEMENT_ORDER and status not in PLACEMENT_ORDERS:
        return Refused(
            "Placed for adoption with a placement order, but the legal status is not a placement order. "
            "Record the "
            "placement order first, or choose placed for adoption with consent.",
            field,
            "SSDA903 check 408",
        )
    return Allowed()


def change_reason_fits(
    reason: str, left: str, entered: str, on: date, *, born_on: date, field: str
) -> Answer:
    """Refuse a reason for change that is wanting, not wanted or not at this age (checks 225, 226, 234)."""
    temporary = left in TEMPORARY_PLACEMENTS or entered in TEMPORARY_PLACEMENTS
    if temporary and reason:
        return Refused(
            "Leave the reason blank for a move to or from a temporary placement.", field, "SSDA903 check 226"
        )
    if not temporary and not reason:
        return Refused("Select why the placement ended.", field, "SSDA903 check 225")
    if reason and reason not in CHANGE_REASON_WORDS:
        return Refused("Select why the placement ended from the list.", field)
    if reason == "CUSTOD" and too_young(born_on, on, 10):
        return Refused(
            "A child under 10 cannot move because of custody. Choose another reason, or check the date.",
            field,
            "SSDA903 check 234",
        )
    return Allowed()


def end_reason_fits(
    reason: str, period: PeriodRow, record: CareRecord, ended_on: date, *, field: str
) -> Answer:
    """Refuse a reason for ceasing that the child's age or care rules out (2-law section 1.8)."""
    if reason not in END_REASON_WORDS:
        return Refused("Select why the child ceased to be looked after.", field)
    words = END_REASON_WORDS[reason]
    years, citation = END_FROM_AGE.get(reason, (0, ""))
    if years and too_young(record.born_on, ended_on, years):
        return Refused(
            f"'{words}' is for a young person of {years} or over, and this child was "
            f"{age_on(record.born_on, ended_on)} on {in_words(ended_on)}. Choose another reason, or check "
            "the date.",
            field,
            citation,
        )
    adult = not too_young(record.born_on, ended_on, ADULT)
    if reason in ADOPTED | GUARDIANSHIP and adult:
        return Refused(
            f"'{words}' cannot be on or after the 18th birthday. Choose another reason, or check the date.",
            field,
            "SSDA903 check 386" if reason in ADOPTED else "SSDA903 check 407",
        )
    if reason in ADOPTED and not any(p.is_adoptive for p in period.placements):
        return Refused(
            "The child was never placed for adoption in this period of care. Record the adoptive placement "
            "first, or "
            "choose another reason.",
            field,
            "SSDA903 check 390",
        )
    last = period.placements[-1] if period.placements else None
    if reason in GUARDIANSHIP_TO_FORMER_CARER and (last is None or last.type not in FOSTER_PLACEMENTS):
        return Refused(
            "Special guardianship to a former foster carer needs foster care as the last placement. Choose "
            "special "
            "guardianship to another carer, or correct the placement.",
            field,
            "SSDA903 check 516",
        )
    return Allowed()
