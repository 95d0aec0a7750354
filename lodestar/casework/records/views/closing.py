"""Handing the record over, closing the review, signing its record, and adding to what is signed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.meetings.agenda import heading_words
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.records import actions, queries
from lodestar.casework.records import forms_of_conclusion as forms
from lodestar.casework.records.policies import closing as policies
from lodestar.casework.records.policies import room as room_policies
from lodestar.casework.records.presenters import closing as words
from lodestar.casework.records.states import MinuteState
from lodestar.casework.records.views.entering import Entered, entered
from lodestar.casework.records.views.room import clock_of, page_around
from lodestar.casework.reviews.views.asking import or_ask_why
from lodestar.casework.reviews.views.steps import answer, checked
from lodestar.govuk.parts import CheckPage, FormPage, Link
from lodestar.law.review_steps import record_by

CONCLUDES = Permission.CONCLUDE_REVIEW


@or_ask_why
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the record to the IRO."""
    here = entered(request, pk, "hand-over")
    form = forms.HandOverForm(request.POST or None)

    def act() -> str:
        actions.hand_to_iro(booking=here.booking, by=here.who.person, at=here.who.at)
        return reverse("room", args=[pk])

    intro = (
        f"{here.booking.officer.name} is told that the record waits for them.",
        "You cannot write in it after that, unless they send it back with what should change.",
    )
    return in_room(request, here, form, "Hand the record to the IRO", "Hand it over", act=act, intro=intro)


@or_ask_why
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the record back to whoever minuted it, saying what should change."""
    here = entered(request, pk, "ask-for-changes", needed=CONCLUDES)
    form = forms.ChangesForm(request.POST or None)

    def act() -> str:
        actions.ask_for_changes(
            booking=here.booking, asked=form.cleaned_data["asked"], by=here.who.person, at=here.who.at
        )
        return reverse("room", args=[pk])

    return in_room(request, here, form, "Ask for changes", "Send it back", act=act)


def in_room(
    request: HttpRequest,
    here: Entered,
    form: Any,
    title: str,
    submit: str,
    *,
    act: Any,
    intro: tuple[str, ...] = (),
    done: str = "The record is handed on.",
) -> HttpResponse:
    """Answer a form of one step in the room."""
    return answer(
        request,
        here.who,
        form,
        page_around(here, title, submit, intro=intro),
        act=act,
        done=done,
        template="records/room_form.jinja",
        context={"around": here.around, "clock": None, "has_fields": True},
    )


@or_ask_why
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the review: what is missing and where to mend it, the day, what it does, and then for good."""
    here = entered(request, pk, "close", needed=CONCLUDES)
    facts = queries.closing_of(here.booking)
    day = min(facts.booked_day or here.who.today, here.who.today)
    form = forms.CloseForm(request.POST or None, initial={"held_on": day})
    is_open = room_policies.is_open(here.booking.state)
    leave_out = () if here.booking.shape == "series" else ("series",)
    rows = words.check_rows(pk, policies.wanted_to_close(facts, held_on=day), leave_out=leave_out)

    def act() -> str:
        actions.close_review(
            booking=here.booking,
            held_on=form.cleaned_data["held_on"],
            late_because=form.cleaned_data["late_because"] or "",
            by=here.who.person,
            at=here.who.at,
        )
        return reverse("room", args=[pk])

    def check() -> CheckPage:
        return CheckPage(
            title="Check before you close the review",
            confirm="Close the review",
            caption=here.booking.child.name,
            cancel_href=reverse("room", args=[pk]),
            clock=words.next_clock(queries.next_due_after(here.booking, form.cleaned_data["held_on"])),
            consequences=words.closing_does(facts),
        )

    return checked(
        request,
        here.who,
        form,
        closing_page(here, "Close the review", "Continue"),
        act=act,
        check=check,
        done="The review is closed. Send the decisions by the fifth working day, and sign the record.",
        template="records/close.jinja",
        context={
            "around": here.around,
            "rows": rows,
            "is_ready": is_open and words.is_ready(rows),
            "is_open": is_open,
            "day": words.day_words(facts, here.who.today),
            "late_by": facts.due_on,
        },
    )


def closing_page(here: Entered, title: str, submit: str) -> FormPage:
    """Return the words around closing and signing."""
    return page_around(here, title, submit)


@or_ask_why
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the record: what is missing, what is not written, the clock, and then it is locked."""
    here = entered(request, pk, "sign", needed=CONCLUDES)
    facts = queries.closing_of(here.booking)
    form = forms.SignForm(request.POST or None)
    is_late, clock = lateness(here)
    if not is_late:
        del form.fields["late_because"]
    rows = words.check_rows(pk, policies.wanted_to_sign(facts))

    def act() -> str:
        actions.sign_record(
            booking=here.booking,
            late_because=form.cleaned_data.get("late_because") or "",
            by=here.who.person,
            at=here.who.at,
        )
        return reverse("room", args=[pk])

    return answer(
        request,
        here.who,
        form,
        closing_page(here, "Sign the record", "Sign and lock the record"),
        act=act,
        done="The record is signed. From now on it is only added to.",
        template="records/sign.jinja",
        context={
            "around": here.around,
            "rows": rows,
            "is_ready": words.is_ready(rows) and here.state is not MinuteState.SIGNED,
            "is_signed": here.state is MinuteState.SIGNED,
            "empty": [
                Link(heading_words(code), reverse("room-heading", args=[pk, code])) for code in facts.empty
            ],
            "clock": clock,
        },
    )


def lateness(here: Entered) -> tuple[bool, Any]:
    """Return whether the record is past its limit and unsigned, and its clock."""
    day = review_day(here.booking)
    clock = clock_of(here)
    if day is None or clock is None or here.state is MinuteState.SIGNED:
        return False, clock
    due_on = record_by(review_on=day, working_days=settings.RECORD_WORKING_DAYS).due_on
    return here.who.today > due_on, clock


@or_ask_why
def addendum(request: HttpRequest, pk: int) -> HttpResponse:
    """Add something to a signed record."""
    here = entered(request, pk, "addendum", needed=CONCLUDES)
    form = forms.AddendumForm(request.POST or None)

    def act() -> str:
        actions.add_addendum(
            booking=here.booking,
            words=form.cleaned_data["words"],
            because=form.cleaned_data["because"],
            by=here.who.person,
            at=here.who.at,
        )
        return reverse("room", args=[pk])

    is_signed = here.state is MinuteState.SIGNED
    intro = (
        "The record itself stays as it was signed. What you add stands below it, with your name and the day.",
    )
    if not is_signed:
        intro = ("This record is not signed yet: write it into the room instead.",)
    return answer(
        request,
        here.who,
        form,
        page_around(here, "Add an addendum", "Add it", intro=intro),
        act=act,
        done="The addendum is added.",
        template="records/room_form.jinja",
        context={"around": here.around, "clock": None, "has_fields": is_signed},
    )
