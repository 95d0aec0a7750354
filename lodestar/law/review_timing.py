"""A child's review timetable: which reviews were in time, which were missed, and by when the next is due.

The public face of the clock. `timetable` answers for a whole history on one day; the rules one by one are in
`review_rules`, their wording through time in `review_sources`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lodestar.law.calendar import BeyondKnownCalendar
from lodestar.law.care_history import (
    STATUTE_ALONE,
    CannotJudge,
    CareHistory,
    HeldReview,
    LegalStatusSpell,
    PeriodOfCare,
    PlacementSpell,
    Policy,
    RequestedReview,
)
from lodestar.law.citation import Citation
from lodestar.law.in_force import NotInForce
from lodestar.law.review_clock import ReviewClock, lapsed
from lodestar.law.review_facts import PeriodFacts, known_by
from lodestar.law.review_rules import Limit, Rule

__all__ = [
    "STATUTE_ALONE",
    "CannotJudge",
    "CareHistory",
    "Due",
    "HeldReview",
    "LegalStatusSpell",
    "Limit",
    "Missed",
    "PeriodOfCare",
    "PlacementSpell",
    "Policy",
    "RequestedReview",
    "ReviewTiming",
    "Rule",
    "Timetable",
    "timetable",
]

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReviewTiming:
    """One review held, judged by the limit as it stood on the day it was held (15.2).

    `ordinal` counts the reviews of its period of care from 1 (R3.17).
    """

    held_on: date
    ordinal: int
    limit: Limit

    @property
    def rule(self) -> Rule:
        """The rule that set the limit."""
        return self.limit.rule

    @property
    def due_on(self) -> date:
        """The last lawful day, inclusive."""
        return self.limit.due_on

    @property
    def in_time(self) -> bool:
        """Whether the review was held on or before the last lawful day."""
        return self.held_on <= self.limit.due_on

    @property
    def days_late(self) -> int:
        """Calendar days after the last lawful day; 0 if in time."""
        late = (self.held_on - self.limit.due_on).days
        return late if late > 0 else 0

    @property
    def citation(self) -> Citation:
        """The source of the limit."""
        return self.limit.citation

    @property
    def because(self) -> str:
        """The fact the limit is counted from, in words."""
        return self.limit.because


@dataclass(frozen=True, slots=True)
class Missed:
    """A review that fell due while the child was looked after and was never held."""

    rule: Rule
    due_on: date
    citation: Citation
    because: str


@dataclass(frozen=True, slots=True)
class Due:
    """The next review of a child looked after on the day asked about; `overdue` if its date lies before
    that day.
    """

    rule: Rule
    due_on: date
    overdue: bool
    citation: Citation
    because: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that the law says of one child's reviews on one day; `next` is None when not looked after on it."""

    reviews: tuple[ReviewTiming, ...]
    missed: tuple[Missed, ...]
    next: Due | None


@lru_cache(maxsize=16)
def _clock(policy: Policy) -> ReviewClock:
    """Keep one clock, with its answers, for each set of local settings."""
    return ReviewClock(policy)


def timetable(history: CareHistory, as_of: date, policy: Policy = Policy()) -> Timetable:  # noqa: B008
    """Judge every review of a child's case and say by when the next must be held.

    SI 2010/959 reg 33, SI 2005/389 reg 36 and the local settings in `policy`, as they stood on each day
    (sections 3 and 15 of the rules). Days after `as_of` are ignored, so the answer for a past day is the
    one that day would have given. Each new period of care starts again at the first review (R3.20). A
    period ends at the latest on the 18th birthday, save under section 20(5) (R3.27). A review due on the
    day the child ceased to be looked after is not missed. Dates in each rule's own docstring pick its
    wording. Raises CannotJudge, in words, for a history that cannot be true and for one that a rule or
    calendar not known here would be needed for.
    """
    clock = _clock(policy)
    reviews: list[ReviewTiming] = []
    missed: list[Missed] = []
    due = None
    periods = known_by(history, as_of, policy)
    try:
        for facts in periods:
            due = _judge(clock, facts, as_of, reviews, missed)
    except (NotInForce, BeyondKnownCalendar) as unknown:
        raise CannotJudge(_field_of(facts, history), str(unknown)) from unknown
    if len(missed) > 1:
        missed.sort(key=lambda limit: (limit.due_on, limit.rule))
    return Timetable(tuple(reviews), tuple(missed), due)


def _judge(
    clock: ReviewClock, facts: PeriodFacts, as_of: date, reviews: list[ReviewTiming], missed: list[Missed]
) -> Due | None:
    """Judge one period of care: add to `reviews` and `missed`, return the next review while it runs."""
    limit_on = clock.ordinary_limit_on if facts.is_plain else clock.limit_on
    held = facts.held
    reviews += [
        ReviewTiming(held_on, count + 1, limit_on(facts, count, held_on))
        for count, held_on in enumerate(held)
    ]
    if len(facts.phases) > 1:
        missed += [
            Missed(gone.rule, gone.due_on, gone.citation, gone.because) for gone in lapsed(clock, facts)
        ]
    if facts.end_on is None:
        limit = limit_on(facts, len(held), as_of)
        return Due(limit.rule, limit.due_on, limit.due_on < as_of, limit.citation, limit.because)
    limit = limit_on(facts, len(held), facts.end_on - _ONE_DAY)
    if limit.due_on < facts.end_on:
        missed.append(Missed(limit.rule, limit.due_on, limit.citation, limit.because))
    return None


def _field_of(facts: PeriodFacts, history: CareHistory) -> str:
    """Name the period of care that could not be judged, by its place as given."""
    for place, period in enumerate(history.periods):
        if period.from_on == facts.from_on:
            return f"periods[{place}]"
    return "periods"
