"""Who is asked to a review: the list, invitations, chasing, and papers typed up."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.meetings import actions
from lodestar.casework.meetings import forms_of_inviting as forms
from lodestar.casework.meetings.policies.inviting import list_is_open, may_be_typed_up
from lodestar.casework.meetings.presenters import inviting as words
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.presenters.letters import letter_to
from lodestar.casework.meetings.queries import last_sitting, review_day
from lodestar.casework.meetings.queries.inviting import confirmed, invitees_of, link_of, paper_of
from lodestar.casework.meetings.questions import band_for
from lodestar.casework.meetings.states import Band
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.documents import pdf_of, word_of
from lodestar.govuk.parts import FormPage
from lodestar.law.review_steps import invitations_by


@or_ask_why
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is asked to a review, and who is not and why."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    people = invitees_of(booking)
    saw(
        EventKind.CHILD_VIEWED,
        by=who.person,
        at=who.at,
        child=booking.child,
        what={"page": "invitations", "review": pk},
    )
    day = review_day(booking)
    clock = (
        invitations_by(review_on=day, working_days=settings.INVITATIONS_WORKING_DAYS)
        if day and booking.review is None
        else None
    )
    page = words.invitations_page(
        pk,
        people,
        clock,
        request.build_absolute_uri("/").rstrip("/"),
        {one.pk: link_of(one) for one in people},
        is_open=bool(list_is_open(booking.state)),
        today=who.today,
    )
    around = frame_of(booking, last_sitting(booking), "Invitations", who.person, who.today)
    return render(request, "meetings/invitations.jinja", {"around": around, "page": page})


def back_to(pk: int) -> str:
    """Return the address of a review's list."""
    return reverse("invitations", args=[pk])


def page_of(title: str, booking: Any, submit: str, *intro: str) -> FormPage:
    """Return the words around a form about the list of a review."""
    back = back_to(booking.pk)
    return FormPage(
        title=title, submit=submit, caption=booking.child.name, intro=intro, back_href=back, cancel_href=back
    )


@or_ask_why
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put everybody the register knows on the list."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    form = forms.ChaseForm(request.POST or None)

    def act() -> str:
        actions.propose_invitees(booking=booking, by=who.person, at=who.at)
        return back_to(pk)

    page = page_of(
        "Put everybody the register knows on the list",
        booking,
        "Put them on the list",
        "The child, parents and others with parental responsibility, relatives, the carer, the social worker, the team "
        "manager and the school. Nobody is invited yet, and nobody who is on the list already is changed.",
        "Ask the child first who they want there.",
    )
    return answer(request, who, form, page, act=act, done="The list is filled in.")


@or_ask_why
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add somebody to the list."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    form = forms.InviteeForm(request.POST or None, is_new=True)

    def act() -> str:
        actions.add_invitee(booking=booking, by=who.person, at=who.at, **form.facts())
        return back_to(pk)

    page = page_of("Add somebody to the list", booking, "Add them")
    return answer(request, who, form, page, act=act, done="They are on the list.")


def on_list(booking: Any, row: int) -> Any:
    """Return one person of a review's list, or raise Http404."""
    found = next((one for one in invitees_of(booking) if one.pk == row), None)
    if found is None:
        raise Http404
    return found


@or_ask_why
def change(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Say what the child thinks of somebody being there, and whether they are asked."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    person = on_list(booking, row)
    # The IRO who saves a proposal as it stands confirms it.
    rules = who.person.may(Permission.CONCLUDE_REVIEW)
    because = confirmed(person.not_invited_because) if rules else person.not_invited_because
    first = {
        "childs_view": person.childs_view,
        "is_invited": "yes" if person.is_invited else "no",
        "not_invited_because": because,
        "hides_address": not person.sees_address,
        "band": person.band,
    }
    form = forms.InviteeForm(request.POST or None, is_new=False, initial=first)

    def act() -> str:
        actions.change_invitee(invitee=person, by=who.person, at=who.at, **form.facts())
        return back_to(pk)

    page = page_of(person.name, booking, "Save")
    return answer(request, who, form, page, act=act, done="It is saved.")


@or_ask_why
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send invitations: each person gets a private link of their own."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    people = [one for one in invitees_of(booking) if one.is_invited]
    waiting = [str(one.pk) for one in people if one.invited_at is None]
    offered = [(str(one.pk), f"{one.name}{'' if one.invited_at is None else ' (again)'}") for one in people]
    form = forms.SendForm(
        request.POST or None, people=offered, initial={"people": waiting, "channel": "link"}
    )

    def act() -> str:
        actions.send_invitations(
            booking=booking,
            people=[int(one) for one in form.cleaned_data["people"]],
            channel=form.cleaned_data["channel"],
            by=who.person,
            at=who.at,
        )
        return back_to(pk)

    page = page_of(
        "Send invitations",
        booking,
        "Send",
        "Each person gets a link of their own, which nobody else should have. An earlier link of theirs stops working.",
        "For post, take each letter from the list.",
    )
    return answer(request, who, form, page, act=act, done="The invitations are recorded as sent.")


@or_ask_why
def chase(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Record that a reply was chased."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    person = on_list(booking, row)
    form = forms.ChaseForm(request.POST or None)

    def act() -> str:
        actions.chase(invitee=person, by=who.person, at=who.at)
        return back_to(pk)

    page = page_of(f"Chase {person.name}", booking, "Record that I chased them")
    return answer(request, who, form, page, act=act, done="It is recorded.")


@or_ask_why
def reply(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Type in what somebody answered."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    person = on_list(booking, row)
    first = {"reply": person.reply, "words": person.reply_words}
    form = forms.ReplyForm(request.POST or None, by_staff=True, initial=first)

    def act() -> str:
        given = form.cleaned_data
        actions.take_reply(
            invitee=person, reply=given["reply"], words=given["words"] or "", by=who.person, at=who.at
        )
        return back_to(pk)

    page = page_of(f"Reply of {person.name}", booking, "Save")
    return answer(request, who, form, page, act=act, done="The reply is saved.")


@or_ask_why
def paper(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Read what somebody said on their paper, or type it up."""
    who: Asking = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    person = on_list(booking, row)
    saw(
        EventKind.CHILD_VIEWED,
        by=who.person,
        at=who.at,
        child=booking.child,
        what={"page": "consultation", "review": pk},
    )
    came = paper_of(person)
    band = (
        Band(person.band)
        if person.band
        else band_for(person.role, born_on=booking.child.born_on, on=review_day(booking) or who.today)
    )
    by_link = came is not None and came.came_by_link
    first: dict[str, Any] = {"is_verbatim": True}
    if came is not None:
        first |= {**came.answers, "helped_by": came.helped_by, "not_shared_with": came.not_shared_with}
        first["is_verbatim"] = came.is_verbatim
    form = forms.PaperForm(request.POST or None, band=band, by_staff=True, initial=first)

    def act() -> str:
        given = form.cleaned_data
        actions.take_paper(
            invitee=person,
            band=band.value,
            answers=form.said(),
            helped_by=given["helped_by"] or "",
            not_shared_with=given["not_shared_with"] or "",
            is_verbatim=bool(given["is_verbatim"]),
            by=who.person,
            at=who.at,
        )
        return back_to(pk)

    context = {
        "around": frame_of(booking, last_sitting(booking), "Invitations", who.person, who.today),
        "said": words.paper_in_words(came) if came else [],
        "came": came is not None,
        "helped_by": came.helped_by if came else "",
        "not_shared_with": came.not_shared_with if came else "",
        "name": person.name,
        "back": back_to(pk),
        "may_type": bool(list_is_open(booking.state)) and bool(may_be_typed_up(came_by_link=by_link)),
        "how_it_came": words.how_it_came(came) if came else "",
    }
    page = page_of(f"What {person.name} says", booking, "Save")
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="The paper is saved.",
        template="meetings/paper.jinja",
        context=context,
    )


@or_ask_why
def letter(request: HttpRequest, pk: int, row: int, kind: str) -> HttpResponse:
    """Give the letter that asks somebody to a review, with their consultation paper, as a file."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    person = on_list(booking, row)
    facts = {"document": "invitation", "as": kind, "review": pk}
    saw(EventKind.DOCUMENT_TAKEN, by=who.person, at=who.at, child=booking.child, what=facts)
    document = letter_to(person, booking, last_sitting(booking), settings.COUNCIL_NAME)
    make, media = {
        "pdf": (pdf_of, "application/pdf"),
        "docx": (word_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    }[kind]
    response = HttpResponse(make(document), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="invitation-{pk}-{row}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
