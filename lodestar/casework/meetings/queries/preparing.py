"""How far the preparation of a review has come: what people said, and what the facts show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q

from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.models import Booking, ChildSeen, PreparationStep
from lodestar.casework.meetings.queries.booking import review_day
from lodestar.casework.meetings.queries.papers import papers_of
from lodestar.casework.meetings.states import PaperKind, Step, StepState
from lodestar.law import review_steps
from lodestar.law.calendar import BeyondKnownCalendar
from lodestar.law.review_steps import StepClock


@dataclass(frozen=True, slots=True)
class Shown:
    """What the facts show of a step: its state, and the fact in words."""

    state: StepState
    words: str


@dataclass(frozen=True, slots=True)
class StepStands:
    """One step: how it stands, what was said and by whom, what the facts show, and by when it is to be done."""

    step: Step
    state: StepState
    said: PreparationStep | None
    shown: Shown | None
    clock: StepClock | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What became of decisions of earlier reviews, as the ledger counts them: still without an answer, and in all."""

    unanswered: int
    total: int


def steps_of(booking: Booking, *, on: date, earlier: Earlier | None = None) -> list[StepStands]:
    """Return every step before a review; what the facts show stands over what was said.

    `earlier` is given by whoever knows the ledger of decisions; without it that step is what was said of it.
    """
    said = {row.step: row for row in booking.steps.select_related("said_by")}
    shown = facts_shown(booking, on=on, earlier=earlier)
    clocks = clocks_of(review_day(booking))
    return [
        StepStands(
            step,
            state_of(shown.get(step), said.get(step)),
            said.get(step),
            shown.get(step),
            clocks.get(step),
        )
        for step in Step
    ]


def state_of(shown: Shown | None, said: PreparationStep | None) -> StepState:
    """Return how a step stands. A fact that shows it done stands over everything; a reason why it is not needed
    stands over a fact that shows it undone; a word that it is done does not.
    """
    word = None if said is None else StepState(said.state)
    if shown is None:
        return word or StepState.NOT_STARTED
    if shown.state is StepState.DONE or word is StepState.NOT_NEEDED:
        return StepState.DONE if shown.state is StepState.DONE else StepState.NOT_NEEDED
    if word in (StepState.DONE, StepState.IN_PROGRESS):
        return StepState.IN_PROGRESS
    return shown.state


def facts_shown(booking: Booking, *, on: date, earlier: Earlier | None = None) -> dict[Step, Shown]:
    """Return what the facts show of the steps that leave facts; five questions."""
    found = {
        Step.CLOCK: _clock(booking),
        Step.WISHES: _wishes(booking),
        Step.PAPERS: _papers(booking, on),
        Step.SEEN: _seen(booking),
        **_invitations(booking),
    }
    if earlier is not None:
        found[Step.EARLIER_DECISIONS] = _earlier(earlier)
    return found


def _clock(booking: Booking) -> Shown:
    day = review_day(booking)
    if day is None:
        return Shown(StepState.NOT_STARTED, "No meeting is planned.")
    if booking.due_on is not None and day > booking.due_on:
        why = "and the reason is recorded" if booking.late_because else "and no reason is recorded"
        state = StepState.DONE if booking.late_because else StepState.IN_PROGRESS
        return Shown(state, f"The review is booked after its due date, {why}.")
    return Shown(StepState.DONE, "The review is booked in time.")


def _wishes(booking: Booking) -> Shown:
    if booking.childs_wishes.strip():
        return Shown(StepState.DONE, "The child's wishes are recorded.")
    return Shown(StepState.NOT_STARTED, "No wishes of the child are recorded.")


def _papers(booking: Booking, on: date) -> Shown:
    owed = {one.kind: one for one in papers_of(booking, on=on)}
    came = [one for one in owed.values() if one.came]
    wanted = [owed[kind] for kind in (PaperKind.REPORT, PaperKind.CARE_PLAN) if kind in owed]
    words = f"{len(came)} of {len(owed)} papers came."
    if wanted and all(one.came for one in wanted):
        return Shown(StepState.DONE, f"The report and the care plan came. {words}")
    return Shown(StepState.IN_PROGRESS if came else StepState.NOT_STARTED, words)


def _seen(booking: Booking) -> Shown:
    seen = booking.seen.order_by("-seen_on", "-pk").first()
    if seen is None:
        return Shown(StepState.NOT_STARTED, "No talk with the child is recorded.")
    how = "alone" if seen.is_alone else "not alone"
    return Shown(StepState.DONE, f"The child was seen {how}.")


def _invitations(booking: Booking) -> Mapping[Step, Shown]:
    """Return what invitations and consultation papers show; no facts where nobody has been listed."""
    count = booking.invitees.aggregate(
        asked=Count("pk", filter=Q(is_invited=True)),
        sent=Count("pk", filter=Q(is_invited=True, invited_at__isnull=False)),
        papers=Count("pk", filter=Q(is_invited=True, invited_at__isnull=False) & ~Q(band="")),
        back=Count("pk", filter=Q(is_invited=True, paper__isnull=False) & ~Q(band="")),
    )
    asked, sent, papers, back = (count[name] for name in ("asked", "sent", "papers", "back"))
    invitations = StepState.NOT_STARTED
    if asked:
        invitations = StepState.DONE if sent == asked else StepState.IN_PROGRESS
    consultation = StepState.NOT_STARTED
    if papers:
        consultation = StepState.DONE if back == papers else StepState.IN_PROGRESS
    return {
        Step.INVITATIONS: Shown(
            invitations, f"{sent} of {asked} invitations are sent." if asked else "Nobody is listed."
        ),
        Step.CONSULTATION: Shown(
            consultation,
            f"{papers} consultation papers sent, {back} came back." if papers else "None is sent.",
        ),
    }


def _earlier(earlier: Earlier) -> Shown:
    answered = earlier.total - earlier.unanswered
    if not earlier.unanswered:
        words = "Every earlier decision has an answer." if earlier.total else "There is no earlier decision."
        return Shown(StepState.DONE, words)
    words = f"{answered} of {earlier.total} earlier decisions have an answer."
    return Shown(StepState.IN_PROGRESS if answered else StepState.NOT_STARTED, words)


def clocks_of(day: date | None) -> dict[Step, StepClock]:
    """Return by when each step is to be done before a review on a day (2-law 4.1); none where no day is planned."""
    if day is None:
        return {}
    try:
        discussion = review_steps.discussion_by(review_on=day)
        talk = review_steps.talk_by(review_on=day)
        invitations = review_steps.invitations_by(
            review_on=day, working_days=settings.INVITATIONS_WORKING_DAYS
        )
        papers = review_steps.papers_by(review_on=day, working_days=settings.SW_REPORT_LEAD)
    except BeyondKnownCalendar:
        return {}
    return {
        Step.CLOCK: discussion,
        Step.WISHES: discussion,
        Step.INVITATIONS: invitations,
        Step.CONSULTATION: invitations,
        Step.PAPERS: papers,
        Step.SEEN: review_steps.child_seen_by(review_on=day),
        Step.TALK: talk,
        Step.EARLIER_DECISIONS: papers,
        Step.LINKED: papers,
        Step.ADVOCACY: invitations,
    }


def step_said(booking: Booking, step: str) -> PreparationStep | None:
    """Return what was said of a step, or None."""
    return booking.steps.select_related("said_by").filter(step=step).first()


def talks_with_child(booking: Booking) -> list[ChildSeen]:
    """Return the talks with the child before a review, latest first."""
    return list(booking.seen.select_related("recorded_by").order_by("-seen_on", "-pk"))


def said_on(row: PreparationStep) -> date:
    """Return the London day on which something was said of a step."""
    return row.said_at.astimezone(LONDON).date()
