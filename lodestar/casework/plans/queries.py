"""Asking: the child's plan, as it is and as it was, what changed in it, and what is missing from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from lodestar.casework.children.models import Child
from lodestar.casework.children.queries import CareRecord, care_of
from lodestar.casework.children.states import YOUTH_JUSTICE_STATUSES
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.plans.states import PLAN_PART_WORDS, PlanKind, PlanPart
from lodestar.casework.reviews.models import Review
from lodestar.law import agenda, plan_timing
from lodestar.law.calendar import BeyondKnownCalendar
from lodestar.law.citation import Citation
from lodestar.law.review_steps import StepClock, plan_updated_by


def current_plan(child_id: int, kind: str | None = None) -> CarePlan | None:
    """Return the child's plan: the latest version that was not withdrawn, with its parts; None where there is none.

    Without a kind it is the one that was recorded last, whichever kind that is.
    """
    return _versions(child_id, kind).order_by("-recorded_at", "-version").first()


def plan_as_at(child_id: int, day: date, kind: str | None = None) -> CarePlan | None:
    """Return the version that was the child's plan at the end of a day, by the days the versions bear; or None."""
    return (
        _versions(child_id, kind).filter(dated_on__lte=day).order_by("-dated_on", "-version", "-pk").first()
    )


def versions_of(child_id: int) -> list[CarePlan]:
    """Return every version of a child's plans, withdrawn ones too, latest recorded first."""
    rows = CarePlan.objects.filter(child=child_id).select_related("recorded_by", "withdrawn_by")
    return list(rows.prefetch_related("parts").order_by("-recorded_at", "-version", "-pk"))


def plan_by_id(pk: int) -> CarePlan | None:
    """Return one version of a plan with its parts, or None."""
    rows = CarePlan.objects.select_related("child", "recorded_by", "withdrawn_by").prefetch_related("parts")
    return rows.filter(pk=pk).first()


def _versions(child_id: int, kind: str | None) -> QuerySet[CarePlan]:
    """Return the versions that stand, with their parts."""
    rows = CarePlan.objects.filter(child=child_id, withdrawn_at__isnull=True)
    rows = rows.select_related("recorded_by").prefetch_related("parts")
    return rows if kind is None else rows.filter(kind=kind)


def parts_of(plan: CarePlan | None) -> dict[str, tuple[str, date | None]]:
    """Return the parts of a version: what each says and the day it bears, in the order of the law."""
    if plan is None:
        return {}
    found = {row.part: (row.words, row.dated_on) for row in plan.parts.all()}
    return {str(part): found[part] for part in PlanPart if part in found}


def version_before(plan: CarePlan) -> CarePlan | None:
    """Return the version of the same kind before one, or None; a withdrawn one is passed over."""
    return _versions(plan.child_id, plan.kind).filter(version__lt=plan.version).order_by("-version").first()


# What changed ---------------------------------------------------------------------------------------------


class Change(StrEnum):
    """What became of one thing that a plan says."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_OUT = "taken-out"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One thing that two versions say differently: which, what became of it, and both texts as they stand.

    `what` is a part's code, or "goal", "settled", "contingency".
    """

    what: str
    change: Change
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What a plan says now against what it said on a day. `before` is None where there was no plan on it."""

    since: date
    before: CarePlan | None
    now: CarePlan | None
    changes: tuple[PlanChange, ...]


def changes_since(child_id: int, day: date, kind: str | None = None) -> PlanChanges:
    """Return what changed in a child's plan after a day, part by part."""
    before, now = plan_as_at(child_id, day, kind), current_plan(child_id, kind)
    return PlanChanges(day, before, now, tuple(differences(before, now)))


def differences(before: CarePlan | None, now: CarePlan | None) -> list[PlanChange]:
    """Return what two versions say differently, in the order of the plan."""
    was, is_now = _said(before), _said(now)
    found = []
    for what in ["goal", "settled", "contingency", *map(str, PlanPart)]:
        old, new = was.get(what, ""), is_now.get(what, "")
        if old == new:
            continue
        change = Change.ADDED if not old else Change.TAKEN_OUT if not new else Change.CHANGED
        found.append(PlanChange(what, change, old, new))
    return found


def changes_from(plan: CarePlan, number: str) -> list[PlanChange]:
    """Return what a version says that an earlier one of the same kind, by the number that was sent, did not."""
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        return []
    return differences(_versions(plan.child_id, plan.kind).filter(version=int(number)).first(), plan)


def _said(plan: CarePlan | None) -> dict[str, str]:
    """Return everything a version says, by what it is."""
    if plan is None:
        return {}
    settled = plan.permanence_decided_on
    return {
        "goal": plan.permanence_goal,
        "settled": settled.isoformat() if settled else "",
        "contingency": plan.contingency,
        **{part: words for part, (words, _) in parts_of(plan).items()},
    }


# What is missing ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanFlag:
    """Something that is owed to a child's plan: its code, the words for it, its source, and whether it is late."""

    code: str
    words: str
    citation: Citation
    due_on: date | None = None
    is_late: bool = True


def kind_called_for(record: CareRecord, on: date) -> PlanKind:
    """Return which plan a child is to have on a day: a remand plan under J1 to J3, else a care plan."""
    status = record.standing_on(on).legal_status
    is_remanded = status is not None and status.code in YOUTH_JUSTICE_STATUSES
    return PlanKind.REMAND if is_remanded else PlanKind.CARE


def plan_clock(record: CareRecord, on: date) -> StepClock | None:
    """Return by when the plan of the present period of care was due; None where the child is not looked after."""
    period = record.standing_on(on).period
    if period is None:
        return None
    try:
        return plan_timing.plan_by(became_looked_after_on=period.from_on)
    except BeyondKnownCalendar:
        return None


def reviews_held(child_id: int, *, since: date, until: date) -> list[date]:
    """Return the days of the child's reviews from one day to another, earliest first."""
    rows = Review.objects.believed().filter(child=child_id, held_on__gte=since, held_on__lte=until)
    return list(rows.order_by("held_on").values_list("held_on", flat=True))


def last_review_held(child_id: int, on: date) -> date | None:
    """Return the day of the child's last review held by a day, or None."""
    rows = Review.objects.believed().filter(child=child_id, held_on__lte=on)
    return rows.order_by("-held_on").values_list("held_on", flat=True).first()


def plan_flags(child: Child, on: date) -> list[PlanFlag]:
    """Return what is owed to a child's plan on a day; empty for a child who is not looked after.

    Codes: `no_plan`, `permanence_plan_blank`, `contingency_blank`, `parts_blank`, `plan_not_updated`.
    """
    record = care_of(child.pk)
    period = record.standing_on(on).period
    if period is None:
        return []
    kind = kind_called_for(record, on)
    plan = current_plan(child.pk, kind)
    held = reviews_held(child.pk, since=period.from_on, until=on)
    flags = [
        _of_being_there(plan, kind, plan_clock(record, on), on),
        _of_permanence(plan, len(held)),
        _of_update(plan, held, on),
        *(_of_content(plan) if plan is not None else ()),
    ]
    return [flag for flag in flags if flag is not None]


def _of_being_there(
    plan: CarePlan | None, kind: PlanKind, clock: StepClock | None, on: date
) -> PlanFlag | None:
    """Flag a child who has no plan of the kind that is called for (2-law R8.10)."""
    if plan is not None:
        return None
    what = "remand plan" if kind is PlanKind.REMAND else "care plan"
    due_on = clock.due_on if clock else None
    return PlanFlag(
        "no_plan",
        f"There is no {what}.",
        clock.citation if clock else plan_timing.REG_4,
        due_on,
        is_late=due_on is None or on > due_on,
    )


def _of_permanence(plan: CarePlan | None, held: int) -> PlanFlag | None:
    """Flag a plan without a permanence goal from the second review on (2-law 4.2)."""
    if not agenda.permanence_is_owed(held + 1) or (plan is not None and plan.permanence_goal):
        return None
    return PlanFlag(
        "permanence_plan_blank",
        "No plan for permanence is recorded, and it is owed by the second review.",
        agenda.PERMANENCE,
        is_late=held >= agenda.PERMANENCE_BY_REVIEW,
    )


def _of_update(plan: CarePlan | None, held: Iterable[date], on: date) -> PlanFlag | None:
    """Flag a plan that is older than the last review, once ten working days have gone (2-law R4.9)."""
    last = max(held, default=None)
    if plan is None or last is None or plan.dated_on >= last:
        return None
    try:
        clock = plan_updated_by(review_on=last)
    except BeyondKnownCalendar:
        return None
    return PlanFlag(
        "plan_not_updated",
        "The plan has not been brought up to date since the last review.",
        clock.citation,
        clock.due_on,
        is_late=on > clock.due_on,
    )


def _of_content(plan: CarePlan) -> list[PlanFlag]:
    """Flag the parts that the regulations ask for and the plan does not hold (2-law R8.11)."""
    flags = []
    if not plan.contingency.strip():
        words = "No contingency is recorded: what happens if the plan does not work out."
        flags.append(PlanFlag("contingency_blank", words, plan_timing.REG_5))
    missing = [PLAN_PART_WORDS[part] for part in PlanPart if str(part) not in parts_of(plan)]
    if missing:
        words = f"The plan does not hold: {'; '.join(missing)}."
        flags.append(PlanFlag("parts_blank", words, plan_timing.REG_5))
    return flags
