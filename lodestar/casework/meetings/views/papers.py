"""The papers of a review: what is owed and came, reading one, grading it, a new day for it; the report form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lodestar.access.answers import NotAllowed
from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.meetings import actions
from lodestar.casework.meetings import forms_of_preparing as forms
from lodestar.casework.meetings.policies.papers import NOT_COME
from lodestar.casework.meetings.presenters import papers as words
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.queries import last_sitting, review_day
from lodestar.casework.meetings.queries import papers as queries
from lodestar.casework.meetings.queries.chair import speaks_for_chair
from lodestar.casework.meetings.states import PAPER_KIND_WORDS, PaperKind
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.plans.queries import current_plan
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.parts import FormPage


@or_ask_why
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which papers are owed before a review and which came, how early and how good."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    booking = the_booking(who, pk)
    saw_page(who, booking, "papers")
    page = words.papers_page(
        booking,
        queries.papers_of(booking, on=who.today),
        current_plan(booking.child_id),
        day=review_day(booking),
        speaks=speaks_for_chair(who.person, booking, on=who.today),
        person=who.person,
        today=who.today,
    )
    around = frame_of(booking, last_sitting(booking), "Papers", who.person, who.today)
    return render(request, "meetings/papers.jinja", {"around": around, "page": page})


@or_ask_why
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Show one kind of paper, version by version."""
    who = asking(request, Permission.SEE_REVIEW_RECORD)
    booking = the_booking(who, pk)
    owed = the_paper(booking, kind, who)
    saw_page(who, booking, f"papers: {kind}")
    page = words.paper_page(booking, owed, day=review_day(booking))
    around = frame_of(booking, last_sitting(booking), "Papers", who.person, who.today)
    return render(request, "meetings/one_paper.jinja", {"around": around, "page": page})


@or_ask_why
def receive_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Record that a paper came by another way than this service."""
    who = asking(request, Permission.PREPARE_REVIEW)
    booking = the_booking(who, pk)
    the_paper(booking, kind, who)
    form = forms.ReceiveForm(request.POST or None, initial={"came_on": who.today})

    def act() -> str:
        said = form.cleaned_data
        actions.receive_paper(
            booking=booking,
            kind=kind,
            came_on=said["came_on"],
            shared_on=said["shared_on"],
            by=who.person,
            at=who.at,
        )
        return reverse("papers", args=[pk])

    page = form_page(booking, f"{PAPER_KIND_WORDS[PaperKind(kind)]}: record that it came", "Save")
    return answer(request, who, form, page, act=act, done="It is recorded.")


@or_ask_why
def judge_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Grade a paper that came."""
    who = asking(request, Permission.CONCLUDE_REVIEW)
    booking = the_booking(who, pk)
    owed = the_paper(booking, kind, who)
    latest = owed.latest
    first = {} if latest is None else {"quality": latest.quality, "words": latest.quality_words}
    form = forms.JudgeForm(request.POST or None, initial=first)

    def act() -> str:
        said = form.cleaned_data
        if latest is None:
            raise NotAllowed(NOT_COME)
        actions.judge_paper(
            paper=latest,
            quality=said["quality"],
            words=said["words"],
            by=who.person,
            at=who.at,
        )
        return reverse("papers", args=[pk])

    page = form_page(
        booking,
        f"{PAPER_KIND_WORDS[owed.kind]}: grade it",
        "Save the grade",
        "The social worker and the managers can read the grade." if latest else "It has not come yet.",
    )
    return answer(request, who, form, page, act=act, done="The grade is saved.")


@or_ask_why
def remedy_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Set a day by when a paper that is missing or too weak has to come."""
    who = asking(request, Permission.CONCLUDE_REVIEW)
    booking = the_booking(who, pk)
    owed = the_paper(booking, kind, who)
    waits = owed.waits
    first = {} if waits is None else {"remedy_on": waits.remedy_on, "words": waits.remedy_words}
    form = forms.RemedyForm(request.POST or None, initial=first)

    def act() -> str:
        said = form.cleaned_data
        actions.set_remedy(
            booking=booking,
            kind=kind,
            remedy_on=said["remedy_on"],
            words=said["words"],
            by=who.person,
            at=who.at,
        )
        return reverse("papers", args=[pk])

    page = form_page(
        booking,
        f"{PAPER_KIND_WORDS[owed.kind]}: set a new day",
        "Save the day",
        "Those who manage the case are told. The paper stays late: the day it was due does not change.",
    )
    return answer(request, who, form, page, act=act, done="The new day is saved.")


@or_ask_why
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the social worker's report: save it and go on later, or send it to the officer."""
    who = asking(request, Permission.SEND_REPORT)
    booking = the_booking(who, pk)
    so_far = queries.report_so_far(booking)
    first = forms.report_begins(so_far.answers, so_far.draft.revision)
    form = forms.ReportForm(request.POST or None, initial=first)
    sends = request.POST.get("step") == "send"
    theirs: list[tuple[str, str]] = []

    def act() -> str:
        revision = form.revision_number()
        if revision != so_far.draft.revision:
            theirs.extend(words.theirs_of(form.answers(), so_far.answers))
            # What they read next is the draft as it is now: the next save stands on it.
            sent: Any = request.POST.copy()
            sent["revision"] = str(so_far.draft.revision)
            form.data = sent
        facts = {"booking": booking, "answers": form.answers(), "revision": revision, "by": who.person}
        if sends:
            actions.submit_report(**facts, shared_on=form.cleaned_data["shared_on"], at=who.at)
            return reverse("paper", args=[pk, "report"])
        actions.save_report(**facts, at=who.at)
        return reverse("report", args=[pk])

    if request.method != "POST":
        saw_page(who, booking, "writing a report")
    back = reverse("papers", args=[pk])
    page = FormPage(
        title="Report for the review",
        submit="Send it to the IRO",
        caption=booking.child.name,
        intro=words.report_intro(so_far, review_day(booking), who.today),
        back_href=back,
        cancel_href=back,
    )
    done = "The report is sent to the IRO." if sends else "Your report is saved. You can go on later."
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done=done,
        template="meetings/report.jinja",
        context={"theirs": theirs},
    )


def the_paper(booking: Any, kind: str, who: Asking) -> queries.Owed:
    """Return one kind of paper of a review. Raises Http404 where it is neither owed nor there."""
    owed = queries.paper_of(booking, kind, on=who.today)
    if owed is None:
        raise Http404
    return owed


def form_page(booking: Any, title: str, submit: str, *intro: str) -> FormPage:
    """Return the words around a form about a paper."""
    back = reverse("papers", args=[booking.pk])
    return FormPage(
        title=title,
        submit=submit,
        caption=booking.child.name,
        intro=intro,
        back_href=back,
        cancel_href=back,
    )


def saw_page(who: Asking, booking: Any, page: str) -> None:
    """Leave an event that a person read a page of a review."""
    saw(
        EventKind.CHILD_VIEWED,
        by=who.person,
        at=who.at,
        child=booking.child,
        what={"page": page, "review": booking.pk},
    )
