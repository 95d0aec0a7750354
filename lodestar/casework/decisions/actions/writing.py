"""Writing decisions while a review is open, and making them when it closes."""

from datetime import date, datetime

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.decisions import policies
from lodestar.casework.decisions.actions.holding import gone_or, held, still_open
from lodestar.casework.decisions.models import (
    Decision,
)
from lodestar.casework.decisions.queries import drafts_of, next_number
from lodestar.casework.decisions.states import DecisionState
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import review_day

SAID = (
    "number", "state", "words", "because", "heading", "need", "owner_id", "owner_name", "agency", "due_on",
    "child_will_know", "is_statutory", "times_carried",
)  # fmt: skip
MAY_CHANGE = frozenset(
    {
        "words",
        "because",
        "heading",
        "need",
        "owner",
        "owner_name",
        "agency",
        "due_on",
        "child_will_know",
        "is_statutory",
    }
)


class ChangedMeanwhile(NotAllowed):
    """Somebody else changed the same draft: `theirs` is what stands now; nothing was written over it."""

    def __init__(self, theirs: Decision) -> None:
        """Keep what stands."""
        super().__init__(
            Refused(
                f"Somebody else changed this decision while you wrote. It now says: “{theirs.words}”. "
                "What you typed is still below: save again to put it in place of theirs."
            )
        )
        self.theirs = theirs


@records(EventKind.DECISION_WRITTEN)
def write_decision(
    *,
    booking: Booking,
    words: str,
    by: User,
    at: datetime,
    because: str = "",
    heading: str = "",
    need: str = "",
    owner: User | None = None,
    owner_name: str = "",
    agency: str = "",
    due_on: date | None = None,
    child_will_know: str = "",
    is_statutory: bool = False,
) -> Decision:
    """Draft a decision of a review that is not closed. Raises NotAllowed with every reason."""
    booking, child = held(booking)
    still_open(booking)
    pen.require_none(
        refusals(policies.may_be_written(words=words, due_on=due_on, review_on=review_day(booking)))
    )
    decision = Decision.objects.create(
        child=child,
        booking=booking,
        number=next_number(booking),
        words=words.strip(),
        because=because.strip(),
        heading=heading,
        need=need.strip(),
        owner=owner,
        owner_name=owner_name.strip(),
        agency=agency.strip(),
        due_on=due_on,
        child_will_know=child_will_know.strip(),
        is_statutory=is_statutory,
        written_at=at,
        written_by=by,
    )
    note(child=child, subject=decision, after=facts_of(decision, SAID), touches_care=False)
    return decision


@records(EventKind.DECISION_WRITTEN)
def change_decision(*, decision: Decision, version: int, by: User, at: datetime, **facts: object) -> Decision:
    """Change a draft that stands as it did in `version`.

    Raises ChangedMeanwhile where somebody else changed it since, NotAllowed with every other reason, ValueError for a
    fact that a decision does not have.
    """
    unknown = set(facts) - MAY_CHANGE
    if unknown:
        raise ValueError(f"A decision has no {', '.join(sorted(unknown))} to change.")
    booking, child = held(decision.booking)
    still_open(booking)
    decision = gone_or(decision)
    pen.require_none(refusals([policies.is_draft(decision)]))
    if decision.version != version:
        raise ChangedMeanwhile(decision)
    before = facts_of(decision, SAID)
    for name, value in facts.items():
        setattr(decision, name, value.strip() if isinstance(value, str) else value)
    pen.require_none(
        refusals(
            policies.may_be_written(
                words=decision.words, due_on=decision.due_on, review_on=review_day(booking)
            )
        )
    )
    if facts_of(decision, SAID) == before:
        nothing_changed()
        return decision
    decision.version += 1
    decision.written_at, decision.written_by = at, by
    decision.save()
    note(child=child, subject=decision, before=before, after=facts_of(decision, SAID), touches_care=False)
    return decision


@records(EventKind.DECISION_WRITTEN)
def strike_decision(*, decision: Decision, by: User, at: datetime, version: int | None = None) -> None:
    """Strike a draft out; one that was carried over stays, and one that was made is never struck.

    Raises ChangedMeanwhile where somebody changed it since `version`, NotAllowed with every other reason.
    """
    booking, child = held(decision.booking)
    still_open(booking)
    decision = gone_or(decision)
    pen.require_none(refusals([policies.is_draft(decision)]))
    if version is not None and decision.version != version:
        raise ChangedMeanwhile(decision)
    if decision.carried_from_id is not None:
        raise NotAllowed(
            Refused("This decision was carried over. Change its words or its date; it cannot be struck out.")
        )
    before, row = facts_of(decision, SAID), decision.pk
    note(child=child, subject=decision, before=before, after={"struck_out": row}, touches_care=False)
    decision.delete()


@records(EventKind.DECISIONS_MADE)
def make_decisions(*, booking: Booking, by: User, at: datetime) -> list[Decision]:
    """Make the drafts of a review its decisions. Raises NotAllowed for each without an owner or a date."""
    booking, child = held(booking)
    drafts = drafts_of(booking)
    pen.require_none(refusals([policies.is_whole(draft) for draft in drafts]))
    if not drafts:
        nothing_changed()
    for draft in drafts:
        draft.state, draft.made_at, draft.made_by = DecisionState.OPEN, at, by
        draft.save(update_fields=["state", "made_at", "made_by"])
        note(child=child, subject=draft, after=facts_of(draft, SAID), touches_care=False)
    return drafts
