"""Who saw what, for the auditor. Reading it leaves an event itself.

What was said about a child is shown only where that child was asked for, and that reading is then an event about
the child: nobody leafs through children's records by leafing through the audit.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.forms import EventFilterForm
from lodestar.access.gates import asker, needs
from lodestar.access.models import Event, User
from lodestar.access.presenters import event_row
from lodestar.access.queries import (
    EVENTS_A_PAGE,
    PEOPLE_MEANT,
    Asked,
    events_asked_for,
    names_of,
    people_called,
)
from lodestar.access.roles import Permission
from lodestar.govuk.forms import DateParts
from lodestar.govuk.parts import Chip, Link, with_changes


@needs(Permission.SEE_EVENTS)
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """Show events by person, child, kind and time, newest first, and note that they were read."""
    form = EventFilterForm(request.GET)
    said: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    meant = people_called(said["person"]) if said.get("person") else []
    asks = form.is_valid() and (not said["person"] or len(meant) == 1)
    before = page_key(request)
    found: list[Event] = []
    if asks:
        asked = Asked(
            username=meant[0].username if meant else "",
            child_identifier=said["child"],
            kind=said["kind"] or "",
            since=said["since"],
            until=said["until"],
        )
        found = events_asked_for(asked, before=before)
        about = asked.child_identifier if found else ""
        saw(
            EventKind.EVENTS_READ,
            by=asker(request),
            at=timezone.now(),
            child_identifier=about,
            what=asked.in_words(),
        )
    shown = found[:EVENTS_A_PAGE]
    names = names_of(event.by_username for event in shown)
    older = with_changes(request.GET, before=shown[-1].sequence) if len(found) > EVENTS_A_PAGE else ""
    context = {
        "form": form,
        "asks": asks,
        "rows": [
            event_row(
                event,
                names,
                asked_for=said.get("child", ""),
                child_href=with_changes(request.GET, child=event.child_identifier, before=None),
            )
            for event in shown
        ],
        "chips": chips_of(form, request),
        "meant": people_links(request, meant) if not asks and said.get("person") else None,
        "most_meant": PEOPLE_MEANT,
        "older_href": older,
        "newest_href": with_changes(request.GET, before=None) if before else "",
    }
    return render(request, "access/events.jinja", context)


def page_key(request: HttpRequest) -> int | None:
    """Return the line before which the page asked for begins, or None for the first page."""
    typed = request.GET.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else None


def chips_of(form: EventFilterForm, request: HttpRequest) -> list[Chip]:
    """Return the filters that are on, each with the address of the same list without it."""
    if not form.is_valid():
        return []
    chips = []
    for answer in form.answers():
        if form.cleaned_data.get(answer.name) not in (None, ""):
            parts: dict[str, Any] = {f"{answer.name}-{part}": None for part in DateParts._fields}
            without = with_changes(request.GET, **{answer.name: None}, **parts, before=None)
            chips.append(Chip(answer.key, answer.value, without))
    return chips


def people_links(request: HttpRequest, meant: list[User]) -> list[Link]:
    """Return whom the auditor may mean, each with the address that asks for just them."""
    return [
        Link(
            f"{one.name} ({one.username}, {one.role_name})",
            with_changes(request.GET, person=one.username, before=None),
        )
        for one in meant
    ]
