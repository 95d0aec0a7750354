"""Doing: the steps before a review, the child's wishes for it, and the officer's talk with the child."""

from datetime import date, datetime

from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.actions.around import held_booking
from lodestar.casework.meetings.models import Booking, ChildSeen, PreparationStep
from lodestar.casework.meetings.policies import preparing as policies
from lodestar.casework.meetings.queries.booking import last_review_before, review_day
from lodestar.casework.meetings.queries.chair import speaks_for_chair
from lodestar.casework.meetings.states import Step
from lodestar.casework.meetings.wishes import together

OF_STEP = ("step", "state", "words")
# What the event of a talk keeps: that it was, when and how; the words stay in the record alone.
OF_TALK = ("seen_on", "place_kind", "is_alone", "not_alone_because")
LONGEST_WISHES = Booking._meta.get_field("childs_wishes").max_length or 0


@records(EventKind.PREPARATION_SAID)
def say_step(
    *, booking: Booking, step: str, state: str, words: str, by: User, at: datetime
) -> PreparationStep | None:
    """Say how far one step before a review has come. Raises NotAllowed with every reason.

    What was said before is in the event. Return of None means that nothing changed.
    """
    booking, child = held_booking(booking)
    row = booking.steps.filter(step=step).first()
    pen.require_none(
        refusals(
            policies.may_be_said(
                booking.state,
                step=step,
                state=state,
                words=words,
                speaks=speaks_for_chair(by, booking, on=pen.day_of(at)),
                fact_is_kept=step == Step.SEEN and booking.seen.exists(),
            )
        )
    )
    if row is not None and (row.state, row.words) == (state, words.strip()):
        nothing_changed()
        return None
    before = None if row is None else facts_of(row, OF_STEP)
    row = row or PreparationStep(booking=booking, step=step)
    row.state, row.words, row.said_at, row.said_by = state, words.strip(), at, by
    row.save()
    note(child=child, subject=row, before=before, after=facts_of(row, OF_STEP), touches_care=False)
    return row


@records(EventKind.PREPARATION_SAID)
def record_wishes(
    *, booking: Booking, place: str, people: str, agenda: str, chairing: str, by: User, at: datetime
) -> Booking:
    """Record what the child wishes for the review: where and when, who comes, what about, and who leads it.

    Raises NotAllowed where nothing is said, or the review is over.
    """
    booking, child = held_booking(booking)
    wishes = together(place=place, people=people, agenda=agenda, chairing=chairing)
    pen.require_none(refusals(policies.may_be_wished(booking.state, wishes, LONGEST_WISHES)))
    if wishes == booking.childs_wishes:
        nothing_changed()
        return booking
    before = {"childs_wishes": booking.childs_wishes}
    booking.childs_wishes = wishes
    booking.save(update_fields=["childs_wishes"])
    note(child=child, subject=booking, before=before, after={"childs_wishes": wishes}, touches_care=False)
    return booking


@records(EventKind.CHILD_SEEN)
def record_child_seen(
    *,
    booking: Booking,
    seen_on: date,
    place_kind: str,
    is_alone: bool,
    childs_words: str,
    officers_view: str,
    by: User,
    at: datetime,
    not_alone_because: str = "",
) -> ChildSeen:
    """Record that the officer spoke with the child before a review, alone or why not (SI 2010/959 reg 36; R4.5).

    Only the officer who chairs, whoever covers for them, or the IRO manager may. Raises NotAllowed with every reason.
    """
    booking, child = held_booking(booking)
    today = pen.day_of(at)
    pen.require_none(
        refusals(
            policies.may_be_seen(
                booking.state,
                speaks=speaks_for_chair(by, booking, on=today),
                seen_on=seen_on,
                place_kind=place_kind,
                is_alone=is_alone,
                not_alone_because=not_alone_because,
                words=childs_words,
                born_on=child.born_on,
                last_review_on=last_review_before(booking),
                review_on=review_day(booking),
                today=today,
            )
        )
    )
    seen = ChildSeen.objects.create(
        booking=booking,
        seen_on=seen_on,
        place_kind=place_kind,
        is_alone=is_alone,
        not_alone_because="" if is_alone else not_alone_because.strip(),
        childs_words=childs_words.strip(),
        officers_view=officers_view.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    note(child=child, subject=seen, after=facts_of(seen, OF_TALK), touches_care=False)
    return seen
