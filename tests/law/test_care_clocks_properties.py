"""Properties of the clocks of health, approvals, visits, leaving care, missing, protection and permanence."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from lodestar.law import (
    approvals,
    health_timing,
    leaving_care,
    missing_from_care,
    permanence,
    plan_timing,
    protection_timing,
    visits,
)
from lodestar.law.ages import age_on, birthday
from lodestar.law.calendar import add_months, is_working_day, working_days_between
from lodestar.law.care_history import LegalStatusSpell, PeriodOfCare
from lodestar.law.leaving_care import CareLeaver
from lodestar.law.short_breaks import Stay
from lodestar.law.visits import VisitKind

DAYS = st.dates(date(2021, 1, 1), date(2033, 6, 30))
BIRTHS = st.dates(date(2004, 1, 1), date(2020, 12, 31))
TYPES = st.sampled_from(sorted(approvals.SEMI_INDEPENDENT | approvals.OTHER_SETTINGS | {"U6", "K2", "R5"}))


@given(DAYS)
def test_working_day_limits_come_back_to_their_number(day: date) -> None:
    due = {
        plan_timing.placement_plan_by(placed_on=day).due_on: 5,
        approvals.notifications_by(placed_on=day, in_emergency=True).due_on: 5,
        approvals.parent_assessment_by(placed_on=day).due_on: 10,
        approvals.parent_decision_by(assessed_on=day).due_on: 10,
        approvals.termination_told_by(ended_on=day).due_on: 10,
        protection_timing.core_group_by(initial_on=day).due_on: 10,
        protection_timing.initial_conference_by(strategy_on=day).due_on: 15,
        protection_timing.transfer_conference_by(told_on=day).due_on: 15,
        health_timing.initial_health_assessment_by(became_looked_after_on=day).due_on: 20,
        health_timing.education_plan_by(became_looked_after_on=day).due_on: 20,
        missing_from_care.iro_told_by(missing_on=day).due_on: 1,
    }
    for due_on, number in due.items():
        assert is_working_day(due_on)
        assert working_days_between(day, due_on) == number


@given(DAYS, st.integers(-40, 400))
def test_what_is_owed_by_the_first_review_never_waits_for_a_late_one(day: date, after: int) -> None:
    limit = health_timing.initial_health_assessment_by(became_looked_after_on=day).due_on
    held_on = day + timedelta(days=abs(after))
    due_on = health_timing.initial_health_assessment_by(
        became_looked_after_on=day, first_review_on=held_on
    ).due_on
    assert due_on == min(limit, held_on)


@given(BIRTHS, st.integers(0, 17 * 365))
def test_health_is_reviewed_at_the_interval_of_the_age_at_its_end(born_on: date, days: int) -> None:
    last_on = born_on + timedelta(days=days)
    assume(last_on >= date(2011, 4, 1))
    due_on = health_timing.review_health_assessment_due(born_on=born_on, last_on=last_on).due_on
    if due_on < birthday(born_on, 5):
        assert due_on == add_months(last_on, 6)
    else:
        assert due_on == add_months(last_on, 12)
        assert age_on(born_on, add_months(last_on, 6)) >= 5


@given(BIRTHS, DAYS, st.none() | DAYS)
def test_a_questionnaire_is_owed_from_5_to_16(born_on: date, start: date, last_on: date | None) -> None:
    clock = health_timing.sdq_due(born_on=born_on, became_looked_after_on=start, last_on=last_on)
    if clock is None:
        assert age_on(born_on, add_months(max(start, last_on or start), 12)) >= 16
    else:
        assert 5 <= age_on(born_on, clock.due_on) <= 16
        assert clock.due_on > start


@given(DAYS)
def test_an_approval_and_its_one_extension_end_on_the_weekday_of_placing(day: date) -> None:
    ends = approvals.temporary_approval_ends(placed_on=day).due_on
    extended = approvals.extended_approval_ends(expires_on=ends).due_on
    assert [(ends - day).days, (extended - day).days] == [112, 168]
    assert ends.weekday() == extended.weekday() == day.weekday()


@given(DAYS, st.booleans(), st.booleans(), st.booleans())
def test_the_director_is_asked_only_at_a_distance(
    day: date, adjoining: bool, connected: bool, own: bool
) -> None:
    asked = approvals.approval_out_of_area(
        placed_on=day,
        outside_area=True,
        adjoining=adjoining,
        connected_person=connected,
        own_foster_carer=own,
    )
    assert (asked.approver is approvals.Approver.DIRECTOR) == (not adjoining and not connected and not own)
    assert (asked.area_authority is approvals.AreaAuthority.CONSULTED) == (
        asked.approver is approvals.Approver.DIRECTOR
    )


@given(TYPES, st.integers(0, 20), st.dates(date(2011, 4, 1), date(2033, 1, 1)), st.integers(0, 4000))
def test_a_setting_once_barred_stays_barred_at_that_age(kind: str, age: int, on: date, later: int) -> None:
    barred = approvals.setting_is_unlawful(placement_type=kind, age=age, on=on)
    again = approvals.setting_is_unlawful(placement_type=kind, age=age, on=on + timedelta(days=later))
    assert barred is None or again == barred
    if kind in {"U6", "K2", "R5"} or age >= 18 or on < date(2021, 9, 9):
        assert barred is None
    if kind == "K3" and age >= 16:
        assert again is None


@given(
    st.sampled_from([kind for kind in VisitKind if kind is not VisitKind.PLACED_FOR_ADOPTION]),
    DAYS,
    st.none() | st.integers(-30, 1200),
    st.none() | st.integers(0, 60),
    st.booleans(),
)
def test_the_next_visit_lies_after_the_last_and_within_the_longest_interval(
    kind: VisitKind, began_on: date, visited: int | None, reviewed: int | None, lasts: bool
) -> None:
    last = None if visited is None else began_on + timedelta(days=visited)
    clock = visits.next_visit_due(
        kind=kind,
        began_on=began_on,
        last_visit_on=last,
        first_review_on=None if reviewed is None else began_on + timedelta(days=reviewed),
        lasts_to_18=lasts,
    )
    assert clock is not None
    if last is None or last < began_on:
        assert clock.due_on == began_on + timedelta(days=7)
        return
    assert last < clock.due_on <= add_months(last, 6)
    if last < add_months(began_on, 12):
        assert clock.due_on <= last + timedelta(days=42)


@given(DAYS, st.integers(0, 300), st.integers(1, 100))
def test_visits_in_adoption_are_weekly_and_then_as_agreed(day: date, visited: int, every: int) -> None:
    last = day + timedelta(days=visited)
    weekly = visits.next_visit_due(kind=VisitKind.PLACED_FOR_ADOPTION, began_on=day, last_visit_on=last)
    agreed = visits.next_visit_due(
        kind=VisitKind.PLACED_FOR_ADOPTION,
        began_on=day,
        last_visit_on=last,
        first_review_on=day,
        agreed_every_days=every,
    )
    assert weekly is not None and agreed is not None
    assert [(clock.due_on - last).days for clock in (weekly, agreed)] == [7, every]


@given(DAYS, st.lists(st.tuples(st.integers(1, 5), st.integers(0, 30)), max_size=6))
def test_the_first_visit_to_short_breaks_is_on_a_day_of_placement(
    day: date, breaks: list[tuple[int, int]]
) -> None:
    stays = []
    for length, gap in breaks:
        day += timedelta(days=gap)
        stays.append(Stay(day, day + timedelta(days=length)))
        day += timedelta(days=length)
    clock = visits.short_break_visit_due(stays=tuple(reversed(stays)))
    if clock is None:
        assert sum(length for length, _ in breaks) < 7
    else:
        assert any(stay.from_on <= clock.due_on < stay.until_on for stay in stays)
        until = clock.due_on + timedelta(days=1)
        assert sum(max((min(stay.until_on, until) - stay.from_on).days, 0) for stay in stays) == 7


SPANS = st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 900), st.booleans()), max_size=4)


@given(st.dates(date(2006, 1, 1), date(2008, 12, 31)), SPANS, st.integers(0, 26 * 365))
@example(date(2008, 2, 29), [(5000, 900, False)], 18 * 365)
def test_leaving_care_agrees_with_counting_day_by_day(
    born_on: date, told: list[tuple[int, int, bool]], days: int
) -> None:
    on = max(born_on + timedelta(days=days), date(2018, 4, 1))
    start, periods = born_on + timedelta(days=12 * 365), []
    for gap, length, short_breaks in told:
        start += timedelta(days=gap)
        until = start + timedelta(days=length)
        status = "V4" if short_breaks else "C2"
        periods.append(PeriodOfCare(start, until, (LegalStatusSpell(start, status),), ()))
        start = until
    answer = leaving_care.leaving_care_status(born_on=born_on, periods=tuple(reversed(periods)), on=on)

    fourteen, sixteen, adult = (birthday(born_on, years) for years in (14, 16, 18))
    in_care = {
        period.from_on + timedelta(days=number)
        for period in periods
        if period.legal[0].status == "C2" and period.until_on is not None
        for number in range((period.until_on - period.from_on).days)
    }
    counted = sorted(day for day in in_care if fourteen <= day < adult and day <= on)
    assert answer.days == len(counted)
    eligible = [day for number, day in enumerate(counted, start=1) if number >= 91 and day >= sixteen]
    assert answer.eligible_from == (eligible[0] if eligible else None)
    at_sixteen = any(day >= sixteen for day in counted)
    age = age_on(born_on, on)
    if age < 16:
        expected = None
    elif eligible and age >= 18:
        expected = CareLeaver.FORMER_RELEVANT if age < 25 else None
    elif eligible:
        expected = CareLeaver.ELIGIBLE if on in in_care else CareLeaver.RELEVANT
    else:
        expected = CareLeaver.QUALIFYING if at_sixteen and age < 21 and on not in in_care else None
    assert answer.status == expected


@given(DAYS, st.integers(0, 400))
def test_reviews_and_visits_of_a_new_home_come_after_the_move(day: date, after: int) -> None:
    last = day + timedelta(days=after)
    review = leaving_care.accommodation_review_due(moved_on=day, last_review_on=last).due_on
    visit = leaving_care.adviser_visit_due(moved_on=day, last_visit_on=last).due_on
    assert last < review <= add_months(last, 3)
    assert last < visit <= max(add_months(last, 2), day + timedelta(days=28))


@given(st.datetimes(datetime(2014, 1, 2), datetime(2033, 1, 1), timezones=st.timezones()))
def test_seventy_two_hours_are_that_everywhere(returned_at: datetime) -> None:
    clock = missing_from_care.return_interview_before(returned_at=returned_at)
    assert clock.due_at - returned_at.astimezone(UTC) == timedelta(hours=72)
    by_day = missing_from_care.return_interview_by(returned_on=returned_at.astimezone(UTC).date())
    assert by_day.due_on == clock.due_at.date()


@given(DAYS)
def test_permanence_is_owed_with_the_second_review(day: date) -> None:
    due_on = permanence.permanence_goal_by(became_looked_after_on=day).due_on
    sooner = permanence.permanence_goal_by(became_looked_after_on=day, first_review_on=day).due_on
    assert sooner == add_months(day, 3) < due_on
    matched = permanence.match_by(placement_order_on=day).due_on
    moved_in = permanence.adopters_moved_in_with_by(became_looked_after_on=day).due_on
    assert [(matched - day).days, (moved_in - day).days] == [121, 426]
