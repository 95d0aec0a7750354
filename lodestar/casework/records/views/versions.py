"""The record of a review as pages and files, what is kept back, and what went to whom."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.queries import last_sitting, review_day
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.records import forms_of_records as forms
from lodestar.casework.records.actions import versions as actions
from lodestar.casework.records.policies.versions import audience_of
from lodestar.casework.records.presenters import versions as words
from lodestar.casework.records.queries import minute_state
from lodestar.casework.records.queries.versions import (
    dispatches_of,
    recipients_of,
    record_facts,
    withholdings_of,
)
from lodestar.casework.records.states import AUDIENCE_WORDS, Audience, MinuteState
from lodestar.casework.records.words_of_record import record_document
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.documents import Document, pdf_of, word_of
from lodestar.govuk.parts import FormPage
from lodestar.law.review_steps import distributed_by

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RENDERERS = {"pdf": (pdf_of, "application/pdf"), "docx": (word_of, WORD_TYPE)}
ALL = (Audience.FULL, Audience.PARENT, Audience.CARER, Audience.PROFESSIONAL)


def offered_to(who: Asking) -> tuple[Audience, ...]:
    """Return which versions a person may read: those who send them all, everybody else the whole record."""
    return ALL if who.person.may(Permission.DISTRIBUTE_RECORD) else (Audience.FULL,)


def asked_for(request: HttpRequest, who: Asking) -> Audience:
    """Return the version an address asks for. Raises Http404 for one that is not this person's to read."""
    wanted = request.GET.get("audience", Audience.FULL.value)
    for audience in offered_to(who):
        if audience.value == wanted:
            return audience
    raise Http404


@or_ask_why
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record of a review as one audience reads it."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    booking = the_booking(who, pk)
    audience = asked_for(request, who)
    facts = record_facts(booking)
    seen(who, booking, "record", audience=audience.value)
    may_withhold = who.person.may(Permission.DISTRIBUTE_RECORD)
    page = words.record_page(
        pk,
        record_document(facts, audience),
        audience,
        offered_to(who),
        withholdings_of(booking) if may_withhold else [],
        dict(facts.headings),
        may_withhold=may_withhold,
    )
    around = frame_of(booking, last_sitting(booking), "Record", who.person, who.today)
    return render(request, "records/record.jinja", {"around": around, "page": page})


@or_ask_why
def record_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give the record away as a file; who took it is an event."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    booking = the_booking(who, pk)
    audience = asked_for(request, who)
    document = record_document(record_facts(booking), audience)
    taken(who, booking, "record", kind, audience=audience.value)
    return file_of(document, kind, f"review-{pk}-{audience.value}")


@or_ask_why
def withhold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a part of the record back from an audience."""
    who = asking(request, Permission.DISTRIBUTE_RECORD)
    booking = the_booking(who, pk)
    form = forms.WithholdForm(request.POST or None, headings=record_facts(booking).headings)

    def act() -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.withhold(booking=booking, by=who.person, at=who.at, **facts)
        return reverse("review-record", args=[pk]) + f"?audience={form.cleaned_data['audience']}"

    page = FormPage(
        title="Keep a part of the record back",
        submit="Keep it back",
        caption=booking.child.name,
        intro=("The version then says that a part is not in it. Nothing is taken out of the whole record.",),
        back_href=reverse("review-record", args=[pk]),
        cancel_href=reverse("review-record", args=[pk]),
    )
    return answer(request, who, form, page, act=act, done="That part is kept back.")


@or_ask_why
def distribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who gets which version, and what became of each."""
    who = asking(request, Permission.DISTRIBUTE_RECORD)
    booking = the_booking(who, pk)
    day = review_day(booking) if booking.review is not None else None
    seen(who, booking, "distribution")
    page = words.distribution_page(
        pk,
        recipients_of(booking),
        dispatches_of(booking),
        distributed_by(review_on=day) if day else None,
        signed=minute_state(booking) == MinuteState.SIGNED,
        today=who.today,
    )
    around = frame_of(booking, last_sitting(booking), "Distribution", who.person, who.today)
    return render(request, "records/distribution.jinja", {"around": around, "page": page})


@or_ask_why
def dispatch(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Record what became of one person's version."""
    who = asking(request, Permission.DISTRIBUTE_RECORD)
    booking = the_booking(who, pk)
    person = next((one for one in recipients_of(booking) if one.pk == row), None)
    if person is None:
        raise Http404
    form = forms.DispatchForm(
        request.POST or None, initial={"state": "sent", "channel": person.channel, "sent_on": who.today}
    )
    form.fields["sent_on"].latest = who.today  # type: ignore[attr-defined]
    back = reverse("review-distribution", args=[pk])

    def act() -> str:
        given = form.cleaned_data
        actions.dispatch(
            booking=booking,
            invitee=person,
            state=given["state"],
            channel=given["channel"] or "",
            sent_on=given["sent_on"],
            because=given["because"] or "",
            by=who.person,
            at=who.at,
        )
        return back

    version = AUDIENCE_WORDS[audience_of(person.role)]
    guard = () if person.sees_address else (f"{person.name} must not learn where the child lives.",)
    page = FormPage(
        title=f"Send to {person.name}",
        submit="Save",
        caption=booking.child.name,
        intro=(f"They get: {version.lower()}.", *guard),
        back_href=back,
        cancel_href=back,
    )
    return answer(request, who, form, page, act=act, done="It is recorded.")


def seen(who: Asking, booking: Any, page: str, **more: str) -> None:
    """Leave the event that a page of a review was read."""
    what = {"page": page, "review": booking.pk, **more}
    saw(EventKind.CHILD_VIEWED, by=who.person, at=who.at, child=booking.child, what=what)


def taken(who: Asking, booking: Any, what: str, kind: str, **more: str) -> None:
    """Leave the event that a document was taken away."""
    facts = {"document": what, "as": kind, "review": booking.pk, **more}
    saw(EventKind.DOCUMENT_TAKEN, by=who.person, at=who.at, child=booking.child, what=facts)


def file_of(document: Document, kind: str, name: str) -> HttpResponse:
    """Return a document as a file that no cache keeps; its name says nothing of the child."""
    make, media = RENDERERS[kind]
    response = HttpResponse(make(document), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
