"""What a person was told lately, and how often they want to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from lodestar.access.actions import set_preferences
from lodestar.access.forms_of_notices import NoticesForm
from lodestar.access.gates import asker
from lodestar.access.notice_kinds import NOTICE_WORDS, HowOften, NoticeKind
from lodestar.access.once import done_once, went_before
from lodestar.access.queries import notices_of, preferences_of
from lodestar.govuk.parts import FormPage, TimelineItem
from lodestar.govuk.words import date_and_time


def notices(request: HttpRequest) -> HttpResponse:
    """Show what a person was told, each leading to its page, and take how often they want to be told."""
    person = asker(request)
    wishes = preferences_of(person)
    first = {kind.value: wishes.get(kind.value, HowOften.AT_ONCE.value) for kind in NoticeKind}
    form = NoticesForm(request.POST or None, initial=first)
    here = reverse("notices")
    if request.method == "POST":
        earlier = went_before(request.POST.get("once", ""))
        if earlier is not None:
            return redirect(earlier)
        if form.is_valid():
            at = timezone.now()

            def act() -> str:
                set_preferences(wishes=form.said(), by=person, at=at)
                return here

            done_once(token=form.cleaned_data["once"], at=at, act=act)
            messages.success(request, "We will tell you as you asked.")
            return redirect(here)
    told = [
        TimelineItem(NOTICE_WORDS[NoticeKind(one.kind)], date_and_time(one.told_at), href=one.address)
        for one in notices_of(person)
    ]
    page = FormPage(title="What you are told", submit="Save", back_href=reverse("account"))
    has_address = bool(person.email)
    return render(
        request,
        "access/notices.jinja",
        {"form": form, "page": page, "told": told, "has_address": has_address},
    )
