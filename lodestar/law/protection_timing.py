"""By when child protection conferences are held (2-law 6, R6.1 to R6.4).

The limits are known from the guide to the children in need census, which restates Working Together to Safeguard
Children; the ten working days of the core group are from memory. They are stated from 1 April 2010; older editions of
the guidance were not looked at. Days are counted as for reviews: the day itself is day 0.
"""

from datetime import date

from lodestar.law.calendar import NO_DAYS
from lodestar.law.citation import Citation, Force
from lodestar.law.review_steps import StepClock
from lodestar.law.timescales import Span, Timescale, Unit

STATED_FROM = date(2010, 4, 1)

CONFERENCES = Citation(
    "Working Together to Safeguard Children, child protection conferences", "", Force.STATUTORY_GUIDANCE
)
CORE_GROUPS = Citation("Working Together to Safeguard Children, core group", "", Force.STATUTORY_GUIDANCE)

INITIAL_CONFERENCE = Timescale.in_force_from(
    "the initial child protection conference", Span(15, Unit.WORKING_DAYS), STATED_FROM, CONFERENCES
)
FIRST_REVIEW_CONFERENCE = Timescale.in_force_from(
    "the first review conference", Span(3, Unit.MONTHS), STATED_FROM, CONFERENCES
)
LATER_REVIEW_CONFERENCE = Timescale.in_force_from(
    "the later review conferences", Span(6, Unit.MONTHS), STATED_FROM, CONFERENCES
)
TRANSFER_CONFERENCE = Timescale.in_force_from(
    "the transfer-in conference", Span(15, Unit.WORKING_DAYS), STATED_FROM, CONFERENCES
)
CORE_GROUP = Timescale.in_force_from(
    "the first core group", Span(10, Unit.WORKING_DAYS), STATED_FROM, CORE_GROUPS
)


def initial_conference_by(
    *, strategy_on: date, extra_non_working_days: frozenset[date] = NO_DAYS
) -> StepClock:
    """The initial conference is held within 15 working days of the strategy discussion (R6.1).

    `strategy_on` is the discussion that began the section 47 enquiry, the latest where there were several. Raises
    NotInForce before 1 April 2010, BeyondKnownCalendar.
    """
    fact = "the day of the strategy discussion"
    return INITIAL_CONFERENCE.by_wording_of_the_end(strategy_on, fact, extra_non_working_days)


def first_review_conference_by(*, initial_on: date) -> StepClock:
    """The first review conference is held within 3 months of the initial conference (R6.2). Raises NotInForce."""
    return FIRST_REVIEW_CONFERENCE.by_wording_of_the_end(initial_on, "the day of the initial conference")


def later_review_conference_by(*, previous_on: date) -> StepClock:
    """Later review conferences are held within 6 months of the one before, early or late (R6.2). Raises NotInForce."""
    return LATER_REVIEW_CONFERENCE.by_wording_of_the_end(
        previous_on, "the day of the review conference before"
    )


def transfer_conference_by(*, told_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """A child who moves in on a plan has a conference within 15 working days of the authority being told (R6.3).

    Raises NotInForce, BeyondKnownCalendar.
    """
    fact = "the day the authority was told of the move"
    return TRANSFER_CONFERENCE.by_wording_of_the_end(told_on, fact, extra_non_working_days)


def core_group_by(*, initial_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The core group first meets within 10 working days of the initial conference (R6.4, from memory).

    Raises NotInForce, BeyondKnownCalendar.
    """
    return CORE_GROUP.by_wording_of_the_end(
        initial_on, "the day of the initial conference", extra_non_working_days
    )
