"""What the list of rows held back says, and the page of one row."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from lodestar.exchange.ssda903.layouts import LAYOUTS, Kind, Table
from lodestar.exchange.ssda903.models import HeldRow
from lodestar.exchange.ssda903.presenters.words import (
    COLUMN_WORDS,
    TABLE_WORDS,
    rule_number,
    rule_words,
    without_folder,
    year_words,
)
from lodestar.govuk.parts import Chip, Fact, Paging, Tag, with_changes
from lodestar.govuk.words import date_and_time

MASKED = "Restricted record"
WITHHELD = "Not shown: the record is restricted to those who work with the child."
CORRECT = "Correct it at the source and import the year’s file again."
STATE_WORDS = {"waiting": "Waiting", "accepted": "Accepted", "corrected": "Corrected"}
STATE_TAGS = {
    "waiting": Tag("Waiting", "orange"),
    "accepted": Tag("Accepted", "blue"),
    "corrected": Tag("Corrected", "green"),
}
COLUMN = re.compile(r"\b[A-Z][A-Z0-9_]{1,24}\b")
LENGTH_OF_FILE = 60


def state_of(held: HeldRow) -> str:
    """Return where a held row stands: waiting, accepted or corrected at the source."""
    if held.resolved_in_id is not None:
        return "corrected"
    return "waiting" if held.accepted_at is None else "accepted"


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row as it came: its column, what the column holds, and the value in words."""

    column: str
    words: str
    value: str
    at_fault: bool


def cells_of(held: HeldRow) -> list[Cell]:
    """Return the fields of a held row in the return's order; at fault are those that the reason names."""
    table = Table(held.row.table)
    at_fault = set(COLUMN.findall(held.reason))
    return [
        Cell(
            field.name,
            COLUMN_WORDS.get(field.name, field.name),
            value_words(field.kind, value),
            field.name in at_fault,
        )
        for field, value in zip(LAYOUTS[table].fields, held.row.values, strict=True)
    ]


def value_words(kind: Kind, value: Any) -> str:
    """Return a field's value: dates as the return writes them, "blank" where nothing was said."""
    if value is None or value == "":
        return "blank"
    if kind is Kind.DATE:
        return date.fromisoformat(str(value)).strftime("%d/%m/%Y")
    return str(value)


def faults_in_words(held: HeldRow) -> str:
    """Return the values at fault: "DECOM 03/04/2020, DEC blank"; the row's dates where the reason names none."""
    cells = cells_of(held)
    shown = [c for c in cells if c.at_fault and c.column != "CHILD"]
    if not shown:
        dates = {f.name for f in LAYOUTS[Table(held.row.table)].fields if f.kind is Kind.DATE}
        shown = [c for c in cells if c.column in dates and c.value != "blank"]
    return ", ".join(f"{c.column} {c.value}" for c in shown)


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One row of the list of rows held back."""

    href: str
    link: str
    child: str
    place: str
    values: str
    reason: str
    what_to_do: str
    tag: Tag


def held_line(held: HeldRow, *, masked: bool, names: bool) -> HeldLine:
    """Return a held row as a line; of a restricted child only that there is one, and by which check."""
    row = held.row
    state = state_of(held)
    acceptable = state == "waiting" and held.can_be_accepted
    return HeldLine(
        href=reverse("held-row", args=[held.pk]),
        link=f"{year_words(row.year_ending)} {TABLE_WORDS[Table(row.table)]}, line {row.line}",
        child=MASKED if masked and names else row.child_key,
        place=shortened(row.file),
        values="" if masked else faults_in_words(held),
        reason=rule_words(held.rule_id) if masked else without_folder(held.reason),
        what_to_do=what_to_do(held) if state != "waiting" or acceptable else CORRECT,
        tag=STATE_TAGS[state],
    )


def what_to_do(held: HeldRow) -> str:
    """Return what can be done about a held row now, or what was done."""
    match state_of(held):
        case "corrected":
            return "Nothing: a later import no longer says it."
        case "accepted":
            name = held.accepted_by.name if held.accepted_by else "somebody"
            return f"Nothing: accepted by {name}."
    return f"{CORRECT[:-1]}, or accept it with a reason." if held.can_be_accepted else CORRECT


def shortened(file: str) -> str:
    """Return a file's name, the front left out where it is long."""
    file = without_folder(file)
    return file if len(file) <= LENGTH_OF_FILE else "…" + file[-LENGTH_OF_FILE:]


@dataclass(frozen=True, slots=True)
class HeldList:
    """The list of rows held back as its page shows it."""

    lines: tuple[HeldLine, ...]
    chips: tuple[Chip, ...]
    paging: Paging
    heading: str
    clear_href: str


def held_list(
    rows: Sequence[HeldRow],
    *,
    wanted: Mapping[str, str],
    query: QueryDict,
    paging: Paging,
    masked: Collection[str],
    names: bool,
) -> HeldList:
    """Return the list as its page shows it; `wanted` are the filters in force."""
    return HeldList(
        lines=tuple(held_line(r, masked=r.row.child_key in masked, names=names) for r in rows),
        chips=tuple(chips_of(wanted, query)),
        paging=paging,
        heading={
            "waiting": "Rows held back",
            "accepted": "Rows accepted",
            "corrected": "Rows corrected since",
        }[wanted["state"]],
        clear_href="?" if wanted["state"] == "waiting" else f"?state={wanted['state']}",
    )


def chips_of(wanted: Mapping[str, str], query: QueryDict) -> list[Chip]:
    """Return what is filtered by, each with the address that takes it away."""
    words = {
        "rule": ("Check", rule_words(wanted["rule"])),
        "table": ("File", TABLE_WORDS[Table(wanted["table"])] if wanted["table"] else ""),
        "year": ("Year", year_words(int(wanted["year"])) if wanted["year"] else ""),
        "child": ("Child", wanted["child"]),
    }
    return [
        Chip(group, text, with_changes(query, **{name: None}))
        for name, (group, text) in words.items()
        if wanted[name]
    ]


@dataclass(frozen=True, slots=True)
class HeldPage:
    """The page of one row held back."""

    title: str
    caption: str
    tag: Tag
    facts: tuple[Fact, ...]
    reason: str
    rule: str
    cells: tuple[Cell, ...]
    what_to_do: str
    accepted: tuple[Fact, ...]
    may_accept: bool
    accept_href: str
    withheld: str


def held_page(held: HeldRow, *, masked: bool, names: bool, may_accept: bool) -> HeldPage:
    """Return the page of a held row; of a restricted child no value is shown, and nothing can be accepted."""
    row = held.row
    is_waiting = state_of(held) == "waiting"
    return HeldPage(
        title=rule_words(held.rule_id, "" if masked else held.reason),
        caption=f"{year_words(row.year_ending)} {TABLE_WORDS[Table(row.table)]}, line {row.line}",
        tag=STATE_TAGS[state_of(held)],
        facts=(
            Fact("Child", MASKED if masked and names else row.child_key),
            Fact("Collection year", year_words(row.year_ending)),
            Fact("File", without_folder(row.file)),
            Fact("Line", f"{row.line:,}"),
            Fact("Came in", date_and_time(held.held_in.started_at)),
            Fact("Imported by", held.held_in.started_by.name),
            *resolved_facts(held),
        ),
        reason=WITHHELD if masked else without_folder(held.reason),
        rule=rule_number(held.rule_id),
        cells=() if masked else tuple(cells_of(held)),
        what_to_do=what_to_do(held),
        accepted=() if masked else accepted_facts(held),
        may_accept=may_accept and is_waiting and held.can_be_accepted and not masked,
        accept_href=reverse("accept-held-row", args=[held.pk]),
        withheld=WITHHELD if masked else "",
    )


def resolved_facts(held: HeldRow) -> tuple[Fact, ...]:
    """Return when an import no longer said the row."""
    if held.resolved_in is None:
        return ()
    return (Fact("No longer said since", date_and_time(held.resolved_in.started_at)),)


def accepted_facts(held: HeldRow) -> tuple[Fact, ...]:
    """Return who accepted the row, when, and why; nothing where nobody did."""
    if held.accepted_at is None or held.accepted_by is None:
        return ()
    return (
        Fact("Accepted by", f"{held.accepted_by.name}, {held.accepted_by.role_name}"),
        Fact("On", date_and_time(held.accepted_at)),
        Fact("Because", held.accepted_because),
    )


def before_accepting(held: HeldRow) -> tuple[str, ...]:
    """Return what a person should have before them when they accept a row: why it was held, and what it says."""
    return (without_folder(held.reason), f"The row says: {faults_in_words(held)}.")
