"""Which histories cannot be true, said in words with the field at fault (paths as the timetable's JSON
names them).
"""

from datetime import date

from lodestar.law import care_history as facts
from lodestar.law.care_history import CannotJudge, LegalStatusSpell, PeriodOfCare, PlacementSpell
from lodestar.law.review_rules import in_words


def check_period(period: PeriodOfCare, given: PeriodOfCare, born_on: date, place: int) -> None:
    """Refuse a period of care that cannot be true (R1.6, R1.7), by raising CannotJudge.

    `period` is what was known on the day asked about, `given` the whole of it and `place` its place in the
    history, both to name the field at fault.
    """
    from_on, until_on = period.from_on, period.until_on
    if from_on < born_on:
        raise CannotJudge(f"periods[{place}].from", f"is before the child was born ({in_words(born_on)})")
    if until_on is not None and until_on <= from_on:
        raise CannotJudge(
            f"periods[{place}].until",
            f"the period of care ends on {in_words(until_on)}, which is not after it begins"
            f" ({in_words(from_on)})",
        )
    _check_statuses(period, given, place)
    seen: set[date] = set()
    for placement in period.placements:
        begins = placement.from_on
        if begins in seen or begins < from_on or (until_on is not None and begins >= until_on):
            where = f"periods[{place}].placements[{given.placements.index(placement)}].from"
            raise CannotJudge(where, _why_misplaced(placement, period, begins in seen))
        if placement.type not in facts.PLACEMENT_TYPES:
            where = f"periods[{place}].placements[{given.placements.index(placement)}].type"
            raise CannotJudge(where, "is not a placement type of the national return, such as U6")
        seen.add(begins)
    if period.adoption_authorised_on is not None:
        _check_day(period.adoption_authorised_on, period, f"periods[{place}].adoption.authorised_on")
    if period.adoption_placed_on is not None:
        _check_day(period.adoption_placed_on, period, f"periods[{place}].adoption.placed_on")
    if period.short_break_limit_broken_on is not None:
        _check_day(
            period.short_break_limit_broken_on, period, f"periods[{place}].short_breaks.limit_broken_on"
        )


def _check_statuses(period: PeriodOfCare, given: PeriodOfCare, place: int) -> None:
    """Refuse legal statuses that are unknown, doubled, outside the period, or missing on its first day."""
    from_on, until_on = period.from_on, period.until_on
    seen: set[date] = set()
    for spell in period.legal:
        begins = spell.from_on
        if begins in seen or begins < from_on or (until_on is not None and begins >= until_on):
            where = f"periods[{place}].legal[{given.legal.index(spell)}].from"
            raise CannotJudge(where, _why_misplaced(spell, period, begins in seen))
        if spell.status not in facts.LEGAL_STATUSES:
            where = f"periods[{place}].legal[{given.legal.index(spell)}].status"
            raise CannotJudge(where, "is not a legal status of the national return, such as V2")
        seen.add(begins)
    if from_on not in seen:
        raise CannotJudge(
            f"periods[{place}].legal",
            f"no legal status is given for {in_words(from_on)}, the first day, so the rule cannot be known",
        )


def _why_misplaced(spell: LegalStatusSpell | PlacementSpell, period: PeriodOfCare, is_double: bool) -> str:
    """Say in words what is wrong with the day a spell begins."""
    kind = "legal status" if isinstance(spell, LegalStatusSpell) else "placement"
    if is_double:
        return f"more than one {kind} begins on {in_words(spell.from_on)}"
    if spell.from_on < period.from_on:
        return (
            f"this {kind} begins on {in_words(spell.from_on)}, before its period of care"
            f" ({in_words(period.from_on)})"
        )
    assert period.until_on is not None
    return (
        f"this {kind} begins on {in_words(spell.from_on)}, when its period of care had ended"
        f" ({in_words(period.until_on)})"
    )


def _check_day(day: date, period: PeriodOfCare, where: str) -> None:
    """Refuse a day outside the period of care."""
    if day < period.from_on or (period.until_on is not None and day >= period.until_on):
        raise CannotJudge(where, f"{in_words(day)} is outside the period of care it belongs to")


def check_apart(earlier: PeriodOfCare, later: PeriodOfCare, place: int) -> None:
    """Refuse two periods of care that overlap, or that touch and so are one (R1.8, R3.22), by raising
    CannotJudge.
    """
    begins = f"this period of care begins on {in_words(later.from_on)}"
    if earlier.until_on is None or later.from_on < earlier.until_on:
        raise CannotJudge(
            f"periods[{place}].from",
            f"{begins}, while the one from {in_words(earlier.from_on)} still runs: periods of care"
            " cannot overlap",
        )
    if later.from_on == earlier.until_on:
        raise CannotJudge(
            f"periods[{place}].from",
            f"{begins}, the day the one before ended: with no day between them they are one period of care",
        )
