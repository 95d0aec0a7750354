"""The preparation of a review, with what the ledger shows of earlier decisions."""

from django.http import HttpRequest, HttpResponse

from lodestar.casework.decisions.queries import unverified_for, verified_in
from lodestar.casework.meetings.queries import booking_by_id
from lodestar.casework.meetings.queries.preparing import Earlier
from lodestar.casework.meetings.views import preparing


def preparation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the steps before a review; who may see them is asked where they are shown."""
    booking = booking_by_id(pk)
    earlier = None
    if booking is not None:
        unanswered = len(unverified_for(booking))
        earlier = Earlier(unanswered, unanswered + len(verified_in(booking)))
    return preparing.preparation(request, pk, earlier=earlier)
