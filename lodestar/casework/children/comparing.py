"""What another place states, held against what the register says: found, new, ended, otherwise, gone, or
disputed.

Nothing is written here. A row is recognised by its owner and its natural key (mostly the day it begins).
The place's own earlier word may be replaced by its word now, kept as a correction. What a person (or another
place) recorded is never replaced: the two are told side by side.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lodestar.casework.children.kinds import Kind, cannot_hold
from lodestar.casework.children.models import DatedRow
from lodestar.casework.children.states import CaseRoleKind
from lodestar.casework.children.words import in_words

ONE_PLACE = Decimal("0.1")
# A blank in these is a statement: no first day known (which cannot be held), and not ended.
ALWAYS_STATED = ("from_on", "until_on")


@dataclass(slots=True)
class Stated:
    """A row as a place states it: its columns, without those it does not speak of, and where it stands there.

    `incoming` is the row as it was stated; `made` the row written for it, once there is one.
    """

    facts: dict[str, Any]
    source_line: str = ""
    incoming: Any = None
    made: Any = None


@dataclass(frozen=True, slots=True)
class Window:
    """The days of which a place speaks: [from_on, until_on), open where None."""

    from_on: date | None = None
    until_on: date | None = None

    def speaks_of(self, row: DatedRow) -> bool:
        """Return whether a row lies, at least in part, in the days the place speaks of."""
        ended_before = self.from_on is not None and row.until_on is not None and row.until_on <= self.from_on
        return not ended_before and (self.until_on is None or row.from_on < self.until_on)

    def is_past(self, day: date | None) -> bool:
        """Return whether a day lies after all that the place speaks of."""
        return day is not None and self.until_on is not None and day >= self.until_on


@dataclass(slots=True)
class Compared:
    """What becomes of one owner's rows of one kind."""

    matched: list[tuple[DatedRow, Stated]] = field(default_factory=list)
    added: list[Stated] = field(default_factory=list)
    ended: list[tuple[DatedRow, Stated]] = field(default_factory=list)
    corrected: list[tuple[DatedRow, Stated, dict[str, Any]]] = field(default_factory=list)
    withdrawn: list[DatedRow] = field(default_factory=list)
    disputed: list[tuple[DatedRow | None, Stated, str]] = field(default_factory=list)
    not_held: list[tuple[Stated, str]] = field(default_factory=list)


def stated(kind: Kind, incoming: Any, **also: Any) -> Stated:
    """Return an incoming row's columns; `also` are columns worked out for it."""
    facts = {
        name: also[name] if name in also else getattr(incoming, name)
        for name in kind.facts
        if name in also or getattr(incoming, name, None) is not None or name in ALWAYS_STATED
    }
    miles = facts.get("miles_from_home")
    if miles is not None:
        facts["miles_from_home"] = Decimal(miles).quantize(ONE_PLACE)
    return Stated(facts, incoming.source_line, incoming)


def compare(
    kind: Kind, held: Sequence[DatedRow], rows: Iterable[Stated], *, source: str, window: Window
) -> Compared:
    """Return what becomes of one owner's believed rows of a kind, given all that a place states of them."""
    answer = Compared()
    by_key = _by_key(kind, held)
    lane = _Lane(kind, [r for r in held if r.source != source])
    seen: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in sorted(rows, key=lambda r: r.facts["from_on"] or date.min):
        why = cannot_hold(kind, row.facts, source=source)
        if why:
            answer.not_held.append((row, why))
            continue
        key = tuple(row.facts.get(name) for name in kind.key)
        seen[key] += 1
        if seen[key] > 1 and not kind.may_repeat:
            answer.not_held.append((row, "It is stated twice, differently or alike; the first was taken."))
            continue
        waiting = by_key.get(key)
        _place(kind, waiting.pop(0) if waiting else None, row, answer, lane, source=source, window=window)
    for left in by_key.values():
        for unstated in left:
            if unstated.source == source and (window.speaks_of(unstated) or lane.clashes_anew(unstated)):
                answer.withdrawn.append(unstated)
    return answer


def _by_key(kind: Kind, held: Sequence[DatedRow]) -> dict[tuple[Any, ...], list[DatedRow]]:
    """Return believed rows by natural key, in order."""
    found: dict[tuple[Any, ...], list[DatedRow]] = defaultdict(list)
    for row in held:
        found[tuple(getattr(row, name) for name in kind.key)].append(row)
    return found


def _place(
    kind: Kind,
    held: DatedRow | None,
    row: Stated,
    answer: Compared,
    lane: "_Lane",
    *,
    source: str,
    window: Window,
) -> None:
    """Put one stated row where it belongs in the answer."""
    changes = {} if held is None else differences(kind, held, row.facts, window)
    if held is not None and not changes:
        answer.matched.append((held, row))
        lane.take(held)
        return
    if held is not None and held.source != source:
        answer.disputed.append((held, row, "The register says otherwise, on another's word."))
        return
    clash = lane.clash(row.facts)
    if clash is not None:
        words = f"It shares days with the row from {in_words(clash.from_on)}"
        if getattr(clash, "source", source) != source:
            answer.disputed.append((clash, row, f"{words}, which another recorded."))
            if held is not None:
                lane.take(held)
        else:
            answer.not_held.append((row, f"{words}."))
        return
    lane.add(row.facts)
    if held is None:
        answer.added.append(row)
    elif _is_plain_ending(kind, held, changes):
        answer.ended.append((held, row))
    else:
        answer.corrected.append((held, row, changes))


def differences(kind: Kind, held: DatedRow, facts: dict[str, Any], window: Window) -> dict[str, Any]:
    """Return the stated columns in which a held row differs, with what is stated.

    A row that a place states as open, and that ended after all the place speaks of, does not differ: the
    place could not know of its end.
    """
    found = {name: value for name, value in facts.items() if getattr(held, name) != value}
    if "until_on" in found and facts["until_on"] is None and window.is_past(held.until_on):
        for name in ("until_on", *kind.with_end):
            found.pop(name, None)
    return found


def _is_plain_ending(kind: Kind, held: DatedRow, changes: dict[str, Any]) -> bool:
    """Return whether the only news of an open row is its end, with what is said with it."""
    return (
        held.until_on is None
        and changes.get("until_on") is not None
        and set(changes) <= {"until_on", *kind.with_end}
        and not any(getattr(held, name) for name in kind.with_end)
    )


@dataclass(slots=True)
class _Span:
    """A stated row's days."""

    from_on: date
    until_on: date | None
    kind: str = ""


class _Lane:
    """The rows of one owner that follow each other in turn."""

    def __init__(self, kind: Kind, staying: Iterable[DatedRow]) -> None:
        """Begin with the rows that stay whatever is stated."""
        self.kind = kind
        self.staying: list[Any] = list(staying) if kind.in_turn else []
        self.new: list[_Span] = []

    def in_lane(self, kind: str) -> bool:
        """Return whether a row of this `kind` column takes turns: of case roles, only social workers do."""
        return self.kind.in_turn and (self.kind.name != "case_role" or kind == CaseRoleKind.SOCIAL_WORKER)

    def take(self, row: DatedRow) -> None:
        """Count a held row in, as it is held."""
        if self.in_lane(getattr(row, "kind", "")) and row not in self.staying:
            self.staying.append(row)

    def add(self, facts: dict[str, Any]) -> None:
        """Count a stated row in."""
        if self.in_lane(facts.get("kind", "")):
            self.new.append(_Span(facts["from_on"], facts["until_on"], facts.get("kind", "")))

    def clash(self, facts: dict[str, Any]) -> Any:
        """Return a row counted in that shares a day with a stated one; None where none does."""
        if not self.in_lane(facts.get("kind", "")):
            return None
        span = _Span(facts["from_on"], facts["until_on"])
        return next(
            (
                r
                for r in (*self.staying, *self.new)
                if self.in_lane(getattr(r, "kind", "")) and _share_a_day(r, span)
            ),
            None,
        )

    def clashes_anew(self, row: DatedRow) -> bool:
        """Return whether a held row shares a day with one that is now stated."""
        return self.in_lane(getattr(row, "kind", "")) and any(_share_a_day(row, new) for new in self.new)


def _share_a_day(one: Any, other: Any) -> bool:
    """Return whether two spans share a day."""
    return (other.until_on is None or one.from_on < other.until_on) and (
        one.until_on is None or other.from_on < one.until_on
    )
