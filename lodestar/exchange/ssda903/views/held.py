"""The rows held back: their list, one of them, and accepting it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lodestar.access.answers import NotAllowed
from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.once import done_once
from lodestar.access.roles import Permission
from lodestar.exchange.ssda903 import actions, queries, scope
from lodestar.exchange.ssda903.forms import AcceptForm, HeldFilters
from lodestar.exchange.ssda903.models import HeldRow
from lodestar.exchange.ssda903.presenters import held as words
from lodestar.exchange.ssda903.views.asking import Asking, asking
from lodestar.govuk.parts import CheckPage, FormPage, Paging, page_number

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A held row as the events name it: the row itself, and the child it is about, in the register or not."""

    pk: int
    identifier: str
    _meta: Any


@require_safe
def held_rows(request: HttpRequest) -> HttpResponse:
    """Show the rows held back, as the address asks; that the list was read is an event."""
    who = asking(request, Permission.SEE_RECORD_QUALITY)
    rules, years = scope.choices_of(scope.held_for(who.person, HeldRow.objects.all(), on=who.today))
    filters = HeldFilters(request.GET, rules=rules, years=years)
    wanted = filters.wanted()
    found = queries.held_rows(
        state=wanted["state"],
        rule_id=wanted["rule"],
        table=wanted["table"],
        year_ending=int(wanted["year"]) if wanted["year"] else None,
        child=wanted["child"],
    )
    found = scope.held_for(who.person, found, on=who.today)
    total = found.count()
    number = page_number(request.GET.get("page"), total, PER_PAGE)
    shown = list(found[(number - 1) * PER_PAGE : number * PER_PAGE])
    about = [held.row.child_key for held in shown]
    page = words.held_list(
        shown,
        wanted=wanted,
        query=request.GET,
        paging=Paging(number, total, PER_PAGE, request.GET),
        masked=scope.masked_among(who.person, about, on=who.today, at=who.at),
        names=scope.sees_names(who.person),
    )
    saw(
        EventKind.RECORD_QUALITY_VIEWED,
        by=who.person,
        at=who.at,
        what={"page": "held rows", **wanted, "found": total, "shown": sorted(set(about))},
    )
    clean = HeldFilters(wanted, rules=rules, years=years)
    return render(request, "ssda903/held_list.jinja", {"page": page, "filters": clean})


@require_safe
def held_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a row as it came and why it was held back; that it was read is an event about the child."""
    who = asking(request, Permission.SEE_RECORD_QUALITY)
    held = the_row(who, pk)
    page = words.held_page(
        held,
        masked=is_masked(who, held),
        names=scope.sees_names(who.person),
        may_accept=who.person.may(Permission.ACCEPT_HELD),
    )
    seen(who, held, "held row")
    return render(request, "ssda903/held_row.jinja", {"page": page})


@require_http_methods(["GET", "POST"])
def accept_held_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a row is right as it stands, show what accepting it does, and accept it once."""
    who = asking(request, Permission.ACCEPT_HELD)
    held = the_row(who, pk)
    if is_masked(who, held):
        raise Http404
    if request.method == "GET":
        if words.state_of(held) != "waiting" or not held.can_be_accepted:
            return HttpResponseRedirect(reverse("held-row", args=[pk]))
        seen(who, held, "accepting a held row")
        return accept_page(request, held, AcceptForm())
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return accept_page(request, held, form)
    match request.POST.get("step"):
        case "confirm":
            return accept_now(request, who, held, form)
        case "change":
            return accept_page(request, held, form)
    return render(request, "lodestar_govuk/check_page.jinja", {"form": form, "page": check_before(held)})


def accept_now(request: HttpRequest, who: Asking, held: HeldRow, form: AcceptForm) -> HttpResponse:
    """Accept the row, or give back the form with every reason why it cannot be accepted."""
    because = form.cleaned_data["because"]

    def act() -> str:
        actions.accept_held(held=held, because=because, by=who.person, at=who.at)
        messages.success(request, "The row was accepted and counts from now on.")
        return reverse("held-row", args=[held.pk])

    try:
        return HttpResponseRedirect(done_once(token=form.cleaned_data["once"], at=who.at, act=act))
    except NotAllowed as refused:
        for refusal in refused.refusals:
            form.refuse(refusal.reason, refusal.field)
        return accept_page(request, held, form)


def accept_page(request: HttpRequest, held: HeldRow, form: AcceptForm) -> HttpResponse:
    """Show the form that asks for the reason, with the row beside it."""
    shown = words.held_page(held, masked=False, names=False, may_accept=False)
    page = FormPage(
        title="Accept this row as it stands",
        submit="Continue",
        caption=shown.caption,
        back_href=reverse("held-row", args=[held.pk]),
        cancel_href=reverse("held-row", args=[held.pk]),
        intro=words.before_accepting(held),
    )
    return render(request, "lodestar_govuk/form_page.jinja", {"form": form, "page": page})


def check_before(held: HeldRow) -> CheckPage:
    """Return the words of the page on which a person checks their reason before the row is accepted."""
    return CheckPage(
        title="Check before you accept this row",
        confirm="Accept this row",
        intro=words.before_accepting(held),
        consequences=(
            "The row counts from now on: in the child’s record, in due dates and in every figure.",
            "Your name, the time and your reason are kept with it.",
            "If the return is corrected later, the corrected row takes its place.",
        ),
        cancel_href=reverse("held-row", args=[held.pk]),
    )


def the_row(who: Asking, pk: int) -> HeldRow:
    """Return a held row that is the person's to see. Raises Http404."""
    rows = HeldRow.objects.select_related("row", "held_in__started_by", "resolved_in", "accepted_by").filter(
        pk=pk
    )
    held = scope.held_for(who.person, rows, on=who.today).first()
    if held is None:
        raise Http404
    return held


def is_masked(who: Asking, held: HeldRow) -> bool:
    """Return whether the row is about a restricted child of whose circle the person is not."""
    return bool(scope.masked_among(who.person, [held.row.child_key], on=who.today, at=who.at))


def seen(who: Asking, held: HeldRow, page: str) -> None:
    """Leave the event that a person read a row about a child."""
    saw(
        EventKind.RECORD_QUALITY_VIEWED,
        by=who.person,
        at=who.at,
        child=SeenRow(held.pk, held.row.child_key, HeldRow._meta),
        what={"page": page},
    )
