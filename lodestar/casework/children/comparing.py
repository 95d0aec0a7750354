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

from django.db.models import CharField

from lodestar.casework.children.models import (
    AdoptionDecision,
    CaseRole,
    DatedRow,
    DeprivationOfLiberty,
    Disability,
    LegalStatus,
    MissingEpisode,
    PeriodOfCare,
    Placement,
    Relationship,
    SchoolAttended,
    UnaccompaniedStatus,
)
from lodestar.casework.children.states import (
    CASE_ROLE_WORDS,
    CATEGORY_OF_NEED_WORDS,
    CHANGE_REASON_WORDS,
    DISABILITY_WORDS,
    END_REASON_WORDS,
    LEGAL_STATUS_WORDS,
    PLACEMENT_TYPE_WORDS,
    PROVIDER_WORDS,
    CaseRoleKind,
    Contact,
    Location,
    Planned,
    RelationshipKind,
    SameCarer,
)
from lodestar.casework.children.words import in_words

ONE_PLACE = Decimal("0.1")


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of dated row that can be brought in.

    `facts` are the columns a place may state; `key` those by which a row is recognised under its owner;
    `with_end` those said together with an end; `in_turn` says that rows of one owner follow each other and
    never overlap (for case roles: those of social workers); `lists` are the codes that each column may hold.
    """

    name: str
    model: type[DatedRow]
    facts: tuple[str, ...]
    key: tuple[str, ...] = ("from_on",)
    with_end: tuple[str, ...] = ()
    in_turn: bool = False
    may_repeat: bool = False
    lists: dict[str, frozenset[str]] = field(default_factory=dict)

    def longest(self) -> dict[str, int]:
        """Return the most characters each free column holds."""
        return {
            f.attname: f.max_length
            for f in self.model._meta.concrete_fields
            if isinstance(f, CharField) and f.max_length and f.attname in self.facts
        }


def _codes(words: Iterable[str], *, blank: bool = False) -> frozenset[str]:
    return frozenset([*map(str, words), *([""] if blank else [])])


PERIOD = Kind(
    "period",
    PeriodOfCare,
    ("from_on", "until_on", "category_of_need", "end_reason", "start_seen"),
    with_end=("end_reason",),
    in_turn=True,
    lists={
        "category_of_need": _codes(CATEGORY_OF_NEED_WORDS, blank=True),
        "end_reason": _codes(END_REASON_WORDS, blank=True),
    },
)
LEGAL_STATUS = Kind(
    "legal_status",
    LegalStatus,
    ("from_on", "until_on", "code"),
    in_turn=True,
    lists={"code": _codes(LEGAL_STATUS_WORDS)},
)
PLACEMENT = Kind(
    "placement",
    Placement,
    (
        "from_on",
        "until_on",
        "type",
        "provider",
        "carer",
        "urn",
        "postcode",
        "home_postcode",
        "miles_from_home",
        "location",
        "planned",
        "same_carer",
        "change_reason",
    ),
    with_end=("change_reason",),
    in_turn=True,
    lists={
        "type": _codes(PLACEMENT_TYPE_WORDS),
        "provider": _codes(PROVIDER_WORDS, blank=True),
        "location": _codes(Location),
        "planned": _codes(Planned),
        "same_carer": _codes(SameCarer),
        "change_reason": _codes(CHANGE_REASON_WORDS, blank=True),
    },
)
OF_A_CHILD = (
    Kind("unaccompanied", UnaccompaniedStatus, ("from_on", "until_on"), key=()),
    Kind(
        "adoption_decision",
        AdoptionDecision,
        ("from_on", "until_on", "end_reason"),
        with_end=("end_reason",),
        in_turn=True,
        lists={"end_reason": _codes(["RD1", "RD2", "RD3", "RD4"], blank=True)},
    ),
    Kind(
        "missing",
        MissingEpisode,
        ("from_on", "until_on", "kind"),
        key=("from_on", "kind"),
        may_repeat=True,
        lists={"kind": _codes(["M", "A"])},
    ),
    Kind("deprivation", DeprivationOfLiberty, ("from_on", "until_on"), may_repeat=True),
    Kind(
        "case_role",
        CaseRole,
        ("from_on", "until_on", "kind", "person_id", "team_id", "change_reason"),
        key=("kind", "person_id", "from_on"),
        with_end=("change_reason",),
        in_turn=True,
        lists={"kind": _codes(CASE_ROLE_WORDS)},
    ),
    Kind("school", SchoolAttended, ("from_on", "until_on", "name", "year_group"), in_turn=True),
    Kind(
        "disability",
        Disability,
        ("from_on", "until_on", "code"),
        key=("code", "from_on"),
        lists={"code": _codes(DISABILITY_WORDS)},
    ),
    Kind(
        "relationship",
        Relationship,
        (
            "from_on",
            "until_on",
            "kind",
            "name",
            "other_child_id",
            "has_parental_responsibility",
            "contact",
            "is_address_confidential",
        ),
        key=("kind", "name", "other_child_id"),
        lists={"kind": _codes(RelationshipKind), "contact": _codes(Contact)},
    ),
)
# The list of an incoming child that states the rows of each kind.
STATED_IN = {
    "unaccompanied": "unaccompanied",
    "adoption_decision": "adoption_decisions",
    "missing": "missing",
    "deprivation": "deprivations",
    "case_role": "case_roles",
    "school": "schools",
    "disability": "disabilities",
    "relationship": "relationships",
}
ALL_KINDS = (PERIOD, LEGAL_STATUS, PLACEMENT, *OF_A_CHILD)
_LONGEST = {kind.name: kind.longest() for kind in ALL_KINDS}


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
        if name in also or getattr(incoming, name, None) is not None or name == "until_on"
    }
    miles = facts.get("miles_from_home")
    if miles is not None:
        facts["miles_from_home"] = Decimal(miles).quantize(ONE_PLACE)
    return Stated(facts, incoming.source_line, incoming)


def cannot_hold(kind: Kind, facts: dict[str, Any]) -> str | None:
    """Return why the database would refuse a row, in words; None where it would take it."""
    from_on, until_on = facts["from_on"], facts["until_on"]
    if from_on is None:
        return "It has no first day."
    if until_on is not None and (until_on < from_on or (until_on == from_on and kind.name != "missing")):
        return f"It ends on {in_words(until_on)}, which is not after its first day, {in_words(from_on)}."
    for column, codes in kind.lists.items():
        if column in facts and facts[column] not in codes:
            return f"{facts[column] or 'A blank'!r} is not a code of {column.replace('_', ' ')}."
    for column, most in _LONGEST[kind.name].items():
        if len(facts.get(column) or "") > most:
            return f"The {column.replace('_', ' ')} is longer than {most} characters."
    if kind is PERIOD and bool(facts.get("end_reason")) != (until_on is not None):
        return "A period of care ends with a reason, and only a period that ended has one."
    if kind is PLACEMENT and facts.get("change_reason") and until_on is None:
        return "A placement that has not ended has no reason for its change."
    miles = facts.get("miles_from_home")
    if miles is not None and not 0 <= miles < 10_000:
        return "The miles from home cannot be so."
    if kind.name == "school" and not facts.get("name"):
        return "The school has no name."
    if kind.name == "relationship" and not facts.get("name") and facts.get("other_child_id") is None:
        return "Nobody is named."
    return None


def compare(
    kind: Kind, held: Sequence[DatedRow], rows: Iterable[Stated], *, source: str, window: Window
) -> Compared:
    """Return what becomes of one owner's believed rows of a kind, given all that a place states of them."""
    answer = Compared()
    by_key = _by_key(kind, held)
    lane = _Lane(kind, [r for r in held if r.source != source])
    seen: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in sorted(rows, key=lambda r: r.facts["from_on"] or date.min):
        why = cannot_hold(kind, row.facts)
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
