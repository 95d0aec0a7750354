"""The pieces presenters hand to the macros of `lodestar_govuk/components.jinja`: words and addresses only.

They are frozen dataclasses, so that a template which misspells one of their fields fails its test.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal
from urllib.parse import urlencode

from django.http import QueryDict

Colour = Literal["", "grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"]
Tone = Literal["", "calm", "soon", "late", "done"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A status in a word or two. The colour only repeats what the words say."""

    text: str
    colour: Colour = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead. `current` marks the page one is on (in tabs)."""

    text: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of an identity bar or a summary list: a key and its value in words, with a link to change it."""

    key: str
    value: str
    href: str = ""
    action: str = "Change"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something that happened. `when`: in words; `iso`: machine's date; `words` may have several lines."""

    title: str
    when: str
    iso: str = ""
    words: str = ""
    byline: str = ""
    href: str = ""
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A due date that stands out: "Due in 6 working days, by Monday 30 March"; why; and by which rule."""

    headline: str
    tone: Tone = "calm"
    because: str = ""
    citation: str = ""
    citation_href: str = ""


@dataclass(frozen=True, slots=True)
class Stat:
    """One number with its meaning, perhaps leading to the list it counts."""

    value: str
    label: str
    href: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on. `remove_href` is the same page without it."""

    group: str
    text: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class Column:
    """A table heading. With `sort_href` it is a link; `sorted` says how the table is sorted by it now."""

    text: str
    sort_href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    numeric: bool = False
    hidden_text: bool = False


def with_changes(query: QueryDict, **changes: object) -> str:
    """Return the query string with some values set, or dropped (None, ""); "?" when nothing is left.

    The page number is dropped unless it is what changes: another filter or order starts at its first page.
    """
    pairs = [
        (key, value)
        for key in query
        if key not in changes and key != "page"
        for value in query.getlist(key)
        if value != ""
    ]
    for key, value in changes.items():
        several = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(key, str(one)) for one in several if one not in (None, "")]
    return f"?{urlencode(pairs)}"


def without_value(query: QueryDict, key: str, value: str) -> str:
    """Return the query string without one value of a filter that may have several."""
    return with_changes(query, **{key: [one for one in query.getlist(key) if one != value]})


def sortable(query: QueryDict, text: str, key: str, current: str, *, numeric: bool = False) -> Column:
    """Return a heading that sorts by `key`, or turns the order round when `current` is already "key".

    `current` is the order in force: "due" ascending, "-due" descending.
    """
    order: Literal["", "ascending", "descending"] = ""
    if current.removeprefix("-") == key:
        order = "descending" if current.startswith("-") else "ascending"
    following = f"-{key}" if order == "ascending" else key
    return Column(text, with_changes(query, sort=following), order, numeric)


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of how many. Page numbers start at 1; `query` keeps the filters in the links."""

    number: int
    total: int
    per_page: int
    query: QueryDict

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, ceil(self.total / self.per_page))

    @property
    def first_row(self) -> int:
        """The number of the first row shown, 0 when there are none."""
        return min((self.number - 1) * self.per_page + 1, self.total)

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return min(self.number * self.per_page, self.total)

    def href(self, number: int) -> str:
        """Return the address of another page of the same list."""
        return with_changes(self.query, page=number if number > 1 else None)

    def numbers(self) -> Sequence[int | None]:
        """Return the pages to link to: first, last, this one and its neighbours; None for a gap."""
        wanted = sorted(
            {1, self.last, self.number - 1, self.number, self.number + 1} & set(range(1, self.last + 1))
        )
        shown: list[int | None] = []
        for page in wanted:
            if shown and shown[-1] is not None and page - shown[-1] > 1:
                shown.append(page - 1 if page - shown[-1] == 2 else None)
            shown.append(page)
        return shown


def page_number(typed: str | None, total: int, per_page: int) -> int:
    """Return the page asked for, 1 if it is not a number, the last one if it is past the end."""
    wanted = int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else 1
    return max(1, min(wanted, ceil(total / per_page)))


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around a form, for `lodestar_govuk/form_page.jinja`. `intro` may be several paragraphs."""

    title: str
    submit: str = "Continue"
    caption: str = ""
    intro: tuple[str, ...] = ()
    back_href: str = ""
    cancel_href: str = ""
    warning: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The words around answers to check before they are saved, for `lodestar_govuk/check_page.jinja`.

    `clock`: what saving does to a due date. `consequences`: what else it does, one sentence each.
    """

    title: str
    confirm: str = "Confirm and save"
    caption: str = ""
    intro: tuple[str, ...] = ()
    cancel_href: str = ""
    warning: str = ""
    clock: Clock | None = None
    consequences: tuple[str, ...] = ()
    action: str = ""
