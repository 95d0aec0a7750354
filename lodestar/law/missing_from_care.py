"""What follows when a child has been missing from care (2-law 8.6).

The 72 hours are in the statutory guidance of January 2014, known through procedures that restate it. The day of January
was not looked up; it is stated from the 1st. The IRO is told by the authority's own limit.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lodestar.law.calendar import NO_DAYS
from lodestar.law.citation import Citation, Force
from lodestar.law.in_force import Dated, Version
from lodestar.law.review_rules import in_words
from lodestar.law.review_steps import StepClock
from lodestar.law.timescales import Span, Timescale, Unit

RETURN_GUIDANCE = Citation(
    "Children who run away or go missing from home or care (2014), return interviews",
    "",
    Force.STATUTORY_GUIDANCE,
)
_LOCAL_NOTICE = Citation("Local policy: telling the IRO between reviews", "", Force.LOCAL_POLICY)

RETURN_INTERVIEW_HOURS: Dated[int] = Dated(
    "the return interview", (Version(72, date(2014, 1, 1), None, RETURN_GUIDANCE),)
)
IRO_TOLD = Timescale.in_force_from(
    "telling the IRO that a child is missing", Span(1, Unit.WORKING_DAYS), date(2014, 1, 1), _LOCAL_NOTICE
)


@dataclass(frozen=True, slots=True)
class HourClock:
    """The last moment for a step (`due_at`, in UTC, inclusive), its source, and the fact it rests on in words."""

    due_at: datetime
    citation: Citation
    because: str


def return_interview_by(*, returned_on: date) -> StepClock:
    """A child found is offered an interview by someone independent within 72 hours of the return (8.6, guidance 2014).

    Where only the day of the return is known: the third day after it, the last on which the 72 hours can still run.
    Raises NotInForce before 2014.
    """
    version = RETURN_INTERVIEW_HOURS.at(returned_on)
    because = f"{version.value} hours from {in_words(returned_on)}, the day the child returned"
    return StepClock(returned_on + timedelta(hours=version.value), version.citation, because)


def return_interview_before(*, returned_at: datetime) -> HourClock:
    """The 72 hours from the moment of the return (8.6, guidance 2014), counted through a change of the clocks.

    `returned_at` has a time zone, else ValueError. Raises NotInForce before 2014.
    """
    if returned_at.tzinfo is None:
        raise ValueError("The moment of the return needs a time zone.")
    version = RETURN_INTERVIEW_HOURS.at(returned_at.date())
    due_at = returned_at.astimezone(UTC) + timedelta(hours=version.value)
    return HourClock(due_at, version.citation, f"{version.value} hours from the moment the child returned")


def iro_told_by(*, missing_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """The IRO is told that a child is missing within 1 working day (section 4.6, E11: local policy).

    Raises NotInForce, BeyondKnownCalendar.
    """
    return IRO_TOLD.by_wording_of_the_end(
        missing_on, "the day the child went missing", extra_non_working_days
    )
