"""The forms about what is around a child: people, school, and the decision about adoption."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.children import actions as children
from lodestar.casework.desk import forms_of_people as forms
from lodestar.casework.desk.forms_of_care import RecordForm
from lodestar.casework.reviews.views.asking import Masked, asking, the_child
from lodestar.casework.reviews.views.steps import Deed, walk


@dataclass(frozen=True, slots=True)
class Kind:
    """One of these forms: what is asked, what is done with it, its words, and the field that is a past day."""

    form: type[RecordForm]
    act: Callable[..., Any]
    title: str
    check: str
    done: str
    day: str


PERSON = Kind(
    forms.PersonForm,
    children.record_relationship,
    "Add somebody who matters to the child",
    "Check who it is",
    "They are recorded.",
    "from_on",
)
SCHOOL = Kind(
    forms.SchoolForm,
    children.record_school,
    "Record a school",
    "Check the school",
    "The school is recorded.",
    "from_on",
)
ADOPTION = Kind(
    forms.AdoptionDecisionForm,
    children.record_adoption_decision,
    "Record that the child may be placed for adoption",
    "Check the decision",
    "The decision is recorded.",
    "decided_on",
)


def record_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Record somebody who matters to the child."""
    return about(request, pk, PERSON)


def record_school(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the school whose roll the child is on."""
    return about(request, pk, SCHOOL)


def record_adoption_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Record from which day the child may be placed for adoption, which moves the clock (AAR 2005 reg 36)."""
    return about(request, pk, ADOPTION)


def about(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """Answer one of these forms: type, check with what it does to the clock, save once."""
    who = asking(request, Permission.RECORD_CARE)
    try:
        child = the_child(who, pk)
    except Masked:
        return redirect("open-with-reason", pk=pk)
    form = kind.form(request.POST or None)
    form.fields[kind.day].latest = who.today  # type: ignore[attr-defined]

    def act(facts: dict[str, Any]) -> int:
        kind.act(child=child, by=who.person, at=who.at, **facts)
        return pk

    deed = Deed(kind.title, kind.check, kind.done, act, child.name, pk, reverse("child", args=[pk]))
    return walk(request, who, form, deed)
