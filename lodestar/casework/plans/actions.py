"""Doing: recording a version of a child's plan, and withdrawing one that was recorded in error."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lodestar.access.door import facts_of, note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.children.queries import care_of
from lodestar.casework.plans import policies
from lodestar.casework.plans.models import CarePlan, CarePlanPart
from lodestar.casework.plans.queries import current_plan, kind_called_for, parts_of
from lodestar.casework.plans.states import PlanKind, PlanPart

SAID = ("kind", "version", "dated_on", "permanence_goal", "permanence_decided_on", "contingency")


@records(EventKind.PLAN_RECORDED)
def record_plan(
    *,
    child: Child,
    dated_on: date,
    parts: Mapping[str, tuple[str, date | None]],
    by: User,
    at: datetime,
    kind: str = PlanKind.CARE,
    permanence_goal: str = "",
    permanence_decided_on: date | None = None,
    contingency: str = "",
    based_on: int | None = None,
) -> CarePlan:
    """Record a new version of a child's plan; the versions before stay (SI 2010/959 regs 4 to 6).

    `parts` gives each part's words and the day it bears. `based_on` is the number of the version it was made from
    (0 for none); where another was recorded since, or nothing differs, NotAllowed says so, as it does for every
    other reason.
    """
    child = pen.held_fast(child)
    record, today = care_of(child.pk), pen.day_of(at)
    last = current_plan(child.pk, kind)
    number = 0 if last is None else last.version
    filled = {code: (words.strip(), day) for code, (words, day) in parts.items() if words.strip() or day}
    plan = CarePlan(
        child=child,
        kind=kind,
        version=_next_number(child, kind),
        dated_on=dated_on,
        permanence_goal=permanence_goal,
        permanence_decided_on=permanence_decided_on,
        contingency=contingency.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    pen.require_none(
        refusals(
            [
                policies.stands_on_latest(
                    number if based_on is None else based_on,
                    number,
                    by_name="" if last is None else last.recorded_by.name,
                    at=None if last is None else last.recorded_at,
                ),
                *policies.may_be_recorded(
                    record,
                    kind=kind,
                    called_for=kind_called_for(record, today),
                    dated_on=dated_on,
                    last_dated_on=None if last is None else last.dated_on,
                    goal=permanence_goal,
                    decided_on=permanence_decided_on,
                    parts=filled,
                    today=today,
                ),
                policies.says_something_new(last is None or _differs(last, plan, filled)),
            ]
        )
    )
    plan.save(force_insert=True)
    CarePlanPart.objects.bulk_create(
        CarePlanPart(plan=plan, part=part, words=filled[part][0], dated_on=filled[part][1])
        for part in map(str, PlanPart)
        if part in filled
    )
    note(child=child, subject=plan, after=_said(plan, filled), touches_care=False)
    return plan


@records(EventKind.PLAN_WITHDRAWN)
def withdraw_plan(*, plan: CarePlan, because: str, by: User, at: datetime) -> CarePlan:
    """Withdraw the last version of a plan; it is kept, marked, and the one before is the plan again.

    Raises NotAllowed without a reason, for a version that is withdrawn already, or one that others rest on.
    """
    child = pen.held_fast(plan.child)
    plan = CarePlan.objects.get(pk=plan.pk)
    last = current_plan(child.pk, plan.kind)
    pen.require_none(
        refusals(
            policies.may_be_withdrawn(
                withdrawn_at=plan.withdrawn_at,
                is_latest=last is not None and last.pk == plan.pk,
                because=because,
            )
        )
    )
    plan.withdrawn_at, plan.withdrawn_by = at, by
    plan.save(update_fields=["withdrawn_at", "withdrawn_by"])
    note(
        child=child,
        subject=plan,
        before=facts_of(plan, SAID),
        after={"because": because.strip()},
        touches_care=False,
    )
    return plan


def _next_number(child: Child, kind: str) -> int:
    """Return the number after the last that was ever given: a withdrawn version keeps its own."""
    last = CarePlan.objects.filter(child=child, kind=kind).order_by("-version").first()
    return 1 if last is None else last.version + 1


def _differs(last: CarePlan, plan: CarePlan, parts: Mapping[str, tuple[str, date | None]]) -> bool:
    """Say whether a version says anything that the last one does not."""
    named = [name for name in SAID if name != "version"]
    return facts_of(last, named) != facts_of(plan, named) or parts_of(last) != dict(parts)


def _said(plan: CarePlan, parts: Mapping[str, tuple[str, date | None]]) -> dict[str, Any]:
    """Return what a version says, for its event."""
    return {
        **facts_of(plan, SAID),
        "parts": {part: {"words": words, "dated_on": day} for part, (words, day) in parts.items()},
    }
