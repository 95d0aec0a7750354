"""What the IRO finds of earlier decisions at a later review."""

from datetime import datetime

from lodestar.access.door import facts_of, note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.decisions import policies
from lodestar.casework.decisions.actions.holding import held
from lodestar.casework.decisions.models import (
    Decision,
    Verification,
)
from lodestar.casework.decisions.queries import next_number
from lodestar.casework.decisions.states import CARRIED_OVER, DecisionState, Verdict
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.states import OPEN_STATES


@records(EventKind.DECISION_VERIFIED)
def verify_decision(
    *, decision: Decision, booking: Booking, verdict: str, by: User, at: datetime, words: str = ""
) -> Verification:
    """Record what the IRO found of an earlier decision at a later review.

    Partly done or not done carries it over: a draft of this review with one more carry-over, its date to be set anew.
    Raises NotAllowed with every reason.
    """
    booking, child = held(booking)
    decision = Decision.objects.get(pk=decision.pk)
    pen.require_none(
        refusals(
            policies.may_be_verified(
                decision,
                is_open_review=booking.state in OPEN_STATES and decision.child_id == booking.child_id,
                is_of_it=decision.booking_id == booking.pk,
                verdict=verdict,
                words=words,
            )
        )
    )
    found = Verification.objects.create(
        decision=decision,
        booking=booking,
        verdict=verdict,
        words=words.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    carried: Decision | None = None
    if verdict in CARRIED_OVER:
        decision.state = DecisionState.CARRIED
        carried = Decision.objects.create(
            child=child,
            booking=booking,
            number=next_number(booking),
            words=decision.words,
            because=decision.because,
            heading=decision.heading,
            need=decision.need,
            owner=decision.owner,
            owner_name=decision.owner_name,
            agency=decision.agency,
            child_will_know=decision.child_will_know,
            is_statutory=decision.is_statutory,
            times_carried=decision.times_carried + 1,
            carried_from=decision,
            written_at=at,
            written_by=by,
        )
    else:
        decision.state = DecisionState.VERIFIED if verdict == Verdict.DONE else DecisionState.SUPERSEDED
    decision.save(update_fields=["state"])
    after = facts_of(found, ["decision_id", "verdict", "words"])
    if carried is not None:
        after["carried_to"] = carried.pk
    note(child=child, subject=found, after=after, touches_care=False)
    return found
