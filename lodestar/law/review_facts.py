"""What of a child's history was known on a day, checked and set in order: the ground the review clock
stands on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lodestar.law.ages import ADULT, birthday
from lodestar.law.care_history import CannotJudge, CareHistory, PeriodOfCare, Policy
from lodestar.law.history_checks import check_apart, check_period
from lodestar.law.review_phases import Clock, Phase, adult_on, phases_of
from lodestar.law.review_rules import Limit, Rule, in_words


@dataclass(slots=True)
class PeriodFacts:
    """One period of care as known on a day: what its clock is counted from, in order.

    `end_on` is the first day no longer looked after, None while that had not come; `held` are the days of
    its reviews; `moves` the unplanned moves that count by the policy; `requests` pairs of the day asked and
    the limit asked for. `is_plain` says that one ordinary clock runs and nothing hurries it.
    """

    from_on: date
    end_on: date | None
    held: list[date]
    phases: tuple[Phase, ...]
    moves: list[date]
    authorised_on: date | None
    requests: list[tuple[date, Limit]]
    is_plain: bool


def known_by(history: CareHistory, as_of: date, policy: Policy) -> list[PeriodFacts]:
    """Return the periods of care begun by a day, as they stood then, in order (15.2); what came later is
    left out.

    Raises CannotJudge for a history that cannot be true: overlapping periods, a placement or review outside
    them, an unknown code, and so on.
    """
    periods = _known_periods(history, as_of)
    held = _known_reviews(history, as_of, policy)
    facts = [_facts(period, place, history, as_of, policy) for period, place in periods]
    if len(facts) == 1:
        only = facts[0]
        only.held = held
        if held and (held[0] < only.from_on or (only.end_on is not None and held[-1] >= only.end_on)):
            _share_out(held, facts, history, policy)
    elif held:
        _share_out(held, facts, history, policy)
    if history.requests:
        _add_requests(facts, history, as_of)
    return facts


def _known_periods(history: CareHistory, as_of: date) -> list[tuple[PeriodOfCare, int]]:
    """Return the periods begun by the day, as they stood then, checked and in order, with their place as
    given.
    """
    known: list[tuple[PeriodOfCare, int]] = []
    for place, period in enumerate(history.periods):
        if period.from_on <= as_of:
            stood = _as_it_stood(period, as_of)
            check_period(stood, period, history.born_on, place)
            known.append((stood, place))
    if len(known) > 1:
        known.sort(key=lambda pair: (pair[0].from_on, pair[1]))
        for (earlier, _), (later, place) in zip(known, known[1:], strict=False):
            check_apart(earlier, later, place)
    return known


def _as_it_stood(period: PeriodOfCare, as_of: date) -> PeriodOfCare:
    """Leave out of a period what came after the day."""
    if _latest_day(period) <= as_of:
        return period

    def known(day: date | None) -> date | None:
        return day if day is not None and day <= as_of else None

    return PeriodOfCare(
        from_on=period.from_on,
        until_on=known(period.until_on),
        legal=tuple(spell for spell in period.legal if spell.from_on <= as_of),
        placements=tuple(spell for spell in period.placements if spell.from_on <= as_of),
        adoption_authorised_on=known(period.adoption_authorised_on),
        adoption_placed_on=known(period.adoption_placed_on),
        short_break_limit_broken_on=known(period.short_break_limit_broken_on),
    )


def _latest_day(period: PeriodOfCare) -> date:
    """Return the last day that a period speaks of."""
    latest = period.from_on
    for spell in period.legal:
        if spell.from_on > latest:
            latest = spell.from_on
    for placement in period.placements:
        if placement.from_on > latest:
            latest = placement.from_on
    if period.until_on is not None and period.until_on > latest:
        latest = period.until_on
    if period.adoption_authorised_on is not None and period.adoption_authorised_on > latest:
        latest = period.adoption_authorised_on
    if period.adoption_placed_on is not None and period.adoption_placed_on > latest:
        latest = period.adoption_placed_on
    broken_on = period.short_break_limit_broken_on
    return broken_on if broken_on is not None and broken_on > latest else latest


def _known_reviews(history: CareHistory, as_of: date, policy: Policy) -> list[date]:
    """Return the days of the reviews completed by the day, in order; two on one day are one review."""
    if policy.review_date_basis == "completed":
        days = sorted({review.held_on for review in history.reviews if review.held_on is not None})
        return days if not days or days[-1] <= as_of else days[: bisect_right(days, as_of)]
    first: set[date] = set()
    for place, review in enumerate(history.reviews):
        if review.held_on is None or review.held_on > as_of:
            continue
        before = [*review.meetings, *([review.opened_on] if review.opened_on else [])]
        if before and max(before) > review.held_on:
            raise CannotJudge(
                f"reviews[{place}].meetings",
                f"{in_words(max(before))} is after the review was completed ({in_words(review.held_on)})",
            )
        first.add(min(before, default=review.held_on))
    return sorted(first)


def _facts(
    period: PeriodOfCare, place: int, history: CareHistory, as_of: date, policy: Policy
) -> PeriodFacts:
    """Gather what the clock of one period is counted from; its reviews and requests are added after."""
    end_on = period.until_on
    last_day = end_on or as_of
    if last_day.year - history.born_on.year >= ADULT and birthday(history.born_on, ADULT) <= last_day:
        adult = adult_on(period, history.born_on)
        if adult == period.from_on:
            raise CannotJudge(
                f"periods[{place}].from",
                "the young person was 18 or over by then, and not accommodated under section 20(5) in a"
                " community home (V2 with K2), so cannot have become looked after",
            )
        if adult is not None and adult <= as_of and (end_on is None or adult < end_on):
            end_on = adult
    phases = phases_of(period)
    moves: list[date] = []
    if policy.restart_on_unplanned_move:
        for placement in period.placements:
            if placement.unplanned and placement.from_on > period.from_on:
                moves.append(placement.from_on)
        moves.sort()
    return PeriodFacts(
        period.from_on,
        end_on,
        [],
        phases,
        moves,
        period.adoption_authorised_on,
        [],
        len(phases) == 1
        and not moves
        and period.adoption_authorised_on is None
        and phases[0].clock is Clock.LOOKED_AFTER,
    )


def _period_on(day: date, facts: Iterable[PeriodFacts]) -> PeriodFacts | None:
    """Find the period of care that a day lies in."""
    for period in facts:
        if period.from_on <= day and (period.end_on is None or day < period.end_on):
            return period
    return None


def _share_out(held: list[date], facts: list[PeriodFacts], history: CareHistory, policy: Policy) -> None:
    """Give each period its reviews; refuse one on a day when the child was not looked after (DQ5)."""
    for period in facts:
        end = len(held) if period.end_on is None else bisect_left(held, period.end_on)
        period.held = held[bisect_left(held, period.from_on) : end]
    for day in held:
        if _period_on(day, facts) is None:
            raise CannotJudge(_review_field(day, history), _why_not_looked_after(day, facts, history))


def _review_field(day: date, history: CareHistory) -> str:
    """Name the review that was held on a day, by its place as given."""
    for place, review in enumerate(history.reviews):
        if review.held_on == day:
            return f"reviews[{place}].held_on"
        if day == review.opened_on or day in review.meetings:
            return f"reviews[{place}].meetings"
    return "reviews"


def _why_not_looked_after(day: date, facts: list[PeriodFacts], history: CareHistory) -> str:
    """Say in words why no review can have been held on a day."""
    before = [period for period in facts if period.from_on <= day]
    if day < history.born_on:
        return f"{in_words(day)} is before the child was born"
    if not before:
        since = f" ({in_words(facts[0].from_on)})" if facts else ""
        return f"{in_words(day)} is before the child became looked after{since}"
    ended_on = before[-1].end_on
    assert ended_on is not None
    return (
        f"the child was not looked after on {in_words(day)}: {in_words(ended_on)} was the first day no longer"
        " looked after"
    )


def _add_requests(facts: list[PeriodFacts], history: CareHistory, as_of: date) -> None:
    """Give each period the early reviews asked for in it."""
    for place, request in enumerate(history.requests):
        if request.asked_on > as_of:
            continue
        if request.due_on < request.asked_on:
            raise CannotJudge(f"requested[{place}].due_on", "is before the review was asked for")
        period = _period_on(request.asked_on, facts)
        if period is None:
            raise CannotJudge(
                f"requested[{place}].asked_on",
                f"the child was not looked after on {in_words(request.asked_on)}",
            )
        limit = Limit(Rule.REQUESTED, request.due_on, request.citation, request.because)
        period.requests.append((request.asked_on, limit))
        period.is_plain = False
    for period in facts:
        period.requests.sort(key=lambda asked: (asked[0], asked[1].due_on, asked[1].because))
