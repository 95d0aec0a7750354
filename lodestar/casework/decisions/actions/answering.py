"""What follows a review: decisions sent, answered by the manager, and how their owners say they go."""

from datetime import date, datetime

from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.decisions import policies
from lodestar.casework.decisions.actions.holding import held
from lodestar.casework.decisions.models import (
    Decision,
    DecisionsSent,
    DecisionUpdate,
    ManagerAnswer,
)
from lodestar.casework.decisions.queries import (
    may_speak_of,
    overdue_sent,
    sent_of,
    team_managers_of,
    works_with,
)
from lodestar.casework.decisions.states import DecisionState, ManagersWord, Progress
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.meetings.states import BookingState
from lodestar.law.review_steps import answers_by, decisions_by


@records(EventKind.DECISIONS_SENT)
def send_decisions(*, booking: Booking, by: User, at: datetime, late_because: str = "") -> DecisionsSent:
    """Send a review's decisions: the team manager's five working days to answer begin (R4.7, R4.8).

    Those who manage the case are told; the owners are told of what is theirs. Raises NotAllowed with every reason.
    """
    booking, child = held(booking)
    day = review_day(booking)
    made = list(Decision.objects.filter(booking=booking, state=DecisionState.OPEN).select_related("owner"))
    pen.require_none(
        refusals(
            policies.may_be_sent(
                made=len(made),
                is_held=booking.state == BookingState.HELD,
                is_sent=sent_of(booking) is not None,
                due_on=decisions_by(review_on=day).due_on if day else None,
                late_because=late_because,
                today=pen.day_of(at),
            )
        )
    )
    sent = DecisionsSent.objects.create(
        booking=booking,
        answers_due_on=answers_by(sent_on=pen.day_of(at)).due_on,
        late_because=late_because.strip(),
        sent_at=at,
        sent_by=by,
    )
    note(
        child=child,
        subject=sent,
        after={"decisions": len(made), **facts_of(sent, ["answers_due_on", "late_because"])},
        touches_care=False,
    )
    tell(
        people=team_managers_of(child, on=pen.day_of(at)),
        kind=NoticeKind.DECISIONS_TO_ANSWER,
        key=f"{booking.pk}",
        address=f"/reviews/{booking.pk}/decisions/answer/",
        by=by,
        at=at,
    )
    for decision in made:
        if decision.owner is not None:
            tell(
                people=[decision.owner],
                kind=NoticeKind.DECISION_GIVEN,
                key=f"{decision.pk}",
                address=f"/decisions/{decision.pk}/update/",
                by=by,
                at=at,
            )
    return sent


@records(EventKind.DECISION_ANSWERED)
def answer_decision(
    *, decision: Decision, word: str, by: User, at: datetime, words: str = ""
) -> ManagerAnswer:
    """Record the team manager's answer to a decision (R4.20). Raises NotAllowed: not sent, another team's child,
    answered already, too late, or a change or a no without its reason.
    """
    booking, child = held(decision.booking)
    decision = Decision.objects.select_related("answer").get(pk=decision.pk)
    sent, today = sent_of(booking), pen.day_of(at)
    pen.require_none(
        refusals(
            policies.may_be_answered(
                decision,
                answers_due_on=None if sent is None else sent.answers_due_on,
                is_theirs=works_with(by, child, on=today),
                word=word,
                words=words,
                today=today,
            )
        )
    )
    answer = ManagerAnswer.objects.create(
        decision=decision, word=word, words=words.strip(), answered_at=at, answered_by=by
    )
    note(
        child=child,
        subject=answer,
        after=facts_of(answer, ["decision_id", "word", "words"]),
        touches_care=False,
    )
    tell(
        people=[booking.officer],
        kind=NoticeKind.DECISION_ANSWERED,
        key=f"{booking.pk}:{pen.day_of(at)}",
        address=f"/reviews/{booking.pk}/decisions/",
        by=by,
        at=at,
    )
    return answer


@records(EventKind.DECISION_ANSWERED)
def deem_agreed(*, by: User, at: datetime, today: date | None = None) -> int:
    """Take as agreed, by nobody, decisions whose five working days for an answer are over (R4.8); return how many.

    `by` is who set it going (the system itself, for the command): the answer names nobody.
    """
    made = 0
    for sent in overdue_sent(on=today or pen.day_of(at)).select_related("booking__child"):
        child = sent.booking.child
        for decision in Decision.objects.filter(
            booking=sent.booking, made_at__isnull=False, answer__isnull=True
        ).exclude(state=DecisionState.SUPERSEDED):
            answer = ManagerAnswer.objects.create(
                decision=decision, word=ManagersWord.DEEMED, answered_at=at, answered_by=None
            )
            note(
                child=child,
                subject=answer,
                after=facts_of(answer, ["decision_id", "word"]),
                touches_care=False,
            )
            made += 1
    if not made:
        nothing_changed()
    return made


@records(EventKind.DECISION_UPDATED)
def update_decision(
    *,
    decision: Decision,
    progress: str,
    words: str,
    by: User,
    at: datetime,
    evidence: str = "",
    done_on: date | None = None,
) -> DecisionUpdate:
    """Record what a decision's owner says of it; the IRO alone says that it is done. Raises NotAllowed."""
    booking, child = held(decision.booking)
    decision = Decision.objects.get(pk=decision.pk)
    pen.require_none(
        refusals(
            policies.may_be_updated(
                decision,
                is_theirs=may_speak_of(by, decision, on=pen.day_of(at)),
                progress=progress,
                words=words,
                done_on=done_on,
                decided_on=review_day(booking),
                today=pen.day_of(at),
            )
        )
    )
    update = DecisionUpdate.objects.create(
        decision=decision,
        progress=progress,
        words=words.strip(),
        evidence=evidence.strip(),
        done_on=done_on if progress == Progress.DONE else None,
        recorded_at=at,
        recorded_by=by,
    )
    state = DecisionState.SAID_DONE if progress == Progress.DONE else DecisionState.OPEN
    if decision.state != state:
        decision.state = state
        decision.save(update_fields=["state"])
    after = facts_of(update, ["decision_id", "progress", "words", "evidence", "done_on"])
    note(child=child, subject=update, after=after, touches_care=False)
    return update
