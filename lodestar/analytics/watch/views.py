"""The pages of watch lists: all of them with their counts, one of them row by row, and its rows as a file."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.analytics.views.downloads import table_file
from lodestar.analytics.watch import presenters
from lodestar.analytics.watch.lists import BY_ID, LISTS, WatchList
from lodestar.analytics.watch.queries.reach import Row, Standing, Whose, standings
from lodestar.casework.allocation.queries import officers
from lodestar.casework.desk.queries.people import teams
from lodestar.casework.desk.queries.rows import ListedChild, listed
from lodestar.casework.desk.queries.work import scope_of
from lodestar.casework.reviews.views.asking import Asking, asking
from lodestar.govuk.parts import Paging, page_number
from lodestar.govuk.words import plain_date

P = Permission
PER_PAGE = 25


@require_safe
def all_lists(request: HttpRequest) -> HttpResponse:
    """Show every watch list with how many of the person's children are on it."""
    who = asking(request, P.SEE_CHILDREN)
    whose = Whose(scope_of(who.person, on=who.today))
    counts = {one.id: len(one.find(whose)) for one in LISTS}
    return render(request, "watch/lists.jinja", {"page": presenters.lists_page(counts, who.today)})


@require_safe
def one_list(request: HttpRequest, name: str) -> HttpResponse:
    """Show who is on a list, the longest first; that a list of children was read is an event."""
    who, one, whose = asked(request, name)
    rows = one.find(whose)
    number = page_number(request.GET.get("page"), len(rows), PER_PAGE)
    shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    children, stand = known(who, shown)
    saw(
        EventKind.CHILDREN_LISTED,
        by=who.person,
        at=who.at,
        what={**facts(one, whose), "found": len(rows), "page_number": number, "shown": identifiers(children)},
    )
    lines = [
        presenters.child_line(one, row, children.get(row.child_id), stand[row.child_id]) for row in shown
    ]
    filters = presenters.filters_of(
        whose.officer,
        whose.team,
        list(officers().values_list("pk", "name")),
        list(teams().values_list("pk", "name")),
    )
    paging = Paging(number, len(rows), PER_PAGE, request.GET)
    page = presenters.list_page(one, lines, paging, filters, request.GET)
    return render(request, "watch/list.jinja", {"page": page})


@require_safe
def file_of_list(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """Give the rows of a list away as a file; who took it, and of whom, is an event."""
    who, one, whose = asked(request, name)
    if kind not in ("csv", "xlsx"):
        raise Http404
    rows = one.find(whose)
    children, stand = known(who, rows)
    saw(
        EventKind.FIGURES_TAKEN,
        by=who.person,
        at=who.at,
        what={**facts(one, whose), "format": kind, "found": len(rows), "shown": identifiers(children)},
    )
    table = [presenters.file_row(one, row, children.get(row.child_id), stand[row.child_id]) for row in rows]
    note = f"As it stood on {plain_date(who.today)}. {one.because} {one.citation.provision}."
    called = f"{one.id}-{who.today.isoformat()}"
    return table_file(one.title, presenters.FILE_COLUMNS, table, kind, called, note)


def asked(request: HttpRequest, name: str) -> tuple[Asking, WatchList, Whose]:
    """Return who asks, for which list, and of whose children. Raises Http404 for no such list."""
    who = asking(request, P.SEE_CHILDREN)
    one = BY_ID.get(name)
    if one is None:
        raise Http404
    scope = scope_of(who.person, on=who.today)
    return who, one, Whose(scope, number_in(request, "officer"), number_in(request, "team"))


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return a number the address gives, or None."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None


def known(who: Asking, rows: Sequence[Row]) -> tuple[dict[int, ListedChild], dict[int, Standing]]:
    """Return what a person may read of the children of some rows, and where their reviews stand."""
    ids = [row.child_id for row in rows]
    children = {line.pk: line for line in listed(who.person, ids, on=who.today, at=who.at)}
    return children, standings(ids, on=who.today)


def facts(one: WatchList, whose: Whose) -> dict[str, object]:
    """Return which list it was and how it was narrowed, for an event."""
    narrowed = {"officer": whose.officer, "team": whose.team}
    return {"page": "watch-list", "list": one.id, **{k: v for k, v in narrowed.items() if v is not None}}


def identifiers(children: dict[int, ListedChild]) -> list[str]:
    """Return the identifiers that were shown; a masked child's is none of them."""
    return sorted(line.identifier for line in children.values() if line.identifier)
