"""Accounts: who there is, adding, changing, first passwords, locks. For those who manage accounts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lodestar.access import actions, queries
from lodestar.access.answers import NotAllowed
from lodestar.access.forms import NewPersonForm, OnceForm, PeopleFilterForm, PersonForm
from lodestar.access.gates import asker, needs
from lodestar.access.models import User
from lodestar.access.once import done_once
from lodestar.access.presenters import person_page, person_row
from lodestar.access.roles import Permission, Role
from lodestar.govuk.forms import Form
from lodestar.govuk.parts import Chip, FormPage, Paging, page_number, with_changes

A_PAGE = 50


@needs(Permission.MANAGE_ACCOUNTS)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List people, by name, role, and whether they may sign in."""
    form = PeopleFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    role = Role(asked["role"]) if asked.get("role") else None
    signs_in = {"yes": True, "no": False}.get(asked.get("signs_in") or "")
    found = queries.people_matching(words=asked.get("words") or "", role=role, signs_in=signs_in)
    total = found.count()
    number = page_number(request.GET.get("page"), total, A_PAGE)
    rows = [
        person_row(one, reverse("person", args=[one.pk]))
        for one in found[(number - 1) * A_PAGE : number * A_PAGE]
    ]
    context = {"form": form, "rows": rows, "paging": Paging(number, total, A_PAGE, request.GET)}
    return render(request, "access/people.jinja", {**context, "chips": chips_of(form, request)})


def chips_of(form: Form, request: HttpRequest) -> list[Chip]:
    """Return the filters that are on, each with the address of the same list without it."""
    if not form.is_valid():
        return []
    return [
        Chip(answer.key, answer.value, with_changes(request.GET, **{answer.name: None}))
        for answer in form.answers()
        if form.cleaned_data.get(answer.name) not in (None, "")
    ]


def found_or_404(number: int) -> User:
    """Return a person, never the system itself; Http404 where there is none."""
    found = queries.people_matching().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@needs(Permission.MANAGE_ACCOUNTS)
@require_GET
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Show one person's account and what can be done with it."""
    found = found_or_404(number)
    page = person_page(found, locked=queries.is_locked(found.username, timezone.now()))
    return render(request, "access/person.jinja", {"person": page, "form": OnceForm()})


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """Add a person; their first password is given on the next page."""
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()

        def act() -> str:
            made = actions.add_person(
                username=form.cleaned_data["username"], **form.person(), by=asker(request), at=at
            )
            messages.success(request, f"{made.name} is added. Give them a first password now.")
            return reverse("person", args=[made.pk])

        try:
            return redirect(done_once(token=form.cleaned_data["once"], at=at, act=act))
        except NotAllowed as refused:
            refuse_all(form, refused)
    page = FormPage(title="Add a person", submit="Add this person", cancel_href=reverse("people"))
    return render(request, "lodestar_govuk/form_page.jinja", {"form": form, "page": page})


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def change_person(request: HttpRequest, number: int) -> HttpResponse:
    """Change a person's name, role, team, and whether they may sign in."""
    found = found_or_404(number)
    now = {
        "name": found.name,
        "role": found.role,
        "team": str(found.team_id or ""),
        "email": found.email,
        "is_active": found.is_active,
    }
    form = PersonForm(request.POST if request.method == "POST" else None, initial=now)
    back = reverse("person", args=[number])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(
                person=found,
                **form.person(),
                is_active=form.cleaned_data["is_active"],
                by=asker(request),
                at=timezone.now(),
            )
            messages.success(request, f"The account of {form.cleaned_data['name']} is changed.")
            return redirect(back)
        except NotAllowed as refused:
            refuse_all(form, refused)
    page = FormPage(title="Change an account", caption=found.username, submit="Save", cancel_href=back)
    return render(request, "lodestar_govuk/form_page.jinja", {"form": form, "page": page})


@needs(Permission.MANAGE_ACCOUNTS)
@never_cache
@require_POST
def first_password(request: HttpRequest, number: int) -> HttpResponse:
    """Give a person a password made by chance and show it, this once; it is kept nowhere in words."""
    found, form, back = found_or_404(number), OnceForm(request.POST), reverse("person", args=[number])
    if not form.is_valid():
        messages.error(request, "That page was out of date. Nothing was changed.")
        return redirect(back)
    at, told = timezone.now(), []

    def act() -> str:
        told.append(actions.give_first_password(person=found, by=asker(request), at=at))
        return back

    try:
        went_to = done_once(token=form.cleaned_data["once"], at=at, act=act)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect(back)
    if not told:
        messages.error(request, "The password was shown once. If it was not noted down, give another.")
        return redirect(went_to)
    words = {"name": found.name, "username": found.username, "password": told[0], "back": back}
    return render(request, "access/first_password.jinja", words)


@needs(Permission.MANAGE_ACCOUNTS)
@require_POST
def unlock_person(request: HttpRequest, number: int) -> HttpResponse:
    """Let a person try to sign in again at once."""
    found = found_or_404(number)
    actions.unlock(person=found, by=asker(request), at=timezone.now())
    messages.success(request, f"{found.name} can try to sign in again.")
    return redirect("person", number=number)


def refuse_all(form: Form, refused: NotAllowed) -> None:
    """Show every reason why an action was refused, at the field it is about."""
    for refusal in refused.refusals:
        form.refuse(refusal.reason, refusal.field)
