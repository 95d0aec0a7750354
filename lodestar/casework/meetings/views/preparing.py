"""Before a review: the steps, the child's wishes, and the officer's talk with the child."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.meetings import actions
from lodestar.casework.meetings import forms_of_preparing as forms
from lodestar.casework.meetings.presenters import preparing as words
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.queries import last_sitting
from lodestar.casework.meetings.queries import preparing as queries
from lodestar.casework.meetings.queries.chair import speaks_for_chair
from lodestar.casework.meetings.states import STEP_WORDS, BookingState
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.meetings.views.papers import saw_page
from lodestar.casework.meetings.wishes import apart
from lodestar.casework.reviews.views.asking import asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.parts import FormPage

REG_36_WORDS = (
    "The IRO speaks with the child before each review, alone unless the child does not want it or it would be wrong "
    "(SI 2010/959 reg 36)."
)


@or_ask_why
def preparation(request: HttpRequest, pk: int, earlier: queries.Earlier | None = None) -> HttpResponse:
    """Show the steps before a review, in any order. `earlier` comes from whoever knows the ledger of decisions."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    saw_page(who, booking, "preparation")
    steps = queries.steps_of(booking, on=who.today, earlier=earlier)
    page = words.preparation_page(booking, steps, today=who.today)
    around = frame_of(booking, last_sitting(booking), "Preparation", who.person, who.today)
    return render(request, "meetings/preparation.jinja", {"around": around, "page": page})


@or_ask_why
def preparation_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Say how far one step has come, or why it is not needed."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    title = next((said for one, said in STEP_WORDS.items() if one == step), None)
    if title is None:
        raise Http404
    said = queries.step_said(booking, step)
    first = {} if said is None else {"state": said.state, "words": said.words}
    form = forms.StepForm(request.POST or None, initial=first)

    def act() -> str:
        facts = form.cleaned_data
        actions.say_step(
            booking=booking,
            step=step,
            state=facts["state"],
            words=facts["words"],
            by=who.person,
            at=who.at,
        )
        return reverse("preparation", args=[pk])

    page = form_page(
        booking,
        title,
        "Save",
        "What the record itself shows stands over what is said here.",
    )
    return answer(request, who, form, page, act=act, done="The step is saved.")


@or_ask_why
def wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the child wishes for the review."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    form = forms.WishesForm(request.POST or None, initial=apart(booking.childs_wishes))

    def act() -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.record_wishes(booking=booking, by=who.person, at=who.at, **facts)
        return reverse("preparation", args=[pk])

    page = form_page(
        booking,
        "What the child wishes for the review",
        "Save",
        "Ask the child before anything is settled. A wish that cannot be met is answered, not left out.",
    )
    return answer(request, who, form, page, act=act, done="The child's wishes are saved.")


@or_ask_why
def child_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the talks with the child before a review, each reader as much as is theirs to read."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    booking = the_booking(who, pk)
    speaks = speaks_for_chair(who.person, booking, on=who.today)
    saw_page(who, booking, "talks with the child")
    page = words.seen_page(
        booking,
        queries.talks_with_child(booking),
        reads_words=who.person.may(Permission.PREPARE_REVIEW),
        reads_view=speaks,
        may_record=speaks and booking.state != BookingState.CANCELLED,
    )
    around = frame_of(booking, last_sitting(booking), "Preparation", who.person, who.today)
    return render(request, "meetings/seen.jinja", {"around": around, "page": page})


@or_ask_why
def record_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the officer's talk with the child."""
    who = asking(request, Permission.CONCLUDE_REVIEW)
    booking = the_booking(who, pk)
    form = forms.SeenForm(request.POST or None, initial={"seen_on": who.today, "place_kind": "home"})

    def act() -> str:
        actions.record_child_seen(booking=booking, by=who.person, at=who.at, **form.facts())
        return reverse("child-seen", args=[pk])

    page = FormPage(
        title="Record a talk with the child",
        submit="Save",
        caption=booking.child.name,
        intro=(REG_36_WORDS,),
        back_href=reverse("child-seen", args=[pk]),
        cancel_href=reverse("child-seen", args=[pk]),
    )
    return answer(request, who, form, page, act=act, done="The talk with the child is recorded.")


def form_page(booking: Any, title: str, submit: str, *intro: str) -> FormPage:
    """Return the words around a form about a step."""
    back = reverse("preparation", args=[booking.pk])
    return FormPage(
        title=title, submit=submit, caption=booking.child.name, intro=intro, back_href=back, cancel_href=back
    )
