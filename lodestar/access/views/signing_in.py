"""Signing in, by password or as somebody of the demonstration, and out; one's own password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from lodestar.access import actions, sessions
from lodestar.access.carried import carried_from_text, is_of_this_site
from lodestar.access.forms import PasswordForm, SignInForm
from lodestar.access.gates import asker, open_to_all, open_with_first_password
from lodestar.access.models import User
from lodestar.access.queries import account_called, demonstration_person, is_locked, the_system
from lodestar.access.roles import Permission
from lodestar.access.sign_in_page import sign_in_page
from lodestar.govuk.parts import Fact, FormPage

REFUSED = "The user name or the password is not right. Check both and try again."


@open_to_all
@never_cache
@sensitive_post_parameters("password", "carried")
@sensitive_variables("words", "form")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page, and sign in who gives a user name and password that fit."""
    if request.method == "GET":
        if request.user.is_authenticated:
            return onwards(request, {"next": request.GET.get("next")})
        form = SignInForm(initial={"next": request.GET.get("next", "")})
        return sign_in_page(request, form, ended="ended" in request.GET)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return sign_in_page(request, form)
    words = form.cleaned_data
    person = who_fits(request, words["username"], words["password"])
    if person is None:
        if is_locked(words["username"], timezone.now()):
            return locked_out(request)
        form.refuse(REFUSED, "username")
        return sign_in_page(request, form)
    sessions.begin(request, person, at=timezone.now())
    actions.signed_in(by=person, at=timezone.now(), how="password")
    return onwards(request, words)


@sensitive_variables("password")
def who_fits(request: HttpRequest, username: str, password: str) -> User | None:
    """Return the person whose user name and password these are, or None; a refusal leaves its event.

    Tries are counted by the user name in small letters, so that another case is not another five tries. While a name
    is locked, tries leave no further events: nobody fills the chain from outside.
    """
    at = timezone.now()
    was_locked = is_locked(username, at)
    person = authenticate(request, username=username.lower(), password=password)
    if isinstance(person, User):
        return person
    if not was_locked:
        tried_for = account_called(username) or the_system()
        actions.sign_in_refused(by=tried_for, at=at, locked=is_locked(username, at))
    return None


@open_to_all
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the demonstration's person of a role; there is no such address unless DEMO is on."""
    person = demonstration_person(request.POST.get("role", "")) if settings.DEMO else None
    if person is None:
        raise Http404
    sessions.begin(request, person, at=timezone.now(), backend=sessions.BY_NO_PASSWORD)
    actions.signed_in(by=person, at=timezone.now(), how="demonstration")
    return onwards(request, {"next": request.POST.get("next"), "carried": request.POST.get("carried")})


def onwards(request: HttpRequest, words: dict[str, Any]) -> HttpResponse:
    """Return where a person goes once signed in: to send what they had typed, to where they were going, or home."""
    carried = carried_from_text(words.get("carried") or "", request)
    if carried is not None and carried.is_for(asker(request).pk):
        return render(request, "access/send_again.jinja", {"carried": carried})
    came_for = words.get("next") or "/"
    return HttpResponseRedirect(came_for if is_of_this_site(came_for, request) else "/")


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign the person out, if the session has not ended by itself, and let the browser forget what it showed."""
    if isinstance(request.user, User):
        actions.signed_out(by=request.user, at=timezone.now())
    logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response["Clear-Site-Data"] = '"cache"'
    return response


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that there were too many tries; the words are the same whether or not there is such a person."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "access/locked_out.jinja", {"minutes": minutes}, status=429)


@open_with_first_password
@never_cache
@sensitive_post_parameters("password", "new_password", "new_password_again")
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is to the system, and change one's password."""
    person = asker(request)
    by_password = person.has_usable_password()
    form = PasswordForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and by_password and form.is_valid():
        first = person.must_change_password
        actions.change_password(
            person=person, password=form.cleaned_data["new_password"], by=person, at=timezone.now()
        )
        request.session.cycle_key()
        update_session_auth_hash(request, person)
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return redirect("/" if first else "account")
    facts = (
        Fact("Name", person.name),
        Fact("User name", person.username),
        Fact("Role", person.role_name),
        Fact("Team", person.team.name if person.team else "None"),
    )
    page = FormPage(title="Your account", submit="Change password")
    context: dict[str, Any] = {"form": form, "page": page, "facts": facts, "by_password": by_password}
    context |= {"must": person.must_change_password, "username": person.username}
    context["may_have_tokens"] = person.may(Permission.SEE_SERVICE_FIGURES) or person.may(
        Permission.MANAGE_ACCOUNTS
    )
    context["may_see_reviews"] = person.may(Permission.SEE_REVIEW_RECORD)
    return render(request, "access/account.jinja", context)
