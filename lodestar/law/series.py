"""When a series of meetings amounts to a review (R3.36; 3-casework section 5, item 16)."""

from datetime import date

from lodestar.law.answers import Lawful, Unlawful
from lodestar.law.calendar import NO_DAYS, add_working_days
from lodestar.law.citation import Citation, Force
from lodestar.law.review_rules import in_words

SERIES = Citation("IRO Handbook, a review as a series of meetings", "", Force.STATUTORY_GUIDANCE)
SERIES_WORKING_DAYS = 20
"""Working days from the first meeting in which the chair concludes (local policy)."""


def series_is_complete(
    *,
    meetings_held_on: tuple[date, ...],
    child_consulted: bool,
    social_worker_took_part: bool,
    carer_took_part: bool,
    concluded_on: date | None,
    working_days: int = SERIES_WORKING_DAYS,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> Lawful | Unlawful:
    """A set of meetings is a review once the IRO has heard everybody and decided (R3.36, R3.37's limit by analogy).

    At least two meetings, the child consulted, the social worker and the carer heard, and the chair's conclusion on or
    after the last meeting and within `working_days` of the first. `by_on` is the last day for the conclusion. Raises
    BeyondKnownCalendar.
    """
    if len(meetings_held_on) < 2:
        return Unlawful("A series has at least two meetings. Record each one that was held.", SERIES)
    missing = [
        words
        for words, heard in (
            ("the child was not consulted", child_consulted),
            ("the social worker took no part", social_worker_took_part),
            ("the carer took no part", carer_took_part),
        )
        if not heard
    ]
    if missing:
        return Unlawful(f"This series is not a review yet: {'; '.join(missing)}.", SERIES)
    first, last = min(meetings_held_on), max(meetings_held_on)
    by_on = add_working_days(first, working_days, extra_non_working_days)
    if concluded_on is None:
        return Unlawful(f"The IRO has not concluded this series. It is owed by {in_words(by_on)}.", SERIES)
    if concluded_on < last:
        return Unlawful(
            f"The conclusion is dated before the last meeting, {in_words(last)}. Check the date.", SERIES
        )
    if concluded_on > by_on:
        return Unlawful(
            f"The meetings were concluded after {in_words(by_on)}, {working_days} working days from the first. "
            "They count as single meetings: hold a review.",
            SERIES,
        )
    because = (
        f"{len(meetings_held_on)} meetings from {in_words(first)} to {in_words(last)}, concluded in time"
    )
    return Lawful(SERIES, because, by_on)
