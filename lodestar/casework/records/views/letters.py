"""The letter to the child: drafted, changed, checked, and as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.queries import last_sitting
from lodestar.casework.meetings.states import Band
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.records import forms_of_records as forms
from lodestar.casework.records.actions import letters as actions
from lodestar.casework.records.presenters import versions as words
from lodestar.casework.records.queries.letters import letter_facts
from lodestar.casework.records.queries.versions import letter_of
from lodestar.casework.records.views.versions import file_of, seen, taken
from lodestar.casework.records.words_of_letters import (
    LETTER_BANDS,
    draft,
    readability,
    to_look_at,
)
from lodestar.casework.reviews.views.asking import asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.documents import Bullets, Document, Paragraph, Part
from lodestar.govuk.parts import FormPage


@or_ask_why
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the letter to the child: a first draft from the decisions, then what was saved."""
    who = asking(request, Permission.DISTRIBUTE_RECORD)
    booking = the_booking(who, pk)
    seen(who, booking, "letter")
    stands = letter_of(booking)
    band, facts = letter_facts(booking, who.today)
    wanted = request.GET.get("band", "")
    if stands is not None:
        band = Band(stands.band)
    if wanted in {one.value for one in LETTER_BANDS}:
        band = Band(wanted)
    drafted = draft(band, facts)
    first = {
        "band": band.value,
        "text": stands.text if stands and not wanted else drafted.text,
        "version": str(stands.version if stands else 0),
    }
    form = forms.LetterForm(request.POST or None, initial=first)

    def act() -> str:
        given = form.cleaned_data
        version = str(given["version"] or "0")
        actions.save_letter(
            booking=booking,
            band=given["band"],
            text=given["text"],
            version=int(version) if version.isdigit() else 0,
            by=who.person,
            at=who.at,
        )
        return reverse("review-letter", args=[pk])

    text = str(form.data.get("text", "")) if form.is_bound else str(first["text"])
    page = words.letter_page(pk, stands, readability(text), to_look_at(text), band, drafted.trouble)
    context = {
        "around": frame_of(booking, last_sitting(booking), "Letter", who.person, who.today),
        "letter": page,
        "bands": [(one.value, one.value.replace("-", " ")) for one in LETTER_BANDS],
    }
    return answer(
        request,
        who,
        form,
        FormPage(title="Letter to the child", submit="Save the letter"),
        act=act,
        done="The letter is saved. It has to be checked before it goes.",
        template="records/letter.jinja",
        context=context,
    )


@or_ask_why
def check_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the three questions before a letter goes."""
    who = asking(request, Permission.CONCLUDE_REVIEW)
    booking = the_booking(who, pk)
    stands = letter_of(booking)
    if stands is None:
        raise Http404
    form = forms.CheckLetterForm(request.POST or None)
    back = reverse("review-letter", args=[pk])

    def act() -> str:
        facts = {name: bool(value) for name, value in form.cleaned_data.items() if name != "once"}
        actions.check_letter(letter=stands, by=who.person, at=who.at, **facts)
        return back

    page = FormPage(
        title="Is the letter safe to send?",
        submit="Mark it as checked",
        caption=booking.child.name,
        intro=("Read it once more as the child will, with whoever may be in the room.",),
        back_href=back,
        cancel_href=back,
    )
    return answer(request, who, form, page, act=act, done="The letter is checked and can go.")


@or_ask_why
def letter_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give the letter away as a file; who took it is an event."""
    who = asking(request, Permission.DISTRIBUTE_RECORD)
    booking = the_booking(who, pk)
    stands = letter_of(booking)
    if stands is None:
        raise Http404
    taken(who, booking, "letter", kind)
    return file_of(letter_document(booking, stands.text), kind, f"letter-{pk}")


def letter_document(booking: Any, text: str) -> Document:
    """Return the letter as a document: its paragraphs, and its lists as lists."""
    parts: list[Part] = []
    for block in text.split("\n\n"):
        lines = block.split("\n")
        said = [line for line in lines if not line.startswith("- ")]
        items = [line[2:] for line in lines if line.startswith("- ")]
        if said:
            parts.append(Paragraph("\n".join(said)))
        if items:
            parts.append(Bullets(items))
    return Document(
        title="A letter about your review", parts=parts, author=booking.officer.name, for_children=True
    )
