"""The forms that record a child's care, each showing what it does to the clock before it is saved."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.children import actions as children
from lodestar.casework.children.queries import care_of
from lodestar.casework.desk import forms_of_care as forms
from lodestar.casework.desk.queries.child import row_of_child
from lodestar.casework.reviews.views.asking import Asking, Masked, asking, the_child
from lodestar.casework.reviews.views.steps import Deed, walk

ENDS_WITH_CARE = (
    "The placement, the legal status and everybody's part in managing the case end on that day.",
    "The IRO's allocation ends on that day.",
)


def record_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a move."""
    who = asking(request, Permission.RECORD_CARE)
    try:
        child = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    record = care_of(pk)
    standing = record.standing_on(who.today).placement
    form = forms.MoveForm(request.POST or None, initial={"standing_on": standing.id if standing else 0})
    form.fields["moved_on"].latest = who.today  # type: ignore[attr-defined]

    def act(facts: dict[str, Any]) -> int:
        children.record_move(child=child, by=who.person, at=who.at, **facts)
        return pk

    return walk(
        request,
        who,
        form,
        Deed(
            "Record a move",
            "Check the move",
            "The move is recorded.",
            act,
            child.name,
            pk,
            reverse("child", args=[pk]),
        ),
    )


def record_legal_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a change of legal status."""
    who = asking(request, Permission.RECORD_CARE)
    try:
        child = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    standing = care_of(pk).standing_on(who.today).legal_status
    form = forms.LegalStatusForm(
        request.POST or None, initial={"standing_on": standing.id if standing else 0}
    )
    form.fields["changed_on"].latest = who.today  # type: ignore[attr-defined]

    def act(facts: dict[str, Any]) -> int:
        children.change_legal_status(child=child, by=who.person, at=who.at, **facts)
        return pk

    title, check, done = "Record a legal status", "Check the legal status", "The legal status is recorded."
    return walk(
        request, who, form, Deed(title, check, done, act, child.name, pk, reverse("child", args=[pk]))
    )


def record_end_of_care(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the end of a period of care."""
    who = asking(request, Permission.RECORD_CARE)
    try:
        child = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    period = care_of(pk).open_period
    form = forms.EndOfCareForm(request.POST or None, initial={"standing_on": period.id if period else 0})
    form.fields["ended_on"].latest = who.today  # type: ignore[attr-defined]

    def act(facts: dict[str, Any]) -> int:
        children.end_care(child=child, by=who.person, at=who.at, **facts)
        return pk

    return walk(
        request,
        who,
        form,
        Deed(
            "Record the end of care",
            "Check the end of care",
            "The end of care is recorded.",
            act,
            child.name,
            pk,
            reverse("child", args=[pk]),
            ENDS_WITH_CARE,
        ),
    )


def record_start_of_care(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a child who is in the register became looked after again."""
    who = asking(request, Permission.RECORD_CARE)
    try:
        child = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    period = care_of(pk).open_period
    form = forms.StartOfCareForm(request.POST or None, initial={"standing_on": period.id if period else 0})
    form.fields["began_on"].latest = who.today  # type: ignore[attr-defined]

    def act(facts: dict[str, Any]) -> int:
        children.start_care(child=child, by=who.person, at=who.at, **facts)
        return pk

    title, check, done = (
        "Record that care began",
        "Check the beginning of care",
        "The beginning of care is recorded.",
    )
    return walk(
        request, who, form, Deed(title, check, done, act, child.name, pk, reverse("child", args=[pk]))
    )


def record_new_child(request: HttpRequest) -> HttpResponse:
    """Add a child who was not in the register, with the beginning of their care."""
    who = asking(request, Permission.RECORD_CARE)
    form = forms.NewChildForm(request.POST or None)
    for name in ("born_on", "began_on"):
        form.fields[name].latest = who.today  # type: ignore[attr-defined]

    def act(facts: dict[str, Any]) -> int:
        of_child: dict[str, Any] = {name: facts.pop(name) or "" for name in form.OF_THE_CHILD}
        facts.pop("standing_on")
        child = children.add_child(by=who.person, at=who.at, **of_child)
        children.start_care(child=child, by=who.person, at=who.at, **facts)
        return child.pk

    back = reverse("today")
    title, check, done = "Add a child", "Check the child", "The child is in the register."
    return walk(request, who, form, Deed(title, check, done, act, "", None, back))


def correct_placement(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Correct what a placement said."""
    return correct(request, pk, row, "placement", forms.CorrectPlacementForm)


def correct_legal_status(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Correct what a legal status said."""
    return correct(request, pk, row, "legal status", forms.CorrectLegalStatusForm)


def correct(request: HttpRequest, pk: int, row: int, what: str, kind: type[forms.RecordForm]) -> HttpResponse:
    """Correct a row of a child's care, keeping what was said before and why it changed."""
    who: Asking = asking(request, Permission.CORRECT_RECORD)
    try:
        child = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    found = row_of_child(what, child_id=pk, row=row)
    if found is None:
        raise Http404
    names = [name for name in kind.base_fields if hasattr(found, name)]
    form = kind(request.POST or None, initial={name: getattr(found, name) for name in names})
    form.fields["from_on"].latest = who.today  # type: ignore[attr-defined]

    def act(facts: dict[str, Any]) -> int:
        because = facts.pop("because")
        facts.pop("standing_on")
        children.correct_row(row=found, changes=facts, because=because, by=who.person, at=who.at)
        return pk

    back = reverse("child-section", args=[pk, "care"])
    title, done = f"Correct this {what}", "The record is corrected, and what it said before is kept."
    return walk(request, who, form, Deed(title, "Check the correction", done, act, child.name, pk, back))
