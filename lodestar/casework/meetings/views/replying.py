"""The private page of somebody who is asked to a review: no sign-in, and nothing more than they need."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lodestar.access.answers import NotAllowed
from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.gates import open_to_all
from lodestar.access.queries import the_system
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings import actions
from lodestar.casework.meetings import forms_of_inviting as forms
from lodestar.casework.meetings.policies.inviting import may_reply
from lodestar.casework.meetings.presenters.replying import reply_page
from lodestar.casework.meetings.queries import last_sitting, review_day
from lodestar.casework.meetings.queries.inviting import link_ends, paper_of, whose_link
from lodestar.casework.meetings.questions import band_for
from lodestar.casework.meetings.states import Band, BookingState


def private(response: HttpResponse) -> HttpResponse:
    """Return a page that no cache keeps, no search engine lists, and no other site hears of."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Not "no-referrer": a browser then sends the form with the origin "null", which is refused as forged.
    response["Referrer-Policy"] = "same-origin"
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
    first = {"reply": invitee.reply, "words": invitee.reply_words}
    form = forms.ReplyForm(request.POST or None, by_staff=False, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_reply(
                invitee=invitee,
                reply=form.cleaned_data["reply"],
                words=form.cleaned_data["words"] or "",
                by=the_system(),
                at=timezone.now(),
            )
            return private(redirect("reply-paper", token=token))
        except NotAllowed as no:
            refuse(form, no)
    return page_of(request, "meetings/reply.jinja", invitee, form, token)


@open_to_all
def reply_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Take what somebody says before a review; every question may be left out."""
    invitee, status = opened(token)
    if invitee is None:
        return not_there(request, status)
    came, band = paper_of(invitee), band_of(invitee)
    first: dict[str, Any] = {}
    if came is not None:
        first = {**came.answers, "helped_by": came.helped_by, "not_shared_with": came.not_shared_with}
    form = forms.PaperForm(request.POST or None, band=band, by_staff=False, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_paper(
                invitee=invitee,
                band=band.value,
                answers=form.said(),
                helped_by=form.cleaned_data["helped_by"] or "",
                not_shared_with=form.cleaned_data["not_shared_with"] or "",
                came_by_link=True,
                by=the_system(),
                at=timezone.now(),
            )
            return private(redirect("reply-thanks", token=token))
        except NotAllowed as no:
            refuse(form, no)
    return page_of(request, "meetings/reply_paper.jinja", invitee, form, token)


@open_to_all
def reply_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Thank somebody who has answered, and say what happens next."""
    invitee, status = opened(token)
    if invitee is None:
        return not_there(request, status)
    return page_of(request, "meetings/reply_thanks.jinja", invitee, None, token)


def opened(token: str) -> tuple[Any, int]:
    """Return whose link it is; or None with the status that says why: never given (404), ended (410)."""
    invitee = whose_link(token)
    if invitee is None:
        return None, 404
    last_day = link_ends(invitee.booking)
    has_ended = last_day is not None and timezone.localdate() > last_day
    if has_ended or invitee.booking.state == BookingState.CANCELLED or not invitee.is_invited:
        return None, 410
    return invitee, 200


def refuse(form: Any, no: NotAllowed) -> None:
    """Say beside the form why it was not taken; what was typed stays."""
    for refused in no.refusals:
        form.refuse(refused.reason, refused.field)


def band_of(invitee: Any) -> Band:
    """Return which paper somebody is asked to fill in."""
    if invitee.band:
        return Band(invitee.band)
    day = review_day(invitee.booking) or timezone.localdate()
    return band_for(invitee.role, born_on=invitee.booking.child.born_on, on=day)


def page_of(request: HttpRequest, template: str, invitee: Any, form: Any, token: str) -> HttpResponse:
    """Return a private page; once nothing can be answered any more, it shows what was said and no form.

    Somebody who sends the form too late keeps it before them, with what they typed and why it was not taken.
    """
    booking = invitee.booking
    last_day, at = review_day(booking), timezone.now()
    no = refusals(may_reply(booking.state, reply="", last_day=last_day, today=timezone.localdate(at)))
    over = " ".join(one.reason for one in no) if request.method != "POST" else ""
    facts = {"page": "private link", "review": booking.pk, "invitee": invitee.pk}
    saw(EventKind.CHILD_VIEWED, by=the_system(), at=at, child=booking.child, what=facts)
    page = reply_page(invitee, band_of(invitee), last_sitting(booking), last_day, over=over)
    return private(render(request, template, {"page": page, "form": form, "token": token}))
