"""The list of children: its rows, its filters as chips, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.http import QueryDict
from django.urls import reverse

from lodestar.casework.children.states import LEGAL_STATUS_WORDS, PLACEMENT_TYPE_WORDS
from lodestar.casework.desk.queries import finding
from lodestar.casework.desk.queries.finding import Wanted
from lodestar.casework.desk.queries.rows import ListedChild
from lodestar.casework.reviews.presenters.clocks import due_in_words, state_tag
from lodestar.govuk.parts import Chip, Column, Paging, Tag, sortable, without_value

MASKED = "Restricted record"


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One row of a list, in words. `href` is the child's page, or for a masked record the way to ask for it."""

    name: str
    href: str
    identifier: str
    age: str
    legal_status: str
    placement: str
    officer: str
    social_worker: str
    due: str
    because: str
    tag: Tag
    is_masked: bool


@cache
def address_of(name: str) -> str:
    """Return the address of one child's page as a pattern: working it out anew for each row costs more than the row."""
    return reverse(name, args=[0]).replace("/0/", "/{}/")


def child_row(line: ListedChild, today: date) -> ChildRow:
    """Return a line as a row."""
    tag = state_tag(line.is_looked_after, line.cannot_judge, line.next_due_on, today)
    due = due_in_words(line.next_due_on, today) if line.next_due_on else ""
    if line.is_masked:
        return ChildRow(
            name=MASKED,
            href=address_of("open-with-reason").format(line.pk),
            identifier="",
            age="",
            legal_status="Not shown",
            placement="Not shown",
            officer="Not shown",
            social_worker="Not shown",
            due=due,
            because="",
            tag=tag,
            is_masked=True,
        )
    outside = " (outside the county)" if line.location == "OUT" else ""
    return ChildRow(
        name=line.name,
        href=address_of("child").format(line.pk),
        identifier=line.identifier,
        age="" if line.age is None else str(line.age),
        legal_status=LEGAL_STATUS_WORDS.get(line.legal_status, "None"),
        placement=PLACEMENT_TYPE_WORDS.get(line.placement_type, "None") + outside,
        officer=line.officer or "No IRO",
        social_worker=", ".join(filter(None, (line.social_worker, line.team))) or "None",
        due=due,
        because=line.next_because,
        tag=tag,
        is_masked=False,
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What each filter offers: (value, words) pairs."""

    officers: Sequence[tuple[str, str]]
    teams: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the list: its name in the address, its label, and what it offers."""

    name: str
    label: str
    options: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class ChildrenPage:
    """The list of children as its page shows it."""

    words: str
    rows: Sequence[ChildRow]
    columns: Sequence[Column | str]
    paging: Paging
    filters: Sequence[Filter]
    chosen: Sequence[tuple[str, str]]
    chips: Sequence[Chip]
    sort: str
    is_service_wide: bool


def filters_of(wanted: Wanted, choices: Choices) -> list[Filter]:
    """Return the filters with what is chosen of each."""

    def options(
        pairs: Mapping[str, str] | Sequence[tuple[str, str]], chosen: str, none: str
    ) -> list[tuple[str, str, bool]]:
        listed = list(pairs.items()) if isinstance(pairs, Mapping) else list(pairs)
        every = [("", none), *listed] if none else listed
        return [(value, words, value == chosen) for value, words in every]

    return [
        Filter("state", "Looked after", options(finding.STATES, wanted.state, "")),
        Filter("review", "Review", options(finding.REVIEW_STATES, wanted.review, "Any")),
        Filter("officer", "IRO", options(choices.officers, str(wanted.officer or ""), "Any")),
        Filter("team", "Team", options(choices.teams, str(wanted.team or ""), "Any")),
        Filter("status", "Legal status", options(words_of(finding.STATUS_GROUPS), wanted.status, "Any")),
        Filter(
            "placement", "Placement", options(words_of(finding.PLACEMENT_GROUPS), wanted.placement, "Any")
        ),
        Filter("age", "Age", options(finding.AGE_BANDS, wanted.age, "Any")),
    ]


def words_of(groups: Mapping[str, tuple[str, frozenset[str]]]) -> dict[str, str]:
    """Return the words of each group of codes."""
    return {name: words for name, (words, _) in groups.items()}


def chips_of(query: QueryDict, filters: Sequence[Filter], wanted: Wanted) -> list[Chip]:
    """Return what is filtered by, each with the address that takes it away."""
    chips = []
    if wanted.words:
        chips.append(Chip("Search", wanted.words, without_value(query, "q", query.get("q", ""))))
    for one in filters:
        for value, words, chosen in one.options:
            if chosen and value and not (one.name == "state" and value == "now"):
                chips.append(Chip(one.label, words, without_value(query, one.name, value)))
    return chips


def columns_of(query: QueryDict, sort: str) -> list[Column | str]:
    """Return the headings of the list, those that sort as links."""
    return [
        sortable(query, "Name", "name", sort),
        sortable(query, "Age", "age", sort),
        "Legal status and placement",
        "IRO and social worker",
        sortable(query, "Next review", "due", sort),
    ]
