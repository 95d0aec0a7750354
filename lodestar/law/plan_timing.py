"""By when a looked-after child has a plan, and which plans are owed (2-law 8.2)."""

from datetime import date

from lodestar.law.ages import age_on
from lodestar.law.calendar import NO_DAYS, add_working_days
from lodestar.law.care_planning import IN_FORCE, RELAXED, regulation, relaxed_regulation
from lodestar.law.citation import Citation, Force
from lodestar.law.in_force import Version
from lodestar.law.review_rules import in_words
from lodestar.law.review_steps import StepClock
from lodestar.law.timescales import Span, Timescale, Unit

REG_4 = Citation(
    "SI 2010/959 reg 4(2)",
    "https://www.legislation.gov.uk/uksi/2010/959/regulation/4/2011-04-01",
    Force.REGULATIONS,
)
REG_5 = Citation(
    "SI 2010/959 reg 5 and Sch.1",
    "https://www.legislation.gov.uk/uksi/2010/959/regulation/5/2011-04-01",
    Force.REGULATIONS,
)
REG_43 = Citation(
    "SI 2010/959 reg 43",
    "https://www.legislation.gov.uk/uksi/2010/959/regulation/43/2011-04-01",
    Force.REGULATIONS,
)

PLAN_WORKING_DAYS = 10
"""Working days from the start by when the plan is there, if it could not be made before the first placement."""

PLACEMENT_PLAN = Timescale(
    "the placement plan",
    (
        Version(Span(5, Unit.WORKING_DAYS), IN_FORCE, RELAXED[0], regulation("9", "(2)")),
        Version(Span(5, Unit.WORKING_DAYS, binding=False), *RELAXED, relaxed_regulation("9(2)", "(4)")),
        Version(Span(5, Unit.WORKING_DAYS), RELAXED[1], None, regulation("9", "(2)", "2020-09-25")),
    ),
)

PATHWAY_PLAN_FROM_AGE = 16
"""Age from which a pathway plan is owed beside the care plan (R8.40, R8.41)."""


def plan_by(*, became_looked_after_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The care plan is made before the first placement, or within 10 working days of the start (R8.10, reg 4).

    Raises BeyondKnownCalendar.
    """
    due_on = add_working_days(became_looked_after_on, PLAN_WORKING_DAYS, extra_non_working_days)
    because = (
        f"{PLAN_WORKING_DAYS} working days from {in_words(became_looked_after_on)}, "
        "the day the child became looked after"
    )
    return StepClock(due_on, REG_4, because)


def placement_plan_by(*, placed_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The placement plan is made before the placement, or within 5 working days of its start (R8.12, reg 9(2)).

    From 24 April until 25 September 2020 it was made as soon as reasonably practicable (SI 2020/445 reg 8(4)): a limit
    that ran out then applied again on the 25th, a reading as for reviews (ADR-0005). Not owed in a series of short
    breaks (reg 48(3)). The day the limit runs out picks the wording. Raises NotInForce, BeyondKnownCalendar.
    """
    fact = "the day the placement began"
    return PLACEMENT_PLAN.by_wording_of_the_end(placed_on, fact, extra_non_working_days)


def pathway_plan_is_owed(*, born_on: date, on: date) -> bool:
    """Say whether a pathway plan is owed on a day: from the 16th birthday (R8.41, SI 2010/959 reg 43)."""
    return on >= born_on and age_on(born_on, on) >= PATHWAY_PLAN_FROM_AGE
