"""What the IRO alone says at the end of a review: how the child took part, quality, the plan, the conclusion."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lodestar.access.answers import Refused
from lodestar.access.roles import Permission
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.meetings.states import Attendance, InviteeRole
from lodestar.casework.records import actions, queries
from lodestar.casework.records import forms_of_conclusion as forms
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.presenters import closing as words
from lodestar.casework.records.queries.room import report_days_ahead
from lodestar.casework.records.states import Question, SpokeHow
from lodestar.casework.records.views.entering import Entered, entered
from lodestar.casework.records.views.room import page_around
from lodestar.casework.reviews.views.asking import or_ask_why
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.words import long_date
from lodestar.law.participation import UNDER_FOUR, participation_codes_allowed, proposed_code

CONCLUDES = Permission.CONCLUDE_REVIEW


@or_ask_why
def participation(request: HttpRequest, pk: int) -> HttpResponse:
    """How the child took part: the facts, the code that they make, and the code that the IRO chooses."""
    here = entered(request, pk, "room-participation", needed=CONCLUDES)
    now = queries.conclusion_of(here.booking)
    allowed = participation_codes_allowed(born_on=here.booking.child.born_on, reviewed_on=day_of(here))
    proposal = proposed(here, now)
    is_code = "participation" in request.POST or "choose" in request.POST
    facts_form = forms.TookPartForm(
        request.POST if request.POST and not is_code else None, initial=facts_known(here, now)
    )
    chosen = "" if now is None else now.participation
    code_form = forms.CodeForm(
        request.POST if is_code else None,
        offered=[(str(code), words.code_words(str(code))) for code in sorted(allowed.codes)],
        initial={
            "participation": chosen or (str(proposal.code) if proposal else None),
            "version": version(now),
        },
    )
    form: Any = code_form if is_code else facts_form

    def act() -> str:
        facts = {"participation": code_form.cleaned_data["participation"]} if is_code else facts_form.facts()
        actions.save_conclusion(
            booking=here.booking, version=form.built_on(), by=here.who.person, at=here.who.at, **facts
        )
        return reverse("room" if is_code else "room-participation", args=[pk])

    return answer(
        request,
        here.who,
        form,
        page_around(here, "How the child took part", "Save what happened"),
        act=act,
        done="How the child took part is saved." if is_code else "Saved. Now choose the code.",
        template="records/participation.jinja",
        context={
            "around": here.around,
            "facts_form": facts_form,
            "code_form": code_form,
            "clock": words.proposal_clock(proposal, chosen) if proposal else None,
            "locked": locked(here, until_closed=True),
        },
    )


def day_of(here: Entered) -> Any:
    """Return the day by which the child's age is judged."""
    return review_day(here.booking) or here.who.today


def version(now: Any) -> int:
    """Return the version of the conclusion that a page is built on."""
    return 0 if now is None else now.version


def proposed(here: Entered, now: Any) -> Any:
    """Return the code that the facts make; under 4 it needs none; None where they are not told yet."""
    born_on, day = here.booking.child.born_on, day_of(here)
    is_under_4 = participation_codes_allowed(born_on=born_on, reviewed_on=day).codes == UNDER_FOUR
    if not is_under_4 and (now is None or now.attended is None or not now.spoke_how):
        return None
    views = SpokeHow.NOT_AT_ALL if now is None or not now.spoke_how else now.spoke_how
    attended = bool(now and now.attended)
    if now is not None and now.sent_views and not attended and views == SpokeHow.NOT_AT_ALL:
        views = SpokeHow.SELF  # who was not there and sent their views gave them another way
    return proposed_code(born_on=born_on, reviewed_on=day, attended=attended, views=str(views))


def facts_known(here: Entered, now: Any) -> dict[str, Any]:
    """Return the facts that were saved, or else what the list of who was there and the papers say."""
    child = next((one for one in queries.invitees_of(here.booking) if one.role == InviteeRole.CHILD), None)
    there = {Attendance.PRESENT, Attendance.PART, Attendance.BY_VIDEO}
    attended = None if child is None or not child.attendance else child.attendance in there
    sent = None if child is None else hasattr(child, "paper") or None
    spoke_how, chaired = None, None
    if now is not None:
        attended = attended if now.attended is None else now.attended
        sent = sent if now.sent_views is None else now.sent_views
        spoke_how, chaired = now.spoke_how, now.chaired
    said = {True: "yes", False: "no", None: None}
    return {
        "attended": said[attended],
        "sent_views": said[sent],
        "spoke_how": spoke_how,
        "chaired": chaired,
        "version": version(now),
    }


@or_ask_why
def quality(request: HttpRequest, pk: int) -> HttpResponse:
    """The five quality questions, with what the papers and the child's age propose."""
    here = entered(request, pk, "room-quality", needed=CONCLUDES)
    codes = participation_codes_allowed(born_on=here.booking.child.born_on, reviewed_on=day_of(here)).codes
    is_under_4 = codes == UNDER_FOUR
    in_time, why = words.report_in_time(report_days_ahead(here.booking), settings.SW_REPORT_LEAD)
    form = forms.QualityForm(
        request.POST or None,
        is_under_4=is_under_4,
        proposed=words.proposed_answers(
            queries.quality_of(here.booking), is_under_4=is_under_4, in_time=in_time
        ),
        hints={str(Question.REPORT_IN_TIME): why},
    )

    def act() -> str:
        actions.answer_quality(booking=here.booking, answers=form.said(), by=here.who.person, at=here.who.at)
        return reverse("room", args=[pk])

    return answered(request, here, form, "Quality questions", act=act, until_closed=True)


@or_ask_why
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The care plan against each criterion, graded with what shows it."""
    here = entered(request, pk, "room-plan", needed=CONCLUDES)
    form = forms.GradesForm(request.POST or None, grades=queries.grades_of(here.booking))

    def act() -> str:
        actions.grade_plan(booking=here.booking, grades=form.said(), by=here.who.person, at=here.who.at)
        return reverse("room", args=[pk])

    intro = ("A grade of 1 or 2 says what shows it. What you leave empty stays ungraded.",)
    return answered(request, here, form, "The care plan, graded", act=act, until_closed=False, intro=intro)


@or_ask_why
def conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the plan meets the child's needs, and the day of the next review, proposed by the law room."""
    here = entered(request, pk, "room-conclusion", needed=CONCLUDES)
    now = queries.conclusion_of(here.booking)
    due = queries.next_due_after(here.booking, day_of(here))
    first = {
        "meets_needs": None if now is None else now.meets_needs,
        "meets_needs_words": "" if now is None else now.meets_needs_words,
        "next_review_on": due.due_on if due and (now is None or now.next_review_on is None) else None,
        "next_review_words": "" if now is None else now.next_review_words,
        "version": version(now),
    }
    if now is not None and now.next_review_on is not None:
        first["next_review_on"] = now.next_review_on
    form = forms.ConclusionForm(request.POST or None, initial=first)

    def act() -> str:
        actions.save_conclusion(
            booking=here.booking,
            version=form.built_on(),
            by=here.who.person,
            at=here.who.at,
            **form.facts(),
        )
        return reverse("room", args=[pk])

    intro = (
        (f"What is saved now: {saved_now(now)}",)
        if now is not None and request.method == "POST" and now.meets_needs
        else ()
    )
    return answered(
        request,
        here,
        form,
        "Conclusion and next review",
        act=act,
        until_closed=True,
        clock=words.next_clock(due),
        intro=intro,
    )


def saved_now(now: Any) -> str:
    """Return a conclusion in a line, to be compared with what somebody typed."""
    day = f", next review {long_date(now.next_review_on)}" if now.next_review_on else ""
    said = f"meets the child's needs: {now.meets_needs}"
    return (
        f"{said}{'. ' + now.meets_needs_words if now.meets_needs_words else ''}{day} ({now.saved_by.name})."
    )


def locked(here: Entered, *, until_closed: bool) -> str:
    """Return why nothing can be concluded any more; empty while it can."""
    allowed = policies.may_conclude(
        here.part, minute=here.state, booking=here.booking.state, until_closed=until_closed
    )
    return next((one.reason for one in allowed if isinstance(one, Refused)), "")


def answered(
    request: HttpRequest,
    here: Entered,
    form: Any,
    title: str,
    *,
    act: Any,
    until_closed: bool,
    clock: Any = None,
    intro: tuple[str, ...] = (),
) -> HttpResponse:
    """Answer one of the IRO's forms; where it is too late for it, the page says so and offers no button."""
    why = locked(here, until_closed=until_closed)
    return answer(
        request,
        here.who,
        form,
        page_around(here, title, "Save", intro=(*intro, *((why,) if why else ()))),
        act=act,
        done=f"{title}: saved.",
        template="records/room_form.jinja",
        context={"around": here.around, "clock": clock, "has_fields": not why},
    )
