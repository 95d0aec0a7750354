"""By when a review is due, one rule at a time: each answer says the rule, the last lawful day, the source
and why.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lodestar.law import review_sources as sources
from lodestar.law.calendar import NO_DAYS, BeyondKnownCalendar, add_months, add_working_days
from lodestar.law.citation import Citation
from lodestar.law.in_force import Dated, NotInForce, Version
from lodestar.law.review_sources import Days, Months

_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Rule(StrEnum):
    """Which rule set the date."""

    FIRST = "first"
    SECOND = "second"
    LATER = "later"
    UNPLANNED_MOVE = "unplanned_move"
    ADOPTION_AUTHORISED = "adoption_authorised"
    ADOPTION_PLACED = "adoption_placed"
    SHORT_BREAKS_FIRST = "short_breaks_first"
    SHORT_BREAKS_LATER = "short_breaks_later"
    REQUESTED = "requested"


@dataclass(frozen=True, slots=True)
class Limit:
    """The last lawful day for a review (`due_on`, inclusive), the rule and source that set it, and why in
    words.
    """

    rule: Rule
    due_on: date
    citation: Citation
    because: str


def in_words(day: date) -> str:
    """Write a day as it is read in a letter: "2 March 2026"."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def _days_later(
    rule: Rule, timescale: Dated[Days], since: date, fact: str, extra: frozenset[date] = NO_DAYS
) -> Limit:
    """Count days from an event by the version of the rule in force on the day of the event."""
    version = timescale.at(since)
    number = version.value.number
    if version.value.working:
        due_on, unit = add_working_days(since, number, extra), "working days"
    else:
        try:
            due_on, unit = since + timedelta(days=number), "days"
        except OverflowError:
            raise BeyondKnownCalendar(since) from None
    return Limit(rule, due_on, version.citation, f"{number} {unit} from {in_words(since)}, {fact}")


def _version_at_the_end(timescale: Dated[Months], since: date) -> tuple[Version[Months], date]:
    """Find the version in force on the day its own interval runs out, and that day."""
    for version in timescale.versions:
        due_on = add_months(since, version.value.number)
        if version.holds_on(due_on):
            return version, due_on
    raise NotInForce(timescale.rule, since)


def _months_later(rule: Rule, timescale: Dated[Months], since: date, fact: str) -> Limit:
    """Count months from an event by the version of the rule in force on the day they run out."""
    version, due_on = _version_at_the_end(timescale, since)
    return Limit(
        rule, due_on, version.citation, f"{version.value.number} months from {in_words(since)}, {fact}"
    )


def first_review_due(
    *, became_looked_after_on: date, extra_non_working_days: frozenset[date] = NO_DAYS
) -> Limit:
    """The first review must be carried out within 20 working days of the date the child becomes looked
    after.

    SI 2010/959 reg 33(1); before 1 April 2011 within four weeks (SI 1991/895 reg 3, R3.8). The day the
    child became looked after picks the wording. Raises NotInForce before 14 October 1991,
    BeyondKnownCalendar.
    """
    fact = "the day the child became looked after"
    return _days_later(Rule.FIRST, sources.FIRST_REVIEW, became_looked_after_on, fact, extra_non_working_days)


def first_review_after_short_breaks_due(
    *, ended_on: date, extra_non_working_days: frozenset[date] = NO_DAYS
) -> Limit:
    """Once a limit of reg 48(2) is broken, or the child has another legal status, reg 33 applies in full
    (R3.30).

    The 20 working days of reg 33(1) then run from the day the modification was lost, which picks the
    wording. Raises NotInForce, BeyondKnownCalendar.
    """
    fact = "the day the rules for short breaks no longer applied"
    return _days_later(Rule.FIRST, sources.FIRST_REVIEW, ended_on, fact, extra_non_working_days)


def second_review_due(*, first_review_on: date) -> Limit:
    """The second review must be carried out not more than three months after the first (SI 2010/959 reg
    33(2)).

    The actual day of the first review counts, early or late (R3.4). The day the three months run out picks
    the wording. Raises NotInForce.
    """
    return _months_later(Rule.SECOND, sources.SECOND_REVIEW, first_review_on, "the day of the first review")


def six_month_date(*, previous_review_on: date) -> Limit:
    """Subsequent reviews must be carried out at intervals of not more than six months (SI 2010/959 reg
    33(2)).

    The ordinary limit, without the relaxation of 2020: `later_review_due` is the whole rule. The day the
    six months run out picks the wording; where that wording was no limit, the one before it is quoted.
    Raises NotInForce.
    """
    timescale = sources.LATER_REVIEW
    version, due_on = _version_at_the_end(timescale, previous_review_on)
    if not version.value.mandatory:
        version = timescale.at(version.since - timedelta(days=1))
    because = (
        f"{version.value.number} months from {in_words(previous_review_on)}, the day of the review before"
    )
    return Limit(Rule.LATER, due_on, version.citation, because)


def is_relaxed(*, due_on: date, judged_on: date) -> bool:
    """From 24 April 2020 later reviews were due "where reasonably practicable" only (SI 2020/445 reg
    8(14)).

    True of a six-month date that fell in that time, asked about once the amendment was in force: a review
    held, or a question put, before 24 April 2020 is judged by the law as it then stood.
    """
    return sources.RELAXED_FROM <= due_on < sources.RELAXED_UNTIL and judged_on >= sources.RELAXED_FROM


def resumed_review_due(*, previous_review_on: date) -> Limit:
    """A six-month limit that ran out while relaxed binds again on the day the relaxation ends (ADR-0005).

    SI 2020/445 reg 14 lets the amendments lapse and saves no longer interval, so from 25 September 2020 a
    review more than six months after the last is required at once; held on that day it is in time. Raises
    NotInForce.
    """
    version, six_months_on = _version_at_the_end(sources.LATER_REVIEW, previous_review_on)
    if version.until is None or version.value.mandatory:
        return six_month_date(previous_review_on=previous_review_on)
    because = (
        f"6 months from {in_words(previous_review_on)}, the day of the review before, ran out on"
        f" {in_words(six_months_on)}, when reviews were due only where reasonably practicable;"
        f" the limit applied again from {in_words(version.until)}"
    )
    return Limit(Rule.LATER, version.until, version.citation, because)


def later_review_due(*, previous_review_on: date, judged_on: date) -> Limit:
    """Subsequent reviews must be carried out at intervals of not more than six months (SI 2010/959 reg
    33(2)).

    The actual day of the review before counts (R3.4). The day the six months run out picks the wording; if
    it lies in the relaxation of 2020 and is judged after that began, the limit is the day the relaxation
    ended. Raises NotInForce.
    """
    limit = six_month_date(previous_review_on=previous_review_on)
    if is_relaxed(due_on=limit.due_on, judged_on=judged_on):
        return resumed_review_due(previous_review_on=previous_review_on)
    return limit


def unplanned_move_review_due(*, moved_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> Limit:
    """A review is held within 20 working days of an unplanned move (local policy, R3.16).

    The day of the move picks the wording. Raises NotInForce, BeyondKnownCalendar.
    """
    fact = "the day of an unplanned move"
    return _days_later(Rule.UNPLANNED_MOVE, sources.UNPLANNED_MOVE, moved_on, fact, extra_non_working_days)


def review_after_restart_due(*, restart_review_on: date) -> Limit:
    """The review after the one that answered an unplanned move is held within three months of it (R3.16,
    15.3).

    The day the three months run out picks the wording. Raises NotInForce.
    """
    fact = "the day of the review that answered an unplanned move"
    return _months_later(Rule.UNPLANNED_MOVE, sources.UNPLANNED_MOVE_SECOND, restart_review_on, fact)


def adoption_return_review_due(
    *, returned_on: date, extra_non_working_days: frozenset[date] = NO_DAYS
) -> Limit:
    """A child returned from an adoptive placement is reviewed as after an unplanned move (R3.26).

    The limits of the Adoption Agencies Regulations for a return could not be verified; this is the sooner
    of the two. The day of the return picks the wording. Raises NotInForce, BeyondKnownCalendar.
    """
    fact = "the day the child returned from an adoptive placement"
    return _days_later(
        Rule.UNPLANNED_MOVE, sources.ADOPTION_RETURN, returned_on, fact, extra_non_working_days
    )


def adoption_authorised_review_due(*, authorised_on: date) -> Limit:
    """An agency authorised to place a child, not yet placed, reviews within 3 months of the authority
    (R3.24).

    SI 2005/389 reg 36(1)(a). The day the months run out picks the wording. Raises NotInForce before 30 Dec
    2005.
    """
    fact = "the day adoption was authorised"
    return _months_later(Rule.ADOPTION_AUTHORISED, sources.ADOPTION_AUTHORISED, authorised_on, fact)


def first_adoption_review_due(*, placed_on: date) -> Limit:
    """A child placed for adoption is first reviewed not more than 4 weeks after placing (R3.25).

    SI 2005/389 reg 36(3)(a): 28 days of the calendar. The day of placing picks the wording. Raises
    NotInForce.
    """
    fact = "the day the child was placed for adoption"
    return _days_later(Rule.ADOPTION_PLACED, sources.ADOPTION_FIRST, placed_on, fact)


def second_adoption_review_due(*, first_review_on: date) -> Limit:
    """The second review of a child placed for adoption is held not more than 3 months after the first
    (R3.25).

    SI 2005/389 reg 36(3)(b). The day the months run out picks the wording. Raises NotInForce.
    """
    fact = "the day of the first review after placing for adoption"
    return _months_later(Rule.ADOPTION_PLACED, sources.ADOPTION_SECOND, first_review_on, fact)


def later_adoption_review_due(*, previous_review_on: date) -> Limit:
    """Later reviews of a child placed for adoption are not more than 6 months after the one before (R3.25).

    SI 2005/389 reg 36(3)(c). The day the months run out picks the wording. Raises NotInForce.
    """
    fact = "the day of the review before, the child being placed for adoption"
    return _months_later(Rule.ADOPTION_PLACED, sources.ADOPTION_LATER, previous_review_on, fact)


def first_short_breaks_review_due(*, began_on: date) -> Limit:
    """A series of short breaks is first reviewed within 3 months of the start of the first (R3.30).

    SI 2010/959 reg 48. The day the months run out picks the wording. Raises NotInForce before 1 April 2011.
    """
    fact = "the day the short breaks began"
    return _months_later(Rule.SHORT_BREAKS_FIRST, sources.SHORT_BREAKS_FIRST, began_on, fact)


def later_short_breaks_review_due(*, previous_review_on: date) -> Limit:
    """Later reviews of a series of short breaks are at most 6 months apart (R3.30; SI 2010/959 reg 48).

    The day the months run out picks the wording. Raises NotInForce.
    """
    fact = "the day of the review before, in a series of short breaks"
    return _months_later(Rule.SHORT_BREAKS_LATER, sources.SHORT_BREAKS_LATER, previous_review_on, fact)
