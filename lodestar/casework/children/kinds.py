"""The kinds of dated rows that can be brought in and corrected, and what the database would refuse of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
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
    ROLE_CHANGE_WORDS,
    Contact,
    Location,
    Planned,
    RelationshipKind,
    SameCarer,
    Source,
)
from lodestar.casework.children.words import in_words


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
        lists={"kind": _codes(CASE_ROLE_WORDS), "change_reason": _codes(ROLE_CHANGE_WORDS, blank=True)},
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


def cannot_hold(kind: Kind, facts: dict[str, Any], *, source: str = Source.PERSON) -> str | None:
    """Return why the database would refuse a row, in words; None where it would take it.

    Only returns may leave open why a period ended: a child whom the next one does not name has left, and nobody says
    why.
    """
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
    has_reason, silent = bool(facts.get("end_reason")), source == Source.SSDA903
    if kind is PERIOD and has_reason != (until_on is not None) and not (silent and not has_reason):
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
