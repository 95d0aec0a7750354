"""The list of reviews."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import masked_ids, officers
from lodestar.casework.meetings.presenters.reviews import reviews_page, rows_of
from lodestar.casework.meetings.queries import listing
from lodestar.casework.reviews.views.asking import asking
from lodestar.govuk.parts import Paging, page_number


def reviews(request: HttpRequest) -> HttpResponse:
    """Show the reviews a person may list, the worst by the law first; that the list was read is an event."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    wanted = wanted_of(request.GET)
    keys = listing.keys_of(listing.reach_of(who.person, on=who.today), wanted)
    total = keys.count()
    number = page_number(request.GET.get("page"), total, listing.PER_PAGE)
    first = (number - 1) * listing.PER_PAGE
    shown = [listing.key_of(row) for row in keys[first : first + listing.PER_PAGE]]
    ids = {key.child_id for key in shown}
    children = listing.children_shown(ids)
    masked = masked_ids(who.person, ids, on=who.today, at=who.at)
    saw(
        EventKind.CHILDREN_LISTED,
        by=who.person,
        at=who.at,
        what={
            "page": "reviews",
            "state": wanted.state,
            "officer": wanted.officer,
            "found": total,
            "number": number,
            "shown": sorted(children[pk].identifier for pk in ids - masked),
        },
    )
    rows = rows_of(
        shown,
        children,
        listing.bookings_shown({key.booking_id for key in shown if key.booking_id}),
        masked,
        person=who.person,
        today=who.today,
    )
    page = reviews_page(
        rows,
        wanted,
        list(officers().values_list("pk", "name")),
        Paging(number, total, listing.PER_PAGE, request.GET),
    )
    return render(request, "meetings/reviews.jinja", {"page": page})


def wanted_of(query: Mapping[str, str]) -> listing.Wanted:
    """Return what an address asks of the list; what is not one of the choices is left out, never an error."""
    state, officer = query.get("state", ""), query.get("officer", "")
    is_number = officer.isascii() and officer.isdigit() and len(officer) < 12
    return listing.Wanted(
        state=state if state in listing.STATES else "", officer=int(officer) if is_number else None
    )
