"""Pages of tokens: which there are, making one, revoking one."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lodestar.access.answers import NotAllowed
from lodestar.access.gates import asker
from lodestar.access.models import User
from lodestar.access.once import done_once
from lodestar.exchange.api import actions, forms, queries
from lodestar.exchange.api.policies import may_have_tokens, scopes_given_by
from lodestar.exchange.api.presenters import token_lines
from lodestar.govuk.parts import FormPage, Paging, page_number

PER_PAGE = 25
USUAL_LIFE = timedelta(days=180)


def holder(request: HttpRequest) -> User:
    """Return who asks. Raises PermissionDenied where they may have no tokens."""
    person = asker(request)
    if not may_have_tokens(person):
        raise PermissionDenied("Your role does not see the service's figures.")
    return person


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens; everybody's, for who manages accounts."""
    person = holder(request)
    found = queries.tokens_seen_by(person)
    total = found.count()
    number = page_number(request.GET.get("page"), total, PER_PAGE)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    context = {
        "rows": token_lines(shown, person, timezone.localdate()),
        "paging": Paging(number, total, PER_PAGE, request.GET),
    }
    return render(request, "api/tokens.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def make_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret, this once; it is kept nowhere."""
    person, at = holder(request), timezone.now()
    today = timezone.localdate(at)
    form = forms.TokenForm(
        request.POST if request.method == "POST" else None,
        scopes=scopes_given_by(person),
        initial={"expires_on": today + USUAL_LIFE},
    )
    if request.method == "POST" and form.is_valid():
        told: list[str] = []

        def act() -> str:
            told.append(actions.make_token(**form.token(), today=today, by=person, at=at))
            return reverse("tokens")

        try:
            went_to = done_once(token=form.cleaned_data["once"], at=at, act=act)
        except NotAllowed as refused:
            for refusal in refused.refusals:
                form.refuse(refusal.reason, refusal.field)
        else:
            if told:
                return render(
                    request, "api/secret.jinja", {"name": form.cleaned_data["name"], "secret": told[0]}
                )
            messages.error(
                request, "The token was shown once. If it was not noted down, revoke it and make another."
            )
            return redirect(went_to)
    back = reverse("tokens")
    page = FormPage(title="Make a token", submit="Make the token", back_href=back, cancel_href=back)
    return render(request, "lodestar_govuk/form_page.jinja", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token, after asking once more."""
    person = holder(request)
    token = queries.tokens_seen_by(person).filter(pk=pk).first()
    if token is None:
        raise Http404
    form = forms.RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_token(token=token, by=person, at=timezone.now())
        except NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, f"The token “{token.name}” is revoked. No call is answered with it any more."
            )
        return redirect("tokens")
    back = reverse("tokens")
    page = FormPage(
        title="Revoke this token",
        submit="Revoke it",
        caption=token.name,
        intro=("Whatever reads figures with it stops getting any, at once and for good.",),
        back_href=back,
        cancel_href=back,
    )
    return render(request, "lodestar_govuk/form_page.jinja", {"form": form, "page": page})
