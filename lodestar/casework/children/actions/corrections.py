"""Correcting what was said: the row that was wrong is kept beside the row now believed, with who and why.

A correction keeps the history whole. Where the day of a move or of a legal status changes, its neighbour ends
or begins on the new day; where the first or last day of a period of care changes, what begins or ends with it
goes along. Each of those rows is corrected in its own right and leaves its own event.
"""

from datetime import date, datetime
from typing import Any

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import kinds, pen
from lodestar.casework.children.kinds import Kind
from lodestar.casework.children.models import Child, DatedRow, LegalStatus, PeriodOfCare, Placement
from lodestar.casework.children.policies import history, spells
from lodestar.casework.children.queries import care_of
from lodestar.casework.children.states import Source

Steps = list[tuple[DatedRow, dict[str, Any] | None]]


@records(EventKind.RECORD_CORRECTED)
def correct_row(*, row: DatedRow, changes: dict[str, Any], because: str, by: User, at: datetime) -> DatedRow:
    """Correct a dated row of a child; return the row now believed (the same one where nothing differs).

    `changes` are columns by name. Raises NotAllowed where no reason is given, somebody corrected the row
    meanwhile, or the history would become impossible (each reason in words); ValueError for a column that the
    kind of row does not have.
    """
    kind = _kind_of(row)
    unknown = set(changes) - set(kind.facts)
    if unknown:
        raise ValueError(f"{kind.name} has no {', '.join(sorted(unknown))} to correct.")
    child, row = _held(row, because)
    wanted = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if kind is kinds.PERIOD and "until_on" in wanted and wanted["until_on"] is None:
        wanted["end_reason"] = ""
    if not wanted:
        nothing_changed()
        return row
    why = kinds.cannot_hold(kind, {name: wanted.get(name, getattr(row, name)) for name in kind.facts})
    if why:
        raise NotAllowed(Refused(why))
    plan = _with_neighbours(row, wanted)
    _judge(child, row, plan, by_day=pen.day_of(at))
    return _carry_out(plan, row, child=child, because=because, by=by, at=at) or row


@records(EventKind.RECORD_CORRECTED)
def remove_row(*, row: DatedRow, because: str, by: User, at: datetime) -> None:
    """Withdraw a row that was recorded in error; it is kept, marked, and nothing is believed in its place.

    The legal status or placement before goes on over its days (or the one after begins with them). A period
    of care goes with all that is in it, unless something else, such as a review, was recorded in it. Raises
    NotAllowed with every reason.
    """
    child, row = _held(row, because)
    plan = _without(row)
    _judge(child, row, plan, by_day=pen.day_of(at))
    _carry_out(plan, row, child=child, because=because, by=by, at=at)


def _kind_of(row: DatedRow) -> Kind:
    """Return the kind of a row that can be corrected; raise ValueError for any other."""
    for kind in kinds.ALL_KINDS:
        if isinstance(row, kind.model):
            return kind
    raise ValueError(f"A {pen.kind_of(row)} is not corrected here.")


def _held(row: DatedRow, because: str) -> tuple[Child, DatedRow]:
    """Return the child, locked, and the row as it is now; refuse without a reason, or where it was corrected."""
    child = row.period.child if isinstance(row, LegalStatus | Placement) else row.child  # type: ignore[attr-defined]
    child = pen.held_fast(child)
    row = type(row).objects.get(pk=row.pk)
    if not because.strip():
        raise NotAllowed(Refused("Say why the record is corrected.", "because"))
    if row.corrected_at is not None:
        raise NotAllowed(
            Refused(
                "Somebody else corrected this while the page was open. Nothing you entered was saved: look "
                "at the "
                "record as it is now."
            )
        )
    return child, row


def _judge(child: Child, row: DatedRow, plan: Steps, *, by_day: date) -> None:
    """Raise NotAllowed where the plan would make the child's history impossible."""
    record = care_of(child.pk)
    if isinstance(row, PeriodOfCare | LegalStatus | Placement):
        of_care = {(_kind_of(each).name, each.pk): changes for each, changes in plan}
        pen.require_none(history.may_correct(record, of_care, today=by_day))
        return
    changes = plan[0][1]
    if changes is not None:
        facts = {**pen.said(row), **changes}
        pen.require_none(spells.may_be_so(record, _kind_of(row).name, facts, row_id=row.pk, today=by_day))


def _with_neighbours(row: DatedRow, changes: dict[str, Any]) -> Steps:
    """Return a row's correction, with what has to change beside it to keep the history whole."""
    plan: Steps = [(row, changes)]
    if isinstance(row, PeriodOfCare):
        plan.extend(_moved_along(row, changes))
    elif isinstance(row, LegalStatus | Placement):
        before, after = _before(row), _after(row)
        if "from_on" in changes and before is not None:
            plan.append((before, {"until_on": changes["from_on"]}))
        if changes.get("until_on") is not None and after is not None:
            plan.append((after, {"from_on": changes["until_on"]}))
    return plan


def _moved_along(period: PeriodOfCare, changes: dict[str, Any]) -> Steps:
    """Return the statuses and placements that begin or end with a period, moved to its new days."""
    plan: Steps = []
    for row in _inside(period):
        mine: dict[str, Any] = {}
        if "from_on" in changes and row.from_on == period.from_on:
            mine["from_on"] = changes["from_on"]
        if "until_on" in changes and row.until_on == period.until_on:
            mine["until_on"] = changes["until_on"]
            if mine["until_on"] is None and isinstance(row, Placement) and row.change_reason:
                mine["change_reason"] = ""
        if mine:
            plan.append((row, mine))
    return plan


def _without(row: DatedRow) -> Steps:
    """Return a row's withdrawal, with what has to change beside it to keep the history whole."""
    if isinstance(row, PeriodOfCare):
        others = pen.hanging_on(row, but=(LegalStatus, Placement))
        if others:
            raise NotAllowed(
                Refused(
                    f"{len(others)} other entries were made in this period of care, such as reviews. "
                    "Correct those "
                    "first.",
                )
            )
        return [*((inside, None) for inside in _inside(row)), (row, None)]
    plan: Steps = [(row, None)]
    if isinstance(row, LegalStatus | Placement):
        before, after = _before(row), _after(row)
        if before is not None:
            longer: dict[str, Any] = {"until_on": row.until_on}
            if isinstance(row, Placement):
                longer["change_reason"] = row.change_reason
            plan.append((before, longer))
        elif after is not None:
            plan.append((after, {"from_on": row.from_on}))
        else:
            raise NotAllowed(
                Refused(
                    "This is the only one in its period of care, which cannot be without. Correct it, or "
                    "remove the "
                    "period of care."
                )
            )
    return plan


def _inside(period: PeriodOfCare) -> list[LegalStatus | Placement]:
    """Return the believed statuses and placements of a period."""
    statuses = LegalStatus.objects.believed().filter(period=period)
    return [*statuses, *Placement.objects.believed().filter(period=period)]


def _before(row: LegalStatus | Placement) -> DatedRow | None:
    """Return the row that ended when this one began."""
    found: DatedRow | None = (
        type(row).objects.believed().filter(period=row.period_id, until_on=row.from_on).first()
    )
    return found


def _after(row: LegalStatus | Placement) -> DatedRow | None:
    """Return the row that began when this one ended."""
    if row.until_on is None:
        return None
    found: DatedRow | None = (
        type(row).objects.believed().filter(period=row.period_id, from_on=row.until_on).first()
    )
    return found


def _carry_out(
    plan: Steps, asked: DatedRow, *, child: Child, because: str, by: User, at: datetime
) -> DatedRow | None:
    """Correct each row of a plan; return what is now believed in place of the row that was asked about."""
    answer: DatedRow | None = None
    # Rows are taken out of the way first: two rows of a period may not be open, or begin, on the same day.
    for row, changes in sorted(plan, key=lambda step: step[1] is not None):
        if isinstance(row, LegalStatus | Placement):
            row.refresh_from_db(fields=["period"])  # a period corrected just now handed its rows over
        now = pen.correct(row, changes, child=child, because=because, by=by, at=at, source=Source.PERSON)
        if row is asked:
            answer = now
    return answer
