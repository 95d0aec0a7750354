"""Where plans stand still: permanence, section 20, placement orders, pathway plans."""

from itertools import groupby
from typing import Any

from django.db.models import CharField, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Case, When

from lodestar.analytics.watch import sources
from lodestar.analytics.watch.queries.homes import within
from lodestar.analytics.watch.queries.reach import (
    Owed,
    Row,
    Standing,
    Told,
    Whose,
    at_next_review,
    counted_by_law,
    one_each,
    said_day,
)
from lodestar.casework.allocation.queries import in_force
from lodestar.casework.children.models import LegalStatus, Placement
from lodestar.casework.children.states import (
    ADOPTIVE_PLACEMENTS,
    TEMPORARY_PLACEMENTS,
    YOUTH_JUSTICE_STATUSES,
)
from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.models import Booking, Paper
from lodestar.casework.meetings.states import BookingState, PaperKind
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.plans.states import PERMANENCE_GOAL_WORDS, PLAN_KIND_WORDS, PermanenceGoal, PlanKind
from lodestar.casework.reviews.models import Review
from lodestar.law import permanence, plan_timing
from lodestar.law.ages import birthday
from lodestar.law.plan_timing import PATHWAY_PLAN_FROM_AGE, REG_43, pathway_plan_is_owed

PLACEMENT_ORDERS = ("E1", "D1")

# Permanence -------------------------------------------------------------------------------------------------


def no_plan(whose: Whose) -> list[Row]:
    """Return children for whom no plan of the kind they are to have is recorded, past its last day (R8.10, reg 4)."""
    rows = _with_plans(whose).filter(planned__isnull=True).values_list("pk", "looked_after_since", "kind")
    found = []
    for child, since, kind in rows:
        clock = counted_by_law(plan_timing.plan_by, became_looked_after_on=since)
        if clock is not None and clock.due_on < whose.on:
            found.append(Row(child, since, (clock, PLAN_KIND_WORDS[PlanKind(kind)])))
    return one_each(found)


def tell_no_plan(row: Row, standing: Standing) -> Told:
    """Say that no plan is recorded."""
    clock, kind = row.facts
    why = f"{kind}: none is recorded in this register. Looked after since {said_day(row)}."
    return Told(why, (Owed("Record the plan", "Social worker", clock.due_on, clock.citation),))


def no_goal(whose: Whose) -> list[Row]:
    """Return children past their second review, or its last day, whose plan names no goal (2-law 4.2)."""
    return _drifting(whose, Q(goal=""))


def goal_not_settled(whose: Whose) -> list[Row]:
    """Return children past it whose plan names a goal that nobody has said was settled."""
    return _drifting(whose, Q(goal__gt="", settled__isnull=True))


def _with_plans(whose: Whose) -> QuerySet[Any, Any]:
    """Return the children with what their plan says: which `kind`, its day (`planned`), `goal` and `settled`."""
    plan = CarePlan.objects.filter(
        child=OuterRef("pk"), kind=OuterRef("kind"), withdrawn_at__isnull=True
    ).order_by("-recorded_at", "-version")
    remanded = When(legal_status__in=YOUTH_JUSTICE_STATUSES, then=Value(str(PlanKind.REMAND)))
    kind = Case(remanded, default=Value(str(PlanKind.CARE)), output_field=CharField())
    rows = whose.clocks().filter(looked_after_since__isnull=False).annotate(kind=kind)
    return rows.annotate(
        planned=Subquery(plan.values("dated_on")[:1]),
        goal=Subquery(plan.values("permanence_goal")[:1]),
        settled=Subquery(plan.values("permanence_decided_on")[:1], output_field=DateField()),
    )


def _drifting(whose: Whose, wanted: Q) -> list[Row]:
    held = (
        Review.objects.believed()
        .filter(in_force(whose.on, "period__"), child=OuterRef("pk"), held_on__lte=whose.on)
        .order_by("held_on")
        .values("held_on")
    )
    rows = _with_plans(whose).filter(wanted)
    rows = rows.annotate(first=Subquery(held[:1]), second=Subquery(held[1:2]))
    found = []
    columns = ("pk", "looked_after_since", "first", "second", "goal", "planned")
    for child, since, first, second, goal, planned in rows.values_list(*columns):
        clock = counted_by_law(
            permanence.permanence_goal_by, became_looked_after_on=since, first_review_on=first
        )
        if clock is not None and (second is not None or clock.due_on < whose.on):
            owed_since = clock.due_on if second is None else min(clock.due_on, second)
            found.append(Row(child, owed_since, (clock, second, goal, planned)))
    return one_each(found)


def tell_drift(row: Row, standing: Standing) -> Told:
    """Say that permanence is not settled."""
    clock, second, goal, planned = row.facts
    when = f"the second review, held on {in_words(second)}" if second else f"{in_words(clock.due_on)}"
    if goal:
        words = PERMANENCE_GOAL_WORDS[PermanenceGoal(goal)]
        why = (
            f"The goal in the plan of {in_words(planned)} is: {words[:1].lower()}{words[1:]}. No day is recorded on "
            "which it was settled."
        )
        what = "Settle the plan for permanence, and record the day"
    else:
        why = f"The plan of {in_words(planned)} names no goal for permanence."
        what = "Make a plan for permanence, with its goal"
    why = f"{why} It was owed by {when}."
    return Told(
        why,
        (
            Owed(what, "Social worker", clock.due_on, clock.citation),
            at_next_review(standing, "Ask for it at the review", "IRO", sources.PERMANENCE),
        ),
    )


# Section 20 and placement orders ----------------------------------------------------------------------------


def section_20(whose: Whose, *, from_months: int, until_months: int | None) -> list[Row]:
    """Return children under section 20 without a break for at least so many months, and less than so many."""
    open_now = LegalStatus.objects.filter(in_force(whose.on), in_force(whose.on, "period__"), code="V2")
    periods = whose.of_children(open_now, "period__child").values("period")
    rows = LegalStatus.objects.believed().filter(period__in=periods, from_on__lte=whose.on)
    said = rows.order_by("period__child", "from_on", "pk").values_list("period__child", "code", "from_on")
    found = []
    for child, group in groupby(said, key=lambda row: row[0]):
        since = None
        for _, code, from_on in group:
            since = (since or from_on) if code == "V2" else None
        found.append(Row(child, since))
    return one_each(within(found, whose.on, from_months, until_months))


def tell_section_20(row: Row, standing: Standing) -> Told:
    """Say since when a child is accommodated."""
    why = f"Accommodated under section 20 since {said_day(row)}, by agreement and without an order."
    owed = at_next_review(
        standing,
        "Decide whether section 20 is still right, or what legal status to seek",
        "Social worker, and the IRO at the review",
        sources.LEGAL_STATUS,
    )
    return Told(why, (owed,))


def placement_order_waiting(whose: Whose) -> list[Row]:
    """Return children under a placement or freeing order who do not live in an adoptive placement."""
    home = (
        Placement.objects.believed()
        .exclude(type__in=TEMPORARY_PLACEMENTS)
        .filter(period=OuterRef("period"), from_on__lte=whose.on)
        .order_by("-from_on", "-pk")
        .values("type")[:1]
    )
    orders = LegalStatus.objects.filter(in_force(whose.on), in_force(whose.on, "period__"))
    orders = orders.filter(code__in=PLACEMENT_ORDERS).annotate(home=Subquery(home))
    rows = whose.of_children(orders, "period__child").filter(
        Q(home__isnull=True) | ~Q(home__in=ADOPTIVE_PLACEMENTS)
    )
    return one_each(Row(*row) for row in rows.values_list("period__child", "from_on"))


def tell_placement_order_waiting(row: Row, standing: Standing) -> Told:
    """Say since when the order stands."""
    why = f"A placement order has stood since {said_day(row)}, and the child is not placed for adoption."
    match = counted_by_law(permanence.match_by, placement_order_on=row.since or standing.on)
    owed = at_next_review(
        standing, "Decide whether adoption is still the plan", "IRO at the review", sources.PERMANENCE
    )
    if match is None:
        return Told(why, (owed,))
    matched = Owed("Match the child with adopters", "Social worker", match.due_on, match.citation)
    return Told(why, (matched, owed))


# Pathway plans ----------------------------------------------------------------------------------------------


def no_pathway_plan(whose: Whose) -> list[Row]:
    """Return children from 16 who had a review here since, and no pathway plan ever came with a review's papers."""
    held = Booking.objects.filter(
        child=OuterRef("pk"), state=BookingState.HELD, review__corrected_at__isnull=True
    )
    came = Paper.objects.filter(
        booking__child=OuterRef("pk"), kind=PaperKind.PATHWAY_PLAN, received_at__isnull=False
    )
    last = held.order_by("-review__held_on").values("review__held_on")[:1]
    rows = whose.clocks().filter(~Exists(came)).annotate(last=Subquery(last)).filter(last__isnull=False)
    # A birthday is counted in Python; nobody born less than 15 years ago can have had it.
    oldest = whose.on.replace(year=whose.on.year - PATHWAY_PLAN_FROM_AGE + 1, day=1)
    found = []
    for child, born_on, held_on in rows.filter(child__born_on__lt=oldest).values_list(
        "pk", "child__born_on", "last"
    ):
        if pathway_plan_is_owed(born_on=born_on, on=held_on):
            found.append(Row(child, birthday(born_on, PATHWAY_PLAN_FROM_AGE), (held_on,)))
    return one_each(found)


def tell_no_pathway_plan(row: Row, standing: Standing) -> Told:
    """Say that no pathway plan came."""
    why = (
        f"16 on {said_day(row)}. The last review was on {in_words(row.facts[0])}, and no pathway plan has come with "
        "the papers of any review."
    )
    owed = at_next_review(
        standing, "Make the pathway plan, and send it to the review", "Social worker", REG_43
    )
    return Told(why, (owed,))
