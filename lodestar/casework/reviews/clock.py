"""The follower that keeps every child's clock true: called by the door, inside the transaction of each change.

It writes no event of its own: what it writes is worked out, not said by anybody, and can be worked out again at any
time from the facts (ADR-0004; a test rebuilds every clock and compares).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import islice

from lodestar.access.models import User
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.children import pen
from lodestar.casework.children.models import CaseRole, LegalStatus, Placement
from lodestar.casework.children.states import SHORT_BREAK_STATUSES, CaseRoleKind
from lodestar.casework.reviews.models import Review, ReviewClock
from lodestar.casework.reviews.queries import history_of, local_policy
from lodestar.law import review_timing as law

CHUNK = 500
DERIVED = ["ordinal", "rule", "due_on", "days_late"]
CLOCK_COLUMNS = [f.attname for f in ReviewClock._meta.concrete_fields if not f.primary_key]


def refresh(*, child_ids: Collection[int], by: User | None = None, at: datetime) -> None:
    """Work out the clocks of these children afresh, as they stand on the day of `at` in London."""
    today = pen.day_of(at)
    for chunk in pieces(sorted(child_ids), CHUNK):
        write(chunk, today=today, at=at, through_the_door=by is not None)


def pieces(ids: Iterable[int], size: int) -> Iterator[list[int]]:
    """Return the ids in lists of at most `size`."""
    rest = iter(ids)
    while piece := list(islice(rest, size)):
        yield piece


def write(child_ids: list[int], *, today: date, at: datetime, through_the_door: bool) -> None:
    """Write the clocks and the derived columns of reviews of one chunk of children."""
    histories = history_of(child_ids)
    clocks: list[ReviewClock] = []
    judged: dict[tuple[int, date], law.ReviewTiming] = {}
    for child_id, history in histories.items():
        try:
            answer: law.Timetable | None = law.timetable(history, today, local_policy())
            words = ""
        except law.CannotJudge as error:
            answer, words = None, str(error)
        clocks.append(clock_of(child_id, history, answer, words, today=today, at=at))
        if answer is not None:
            judged.update({(child_id, timing.held_on): timing for timing in answer.reviews})
    stand(clocks, child_ids, today)
    ReviewClock.objects.bulk_create(
        clocks, update_conflicts=True, unique_fields=["child"], update_fields=CLOCK_COLUMNS, batch_size=500
    )
    write_timings(child_ids, judged, through_the_door=through_the_door)


def stand(clocks: list[ReviewClock], child_ids: list[int], today: date) -> None:
    """Put beside each clock what lists show of the child: legal status, placement, IRO, social worker and team."""
    statuses = LegalStatus.objects.on(today).filter(period__child__in=child_ids)
    codes = dict(statuses.values_list("period__child_id", "code"))
    lives = {
        child_id: (type_, location)
        for child_id, type_, location in Placement.objects.on(today)
        .filter(period__child__in=child_ids)
        .values_list("period__child_id", "type", "location")
    }
    officers = dict(
        IroAllocation.objects.on(today).filter(child__in=child_ids).values_list("child_id", "officer_id")
    )
    workers = {
        child_id: (person_id, team_id)
        for child_id, person_id, team_id in CaseRole.objects.on(today)
        .filter(child__in=child_ids, kind=CaseRoleKind.SOCIAL_WORKER)
        .values_list("child_id", "person_id", "team_id")
    }
    for clock in clocks:
        clock.legal_status = codes.get(clock.child_id, "")
        clock.is_short_breaks = clock.legal_status in SHORT_BREAK_STATUSES
        clock.placement_type, clock.placement_location = lives.get(clock.child_id, ("", ""))
        clock.iro_id = officers.get(clock.child_id)
        clock.social_worker_id, clock.team_id = workers.get(clock.child_id, (None, None))


def clock_of(
    child_id: int,
    history: law.CareHistory,
    answer: law.Timetable | None,
    words: str,
    *,
    today: date,
    at: datetime,
) -> ReviewClock:
    """Return a child's clock as the law room answers it."""
    period = next(
        (p for p in history.periods if p.from_on <= today and (p.until_on is None or today < p.until_on)),
        None,
    )
    held = [r.held_on for r in history.reviews if r.held_on is not None and r.held_on <= today]
    clock = ReviewClock(
        child_id=child_id,
        is_looked_after=period is not None,
        looked_after_since=period.from_on if period else None,
        last_held_on=max(held, default=None),
        reviews_held=len(held),
        reviews_missed=len(answer.missed) if answer else 0,
        cannot_judge=words[:400],
        computed_at=at,
    )
    if answer is not None and answer.next is not None:
        clock.next_rule = answer.next.rule
        clock.next_due_on = answer.next.due_on
        clock.next_citation = answer.next.citation.provision[:160]
        clock.next_force = answer.next.citation.force.value
        clock.next_because = answer.next.because[:400]
    return clock


def write_timings(
    child_ids: list[int], judged: dict[tuple[int, date], law.ReviewTiming], *, through_the_door: bool
) -> None:
    """Write what the law room made of each review; only rows whose answer changed are written."""
    changed: list[Review] = []
    for review in Review.objects.believed().filter(child__in=child_ids).only("child_id", "held_on", *DERIVED):
        timing = judged.get((review.child_id, review.held_on))
        found = (
            (timing.ordinal, timing.rule, timing.due_on, timing.days_late)
            if timing
            else (None, "", None, None)
        )
        if found != (review.ordinal, review.rule, review.due_on, review.days_late):
            review.ordinal, review.rule, review.due_on, review.days_late = found
            changed.append(review)
    if through_the_door:
        pen.write_columns(changed, DERIVED)
    else:  # `lodestar clocks`: nobody says anything, so there is no action to write within
        Review.objects.bulk_update(changed, DERIVED, batch_size=500)
