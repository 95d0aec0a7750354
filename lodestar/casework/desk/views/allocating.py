"""Choosing a child's IRO, and who may open a restricted record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.allocation.actions import allocate_iro as allocate
from lodestar.casework.children import actions as children
from lodestar.casework.desk import forms_of_care as forms
from lodestar.casework.desk.presenters.allocating import officer_choices
from lodestar.casework.desk.queries.officers import officers_for, people_by_id, restriction_of
from lodestar.casework.reviews.views.asking import Masked, asking, the_child
from lodestar.casework.reviews.views.steps import Deed, walk


def allocate_iro(request: HttpRequest, pk: int) -> HttpResponse:
    """Allocate or change a child's IRO, with what is to be known of each officer beside their name."""
    who = asking(request, Permission.ALLOCATE_IRO)
    try:
        child = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    found = officers_for(child, on=who.today)
    offered, barred = officer_choices(found)
    standing = found.current.pk if found.current else 0
    initial = {"standing_on": standing, "from_on": who.today}
    form = forms.AllocateForm(request.POST or None, initial=initial, offered=offered)
    form.fields["from_on"].latest = who.today  # type: ignore[attr-defined]

    def act(facts: dict[str, Any]) -> int:
        officer = people_by_id([facts.pop("officer")])[0]
        allocate(child=child, officer=officer, by=who.person, at=who.at, **facts)
        return pk

    title = "Change the IRO" if found.current else "Allocate an IRO"
    return walk(
        request,
        who,
        form,
        Deed(
            title,
            "Check the allocation",
            "The IRO is allocated.",
            act,
            child.name,
            pk,
            reverse("child", args=[pk]),
            moves_the_clock=False,
            template="desk/allocate.jinja",
            context={"barred": barred},
        ),
    )


def restrict(request: HttpRequest, pk: int) -> HttpResponse:
    """Restrict a record to those who work with the child and those named, or lift the restriction."""
    who = asking(request, Permission.RESTRICT_CHILD)
    try:
        child = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    back = reverse("child", args=[pk])
    if restriction_of(child, on=who.today) is not None:

        def lift(facts: dict[str, Any]) -> int:
            children.unrestrict_child(child=child, by=who.person, at=who.at)
            return pk

        done = "The restriction is lifted."
        deed = Deed(
            "Lift the restriction",
            "Check: lift the restriction",
            done,
            lift,
            child.name,
            pk,
            back,
            moves_the_clock=False,
        )
        return walk(request, who, forms.LiftForm(request.POST or None), deed)
    form = forms.RestrictForm(request.POST or None)

    def act(facts: dict[str, Any]) -> int:
        allowed = people_by_id(facts["allowed"] or [])
        children.restrict_child(
            child=child, because=facts["because"], allowed=allowed, by=who.person, at=who.at
        )
        return pk

    done = "The record is restricted."
    deed = Deed(
        "Restrict this record",
        "Check the restriction",
        done,
        act,
        child.name,
        pk,
        back,
        moves_the_clock=False,
    )
    return walk(request, who, form, deed)
