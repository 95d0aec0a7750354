"""The child's plan in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.children.models import Child
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.plans.presenters.comparing import ChangeRow, change_rows
from lodestar.casework.plans.queries import PlanChanges, PlanFlag, parts_of
from lodestar.casework.plans.states import (
    PERMANENCE_GOAL_WORDS,
    PLAN_KIND_WORDS,
    PLAN_PART_WORDS,
    PermanenceGoal,
    PlanKind,
    PlanPart,
)
from lodestar.casework.reviews.presenters.clocks import due_in_words, tone_of
from lodestar.govuk.parts import Clock, Fact, Link, Tag
from lodestar.law.review_steps import StepClock


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the plan: what it says and the day it bears."""

    code: str
    title: str
    words: str
    day: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: its day, who recorded it when, how it stands, and where it is read or withdrawn."""

    title: str
    dated: str
    recorded: str
    tag: Tag
    href: str
    withdraw_href: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a day: in words from which version to which, and row by row."""

    heading: str
    words: str
    rows: Sequence[ChangeRow]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The page of a child's plan, or of one of its versions."""

    title: str
    name: str
    identity: Sequence[Fact]
    tags: Sequence[Tag]
    child_href: str
    back_href: str
    back_text: str
    clock: Clock | None
    flags: Sequence[str]
    acts: Sequence[Link]
    facts: Sequence[Fact]
    parts: Sequence[PartRow]
    changes: Changes | None
    versions: Sequence[VersionRow]
    is_empty: bool


def plan_page(
    child: Child,
    plan: CarePlan | None,
    *,
    kind: PlanKind,
    flags: Sequence[PlanFlag],
    clock: StepClock | None,
    changes: PlanChanges | None,
    versions: Sequence[CarePlan],
    person: User,
    today: date,
) -> PlanPage:
    """Return the child's plan with its flags, its parts, what changed since the last review, and its versions."""
    child_href = reverse("child", args=[child.pk])
    may_record = person.may(Permission.RECORD_PLAN)
    verb = "Record the first version" if plan is None else "Record a new version"
    return PlanPage(
        title=PLAN_KIND_WORDS[kind],
        name=child.name,
        identity=identity(child),
        tags=tags_of(plan, flags),
        child_href=child_href,
        back_href=child_href,
        back_text=f"Back to {child.name}",
        clock=clock_of(plan, flags, clock, today),
        flags=[flag_words(flag) for flag in flags if flag.code != "no_plan"],
        acts=[Link(verb, reverse("record-plan", args=[child.pk]))] if may_record else [],
        facts=[] if plan is None else facts_of(plan),
        parts=[] if plan is None else part_rows(plan),
        changes=None if changes is None else changes_of(changes),
        versions=version_rows(versions, plan, may_record),
        is_empty=plan is None,
    )


def version_page(
    child: Child, plan: CarePlan, before: CarePlan | None, changes: list[ChangeRow], *, today: date
) -> PlanPage:
    """Return one version of a plan, and what it changed in the one before."""
    words = "" if before is None else f"Against version {before.version}, dated {in_words(before.dated_on)}."
    return PlanPage(
        title=f"{PLAN_KIND_WORDS[PlanKind(plan.kind)]}, version {plan.version}",
        name=child.name,
        identity=identity(child),
        tags=[] if plan.withdrawn_at is None else [Tag("Withdrawn", "grey")],
        child_href=reverse("child", args=[child.pk]),
        back_href=reverse("care-plan", args=[child.pk]),
        back_text="Back to the plan",
        clock=None,
        flags=withdrawn_words(plan),
        acts=[],
        facts=facts_of(plan),
        parts=part_rows(plan),
        changes=None if before is None else Changes("What this version changed", words, changes),
        versions=[],
        is_empty=False,
    )


def identity(child: Child) -> list[Fact]:
    """Return the facts by which the child is known at a glance."""
    return [Fact("Born", in_words(child.born_on)), Fact("Identifier", child.identifier)]


def tags_of(plan: CarePlan | None, flags: Sequence[PlanFlag]) -> list[Tag]:
    """Return what stands out, in words."""
    late = any(flag.is_late for flag in flags)
    if plan is None:
        return [Tag("No plan, overdue", "red") if late else Tag("No plan yet", "yellow")]
    return [Tag("Something is missing", "orange")] if flags else [Tag("Up to date", "green")]


def clock_of(
    plan: CarePlan | None, flags: Sequence[PlanFlag], clock: StepClock | None, today: date
) -> Clock | None:
    """Return the panel that says there is no plan and by when it was due; None where there is one."""
    missing = next((flag for flag in flags if flag.code == "no_plan"), None)
    if missing is None:
        return None
    if clock is None:
        return Clock(missing.words, "late")
    because = f"{clock.because[:1].upper()}{clock.because[1:]}, where it could not be made before the first placement"
    return Clock(
        f"{missing.words} {due_in_words(clock.due_on, today)}",
        tone_of(clock.due_on, today),  # type: ignore[arg-type]
        because,
        clock.citation.provision,
        clock.citation.url,
    )


def flag_words(flag: PlanFlag) -> str:
    """Return a flag as a sentence with its day and its source."""
    due = ""
    if flag.due_on is not None:
        due = f" It {'was' if flag.is_late else 'is'} due by {in_words(flag.due_on)}."
    return f"{flag.words}{due} ({flag.citation.provision})"


def withdrawn_words(plan: CarePlan) -> list[str]:
    """Return who withdrew a version and when; empty where it stands."""
    if plan.withdrawn_at is None or plan.withdrawn_by is None:
        return []
    on = in_words(plan.withdrawn_at.astimezone(LONDON).date())
    return [f"{plan.withdrawn_by.name} withdrew this version on {on}. It is kept, and is not the plan."]


def facts_of(plan: CarePlan) -> list[Fact]:
    """Return the heads of a plan."""
    goal = PERMANENCE_GOAL_WORDS[PermanenceGoal(plan.permanence_goal)] if plan.permanence_goal else ""
    settled = plan.permanence_decided_on
    return [
        Fact("Dated", in_words(plan.dated_on)),
        Fact("Version", f"{plan.version}, {recorded(plan)}"),
        Fact("Plan for permanence", goal or "Not recorded"),
        Fact("Settled", in_words(settled) if settled else "Not settled yet" if goal else "Not recorded"),
        Fact("Contingency", plan.contingency or "Not recorded"),
    ]


def recorded(plan: CarePlan) -> str:
    """Return who recorded a version and when."""
    return f"recorded by {plan.recorded_by.name} on {in_words(plan.recorded_at.astimezone(LONDON).date())}"


def part_rows(plan: CarePlan) -> list[PartRow]:
    """Return every part of the law in order; what the plan does not hold says so."""
    held = parts_of(plan)
    return [
        PartRow(
            str(part),
            PLAN_PART_WORDS[part],
            held[str(part)][0] if str(part) in held else "Not in this plan.",
            day_words(held.get(str(part))),
        )
        for part in PlanPart
    ]


def day_words(part: tuple[str, date | None] | None) -> str:
    """Return the day a part bears."""
    if part is None:
        return ""
    return f"Dated {in_words(part[1])}" if part[1] else "No day of its own"


def changes_of(found: PlanChanges) -> Changes:
    """Return what changed since the last review."""
    since = in_words(found.since)
    heading = f"What changed since the review on {since}"
    if found.now is None:
        return Changes(heading, "There is no plan now.", change_rows(found.changes))
    if found.before is None:
        return Changes(heading, f"There was no plan on {since}: all of it is new.", ())
    if found.before.pk == found.now.pk:
        return Changes(heading, f"Nothing: version {found.now.version} was the plan then too.", ())
    words = (
        f"Version {found.before.version} ({in_words(found.before.dated_on)}) was the plan then; "
        f"version {found.now.version} ({in_words(found.now.dated_on)}) is the plan now."
    )
    return Changes(heading, words, change_rows(found.changes))


def version_rows(versions: Sequence[CarePlan], plan: CarePlan | None, may_record: bool) -> list[VersionRow]:
    """Return the versions, latest first."""
    rows = []
    for one in versions:
        is_current = plan is not None and one.pk == plan.pk
        tag = (
            Tag("Withdrawn", "grey")
            if one.withdrawn_at is not None
            else Tag("The plan now", "green")
            if is_current
            else Tag("Earlier version", "blue")
        )
        rows.append(
            VersionRow(
                f"{PLAN_KIND_WORDS[PlanKind(one.kind)]}, version {one.version}",
                in_words(one.dated_on),
                f"{recorded(one)[:1].upper()}{recorded(one)[1:]}",
                tag,
                reverse("plan-version", args=[one.child_id, one.pk]),
                reverse("withdraw-plan", args=[one.child_id, one.pk]) if is_current and may_record else "",
            )
        )
    return rows
