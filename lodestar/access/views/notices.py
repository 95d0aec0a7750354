"""What a person was told lately, and how often they want to be told."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lodestar.access import actions, queries
from lodestar.access.answers import NotAllowed
from lodestar.access.forms_of_notices import NoticesForm
from lodestar.access.gates import asker
from lodestar.access.notice_kinds import ASKS_SOMETHING, NOTICE_WORDS
from lodestar.access.once import done_once
from lodestar.access.presenters_of_notices import notices_page
from lodestar.access.views.people import refuse_all
from lodestar.govuk.parts import FormPage


@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Show what a person was told lately, each leading to its page, and take how often they want to be told."""
    person, at = asker(request), timezone.now()
    now = queries.how_often_each([person])[person.pk]
    form = NoticesForm(
        request.POST if request.method == "POST" else None,
        initial={kind.value: how_often.value for kind, how_often in now.items()},
    )
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.set_preferences(chosen=form.chosen(), by=person, at=at)
            messages.success(request, "How often we tell you is saved.")
            return reverse("notices")

        try:
            return redirect(done_once(token=form.cleaned_data["once"], at=at, act=act))
        except NotAllowed as refused:
            refuse_all(form, refused)
    told = queries.told_lately(person, at=at)
    context = {
        "form": form,
        "page": FormPage(title="What you are told", submit="Save how often", back_href=reverse("account")),
        "told": notices_page(person, told, hour=settings.NOTICE_DIGEST_HOUR),
        "asks": [kind.value for kind in NOTICE_WORDS if kind in ASKS_SOMETHING],
        "others": [kind.value for kind in NOTICE_WORDS if kind not in ASKS_SOMETHING],
    }
    return render(request, "access/notices.jinja", context)
