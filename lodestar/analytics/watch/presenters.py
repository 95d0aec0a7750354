"""Watch lists in words: every list with its count, and one list row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from lodestar.analytics.watch.lists import LISTS, Theme, WatchList
from lodestar.analytics.watch.queries.reach import Owed, Row, Standing, contact
from lodestar.casework.desk.presenters.lists import MASKED, Filter, address_of
from lodestar.casework.desk.queries.rows import ListedChild
from lodestar.govuk.parts import Chip, Link, Paging, Tag, with_changes, without_value
from lodestar.govuk.words import counted, plain_date, small_first

NOT_SHOWN = "Not shown"
FILE_COLUMNS = (
    "Child",
    "Identifier",
    "Age",
    "IRO",
    "Social worker",
    "Team",
    "Since",
    "Why",
    "What is owed",
    "By whom",
    "By when",
    "Where it is written",
)


# Every list -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list on the page of all: its title, how many children are on it, why it is kept and what is owed."""

    title: str
    href: str
    number: str
    is_empty: bool
    because: str
    owed: str
    citation: str


@dataclass(frozen=True, slots=True)
class ListsOfTheme:
    """The lists of one theme; `anchor` leads to them on the page."""

    title: str
    anchor: str
    lines: Sequence[ListLine]


@dataclass(frozen=True, slots=True)
class ListsPage:
    """Every watch list."""

    intro: str
    themes: Sequence[ListsOfTheme]


def lists_page(counts: Mapping[str, int], on: date) -> ListsPage:
    """Return the page of all lists, those of a theme together."""
    themes = [
        ListsOfTheme(
            theme, theme.name.lower(), [_line(one, counts[one.id]) for one in LISTS if one.theme is theme]
        )
        for theme in Theme
    ]
    filled = sum(1 for number in counts.values() if number)
    intro = (
        f"As it stands on {plain_date(on)}: {filled} of {len(LISTS)} lists have children on them. "
        "A child may be on several."
    )
    return ListsPage(intro, themes)


def _line(one: WatchList, number: int) -> ListLine:
    return ListLine(
        title=one.title,
        href=reverse("watch-list", args=[one.id]),
        number=f"{number:,}" if number else "None",
        is_empty=not number,
        because=one.because,
        owed=one.owed,
        citation=one.citation.provision,
    )


# One list ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What is owed in words: by whom and by when, what, and where it is written."""

    who_and_when: str
    what: str
    citation: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One child on a list. `href` is the child's page, or for a masked record the way to ask for it."""

    name: str
    href: str
    identifier: str
    age: str
    officer: str
    worker: str
    since: str
    why: str
    owed: Sequence[OwedLine]
    tag: Tag | None
    is_masked: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """One watch list, a page of it."""

    title: str
    caption: str
    because: str
    owed: str
    citation: str
    citation_href: str
    lines: Sequence[ChildLine]
    paging: Paging
    filters: Sequence[Filter]
    chips: Sequence[Chip]
    files: Sequence[Link]
    empty: str


def list_page(
    one: WatchList,
    lines: Sequence[ChildLine],
    paging: Paging,
    filters: Sequence[Filter],
    query: QueryDict,
) -> ListPage:
    """Return a list with the rows of its page."""
    chips = [
        Chip(filter_.label, words, without_value(query, filter_.name, value))
        for filter_ in filters
        for value, words, chosen in filter_.options
        if chosen and value
    ]
    asked = with_changes(query, page=None)
    files = [
        Link(
            f"Download as {words}",
            f"{reverse('watch-list-file', args=[one.id, kind])}{asked if asked != '?' else ''}",
        )
        for kind, words in (("csv", "CSV"), ("xlsx", "Excel"))
    ]
    return ListPage(
        title=one.title,
        caption=one.theme,
        because=one.because,
        owed=one.owed,
        citation=one.citation.provision,
        citation_href=one.citation.url,
        lines=lines,
        paging=paging,
        filters=filters,
        chips=chips,
        files=files if paging.total else [],
        empty="Nobody fits these filters" if chips else "Nobody is on this list",
    )


def filters_of(
    officer: int | None,
    team: int | None,
    officers: Sequence[tuple[int, str]],
    teams: Sequence[tuple[int, str]],
) -> list[Filter]:
    """Return the filters by IRO and by team, with what is chosen of each."""

    def options(pairs: Sequence[tuple[int, str]], chosen: int | None) -> list[tuple[str, str, bool]]:
        return [("", "Any", chosen is None), *((str(pk), name, pk == chosen) for pk, name in pairs)]

    return [
        Filter("officer", "IRO", options(officers, officer)),
        Filter("team", "Team", options(teams, team)),
    ]


def child_line(one: WatchList, row: Row, child: ListedChild | None, standing: Standing) -> ChildLine:
    """Return one child on a list; of a restricted record only that there is one."""
    if child is None or child.is_masked:
        return ChildLine(
            name=MASKED,
            href=address_of("open-with-reason").format(row.child_id),
            identifier="",
            age="",
            officer=NOT_SHOWN,
            worker=NOT_SHOWN,
            since="",
            why="Restricted: open the record to see",
            owed=(),
            tag=None,
            is_masked=True,
        )
    told = one.tell(row, standing)
    owed = with_contact(told.owed, standing)
    lines = [owed_line(part, standing.on) for part in owed]
    return ChildLine(
        name=child.name,
        href=address_of("child").format(child.pk),
        identifier=child.identifier,
        age="" if child.age is None else str(child.age),
        officer=child.officer or "No IRO",
        worker=", ".join(filter(None, (child.social_worker, child.team))) or "No social worker",
        since=f"Since {plain_date(row.since)}: {how_long(row.since, standing.on)}" if row.since else "",
        why=told.why,
        owed=lines,
        tag=Tag("Late", "red") if any(part.is_late for part in lines) else None,
        is_masked=False,
    )


def with_contact(owed: Sequence[Owed], standing: Standing) -> tuple[Owed, ...]:
    """Add by when the IRO is in touch at the least, unless that very thing is owed already."""
    least = contact(standing)
    has_it = any((part.citation, part.due_on) == (least.citation, least.due_on) for part in owed)
    return tuple(owed) if has_it else (*owed, least)


def owed_line(part: Owed, on: date) -> OwedLine:
    """Return what is owed in words; where no day is set, it is owed now."""
    is_late = part.due_on is not None and part.due_on < on
    return OwedLine(
        f"{part.who}, {by_when(part.due_on, on)}", small_first(part.what), part.citation.provision, is_late
    )


def by_when(due_on: date | None, on: date) -> str:
    """Return by when something is owed: "by 30 March 2026", "today", "due by 2 March 2026, 14 days ago", "now"."""
    if due_on is None:
        return "now"
    if due_on == on:
        return "today"
    if due_on > on:
        return f"by {plain_date(due_on)}"
    return f"due by {plain_date(due_on)}, {counted((on - due_on).days, 'day')} ago"


def how_long(since: date, on: date) -> str:
    """Return how long something has been so: days up to two months, then months, then years and months."""
    months = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
    if months < 2:
        return counted((on - since).days, "day")
    if months < 24:
        return counted(months, "month")
    years, rest = divmod(months, 12)
    return counted(years, "year") + (f" and {counted(rest, 'month')}" if rest else "")


def file_row(one: WatchList, row: Row, child: ListedChild | None, standing: Standing) -> tuple[str, ...]:
    """Return one child on a list as a row of a file, in the order of FILE_COLUMNS."""
    line = child_line(one, row, child, standing)
    if child is None or child.is_masked:
        return (line.name, *([NOT_SHOWN] * (len(FILE_COLUMNS) - 1)))
    owed = with_contact(one.tell(row, standing).owed, standing)
    return (
        line.name,
        line.identifier,
        line.age,
        child.officer,
        child.social_worker,
        child.team,
        row.since.isoformat() if row.since else "",
        line.why,
        "; ".join(part.what for part in owed),
        "; ".join(part.who for part in owed),
        "; ".join(part.due_on.isoformat() if part.due_on else "now" for part in owed),
        "; ".join(part.citation.provision for part in owed),
    )
