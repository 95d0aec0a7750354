"""Limits that can be counted: what they say, which wording sets them, and what happens at the edges."""

from datetime import date

import pytest

from lodestar.law.calendar import BeyondKnownCalendar
from lodestar.law.citation import Citation, Force
from lodestar.law.in_force import NotInForce, Version
from lodestar.law.timescales import Span, Timescale, Unit

CITED = Citation("Local policy", "", Force.LOCAL_POLICY)
EARLY, MIDDLE, LATE = date(2010, 1, 1), date(2015, 1, 1), date(2016, 1, 1)


@pytest.mark.parametrize(
    ("span", "words", "last"),
    [
        (Span(1, Unit.WORKING_DAYS), "1 working day", date(2026, 3, 9)),
        (Span(2, Unit.WORKING_DAYS), "2 working days", date(2026, 3, 10)),
        (Span(3, Unit.DAYS), "3 days", date(2026, 3, 9)),
        (Span(1, Unit.WEEKS), "1 week", date(2026, 3, 13)),
        (Span(2, Unit.MONTHS), "2 months", date(2026, 5, 6)),
    ],
)
def test_a_span_counts_from_the_day_after_and_says_itself(span: Span, words: str, last: date) -> None:
    assert str(span) == words
    assert span.after(date(2026, 3, 6)) == last


@pytest.mark.parametrize("unit", list(Unit))
def test_no_day_beyond_the_calendar_is_guessed(unit: Unit) -> None:
    with pytest.raises(BeyondKnownCalendar):
        Span(12, unit).after(date(9999, 12, 25))


def three_wordings() -> Timescale:
    """Ten days; in between nothing binding; then again ten."""
    return Timescale(
        "a limit",
        (
            Version(Span(10, Unit.DAYS), EARLY, MIDDLE, CITED),
            Version(Span(10, Unit.DAYS, binding=False), MIDDLE, LATE, CITED),
            Version(Span(10, Unit.DAYS), LATE, None, CITED),
        ),
    )


@pytest.mark.parametrize(
    ("since", "due_on"),
    [
        (date(2014, 12, 21), date(2014, 12, 31)),
        (date(2014, 12, 22), LATE),
        (date(2015, 12, 21), LATE),
        (date(2015, 12, 22), LATE),
        (date(2015, 12, 23), date(2016, 1, 2)),
    ],
)
def test_a_limit_that_ran_out_while_it_did_not_bind_applies_when_it_binds_again(
    since: date, due_on: date
) -> None:
    assert three_wordings().by_wording_of_the_end(since, "a fact").due_on == due_on


def test_a_limit_that_never_binds_again_is_only_its_day() -> None:
    for_ever = Timescale.in_force_from("a limit", Span(10, Unit.DAYS, binding=False), EARLY, CITED)
    assert for_ever.by_wording_of_the_end(EARLY, "a fact").due_on == date(2010, 1, 11)


def test_before_the_first_wording_nothing_is_known() -> None:
    with pytest.raises(NotInForce, match="a limit"):
        three_wordings().by_wording_of_the_end(date(2009, 12, 21), "a fact")
    with pytest.raises(NotInForce, match="a limit"):
        three_wordings().by_wording_of_the_day(date(2009, 12, 31), "a fact")
    assert three_wordings().by_wording_of_the_end(date(2009, 12, 22), "a fact").due_on == EARLY


def test_the_day_of_the_event_may_pick_the_wording() -> None:
    limit = Timescale(
        "a limit",
        (
            Version(Span(16, Unit.WEEKS), EARLY, MIDDLE, CITED),
            Version(Span(24, Unit.WEEKS), MIDDLE, None, CITED),
        ),
    )
    assert limit.by_wording_of_the_day(date(2014, 12, 31), "a fact").due_on == date(2015, 4, 22)
    assert limit.by_wording_of_the_day(MIDDLE, "a fact").because == "24 weeks from 1 January 2015, a fact"
