"""Teams and localities, for those who manage accounts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lodestar.access import actions, queries
from lodestar.access.answers import NotAllowed
from lodestar.access.forms import LocalityForm, TeamForm
from lodestar.access.gates import asker, needs
from lodestar.access.once import done_once
from lodestar.access.presenters import team_row
from lodestar.access.roles import Permission
from lodestar.access.views.people import refuse_all
from lodestar.govuk.parts import FormPage


@needs(Permission.MANAGE_ACCOUNTS)
@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    """List teams by service, and localities."""
    context = {
        "teams": [team_row(team) for team in queries.teams()],
        "localities": [locality.name for locality in queries.localities()],
    }
    return render(request, "access/teams.jinja", context)


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def add_team(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, timezone.now()

        def act() -> str:
            locality = form.localities.get(said["locality"] or "")
            made = actions.add_team(
                name=said["name"], service=said["service"], locality=locality, by=asker(request), at=at
            )
            messages.success(request, f"The team {made.name} is added.")
            return reverse("teams")

        try:
            return redirect(done_once(token=said["once"], at=at, act=act))
        except NotAllowed as refused:
            refuse_all(form, refused)
    page = FormPage(title="Add a team", submit="Add this team", cancel_href=reverse("teams"))
    return render(request, "lodestar_govuk/form_page.jinja", {"form": form, "page": page})


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def add_locality(request: HttpRequest) -> HttpResponse:
    """Add a locality."""
    form = LocalityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, timezone.now()

        def act() -> str:
            made = actions.add_locality(name=said["name"], by=asker(request), at=at)
            messages.success(request, f"The locality {made.name} is added.")
            return reverse("teams")

        try:
            return redirect(done_once(token=said["once"], at=at, act=act))
        except NotAllowed as refused:
            refuse_all(form, refused)
    page = FormPage(title="Add a locality", submit="Add this locality", cancel_href=reverse("teams"))
    return render(request, "lodestar_govuk/form_page.jinja", {"form": form, "page": page})
