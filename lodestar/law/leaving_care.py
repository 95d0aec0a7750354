"""Who is owed what as a young person leaves care, and by when it is reviewed (2-law 8.5, R8.40 to R8.42).

From the guidance to the Children Act, volume 3, and SI 2010/959 reg 40. Not judged: a child detained or in hospital at
16, one back with a parent for six months, and special guardianship as a ground to qualify.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lodestar.law.ages import ADULT, age_on, birthday
from lodestar.law.care_history import SHORT_BREAK_STATUSES, PeriodOfCare
from lodestar.law.care_planning import IN_FORCE, VOLUME_3, regulation
from lodestar.law.citation import Citation, Force
from lodestar.law.in_force import Dated, Version
from lodestar.law.review_rules import in_words
from lodestar.law.review_steps import StepClock
from lodestar.law.timescales import Span, Timescale, Unit

SECTION_23C = Citation(
    "Children Act 1989 s.23C",
    "https://www.legislation.gov.uk/ukpga/1989/41/section/23C/2011-04-01",
    Force.STATUTE,
)
SECTION_23CZB = Citation(
    "Children Act 1989 s.23CZB",
    "https://www.legislation.gov.uk/ukpga/1989/41/section/23CZB/2018-04-01",
    Force.STATUTE,
)

COUNTED_FROM_AGE = 14
LEAVING_FROM_AGE = 16
QUALIFYING_TO_AGE = 21
"""First age at which a young person who only qualifies no longer does (Children Act 1989 s.24(2), from memory)."""

DAYS_NEEDED: Dated[int] = Dated(
    "the 13 weeks of an eligible child", (Version(91, IN_FORCE, None, regulation("40", "(1)")),)
)
FORMER_RELEVANT_TO_AGE: Dated[int] = Dated(
    "the age to which a former relevant young person is supported",
    (
        Version(21, IN_FORCE, date(2018, 4, 1), SECTION_23C),
        Version(25, date(2018, 4, 1), None, SECTION_23CZB),
    ),
)
"""First age without it. Before April 2018 longer in education or training, which is not known here (from memory)."""

PLAN_REVIEW = Timescale.in_force_from(
    "the review of a pathway plan", Span(6, Unit.MONTHS), IN_FORCE, VOLUME_3
)
ACCOMMODATION_FIRST_REVIEW = Timescale.in_force_from(
    "the first review after a move to arranged accommodation", Span(28, Unit.DAYS), IN_FORCE, VOLUME_3
)
ACCOMMODATION_LATER_REVIEW = Timescale.in_force_from(
    "later reviews in arranged accommodation", Span(3, Unit.MONTHS), IN_FORCE, VOLUME_3
)
ADVISER_FIRST_VISIT = Timescale.in_force_from(
    "the adviser's first visit to arranged accommodation", Span(7, Unit.DAYS), IN_FORCE, VOLUME_3
)
ADVISER_LATER_VISIT = Timescale.in_force_from(
    "the adviser's later visits to arranged accommodation", Span(2, Unit.MONTHS), IN_FORCE, VOLUME_3
)


class CareLeaver(StrEnum):
    """What a young person is called, which decides what they are owed."""

    ELIGIBLE = "eligible"
    RELEVANT = "relevant"
    FORMER_RELEVANT = "former relevant"
    QUALIFYING = "qualifying"


@dataclass(frozen=True, slots=True)
class LeavingCare:
    """What a young person is on a day (`status`, None: none of these), and on what it rests.

    `days` are the days looked after since the 14th birthday up to and including that day and before the 18th birthday;
    `eligible_from` the first day on which they were eligible.
    """

    status: CareLeaver | None
    days: int
    eligible_from: date | None
    citation: Citation
    because: str


def leaving_care_status(*, born_on: date, periods: tuple[PeriodOfCare, ...], on: date) -> LeavingCare:
    """Say whether a young person is eligible, relevant, former relevant or qualifying on a day (R8.40, R8.42).

    Eligible: looked after, 16 or 17, and looked after for 13 weeks (91 days, in one or more periods) since the 14th
    birthday, at least one day of it since the 16th (SI 2010/959 reg 40). Relevant: 16 or 17, was eligible, no longer
    looked after. Former relevant: 18 to 24, was eligible or relevant. Qualifying: under 21, looked after at 16 or 17,
    not now, and none of the others (s.24). Days of short breaks (V3, V4) count for none of these; that they do not
    make a young person qualify either is a reading. The first day of care counts as one, the day it ended does not
    (15.1); 91 days are complete on the 91st. The day asked about picks the wording. Raises NotInForce before 1 April
    2011, and ValueError where `on` is before birth.
    """
    needed, age = DAYS_NEEDED.at(on), age_on(born_on, on)
    spans = list(_counted(born_on, periods, on + timedelta(days=1)))
    days = sum((until - since).days for since, until in spans)
    eligible_from = _eligible_from(birthday(born_on, LEAVING_FROM_AGE), spans, needed.value)
    looked_after = _looked_after(periods, on)
    at_sixteen = any(until > birthday(born_on, LEAVING_FROM_AGE) for _, until in spans)

    def answer(status: CareLeaver | None, because: str, citation: Citation = needed.citation) -> LeavingCare:
        return LeavingCare(status, days, eligible_from, citation, because)

    if age < LEAVING_FROM_AGE:
        return answer(None, "under 16")
    counted = f"{days} days looked after since the 14th birthday"
    if eligible_from is not None:
        was = f"eligible from {in_words(eligible_from)}"
        if age >= ADULT:
            support = FORMER_RELEVANT_TO_AGE.at(on)
            if age < support.value:
                return answer(CareLeaver.FORMER_RELEVANT, f"{age}, and {was}", support.citation)
            return answer(None, f"{was}, and {support.value} or older", support.citation)
        if looked_after:
            return answer(CareLeaver.ELIGIBLE, f"looked after, and {counted}")
        return answer(CareLeaver.RELEVANT, f"no longer looked after, and {was}", VOLUME_3)
    if at_sixteen and not looked_after and age < QUALIFYING_TO_AGE:
        return answer(CareLeaver.QUALIFYING, f"was looked after at 16 or 17, and {counted}", VOLUME_3)
    return answer(None, f"{counted}, {needed.value} needed")


def pathway_plan_review_due(*, last_on: date) -> StepClock:
    """A pathway plan is reviewed at least every 6 months (R8.41, guidance volume 3); sooner if anyone concerned asks.

    `last_on` is the day of the last review of it, or the day the plan was made. An eligible child's is reviewed with
    the care plan (R3.34); `plan_timing.pathway_plan_is_owed` says from when one is owed. Raises NotInForce.
    """
    return PLAN_REVIEW.by_wording_of_the_end(last_on, "the day the pathway plan was last reviewed or made")


def accommodation_review_due(*, moved_on: date, last_review_on: date | None = None) -> StepClock:
    """After a move to accommodation the authority arranges and nobody regulates, reviews come sooner (R8.41, volume 3).

    The first as soon as practicable after 28 days: the day named is the 28th, from which it is owed. Later ones within
    3 months of the last. A review before the move is none of this accommodation. Raises NotInForce.
    """
    if last_review_on is None or last_review_on < moved_on:
        clock = ACCOMMODATION_FIRST_REVIEW.by_wording_of_the_end(moved_on, "the day of the move")
        return StepClock(clock.due_on, clock.citation, f"as soon as practicable after {clock.because}")
    return ACCOMMODATION_LATER_REVIEW.by_wording_of_the_end(last_review_on, "the day of the last review")


def adviser_visit_due(*, moved_on: date, last_visit_on: date | None = None) -> StepClock:
    """The adviser visits within 7 days of such a move, at the 28-day review, then every 2 months (R8.41, volume 3).

    A visit before the 28th day is followed by the one at that review; a visit before the move is none of this
    accommodation. Raises NotInForce.
    """
    if last_visit_on is None or last_visit_on < moved_on:
        return ADVISER_FIRST_VISIT.by_wording_of_the_end(moved_on, "the day of the move")
    review = accommodation_review_due(moved_on=moved_on)
    if last_visit_on < review.due_on:
        return review
    return ADVISER_LATER_VISIT.by_wording_of_the_end(last_visit_on, "the day of the last visit")


def _spells(period: PeriodOfCare) -> Iterator[tuple[date, date, str]]:
    """Give each spell of a legal status of a period: first day, first day no longer, and the status."""
    spells = sorted(period.legal, key=lambda spell: spell.from_on)
    ends = [spell.from_on for spell in spells[1:]] + [period.until_on or date.max]
    for spell, until in zip(spells, ends, strict=False):
        yield spell.from_on, until, spell.status


def _looked_after(periods: tuple[PeriodOfCare, ...], on: date) -> bool:
    """Say whether a child is looked after on a day other than in short breaks."""
    return any(
        since <= on < until and status not in SHORT_BREAK_STATUSES
        for period in periods
        for since, until, status in _spells(period)
    )


def _counted(born_on: date, periods: tuple[PeriodOfCare, ...], end: date) -> Iterator[tuple[date, date]]:
    """Give in order the spans that count: from the 14th birthday until 18, without short breaks, before `end`."""
    first, last = birthday(born_on, COUNTED_FROM_AGE), min(end, birthday(born_on, ADULT))
    for period in sorted(periods, key=lambda period: period.from_on):
        for since, until, status in _spells(period):
            since, until = max(since, first), min(until, last)
            if status not in SHORT_BREAK_STATUSES and since < until:
                yield since, until


def _eligible_from(sixteen: date, spans: list[tuple[date, date]], needed: int) -> date | None:
    """Find the first day looked after at 16 or 17 on which the days needed are complete."""
    before = 0
    for since, until in spans:
        complete_on = since + timedelta(days=max(needed - before - 1, 0))
        candidate = max(complete_on, sixteen, since)
        if candidate < until:
            return candidate
        before += (until - since).days
    return None
