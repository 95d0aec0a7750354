"""The hub of one review, and the list of reviews."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import officers
from lodestar.casework.desk.presenters.review import review_page
from lodestar.casework.desk.presenters.reviews import reviews_page, wanted_of
from lodestar.casework.desk.queries.review import standing_of
from lodestar.casework.desk.queries.reviews import reviews_of
from lodestar.casework.desk.queries.rows import listed
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.reviews.views.asking import asking, or_ask_why
from lodestar.govuk.parts import Paging, page_number

PER_PAGE = 25


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


def reviews(request: HttpRequest) -> HttpResponse:
    """List the reviews a person may see, and the children due one that nobody has booked."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    wanted = wanted_of(request.GET)
    number = page_number(request.GET.get("page"), 10**6, PER_PAGE)
    found = reviews_of(who.person, wanted, on=who.today, first=(number - 1) * PER_PAGE, most=PER_PAGE)
    last = page_number(str(number), found.total, PER_PAGE)
    if last != number:
        found = reviews_of(who.person, wanted, on=who.today, first=(last - 1) * PER_PAGE, most=PER_PAGE)
    children = {
        line.pk: line
        for line in listed(who.person, {one.child_id for one in found.lines}, on=who.today, at=who.at)
    }
    saw(
        EventKind.CHILDREN_LISTED,
        by=who.person,
        at=who.at,
        what={
            "page": "reviews",
            "show": wanted.show,
            "shown": sorted({line.identifier for line in children.values() if line.identifier}),
        },
    )
    offered = [(str(pk), name) for pk, name in officers().values_list("pk", "name")]
    page = reviews_page(
        found, children, wanted, offered, Paging(last, found.total, PER_PAGE, request.GET), who.today
    )
    return render(request, "desk/reviews.jinja", {"page": page})
