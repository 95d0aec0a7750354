"""The review room: the agenda with its boxes, each saved on its own; the child's points; who was there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lodestar.access.answers import NotAllowed, Refused
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.meetings.states import INVITEE_ROLE_WORDS, InviteeRole
from lodestar.casework.records import actions, queries
from lodestar.casework.records import forms_of_room as forms
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.presenters import room as words
from lodestar.casework.records.queries import Part
from lodestar.casework.records.queries.room import decisions_under, whole_agenda
from lodestar.casework.records.views.conflict import compare_page
from lodestar.casework.records.views.entering import Entered, entered
from lodestar.casework.reviews.views.asking import or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.parts import FormPage, Link
from lodestar.govuk.words import counted
from lodestar.law.review_steps import record_by

Typed = Mapping[tuple[str, str], tuple[forms.Sent, str]]


@or_ask_why
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole room, or save what was written in it."""
    here = entered(request, pk, "room")
    if request.method == "POST":
        return save(request, here, reverse("room", args=[pk]), only="")
    return show(request, here)


@or_ask_why
def heading(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show one heading of the agenda (for a phone, or to see it alone), or save what was written under it."""
    here = entered(request, pk, f"room-{code}")
    if request.method == "POST":
        return save(request, here, reverse("room-heading", args=[pk, code]), only=code)
    return show(request, here, only=code)


def save(request: HttpRequest, here: Entered, address: str, *, only: str) -> HttpResponse:
    """Save each box that was sent. A script is answered in JSON, a form with the page, or with both texts."""
    sent = forms.boxes_sent(request.POST)
    if "application/json" in request.headers.get("Accept", ""):
        return saved_by_script(here, sent)
    typed: dict[tuple[str, str], tuple[forms.Sent, str]] = {}
    clashes: list[actions.Conflict] = []
    before = queries.texts_of(here.booking)
    saved = 0
    for one in sent:
        try:
            row = saved_box(here, one)
        except actions.Conflict as both:
            clashes.append(both)
        except NotAllowed as no:
            typed[one.heading, one.box] = (one, no.refusals[0].reason)
        else:
            earlier = before.get((one.heading, one.box))
            saved += row.version > (0 if earlier is None else earlier.version)
    if typed:
        return show(request, here, only=only, typed=typed)
    if clashes:
        return compare_page(request, here, clashes, back=only, saved=saved)
    if saved:
        messages.success(request, f"Saved: {counted(saved, 'box', 'boxes')}.")
    else:
        messages.info(request, "Nothing had changed, so nothing was saved anew.")
    return redirect(address)


def saved_box(here: Entered, one: forms.Sent) -> Any:
    """Save one box through its action."""
    return actions.save_text(
        booking=here.booking,
        heading=one.heading,
        box=one.box,
        text=one.text,
        version=one.version,
        by=here.who.person,
        at=here.who.at,
    )


def saved_by_script(here: Entered, sent: Sequence[forms.Sent]) -> JsonResponse:
    """Answer the page's script: 200 with the version that stands, 409 with theirs, 422 with why not."""
    if len(sent) != 1:
        return JsonResponse({"refused": "Send one box at a time."}, status=400)
    try:
        row = saved_box(here, sent[0])
    except actions.Conflict as both:
        theirs = both.theirs
        told = words.saved_in_words(theirs.saved_at, theirs.saved_by.name, here.who.today)
        return JsonResponse(
            {"theirs": theirs.text, "version": theirs.version, "by": theirs.saved_by.name, "saved": told},
            status=409,
        )
    except NotAllowed as no:
        return JsonResponse({"refused": no.refusals[0].reason}, status=422)
    at = row.saved_at or here.who.at
    said = f"Saved {at.astimezone(LONDON):%H:%M}"
    return JsonResponse({"version": row.version, "saved": said, "text": row.text})


def show(request: HttpRequest, here: Entered, *, only: str = "", typed: Typed | None = None) -> HttpResponse:
    """Return the room, or one heading of it; what was typed and not saved stands in its boxes with the reason."""
    texts, items = queries.texts_of(here.booking), queries.agenda_of(here.booking)
    agenda = whole_agenda(items, {code for code, _ in texts})
    if only and only not in {one.code for one in agenda}:
        raise Http404
    shown = words.headings_shown(
        here.booking.pk,
        agenda,
        texts,
        decisions_under(here.booking),
        today=here.who.today,
        typed=typed or {},
    )
    page = page_of(here, shown, items, typed or {})
    if not only:
        return render(request, "records/room.jinja", {"around": here.around, "page": page})
    place = [one.code for one in shown].index(only)
    near = {
        "before": shown[place - 1] if place else None,
        "after": shown[place + 1] if place + 1 < len(shown) else None,
    }
    context = {"around": here.around, "page": page, "one": shown[place], "number": place + 1, **near}
    return render(request, "records/heading.jinja", context)


def page_of(
    here: Entered, shown: Sequence[words.HeadingShown], items: Sequence[Any], typed: Typed
) -> words.RoomPage:
    """Return the room in words."""
    leads = here.part is Part.LEADS
    closing = queries.closing_of(here.booking)
    allowed = policies.may_write(here.part, minute=here.state, booking=here.booking.state)
    locked = next((one.reason for one in allowed if isinstance(one, Refused)), "")
    names = {
        (one.code, box.key.rsplit(".", 1)[1]): f"{one.words}: {box.label}"
        for one in shown
        for box in one.boxes
    }
    errors = [
        (f"{names.get(key, 'A box')}: {reason}", f"box-{key[0]}.{key[1]}" if key in names else "")
        for key, (_, reason) in typed.items()
    ]
    return words.RoomPage(
        here.booking.pk,
        here.who.person.pk,
        words.minute_tag(here.state),
        "" if here.minute is None or here.state != "changes-asked" else here.minute.asked,
        locked,
        clock_of(here),
        shown,
        words.tasks_of(
            here.booking.pk,
            leads=leads,
            invitees=queries.invitees_of(here.booking),
            items=items,
            closing=closing,
            grades=queries.grades_of(here.booking) if leads else {},
        ),
        words.acts_of(
            here.booking.pk, leads=leads, state=here.state, is_open=policies.is_open(here.booking.state)
        ),
        words.addenda_shown(queries.addenda_of(here.booking)),
        errors,
        [(names.get(key, "A box"), one.text) for key, (one, _) in typed.items()] if locked else [],
    )


def clock_of(here: Entered) -> Any:
    """Return the clock of the record, once the review has a day."""
    day = review_day(here.booking)
    if day is None or day > here.who.today:
        return None
    signed_at = None if here.minute is None else here.minute.signed_at
    return words.record_clock(
        record_by(review_on=day, working_days=settings.RECORD_WORKING_DAYS),
        None if signed_at is None else signed_at.astimezone(LONDON).date(),
        "" if here.minute is None else here.minute.late_because,
        here.who.today,
    )


@or_ask_why
def earlier(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show every text under a heading that was saved and then replaced."""
    here = entered(request, pk, f"room-{code}-earlier")
    agenda = whole_agenda(
        queries.agenda_of(here.booking), {code for code, _ in queries.texts_of(here.booking)}
    )
    found = next((one for one in agenda if one.code == code), None)
    if found is None:
        raise Http404
    context = {
        "around": here.around,
        "title": f"Earlier texts: {found.words}",
        "items": words.earlier_shown(queries.texts_before(here.booking, code)),
        "back": Link("Back to the room", reverse("room-heading", args=[pk, code])),
    }
    return render(request, "records/earlier.jinja", context)


@or_ask_why
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What the child wants to talk about: another point, or what came of those there are."""
    here = entered(request, pk, "room-agenda")
    items = queries.agenda_of(here.booking)
    by, at = here.who.person, here.who.at
    is_new = "words" in request.POST
    item_form = forms.ItemForm(request.POST if is_new else None)
    form = forms.AnswersForm(request.POST if request.POST and not is_new else None, items=items)

    def add() -> str:
        actions.add_agenda_item(booking=here.booking, words=item_form.cleaned_data["words"], by=by, at=at)
        return reverse("room-agenda", args=[pk])

    def save_answers() -> str:
        for item in items:
            actions.answer_agenda_item(
                item=item,
                answer=form.cleaned_data[f"answer-{item.pk}"] or "",
                before=form.cleaned_data[f"before-{item.pk}"] or "",
                by=by,
                at=at,
            )
        return reverse("room-agenda", args=[pk])

    context = {"around": here.around, "item_form": item_form, "answers_form": form, "items": items}
    return answer(
        request,
        here.who,
        item_form if is_new or not request.POST else form,
        page_around(here, "What the child wants to talk about", "Save"),
        act=add if is_new else save_answers,
        done="It is on the agenda." if is_new else "The answers are saved.",
        template="records/agenda.jinja",
        context=context,
    )


@or_ask_why
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who was there, and why anybody was kept out."""
    here = entered(request, pk, "room-attendance")
    people = [(one, INVITEE_ROLE_WORDS[InviteeRole(one.role)]) for one in queries.invitees_of(here.booking)]
    form = forms.AttendanceForm(request.POST or None, people=people)

    def act() -> str:
        actions.record_attendance(
            booking=here.booking, attendance=form.said(), by=here.who.person, at=here.who.at
        )
        return reverse("room", args=[pk])

    intro = () if people else ("Nobody is on the list of this review yet. Put them on it under Invitations.",)
    return answer(
        request,
        here.who,
        form,
        page_around(here, "Who was there", "Save who was there", intro=intro),
        act=act,
        done="Who was there is saved.",
        template="records/room_form.jinja",
        context={"around": here.around, "clock": None, "has_fields": bool(people)},
    )


def page_around(here: Entered, title: str, submit: str, *, intro: tuple[str, ...] = ()) -> FormPage:
    """Return the words around a form of the room."""
    back = reverse("room", args=[here.booking.pk])
    return FormPage(title=title, submit=submit, intro=intro, back_href=back, cancel_href=back)
