"""Children as another place describes them, held against the register. Nothing is written here."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lodestar.access.models import User
from lodestar.casework.children.models import Child
from lodestar.casework.children.queries import Disagreement, IncomingChild, NotHeld
from lodestar.casework.children.states import ETHNICITY_WORDS, Sex, Source

COLUMNS = (
    "born_on",
    "sex",
    "ethnicity",
    "unique_pupil_number",
    "first_name",
    "last_name",
    "preferred_name",
    "language",
    "interpreter_needed",
    "communication_needs",
    "is_mother",
    "own_child_born_on",
)
# What a column holds where nothing is known: filling it in overwrites nobody.
NOT_KNOWN: dict[str, Any] = {
    "sex": Sex.UNKNOWN,
    "ethnicity": "NOBT",
    "interpreter_needed": False,
    "is_mother": False,
    "own_child_born_on": None,
}
LONGEST = {f.attname: f.max_length for f in Child._meta.concrete_fields if f.max_length}
CHILDREN_AT_ONCE = 500


class DescribedChildren:
    """The children spoken of: new, described otherwise than before, disputed, or not to be held.

    What a person typed stays: a place fills what is not known, and elsewhere the two are told side by side.
    """

    def __init__(self, *, source: Source, by: User, at: datetime) -> None:
        """Keep whose word it is."""
        self.source, self.by, self.at = source, by, at
        self.new: list[Child] = []
        self.changed: list[tuple[Child, dict[str, Any]]] = []
        self.disagreements: list[Disagreement] = []
        self.not_held: list[NotHeld] = []

    def read(self, incoming: Sequence[IncomingChild]) -> list[tuple[IncomingChild, Child]]:
        """Return each child that is held or will be, with what is stated of it; locks those held."""
        held = self.held(incoming)
        known: list[tuple[IncomingChild, Child]] = []
        seen: set[str] = set()
        for stated in incoming:
            why = self.cannot_hold(stated, seen)
            if why:
                facts = {"identifier": stated.identifier, "born_on": stated.born_on}
                self.not_held.append(NotHeld(stated.identifier, "child", facts, why, stated.source_line))
                continue
            seen.add(stated.identifier)
            child = held.get(stated.identifier)
            if child is None:
                child = self.made(stated)
            else:
                self.describe(child, stated)
            known.append((stated, child))
        return known

    def held(self, incoming: Sequence[IncomingChild]) -> dict[str, Child]:
        """Return the children held, by identifier, locked until the action ends."""
        found: dict[str, Child] = {}
        identifiers = [c.identifier for c in incoming]
        for start in range(0, len(identifiers), CHILDREN_AT_ONCE):
            piece = identifiers[start : start + CHILDREN_AT_ONCE]
            rows = Child.objects.select_for_update().filter(identifier__in=piece).order_by("pk")
            found.update({child.identifier: child for child in rows})
        return found

    def cannot_hold(self, stated: IncomingChild, seen: set[str]) -> str | None:
        """Return why a child cannot be held as stated, in words."""
        if not stated.identifier:
            return "The child has no identifier."
        if stated.identifier in seen:
            return "The child is stated twice; the first was taken."
        if not isinstance(stated.born_on, date):
            return "The child has no date of birth."
        if stated.sex is not None and stated.sex not in {s.value for s in Sex}:
            return f"{stated.sex!r} is not a code of sex."
        if stated.ethnicity and stated.ethnicity not in ETHNICITY_WORDS:
            return f"{stated.ethnicity!r} is not a code of ethnicity."
        for column, most in LONGEST.items():
            if most is not None and len(getattr(stated, column, None) or "") > most:
                return f"The {column.replace('_', ' ')} is longer than {most} characters."
        return None

    def made(self, stated: IncomingChild) -> Child:
        """Return a new child, not saved."""
        facts = {name: value for name in COLUMNS if (value := getattr(stated, name)) not in (None, "")}
        child = Child(
            identifier=stated.identifier,
            source=self.source,
            recorded_at=self.at,
            recorded_by=self.by,
            **facts,
        )
        child.search_name = child.search_words()
        self.new.append(child)
        return child

    def describe(self, child: Child, stated: IncomingChild) -> None:
        """Change a held child as stated, where that overwrites nobody; else tell of the disagreement."""
        before: dict[str, Any] = {}
        held: dict[str, Any] = {}
        for name in COLUMNS:
            value, now = getattr(stated, name), getattr(child, name)
            if value in (None, "") or value == now or value == NOT_KNOWN.get(name, ""):
                continue
            if child.source != self.source and now != NOT_KNOWN.get(name, ""):
                held[name] = now
                continue
            before[name] = now
            setattr(child, name, value)
        if held:
            says = {name: getattr(stated, name) for name in held}
            words = "The register says otherwise, on another's word."
            self.disagreements.append(
                Disagreement(stated.identifier, "child", child.pk, held, says, words, stated.source_line)
            )
        if before:
            aliases = child.aliases.values_list("name", flat=True) if child.preferred_name or before else ()
            child.search_name = child.search_words(aliases)
            self.changed.append((child, before))
