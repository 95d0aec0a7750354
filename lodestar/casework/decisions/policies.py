"""May a decision be written, made, sent, answered, updated or verified: each with words that say what to mend."""

from collections.abc import Sequence
from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import in_words
from lodestar.casework.decisions.models import Decision
from lodestar.casework.decisions.states import (
    DECISION_STATE_WORDS,
    MANAGERS_WORD_WORDS,
    PROGRESS_WORDS,
    STILL_OWED,
    VERDICT_WORDS,
    DecisionState,
    ManagersWord,
    Progress,
    Verdict,
)
from lodestar.law.bank_holidays import FIRST_YEAR, LAST_YEAR


def may_be_written(*, words: str, due_on: date | None, review_on: date | None) -> list[Answer]:
    """May a decision be drafted so? Its owner and date may follow, but a date that is given must be possible."""
    answers: list[Answer] = []
    if not words.strip():
        answers.append(Refused("Say what was decided.", "words"))
    if due_on is not None:
        answers.append(date_is_possible(due_on, review_on=review_on))
    return answers


def date_is_possible(due_on: date, *, review_on: date | None) -> Answer:
    """Refuse a date before the review that decides, or in a year nobody plans for."""
    if review_on is not None and due_on < review_on:
        return Refused(
            f"{in_words(due_on)} is before the review on {in_words(review_on)}. Enter that day or a later one.",
            "due_on",
        )
    if not FIRST_YEAR <= due_on.year <= LAST_YEAR:
        return Refused(f"{due_on.year} is too far off. Check the year.", "due_on")
    return Allowed()


def is_draft(decision: Decision) -> Answer:
    """Refuse a change to a decision that was made: it is answered, updated or carried over, never rewritten."""
    if decision.state == DecisionState.DRAFT:
        return Allowed()
    return Refused(
        "This decision was made and cannot be rewritten. Say how it is going, or decide anew at the next review."
    )


def is_whole(decision: Decision) -> Answer:
    """Refuse to make a decision that names nobody or no day (R4.3: who, by when)."""
    missing = []
    if decision.owner_id is None and not decision.owner_name.strip():
        missing.append("who is to do it")
    if decision.due_on is None:
        missing.append("by when")
    if not missing:
        return Allowed()
    return Refused(f"Decision {decision.number} does not say {' or '.join(missing)}. Add it.", "decisions")


def may_be_closed(*, unverified: Sequence[Decision], drafts: Sequence[Decision]) -> list[Answer]:
    """May a review close: no earlier decision without an answer, each of its own with an owner and a date?"""
    answers: list[Answer] = [is_whole(draft) for draft in drafts]
    if unverified:
        number = len(unverified)
        what = "1 decision" if number == 1 else f"{number} decisions"
        answers.append(
            Refused(
                f"{what} of earlier reviews {'has' if number == 1 else 'have'} no answer yet. "
                "Say of each whether it was done.",
                "earlier",
            )
        )
    return answers


def may_be_sent(
    *, made: int, is_held: bool, is_sent: bool, due_on: date | None, late_because: str, today: date
) -> list[Answer]:
    """May the decisions of a review go out: once, after it was held, and if late with the reason (R4.7)?"""
    if not is_held:
        return [Refused("Close the review first: only decisions that were made can be sent.")]
    if is_sent:
        return [Refused("The decisions of this review were sent already.")]
    answers: list[Answer] = []
    if not made:
        answers.append(Refused("This review made no decision, so there is nothing to send."))
    if due_on is not None and today > due_on and not late_because.strip():
        answers.append(
            Refused(
                f"The decisions were due by {in_words(due_on)}. Say why they are late.",
                "late_because",
                "Local policy: steps of a review",
            )
        )
    return answers


def may_be_answered(
    decision: Decision, *, answers_due_on: date | None, is_theirs: bool, word: str, words: str, today: date
) -> list[Answer]:
    """May a manager answer a decision: their team's, once, sent, in time, and a no with its reason (R4.8, R4.20)?

    `answers_due_on` is None where it was not sent. After that day it stands as agreed, whether or not anybody has
    said so in the register yet.
    """
    if answers_due_on is None:
        return [Refused("The decisions were not sent yet, so there is nothing to answer.")]
    if not is_theirs:
        return [Refused("Your team does not work with this child: their own team manager answers.")]
    answer = getattr(decision, "answer", None)
    if answer is not None:
        said = MANAGERS_WORD_WORDS[ManagersWord(answer.word)]
        return [Refused(f"Decision {decision.number} was answered already: {said}.", "word")]
    if today > answers_due_on:
        return [
            Refused(
                f"Decision {decision.number} was to be answered by {in_words(answers_due_on)}, so it stands as agreed. "
                "If you disagree, speak with the IRO.",
                "word",
                "IRO Handbook, decisions of the review",
            )
        ]
    if word not in {str(w) for w in MANAGERS_WORD_WORDS} or word == ManagersWord.DEEMED:
        return [Refused(f"Select an answer to decision {decision.number}.", "word")]
    if word != ManagersWord.AGREED and not words.strip():
        what = "what should change" if word == ManagersWord.WITH_CHANGE else "why you disagree"
        return [Refused(f"Say {what} in decision {decision.number}.", "words")]
    return [Allowed()]


def may_be_updated(
    decision: Decision,
    *,
    is_theirs: bool,
    progress: str,
    words: str,
    done_on: date | None,
    decided_on: date | None,
    today: date,
) -> list[Answer]:
    """May somebody say how a decision is going, or that it was done on a day?

    `is_theirs`: it is theirs to carry out, or they manage the case. `decided_on` is the day of the review.
    """
    if not is_theirs:
        return [
            Refused(
                "Only its owner, the child's social worker or their team manager says how a decision is going."
            )
        ]
    if decision.state not in STILL_OWED:
        said = DECISION_STATE_WORDS[DecisionState(decision.state)].lower()
        return [Refused(f"This decision is not open any more: {said}.")]
    answers: list[Answer] = []
    if progress not in {str(p) for p in PROGRESS_WORDS}:
        answers.append(Refused("Select how it is going.", "progress"))
    if not words.strip():
        answers.append(Refused("Say what was done, or what stands in the way.", "words"))
    if progress == Progress.DONE:
        if done_on is None:
            answers.append(Refused("Enter the day it was done.", "done_on"))
        elif done_on > today:
            answers.append(
                Refused(f"{in_words(done_on)} is still to come. Enter the day it was done.", "done_on")
            )
        elif decided_on is not None and done_on < decided_on and decision.carried_from_id is None:
            answers.append(
                Refused(
                    f"The review that decided it was on {in_words(decided_on)}. Enter that day or a later one.",
                    "done_on",
                )
            )
    return answers


def may_be_verified(
    decision: Decision, *, is_open_review: bool, is_of_it: bool, verdict: str, words: str
) -> list[Answer]:
    """May the IRO say what became of an earlier decision: once, in a review that is not closed?"""
    if not is_open_review:
        return [Refused("This review is closed. Earlier decisions are looked at before it closes.")]
    if is_of_it:
        return [Refused("This decision is of the same review: it is looked at in the next.")]
    if decision.state not in STILL_OWED:
        return [Refused("Somebody has said what became of this decision already. Look at it as it is now.")]
    if verdict not in {str(v) for v in VERDICT_WORDS}:
        return [Refused(f"Select what became of decision {decision.number}.", "verdict")]
    if verdict != Verdict.DONE and not words.strip():
        return [Refused(f"Say why decision {decision.number} was not done, or is no longer needed.", "words")]
    return [Allowed()]
