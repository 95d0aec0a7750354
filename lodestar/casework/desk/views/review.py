"""The hub of one review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.desk.presenters.review import review_page
from lodestar.casework.desk.queries.review import standing_of
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.reviews.views.asking import asking, or_ask_why


@or_ask_why
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one review: the clock, when and where, every step, and what happened to its date."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    booking = the_booking(who, pk)
    found = standing_of(booking)
    saw(
        EventKind.CHILD_VIEWED,
        by=who.person,
        at=who.at,
        child=booking.child,
        what={"page": "review", "review": pk},
    )
    around = frame_of(booking, found.sitting, "Overview", who.person, who.today)
    page = review_page(found, who.person, today=who.today)
    return render(request, "desk/review.jinja", {"around": around, "page": page})
