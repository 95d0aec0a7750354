"""The corners: settings that cannot be, days at the end of time, bounded memory, and faults named by their field."""

from datetime import date

import pytest

from lodestar.law import review_clock
from lodestar.law.calendar import BeyondKnownCalendar
from lodestar.law.review_rules import first_adoption_review_due, second_review_due
from lodestar.law.review_sources import REG_33_3_A
from lodestar.law.review_timing import (
    CannotJudge,
    CareHistory,
    HeldReview,
    LegalStatusSpell,
    PeriodOfCare,
    PlacementSpell,
    Policy,
    RequestedReview,
    timetable,
)
from lodestar.law.short_breaks import Stay, WithinLimits, short_break_limits

START = date(2026, 3, 2)
PERIOD = PeriodOfCare(START, None, (LegalStatusSpell(START, "V2"),), (PlacementSpell(START, "U6"),))


def history(*reviews: HeldReview, requests: tuple[RequestedReview, ...] = ()) -> CareHistory:
    """A child looked after since 2 March 2026."""
    return CareHistory("C1", date(2015, 1, 1), (PERIOD,), reviews, requests)


def test_a_basis_that_is_neither_is_refused() -> None:
    with pytest.raises(ValueError, match='"completed" or "first_meeting"'):
        Policy(review_date_basis="last_meeting")  # type: ignore[arg-type]


def test_a_first_meeting_before_the_period_is_named_as_a_meeting() -> None:
    told = history(HeldReview(date(2026, 3, 20), meetings=(date(2026, 2, 20),)))
    with pytest.raises(CannotJudge) as refusal:
        timetable(told, date(2026, 4, 1), Policy(review_date_basis="first_meeting"))
    assert refusal.value.field == "reviews[0].meetings"
    assert "before the child became looked after (2 March 2026)" in refusal.value.words


def test_a_review_asked_for_after_it_was_due_is_refused() -> None:
    asked = RequestedReview(date(2026, 4, 1), date(2026, 3, 30), "asked for", REG_33_3_A)
    with pytest.raises(CannotJudge, match="is before the review was asked for"):
        timetable(history(requests=(asked,)), date(2026, 4, 2))


def test_a_request_after_the_day_asked_about_is_not_known() -> None:
    asked = RequestedReview(date(2026, 4, 1), date(2026, 4, 30), "asked for", REG_33_3_A)
    due = timetable(history(requests=(asked,)), date(2026, 3, 20)).next
    assert due is not None
    assert due.rule == "first"


@pytest.mark.parametrize("day", [date(9999, 12, 20), date(9999, 11, 1)])
def test_the_end_of_time_is_refused_and_not_run_over(day: date) -> None:
    with pytest.raises(BeyondKnownCalendar):
        second_review_due(first_review_on=day)


def test_days_at_the_end_of_time_are_refused_too() -> None:
    with pytest.raises(BeyondKnownCalendar):
        first_adoption_review_due(placed_on=date(9999, 12, 20))


def test_kept_answers_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_clock, "_ROOM", 2)
    worked_out: list[date] = []

    def rule(day: date) -> date:
        worked_out.append(day)
        return day

    answers = review_clock._Answers(rule)
    days = [date(2026, 3, number) for number in (1, 2, 3, 1)]
    assert [answers[day] for day in days] == days
    assert worked_out == days
    assert len(answers) == 2


def test_twelve_months_back_from_a_leap_day() -> None:
    answer = short_break_limits((Stay(date(2024, 2, 25), date(2024, 3, 2)),))
    assert isinstance(answer, WithinLimits)


def test_the_period_that_cannot_be_judged_is_named_as_it_was_given() -> None:
    old = PeriodOfCare(date(1991, 10, 1), date(1991, 11, 1), (LegalStatusSpell(date(1991, 10, 1), "C2"),), ())
    told = CareHistory(
        "C1",
        date(1985, 1, 1),
        (
            PeriodOfCare(date(1999, 3, 1), date(1999, 5, 1), (LegalStatusSpell(date(1999, 3, 1), "C2"),), ()),
            old,
        ),
        (),
    )
    with pytest.raises(CannotJudge) as refusal:
        timetable(told, date(2000, 1, 1))
    assert refusal.value.field == "periods[1]"
