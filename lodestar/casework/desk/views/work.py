"""My work: everything around reviews that waits for this person, in one list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.desk.presenters.work import DEEDS, work_page
from lodestar.casework.desk.queries.rows import listed
from lodestar.casework.desk.queries.work import work_of
from lodestar.casework.reviews.views.asking import asking
from lodestar.govuk.parts import Paging, page_number

PER_PAGE = 50


def my_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for a person, soonest first; that a list of children was read is an event."""
    who = asking(request, Permission.SEE_CHILDREN)
    kind = request.GET.get("kind", "")
    kind = kind if kind in DEEDS else ""
    wanted = request.GET.get("page")
    first = (page_number(wanted, 10**9, PER_PAGE) - 1) * PER_PAGE
    work = work_of(who.person, on=who.today, kind=kind, first=min(first, 10_000), most=PER_PAGE)
    number = page_number(wanted, work.total, PER_PAGE)
    if first and not work.lines:
        work = work_of(
            who.person, on=who.today, kind=kind, first=(number - 1) * PER_PAGE, most=PER_PAGE
        )  # past the end: the last page
    ids = {one.child_id for one in work.lines}
    children = {line.pk: line for line in listed(who.person, ids, on=who.today, at=who.at)}
    saw(
        EventKind.CHILDREN_LISTED,
        by=who.person,
        at=who.at,
        what={
            "page": "my-work",
            "kind": kind,
            "shown": sorted({line.identifier for line in children.values() if line.identifier}),
        },
    )
    page = work_page(work, children, kind, Paging(number, work.total, PER_PAGE, request.GET), who.today)
    return render(request, "desk/work.jinja", {"page": page})
