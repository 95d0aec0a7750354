"""The three steps of every form of care: type, check (with what it does to the clock), save once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lodestar.access.answers import NotAllowed
from lodestar.access.once import done_once, went_before
from lodestar.casework.desk.effects import effect_of
from lodestar.casework.desk.forms_of_care import RecordForm
from lodestar.casework.desk.presenters.effects import effect_panel
from lodestar.casework.desk.views.asking import Asking
from lodestar.govuk.parts import CheckPage, FormPage


@dataclass(frozen=True, slots=True)
class Deed:
    """What a form does: its words, the deed (which returns the child's id), and what to say when it is done."""

    title: str
    check: str
    done: str
    act: Callable[[dict[str, Any]], int]
    caption: str = ""
    child_id: int | None = None
    back_href: str = ""
    consequences: tuple[str, ...] = ()
    moves_the_clock: bool = True
    template: str = "lodestar_govuk/form_page.jinja"
    context: dict[str, Any] | None = None


def walk(request: HttpRequest, who: Asking, form: RecordForm, deed: Deed) -> HttpResponse:
    """Answer one step of a form. What was typed stays through every refusal, and a double click saves once."""
    step = request.POST.get("step", "check")
    if step == "confirm":
        # The second click of two: by now the page might offer something else, so the form is not even read.
        earlier = went_before(request.POST.get("once", ""))
        if earlier is not None:
            return redirect(earlier)
    if request.method == "POST" and step != "change" and form.is_valid():
        try:
            if step == "confirm":
                return save(request, who, form, deed)
            effect = effect_of(lambda: deed.act(form.facts()), child_id=deed.child_id)
        except NotAllowed as no:
            for refused in no.refusals:
                form.refuse(refused.reason, refused.field)
        else:
            page = CheckPage(
                title=deed.check,
                caption=deed.caption,
                cancel_href=deed.back_href,
                clock=effect_panel(effect, who.today) if deed.moves_the_clock else None,
                consequences=deed.consequences,
            )
            return render(request, "lodestar_govuk/check_page.jinja", {"form": form, "page": page})
    page_of_form = FormPage(
        title=deed.title, caption=deed.caption, back_href=deed.back_href, cancel_href=deed.back_href
    )
    return render(request, deed.template, {"form": form, "page": page_of_form, **(deed.context or {})})


def save(request: HttpRequest, who: Asking, form: RecordForm, deed: Deed) -> HttpResponse:
    """Do the deed, once however often it is sent, and go to the child's page."""
    done: list[int] = []

    def act() -> str:
        done.append(deed.act(form.facts()))
        return f"/children/{done[0]}/"

    went_to = done_once(token=form.cleaned_data["once"], at=who.at, act=act)
    if done:
        messages.success(request, deed.done)
    return redirect(went_to)
