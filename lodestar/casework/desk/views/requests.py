"""What is asked of a social worker or a team manager."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission, Reach
from lodestar.casework.allocation.queries import masked_ids
from lodestar.casework.decisions.queries import decisions_owned_by
from lodestar.casework.desk.presenters.requests import RequestsPage, decision_rows
from lodestar.casework.meetings.presenters.papers import request_rows
from lodestar.casework.meetings.queries.papers import reports_due
from lodestar.casework.reviews.views.asking import asking


def my_requests(request: HttpRequest) -> HttpResponse:
    """Show the reports that are due and the decisions the person is to carry out; a constant number of questions."""
    who = asking(request, Permission.SEND_REPORT)
    reports = reports_due(who.person, on=who.today, at=who.at)
    decisions = decisions_owned_by(who.person, on=who.today)
    masked = masked_ids(who.person, {one.child_id for one in decisions}, on=who.today, at=who.at)
    shown = {one.identifier for one in reports if not one.is_masked}
    shown |= {one.child.identifier for one in decisions if one.child_id not in masked}
    saw(
        EventKind.CHILDREN_LISTED,
        by=who.person,
        at=who.at,
        what={"page": "my requests", "shown": sorted(shown)},
    )
    page = RequestsPage(
        request_rows(reports, today=who.today),
        decision_rows(decisions, masked, today=who.today),
        "your team's children" if who.person.reach is Reach.TEAM else "your children",
    )
    return render(request, "desk/requests.jinja", {"page": page})
