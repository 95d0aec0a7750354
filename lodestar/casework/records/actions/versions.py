"""Doing: keeping parts back, making versions for an audience, and recording what went to whom."""

from datetime import date, datetime

from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking, Invitee
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.records.actions.ground import ground_of
from lodestar.casework.records.models import Dispatch, RecordVersion, Withholding
from lodestar.casework.records.policies import versions as policies
from lodestar.casework.records.queries.versions import (
    latest_version,
    letter_of,
    record_facts,
    secrets_of,
)
from lodestar.casework.records.states import Audience, DispatchState, MinuteState
from lodestar.casework.records.words_of_record import given_away, record_document
from lodestar.govuk.documents import hash_of, kept
from lodestar.law.review_steps import distributed_by


@records(EventKind.PART_WITHHELD)
def withhold(
    *, booking: Booking, audience: str, heading: str, because: str, by: User, at: datetime
) -> Withholding:
    """Keep a part of a record from an audience, because it would be contrary to the child's welfare (R4.11)."""
    ground = ground_of(booking, by=by, at=at)
    facts = record_facts(ground.booking)
    pen.require_none(
        refusals(
            policies.may_be_withheld(
                audience=audience,
                heading=heading,
                because=because,
                headings={code for code, _ in facts.headings},
            )
        )
    )
    row = Withholding.objects.filter(booking=booking, audience=audience, heading=heading).first()
    if row is not None:
        nothing_changed()
        return row
    row = Withholding.objects.create(
        booking=ground.booking,
        audience=audience,
        heading=heading,
        because=because.strip(),
        decided_at=at,
        decided_by=by,
    )
    after = facts_of(row, ["audience", "heading", "because"])
    note(child=ground.child, subject=row, after=after, touches_care=False)
    return row


@records(EventKind.VERSION_MADE)
def make_version(
    *, booking: Booking, audience: Audience, by: User, at: datetime, sees_address: bool = True
) -> RecordVersion:
    """Freeze the record as an audience reads it now; the same words make no second version."""
    ground = ground_of(booking, by=by, at=at)
    content = kept(record_document(record_facts(ground.booking), audience, sees_address=sees_address))
    last = latest_version(ground.booking, audience)
    if last is not None and last.hash == hash_of(content):
        nothing_changed()
        return last
    version = RecordVersion.objects.create(
        booking=ground.booking,
        audience=audience,
        number=(last.number if last else 0) + 1,
        content=content,
        hash=hash_of(content),
        made_at=at,
        made_by=by,
    )
    after = facts_of(version, ["audience", "number", "hash"])
    note(child=ground.child, subject=version, after=after, touches_care=False)
    return version


@records(EventKind.DISPATCH_RECORDED)
def dispatch(
    *,
    booking: Booking,
    invitee: Invitee,
    state: str,
    by: User,
    at: datetime,
    channel: str = "",
    sent_on: date | None = None,
    because: str = "",
) -> Dispatch:
    """Record that somebody's version of a record (or the child's letter) was sent, came back, or is kept back.

    Raises NotAllowed with every reason: not signed, a letter not checked, an address that would be given away, late
    without a reason.
    """
    ground = ground_of(booking, by=by, at=at)
    audience = policies.audience_of(invitee.role)
    is_letter = audience == Audience.CHILD
    letter = letter_of(ground.booking) if is_letter else None
    document = record_document(record_facts(ground.booking), audience, sees_address=invitee.sees_address)
    found = given_away(document, secrets_of(ground.booking)) if not invitee.sees_address else []
    day = review_day(ground.booking)
    pen.require_none(
        refusals(
            policies.may_be_sent(
                is_signed=ground.minute_state == MinuteState.SIGNED,
                is_letter=is_letter,
                letter_is_checked=letter is not None and letter.checked_at is not None,
                given_away=found,
                name=invitee.name,
                state=state,
                channel=channel,
                sent_on=sent_on,
                because=because,
                due_on=distributed_by(review_on=day).due_on if day else None,
                today=pen.day_of(at),
            )
        )
    )
    version = None
    if state == DispatchState.SENT and not is_letter:
        version = make_version(
            booking=ground.booking, audience=audience, by=by, at=at, sees_address=invitee.sees_address
        )
    row = Dispatch.objects.create(
        booking=ground.booking,
        invitee=invitee,
        version=version,
        letter=letter,
        channel=channel if state == DispatchState.SENT else "",
        state=state,
        because=because.strip(),
        sent_on=sent_on if state == DispatchState.SENT else None,
        recorded_at=at,
        recorded_by=by,
    )
    after = facts_of(row, ["invitee_id", "version_id", "letter_id", "channel", "state", "sent_on", "because"])
    note(child=ground.child, subject=row, after=after, touches_care=False)
    return row
