"""The steps of a form: type, perhaps check (with what it does to the clock), save once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lodestar.access.answers import NotAllowed
from lodestar.access.once import done_once, went_before
from lodestar.casework.reviews.effects import effect_of, tried
from lodestar.casework.reviews.presenters.effects import effect_panel
from lodestar.casework.reviews.views.asking import Asking
from lodestar.govuk.parts import CheckPage, FormPage


class OnceForm(Protocol):
    """A form that carries a token which is spent once (`once = OnceField()`)."""

    cleaned_data: dict[str, Any]

    def is_valid(self) -> bool:
        """Return whether the answers can be read."""

    def refuse(self, reason: str, field: str | None = None) -> None:
        """Say beside a field why its answer was not taken."""


class FactsForm(OnceForm, Protocol):
    """A form that hands its answers on as the action takes them."""

    def facts(self) -> dict[str, Any]:
        """Return the answers by the names of the action's arguments."""


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


def walk(request: HttpRequest, who: Asking, form: FactsForm, deed: Deed) -> HttpResponse:
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
                return save(request, who, form, lambda: f"/children/{deed.act(form.facts())}/", deed.done)
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


def answer(
    request: HttpRequest,
    who: Asking,
    form: OnceForm,
    page: Any,
    *,
    act: Callable[[], str],
    done: str,
    template: str = "lodestar_govuk/form_page.jinja",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer a form that saves in one step: show it, refuse it with its reasons, or do the deed once and go on.

    `act` does the deed through an action and returns the address to go to; what was typed stays through every
    refusal, and a second click goes where the first went.
    """
    if request.method == "POST":
        earlier = went_before(request.POST.get("once", ""))
        if earlier is not None:
            return redirect(earlier)
        if form.is_valid():
            try:
                return save(request, who, form, act, done)
            except NotAllowed as no:
                for refused in no.refusals:
                    form.refuse(refused.reason, refused.field)
    return render(request, template, {"form": form, "page": page, **(context or {})})


def checked(
    request: HttpRequest,
    who: Asking,
    form: OnceForm,
    page: FormPage,
    *,
    act: Callable[[], str],
    check: Callable[[], CheckPage],
    done: str,
    template: str = "lodestar_govuk/form_page.jinja",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer a form whose consequences are shown before it is saved: type, check, save once.

    The deed is tried and rolled back before `check` is asked for the page that tells what it does, so a refusal comes
    before the check page and not after it.
    """
    step = request.POST.get("step", "check")
    if step == "confirm":
        earlier = went_before(request.POST.get("once", ""))
        if earlier is not None:
            return redirect(earlier)
    if request.method == "POST" and step != "change" and form.is_valid():
        try:
            if step == "confirm":
                return save(request, who, form, act, done)
            tried(act)
            return render(request, "lodestar_govuk/check_page.jinja", {"form": form, "page": check()})
        except NotAllowed as no:
            for refused in no.refusals:
                form.refuse(refused.reason, refused.field)
    return render(request, template, {"form": form, "page": page, **(context or {})})


def save(
    request: HttpRequest, who: Asking, form: OnceForm, act: Callable[[], str], done: str
) -> HttpResponse:
    """Do the deed, once however often it is sent, and go to where it leads."""
    did: list[str] = []

    def doing() -> str:
        did.append(act())
        return did[0]

    went_to = done_once(token=form.cleaned_data["once"], at=who.at, act=doing)
    if did and done:
        messages.success(request, done)
    return redirect(went_to)
