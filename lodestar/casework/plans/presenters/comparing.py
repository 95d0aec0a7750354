"""What changed between two versions of a plan, as text: before, now, and which words came or went."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from lodestar.casework.plans.queries import Change, PlanChange
from lodestar.casework.plans.states import PERMANENCE_GOAL_WORDS, PLAN_PART_WORDS, PermanenceGoal
from lodestar.govuk.words import plain_date

CHANGE_WORDS = {Change.ADDED: "Added", Change.CHANGED: "Changed", Change.TAKEN_OUT: "Taken out"}
WHAT_WORDS = {
    "goal": "Plan for permanence",
    "settled": "Day the plan for permanence was settled",
    "contingency": "Contingency",
    **{str(part): words for part, words in PLAN_PART_WORDS.items()},
}
NOTHING = "Nothing recorded"
# Longer texts are shown whole, without marks: comparing them word by word would keep the page waiting.
MOST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `is_marked` where the other version does not have them."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that two versions say differently."""

    what: str
    change: str
    before: Sequence[Piece]
    now: Sequence[Piece]


def change_rows(changes: Iterable[PlanChange]) -> list[ChangeRow]:
    """Return what changed, thing by thing, each with its words before and now."""
    return [change_row(change) for change in changes]


def change_row(change: PlanChange) -> ChangeRow:
    """Return one change; the words that came or went are marked where something was changed."""
    before, now = said(change.what, change.before), said(change.what, change.now)
    if change.change is Change.CHANGED:
        old, new = marked(before, now)
    else:
        old, new = [Piece(before or NOTHING)], [Piece(now or NOTHING)]
    return ChangeRow(WHAT_WORDS[change.what], CHANGE_WORDS[change.change], old, new)


def said(what: str, text: str) -> str:
    """Return a text as it is read: codes and days in words."""
    if not text:
        return ""
    if what == "goal":
        return PERMANENCE_GOAL_WORDS[PermanenceGoal(text)]
    return plain_date(date.fromisoformat(text)) if what == "settled" else text


def marked(before: str, now: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, with the words marked that the other does not have."""
    old, new = re.findall(r"\S+\s*|\s+", before), re.findall(r"\S+\s*|\s+", now)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return [Piece(before)], [Piece(now)]
    was: list[Piece] = []
    is_now: list[Piece] = []
    matcher = SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    for same, i1, i2, j1, j2 in matcher.get_opcodes():
        if i1 < i2:
            was.append(Piece("".join(old[i1:i2]), same != "equal"))
        if j1 < j2:
            is_now.append(Piece("".join(new[j1:j2]), same != "equal"))
    return was, is_now
