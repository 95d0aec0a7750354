"""The chain of events: adding lines, and proving that none was changed, removed or put in between.

The hash of a line covers the line before it, so a change anywhere breaks every later link. The head row says how
long the chain is, so that cutting off its end is seen too.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from lodestar.access.event_kinds import EventKind
from lodestar.access.models import ChainHead, Event, User

GENESIS = "0" * 64
_encode = DjangoJSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode


@dataclass(frozen=True, slots=True)
class Noted:
    """What one event is about, before it has its place in the chain."""

    kind: EventKind
    child_identifier: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the chain does not hold, in words."""

    sequence: int
    words: str


def link(previous_hash: str, event: Event) -> str:
    """Return the hash of an event that follows a line with the given hash."""
    line = _encode(
        [
            previous_hash,
            event.sequence,
            event.at.astimezone(UTC).isoformat(),
            event.by_id,
            event.by_username,
            event.by_role,
            event.kind,
            event.child_identifier,
            event.subject,
            event.before,
            event.after,
        ]
    )
    return hashlib.sha256(line.encode()).hexdigest()


def append(noted: Sequence[Noted], *, by: User, at: datetime) -> None:
    """Add events to the chain, in the caller's transaction; the head row is locked until it ends."""
    if not noted:
        return
    with transaction.atomic():
        head = ChainHead.objects.select_for_update().filter(id=1).first()
        if head is None:
            head = ChainHead(id=1, sequence=0, hash=GENESIS)
        lines = []
        for note in noted:
            event = Event(
                sequence=head.sequence + 1,
                at=at,
                by_id=by.pk,
                by_username=by.username,
                by_role=by.role,
                kind=note.kind.value,
                child_identifier=note.child_identifier,
                subject=note.subject,
                before=plain(note.before),
                after=plain(note.after),
                previous_hash=head.hash,
            )
            event.hash = link(head.hash, event)
            head.sequence, head.hash = event.sequence, event.hash
            lines.append(event)
        write(lines, at)
        head.save()


def write(lines: Sequence[Event], at: datetime) -> None:
    """Insert lines, all of one moment, by one statement: a bulk of models takes several times as long.

    An import leaves as many events as it has rows, and the chain's head is locked meanwhile.
    """
    fields = [field for field in Event._meta.concrete_fields if not field.primary_key]
    names = [field.attname for field in fields]
    moment = Event._meta.get_field("at").get_db_prep_save(at, connection)
    as_json = Event._meta.get_field("after").get_db_prep_save
    rows = []
    for line in lines:
        facts = line.__dict__
        row = [facts[name] for name in names]
        row[names.index("at")] = moment
        for name in ("before", "after"):
            if facts[name] is not None:
                row[names.index(name)] = as_json(facts[name], connection)
        rows.append(row)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {Event._meta.db_table} ({columns}) VALUES ({places})", rows)


def plain(facts: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return facts as JSON would give them back, so that the hash made now is the hash read later."""
    if facts is None:
        return None
    loaded: dict[str, Any] = json.loads(_encode(facts))
    return loaded


@dataclass(frozen=True, slots=True)
class Examined:
    """What reading the whole chain found: how long it is, its last hash, and every place where it does not hold."""

    length: int
    last_hash: str
    broken: tuple[Broken, ...]


@dataclass(slots=True)
class Reading:
    """How far the chain has been read, and what was found so far."""

    previous: str = GENESIS
    expected: int = 1
    broken: list[Broken] = field(default_factory=list)

    def read(self, lines: Iterable[Event]) -> None:
        """Read on, line by line, each against the one before it."""
        for event in lines:
            here = event.sequence
            if here != self.expected:
                self.broken.append(Broken(here, f"Line {self.expected} is missing before line {here}."))
            if event.previous_hash != self.previous:
                self.broken.append(Broken(here, f"Line {here} does not follow the line before it."))
            if link(event.previous_hash, event) != event.hash:
                self.broken.append(Broken(here, f"Line {here} was changed after it was written."))
            self.previous, self.expected = event.hash, here + 1

    def end(self, head: ChainHead | None) -> Examined:
        """Compare the end that was reached with the end the head row tells of."""
        length, last = (head.sequence, head.hash) if head else (0, GENESIS)
        if length != self.expected - 1:
            words = f"The chain should end at line {length}, and ends at line {self.expected - 1}."
            self.broken.append(Broken(length, words))
        elif last != self.previous:
            self.broken.append(Broken(length, f"Line {length} is not the line the chain ended with."))
        return Examined(self.expected - 1, self.previous, tuple(self.broken))


def examine() -> Examined:
    """Read the whole chain in order, a piece at a time, in flat memory, while others go on adding to it.

    Only the last few lines, added meanwhile, are read with the chain locked.
    """
    reading = Reading()
    head = ChainHead.objects.filter(id=1).first()
    lines = Event.objects.order_by("sequence")
    if head is not None:
        reading.read(lines.filter(sequence__lte=head.sequence).iterator(chunk_size=2000))
    with transaction.atomic():
        head = ChainHead.objects.select_for_update().filter(id=1).first()
        reading.read(lines.filter(sequence__gte=reading.expected).iterator(chunk_size=2000))
        return reading.end(head)


def verify() -> list[Broken]:
    """Return every place where the chain does not hold; an empty list means it holds."""
    return list(examine().broken)


def line_is_still(sequence: int, noted_hash: str) -> bool:
    """Return whether a line has the hash that somebody noted outside this system.

    A hash kept elsewhere shows even the loss that no chain can show of itself: its end and its head both put back.
    """
    return Event.objects.filter(sequence=sequence, hash=noted_hash).exists()
