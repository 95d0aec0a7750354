"""Writing decisions in a review that is open, and saying what became of earlier ones."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from lodestar.access.roles import Permission
from lodestar.casework.decisions import actions
from lodestar.casework.decisions.forms import LATER, OTHER, DecisionForm, StrikeForm, VerifyForm
from lodestar.casework.decisions.presenters.ledger import facts_of, more_of
from lodestar.casework.decisions.presenters.writing import differences, people_offered
from lodestar.casework.decisions.queries import case_people, person_of_case, unverified_for
from lodestar.casework.decisions.views.ledger import opened, the_decision
from lodestar.casework.meetings.agenda import is_heading
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.parts import Fact, FormPage

P = Permission


@or_ask_why
def write_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a decision to a review that is open, under the heading it was opened at (`heading` of the address)."""
    who, booking = opened(request, pk, P.MINUTE_REVIEW)
    people = case_people(booking.child, on=who.today)
    at_heading = request.GET.get("heading", "")
    first = {"heading": at_heading} if is_heading(at_heading) else {}
    form = DecisionForm(request.POST or None, initial=first, people=people_offered(people))

    def act() -> str:
        facts = with_owner(form.facts(), people)
        actions.write_decision(booking=booking, by=who.person, at=who.at, **facts)
        return reverse("decisions", args=[pk])

    page = form_page("Add a decision", booking, "Save the decision")
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="The decision is written. It is made when the IRO closes the review.",
        template="decisions/write.jinja",
        context={"theirs": ()},
    )


@or_ask_why
def change_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft; where somebody else changed it meanwhile both are shown, and one is chosen."""
    who, draft = a_draft(request, pk)
    people = case_people(draft.child, on=who.today)
    if draft.owner is not None and draft.owner not in people:
        people = [*people, draft.owner]
    typed = request.POST.copy() if request.method == "POST" else None
    form = DecisionForm(typed, initial=initial_of(draft), people=people_offered(people))
    context: dict[str, Any] = {"theirs": ()}

    def act() -> str:
        facts = with_owner(form.facts(), people)
        try:
            actions.change_decision(
                decision=draft, version=form.stood_at(), by=who.person, at=who.at, **facts
            )
        except actions.ChangedMeanwhile as meanwhile:
            assert typed is not None
            context["theirs"] = differences(meanwhile.theirs, facts)
            typed["version"] = str(meanwhile.theirs.version)
            raise
        return reverse("decisions", args=[draft.booking_id])

    return answer(
        request,
        who,
        form,
        form_page(f"Change decision {draft.number}", draft.booking, "Save the decision"),
        act=act,
        done="The decision is changed.",
        template="decisions/write.jinja",
        context=context,
    )


@or_ask_why
def strike_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a draft out, after it was shown."""
    who, draft = a_draft(request, pk)
    form = StrikeForm(request.POST or None, initial={"version": draft.version})

    def act() -> str:
        typed = str(form.cleaned_data["version"] or "")
        version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
        actions.strike_decision(decision=draft, version=version, by=who.person, at=who.at)
        return reverse("decisions", args=[draft.booking_id])

    page = form_page(f"Strike out decision {draft.number}", draft.booking, "Strike it out")
    context = {
        "facts": whole_of(draft, who),
        "lead": "This decision was never made, so it can be struck out.",
    }
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="The decision is struck out.",
        template="decisions/about.jinja",
        context=context,
    )


@or_ask_why
def verify_decision(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Say what became of a decision of an earlier review: done, partly, not, or no longer needed."""
    who, booking = opened(request, pk, P.CONCLUDE_REVIEW)
    decision = the_decision(request, who, row)
    if decision.child_id != booking.child_id or decision.booking_id == booking.pk:
        raise Http404
    form = VerifyForm(request.POST or None)

    def act() -> str:
        facts = {name: form.cleaned_data[name] for name in ("verdict", "words")}
        actions.verify_decision(decision=decision, booking=booking, by=who.person, at=who.at, **facts)
        left = unverified_for(booking)
        return reverse("verify-decision", args=[pk, left[0].pk]) if left else reverse("decisions", args=[pk])

    page = form_page("What became of this decision?", booking, "Save")
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="It is recorded what became of the decision.",
        template="decisions/about.jinja",
        context={"facts": whole_of(decision, who), "lead": ""},
    )


def a_draft(request: HttpRequest, pk: int) -> tuple[Asking, Any]:
    """Return who asks and a decision of a review, for those who may write decisions."""
    who = asking(request, P.MINUTE_REVIEW)
    return who, the_decision(request, who, pk)


def initial_of(draft: Any) -> dict[str, Any]:
    """Return a draft as its form shows it."""
    names = ("words", "because", "heading", "need", "owner_name", "agency", "due_on", "child_will_know")
    owner = str(draft.owner_id) if draft.owner_id else OTHER if draft.owner_name else LATER
    return {
        **{name: getattr(draft, name) for name in names},
        "is_statutory": draft.is_statutory,
        "owner": owner,
        "version": draft.version,
    }


def with_owner(facts: dict[str, Any], people: list[Any]) -> dict[str, Any]:
    """Return the facts with the owner as the person whose id was chosen."""
    return {**facts, "owner": person_of_case(people, facts["owner"])}


def whole_of(decision: Any, who: Asking) -> list[Fact]:
    """Return a decision with everything that is known of it."""
    return [
        Fact("What was decided", decision.words),
        *facts_of(decision, answers_due_on=None, today=who.today),
        *more_of(decision),
    ]


def form_page(title: str, booking: Any, submit: str) -> FormPage:
    """Return the words around a form about a review's decisions."""
    back = reverse("decisions", args=[booking.pk])
    return FormPage(title=title, submit=submit, caption=booking.child.name, back_href=back, cancel_href=back)
