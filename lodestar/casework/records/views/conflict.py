"""Two who wrote in one box: both texts side by side, and which is to stand."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lodestar.access.answers import NotAllowed
from lodestar.casework.records import actions, queries
from lodestar.casework.records import forms_of_room as forms
from lodestar.casework.records.presenters import room as words
from lodestar.casework.records.queries.room import whole_agenda
from lodestar.casework.records.views.entering import Entered, entered
from lodestar.casework.reviews.views.asking import or_ask_why
from lodestar.govuk.words import counted


def compare_page(
    request: HttpRequest, here: Entered, clashes: Sequence[actions.Conflict], *, back: str, saved: int
) -> HttpResponse:
    """Return the page that shows mine and theirs of each box; 409, since nothing of these was written."""
    both = [
        forms.TwoTexts(one.theirs.heading, one.theirs.box, one.theirs.version, one.mine, one.theirs.text)
        for one in clashes
    ]
    form = forms.CompareForm(clashes=both, initial={"back": back})
    intro = (
        f"{counted(saved, 'other box', 'other boxes')} you wrote in {'is' if saved == 1 else 'are'} saved."
    )
    return shown(request, here, form, both, intro=intro if saved else "", status=409)


@or_ask_why
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what a person chose of two texts; where somebody saved yet another meanwhile, ask again."""
    here = entered(request, pk, "room-compare")
    if request.method != "POST":
        return redirect("room", pk=pk)
    texts = queries.texts_of(here.booking)
    both = [
        forms.TwoTexts(one.heading, one.box, one.version, one.mine, texts[one.heading, one.box].text)
        for one in forms.clashes_sent(request.POST)
        if (one.heading, one.box) in texts
    ]
    form = forms.CompareForm(request.POST, clashes=both)
    if not both:
        return redirect("room", pk=pk)
    if not form.is_valid():
        return shown(request, here, form, both)
    clashes, refused = [], ""
    for one, text in form.chosen():
        try:
            actions.save_text(
                booking=here.booking,
                heading=one.heading,
                box=one.box,
                text=text,
                version=one.version,
                by=here.who.person,
                at=here.who.at,
            )
        except actions.Conflict as again:
            clashes.append(again)
        except NotAllowed as no:
            refused = no.refusals[0].reason
    back = form.cleaned_data["back"]
    if refused:
        form.refuse(refused)
        return shown(request, here, form, both)
    if clashes:
        return compare_page(request, here, clashes, back=back, saved=0)
    messages.success(request, "Saved. The texts that no longer stand are kept under “Earlier texts”.")
    known = {one.code for one in whole_agenda(queries.agenda_of(here.booking))}
    if back in known:
        return redirect(reverse("room-heading", args=[pk, back]))
    return redirect(reverse("room", args=[pk]))


def shown(
    request: HttpRequest,
    here: Entered,
    form: forms.CompareForm,
    both: Sequence[forms.TwoTexts],
    *,
    intro: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page of two texts."""
    texts, items = queries.texts_of(here.booking), queries.agenda_of(here.booking)
    titles = {one.code: one.words for one in whole_agenda(items, {code for code, _ in texts})}
    rows = [
        words.clash_shown(
            one.key,
            titles[one.heading],
            one.box,
            one.mine,
            texts[one.heading, one.box],
            here.who.today,
        )
        for one in both
    ]
    context = {
        "around": here.around,
        "form": form,
        "clashes": rows,
        "intro": intro,
        "person_id": here.who.person.pk,
        "booking_id": here.booking.pk,
    }
    return render(request, "records/conflict.jinja", context, status=status)
