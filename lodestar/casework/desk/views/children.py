"""The list of children."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import officers
from lodestar.casework.desk.forms import wanted_of
from lodestar.casework.desk.presenters import lists
from lodestar.casework.desk.queries.finding import PER_PAGE, found
from lodestar.casework.desk.queries.people import teams
from lodestar.casework.desk.queries.rows import listed_of
from lodestar.casework.reviews.views.asking import asking
from lodestar.govuk.parts import Paging, page_number


def children(request: HttpRequest) -> HttpResponse:
    """Show the children a person may list, as the address asks; that the list was read is an event."""
    who = asking(request, Permission.SEE_CHILDREN)
    wanted = wanted_of(request.GET)
    fitting = found(who.person, wanted, on=who.today, at=who.at)
    total = fitting.count()
    number = page_number(request.GET.get("page"), total, PER_PAGE)
    page_of_them = fitting[(number - 1) * PER_PAGE : number * PER_PAGE]
    lines = listed_of(who.person, page_of_them, on=who.today, at=who.at)
    saw(
        EventKind.CHILDREN_LISTED,
        by=who.person,
        at=who.at,
        what={
            **wanted.as_facts(),
            "found": total,
            "page": number,
            "shown": [line.identifier for line in lines],
        },
    )
    choices = lists.Choices(
        officers=[(str(pk), name) for pk, name in officers().values_list("pk", "name")],
        teams=[(str(pk), name) for pk, name in teams().values_list("pk", "name")],
    )
    filters = lists.filters_of(wanted, choices)
    page = lists.ChildrenPage(
        words=wanted.words,
        rows=[lists.child_row(line, who.today) for line in lines],
        columns=lists.columns_of(request.GET, wanted.sort),
        paging=Paging(number, total, PER_PAGE, request.GET),
        filters=filters,
        chosen=[
            (one.name, value) for one in filters for value, _, is_chosen in one.options if is_chosen and value
        ],
        chips=lists.chips_of(request.GET, filters, wanted),
        sort=wanted.sort,
        is_service_wide=who.person.reach == "all",
    )
    return render(request, "desk/children.jinja", {"page": page})
