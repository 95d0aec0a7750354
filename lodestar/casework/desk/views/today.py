"""Today: the first page a person sees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission, Reach
from lodestar.casework.desk.presenters import today as words
from lodestar.casework.desk.queries.today import loads, service_figures, today_of
from lodestar.casework.reviews.views.asking import asking


def today(request: HttpRequest) -> HttpResponse:
    """Show what is this person's to do; that a list of children was read is an event."""
    who = asking(request)
    if not who.person.may(Permission.SEE_CHILDREN):
        looked_after, overdue = service_figures(on=who.today)
        page = words.places_page(who.person, looked_after=looked_after, overdue=overdue, today=who.today)
        return render(request, "desk/places.jinja", {"page": page})
    found = today_of(who.person, on=who.today, at=who.at)
    shown = [*found.overdue.lines, *found.soon.lines, *found.no_iro.lines]
    saw(
        EventKind.CHILDREN_LISTED,
        by=who.person,
        at=who.at,
        what={"page": "today", "shown": [line.identifier for line in shown]},
    )
    sees_service = who.person.reach == Reach.ALL
    carried = loads(found.by_officer, on=who.today) if sees_service else []
    every_officer = request.GET.get("officers") == "all"
    page_of_today = words.today_page(who.person, found, carried, who.today, every_officer=every_officer)
    return render(request, "desk/today.jinja", {"page": page_of_today})
