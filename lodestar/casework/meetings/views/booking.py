"""Booking a review and what can happen to its date."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import officers
from lodestar.casework.children.queries import care_of
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings import actions
from lodestar.casework.meetings import forms_of_booking as forms
from lodestar.casework.meetings.presenters import booking as words
from lodestar.casework.meetings.queries import last_sitting, open_booking, sittings_of
from lodestar.casework.meetings.queries.booking import changes_of, person_by_id
from lodestar.casework.meetings.queries.slots import free_slots, siblings_meetings, siblings_of
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.reviews.opening import kept_clock
from lodestar.casework.reviews.policies import kind_called_for
from lodestar.casework.reviews.presenters.clocks import because, clock_panel
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why, the_child
from lodestar.casework.reviews.views.steps import answer, checked
from lodestar.govuk.parts import CheckPage, FormPage

USUAL_MINUTES = 60
# How far past the due date the reviews of brothers and sisters are told of.
BESIDE_DAYS = 28


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
    asked = request.GET.get("officer", "")
    chosen = asked if asked in {value for value, _ in offered} else str(clock.iro_id or "") if clock else ""
    siblings = siblings_of(pk, on=who.today)
    due_on = clock.next_due_on if clock else None
    form = forms.BookForm(
        request.POST or None,
        initial=first_answers(child, clock, chosen, who.today),
        officers=offered,
        slots=times_to_offer(who, child, chosen, due_on, siblings),
    )

    def act() -> str:
        facts = form.rest()
        chair = officers().get(pk=facts.pop("officer"))
        booking = actions.book_review(
            child=child, officer=chair, starts_at=form.starts_at(), by=who.person, at=who.at, **facts
        )
        return reverse("review", args=[booking.pk])

    back = reverse("child", args=[pk])
    page = FormPage(
        title="Book a review", submit="Book the review", caption=child.name, back_href=back, cancel_href=back
    )
    window = (who.today, max(due_on or who.today, who.today) + timedelta(days=BESIDE_DAYS))
    context = {
        "clock": clock_panel(clock, who.today),
        "officers": [(value, name, value == chosen) for value, name in offered],
        "siblings": words.siblings_in_words(siblings_meetings(siblings, *window)),
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


def first_answers(child: Any, clock: Any, officer: str, today: date) -> dict[str, Any]:
    """Return what the form says before anybody answers: the child's IRO, the kind the law calls for, their needs."""
    interpreter = f"{child.language}, for the child" if child.interpreter_needed and child.language else ""
    return {
        "officer": officer,
        "kind": kind_called_for(care_of(child.pk).standing_on(today)).value,
        "shape": "one-meeting",
        "place_kind": "home",
        "minutes": USUAL_MINUTES,
        "access_needs": child.communication_needs[:500],
        "interpreter": interpreter,
    }


def times_to_offer(
    who: Asking, child: Any, officer: str, due_on: date | None, siblings: list[int], but: int | None = None
) -> list[tuple[str, str, str]]:
    """Return the free times of an officer that fit the law's window, as a form offers them."""
    if not officer:
        return []
    slots = free_slots(
        child,
        int(officer),
        due_on=due_on,
        today=who.today,
        minutes=USUAL_MINUTES,
        siblings=siblings,
        but=but,
    )
    return words.slots_offered(
        slots, today=who.today, due_on=due_on, invitations=settings.INVITATIONS_WORKING_DAYS
    )


def opened(request: HttpRequest, pk: int, needed: Permission) -> tuple[Asking, Any]:
    """Return who asks and the booking, open to them. Raises Masked, Http404 or PermissionDenied."""
    who = asking(request, needed)
    return who, the_booking(who, pk)


@or_ask_why
def move_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a meeting of a review; what it does to the law is shown before it is saved."""
    who, booking = opened(request, pk, Permission.BOOK_REVIEW)
    sitting = meeting_asked(request, booking)
    clock = kept_clock(booking.child)
    due_on = clock.next_due_on if clock else booking.due_on
    siblings = siblings_of(booking.child_id, on=who.today)
    until = min((day for day in (due_on, booking.reconvene_by) if day), default=None)
    form = forms.MoveForm(
        request.POST or None,
        initial={"late_because": booking.late_because, "meeting": str(sitting.pk)},
        slots=[
            one
            for one in times_to_offer(
                who, booking.child, str(booking.officer_id), until, siblings, booking.pk
            )
            if one[0] != sitting.starts_at.astimezone(LONDON).isoformat()
        ],
    )

    def act() -> str:
        facts = form.rest()
        actions.move_sitting(sitting=sitting, starts_at=form.starts_at(), by=who.person, at=who.at, **facts)
        return reverse("review", args=[pk])

    def check() -> CheckPage:
        day = form.starts_at().astimezone(LONDON).date()
        return CheckPage(
            title="Check the new date",
            caption=booking.child.name,
            cancel_href=reverse("review", args=[pk]),
            clock=words.effect_clock(day, due_on, because(clock) if clock else booking.due_because),
            consequences=(
                "The due date does not move.",
                "The officer and the social worker are told that there is a new date.",
                *words.steps_past(day, who.today, settings.INVITATIONS_WORKING_DAYS, settings.SW_REPORT_LEAD),
            ),
        )

    page = form_page("Move the review", booking, "Continue", f"It is now on {words.when(sitting.starts_at)}.")
    return checked(
        request,
        who,
        form,
        page,
        act=act,
        check=check,
        done="The review has a new date.",
        template="meetings/book.jinja",
        context={"clock": clock_panel(clock, who.today), "officers": [], "siblings": []},
    )


def meeting_asked(request: HttpRequest, booking: Any) -> Any:
    """Return the meeting the address or the form names, or the review's next one. Raises Http404 without any."""
    named = request.POST.get("meeting") or request.GET.get("meeting")
    found = next((one for one in sittings_of(booking) if str(one.pk) == named), None) or last_sitting(booking)
    if found is None:
        raise Http404
    return found


@or_ask_why
def change_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who chairs a review, where it is and what it needs."""
    who, booking = opened(request, pk, Permission.BOOK_REVIEW)
    sitting = last_sitting(booking)
    people = {str(one.pk): one.name for one in officers().only("pk", "name", "username")}
    people.setdefault(str(booking.officer_id), booking.officer.name)
    first = {
        "officer": str(booking.officer_id),
        "access_needs": booking.access_needs,
        "interpreter": booking.interpreter,
        "minutes": sitting.minutes if sitting else USUAL_MINUTES,
        "place_kind": sitting.place_kind if sitting else "home",
        "place": sitting.place if sitting else "",
    }
    form = forms.ChangeForm(request.POST or None, initial=first, officers=list(people.items()))

    def act() -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        chair = person_by_id(int(facts.pop("officer")))
        actions.change_booking(booking=booking, officer=chair, by=who.person, at=who.at, **facts)
        return reverse("review", args=[pk])

    page = form_page("Change the booking", booking, "Save", "To give it another date, move it instead.")
    return answer(request, who, form, page, act=act, done="The booking is changed.")


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
            *words.cancelling_in_words(changes_of(booking)),
            "The due date does not move. If the review should have been held, book a new one.",
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


def form_page(title: str, booking: Any, submit: str, *intro: str) -> FormPage:
    """Return the words around a form about a booking."""
    back = reverse("review", args=[booking.pk])
    return FormPage(
        title=title,
        submit=submit,
        caption=booking.child.name,
        intro=intro,
        back_href=back,
        cancel_href=back,
    )
