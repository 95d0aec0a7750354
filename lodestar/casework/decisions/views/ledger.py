"""The decisions of a review on one page, and the life of a single one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.decisions.presenters.ledger import ledger_page
from lodestar.casework.decisions.presenters.life import life_page
from lodestar.casework.decisions.queries import (
    chain_of,
    decision_by_id,
    decisions_of,
    may_speak_of_all,
    sent_of,
    unverified_for,
    verified_in,
)
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.queries import last_sitting, review_day
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why, the_child

P = Permission


def opened(request: HttpRequest, pk: int, needed: Permission) -> tuple[Asking, Any]:
    """Return who asks and the review, open to them. Raises Masked, Http404 or PermissionDenied."""
    who = asking(request, needed)
    booking = the_booking(who, pk)
    looked(request, who, booking.child, review=pk)
    return who, booking


def looked(request: HttpRequest, who: Asking, child: Any, **what: int) -> None:
    """Leave an event that a page about a child was opened."""
    if request.method == "GET" and request.resolver_match is not None:
        page = request.resolver_match.url_name
        saw(EventKind.CHILD_VIEWED, by=who.person, at=who.at, child=child, what={"page": page, **what})


def the_decision(request: HttpRequest, who: Asking, pk: int) -> Any:
    """Return a decision whose child's record is open to the person, and leave an event that it was looked at.

    Outside their reach, and while it is being written by others, there is no such page (404); a restricted record
    raises Masked.
    """
    decision = decision_by_id(pk)
    if decision is None:
        raise Http404
    the_child(who, decision.child_id)
    if decision.made_at is None and not who.person.may(P.MINUTE_REVIEW):
        raise Http404
    looked(request, who, decision.child, decision=pk)
    return decision


@or_ask_why
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the decisions of a review, those of earlier ones to look at, and what may be done with each."""
    who, booking = opened(request, pk, P.SEE_REVIEW_RECORD)
    own, earlier = decisions_of(booking), unverified_for(booking)
    page = ledger_page(
        booking,
        own=own,
        earlier=earlier,
        looked_at=verified_in(booking),
        sent=sent_of(booking),
        review_on=review_day(booking),
        speaks_of=may_speak_of_all(who.person, own, booking.child, on=who.today),
        person=who.person,
        today=who.today,
    )
    around = frame_of(booking, last_sitting(booking), "Decisions", who.person, who.today)
    return render(request, "decisions/ledger.jinja", {"around": around, "page": page})


@or_ask_why
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one decision from its making: answered, updated, verified, carried over."""
    who = asking(request, P.SEE_REVIEW_RECORD)
    found = the_decision(request, who, pk)
    booking = the_booking(who, found.booking_id)
    page = life_page(
        found,
        chain=chain_of(found),
        sent=sent_of(booking),
        is_open_review=booking.review_id is None,
        speaks_of=bool(may_speak_of_all(who.person, [found], found.child, on=who.today)),
        person=who.person,
        today=who.today,
    )
    around = frame_of(booking, last_sitting(booking), "Decisions", who.person, who.today)
    return render(request, "decisions/decision.jinja", {"around": around, "page": page})
