"""Signing in, by password or as somebody of the demonstration, and out; one's own password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lodestar.access import actions
from lodestar.access.carried import carried_from_text, is_of_this_site
from lodestar.access.forms import PasswordForm, SignInForm
from lodestar.access.middleware import open_to_all
from lodestar.access.models import User
from lodestar.access.sign_in_page import demonstration_people, sign_in_page
from lodestar.govuk.parts import Fact, FormPage

DEMONSTRATION_BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page, and sign in who gives a user name and password that fit."""
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect("/")
        form = SignInForm(initial={"next": request.GET.get("next", "")})
        return sign_in_page(request, form, ended="ended" in request.GET)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return sign_in_page(request, form)
    words = form.cleaned_data
    person = authenticate(request, username=words["username"], password=words["password"])
    if not isinstance(person, User):
        if getattr(request, "axes_locked_out", False):
            return locked_out(request)
        known = User.objects.filter(username=words["username"]).first()
        if known is not None:
            actions.sign_in_refused(person=known, by=known, at=timezone.now())
        form.refuse("The user name or the password is not right. Check both and try again.", "username")
        return sign_in_page(request, form)
    login(request, person)
    actions.signed_in(by=person, at=timezone.now(), how="password")
    return onwards(request, words)


@open_to_all
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the demonstration's person of a role; there is no such address unless DEMO is on."""
    role = request.POST.get("role", "")
    if not settings.DEMO or role not in {r for r, _, _ in demonstration_people()}:
        raise Http404
    person = User.objects.get(username=f"demo-{role}", is_made_up=True, is_active=True)
    login(request, person, backend=DEMONSTRATION_BACKEND)
    actions.signed_in(by=person, at=timezone.now(), how="demonstration")
    return onwards(request, {"next": request.POST.get("next"), "carried": request.POST.get("carried")})


def onwards(request: HttpRequest, words: dict[str, Any]) -> HttpResponse:
    """Return where a person goes once signed in: to send what they had typed, to where they were going, or home."""
    carried = carried_from_text(words.get("carried") or "", request)
    if carried is not None:
        return render(request, "access/send_again.jinja", {"carried": carried})
    came_for = words.get("next") or "/"
    return HttpResponseRedirect(came_for if is_of_this_site(came_for, request) else "/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign the person out."""
    if isinstance(request.user, User):
        actions.signed_out(by=request.user, at=timezone.now())
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that there were too many tries; the words are the same whether or not there is such a person."""
    return render(request, "access/locked_out.jinja", status=429)


@never_cache
@sensitive_post_parameters("password", "new_password", "new_password_again")
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is to the system, and change one's password."""
    person = request.user
    if not isinstance(person, User):
        raise Http404
    form = PasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        actions.change_password(
            person=person, password=form.cleaned_data["new_password"], by=person, at=timezone.now()
        )
        update_session_auth_hash(request, person)
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return redirect("account")
    facts = [
        Fact("Name", person.name),
        Fact("User name", person.username),
        Fact("Role", person.role_name),
        Fact("Team", person.team.name if person.team else "None"),
    ]
    page = FormPage(title="Your account", submit="Change password")
    return render(request, "access/account.jinja", {"form": form, "page": page, "facts": facts})
