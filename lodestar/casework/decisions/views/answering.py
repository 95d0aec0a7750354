"""What follows a review: its decisions sent, answered by the team manager, and how their owners say they go."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.roles import Permission
from lodestar.casework.decisions import actions
from lodestar.casework.decisions.forms import AnswersForm, SendForm, UpdateForm
from lodestar.casework.decisions.presenters.answering import answers_intro, send_page
from lodestar.casework.decisions.queries import decisions_of, sent_of, unanswered_of
from lodestar.casework.decisions.views.ledger import opened, the_decision
from lodestar.casework.decisions.views.writing import form_page, whole_of
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer

P = Permission


@or_ask_why
def send_decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the decisions of a review once more and send them; the manager's five working days begin."""
    who, booking = opened(request, pk, P.CONCLUDE_REVIEW)
    if sent_of(booking) is not None and request.method != "POST":
        return redirect("decisions", pk=pk)
    form = SendForm(request.POST or None)
    found = send_page(decisions_of(booking), review_on=review_day(booking), today=who.today)
    if not found.is_late:
        del form.fields["late_because"]

    def act() -> str:
        late = form.cleaned_data.get("late_because", "")
        actions.send_decisions(booking=booking, late_because=late, by=who.person, at=who.at)
        return reverse("decisions", args=[pk])

    return answer(
        request,
        who,
        form,
        form_page("Send the decisions", booking, "Send the decisions"),
        act=act,
        done="The decisions are sent. The team manager has 5 working days to answer.",
        template="decisions/send.jinja",
        context={"found": found},
    )


@or_ask_why
def answer_decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer every decision of a review on one page."""
    who, booking = opened(request, pk, P.ANSWER_DECISION)
    return answers(request, who, booking, unanswered_of(booking), back=reverse("decisions", args=[pk]))


@or_ask_why
def answer_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one decision."""
    who = asking(request, P.ANSWER_DECISION)
    decision = the_decision(request, who, pk)
    return answers(request, who, decision.booking, [decision], back=reverse("decision", args=[pk]))


def answers(request: HttpRequest, who: Asking, booking: Any, asked: list[Any], *, back: str) -> HttpResponse:
    """Ask for answers to decisions, and save all that are given or none."""
    sent = sent_of(booking)
    if request.method != "POST" and (sent is None or not asked):
        return redirect(back)  # where it stands who answered what, or that nothing was sent
    form = AnswersForm(request.POST or None, decisions=[(one.pk, one.number, one.words) for one in asked])
    by_id = {one.pk: one for one in asked}

    def act() -> str:
        wrong: list[Refused] = []
        for pk, word, words in form.given():
            try:
                actions.answer_decision(decision=by_id[pk], word=word, words=words, by=who.person, at=who.at)
            except NotAllowed as no:
                wrong += [
                    Refused(one.reason, AnswersForm.field_at_fault(pk, word, one.field), one.citation)
                    for one in no.refusals
                ]
        if wrong:
            raise NotAllowed(*wrong)
        return back

    page = form_page(
        "Answer the decisions" if len(asked) != 1 else "Answer the decision", booking, "Send your answers"
    )
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="Your answers are with the IRO.",
        template="decisions/answer.jinja",
        context={"lead": answers_intro(sent, who.today)},
    )


@or_ask_why
def update_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a decision is going."""
    who = asking(request, P.UPDATE_DECISION)
    decision = the_decision(request, who, pk)
    form = UpdateForm(request.POST or None)
    form.fields["done_on"].latest = who.today  # type: ignore[attr-defined]

    def act() -> str:
        names = ("progress", "words", "evidence", "done_on")
        facts = {name: form.cleaned_data[name] for name in names}
        actions.update_decision(decision=decision, by=who.person, at=who.at, **facts)
        return reverse("decision", args=[pk])

    return answer(
        request,
        who,
        form,
        form_page("Say how this decision is going", decision.booking, "Save"),
        act=act,
        done="It is recorded how the decision is going.",
        template="decisions/about.jinja",
        context={"facts": whole_of(decision, who), "lead": ""},
    )
