"""One child's page, section by section; and the way to open a record outside one's reach, with a reason."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lodestar.access.answers import NotAllowed
from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.allocation.actions import open_in_emergency
from lodestar.casework.children.presenters import correction_line
from lodestar.casework.desk.forms import OpenWithReasonForm
from lodestar.casework.desk.presenters import child as words
from lodestar.casework.desk.queries.child import whole
from lodestar.casework.reviews.opening import child_by_id, child_by_identifier
from lodestar.casework.reviews.views.asking import Masked, asking, the_child
from lodestar.govuk.parts import FormPage


def child(request: HttpRequest, pk: int, section: str = "") -> HttpResponse:
    """Show one child's record; that it was seen, and which part, is an event."""
    who = asking(request)
    try:
        record = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    if section not in words.SECTIONS:
        raise Http404
    day, day_error = day_asked(request.GET.get("on", ""), who.today)
    found = whole(record, section, on=who.today)
    saw(
        EventKind.CHILD_VIEWED,
        by=who.person,
        at=who.at,
        child=record,
        what={"section": section or "overview", **({"on": day} if day else {})},
    )
    page = words.child_page(found, who.person, section, today=who.today)
    context: dict[str, Any] = {"page": page, "section": section, "child_id": pk}
    may_correct = who.person.may(Permission.CORRECT_RECORD)
    match section:
        case "":
            standing = found.record.standing_on(day or who.today)
            context |= {
                "facts": words.overview(found, standing),
                "standing_on": day,
                "typed_day": request.GET.get("on", ""),
                "day_error": day_error,
            }
        case "timeline":
            context["timeline"] = words.timeline(found)
        case "care":
            context |= {
                "periods": words.period_rows(found),
                "placements": words.placement_rows(found, may_correct=may_correct),
                "statuses": words.status_rows(found, may_correct=may_correct),
                "may_correct": may_correct,
            }
        case "reviews":
            context |= {"reviews": words.review_rows(found), "missed": words.missed_rows(found)}
        case "people":
            context |= {
                "officers": words.officer_rows(found),
                "roles": words.role_rows(found),
                "relationships": [words.relationship_row(row) for row in found.relationships],
            }
        case "corrections":
            context["corrections"] = [correction_line(row) for row in found.record.corrections]
    return render(request, "desk/child.jinja", context)


def day_asked(typed: str, today: date) -> tuple[date | None, str]:
    """Return the day an address asks about, and what is wrong with it in words; None and "" where none is asked."""
    if not typed:
        return None, ""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None, "The day must be a real date, such as 31 January 2026"
    if day > today:
        return None, "The day must be today or in the past"
    return day, ""


def open_with_reason(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Open a record that is restricted or outside one's reach for a short time, with a reason that is kept.

    Without `pk` the identifier is typed; whether there is such a child is not told to somebody who may not look.
    """
    who = asking(request, Permission.OPEN_WITH_REASON)
    form = OpenWithReasonForm(request.POST or None, asks_identifier=pk is None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data.get("identifier", "")
        record = child_by_identifier(typed) if pk is None else child_by_id(pk)
        if record is None:
            form.refuse("There is no child with that identifier. Check it and type it again.", "identifier")
        else:
            try:
                open_in_emergency(child=record, reason=form.cleaned_data["reason"], by=who.person, at=who.at)
            except NotAllowed as no:
                for refused in no.refusals:
                    form.refuse(refused.reason, refused.field)
            else:
                return redirect("child", pk=record.pk)
    page = FormPage(
        title="Open a record with a reason",
        submit="Open this record",
        intro=(
            "This record is restricted, or the child is not one you work with.",
            "You can open it for one hour if you need to. Your name, the time and your reason are kept and read.",
        ),
        back_href=reverse("children") if who.person.may(Permission.SEE_CHILDREN) else "/",
        cancel_href="/",
    )
    return render(request, "lodestar_govuk/form_page.jinja", {"form": form, "page": page})
