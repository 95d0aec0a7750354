"""Bringing many children's histories in at once, through the same door as people use.

One event for each child that changed, with what was added, ended, corrected and withdrawn; few round trips
however many rows there are; nothing written, and no event, where the register says so already.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from lodestar.access.door import note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import comparing, kinds, pen
from lodestar.casework.children.brought import ROWS_AT_ONCE, Run, Writing, without_blanks
from lodestar.casework.children.comparing import Compared, Stated, Window
from lodestar.casework.children.describing import COLUMNS, DescribedChildren
from lodestar.casework.children.kinds import Kind
from lodestar.casework.children.models import (
    Child,
    Correction,
    DatedRow,
    LegalStatus,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
)
from lodestar.casework.children.queries import BroughtIn, IncomingChild, NotHeld
from lodestar.casework.children.states import Source

CHILDREN_AT_ONCE = 500


@records(EventKind.HISTORY_BROUGHT_IN)
def bring_in(
    *,
    children: Sequence[IncomingChild],
    source: Source,
    because: str,
    by: User,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> BroughtIn:
    """Bring children's histories into the register as another place states them, and tell what became of each
    row.

    A row is recognised by its natural key (the day it begins, mostly). Found as stated: matched, nothing
    written. Not there: added. An open row whose end is news: ended. Otherwise different: corrected, with what
    was said before kept and `because` as the reason. A row of the same `source` that is no longer stated:
    withdrawn, kept too. A row that a person, or another source, recorded is never replaced: a `Disagreement`
    is told instead. A row that the database would refuse, or that shares days with another, is told as
    `NotHeld`, and the rest goes on.

    The caller answers for plausibility. `progress` is called with children done and children in all. Locks
    every child it finds. Raises nothing for what the rows say.
    """
    work = _BringingIn(source=source, because=because, by=by, at=at)
    known = work.describe(children)
    for start in range(0, len(known), CHILDREN_AT_ONCE):
        piece = known[start : start + CHILDREN_AT_ONCE]
        work.histories(piece)
        if progress is not None:
            progress(start + len(piece), len(known))
    work.tell()
    return work.answer


class _BringingIn(Run):
    """One run: each child described, each history compared, written and told."""

    def __init__(self, *, source: Source, because: str, by: User, at: datetime) -> None:
        super().__init__(source=source, because=because, by=by, at=at)
        self.children: dict[int, Child] = {}
        self.identifiers: dict[str, int] = {}

    # --- the children themselves ------------------------------------------------------------------------

    def describe(self, incoming: Sequence[IncomingChild]) -> list[tuple[IncomingChild, Child]]:
        """Add the children that are not held and describe those that are; return each with its child."""
        work = DescribedChildren(source=self.source, by=self.by, at=self.at)
        known = work.read(incoming)
        counts = self.answer.counts["child"]
        self.answer.disagreements.extend(work.disagreements)
        self.answer.not_held.extend(work.not_held)
        Child.objects.bulk_create(work.new, batch_size=ROWS_AT_ONCE)
        counts.added, counts.corrected = len(work.new), len(work.changed)
        counts.matched = len(known) - counts.added - counts.corrected
        for child in work.new:
            self.told[child.pk].after["child"] = without_blanks(pen.said(child))
        for child, before in work.changed:
            after = {name: getattr(child, name) for name in before}
            self.told[child.pk].before["child"], self.told[child.pk].after["child"] = before, after
            self.corrections.append(self.correction(child, "child", child.pk, child.pk, before, after))
        if work.changed:
            changed = [child for child, _ in work.changed]
            pen.write_columns(changed, [*COLUMNS, "search_name"])
        for _, child in known:
            self.children[child.pk] = child
            self.identifiers[child.identifier] = child.pk
        self.answer.child_ids.update(self.identifiers)
        return known

    # --- their histories --------------------------------------------------------------------------------

    def histories(self, piece: Sequence[tuple[IncomingChild, Child]]) -> None:
        """Compare and write the histories of some children."""
        ids = [child.pk for _, child in piece]
        write = Writing(self)
        self.periods(piece, ids, write)
        for kind in kinds.OF_A_CHILD:
            self.of_a_child(kind, piece, ids, write)
        write.all()
        self.previous_permanence(piece, ids)
        Correction.objects.bulk_create(self.corrections, batch_size=ROWS_AT_ONCE)
        self.corrections.clear()

    def periods(self, piece: Sequence[tuple[IncomingChild, Child]], ids: list[int], write: "Writing") -> None:
        """Compare periods of care, and the statuses and placements in each."""
        held = _by(PeriodOfCare.objects.believed().filter(child__in=ids), "child_id")
        statuses = _by(LegalStatus.objects.believed().filter(period__child__in=ids), "period_id")
        placements = _by(Placement.objects.believed().filter(period__child__in=ids), "period_id")
        for incoming, child in piece:
            if incoming.periods is None:
                continue
            window = Window(incoming.speaks_from, incoming.speaks_until)
            rows = [comparing.stated(kinds.PERIOD, p) for p in incoming.periods]
            found = self.compared(kinds.PERIOD, held[child.pk], rows, window)
            self.keep_periods_people_wrote_in(found, statuses, placements)
            write.take(kinds.PERIOD, child, found, {"child": child})
            for period in found.withdrawn:
                for kind, inside in (
                    (kinds.LEGAL_STATUS, statuses),
                    (kinds.PLACEMENT, placements),
                ):
                    write.take(kind, child, Compared(withdrawn=list(inside[period.pk])), {})
            for row, _why in found.not_held:
                self.not_held_with(child, row)
            for owner, held_id, row in _owners(found):
                for kind, inside, stated_rows in (
                    (kinds.LEGAL_STATUS, statuses, row.incoming.statuses),
                    (kinds.PLACEMENT, placements, row.incoming.placements),
                ):
                    mine = [] if held_id is None else inside[held_id]
                    compared = self.compared(
                        kind, mine, [comparing.stated(kind, r) for r in stated_rows], window
                    )
                    write.take(kind, child, compared, {"period": owner})

    def keep_periods_people_wrote_in(
        self, found: Compared, statuses: dict[int, list[Any]], placements: dict[int, list[Any]]
    ) -> None:
        """Keep a period no longer stated, where somebody else recorded a row in it; tell of it instead."""
        for period in list(found.withdrawn):
            inside = [*statuses[period.pk], *placements[period.pk]]
            if any(row.source != self.source for row in inside):
                found.withdrawn.remove(period)
                row = Stated({"from_on": period.from_on, "until_on": period.until_on})
                found.disputed.append(
                    (period, row, "It is no longer stated, but another recorded a row in it.")
                )

    def not_held_with(self, child: Child, row: Stated) -> None:
        """Tell of the rows that cannot be held because their period is not."""
        for kind, rows in (
            (kinds.LEGAL_STATUS, row.incoming.statuses),
            (kinds.PLACEMENT, row.incoming.placements),
        ):
            for inside in rows:
                facts = comparing.stated(kind, inside).facts
                self.answer.not_held.append(
                    NotHeld(child.identifier, kind.name, facts, "Its period is not held.", inside.source_line)
                )

    def of_a_child(
        self, kind: Kind, piece: Sequence[tuple[IncomingChild, Child]], ids: list[int], write: "Writing"
    ) -> None:
        """Compare the rows of one kind that belong to a child."""
        speaking = [
            (incoming, child)
            for incoming, child in piece
            if getattr(incoming, kinds.STATED_IN[kind.name]) is not None
        ]
        if not speaking:
            return
        held = _by(kind.model.objects.believed().filter(child__in=ids), "child_id")
        for incoming, child in speaking:
            rows = [
                comparing.stated(kind, r, **self.worked_out(kind, r))
                for r in getattr(incoming, kinds.STATED_IN[kind.name])
            ]
            window = Window(incoming.speaks_from, incoming.speaks_until)
            write.take(kind, child, self.compared(kind, held[child.pk], rows, window), {"child": child})

    def worked_out(self, kind: Kind, row: Any) -> dict[str, Any]:
        """Return columns of an incoming row that name something by what the place calls it."""
        if kind.name != "relationship" or not row.other_child:
            return {}
        if row.other_child not in self.identifiers:
            other = Child.objects.filter(identifier=row.other_child).values_list("pk", flat=True).first()
            if other is None:
                return {}
            self.identifiers[row.other_child] = other
        return {"other_child_id": self.identifiers[row.other_child]}

    def compared(self, kind: Kind, held: Sequence[DatedRow], rows: list[Stated], window: Window) -> Compared:
        """Compare one owner's rows; a short way where nothing is held and nothing stated."""
        if not held and not rows:
            return Compared()
        return comparing.compare(kind, held, rows, source=self.source, window=window)

    def previous_permanence(self, piece: Sequence[tuple[IncomingChild, Child]], ids: list[int]) -> None:
        """Add or correct how each child had left care for good before."""
        speaking = [(i.previous_permanence, c) for i, c in piece if i.previous_permanence is not None]
        if not speaking:
            return
        held = {row.child_id: row for row in PreviousPermanence.objects.filter(child__in=ids)}
        counts = self.answer.counts["previous_permanence"]
        new, changed = [], []
        for stated, child in speaking:
            facts: dict[str, Any] = {
                "code": stated.code,
                "authority": stated.authority[:40],
                "ended_on_text": stated.ended_on_text[:10],
            }
            if stated.code not in {"P1", "P2", "P3", "P4", "Z1"}:
                why = f"{stated.code or 'A blank'!r} is not a code of previous permanence."
                self.answer.not_held.append(
                    NotHeld(child.identifier, "previous_permanence", facts, why, stated.source_line)
                )
                continue
            row = held.get(child.pk)
            if row is None:
                row = PreviousPermanence(
                    child=child,
                    recorded_at=self.at,
                    recorded_by=self.by,
                    source_line=stated.source_line,
                    **facts,
                )
                new.append(row)
                self.told[child.pk].put("after", "added", "previous_permanence", facts)
                counts.added += 1
                continue
            before = {name: getattr(row, name) for name in facts}
            if before == facts:
                counts.matched += 1
                continue
            for name, value in facts.items():
                setattr(row, name, value)
            changed.append(row)
            self.told[child.pk].put("before", "corrected", "previous_permanence", before)
            self.told[child.pk].put("after", "corrected", "previous_permanence", facts)
            self.corrections.append(
                self.correction(child, "previouspermanence", row.pk, row.pk, before, facts)
            )
            counts.corrected += 1
        PreviousPermanence.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
        if changed:
            PreviousPermanence.objects.bulk_update(
                changed, ["code", "authority", "ended_on_text"], batch_size=ROWS_AT_ONCE
            )

    # --- telling ----------------------------------------------------------------------------------------

    def tell(self) -> None:
        """Leave one event for each child that changed; say so where none did."""
        self.answer.children_changed = len(self.told)
        if not self.told:
            nothing_changed()
        for pk, told in sorted(self.told.items()):
            child = self.children[pk]
            after = {"source": self.source.value, "because": self.because, **told.after}
            note(child=child, subject=child, before=told.before or None, after=after)


def _owners(found: Compared) -> Iterator[tuple[DatedRow, int | None, Stated]]:
    """Yield each period that new rows will belong to, the id of the period held ones belong to, and its row.

    A disputed period is left alone, with all that is in it.
    """
    for held, row in (*found.matched, *found.ended):
        yield held, held.pk, row
    for row in found.added:
        yield row.made, None, row
    for old, row, _changes in found.corrected:
        yield row.made, old.pk, row


def _by(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    """Return rows by the value of a column, in order of their days."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    for mine in found.values():
        mine.sort(key=lambda r: (r.from_on, r.pk))
    return found
