"""The child's plan: reading it, its versions and what changed; recording a version; withdrawing one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.children.queries import care_of
from lodestar.casework.plans import actions, queries
from lodestar.casework.plans.forms import PlanForm, WithdrawForm, prefilled
from lodestar.casework.plans.presenters import plan as words
from lodestar.casework.plans.presenters.comparing import change_rows
from lodestar.casework.plans.states import PLAN_KIND_WORDS
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why, the_child
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.parts import FormPage
from lodestar.govuk.words import small_first


@or_ask_why
def care_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a child's plan, what is missing from it, and what changed since the last review."""
    who = asking(request, Permission.SEE_CHILDREN)
    child = the_child(who, pk)
    record = care_of(pk)
    kind = queries.kind_called_for(record, who.today)
    since = queries.last_review_held(pk, who.today)
    saw_plan(who, child, "care plan")
    page = words.plan_page(
        child,
        queries.current_plan(pk, kind),
        kind=kind,
        flags=queries.plan_flags(child, who.today),
        clock=queries.plan_clock(record, who.today),
        changes=queries.changes_since(pk, since, kind) if since else None,
        versions=queries.versions_of(pk),
        person=who.person,
        today=who.today,
    )
    return render(request, "plans/plan.jinja", {"page": page})


@or_ask_why
def plan_version(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Show one version of a child's plan and what it changed in the one before."""
    who = asking(request, Permission.SEE_CHILDREN)
    child = the_child(who, pk)
    plan = the_version(pk, row)
    before = queries.version_before(plan)
    saw_plan(who, child, f"care plan, version {plan.version}")
    rows = change_rows(queries.differences(before, plan))
    page = words.version_page(child, plan, before, rows, today=who.today)
    return render(request, "plans/plan.jinja", {"page": page})


@or_ask_why
def record_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a version of a child's plan, beginning with what the last one says."""
    who = asking(request, Permission.RECORD_PLAN)
    child = the_child(who, pk)
    kind = queries.kind_called_for(care_of(pk), who.today)
    last = queries.current_plan(pk, kind)
    first = {"kind": str(kind), "based_on": "0"}
    if last is not None:
        first = prefilled(
            kind=kind,
            version=last.version,
            goal=last.permanence_goal,
            settled=last.permanence_decided_on,
            contingency=last.contingency,
            parts=queries.parts_of(last),
        )
    form = PlanForm(request.POST or None, initial=first, today=who.today)
    number = str(last.version if last else 0)

    def act() -> str:
        try:
            actions.record_plan(child=child, by=who.person, at=who.at, **form.facts())
        finally:
            # Whoever is told of a version recorded meanwhile saves on top of it the next time.
            sent: Any = request.POST.copy()
            sent["based_on"] = number
            form.data = sent
        return reverse("care-plan", args=[pk])

    back = reverse("care-plan", args=[pk])
    saw_plan(who, child, "recording a care plan")
    page = FormPage(
        title=f"Record a new version of the {small_first(PLAN_KIND_WORDS[kind])}"
        if last
        else f"Record the {small_first(PLAN_KIND_WORDS[kind])}",
        submit="Save this version",
        caption=child.name,
        intro=(
            "It begins with what the last version says. Earlier versions stay as they are."
            if last
            else "Each part that is not known yet may stay empty; the page of the plan then says so.",
        ),
        back_href=back,
        cancel_href=back,
    )
    since = request.POST.get("based_on") if request.method == "POST" else None
    theirs = change_rows(queries.changes_from(last, since)) if last and since and since != number else []
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="The plan is recorded.",
        template="plans/record_plan.jinja",
        context={"theirs": theirs},
    )


@or_ask_why
def withdraw_plan(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Withdraw the last version of a plan, with the reason."""
    who = asking(request, Permission.RECORD_PLAN)
    child = the_child(who, pk)
    plan = the_version(pk, row)
    form = WithdrawForm(request.POST or None)
    back = reverse("care-plan", args=[pk])

    def act() -> str:
        actions.withdraw_plan(plan=plan, because=form.cleaned_data["because"], by=who.person, at=who.at)
        return back

    page = FormPage(
        title=f"Withdraw version {plan.version} of the plan",
        submit="Withdraw it",
        caption=child.name,
        intro=(
            "It is kept and marked as withdrawn. The version before, if there is one, is the plan again.",
        ),
        back_href=back,
        cancel_href=back,
    )
    return answer(request, who, form, page, act=act, done="The version is withdrawn.")


def the_version(pk: int, row: int) -> Any:
    """Return a version of this child's plan, or raise Http404."""
    plan = queries.plan_by_id(row)
    if plan is None or plan.child_id != pk:
        raise Http404
    return plan


def saw_plan(who: Asking, child: Any, page: str) -> None:
    """Leave an event that a person read of a child's plan."""
    saw(EventKind.CHILD_VIEWED, by=who.person, at=who.at, child=child, what={"page": page})
