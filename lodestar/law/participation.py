"""Which participation codes may be used for a child of a given age (section 1.10 of the return's guide)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lodestar.law.ages import birthday
from lodestar.law.citation import Citation, Force

GUIDE = Citation(
    "SSDA903 guide, REVIEW_CODE; checks 440 and 441",
    "https://www.gov.uk/guidance/children-looked-after-return",
    Force.STATUTORY_GUIDANCE,
)


class ParticipationCode(StrEnum):
    """How the child took part in the review."""

    PN0 = "PN0"
    PN1 = "PN1"
    PN2 = "PN2"
    PN3 = "PN3"
    PN4 = "PN4"
    PN5 = "PN5"
    PN6 = "PN6"
    PN7 = "PN7"


UNDER_FOUR = frozenset({ParticipationCode.PN0})
FOUR_AND_OVER = frozenset(ParticipationCode) - UNDER_FOUR


@dataclass(frozen=True, slots=True)
class CodesAllowed:
    """The codes that may be used, with the source and the fact that decides it."""

    codes: frozenset[ParticipationCode]
    citation: Citation
    because: str


def participation_codes_allowed(*, born_on: date, reviewed_on: date) -> CodesAllowed:
    """Return the codes that fit the child's age at the review: PN0 under 4, PN1 to PN7 from the 4th
    birthday.

    The national checks accept either on the birthday itself; here a child of 4 is 4 (section 1.10). A birth
    on 29 February has its 4th birthday on 29 February. Raises ValueError for a review before birth.
    """
    if reviewed_on < born_on:
        raise ValueError("A review cannot be held before the child is born.")
    if reviewed_on < birthday(born_on, 4):
        return CodesAllowed(UNDER_FOUR, GUIDE, "the child was under 4 on the day of the review")
    return CodesAllowed(FOUR_AND_OVER, GUIDE, "the child was 4 or over on the day of the review")


class ViewsPut(StrEnum):
    """How a child's views were put at a review."""

    SELF = "self"
    ADVOCATE = "advocate"
    WITHOUT_WORDS = "without-words"
    NOT_AT_ALL = "not-at-all"


@dataclass(frozen=True, slots=True)
class CodeProposed:
    """The code that the facts make, and the facts in words; a person chooses."""

    code: ParticipationCode
    citation: Citation
    because: str


# By whether the child was there, and how their views were put (section 1.10). Somebody who was not there and wrote or
# sent a message for themselves gave their views another way (PN6), with words or without.
_CODES = {
    (True, ViewsPut.SELF): ParticipationCode.PN1,
    (True, ViewsPut.ADVOCATE): ParticipationCode.PN2,
    (True, ViewsPut.WITHOUT_WORDS): ParticipationCode.PN3,
    (True, ViewsPut.NOT_AT_ALL): ParticipationCode.PN4,
    (False, ViewsPut.ADVOCATE): ParticipationCode.PN5,
    (False, ViewsPut.SELF): ParticipationCode.PN6,
    (False, ViewsPut.WITHOUT_WORDS): ParticipationCode.PN6,
    (False, ViewsPut.NOT_AT_ALL): ParticipationCode.PN7,
}
_HOW = {
    ViewsPut.SELF: "spoke or wrote for themselves",
    ViewsPut.ADVOCATE: "had somebody put their views for them",
    ViewsPut.WITHOUT_WORDS: "gave their views without words",
    ViewsPut.NOT_AT_ALL: "gave no views",
}


def proposed_code(*, born_on: date, reviewed_on: date, attended: bool, views: str) -> CodeProposed:
    """Return the national code that the facts of a review make (section 1.10): under 4 always PN0.

    `views` is one of `ViewsPut`. Raises ValueError for another, or for a review before birth.
    """
    allowed = participation_codes_allowed(born_on=born_on, reviewed_on=reviewed_on)
    how = ViewsPut(views)
    if allowed.codes == UNDER_FOUR:
        return CodeProposed(ParticipationCode.PN0, GUIDE, allowed.because)
    there = "was there" if attended else "was not there"
    return CodeProposed(_CODES[attended, how], GUIDE, f"the child {there} and {_HOW[how]}")
