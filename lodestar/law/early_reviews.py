"""When a review must be held before its ordinary date (section 3.3)."""

from datetime import date, timedelta
from enum import StrEnum

from lodestar.law import review_sources as sources
from lodestar.law.care_history import RequestedReview
from lodestar.law.citation import Citation
from lodestar.law.review_rules import in_words


class EarlyReviewReason(StrEnum):
    """Why a review cannot wait for its ordinary date."""

    IRO_ASKED = "iro_asked"
    WELFARE_NOT_SAFEGUARDED = "welfare_not_safeguarded"
    REMAND_ENDING = "remand_ending"
    DETENTION_ENDING = "detention_ending"
    ACCOMMODATION_ENDING = "accommodation_ending"
    SIGNIFICANT_CHANGE = "significant_change"
    OTHER = "other"


_GROUNDS: dict[EarlyReviewReason, tuple[Citation, str]] = {
    EarlyReviewReason.IRO_ASKED: (sources.REG_33_3_A, "the independent reviewing officer asked for it"),
    EarlyReviewReason.WELFARE_NOT_SAFEGUARDED: (
        sources.REG_33_3,
        "the visiting social worker found the child's welfare not adequately safeguarded",
    ),
    EarlyReviewReason.REMAND_ENDING: (
        sources.REG_33_3,
        "no other review would be held before remand or police accommodation ends",
    ),
    EarlyReviewReason.DETENTION_ENDING: (
        sources.REG_33_3,
        "no other review would be held before detention ends",
    ),
    EarlyReviewReason.ACCOMMODATION_ENDING: (
        sources.REG_33_3,
        "the authority proposes to cease accommodating the child",
    ),
    EarlyReviewReason.SIGNIFICANT_CHANGE: (
        sources.REG_32,
        "a significant change to the care plan is proposed",
    ),
    EarlyReviewReason.OTHER: (sources.REG_33_3, "an early review was asked for"),
}


def early_review(*, reason: EarlyReviewReason, asked_on: date, due_on: date) -> RequestedReview:
    """Nothing prevents a review before its time, and in these cases there must be one (SI 2010/959 reg
    33(3)).

    The IRO asks (R3.10); a visit finds welfare not safeguarded (R3.11); remand, detention or accommodation
    ends before the next review (R3.12-R3.14, see `last_day_before`); a significant change to the care plan
    is proposed (reg 32, R3.15). `due_on` is the last lawful day and no sooner than `asked_on`, else
    ValueError.
    """
    if due_on < asked_on:
        raise ValueError("A review cannot be due before it is asked for.")
    citation, ground = _GROUNDS[reason]
    return RequestedReview(asked_on, due_on, f"{ground} on {in_words(asked_on)}", citation)


def last_day_before(*, ends_on: date) -> date:
    """Return the last lawful day for a review that must come before something ends (R3.12-R3.14).

    SI 2010/959 reg 33(3). `ends_on` is the first day on which it no longer holds (15.1), so the day before
    it.
    """
    return ends_on - timedelta(days=1)
