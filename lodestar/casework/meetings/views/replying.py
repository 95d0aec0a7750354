"""The private page of somebody who is asked to a review: no sign-in, and nothing more than they need."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lodestar.access.answers import NotAllowed
from lodestar.access.gates import open_to_all
from lodestar.access.queries import the_system
from lodestar.casework.meetings import actions
from lodestar.casework.meetings import forms_of_inviting as forms
from lodestar.casework.meetings.presenters.inviting import reply_page
from lodestar.casework.meetings.queries import last_sitting, review_day
from lodestar.casework.meetings.queries.inviting import link_ends, paper_of, whose_link
from lodestar.casework.meetings.questions import band_for, is_not_safe
from lodestar.casework.meetings.states import OPEN_STATES, Band


def private(response: HttpResponse) -> HttpResponse:
    """Return a page that no cache keeps, no search engine lists, and no other site hears of."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def not_there(request: HttpRequest, status: int) -> HttpResponse:
    """Say kindly that a link does not work, and nothing of whom it was about."""
    return private(render(request, "meetings/reply_gone.jinja", {}, status=status))


@open_to_all
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Show when and where a review is, and take whether somebody comes."""
    invitee, status = opened(token)
    if invitee is None:
        return not_there(request, status)
    form = forms.ReplyForm(
        request.POST or None, initial={"reply": invitee.reply, "words": invitee.reply_words}
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            actions.take_reply(
                invitee=invitee,
                reply=given["reply"],
                words=given["words"] or "",
                by=the_system(),
                at=timezone.now(),
            )
            return private(redirect("reply-paper", token=token))
        except NotAllowed as no:
            for refused in no.refusals:
                form.refuse(refused.reason, refused.field)
    return page_of(request, "meetings/reply.jinja", invitee, form, token)


@open_to_all
def reply_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Take what somebody says before a review; every question may be left out."""
    invitee, status = opened(token)
    if invitee is None:
        return not_there(request, status)
    came = paper_of(invitee)
    day = review_day(invitee.booking)
    band = (
        Band(invitee.band)
        if invitee.band
        else band_for(invitee.role, born_on=invitee.booking.child.born_on, on=day or timezone.localdate())
    )
    first: dict[str, Any] = {}
    if came is not None:
        first = {**came.answers, "helped_by": came.helped_by, "not_shared_with": came.not_shared_with}
    form = forms.PaperForm(request.POST or None, band=band, by_staff=False, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            paper = actions.take_paper(
                invitee=invitee,
                band=band.value,
                answers=form.said(),
                helped_by=given["helped_by"] or "",
                not_shared_with=given["not_shared_with"] or "",
                came_by_link=True,
                by=the_system(),
                at=timezone.now(),
            )
            not_safe = is_not_safe(paper.answers)
            return private(
                render(request, "meetings/reply_thanks.jinja", {"not_safe": not_safe, "token": token})
            )
        except NotAllowed as no:
            for refused in no.refusals:
                form.refuse(refused.reason, refused.field)
    return page_of(request, "meetings/reply_paper.jinja", invitee, form, token)


def opened(token: str) -> tuple[Any, int]:
    """Return whose link it is; or None with the status that says why: never given (404), over (410)."""
    invitee = whose_link(token)
    if invitee is None:
        return None, 404
    last_day = link_ends(invitee.booking)
    is_over = last_day is not None and timezone.localdate() > last_day
    if is_over or invitee.booking.state not in OPEN_STATES or not invitee.is_invited:
        return None, 410
    return invitee, 200


def page_of(request: HttpRequest, template: str, invitee: Any, form: Any, token: str) -> HttpResponse:
    """Return a private page with its form."""
    booking = invitee.booking
    page = reply_page(invitee, last_sitting(booking), review_day(booking))
    return private(render(request, template, {"page": page, "form": form, "token": token}))
