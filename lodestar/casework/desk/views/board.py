"""The managers' board."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.desk.presenters.board import board_page
from lodestar.casework.desk.queries.board import board_of
from lodestar.casework.desk.queries.rows import listed
from lodestar.casework.reviews.views.asking import asking

P = Permission


def board(request: HttpRequest) -> HttpResponse:
    """Show what managers answer for, as far as their work reaches; the IRO manager sees it of every team."""
    who = asking(request, P.SEE_REVIEW_RECORD)
    if not (who.person.may(P.ANSWER_RATING) or who.person.may(P.APPROVE_CANCELLATION)):
        raise PermissionDenied("Your role does not include this page.")
    found = board_of(who.person, on=who.today)
    children = {line.pk: line for line in listed(who.person, found.child_ids(), on=who.today, at=who.at)}
    saw(
        EventKind.CHILDREN_LISTED,
        by=who.person,
        at=who.at,
        what={
            "page": "board",
            "shown": sorted({line.identifier for line in children.values() if line.identifier}),
        },
    )
    return render(request, "desk/board.jinja", {"page": board_page(found, children, who.today)})
