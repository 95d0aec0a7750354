"""Booking a review and what can happen to its date."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import officers
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings import actions
from lodestar.casework.meetings import forms_of_booking as forms
from lodestar.casework.meetings.presenters import booking as words
from lodestar.casework.meetings.queries import (
    clashes,
    last_sitting,
    open_booking,
    siblings_booked,
    sittings_of,
)
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.reviews.opening import kept_clock
from lodestar.casework.reviews.presenters.clocks import because, clock_panel
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why, the_child
from lodestar.casework.reviews.views.steps import answer, checked
from lodestar.govuk.parts import CheckPage, FormPage


@or_ask_why
def book_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a child's review: the clock explained, free times that fit it, and the questions."""
    who = asking(request, Permission.BOOK_REVIEW)
    child = the_child(who, pk)
    already = open_booking(pk)
    if already is not None and request.method != "POST":
        return redirect("review", pk=already.pk)
    clock = kept_clock(child)
    offered = [(str(one.pk), one.name) for one in officers().only("pk", "name", "username")]
    given = {name: request.GET.get(name, "")[:10] for name in ("starts_on", "starts_time")}
    first: dict[str, Any] = {
        "officer": str(clock.iro_id or "") if clock else "",
        "kind": "short-breaks" if clock and clock.is_short_breaks else "looked-after",
        "shape": "one-meeting",
        "place_kind": "home",
        "minutes": 60,
        **{name: value for name, value in given.items() if value},
    }
    form = forms.BookForm(request.POST or None, initial=first, officers=offered)
    due_on = clock.next_due_on if clock else None
    tried = words.slots_to_try(who.today, due_on)
    taken = clashes(clock.iro_id, tried, minutes=60, but=None) if clock and clock.iro_id else set()

    def act() -> str:
        facts = form.rest()
        chosen = next(one for one in officers() if str(one.pk) == facts.pop("officer"))
        booking = actions.book_review(
            child=child, officer=chosen, starts_at=form.starts_at(), by=who.person, at=who.at, **facts
        )
        return reverse("review", args=[booking.pk])

    page = FormPage(
        title="Book a review",
        submit="Book the review",
        caption=child.name,
        back_href=reverse("child", args=[pk]),
        cancel_href=reverse("child", args=[pk]),
    )
    context = {
        "clock": clock_panel(clock, who.today),
        "slots": words.slots_offered(tried, taken),
        "siblings": words.siblings_in_words(siblings_booked(pk, on=who.today)),
    }
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="The review is booked.",
        template="meetings/book.jinja",
        context=context,
    )


def opened(request: HttpRequest, pk: int, needed: Permission) -> tuple[Asking, Any]:
    """Return who asks and the booking, open to them. Raises Masked, Http404 or PermissionDenied."""
    who = asking(request, needed)
    return who, the_booking(who, pk)


@or_ask_why
def move_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the next meeting of a review; what it does to the law is shown before it is saved."""
    who, booking = opened(request, pk, Permission.BOOK_REVIEW)
    sitting = last_sitting(booking)
    if sitting is None:
        raise Http404
    local = sitting.starts_at.astimezone(LONDON)
    first = {"starts_on": local.date(), "starts_time": f"{local:%H:%M}", "late_because": booking.late_because}
    form = forms.MoveForm(request.POST or None, initial=first)
    clock = kept_clock(booking.child)

    def act() -> str:
        facts = form.rest()
        actions.move_sitting(sitting=sitting, starts_at=form.starts_at(), by=who.person, at=who.at, **facts)
        return reverse("review", args=[pk])

    def check() -> CheckPage:
        due_on = clock.next_due_on if clock else booking.due_on
        return CheckPage(
            title="Check the new date",
            caption=booking.child.name,
            cancel_href=reverse("review", args=[pk]),
            clock=words.effect_clock(
                form.starts_at().date(), due_on, because(clock) if clock else booking.due_because
            ),
            consequences=("The officer and the social worker are told that there is a new date.",),
        )

    page = form_page("Move the review", booking, "Continue")
    return checked(request, who, form, page, act=act, check=check, done="The review has a new date.")


@or_ask_why
def cancel_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a booked review: it is no review, and the due date does not move."""
    who, booking = opened(request, pk, Permission.BOOK_REVIEW)
    form = forms.CancelForm(request.POST or None)

    def act() -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.cancel_booking(booking=booking, by=who.person, at=who.at, **facts)
        return reverse("review", args=[pk])

    def check() -> CheckPage:
        return CheckPage(
            title="Check before you cancel",
            confirm="Cancel the review",
            caption=booking.child.name,
            cancel_href=reverse("review", args=[pk]),
            clock=clock_panel(kept_clock(booking.child), who.today),
            consequences=(
                "A cancelled review is not a review: the next is due on the same day as before.",
                "An IRO manager is asked to approve it.",
            ),
        )

    page = form_page("Cancel the review", booking, "Continue")
    return checked(request, who, form, page, act=act, check=check, done="The review is cancelled.")


@or_ask_why
def approve_cancelling(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve that a review was cancelled (an IRO manager)."""
    who, booking = opened(request, pk, Permission.APPROVE_CANCELLATION)
    form = forms.ApproveForm(request.POST or None)

    def act() -> str:
        actions.approve_cancellation(booking=booking, by=who.person, at=who.at)
        return reverse("review", args=[pk])

    page = FormPage(
        title="Approve that the review was cancelled",
        submit="Approve",
        caption=booking.child.name,
        intro=(
            "The due date does not move. If the review should have been held, book a new one.",
            "Who cancelled it and why stands in the history of the review.",
        ),
        back_href=reverse("review", args=[pk]),
        cancel_href=reverse("review", args=[pk]),
    )
    return answer(request, who, form, page, act=act, done="The cancelling is approved.")


@or_ask_why
def adjourn_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Adjourn a review that was opened: once, for at most 20 working days."""
    who, booking = opened(request, pk, Permission.CONCLUDE_REVIEW)
    form = forms.AdjournForm(request.POST or None, initial={"opened_on": who.today})
    form.fields["opened_on"].latest = who.today  # type: ignore[attr-defined]

    def act() -> str:
        facts = form.rest()
        actions.adjourn(booking=booking, starts_at=form.starts_at(), by=who.person, at=who.at, **facts)
        return reverse("review", args=[pk])

    def check() -> CheckPage:
        return CheckPage(
            title="Check before you adjourn",
            confirm="Adjourn the review",
            caption=booking.child.name,
            cancel_href=reverse("review", args=[pk]),
            clock=words.effect_clock(form.starts_at().date(), booking.due_on, ""),
            consequences=(
                "A review is adjourned only once.",
                "Nothing that was proposed may be done until the review is completed.",
            ),
        )

    page = form_page("Adjourn the review", booking, "Continue")
    return checked(request, who, form, page, act=act, check=check, done="The review is adjourned.")


@or_ask_why
def add_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a meeting to a series."""
    who, booking = opened(request, pk, Permission.BOOK_REVIEW)
    first = {"place_kind": "home", "minutes": 60, "starts_on": who.today + timedelta(days=7)}
    form = forms.SittingForm(request.POST or None, initial=first)

    def act() -> str:
        actions.add_sitting(
            booking=booking, starts_at=form.starts_at(), by=who.person, at=who.at, **form.rest()
        )
        return reverse("review", args=[pk])

    page = form_page("Add a meeting to the series", booking, "Add the meeting")
    return answer(request, who, form, page, act=act, done="The meeting is added.")


@or_ask_why
def meeting_held(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Record that one meeting of a series was held."""
    who, booking = opened(request, pk, Permission.CONCLUDE_REVIEW)
    sitting = next((one for one in sittings_of(booking) if one.pk == row), None)
    if sitting is None:
        raise Http404
    form = forms.SittingHeldForm(
        request.POST or None, initial={"held_on": sitting.starts_at.astimezone(LONDON).date()}
    )
    form.fields["held_on"].latest = who.today  # type: ignore[attr-defined]

    def act() -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.record_sitting_held(sitting=sitting, by=who.person, at=who.at, **facts)
        return reverse("review", args=[pk])

    page = form_page("Record a meeting of the series", booking, "Save")
    return answer(request, who, form, page, act=act, done="The meeting is recorded.")


def form_page(title: str, booking: Any, submit: str) -> FormPage:
    """Return the words around a form about a booking."""
    back = reverse("review", args=[booking.pk])
    return FormPage(title=title, submit=submit, caption=booking.child.name, back_href=back, cancel_href=back)
