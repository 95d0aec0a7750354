"""The lists a decision is made of, and what may follow what."""

from enum import StrEnum


class DecisionState(StrEnum):
    """How far a decision has come."""

    DRAFT = "draft"
    OPEN = "open"
    SAID_DONE = "said-done"
    VERIFIED = "verified"
    SUPERSEDED = "superseded"
    CARRIED = "carried"


DECISION_STATE_WORDS = {
    DecisionState.DRAFT: "Being written",
    DecisionState.OPEN: "Open",
    DecisionState.SAID_DONE: "Said to be done",
    DecisionState.VERIFIED: "Done, the IRO has seen it",
    DecisionState.SUPERSEDED: "No longer needed",
    DecisionState.CARRIED: "Carried over",
}
STILL_OWED = (DecisionState.OPEN, DecisionState.SAID_DONE)


class ManagersWord(StrEnum):
    """What the team manager answers (R4.20)."""

    AGREED = "agreed"
    WITH_CHANGE = "agreed-with-change"
    DISAGREED = "disagreed"
    DEEMED = "no-response-deemed-agreed"


MANAGERS_WORD_WORDS = {
    ManagersWord.AGREED: "Agreed",
    ManagersWord.WITH_CHANGE: "Agreed with a change",
    ManagersWord.DISAGREED: "Disagreed",
    ManagersWord.DEEMED: "No answer: taken as agreed",
}


class Progress(StrEnum):
    """What its owner says of a decision."""

    IN_PROGRESS = "in-progress"
    DONE = "done"
    CANNOT = "cannot"


PROGRESS_WORDS = {
    Progress.IN_PROGRESS: "Under way",
    Progress.DONE: "Done",
    Progress.CANNOT: "Cannot be done",
}


class Verdict(StrEnum):
    """What the IRO found at the next review."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not-done"
    NOT_NEEDED = "not-needed"


VERDICT_WORDS = {
    Verdict.DONE: "Done, as the child sees it too",
    Verdict.PARTLY: "Partly done: carried over",
    Verdict.NOT_DONE: "Not done: carried over",
    Verdict.NOT_NEEDED: "No longer needed",
}
CARRIED_OVER = frozenset({Verdict.PARTLY, Verdict.NOT_DONE})
# From this many carry-overs a challenge is proposed (3-casework section 5, item 2).
CHALLENGE_FROM = 3
