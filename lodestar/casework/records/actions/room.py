"""Doing: writing in the review room, so that two who write at once never lose a word (ADR-0017)."""

from collections.abc import Mapping
from datetime import datetime

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking
from lodestar.casework.records.actions.ground import begun, ground_of
from lodestar.casework.records.models import AgendaItem, RoomText, RoomTextBefore
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.queries import agenda_of, invitees_of, texts_of
from lodestar.casework.records.queries.room import whole_agenda


class Conflict(NotAllowed):
    """A box was saved by somebody else meanwhile: nothing was written, and here are both texts (ADR-0017)."""

    def __init__(self, theirs: RoomText, mine: str) -> None:
        """Keep what stands there now and what was to be saved."""
        super().__init__(
            Refused("Somebody else wrote in this box since you opened it. Choose what stands.", "text")
        )
        self.theirs, self.mine = theirs, mine


@records(EventKind.ROOM_SAVED)
def save_text(
    *, booking: Booking, heading: str, box: str, text: str, version: int, by: User, at: datetime
) -> RoomText:
    """Save what stands in one box, built on a version of it (0: the box was empty); return it as it stands now.

    What was there before is kept. Sent twice, or sent without a change of one's own, it saves nothing more. Raises
    Conflict with both texts where somebody else saved the box meanwhile, NotAllowed where it is not open to the person.
    """
    ground = ground_of(booking, by=by, at=at)
    stands = texts_of(ground.booking)
    known = {one.code for one in whole_agenda(agenda_of(ground.booking), {code for code, _ in stands})}
    text = tidy(text)
    now = stands.get((heading, box))
    if says_nothing_new(now, text, version):
        nothing_changed()
        return now or RoomText(booking=ground.booking, heading=heading, box=box, version=0)
    pen.require_none(
        refusals(
            [
                *policies.may_write(ground.part, minute=ground.minute_state, booking=ground.booking.state),
                policies.box_is_known(heading, box, known=known),
                policies.text_fits(text),
            ]
        )
    )
    if now is not None and now.version != version:
        raise Conflict(now, text)
    if now is None:
        now = RoomText(booking=ground.booking, heading=heading, box=box, version=1)
    else:
        RoomTextBefore.objects.create(
            room_text=now,
            version=now.version,
            text=now.text,
            saved_at=now.saved_at,
            saved_by=now.saved_by,
        )
        now.version += 1
    now.text, now.saved_at, now.saved_by = text, at, by
    now.save()
    begun(ground, by=by, at=at)
    note(
        child=ground.child,
        subject=now,
        after={"heading": heading, "box": box, "version": now.version, "characters": len(text)},
        touches_care=False,
    )
    return now


def tidy(text: str) -> str:
    """Return a text as it is kept: line breaks as one character, nothing behind its end."""
    return text.replace("\r\n", "\n").rstrip()


def says_nothing_new(now: RoomText | None, text: str, version: int) -> bool:
    """Return whether a text is what stands in the box, or what stood there in the version it was built on."""
    if now is None:
        return not text
    if now.text == text:
        return True
    if version == now.version:
        return False
    if version == 0:
        return not text
    return RoomTextBefore.objects.filter(room_text=now, version=version, text=text).exists()


@records(EventKind.AGENDA_CHANGED)
def add_agenda_item(*, booking: Booking, words: str, by: User, at: datetime) -> AgendaItem:
    """Put something the child wants talked about first on the agenda, in their words. Raises NotAllowed."""
    ground = ground_of(booking, by=by, at=at)
    pen.require_none(
        refusals(
            [
                *policies.may_write(ground.part, minute=ground.minute_state, booking=ground.booking.state),
                policies.agenda_words_fit(words),
            ]
        )
    )
    last = AgendaItem.objects.filter(booking=ground.booking).order_by("-number").first()
    item = AgendaItem.objects.create(
        booking=ground.booking,
        number=1 if last is None else last.number + 1,
        words=words.strip(),
        added_at=at,
        added_by=by,
    )
    note(child=ground.child, subject=item, after=facts_of(item, ["number"]), touches_care=False)
    return item


@records(EventKind.AGENDA_CHANGED)
def answer_agenda_item(
    *, item: AgendaItem, answer: str, by: User, at: datetime, before: str | None = None
) -> AgendaItem:
    """Say what came of something the child wanted talked about; `before` is the answer that the writer had seen.

    Raises NotAllowed, with what stands there, where somebody else answered it meanwhile.
    """
    ground = ground_of(item.booking, by=by, at=at)
    item = AgendaItem.objects.get(pk=item.pk)
    words, stood = tidy(answer), item.answer_words if before is None else tidy(before)
    if words == item.answer_words:
        nothing_changed()
        return item
    pen.require_none(
        refusals(
            [
                *policies.may_write(ground.part, minute=ground.minute_state, booking=ground.booking.state),
                policies.item_as_it_was(item.answer_words, stood, words),
            ]
        )
    )
    item.answer_words = words
    item.save(update_fields=["answer_words"])
    note(
        child=ground.child, subject=item, after={"number": item.number, "answered": True}, touches_care=False
    )
    return item


@records(EventKind.ATTENDANCE_RECORDED)
def record_attendance(
    *, booking: Booking, attendance: Mapping[int, tuple[str, str]], by: User, at: datetime
) -> int:
    """Record who was there: for each invitee's id their attendance, and why somebody was kept out (R4.6).

    Returns how many rows changed; somebody not named stays as they were. Raises NotAllowed with every reason.
    """
    ground = ground_of(booking, by=by, at=at)
    people = [one for one in invitees_of(ground.booking) if one.pk in attendance]
    pen.require_none(
        refusals(
            [
                *policies.may_write(ground.part, minute=ground.minute_state, booking=ground.booking.state),
                *(
                    policies.attendance_can_be(*attendance[one.pk], name=one.name, field=str(one.pk))
                    for one in people
                ),
            ]
        )
    )
    changed = 0
    for one in people:
        said, because = attendance[one.pk][0], attendance[one.pk][1].strip()
        if (one.attendance, one.attendance_because) == (said, because):
            continue
        before = facts_of(one, ["attendance"])
        one.attendance, one.attendance_because = said, because
        one.save(update_fields=["attendance", "attendance_because"])
        note(
            child=ground.child,
            subject=one,
            before=before,
            after=facts_of(one, ["attendance"]),
            touches_care=False,
        )
        changed += 1
    if not changed:
        nothing_changed()
    return changed
