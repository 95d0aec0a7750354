"""By when a looked-after child's health is assessed, and the personal education plan made (2-law 8.2, R8.13 to R8.18).

None of these is owed for a series of short breaks: regulations 5 and 7 do not apply to it (SI 2010/959 reg 48(3)).
"""

from datetime import date

from lodestar.law.ages import birthday
from lodestar.law.calendar import NO_DAYS
from lodestar.law.care_planning import IN_FORCE, regulation
from lodestar.law.citation import Citation, Force
from lodestar.law.review_rules import first_review_due, in_words
from lodestar.law.review_steps import StepClock
from lodestar.law.timescales import Span, Timescale, Unit

HEALTH_GUIDANCE = Citation(
    "Promoting the health and well-being of looked-after children (2015) para 41",
    "",
    Force.STATUTORY_GUIDANCE,
)
EDUCATION_GUIDANCE = Citation(
    "Promoting the education of looked-after children, personal education plans", "", Force.STATUTORY_GUIDANCE
)
SDQ_GUIDANCE = Citation(
    "Guide to the SSDA903 return, strengths and difficulties questionnaire", "", Force.STATUTORY_GUIDANCE
)

OFTENER_UNDER = 5
"""Age from which a review of health once in 12 months is enough."""

SDQ_FROM_AGE = 4
SDQ_TO_AGE = 16
"""Ages of the yearly questionnaire, in completed years, both included."""

HEALTH_UNDER_FIVE = Timescale.in_force_from(
    "the review of health of a child under 5", Span(6, Unit.MONTHS), IN_FORCE, regulation("7", "(3)")
)
HEALTH_FROM_FIVE = Timescale.in_force_from(
    "the review of health of a child of 5 and over", Span(12, Unit.MONTHS), IN_FORCE, regulation("7", "(3)")
)
SDQ_YEARLY = Timescale.in_force_from(
    "the strengths and difficulties questionnaire", Span(12, Unit.MONTHS), IN_FORCE, SDQ_GUIDANCE
)
"""Stated from the day of the Care Planning Regulations; the return has asked for it longer."""


def initial_health_assessment_by(
    *,
    became_looked_after_on: date,
    first_review_on: date | None = None,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> StepClock:
    """The first health assessment and its plan are in writing in time for the first review (R8.13, guidance para 41).

    That is within 20 working days, or by the review itself where `first_review_on` is sooner. A registered doctor
    makes it (from memory, as is the paragraph of reg 7). Raises NotInForce, BeyondKnownCalendar.
    """
    return _in_time_for_first_review(
        HEALTH_GUIDANCE, became_looked_after_on, first_review_on, extra_non_working_days
    )


def review_health_assessment_due(*, born_on: date, last_on: date) -> StepClock:
    """Health is assessed again every 6 months under 5 and every 12 months from 5 (SI 2010/959 reg 7, R8.14).

    `last_on` is the day of the assessment before, the first one included; the next runs from it, early or late. Where
    6 months from it end on or after the 5th birthday, the next is 12 months after it: a proposed reading of the
    birthday, not law. The day the limit runs out picks the wording. Raises NotInForce, and ValueError where `last_on`
    is before birth.
    """
    if last_on < born_on:
        raise ValueError("A child's health is not assessed before birth.")
    fact = "the day of the last health assessment"
    if Span(6, Unit.MONTHS).after(last_on) < birthday(born_on, OFTENER_UNDER):
        return HEALTH_UNDER_FIVE.by_wording_of_the_end(last_on, fact)
    return HEALTH_FROM_FIVE.by_wording_of_the_end(last_on, fact)


def sdq_due(*, born_on: date, became_looked_after_on: date, last_on: date | None = None) -> StepClock | None:
    """A questionnaire of strengths and difficulties is filled in each year for a child aged 4 to 16 (R8.18).

    Counted from the last one; where there is none in this time in care, from the day the child became looked after or
    turned 4, whichever is later (a proposed reading: the guide says yearly and not from when). None where the year
    runs out on or after the 17th birthday. Raises NotInForce.
    """
    facts = {
        became_looked_after_on: "the day the child became looked after",
        birthday(born_on, SDQ_FROM_AGE): "the child's 4th birthday",
    }
    if last_on is not None:
        facts[last_on] = "the day of the last questionnaire"
    since = max(facts)
    clock = SDQ_YEARLY.by_wording_of_the_end(since, facts[since])
    return clock if clock.due_on < birthday(born_on, SDQ_TO_AGE + 1) else None


def education_plan_by(
    *,
    became_looked_after_on: date,
    first_review_on: date | None = None,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> StepClock:
    """A personal education plan is made within 20 school days and before the first review (R8.16).

    School days are not known here. Every school day is a working day, so 20 of them never end before 20 working days
    do, and the first review decides: due by that review, or by the last day for it. The 20 school days come from
    published procedures; older wording of 10 working days is not followed. Raises NotInForce, BeyondKnownCalendar.
    """
    return _in_time_for_first_review(
        EDUCATION_GUIDANCE, became_looked_after_on, first_review_on, extra_non_working_days
    )


def education_plan_update_by(*, next_review_on: date) -> StepClock:
    """The personal education plan is brought up to date before each review (R8.16).

    `next_review_on` is the day of the review, or the last day for it. It is also reviewed in each school term, which is
    not counted here: terms differ between schools and are not known.
    """
    because = f"before the review on {in_words(next_review_on)}; also once in each school term"
    return StepClock(next_review_on, EDUCATION_GUIDANCE, because)


def _in_time_for_first_review(
    citation: Citation, became_looked_after_on: date, first_review_on: date | None, extra: frozenset[date]
) -> StepClock:
    """Ask for something by the first review, or by the last day for it."""
    limit = first_review_due(became_looked_after_on=became_looked_after_on, extra_non_working_days=extra)
    if first_review_on is not None and first_review_on < limit.due_on:
        return StepClock(
            first_review_on, citation, f"in time for the first review on {in_words(first_review_on)}"
        )
    because = f"in time for the first review, due by {in_words(limit.due_on)}: {limit.because}"
    return StepClock(limit.due_on, citation, because)
