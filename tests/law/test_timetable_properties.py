"""What must be true of every history's timetable."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lodestar.law.calendar import add_months, add_working_days
from lodestar.law.review_sources import REG_33_3_A
from lodestar.law.review_timing import (
    CannotJudge,
    CareHistory,
    Due,
    HeldReview,
    LegalStatusSpell,
    Missed,
    PeriodOfCare,
    PlacementSpell,
    Policy,
    RequestedReview,
    ReviewTiming,
    Rule,
    Timetable,
    timetable,
)

BORN = date(2012, 3, 4)
STATUSES = ("V2", "C1", "C2", "J1", "V4")
TYPES = ("U6", "K2", "A5", "T3", "P1")


@st.composite
def histories(draw: st.DrawFn, *, adoption: bool = True) -> tuple[CareHistory, date]:
    """A history of one or two periods that can be true, and a day to ask about."""
    start = date(2012, 4, 1) + timedelta(days=draw(st.integers(0, 5000)))
    periods, reviews, requests = [], [], []
    for _ in range(draw(st.integers(1, 2))):
        length = draw(st.integers(1, 1200))
        is_open = draw(st.booleans())
        days = st.dates(start, start + timedelta(days=length - 1))
        legal_days = sorted({start, *draw(st.lists(days, max_size=2))})
        placement_days = sorted({start, *draw(st.lists(days, max_size=4))})
        periods.append(
            PeriodOfCare(
                start,
                None if is_open else start + timedelta(days=length),
                tuple(LegalStatusSpell(day, draw(st.sampled_from(STATUSES))) for day in legal_days),
                tuple(
                    PlacementSpell(day, draw(st.sampled_from(TYPES)), draw(st.booleans()))
                    for day in placement_days
                ),
                draw(st.none() | days) if adoption else None,
                draw(st.none() | days) if adoption else None,
            )
        )
        reviews += [HeldReview(day) for day in draw(st.lists(days, max_size=7))]
        for asked_on in draw(st.lists(days, max_size=1)):
            due_on = asked_on + timedelta(days=draw(st.integers(0, 60)))
            requests.append(RequestedReview(asked_on, due_on, "asked for", REG_33_3_A))
        if is_open:
            break
        start += timedelta(days=length + draw(st.integers(1, 300)))
    as_of = start + timedelta(days=draw(st.integers(0, 1500)))
    history = CareHistory("C1", BORN, tuple(periods), tuple(reviews), tuple(requests))
    return history, min(as_of, date(2030, 3, 3))


def known_by(history: CareHistory, day: date) -> CareHistory:
    """The history as it would have been written on a day."""

    def known(when: date | None) -> date | None:
        return when if when is not None and when <= day else None

    periods = tuple(
        replace(
            period,
            until_on=known(period.until_on),
            legal=tuple(spell for spell in period.legal if spell.from_on <= day),
            placements=tuple(spell for spell in period.placements if spell.from_on <= day),
            adoption_authorised_on=known(period.adoption_authorised_on),
            adoption_placed_on=known(period.adoption_placed_on),
        )
        for period in history.periods
        if period.from_on <= day
    )
    return replace(
        history,
        periods=periods,
        reviews=tuple(review for review in history.reviews if review.held_on and review.held_on <= day),
        requests=tuple(request for request in history.requests if request.asked_on <= day),
    )


def limits_of(answer: Timetable) -> list[ReviewTiming | Missed | Due]:
    """Every limit that a timetable names."""
    return [*answer.reviews, *answer.missed, *([answer.next] if answer.next else [])]


def judged(history: CareHistory, day: date, policy: Policy = Policy()) -> Timetable:  # noqa: B008
    return timetable(history, day, policy)


@given(histories())
def test_what_comes_after_a_day_changes_nothing_about_it(case: tuple[CareHistory, date]) -> None:
    history, as_of = case
    assert judged(history, as_of) == judged(known_by(history, as_of), as_of)


@given(histories(), st.integers(1, 800))
def test_what_happens_after_a_review_never_changes_whether_it_was_in_time(
    case: tuple[CareHistory, date], days: int
) -> None:
    history, as_of = case
    before = judged(history, as_of).reviews
    after = judged(history, min(as_of + timedelta(days=days), date(2030, 3, 3))).reviews
    assert after[: len(before)] == before


@given(histories(adoption=False), st.integers(0, 1500))
def test_an_unplanned_move_never_postpones_a_review(case: tuple[CareHistory, date], days: int) -> None:
    history, as_of = case
    period = history.periods[-1]
    moved_on = period.from_on + timedelta(days=days)
    if any(spell.from_on == moved_on for spell in period.placements) or (
        period.until_on and moved_on >= period.until_on
    ):
        return
    moved = replace(period, placements=(*period.placements, PlacementSpell(moved_on, "K2", True)))
    without = judged(history, as_of)
    with_move = judged(replace(history, periods=(*history.periods[:-1], moved)), as_of)
    for plain, hurried in zip(without.reviews, with_move.reviews, strict=True):
        assert hurried.due_on <= plain.due_on
    if without.next is not None and with_move.next is not None:
        assert with_move.next.due_on <= without.next.due_on


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    case: tuple[CareHistory, date], shuffler: random.Random
) -> None:
    history, as_of = case
    periods = [
        replace(
            period,
            legal=tuple(shuffler.sample(period.legal, len(period.legal))),
            placements=tuple(shuffler.sample(period.placements, len(period.placements))),
        )
        for period in history.periods
    ]
    shuffler.shuffle(periods)
    reviews = shuffler.sample(history.reviews, len(history.reviews))
    mixed = replace(history, periods=tuple(periods), reviews=tuple(reviews))
    assert judged(mixed, as_of) == judged(history, as_of)


@given(histories())
def test_every_date_reproduces_from_the_events(case: tuple[CareHistory, date]) -> None:
    """Each limit is one of the statutory or local spans from a day that the history names."""
    history, as_of = case
    answer = judged(history, as_of)
    days = {spell.from_on for period in history.periods for spell in period.legal}
    days |= {placement.from_on for period in history.periods for placement in period.placements}
    days |= {review.held_on for review in history.reviews if review.held_on}
    for period in history.periods:
        days |= {day for day in (period.adoption_authorised_on, period.adoption_placed_on) if day}
    spans = {date(2020, 9, 25)} | {request.due_on for request in history.requests}
    for day in days:
        spans |= {add_working_days(day, 20), day + timedelta(days=28), add_months(day, 3), add_months(day, 6)}
    assert {limit.due_on for limit in limits_of(answer)} <= spans


@given(histories())
def test_an_answer_is_whole(case: tuple[CareHistory, date]) -> None:
    history, as_of = case
    answer = judged(history, as_of)
    held = {review.held_on for review in history.reviews if review.held_on and review.held_on <= as_of}
    assert [review.held_on for review in answer.reviews] == sorted(held)
    for review in answer.reviews:
        assert review.in_time == (review.days_late == 0)
        assert review.days_late == max(0, (review.held_on - review.due_on).days)
    looked_after = any(
        period.from_on <= as_of and (period.until_on is None or as_of < period.until_on)
        for period in history.periods
    )
    assert (answer.next is not None) == looked_after
    if answer.next is not None:
        assert answer.next.overdue == (answer.next.due_on < as_of)
    for limit in limits_of(answer):
        assert limit.because
        assert limit.citation.provision
        assert limit.rule in Rule


@given(histories())
def test_missed_reviews_fell_due_while_looked_after_and_were_not_held(
    case: tuple[CareHistory, date],
) -> None:
    history, as_of = case
    answer = judged(history, as_of)
    for missed in answer.missed:
        assert missed.due_on < as_of
    assert [missed.due_on for missed in answer.missed] == sorted(missed.due_on for missed in answer.missed)


@given(histories(), st.sampled_from([Policy(), Policy(restart_on_unplanned_move=False)]))
def test_statute_alone_is_never_stricter_than_local_policy(case: tuple[CareHistory, date], _: Policy) -> None:
    history, as_of = case
    local, statute = judged(history, as_of), judged(history, as_of, Policy(restart_on_unplanned_move=False))
    for theirs, ours in zip(statute.reviews, local.reviews, strict=True):
        assert ours.due_on <= theirs.due_on


@given(histories(), st.lists(st.dates(date(2008, 1, 1), date(2032, 1, 1)), max_size=3))
@settings(max_examples=60)
def test_an_impossible_history_is_refused_and_never_crashes(
    case: tuple[CareHistory, date], days: list[date]
) -> None:
    history, as_of = case
    spoiled = replace(history, reviews=(*history.reviews, *(HeldReview(day) for day in days)))
    try:
        answer = judged(spoiled, as_of)
    except CannotJudge as refusal:
        assert refusal.field
        assert refusal.words
    else:
        assert len(answer.reviews) >= len({day for day in days if day <= as_of})
