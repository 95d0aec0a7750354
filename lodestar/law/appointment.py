"""The independent reviewing officer: by when appointed, who may not be one, and for how many children
(section 2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lodestar.law.calendar import NO_DAYS, add_working_days
from lodestar.law.citation import Citation, Force
from lodestar.law.review_rules import in_words

SECTION_25A = Citation(
    "Children Act 1989 s.25A",
    "https://www.legislation.gov.uk/ukpga/1989/41/section/25A/2011-04-01",
    Force.STATUTE,
)
REG_46 = Citation(
    "SI 2010/959 reg 46",
    "https://www.legislation.gov.uk/uksi/2010/959/regulation/46/2011-04-01",
    Force.REGULATIONS,
)
HANDBOOK_CASELOAD = Citation("IRO Handbook 7.15", "", Force.STATUTORY_GUIDANCE)
_LOCAL_LIMIT = Citation("Local policy: naming the IRO", "", Force.LOCAL_POLICY)
_LOCAL_NOTICE = Citation("Local policy: telling the IRO manager", "", Force.LOCAL_POLICY)

APPOINTMENT_WORKING_DAYS = 5
"""Working days from the start in which an IRO is named (R2.3, good practice; a council may set fewer)."""

NOTICE_WORKING_DAYS = 2
"""Working days from the start in which the IRO manager is told (R2.3)."""


@dataclass(frozen=True, slots=True)
class AppointmentLimit:
    """The last day for a step of the appointment (`due_on`, inclusive), its source and the fact it rests
    on.
    """

    due_on: date
    citation: Citation
    because: str


def appointment_due(
    *,
    became_looked_after_on: date,
    working_days: int = APPOINTMENT_WORKING_DAYS,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> AppointmentLimit:
    """The authority must appoint an IRO before the first review (Children Act 1989 s.25A); five working
    days by custom.

    `working_days` is the authority's own limit (R2.3, R2.4), from the day the child became looked after.
    Raises BeyondKnownCalendar, and ValueError for a limit below 1.
    """
    return _working_days_from(became_looked_after_on, working_days, _LOCAL_LIMIT, extra_non_working_days)


def manager_told_by(
    *,
    became_looked_after_on: date,
    working_days: int = NOTICE_WORKING_DAYS,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> AppointmentLimit:
    """The IRO manager is told of a newly looked-after child within two working days (good practice, R2.3).

    `working_days` is the authority's own limit. Raises BeyondKnownCalendar, and ValueError for a limit
    below 1.
    """
    return _working_days_from(became_looked_after_on, working_days, _LOCAL_NOTICE, extra_non_working_days)


def _working_days_from(
    day: date, working_days: int, citation: Citation, extra: frozenset[date]
) -> AppointmentLimit:
    """Count an authority's own limit from the day the child became looked after."""
    if working_days < 1:
        raise ValueError("The limit is a whole number of working days from 1.")
    unit = "working day" if working_days == 1 else "working days"
    because = f"{working_days} {unit} from {in_words(day)}, the day the child became looked after"
    return AppointmentLimit(add_working_days(day, working_days, extra), citation, because)


class CaseRole(StrEnum):
    """What a person does or did in the child's case; all but the chair of conferences bar them from being
    the IRO.
    """

    SOCIAL_WORKER = "social worker"
    TEAM_MANAGER = "team manager"
    PERSONAL_ADVISER = "personal adviser"
    SUPERVISING_MANAGER = "supervising manager"
    BUDGET_HOLDER = "budget holder"
    CONFERENCE_CHAIR = "child protection conference chair"


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """One person's role in a child's case, from a day until the first day they no longer held it (None:
    still).
    """

    person: str
    role: CaseRole
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why a person is not independent, and the provision it comes from."""

    role: RoleHeld
    reason: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Independent:
    """The person may be the child's IRO. `flags` are things to know that do not stand in the way (R2.11)."""

    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """The person may not be the child's IRO, for each of these reasons."""

    reasons: tuple[Ground, ...]


_WHY_NOT: dict[CaseRole, str] = {
    CaseRole.SOCIAL_WORKER: "manages the case as the child's social worker",
    CaseRole.TEAM_MANAGER: "manages the child's social worker as team manager",
    CaseRole.PERSONAL_ADVISER: "is the child's personal adviser",
    CaseRole.SUPERVISING_MANAGER: "has management responsibility for someone who manages the case",
    CaseRole.BUDGET_HOLDER: "controls resources allocated to the case",
}
_WHY_NOT_PAST: dict[CaseRole, str] = {
    CaseRole.SOCIAL_WORKER: "managed the case as the child's social worker",
    CaseRole.TEAM_MANAGER: "managed the child's social worker as team manager",
    CaseRole.PERSONAL_ADVISER: "was the child's personal adviser",
    CaseRole.SUPERVISING_MANAGER: "had management responsibility for someone who managed the case",
    CaseRole.BUDGET_HOLDER: "controlled resources allocated to the case",
}


def independence(
    *, person: str, roles: Iterable[RoleHeld], period_from_on: date, on: date
) -> Independent | Conflict:
    """The IRO must not be involved in preparing the child's care plan or managing the case, nor be the
    representative who visits, the personal adviser, someone with management responsibility for one of
    these, or someone who controls the resources of the case (SI 2010/959 reg 46; R2.10, R2.11).

    `person` is the one to be tested, `roles` all roles held in the child's case by anyone, `period_from_on`
    the start of the period of care, `on` the day of the test. A role held on any day of the period up to
    then stands in the way, current or past; that past roles count is local policy. Roles that ended on or
    before the period began, or begin after `on`, do not. Chairing the child's child protection conferences
    is allowed and flagged.
    """
    reasons: list[Ground] = []
    flags: list[str] = []
    for held in sorted(roles, key=lambda role: (role.from_on, role.role)):
        if held.person != person or held.from_on > on:
            continue
        if held.until_on is not None and held.until_on <= period_from_on:
            continue
        is_past = held.until_on is not None and held.until_on <= on
        if held.role is CaseRole.CONFERENCE_CHAIR:
            flags.append(f"{'chaired' if is_past else 'chairs'} the child's child protection conferences")
        elif is_past and held.until_on is not None:
            reason = f"{_WHY_NOT_PAST[held.role]} until {in_words(held.until_on)}"
            reasons.append(Ground(held, reason, REG_46))
        else:
            reason = f"{_WHY_NOT[held.role]} since {in_words(held.from_on)}"
            reasons.append(Ground(held, reason, REG_46))
    return Conflict(tuple(reasons)) if reasons else Independent(tuple(dict.fromkeys(flags)))


GUIDE_LOWEST = 50
GUIDE_HIGHEST = 70
"""Looked-after children for a full-time IRO (R2.12)."""

RED_ABOVE = 85
"""Cases for a full-time IRO above which the load is red; above 70 it is amber (R2.13, local policy)."""


class CaseloadFlag(StrEnum):
    """How a caseload stands against the guide."""

    WITHIN = "within"
    AMBER = "amber"
    RED = "red"


def caseload_per_fte(*, cases: int, fte: float) -> float:
    """Return cases for each full-time officer: (looked after + other cases counted) / FTE (R2.13).

    `fte` is full-time equivalents, more than 0, else ValueError.
    """
    if fte <= 0:
        raise ValueError("Full-time equivalents are a number above 0.")
    return cases / fte


def guide_range(*, fte: float) -> tuple[float, float]:
    """A full-time IRO has 50 to 70 looked-after children (IRO Handbook; R2.12), and a part-time one their
    share.

    0.6 FTE: 30 to 42 (R2.14). `fte` is above 0, else ValueError.
    """
    if fte <= 0:
        raise ValueError("Full-time equivalents are a number above 0.")
    return GUIDE_LOWEST * fte, GUIDE_HIGHEST * fte


def caseload_flag(*, cases: int, fte: float) -> CaseloadFlag:
    """Return amber above 70 cases for a full-time officer and red above 85 (R2.13, local policy).

    `fte` is above 0, else ValueError.
    """
    load = caseload_per_fte(cases=cases, fte=fte)
    if load > RED_ABOVE:
        return CaseloadFlag.RED
    return CaseloadFlag.AMBER if load > GUIDE_HIGHEST else CaseloadFlag.WITHIN
