"""By when each step before and after a review is to be done (2-law 4.1, R4.1 to R4.12).

Days are working days before or after the day of the review (the day it was completed, for what follows it). Most of
these limits are an authority's own or come from published procedures, not from a regulation: each answer says which.
"""

from dataclasses import dataclass
from datetime import date

from lodestar.law.calendar import NO_DAYS, add_working_days
from lodestar.law.citation import Citation, Force
from lodestar.law.review_rules import in_words

REG_36 = Citation(
    "SI 2010/959 reg 36",
    "https://www.legislation.gov.uk/uksi/2010/959/regulation/36/2011-04-01",
    Force.REGULATIONS,
)
HANDBOOK = Citation("IRO Handbook chapter 3", "", Force.STATUTORY_GUIDANCE)
DEEMED = Citation("IRO Handbook, decisions of the review", "", Force.STATUTORY_GUIDANCE)
PROCEDURE = Citation("Local policy: steps of a review", "", Force.LOCAL_POLICY)
MIDWAY = Citation("Local policy: midway check", "", Force.LOCAL_POLICY)
ACKNOWLEDGEMENT = Citation("Local policy: answering a rating", "", Force.LOCAL_POLICY)

DISCUSSION_BEFORE = 20
TALK_BEFORE = 15
INVITATIONS_BEFORE = 10
PAPERS_BEFORE = 3
DECISIONS_AFTER = 5
ANSWERS_AFTER = 5
PLAN_AFTER = 10
RECORD_AFTER = 15
DISTRIBUTED_AFTER = 20
ACKNOWLEDGED_AFTER = 5


@dataclass(frozen=True, slots=True)
class StepClock:
    """The last day for a step (`due_on`, inclusive), its source, and the fact it rests on in words."""

    due_on: date
    citation: Citation
    because: str


def discussion_by(*, review_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The social worker, the child and the IRO settle where, when and with whom, 20 working days before (R4.1)."""
    return _before(review_on, DISCUSSION_BEFORE, PROCEDURE, extra_non_working_days)


def talk_by(*, review_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The social worker and the IRO talk through the plan and the invitations 15 working days before (R4.2)."""
    return _before(review_on, TALK_BEFORE, HANDBOOK, extra_non_working_days)


def invitations_by(
    *,
    review_on: date,
    working_days: int = INVITATIONS_BEFORE,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> StepClock:
    """Invitations and consultation papers are out 10 working days before, in some authorities 20 (R4.3)."""
    return _before(review_on, working_days, PROCEDURE, extra_non_working_days)


def papers_by(
    *,
    review_on: date,
    working_days: int = PAPERS_BEFORE,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> StepClock:
    """The social worker's report and the updated plans reach the IRO 3 working days before (R4.4, seed section 9)."""
    return _before(review_on, working_days, PROCEDURE, extra_non_working_days)


def child_seen_by(*, review_on: date) -> StepClock:
    """The IRO speaks with the child alone before each review (SI 2010/959 reg 36, R4.5): at the latest that day."""
    return StepClock(review_on, REG_36, f"before the review on {in_words(review_on)}")


def decisions_by(*, review_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The decisions are out in writing by the 5th working day after the review (R4.7, seed section 14)."""
    return _after(review_on, DECISIONS_AFTER, PROCEDURE, extra_non_working_days)


def answers_by(*, sent_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The team manager answers within 5 working days; after that the decisions stand as agreed (R4.8)."""
    due_on = add_working_days(sent_on, ANSWERS_AFTER, extra_non_working_days)
    because = f"{ANSWERS_AFTER} working days from {in_words(sent_on)}, the day the decisions were sent"
    return StepClock(due_on, DEEMED, because)


def plan_updated_by(*, review_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The social worker brings the care plan up to date within 10 working days of the review (R4.9)."""
    return _after(review_on, PLAN_AFTER, PROCEDURE, extra_non_working_days)


def record_by(
    *,
    review_on: date,
    working_days: int = RECORD_AFTER,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> StepClock:
    """The IRO completes the full record within 15 working days of the review (R4.10)."""
    return _after(review_on, working_days, PROCEDURE, extra_non_working_days)


def distributed_by(
    *,
    review_on: date,
    working_days: int = DISTRIBUTED_AFTER,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> StepClock:
    """The record reaches the child, parents, carers and others within 20 working days (R4.11, seed section 14)."""
    return _after(review_on, working_days, PROCEDURE, extra_non_working_days)


def acknowledged_by(
    *,
    raised_on: date,
    working_days: int = ACKNOWLEDGED_AFTER,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> StepClock:
    """A manager answers an amber or a red within the authority's own limit, 5 working days unless it says otherwise
    (R4.30).
    """
    due_on = add_working_days(raised_on, working_days, extra_non_working_days)
    because = f"{_days(working_days)} from {in_words(raised_on)}, the day the rating was put to them"
    return StepClock(due_on, ACKNOWLEDGEMENT, because)


def midway_on(*, review_on: date, next_due_on: date) -> StepClock:
    """The IRO looks half-way between a review and the day the next is due (R4.12). Raises ValueError where the next
    is not due after it.
    """
    if next_due_on <= review_on:
        raise ValueError("The next review is due after the last.")
    due_on = review_on + (next_due_on - review_on) // 2
    because = f"half-way from the review on {in_words(review_on)} to the next, due by {in_words(next_due_on)}"
    return StepClock(due_on, MIDWAY, because)


def _days(number: int) -> str:
    """Say a number of working days."""
    return f"{number} working day" if number == 1 else f"{number} working days"


def _before(review_on: date, working_days: int, citation: Citation, extra: frozenset[date]) -> StepClock:
    """Count back from the day of the review."""
    if working_days < 1:
        raise ValueError("The limit is a whole number of working days from 1.")
    due_on = add_working_days(review_on, -working_days, extra)
    return StepClock(
        due_on, citation, f"{_days(working_days)} before {in_words(review_on)}, the day of the review"
    )


def _after(review_on: date, working_days: int, citation: Citation, extra: frozenset[date]) -> StepClock:
    """Count on from the day the review was completed."""
    if working_days < 1:
        raise ValueError("The limit is a whole number of working days from 1.")
    due_on = add_working_days(review_on, working_days, extra)
    return StepClock(
        due_on, citation, f"{_days(working_days)} from {in_words(review_on)}, the day of the review"
    )
