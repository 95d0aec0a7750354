"""By when the next review was due on any day of a period of care, with what was known on that day (3.7,
15.2-15.5).
"""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from lodestar.law import review_rules as rules
from lodestar.law.care_history import Policy
from lodestar.law.review_facts import PeriodFacts
from lodestar.law.review_phases import Clock, Phase
from lodestar.law.review_rules import Limit

_ROOM = 20_000
"""Answers kept for each rule: more days than the known calendar has, and a bound on memory all the same."""


T = TypeVar("T")


class _Answers(dict[date, T]):
    """The answers of one rule, each worked out once for each day it is counted from."""

    def __init__(self, rule: Callable[[date], T]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, day: date) -> T:
        answer = self._rule(day)
        if len(self) >= _ROOM:
            self.clear()
        self[day] = answer
        return answer


def _six_months_and_resumed(day: date) -> tuple[Limit, Limit | None]:
    """Return the six-month limit and, where the relaxation of 2020 bears on it, the day it ended."""
    limit = rules.six_month_date(previous_review_on=day)
    if rules.is_relaxed(due_on=limit.due_on, judged_on=limit.due_on):
        return limit, rules.resumed_review_due(previous_review_on=day)
    return limit, None


class ReviewClock:
    """The rules of `review_rules` under one authority's settings, and how they are set against each other.

    The due date is the earliest that any rule gives. Where two give the same date the ordinary rule is
    named, then the unplanned move, the authority to place for adoption, and last the request (15.3).
    """

    def __init__(self, policy: Policy) -> None:
        extra = policy.extra_non_working_days
        self._first = _Answers(
            lambda day: rules.first_review_due(became_looked_after_on=day, extra_non_working_days=extra)
        )
        self._second = _Answers(lambda day: rules.second_review_due(first_review_on=day))
        self._later = _Answers(_six_months_and_resumed)
        self._move = _Answers(
            lambda day: rules.unplanned_move_review_due(moved_on=day, extra_non_working_days=extra)
        )
        self._restart = _Answers(lambda day: rules.review_after_restart_due(restart_review_on=day))
        self._returned = _Answers(
            lambda day: rules.adoption_return_review_due(returned_on=day, extra_non_working_days=extra)
        )
        self._authorised = _Answers(lambda day: rules.adoption_authorised_review_due(authorised_on=day))
        self._adoption_first = _Answers(lambda day: rules.first_adoption_review_due(placed_on=day))
        self._adoption_second = _Answers(lambda day: rules.second_adoption_review_due(first_review_on=day))
        self._adoption_later = _Answers(lambda day: rules.later_adoption_review_due(previous_review_on=day))
        self._breaks_first = _Answers(lambda day: rules.first_short_breaks_review_due(began_on=day))
        self._breaks_later = _Answers(lambda day: rules.later_short_breaks_review_due(previous_review_on=day))
        self._full_regime = _Answers(
            lambda day: rules.first_review_after_short_breaks_due(ended_on=day, extra_non_working_days=extra)
        )

    def limit_on(self, facts: PeriodFacts, count: int, on: date, *, requests: bool = True) -> Limit:
        """Return the limit for the next review as it stood on a day, after the first `count` reviews of the
        period.

        `requests` False leaves out early reviews asked for. Raises NotInForce or BeyondKnownCalendar where
        a rule or a calendar is not known.
        """
        phase = facts.phases[0]
        for candidate in facts.phases:
            if candidate.from_on <= on:
                phase = candidate
        limit = self._by_phase(facts, phase, count, on)
        if phase.clock is not Clock.ADOPTION_PLACED:
            limit = self._hurried(limit, facts, phase, count, on)
        return _requested(limit, facts, count, on) if requests and facts.requests else limit

    def ordinary_limit_on(self, facts: PeriodFacts, count: int, on: date) -> Limit:
        """Return the limit of reg 33(1) and (2) alone: first, second, later; all there is when `is_plain`."""
        if count > 1:
            limit, resumed = self._later[facts.held[count - 1]]
            if resumed is not None and rules.is_relaxed(due_on=limit.due_on, judged_on=on):
                return resumed
            return limit
        return self._second[facts.held[0]] if count else self._first[facts.from_on]

    def _by_phase(self, facts: PeriodFacts, phase: Phase, count: int, on: date) -> Limit:
        """Apply the clock of the phase."""
        if phase.clock is Clock.LOOKED_AFTER:
            return self.ordinary_limit_on(facts, count, on)
        since = count - bisect_left(facts.held, phase.from_on, 0, count)
        last = facts.held[count - 1] if count else None
        match phase.clock:
            case Clock.SHORT_BREAKS:
                return self._breaks_later[last] if last else self._breaks_first[phase.from_on]
            case Clock.ADOPTION_PLACED:
                if last is None or since == 0:
                    return self._adoption_first[phase.from_on]
                return self._adoption_second[last] if since == 1 else self._adoption_later[last]
            case Clock.FULL_REGIME:
                if last is None or since == 0:
                    standing = self._breaks_later[last] if last else self._breaks_first[facts.from_on]
                    return _earlier(self._full_regime[phase.from_on], standing)
                return self._second[last] if since == 1 else self.ordinary_limit_on(facts, count, on)
            case _:
                return self._after_return(facts, phase, count, since, on)

    def _after_return(self, facts: PeriodFacts, phase: Phase, count: int, since: int, on: date) -> Limit:
        """Treat a return from an adoptive placement as an unplanned move, beside an ordinary date still to
        come.
        """
        if since > 1:
            return self.ordinary_limit_on(facts, count, on)
        if since == 1:
            return _earlier(self.ordinary_limit_on(facts, count, on), self._restart[facts.held[count - 1]])
        returned = self._returned[phase.from_on]
        if count:
            ordinary = self.ordinary_limit_on(facts, count, on)
            if phase.from_on <= ordinary.due_on <= returned.due_on:
                return ordinary
        return returned

    def _hurried(self, limit: Limit, facts: PeriodFacts, phase: Phase, count: int, on: date) -> Limit:
        """Bring the date forward for unplanned moves and for an authority to place for adoption."""
        is_return = phase.clock is Clock.ADOPTION_RETURN
        last = facts.held[count - 1] if count else None
        before_last = facts.held[count - 2] if count > 1 else None
        for moved_on in facts.moves:
            if moved_on > on:
                break
            if is_return and moved_on <= phase.from_on:
                continue
            if last is None or moved_on > last:
                limit = _earlier(limit, self._move[moved_on])
                break
            if before_last is None or moved_on > before_last:
                limit = _earlier(limit, self._restart[last])
        authorised_on = facts.authorised_on
        if (
            authorised_on is not None
            and not is_return
            and authorised_on <= on
            and (last is None or last < authorised_on)
        ):
            limit = _earlier(limit, self._authorised[authorised_on])
        return limit


def _earlier(named_first: Limit, other: Limit) -> Limit:
    """Return the earlier of two limits, the first where they fall on one day."""
    return other if other.due_on < named_first.due_on else named_first


def _requested(limit: Limit, facts: PeriodFacts, count: int, on: date) -> Limit:
    """Bring the date forward for early reviews asked for and not yet answered.

    The first review after the day of asking answers; one on that very day does only if it was due that day,
    for an IRO often asks at one review for the next to come sooner.
    """
    last = facts.held[count - 1] if count else None
    for asked_on, asked in facts.requests:
        answered = last is not None and (last > asked_on or last == asked_on == asked.due_on)
        if asked_on <= on and not answered:
            limit = _earlier(limit, asked)
    return limit


def lapsed(clock: ReviewClock, facts: PeriodFacts) -> list[Limit]:
    """List the limits that had passed, with no review held, when the adoption clock started or stopped.

    From that day another clock runs (15.4), so no later review is judged by them; they fell due all the same.
    """
    found = []
    for phase in facts.phases[1:]:
        if phase.clock is Clock.FULL_REGIME or (facts.end_on is not None and phase.from_on >= facts.end_on):
            continue
        count = bisect_left(facts.held, phase.from_on)
        limit = clock.limit_on(facts, count, phase.from_on - timedelta(days=1), requests=False)
        if limit.due_on < phase.from_on:
            found.append(limit)
    return found
