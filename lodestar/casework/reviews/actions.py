"""Doing: recording that a review was held, correcting it, asking for one, and bringing many in at once."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.chain import plain
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child, Correction
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.children.queries import BroughtIn, care_of
from lodestar.casework.children.states import Source
from lodestar.casework.reviews import policies
from lodestar.casework.reviews.bringing_in import BringingReviewsIn
from lodestar.casework.reviews.incoming import IncomingReview
from lodestar.casework.reviews.models import Review, ReviewRequest
from lodestar.casework.reviews.states import ReviewKind

SAID = ("period_id", "held_on", "kind", "participation", "implausible_because")
MAY_BE_CORRECTED = frozenset({"held_on", "kind", "participation"})


@records(EventKind.REVIEW_HELD)
def record_review(
    *,
    child: Child,
    held_on: date,
    participation: str,
    by: User,
    at: datetime,
    kind: str = ReviewKind.LOOKED_AFTER,
    source: Source = Source.PERSON,
    source_line: str = "",
) -> Review:
    """Record that a review of the child's case was held (SI 2010/959 part 6).

    `participation` is how the child took part (PN0 to PN7), blank only for a short-break review. Raises
    NotAllowed with every reason: not looked after that day, a code that does not fit the age, a review that
    day already.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        refusals(
            policies.may_be_held(
                record,
                held_on=held_on,
                kind=kind,
                participation=participation,
                other_days=_days(child),
                today=pen.day_of(at),
            )
        )
    )
    period = record.standing_on(held_on).period
    assert (
        period is not None and period.id is not None
    )  # the policy refused a day on which the child was not looked after
    review = Review.objects.create(
        child=child,
        period_id=period.id,
        held_on=held_on,
        kind=kind,
        participation=participation,
        source=source,
        source_line=source_line,
        recorded_at=at,
        recorded_by=by,
    )
    note(child=child, subject=review, after=facts_of(review, SAID))
    return review


@records(EventKind.RECORD_CORRECTED)
def correct_review(
    *, review: Review, changes: dict[str, Any], because: str, by: User, at: datetime
) -> Review:
    """Correct a review's day, kind or participation; return the row now believed, what was said before is
    kept.

    Raises NotAllowed where no reason is given, somebody corrected it meanwhile, or the review could not have
    been; ValueError for another column.
    """
    unknown = set(changes) - MAY_BE_CORRECTED
    if unknown:
        raise ValueError(f"A review has no {', '.join(sorted(unknown))} to correct.")
    child, review = _held(review, because)
    wanted = {name: value for name, value in changes.items() if getattr(review, name) != value}
    if not wanted:
        nothing_changed()
        return review
    record = care_of(child.pk)
    facts = {**facts_of(review, SAID), **wanted}
    pen.require_none(
        refusals(
            policies.may_be_held(
                record,
                held_on=facts["held_on"],
                kind=facts["kind"],
                participation=facts["participation"],
                other_days=_days(child, but=review),
                today=pen.day_of(at),
            )
        )
    )
    period = record.standing_on(facts["held_on"]).period
    assert period is not None  # as above
    facts["period_id"] = period.id
    return _corrected(review, facts, child=child, because=because, by=by, at=at) or review


@records(EventKind.RECORD_CORRECTED)
def remove_review(*, review: Review, because: str, by: User, at: datetime) -> None:
    """Withdraw a review that was recorded in error; it is kept, marked. Raises NotAllowed without a reason."""
    child, review = _held(review, because)
    _corrected(review, None, child=child, because=because, by=by, at=at)


@records(EventKind.REVIEW_REQUESTED)
def request_review(
    *, child: Child, asked_on: date, due_on: date, because: str, by: User, at: datetime
) -> ReviewRequest:
    """Record that somebody asked for a review before the next is due, and by when it is to be held (reg
    33(3)).

    Raises NotAllowed where the child is not looked after, no reason is given, or the dates are out of order.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        refusals(
            policies.may_be_asked_for(
                record, asked_on=asked_on, due_on=due_on, because=because, today=pen.day_of(at)
            )
        )
    )
    request = ReviewRequest.objects.create(
        child=child, asked_on=asked_on, due_on=due_on, because=because.strip(), recorded_at=at, recorded_by=by
    )
    note(child=child, subject=request, after=facts_of(request, ["asked_on", "due_on", "because"]))
    return request


@records(EventKind.RECORD_CORRECTED)
def withdraw_request(*, request: ReviewRequest, withdrawn_on: date, by: User, at: datetime) -> ReviewRequest:
    """Record that a request for a review was withdrawn on a day. Raises NotAllowed where it was already."""
    child = pen.held_fast(request.child)
    request = ReviewRequest.objects.get(pk=request.pk)
    pen.require_none(
        refusals(
            policies.may_be_withdrawn(
                asked_on=request.asked_on,
                withdrawn_on=request.withdrawn_on,
                on=withdrawn_on,
                today=pen.day_of(at),
            )
        )
    )
    request.withdrawn_on = withdrawn_on
    request.save(update_fields=["withdrawn_on"])
    note(child=child, subject=request, before={"withdrawn_on": None}, after={"withdrawn_on": withdrawn_on})
    return request


@records(EventKind.HISTORY_BROUGHT_IN)
def bring_in_reviews(
    *,
    reviews: Sequence[IncomingReview],
    source: Source,
    because: str,
    by: User,
    at: datetime,
    speaks_for: Collection[str] | None = None,
    speaks_from: date | None = None,
    speaks_until: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> BroughtIn:
    """Bring many reviews in as another place states them, and tell what became of each (counts under
    "review").

    A review is recognised by its child and day. Found as stated: matched. Not there: added. Otherwise
    different: corrected, with what was said before kept and `because` as the reason. Of the children in
    `speaks_for` (None: those named in `reviews`), a review of the same `source` in [`speaks_from`,
    `speaks_until`) that is no longer stated is withdrawn. What a person recorded is never replaced: a
    `Disagreement` is told. One that cannot be held (the child unknown or not looked after that day, a code on
    no list) is told as `NotHeld`. One event for each child changed; none where nothing differs.
    """
    work = BringingReviewsIn(
        source=source, because=because, by=by, at=at, speaks_from=speaks_from, speaks_until=speaks_until
    )
    return work.run(reviews, speaks_for=speaks_for, progress=progress)


def _days(child: Child, *, but: Review | None = None) -> set[date]:
    """Return the days on which other reviews of a child were held."""
    rows = Review.objects.believed().filter(child=child)
    return set((rows if but is None else rows.exclude(pk=but.pk)).values_list("held_on", flat=True))


def _held(review: Review, because: str) -> tuple[Child, Review]:
    """Return the child, locked, and the review as it is now; refuse without a reason, or where it was
    corrected.
    """
    child = pen.held_fast(review.child)
    review = Review.objects.get(pk=review.pk)
    if not because.strip():
        raise NotAllowed(Refused("Say why the record is corrected.", "because"))
    if review.corrected_at is not None:
        raise NotAllowed(
            Refused(
                "Somebody else corrected this review while the page was open. Nothing you entered was "
                "saved: look at "
                "the record as it is now."
            )
        )
    return child, review


def _corrected(
    review: Review, facts: dict[str, Any] | None, *, child: Child, because: str, by: User, at: datetime
) -> Review | None:
    """Mark a review as corrected, put the one now believed beside it, and say why."""
    before = facts_of(review, SAID)
    review.corrected_at, review.corrected_by = at, by
    review.save(update_fields=["corrected_at", "corrected_by"])
    now: Review | None = None
    if facts is not None:
        now = Review.objects.create(
            child=child,
            **facts,
            source=Source.PERSON,
            source_line=review.source_line,
            recorded_at=at,
            recorded_by=by,
        )
    Correction.objects.create(
        child=child,
        row_kind="review",
        old_row=review.pk,
        new_row=None if now is None else now.pk,
        said_before=plain(before),
        said_now=plain(facts),
        corrected_at=at,
        corrected_by=by,
        because=because,
    )
    after = (
        {"because": because}
        if now is None
        else {**facts_of(now, SAID), "row_now": now.pk, "because": because}
    )
    note(child=child, subject=review, before=before, after=after)
    return now
