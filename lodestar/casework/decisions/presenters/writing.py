"""The words around writing a decision: who may own it, and what somebody else wrote meanwhile."""

from collections.abc import Sequence
from typing import Any

from lodestar.access.models import User
from lodestar.casework.decisions.presenters.ledger import heading_in_words, owner_in_words
from lodestar.govuk.parts import Fact
from lodestar.govuk.words import long_date

TEXTS = (
    ("words", "What was decided"),
    ("because", "Why"),
    ("need", "Which need"),
    ("child_will_know", "How the child will know"),
)


def people_offered(people: Sequence[User]) -> list[tuple[str, str]]:
    """Return the people of a case as a form offers them, each with their role."""
    return [(str(one.pk), f"{one.name} ({one.role_name})") for one in people]


def differences(theirs: Any, mine: dict[str, Any]) -> list[Fact]:
    """Return where what somebody else saved differs from what was typed, as they have it."""
    found = [
        Fact(words, getattr(theirs, name) or "Nothing")
        for name, words in TEXTS
        if getattr(theirs, name) != (mine[name] or "").strip()
    ]
    if theirs.heading != mine["heading"]:
        found.append(Fact("Part of the review", heading_in_words(theirs.heading) or "None of them"))
    same_owner = theirs.owner == mine["owner"] and theirs.owner_name == mine["owner_name"].strip()
    if not same_owner or theirs.agency != mine["agency"].strip():
        found.append(Fact("Who", owner_in_words(theirs)))
    if theirs.due_on != mine["due_on"]:
        found.append(Fact("By when", long_date(theirs.due_on, "Not settled yet")))
    if theirs.is_statutory != mine["is_statutory"]:
        found.append(Fact("Asked for by law", "Yes" if theirs.is_statutory else "No"))
    return found or [Fact("The same as yours", theirs.words)]
