"""Writing what was brought in: many rows in few round trips, in the order that the constraints allow.

Held only by the action that brings histories in, which leaves the events.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Model

from lodestar.access.chain import plain
from lodestar.access.models import User
from lodestar.casework.children import kinds, pen
from lodestar.casework.children.comparing import Compared, Stated
from lodestar.casework.children.kinds import Kind
from lodestar.casework.children.models import Child, Correction, DatedRow
from lodestar.casework.children.queries import BroughtIn, Counts, Disagreement, NotHeld
from lodestar.casework.children.states import Source

ROWS_AT_ONCE = 1000


class Told:
    """What happened to one child, for its one event."""

    def __init__(self) -> None:
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}

    def put(self, side: str, what: str, kind: str, facts: dict[str, Any]) -> None:
        """Put one row's facts before or after, under what was done and the kind of row."""
        into = self.before if side == "before" else self.after
        into.setdefault(what, {}).setdefault(kind, []).append(facts)


class Run:
    """One run of bringing in: whose word it is, what became of each row, and what is told of each child."""

    def __init__(self, *, source: Source, because: str, by: User, at: datetime) -> None:
        """Begin with nothing done."""
        self.source, self.because, self.by, self.at = source, because, by, at
        names = ("child", *(k.name for k in kinds.ALL_KINDS), "previous_permanence")
        self.answer = BroughtIn({name: Counts() for name in names}, [], [], {})
        self.told: dict[int, Told] = defaultdict(Told)
        self.corrections: list[Correction] = []

    def correction(
        self,
        child: Child,
        kind: str,
        old: int,
        new: int | None,
        before: dict[str, Any],
        after: dict[str, Any] | None,
    ) -> Correction:
        """Return the line that keeps what was said before."""
        return Correction(
            child=child,
            row_kind=kind,
            old_row=old,
            new_row=new,
            said_before=plain(before),
            said_now=plain(after),
            corrected_at=self.at,
            corrected_by=self.by,
            because=self.because,
        )


class Writing:
    """The rows of one piece to be written, in the order that the database's constraints allow."""

    def __init__(self, run: Run) -> None:
        """Begin with nothing taken."""
        self.run = run
        self.marked: dict[Kind, list[DatedRow]] = defaultdict(list)
        self.ended: dict[Kind, list[DatedRow]] = defaultdict(list)
        self.new: dict[Kind, list[tuple[Child, DatedRow, DatedRow | None]]] = defaultdict(list)

    def take(self, kind: Kind, child: Child, found: Compared, owner: dict[str, Model]) -> None:
        """Take what becomes of one owner's rows: count it, tell it, and keep it to be written."""
        run, counts = self.run, self.run.answer.counts[kind.name]
        counts.matched += len(found.matched)
        for held, row, words in found.disputed:
            run.answer.disagreements.append(_disagreement(child, kind, held, row, words))
        for row, why in found.not_held:
            run.answer.not_held.append(NotHeld(child.identifier, kind.name, row.facts, why, row.source_line))
        for row in found.added:
            counts.added += 1
            row.made = made = self.made(kind, {**row.facts, **owner}, row.source_line)
            self.new[kind].append((child, made, None))
        for old, row in found.ended:
            counts.ended += 1
            self.end(kind, child, old, row)
        for old, row, changes in found.corrected:
            counts.corrected += 1
            facts = {**pen.said(old), **changes}
            if "period" in owner:
                facts.pop("period_id", None)
                facts["period"] = owner["period"]
            row.made = made = self.made(kind, facts, row.source_line)
            self.marked[kind].append(old)
            self.new[kind].append((child, made, old))
        for old in found.withdrawn:
            counts.withdrawn += 1
            self.marked[kind].append(old)
            before = pen.said(old)
            run.told[child.pk].put("before", "withdrawn", kind.name, {"id": old.pk, **before})
            run.corrections.append(run.correction(child, pen.kind_of(old), old.pk, None, before, None))

    def made(self, kind: Kind, facts: dict[str, Any], source_line: str) -> DatedRow:
        """Return a new row, not saved."""
        run = self.run
        return kind.model(
            **facts,
            source=run.source,
            source_line=source_line[:120],
            recorded_at=run.at,
            recorded_by_id=run.by.pk,
        )

    def end(self, kind: Kind, child: Child, row: DatedRow, stated: Stated) -> None:
        """Add its end to an open row."""
        columns = ("until_on", *kind.with_end)
        before = {name: getattr(row, name) for name in columns}
        for name in columns:
            if name in stated.facts:
                setattr(row, name, stated.facts[name])
        row.ended_at, row.ended_by_id = self.run.at, self.run.by.pk
        after = {name: getattr(row, name) for name in columns}
        told = self.run.told[child.pk]
        told.put("before", "ended", kind.name, {"id": row.pk, **before})
        told.put("after", "ended", kind.name, {"id": row.pk, **after})
        self.ended[kind].append(row)

    def all(self) -> None:
        """Write: what is no longer believed, ends, periods, what moves to them, and what is in them."""
        for kind, rows in self.marked.items():
            for row in rows:
                row.corrected_at, row.corrected_by_id = self.run.at, self.run.by.pk
            kind.model.objects.filter(pk__in=[r.pk for r in rows]).update(
                corrected_at=self.run.at, corrected_by_id=self.run.by.pk
            )
        for kind, rows in self.ended.items():
            columns = ["until_on", "ended_at", "ended_by", *kind.with_end]
            pen.write_columns(rows, columns)
        for kind in kinds.ALL_KINDS:
            if kind in self.new:
                self.add(kind)

    def add(self, kind: Kind) -> None:
        """Write a kind's new rows, and tell of each with the id it was given."""
        run = self.run
        lines = self.new[kind]
        kind.model.objects.bulk_create([made for _, made, _ in lines], batch_size=ROWS_AT_ONCE)
        if kind is kinds.PERIOD:
            pen.hand_over({old.pk: made.pk for _, made, old in lines if old is not None})
        for child, made, old in lines:
            facts = pen.said(made)
            told = run.told[child.pk]
            if old is None:
                told.put("after", "added", kind.name, {"id": made.pk, **without_blanks(facts)})
                continue
            before = pen.said(old)
            differs = {name: value for name, value in facts.items() if before[name] != value}
            told.put(
                "before", "corrected", kind.name, {"id": old.pk, **{name: before[name] for name in differs}}
            )
            told.put("after", "corrected", kind.name, {"id": made.pk, **differs})
            run.corrections.append(run.correction(child, pen.kind_of(old), old.pk, made.pk, before, facts))


def without_blanks(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts without those that say nothing."""
    return {name: value for name, value in facts.items() if value not in (None, "", False)}


def _disagreement(child: Child, kind: Kind, held: DatedRow | None, row: Stated, words: str) -> Disagreement:
    """Return the two sides of a dispute."""
    return Disagreement(
        child=child.identifier,
        kind=kind.name,
        row=None if held is None else held.pk,
        held={} if held is None else {n: getattr(held, n) for n in kind.facts},
        stated=dict(row.facts),
        words=words,
        source_line=row.source_line,
    )
