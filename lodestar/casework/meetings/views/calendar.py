"""Reviews in people's own calendars."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.gates import open_to_all
from lodestar.access.roles import Permission
from lodestar.casework.meetings import forms_of_inviting as forms
from lodestar.casework.meetings.actions.calendar import give_calendar_address
from lodestar.casework.meetings.calendar import calendar_of
from lodestar.casework.meetings.queries.calendar import (
    address_of,
    sittings_for,
    sittings_in,
    whose_calendar,
)
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.reviews.views.asking import asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.parts import FormPage


def file_of(content: bytes, name: str) -> HttpResponse:
    """Return a calendar that no cache keeps."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def site_of(request: HttpRequest) -> str:
    """Return the address of this service."""
    return request.build_absolute_uri("/").rstrip("/")


@or_ask_why
def review_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one review as a calendar file."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    booking = the_booking(who, pk)
    what = {"document": "calendar", "review": pk}
    saw(EventKind.DOCUMENT_TAKEN, by=who.person, at=who.at, child=booking.child, what=what)
    content = calendar_of(sittings_in(booking), at=who.at, site=site_of(request), name=f"Review {pk}")
    return file_of(content, f"review-{pk}")


@open_to_all
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a person's reviews to their own calendar, by its secret address."""
    person = whose_calendar(token)
    if person is None:
        return HttpResponse("No such calendar.", status=404, content_type="text/plain; charset=utf-8")
    at = timezone.now()
    return file_of(
        calendar_of(sittings_for(person, at=at), at=at, site=site_of(request), name="Reviews"), "reviews"
    )


def my_calendar(request: HttpRequest) -> HttpResponse:
    """Show a person the address of their calendar, and give a new one."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    address = address_of(who.person)
    form = forms.ChaseForm(request.POST or None)

    def act() -> str:
        give_calendar_address(by=who.person, at=who.at)
        return reverse("my-calendar")

    page = FormPage(
        title="Reviews in your own calendar",
        submit="Get a new address" if address else "Get an address",
        intro=(
            "Your calendar program can fetch your reviews from an address of your own.",
            "It holds no name: only that there is a review, when, and at what kind of place.",
            "Whoever has the address sees the same. If you lose your phone, get a new one: the old one then stops.",
        ),
        back_href=reverse("account"),
    )
    shown = f"{site_of(request)}/calendar/{address}.ics" if address else ""
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="You have a new calendar address.",
        template="meetings/calendar.jinja",
        context={"address": shown},
    )
