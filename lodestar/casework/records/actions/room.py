"""Writing in the room: boxes, the child's items, who was there (ADR-0017)."""

from datetime import datetime

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking, Invitee
from lodestar.casework.records.actions.holding import writable
from lodestar.casework.records.models import AgendaItem, RoomText, RoomTextBefore
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.queries.room import agenda_of, text_in


class Conflict(NotAllowed):
    """Somebody else saved this box since: `theirs` stands, `mine` was not written, and nothing is lost."""

    def __init__(self, theirs: RoomText, mine: str) -> None:
        """Keep both texts."""
        super().__init__(
            Refused("Somebody else wrote in this box since you opened it. Choose what stands.", "text")
        )
        self.theirs, self.mine = theirs, mine


@records(EventKind.ROOM_SAVED)
def save_text(
    *, booking: Booking, heading: str, box: str, text: str, version: int, by: User, at: datetime
) -> RoomText:
    """Save one box of the room, built on a version of it (0: empty). What stood there before is kept.

    Raises Conflict where another text was saved since, unless it is the same; NotAllowed where the record is signed,
    is with the IRO, or there is no such box.
    """
    booking, child = writable(booking, by=by, at=at)
    agenda = {f"item-{item.number}" for item in agenda_of(booking)}
    text = text.replace("\r\n", "\n").rstrip()
    pen.require_none(refusals(policies.is_a_box(heading, box, text, agenda)))
    stands = text_in(booking, heading, box)
    if stands is not None and stands.text == text:
        nothing_changed()
        return stands
    if stands is not None and stands.version != version:
        raise Conflict(stands, text)
    if stands is None:
        if not text:
            nothing_changed()
            return RoomText(booking=booking, heading=heading, box=box, version=0)
        stands = RoomText.objects.create(
            booking=booking, heading=heading, box=box, text=text, saved_at=at, saved_by=by
        )
    else:
        RoomTextBefore.objects.create(
            room_text=stands,
            version=stands.version,
            text=stands.text,
            saved_at=stands.saved_at,
            saved_by=stands.saved_by,
        )
        stands.version += 1
        stands.text, stands.saved_at, stands.saved_by = text, at, by
        stands.save(update_fields=["version", "text", "saved_at", "saved_by"])
    # The words themselves stay out of the audit, which keeps every version for ever: they are kept beside the box.
    after = {"heading": heading, "box": box, "version": stands.version, "characters": len(text)}
    note(child=child, subject=stands, after=after, touches_care=False)
    return stands


@records(EventKind.AGENDA_CHANGED)
def add_agenda_item(*, booking: Booking, words: str, by: User, at: datetime) -> AgendaItem:
    """Put something the child wants talked about on the agenda, first and in their words. Raises NotAllowed."""
    booking, child = writable(booking, by=by, at=at)
    if not words.strip():
        raise NotAllowed(Refused("Write what the child wants to talk about.", "words"))
    items = agenda_of(booking)
    item = AgendaItem.objects.create(
        booking=booking,
        number=(items[-1].number if items else 0) + 1,
        words=words.strip(),
        added_at=at,
        added_by=by,
    )
    note(child=child, subject=item, after=facts_of(item, ["number", "words"]), touches_care=False)
    return item


@records(EventKind.AGENDA_CHANGED)
def answer_agenda_item(*, item: AgendaItem, answer: str, by: User, at: datetime) -> AgendaItem:
    """Write what became of something the child wanted talked about. Raises NotAllowed where the record is signed."""
    _, child = writable(item.booking, by=by, at=at)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.answer_words == answer.strip():
        nothing_changed()
        return item
    before = facts_of(item, ["answer_words"])
    item.answer_words = answer.strip()
    item.save(update_fields=["answer_words"])
    note(child=child, subject=item, before=before, after=facts_of(item, ["answer_words"]), touches_care=False)
    return item


@records(EventKind.ATTENDANCE_RECORDED)
def record_attendance(
    *, booking: Booking, attendance: dict[int, tuple[str, str]], by: User, at: datetime
) -> list[Invitee]:
    """Record who was there, by the invitees' ids: (attendance, why kept out). NotAllowed names whose is wrong."""
    booking, child = writable(booking, by=by, at=at)
    people = {one.pk: one for one in booking.invitees.all()}
    given = {pk: said for pk, said in attendance.items() if pk in people}
    pen.require_none(
        refusals([policies.attendance_fits(*said, people[pk].name) for pk, said in given.items()])
    )
    changed = []
    for pk, (word, because) in given.items():
        person = people[pk]
        if (person.attendance, person.attendance_because) == (word, because.strip()):
            continue
        before = facts_of(person, ["attendance", "attendance_because"])
        person.attendance, person.attendance_because = word, because.strip()
        person.save(update_fields=["attendance", "attendance_because"])
        after = facts_of(person, ["attendance", "attendance_because"])
        note(child=child, subject=person, before=before, after=after, touches_care=False)
        changed.append(person)
    if not changed:
        nothing_changed()
    return changed
