"""When a looked-after child is next to be visited by the social worker (2-law 8.4; SI 2010/959 reg 28).

The intervals of regulation 28 were read in the text as made, and those of adoption in SI 2005/389 reg 36; the six
months of a long-term foster placement and the limits of short breaks are from memory. Not judged: visits asked for by
the child or a carer, and a child in care for whose living arrangements somebody else answers (reg 28(6)). "Within one
week" is seven days. From 24 April until 25 September 2020 a visit not possible in time was due as soon as reasonably
practicable after (SI 2020/445 reg 8(13), known from briefings); visits by video, until 31 March 2021, changed none.
"""

from datetime import date, timedelta
from enum import StrEnum

from lodestar.law.calendar import add_months
from lodestar.law.care_planning import IN_FORCE, RELAXED, regulation, relaxed_regulation
from lodestar.law.citation import Citation, Force
from lodestar.law.in_force import Dated, Version
from lodestar.law.review_rules import in_words
from lodestar.law.review_steps import StepClock
from lodestar.law.short_breaks import Stay
from lodestar.law.timescales import Span, Timescale, Unit

ADOPTION_IN_FORCE = date(2005, 12, 30)
LONG_TERM_FOSTERING_FROM = date(2015, 4, 1)
SEVEN_PLACEMENT_DAYS = 7
"""Days actually spent in short breaks by the end of which the first visit is made (from memory)."""

AAR_36 = Citation(
    "SI 2005/389 reg 36",
    "https://www.legislation.gov.uk/uksi/2005/389/regulation/36/2005-12-30",
    Force.REGULATIONS,
)
REG_48 = regulation("48", "(3)")


class VisitKind(StrEnum):
    """Which paragraph of the regulations sets how often a child is visited."""

    ORDINARY = "ordinary"
    LONG_TERM_FOSTERING = "long_term_fostering"
    TEMPORARY_APPROVAL = "temporary_approval"
    INTERIM_ORDER_WITH_PARENT = "interim_order_with_parent"
    PARENT_BEFORE_ASSESSMENT = "parent_before_assessment"
    CARE_ORDER_WITH_PARENT = "care_order_with_parent"
    PLACED_FOR_ADOPTION = "placed_for_adoption"


def _reg_28(rule: str, span: Span, paragraph: str) -> Timescale:
    """State an interval of regulation 28, in one wording since 1 April 2011."""
    return Timescale.in_force_from(rule, span, IN_FORCE, regulation("28", paragraph))


_WEEK, _SIX_WEEKS = Span(1, Unit.WEEKS), Span(6, Unit.WEEKS)

FIRST_VISIT = _reg_28("the first visit in a placement", _WEEK, "(2)(a)")
FIRST_YEAR = _reg_28("visits in the first year of a placement", _SIX_WEEKS, "(2)(b)")
TO_EIGHTEEN = _reg_28(
    "visits after a year where the placement is to last to 18", Span(3, Unit.MONTHS), "(2)(c)(i)"
)
AFTER_A_YEAR = _reg_28("visits after a year in any other placement", _SIX_WEEKS, "(2)(c)(ii)")
LONG_TERM_FOSTERING = Timescale(
    "visits after a year of long-term fostering where the child agrees",
    (
        Version(Span(3, Unit.MONTHS), IN_FORCE, LONG_TERM_FOSTERING_FROM, regulation("28", "(2)(c)(i)")),
        Version(Span(6, Unit.MONTHS), LONG_TERM_FOSTERING_FROM, None, regulation("28", wording="2015-04-01")),
    ),
)
BEFORE_ASSESSMENT_WEEKLY = _reg_28("weekly visits with a parent before assessment", _WEEK, "(3)(a)")
BEFORE_ASSESSMENT_LATER = _reg_28("later visits with a parent before assessment", _SIX_WEEKS, "(3)(b)")
TEMPORARY_WEEKLY = _reg_28("weekly visits in temporary approval or an interim order", _WEEK, "(4)(a)")
TEMPORARY_LATER = _reg_28(
    "later visits in temporary approval or an interim order", Span(4, Unit.WEEKS), "(4)(b)"
)
CARE_ORDER_FIRST = _reg_28("the first visit with a parent after a care order", _WEEK, "(5)(a)")
CARE_ORDER_LATER = _reg_28("later visits with a parent after a care order", _SIX_WEEKS, "(5)(b)")
ADOPTION_WEEKLY = Timescale.in_force_from(
    "weekly visits to a child placed for adoption", _WEEK, ADOPTION_IN_FORCE, AAR_36
)
SHORT_BREAKS_LATER = Timescale.in_force_from(
    "later visits in a series of short breaks", Span(6, Unit.MONTHS), IN_FORCE, REG_48
)

IF_NOT_IN_TIME: Dated[str] = Dated(
    "visits not possible in time",
    (
        Version("", IN_FORCE, RELAXED[0], regulation("28")),
        Version(
            "or as soon as reasonably practicable after, where that was not possible",
            RELAXED[0],
            RELAXED[1],
            relaxed_regulation("28", "(13)"),
        ),
        Version("", RELAXED[1], None, regulation("28", wording="2020-09-25")),
    ),
)

_UNTIL_FIRST_REVIEW = {
    VisitKind.TEMPORARY_APPROVAL: (TEMPORARY_WEEKLY, TEMPORARY_LATER),
    VisitKind.INTERIM_ORDER_WITH_PARENT: (TEMPORARY_WEEKLY, TEMPORARY_LATER),
    VisitKind.PARENT_BEFORE_ASSESSMENT: (BEFORE_ASSESSMENT_WEEKLY, BEFORE_ASSESSMENT_LATER),
}
_LAST_VISIT = "the day of the last visit"


def next_visit_due(
    *,
    kind: VisitKind,
    began_on: date,
    last_visit_on: date | None = None,
    first_review_on: date | None = None,
    lasts_to_18: bool = False,
    agreed_every_days: int | None = None,
) -> StepClock | None:
    """Say when the next visit is due at the latest (SI 2010/959 reg 28; SI 2005/389 reg 36; section 8.4).

    `began_on` is the first day of the placement, or of the care order for a child living with a parent under one;
    `last_visit_on` the last visit made, which counts from that day on and not if it was before (early or late, the next
    runs from it). `first_review_on` is the day of the first review of the case once held, or of the adoptive placement:
    until then visits are weekly in temporary approval (reg 24), under an interim order with a parent, with a parent
    before assessment (reg 19) and after placing for adoption. `lasts_to_18` says that the placement is meant to last
    until 18, LONG_TERM_FOSTERING that regulation 22B is met and the child agrees to fewer visits. An interval begun in
    the first year of a placement is one of six weeks even where it ends after it (a reading). The day a limit runs out
    picks the wording, and for long-term fostering the day of the last visit.

    None only for a child placed for adoption whose first review is held while no interval (`agreed_every_days`, from 1)
    is recorded: the regulation then leaves it to the review. Raises NotInForce, and ValueError for an interval below 1.
    """
    visited_on = last_visit_on if last_visit_on is not None and last_visit_on >= began_on else None
    if kind is VisitKind.PLACED_FOR_ADOPTION:
        return _in_adoption(began_on, visited_on, first_review_on, agreed_every_days)
    if kind in _UNTIL_FIRST_REVIEW:
        weekly, later = _UNTIL_FIRST_REVIEW[kind]
        clock = _weekly_until_review(weekly, later, began_on, visited_on, first_review_on)
    elif kind is VisitKind.CARE_ORDER_WITH_PARENT:
        clock = (
            CARE_ORDER_FIRST.by_wording_of_the_end(began_on, "the day of the care order")
            if visited_on is None
            else CARE_ORDER_LATER.by_wording_of_the_end(visited_on, _LAST_VISIT)
        )
    elif visited_on is None:
        clock = FIRST_VISIT.by_wording_of_the_end(began_on, "the day the placement began")
    else:
        clock = _after_first_visit(kind, began_on, visited_on, lasts_to_18)
    return _with_proviso(clock)


def short_break_visit_due(
    *,
    stays: tuple[Stay, ...],
    last_visit_on: date | None = None,
    agreed_every_days: int | None = None,
) -> StepClock | None:
    """In a series of short breaks the first visit is within the first seven days of placement, then at most 6 months.

    SI 2010/959 reg 48(3), section 8.4; both numbers are from memory. Visits are agreed with the IRO and the parents, on
    days when the child is placed: `agreed_every_days` (from 1) counts where it ends sooner. `stays` are all breaks
    known, past and booked; None while fewer than seven days are known and no visit was made, for then no day can be
    named. Raises NotInForce before 1 April 2011, and ValueError for an interval below 1.
    """
    agreed = _agreed(agreed_every_days, last_visit_on)
    if last_visit_on is not None:
        clock = SHORT_BREAKS_LATER.by_wording_of_the_end(last_visit_on, _LAST_VISIT)
        if agreed is not None and agreed < clock.due_on:
            clock = StepClock(agreed, REG_48, _agreed_words(agreed_every_days, last_visit_on))
        return _with_proviso(clock)
    days = [
        stay.from_on + timedelta(days=number)
        for stay in sorted(stays, key=lambda stay: stay.from_on)
        for number in range((stay.until_on - stay.from_on).days)
    ]
    if len(days) < SEVEN_PLACEMENT_DAYS:
        return None
    because = f"the {SEVEN_PLACEMENT_DAYS}th day of placement, counted from {in_words(days[0])}"
    return _with_proviso(StepClock(days[SEVEN_PLACEMENT_DAYS - 1], REG_48, because))


def _after_first_visit(kind: VisitKind, began_on: date, visited_on: date, lasts_to_18: bool) -> StepClock:
    """Count the interval of an ordinary placement that begins with a visit."""
    if visited_on < add_months(began_on, 12):
        return FIRST_YEAR.by_wording_of_the_end(visited_on, _LAST_VISIT)
    if kind is VisitKind.LONG_TERM_FOSTERING:
        return LONG_TERM_FOSTERING.by_wording_of_the_day(visited_on, _LAST_VISIT)
    timescale = TO_EIGHTEEN if lasts_to_18 else AFTER_A_YEAR
    return timescale.by_wording_of_the_end(visited_on, _LAST_VISIT)


def _weekly_until_review(
    weekly: Timescale, later: Timescale, began_on: date, visited_on: date | None, first_review_on: date | None
) -> StepClock:
    """Ask for a visit each week until the first review, and at the longer interval from the last visit after it."""
    if visited_on is None:
        return weekly.by_wording_of_the_end(began_on, "the day the placement began")
    timescale = weekly if first_review_on is None else later
    return timescale.by_wording_of_the_end(visited_on, _LAST_VISIT)


def _in_adoption(
    began_on: date, visited_on: date | None, first_review_on: date | None, every: int | None
) -> StepClock | None:
    """Ask for a visit each week until the first review, then as the review agreed."""
    if visited_on is None:
        return ADOPTION_WEEKLY.by_wording_of_the_end(began_on, "the day the child was placed for adoption")
    if first_review_on is None:
        return ADOPTION_WEEKLY.by_wording_of_the_end(visited_on, _LAST_VISIT)
    agreed = _agreed(every, visited_on)
    return None if agreed is None else StepClock(agreed, AAR_36, _agreed_words(every, visited_on))


def _agreed(every: int | None, visited_on: date | None) -> date | None:
    """Return the day an agreed interval ends, if one is agreed and a visit was made."""
    if every is not None and every < 1:
        raise ValueError("Visits are agreed at intervals of a whole number of days from 1.")
    return None if every is None or visited_on is None else visited_on + timedelta(days=every)


def _agreed_words(every: int | None, visited_on: date) -> str:
    """Say an agreed interval."""
    return f"{every} days from {in_words(visited_on)}, {_LAST_VISIT}, as agreed"


def _with_proviso(clock: StepClock) -> StepClock:
    """Add what the law said of a visit that could not be made in time."""
    version = IF_NOT_IN_TIME.at(clock.due_on)
    if not version.value:
        return clock
    return StepClock(clock.due_on, version.citation, f"{clock.because}, {version.value}")
