"""Doing: the record between the one who minutes it and the IRO, and what is added once it is signed."""

from datetime import datetime

from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking
from lodestar.casework.records.actions.ground import Ground, begun, ground_of
from lodestar.casework.records.models import Addendum, Minute
from lodestar.casework.records.policies import closing as after_signing
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.queries import texts_of
from lodestar.casework.records.queries.room import leaders_of
from lodestar.casework.records.states import MinuteState


@records(EventKind.MINUTE_HANDED_OVER)
def hand_to_iro(*, booking: Booking, by: User, at: datetime) -> Minute:
    """Hand the record from whoever minutes it to the IRO, who is told.

    Raises NotAllowed where it is with them already, or nothing is written.
    """
    ground = ground_of(booking, by=by, at=at)
    pen.require_none(
        refusals(
            policies.may_hand_over(
                ground.part,
                minute=ground.minute_state,
                booking=ground.booking.state,
                is_written=any(row.text for row in texts_of(ground.booking).values()),
            )
        )
    )
    minute = _moved(ground, MinuteState.WITH_IRO, "", by, at)
    tell(
        people=leaders_of(ground.booking, on=ground.today),
        kind=NoticeKind.MINUTE_READY,
        key=f"{ground.booking.pk}:{at.isoformat()}",
        address=f"/reviews/{ground.booking.pk}/room/",
        by=by,
        at=at,
    )
    return minute


@records(EventKind.MINUTE_CHANGES_ASKED)
def ask_for_changes(*, booking: Booking, asked: str, by: User, at: datetime) -> Minute:
    """Send the record back to whoever handed it over, saying what to change; they are told. Raises NotAllowed."""
    ground = ground_of(booking, by=by, at=at)
    pen.require_none(
        refusals(policies.may_ask_for_changes(ground.part, minute=ground.minute_state, asked=asked))
    )
    assert ground.minute is not None  # what was handed over is there
    handed_by = ground.minute.changed_by
    minute = _moved(ground, MinuteState.CHANGES_ASKED, asked.strip(), by, at)
    tell(
        people=[handed_by],
        kind=NoticeKind.MINUTE_RETURNED,
        key=f"{ground.booking.pk}:{at.isoformat()}",
        address=f"/reviews/{ground.booking.pk}/room/",
        by=by,
        at=at,
    )
    return minute


def _moved(ground: Ground, state: MinuteState, asked: str, by: User, at: datetime) -> Minute:
    """Move the record on, and note it."""
    before = {"state": ground.minute_state}
    minute = begun(ground, by=by, at=at)
    minute.state, minute.asked, minute.changed_at, minute.changed_by = state, asked, at, by
    minute.save(update_fields=["state", "asked", "changed_at", "changed_by"])
    note(child=ground.child, subject=minute, before=before, after={"state": state}, touches_care=False)
    return minute


@records(EventKind.ADDENDUM_ADDED)
def add_addendum(*, booking: Booking, words: str, because: str, by: User, at: datetime) -> Addendum:
    """Add something to a signed record, with the reason; the record itself never changes. Raises NotAllowed."""
    ground = ground_of(booking, by=by, at=at)
    pen.require_none(
        refusals(after_signing.may_add(ground.part, minute=ground.minute_state, words=words, because=because))
    )
    row = Addendum.objects.create(
        booking=ground.booking, words=words.strip(), because=because.strip(), added_at=at, added_by=by
    )
    note(child=ground.child, subject=row, after={"addendum": row.pk}, touches_care=False)
    return row
