"""The record between the one who minutes it and the IRO, and what is added once it is signed."""

from datetime import datetime

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import facts_of, note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking
from lodestar.casework.records.actions.holding import begun, held
from lodestar.casework.records.models import Addendum, Minute, RoomText
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.queries.room import is_chair, minute_state
from lodestar.casework.records.states import MinuteState


@records(EventKind.MINUTE_HANDED_OVER)
def hand_to_iro(*, booking: Booking, by: User, at: datetime) -> Minute:
    """Hand the minute to the IRO, who is told. Raises NotAllowed where it is with them already, or empty."""
    booking, child = held(booking)
    minute = begun(booking, by=by, at=at)
    pen.require_none(refusals([policies.minute_may_become(minute.state, MinuteState.WITH_IRO)]))
    if not RoomText.objects.filter(booking=booking).exclude(text="").exists():
        raise NotAllowed(Refused("Nothing is written yet. Write the minute before you hand it over."))
    before = minute.state
    minute.state, minute.changed_at, minute.changed_by = MinuteState.WITH_IRO, at, by
    minute.save(update_fields=["state", "changed_at", "changed_by"])
    note(
        child=child,
        subject=minute,
        before={"state": before},
        after={"state": minute.state},
        touches_care=False,
    )
    tell(
        people=[booking.officer],
        kind=NoticeKind.MINUTE_READY,
        key=f"{booking.pk}:{at.isoformat()}",
        address=f"/reviews/{booking.pk}/room/",
        by=by,
        at=at,
    )
    return minute


@records(EventKind.MINUTE_CHANGES_ASKED)
def ask_for_changes(*, booking: Booking, asked: str, by: User, at: datetime) -> Minute:
    """Give the minute back with what is to change; whoever handed it over is told. Raises NotAllowed."""
    booking, child = held(booking)
    minute = begun(booking, by=by, at=at)
    pen.require_none(
        refusals(
            [
                policies.concluding_is_theirs(is_chair=is_chair(booking, by, on=pen.day_of(at))),
                policies.minute_may_become(minute.state, MinuteState.CHANGES_ASKED),
            ]
        )
    )
    if not asked.strip():
        raise NotAllowed(Refused("Say what is to be changed.", "asked"))
    handed_by = minute.changed_by
    minute.state, minute.asked = MinuteState.CHANGES_ASKED, asked.strip()
    minute.changed_at, minute.changed_by = at, by
    minute.save(update_fields=["state", "asked", "changed_at", "changed_by"])
    note(child=child, subject=minute, after=facts_of(minute, ["state", "asked"]), touches_care=False)
    tell(
        people=[handed_by],
        kind=NoticeKind.MINUTE_RETURNED,
        key=f"{booking.pk}:{at.isoformat()}",
        address=f"/reviews/{booking.pk}/room/",
        by=by,
        at=at,
    )
    return minute


@records(EventKind.ADDENDUM_ADDED)
def add_addendum(*, booking: Booking, words: str, because: str, by: User, at: datetime) -> Addendum:
    """Add to a signed record, which itself never changes. Raises NotAllowed before it is signed, or by anybody else."""
    booking, child = held(booking)
    pen.require_none(
        refusals(
            [
                policies.concluding_is_theirs(is_chair=is_chair(booking, by, on=pen.day_of(at))),
                *policies.addendum_fits(
                    is_signed=minute_state(booking) == MinuteState.SIGNED, words=words, because=because
                ),
            ]
        )
    )
    row = Addendum.objects.create(
        booking=booking, words=words.strip(), because=because.strip(), added_at=at, added_by=by
    )
    note(child=child, subject=row, after=facts_of(row, ["words", "because"]), touches_care=False)
    return row
