"""Officers in words, for the choice of a child's IRO."""

from lodestar.casework.children.words import in_words
from lodestar.casework.desk.queries.officers import OfficerKnown, OfficersKnown
from lodestar.govuk.words import counted, listed
from lodestar.law.appointment import CaseloadFlag, caseload_flag, guide_range


def officer_choices(found: OfficersKnown) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Return the officers who may be chosen (id, name, what to know), and those who may not with the reason.

    Officers of brothers and sisters come first, then those who knew the child before, then the lightest caseload.
    """
    current = found.current.officer_id if found.current else None
    offered = [o for o in found.officers if o.is_independent and o.caseload.officer.pk != current]
    offered.sort(
        key=lambda o: (not o.brothers_and_sisters, o.was_iro_until is None, o.caseload.per_full_time or 0)
    )
    barred = [(o.caseload.officer.name, o.independence) for o in found.officers if not o.is_independent]
    return [(str(o.caseload.officer.pk), o.caseload.officer.name, to_know(o)) for o in offered], barred


def to_know(officer: OfficerKnown) -> str:
    """Return what is to be known of an officer, in sentences."""
    words = [carries(officer)]
    if officer.brothers_and_sisters:
        words.append(f"IRO of the child's brother or sister {listed(officer.brothers_and_sisters)}.")
    if officer.was_iro_until:
        words.append(f"Was this child's IRO until {in_words(officer.was_iro_until)}.")
    words.append(officer.independence)
    return " ".join(filter(None, words))


def carries(officer: OfficerKnown) -> str:
    """Return an officer's caseload against the guide."""
    caseload = officer.caseload
    share = caseload.full_time_equivalent
    said = counted(caseload.children, "child", "children")
    if not share:
        return f"{said}; working time not recorded."
    low, high = guide_range(fte=float(share))
    flag = caseload_flag(cases=caseload.children, fte=float(share))
    against = {CaseloadFlag.WITHIN: "", CaseloadFlag.AMBER: ", above it", CaseloadFlag.RED: ", far above it"}[
        flag
    ]
    rate = f"{caseload.per_full_time} for each full post"
    return f"{said} in {share:.2f} of a full post ({rate}); guide for the share {low:.0f} to {high:.0f}{against}."
