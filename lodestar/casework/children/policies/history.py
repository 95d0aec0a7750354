"""Can a whole history be true: the rules that every period of care, legal status and placement keep together.

A correction is judged by these on the history as it would be afterwards. What was impossible before already
is not held against the person who corrects something else: only what the correction would add is refused.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from lodestar.access.answers import Answer, Refused
from lodestar.casework.children.policies import codes, dates, steps
from lodestar.casework.children.queries import CareRecord, Dated, PeriodRow, overlap
from lodestar.casework.children.states import LEGAL_STATUS_WORDS, PLACEMENT_TYPE_WORDS
from lodestar.casework.children.words import in_words

# What a correction does to rows, by kind ("period", "legal_status", "placement") and id: columns, or None to
# withdraw.
Plan = dict[tuple[str, int], dict[str, Any] | None]


def may_correct(record: CareRecord, plan: Plan, *, today: date) -> tuple[Refused, ...]:
    """Return what a correction would make impossible that was not so before."""
    before = {r.reason for r in impossible(record, today=today)}
    return tuple(r for r in impossible(as_corrected(record, plan), today=today) if r.reason not in before)


def as_corrected(record: CareRecord, plan: Plan) -> CareRecord:
    """Return the history as it would be after a correction."""
    periods = []
    for period in record.periods:
        changes = plan.get(("period", period.id or 0), {})
        if changes is None:
            continue
        inside = {
            "statuses": tuple(_rows_after(period.statuses, "legal_status", plan)),
            "placements": tuple(_rows_after(period.placements, "placement", plan)),
        }
        periods.append(replace(period, **{**changes, **inside}))
    return replace(record, periods=tuple(sorted(periods, key=lambda p: p.from_on)))


def _rows_after(rows: tuple[Any, ...], kind: str, plan: Plan) -> list[Any]:
    """Return rows of a period after a correction, in order."""
    left = []
    for row in rows:
        changes = plan.get((kind, row.id or 0), {})
        if changes is not None:
            left.append(replace(row, **changes))
    return sorted(left, key=lambda r: r.from_on)


def impossible(record: CareRecord, *, today: date) -> tuple[Refused, ...]:
    """Return everything in a history that cannot be true, in words that say what to mend."""
    answers: list[Answer] = []
    for period in record.periods:
        answers.extend(_period(period, record, today))
    for earlier, later in pairwise(record.periods):
        answers.append(steps.period_can_begin([earlier], later.from_on, field="from_on"))
    return steps.refusals(answers)


def _period(period: PeriodRow, record: CareRecord, today: date) -> Iterator[Answer]:
    """Yield the answers for one period and all that is in it."""
    yield from steps.day_can_be(period.from_on, record, today=today, field="from_on")
    yield dates.ends_after_it_starts(period, field="until_on", what="The period of care")
    if not codes.too_young(record.born_on, period.from_on, 18):
        yield Refused(
            f"The young person was 18 or over on {in_words(period.from_on)} and could not start to be "
            "looked after.",
            "from_on",
            "SSDA903 check 352",
        )
    if period.until_on is not None:
        yield dates.not_after_today(period.until_on, today=today, field="until_on")
        yield codes.end_reason_fits(period.end_reason, period, record, period.until_on, field="end_reason")
    elif period.end_reason:
        yield Refused("A period of care that goes on has no reason for ending.", "end_reason")
    for rows, what in ((period.statuses, "legal status"), (period.placements, "placement")):
        yield from _in_turn(rows, period, what)
    for index, status in enumerate(period.statuses):
        yield from steps.status_can_be(status.code, status.from_on, record, field="code")
        if status.until_on is not None:
            yield steps.lasted_no_longer_than(period.statuses[: index + 1], status.until_on, field="until_on")
    yield from _placements(period, record)


def _in_turn(rows: tuple[Dated, ...], period: PeriodRow, what: str) -> Iterator[Answer]:
    """Yield whether a period's rows fill it from its first day to its last, without gap or overlap (R1.7)."""
    if not rows:
        yield Refused(f"The period of care from {in_words(period.from_on)} would have no {what}.", None)
        return
    for row in rows:
        yield dates.ends_after_it_starts(row, field="until_on", what=f"The {what}")
    if rows[0].from_on != period.from_on:
        yield Refused(
            f"The first {what} starts on {in_words(rows[0].from_on)}, but the period of care starts on "
            f"{in_words(period.from_on)}. Correct the day the period of care started, and both move.",
            "from_on",
            "SSDA903 check 433",
        )
    for one, other in pairwise(rows):
        if overlap(one, other):
            yield Refused(
                f"The {what} from {in_words(one.from_on)} and the one from {in_words(other.from_on)} would "
                "share "
                "days. Check where one ends and the other starts.",
                "from_on",
                "SSDA903 check 501",
            )
        elif one.until_on != other.from_on:
            ended = in_words(one.until_on) if one.until_on else ""
            yield Refused(
                f"There would be no {what} from {ended} to {in_words(other.from_on)}. Check where one ends "
                "and the "
                "other starts.",
                "from_on",
                "SSDA903 check 433",
            )
    if rows[-1].until_on != period.until_on:
        ends = f"on {in_words(period.until_on)}" if period.until_on else "not yet"
        yield Refused(
            f"The last {what} must end when the period of care ends, which is {ends}. Correct the end of "
            "the period "
            "of care, and both move.",
            "until_on",
            "SSDA903 check 433",
        )


def _placements(period: PeriodRow, record: CareRecord) -> Iterator[Answer]:
    """Yield the answers for a period's placements: types, providers, statuses beside them, temporary stays."""
    for index, placement in enumerate(period.placements):
        beside = [s for s in period.statuses if overlap(s, placement)]
        for status in beside or period.statuses[:1]:
            on = max(placement.from_on, status.from_on)
            if status.code in LEGAL_STATUS_WORDS:
                yield codes.status_fits_placement(status.code, placement.type, field="type")
                yield codes.fits_adulthood(
                    status.code, placement.type, on, born_on=record.born_on, field="type"
                )
        if placement.type not in PLACEMENT_TYPE_WORDS:
            yield Refused("Select a placement type from the list.", "type")
            continue
        on = placement.from_on
        yield codes.placement_type_in_use(placement.type, on, field="type")
        yield codes.placement_fits_age(placement.type, on, born_on=record.born_on, field="type")
        yield codes.provider_fits_type(placement.provider, placement.type, field="provider")
        yield steps.placed_with_authority(placement.type, on, record, field="type")
        if index:
            yield steps.returns_from_temporary(
                period.placements[:index], placement.type, placement.postcode, field="type"
            )
    yield from _not_temporary_at_either_end(period)


def _not_temporary_at_either_end(period: PeriodRow) -> Iterator[Answer]:
    """Yield whether a period starts or ends in a temporary placement (checks 380 and 381)."""
    if not period.placements:
        return
    if period.placements[0].is_temporary:
        yield Refused(
            "A period of care cannot start in a temporary placement. Enter the placement the child will "
            "return to.",
            "type",
            "SSDA903 check 380",
        )
    if period.until_on is not None and period.placements[-1].is_temporary:
        yield Refused(
            "A period of care cannot end in a temporary placement. Enter the return to the placement it "
            "left.",
            "type",
            "SSDA903 check 381",
        )
