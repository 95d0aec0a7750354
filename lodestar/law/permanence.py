"""By when a child has a plan for permanence, is matched and moves in, and special guardianship (2-law 4.2, 7, 8.3).

`agenda.permanence_is_owed` says at which review the plan is owed; here is by which day.
"""

from dataclasses import dataclass
from datetime import date

from lodestar.law.agenda import PERMANENCE
from lodestar.law.calendar import NO_DAYS
from lodestar.law.citation import Citation, Force
from lodestar.law.review_rules import first_review_due, in_words, second_review_due
from lodestar.law.review_steps import StepClock
from lodestar.law.timescales import Span, Timescale, Unit

SCORECARDS = Citation(
    "Department for Education adoption scorecards, thresholds", "", Force.STATUTORY_GUIDANCE
)
SPECIAL_GUARDIANSHIP = Citation("Local policy: special guardianship considered", "", Force.LOCAL_POLICY)

STATED_FROM = date(2013, 4, 1)
"""First day of the three years ending 31 March 2016, the first judged by these thresholds (from memory)."""

MOVE_IN = Timescale.in_force_from(
    "the scorecard threshold from care to moving in with adopters",
    Span(426, Unit.DAYS),
    STATED_FROM,
    SCORECARDS,
)
MATCH = Timescale.in_force_from(
    "the scorecard threshold from placement order to match", Span(121, Unit.DAYS), STATED_FROM, SCORECARDS
)

CONNECTED_PLACEMENTS = frozenset({"U1", "U2", "U3"})
"""Fostered by a relative or friend (section 1.5)."""


def permanence_goal_by(
    *,
    became_looked_after_on: date,
    first_review_on: date | None = None,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> StepClock:
    """The plan for permanence is settled by the second review (2-law 4.2; guidance volume 2, from memory).

    Due by the last day for the second review: 3 months from the first, or from the last day for the first while
    `first_review_on` is None. Raises NotInForce, BeyondKnownCalendar.
    """
    if first_review_on is None:
        first = first_review_due(
            became_looked_after_on=became_looked_after_on, extra_non_working_days=extra_non_working_days
        )
        due_on = second_review_due(first_review_on=first.due_on).due_on
        fact = f"the last day for the first, {in_words(first.due_on)}"
    else:
        due_on = second_review_due(first_review_on=first_review_on).due_on
        fact = f"the first, on {in_words(first_review_on)}"
    return StepClock(due_on, PERMANENCE, f"by the second review, due within 3 months of {fact}")


def adopters_moved_in_with_by(*, became_looked_after_on: date) -> StepClock:
    """A child moves in with adopters within 426 days of the start of the period of care (section 7, IND-14).

    A threshold for an authority's average over three years, and no limit for one child: it says when a child is beyond
    it. From secondary sources; the scorecard's own definitions are to be checked. Raises NotInForce before April 2013.
    """
    return MOVE_IN.by_wording_of_the_day(became_looked_after_on, "the day the child became looked after")


def match_by(*, placement_order_on: date) -> StepClock:
    """A child is matched with adopters within 121 days of the placement order (section 7, IND-14).

    A threshold for an average like that of `adopters_moved_in_with_by`, from the same sources; a child matched before
    the order has waited 0 days, and one without an order is not counted. Raises NotInForce before April 2013.
    """
    return MATCH.by_wording_of_the_day(placement_order_on, "the day of the placement order")


@dataclass(frozen=True, slots=True)
class GuardianshipQuestion:
    """Whether special guardianship is still to be considered for a child, and why in words."""

    is_open: bool
    citation: Citation
    because: str


def special_guardianship_question(
    *, placement_type: str, placed_on: date, considered_on: date | None, on: date
) -> GuardianshipQuestion:
    """A child fostered by a relative or friend has a day on which special guardianship was considered (R8.26).

    No law sets a limit; the question is open from the day of placing with that carer until a day of consideration in
    that placement is recorded (local policy, after the seed's cohort of February 2015). The rules of the order itself
    (Children Act 1989 ss.14A to 14F) are not judged here.
    """
    if placement_type not in CONNECTED_PLACEMENTS or on < placed_on:
        because = "the child is not fostered by a relative or friend"
        return GuardianshipQuestion(False, SPECIAL_GUARDIANSHIP, because)
    if considered_on is not None and placed_on <= considered_on <= on:
        because = f"special guardianship was considered on {in_words(considered_on)}"
        return GuardianshipQuestion(False, SPECIAL_GUARDIANSHIP, because)
    because = (
        f"fostered by a relative or friend since {in_words(placed_on)}, and no day on which special guardianship was"
        " considered is recorded"
    )
    return GuardianshipQuestion(True, SPECIAL_GUARDIANSHIP, because)
