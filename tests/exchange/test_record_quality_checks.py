"""Each check of the register finds what is wrong and leaves alone what is not, at the last lawful day and after."""

from datetime import date, timedelta

import pytest

from lodestar.access.roles import Role
from lodestar.casework.children.models import Child, LegalStatus, PeriodOfCare, Placement, Relationship
from lodestar.exchange.ssda903 import register_checks as checks
from lodestar.law.calendar import add_working_days, working_days_between
from tests.exchange.quality_rows import a_clock, a_looked_after_child, a_review, an_iro
from tests.factories.children import a_person, a_row

pytestmark = pytest.mark.django_db
LONG_AGO = date(2025, 3, 3)


def found(key, today):
    check = checks.check_named(key)
    return set(check.found(Child.objects.all(), today).values_list("identifier", flat=True))


def said(key, child, today):
    return checks.check_named(key).said([child.pk], today)[child.pk]


@pytest.mark.parametrize("working_days", [0, 1, 5, 20])
@pytest.mark.parametrize("on", [date(2026, 3, 16), date(2026, 3, 14), date(2026, 1, 1), date(2026, 4, 7)])
def test_more_than_so_many_working_days_ago_is_what_the_calendar_counts(on, working_days):
    day = checks.day_over(on, working_days)
    assert working_days_between(day, on) <= working_days
    assert working_days_between(day - timedelta(days=1), on) > working_days


@pytest.mark.parametrize(("working_days_ago", "is_found"), [(5, False), (6, True)])
def test_a_child_without_an_iro_stands_out_after_the_day_limit(today, at, working_days_ago, is_found):
    child = a_looked_after_child(add_working_days(today, -working_days_ago), at)
    assert found("no-iro", today) == ({child.identifier} if is_found else set())
    if is_found:
        assert said("no-iro", child, today).endswith("6 working days ago.")
    an_iro(child)
    assert not found("no-iro", today)


def test_a_child_who_left_care_needs_no_iro(today, at):
    child = a_looked_after_child(LONG_AGO, at)
    child.periods_of_care.update(until_on=today, end_reason="E4A")
    assert not found("no-iro", today)


def test_past_the_18th_birthday_only_the_open_period_is_the_fault(today, at):
    facts = {"ethnicity": "NOBT", "unique_pupil_number": "UN4"}
    adult = a_looked_after_child(LONG_AGO, at, born_on=date(2008, 3, 16), **facts)
    a_clock(adult, at)
    last_day = a_looked_after_child(LONG_AGO, at, born_on=date(2008, 3, 17), **facts)
    for key in ("no-iro", "no-first-review", "ethnicity", "pupil-number"):
        assert found(key, today) == {last_day.identifier}, key
    assert found("no-due-date", today) == {adult.identifier}


@pytest.mark.parametrize(("working_days_ago", "is_found"), [(20, False), (21, True)])
def test_a_first_review_is_missed_after_20_working_days(today, at, working_days_ago, is_found):
    began = add_working_days(today, -working_days_ago)
    child = a_looked_after_child(began, at)
    assert found("no-first-review", today) == ({child.identifier} if is_found else set())
    a_review(child, began + timedelta(days=7), at)
    assert not found("no-first-review", today)


def test_short_breaks_have_another_first_limit(today, at):
    child = a_looked_after_child(LONG_AGO, at)
    LegalStatus.objects.filter(period__child=child).update(code="V4")
    assert not found("no-first-review", today)


@pytest.mark.parametrize(
    ("born_on", "held_on", "code", "is_found"),
    [
        (date(2020, 6, 4), date(2024, 6, 3), "PN0", False),
        (date(2020, 6, 4), date(2024, 6, 4), "PN0", True),
        (date(2020, 6, 4), date(2024, 6, 3), "PN1", True),
        (date(2020, 6, 4), date(2024, 6, 4), "PN1", False),
        (date(2020, 2, 29), date(2024, 2, 28), "PN0", False),
        (date(2020, 2, 29), date(2024, 2, 29), "PN0", True),
        (date(2020, 6, 4), date(2024, 6, 4), "", False),
    ],
)
def test_participation_fits_the_age_on_the_day(today, at, born_on, held_on, code, is_found):
    child = a_looked_after_child(date(2024, 1, 2), at, born_on=born_on)
    a_review(child, held_on, at, participation=code)
    assert found("participation-and-age", today) == ({child.identifier} if is_found else set())
    if is_found:
        assert code in said("participation-and-age", child, today)


def test_a_review_that_a_person_accepted_is_no_fault(today, at):
    child = a_looked_after_child(LONG_AGO, at)
    review = a_review(child, date(2025, 6, 4), at, participation="PN0")
    assert found("participation-and-age", today) == {child.identifier}
    review.implausible_because = "The date of birth is an age assessment."
    review.save()
    assert not found("participation-and-age", today)


def moved(child, on, until=None, gap=0):
    """End the child's placement on a day and begin another after some days."""
    Placement.objects.filter(period__child=child, until_on=None).update(until_on=on)
    begins = on + timedelta(days=gap)
    period = child.periods_of_care.get()
    return a_row(Placement, period=period, from_on=begins, until_on=until, type="U4")


@pytest.mark.parametrize(("gap", "is_found"), [(0, False), (1, True), (-1, True)])
def test_placements_follow_on_without_gap_or_overlap(today, at, gap, is_found):
    child = a_looked_after_child(LONG_AGO, at)
    assert not found("gaps", today)
    moved(child, date(2025, 9, 1), gap=gap)
    assert found("gaps", today) == ({child.identifier} if is_found else set())
    if is_found:
        assert said("gaps", child, today) == (
            "In the period of care from 3 March 2025, placements leave a day out or overlap."
        )


def test_a_gap_at_the_start_or_before_the_end_is_found(today, at):
    late, early, none = (a_looked_after_child(LONG_AGO, at) for _ in range(3))
    Placement.objects.filter(period__child=late).update(from_on=date(2025, 3, 4))
    Placement.objects.filter(period__child=early).update(until_on=date(2026, 3, 1))
    LegalStatus.objects.filter(period__child=none).delete()
    assert found("gaps", today) == {late.identifier, early.identifier, none.identifier}
    assert "legal statuses leave" in said("gaps", none, today)


def test_a_whole_period_that_ended_has_no_gap(today, at):
    child = a_looked_after_child(LONG_AGO, at)
    end = date(2025, 12, 1)
    PeriodOfCare.objects.filter(child=child).update(until_on=end, end_reason="E4A")
    Placement.objects.filter(period__child=child).update(until_on=end)
    LegalStatus.objects.filter(period__child=child).update(until_on=end)
    assert not found("gaps", today)


def test_a_corrected_row_is_not_asked(today, at):
    child = a_looked_after_child(LONG_AGO, at)
    wrong = moved(child, date(2025, 9, 1), gap=-1)
    assert found("gaps", today)
    right = {"period": wrong.period, "from_on": date(2025, 9, 1), "type": "U4"}
    Placement.objects.filter(pk=wrong.pk).update(corrected_at=at, corrected_by=a_person())
    a_row(Placement, **right)
    assert not found("gaps", today)


def test_brothers_and_sisters_with_different_iros_and_no_reason(today, at):
    one, other, alone = (a_looked_after_child(LONG_AGO, at) for _ in range(3))
    ivy, omar = a_person(Role.OFFICER, name="Ivy"), a_person(Role.OFFICER, name="Omar")
    a_row(Relationship, child=one, other_child=other, kind="sibling")
    first, second = an_iro(one, ivy), an_iro(other, omar)
    an_iro(alone, omar)
    assert found("siblings", today) == {one.identifier, other.identifier}
    assert said("siblings", other, today) == f"IRO Omar; brother or sister {one.identifier} has Ivy."
    second.officer = ivy
    second.save()
    assert not found("siblings", today)
    second.officer, first.because = omar, "The court asked for another officer."
    second.save()
    first.save()
    assert not found("siblings", today)


@pytest.mark.parametrize(("working_days_ago", "is_found"), [(20, False), (21, True)])
def test_ethnicity_is_to_be_obtained_within_20_working_days(today, at, working_days_ago, is_found):
    child = a_looked_after_child(add_working_days(today, -working_days_ago), at, ethnicity="NOBT")
    a_looked_after_child(LONG_AGO, at, ethnicity="REFU")
    assert found("ethnicity", today) == ({child.identifier} if is_found else set())


@pytest.mark.parametrize(("days_ago", "is_found"), [(7, False), (8, True)])
def test_un4_holds_for_a_week(today, at, days_ago, is_found):
    child = a_looked_after_child(today - timedelta(days=days_ago), at, unique_pupil_number="UN4")
    assert found("pupil-number", today) == ({child.identifier} if is_found else set())


def test_a_clock_that_cannot_be_judged_says_why(today, at):
    unjudged, blank, right = (a_looked_after_child(LONG_AGO, at) for _ in range(3))
    a_clock(unjudged, at, cannot_judge="Two reviews are recorded on one day.")
    a_clock(blank, at)
    a_clock(right, at, next_rule="later", next_due_on=today)
    assert found("no-due-date", today) == {unjudged.identifier, blank.identifier}
    assert said("no-due-date", unjudged, today) == "Two reviews are recorded on one day."
    assert "looked after" in said("no-due-date", blank, today)
    blank.born_on = date(2008, 3, 16)
    blank.save()
    assert said("no-due-date", blank, today).startswith("Turned 18 on 16 March 2026")


def test_every_check_has_words_a_number_and_its_own_name():
    from lodestar.exchange.ssda903.presenters.words import check_words

    words = check_words(5)
    assert list(words) == [check.key for check in checks.CHECKS]
    assert len({check.number for check in checks.CHECKS}) == len(checks.CHECKS)
    assert all(w.title and w.mend and w.source for w in words.values())
    assert checks.check_named("nothing") is None
