"""How long after what a review is due, version by version, each with its source.

Not verified against the text, and so worth a lawyer's eye: the paragraph numbers of the 1991 Regulations,
the review times of short breaks (taken from a council's procedures), and that the coronavirus amendments
left the intervals of the Adoption Agencies Regulations alone.
"""

from dataclasses import dataclass
from datetime import date

from lodestar.law.citation import Citation, Force
from lodestar.law.in_force import Dated, Version

CHILDREN_ACT_IN_FORCE = date(1991, 10, 14)
CARE_PLANNING_REGULATIONS_IN_FORCE = date(2011, 4, 1)
RELAXED_FROM = date(2020, 4, 24)
RELAXED_UNTIL = date(2020, 9, 25)
"""The first day on which six-monthly reviews were mandatory again. ADR-0005 says why it is this day and not
the next: SI 2020/445 reg 14 has its amendments cease on 25 September 2020, though reg 2 counts that day
in.
"""


@dataclass(frozen=True, slots=True)
class Days:
    """A limit in days, counted from the day after the event: working days, or days of the calendar."""

    number: int
    working: bool


@dataclass(frozen=True, slots=True)
class Months:
    """A limit in months to the corresponding date; not `mandatory` when it was only "where reasonably
    practicable".
    """

    number: int
    mandatory: bool = True


def _regulations(number: str, provision: str, regulation: str, wording: str) -> Citation:
    """Cite a regulation at a point in time; `number` is the year and number of the instrument."""
    url = f"https://www.legislation.gov.uk/uksi/{number}/regulation/{regulation}/{wording}"
    return Citation(f"SI {number} {provision}", url, Force.REGULATIONS)


_REVIEWS_1991 = _regulations("1991/895", "reg 3", "3", "made")
REG_33_1 = _regulations("2010/959", "reg 33(1)", "33", "2011-04-01")
REG_33_2 = _regulations("2010/959", "reg 33(2)", "33", "2011-04-01")
_REG_33_2_RELAXED = Citation(
    "SI 2010/959 reg 33(2) as amended by SI 2020/445 reg 8(14)",
    "https://www.legislation.gov.uk/uksi/2020/445/regulation/8/2020-04-24",
    Force.REGULATIONS,
)
_REG_33_2_RESTORED = _regulations("2010/959", "reg 33(2)", "33", "2020-09-25")
REG_33_3 = _regulations("2010/959", "reg 33(3)", "33", "2011-04-01")
REG_33_3_A = _regulations("2010/959", "reg 33(3)(a)", "33", "2011-04-01")
REG_32 = _regulations("2010/959", "reg 32", "32", "2011-04-01")
REG_48 = _regulations("2010/959", "reg 48", "48", "2011-04-01")
_AAR_36 = ("2005/389", "36", "2005-12-30")
_UNPLANNED_MOVE = Citation("Local policy: review after an unplanned move", "", Force.LOCAL_POLICY)
_ADOPTION_RETURN = Citation(
    "Local policy: review after return from an adoptive placement", "", Force.LOCAL_POLICY
)
ADJOURNMENT = Citation("IRO Handbook, adjournment of reviews", "", Force.STATUTORY_GUIDANCE)


def _adoption(paragraph: str, number: int) -> Dated[Months]:
    """State an interval of the Adoption Agencies Regulations, in force from 30 December 2005."""
    citation = _regulations(_AAR_36[0], f"reg 36{paragraph}", _AAR_36[1], _AAR_36[2])
    return Dated(
        f"adoption reviews under regulation 36{paragraph}",
        (Version(Months(number), date(2005, 12, 30), None, citation),),
    )


FIRST_REVIEW: Dated[Days] = Dated(
    "the first review",
    (
        Version(
            Days(28, working=False), CHILDREN_ACT_IN_FORCE, CARE_PLANNING_REGULATIONS_IN_FORCE, _REVIEWS_1991
        ),
        Version(Days(20, working=True), CARE_PLANNING_REGULATIONS_IN_FORCE, None, REG_33_1),
    ),
)
SECOND_REVIEW: Dated[Months] = Dated(
    "the second review",
    (
        Version(Months(3), CHILDREN_ACT_IN_FORCE, CARE_PLANNING_REGULATIONS_IN_FORCE, _REVIEWS_1991),
        Version(Months(3), CARE_PLANNING_REGULATIONS_IN_FORCE, None, REG_33_2),
    ),
)
LATER_REVIEW: Dated[Months] = Dated(
    "the third review and those after it",
    (
        Version(Months(6), CHILDREN_ACT_IN_FORCE, CARE_PLANNING_REGULATIONS_IN_FORCE, _REVIEWS_1991),
        Version(Months(6), CARE_PLANNING_REGULATIONS_IN_FORCE, RELAXED_FROM, REG_33_2),
        Version(Months(6, mandatory=False), RELAXED_FROM, RELAXED_UNTIL, _REG_33_2_RELAXED),
        Version(Months(6), RELAXED_UNTIL, None, _REG_33_2_RESTORED),
    ),
)
ADOPTION_AUTHORISED: Dated[Months] = _adoption("(1)(a)", 3)
ADOPTION_FIRST: Dated[Days] = Dated(
    "the first review after placing for adoption",
    (
        Version(
            Days(28, working=False),
            date(2005, 12, 30),
            None,
            _regulations(_AAR_36[0], "reg 36(3)(a)", _AAR_36[1], _AAR_36[2]),
        ),
    ),
)
ADOPTION_SECOND: Dated[Months] = _adoption("(3)(b)", 3)
ADOPTION_LATER: Dated[Months] = _adoption("(3)(c)", 6)
SHORT_BREAKS_FIRST: Dated[Months] = Dated(
    "the first review of a series of short breaks",
    (Version(Months(3), CARE_PLANNING_REGULATIONS_IN_FORCE, None, REG_48),),
)
SHORT_BREAKS_LATER: Dated[Months] = Dated(
    "the later reviews of a series of short breaks",
    (Version(Months(6), CARE_PLANNING_REGULATIONS_IN_FORCE, None, REG_48),),
)
UNPLANNED_MOVE: Dated[Days] = Dated(
    "the review after an unplanned move",
    (Version(Days(20, working=True), CHILDREN_ACT_IN_FORCE, None, _UNPLANNED_MOVE),),
)
UNPLANNED_MOVE_SECOND: Dated[Months] = Dated(
    "the second review after an unplanned move",
    (Version(Months(3), CHILDREN_ACT_IN_FORCE, None, _UNPLANNED_MOVE),),
)
ADOPTION_RETURN: Dated[Days] = Dated(
    "the review after return from an adoptive placement",
    (Version(Days(20, working=True), date(2005, 12, 30), None, _ADOPTION_RETURN),),
)
