"""Where it is written what is owed to a child on a watch list, beside what the law room cites itself."""

from lodestar.law.agenda import HEADINGS
from lodestar.law.care_planning import regulation
from lodestar.law.citation import Citation, Force


def _considered_at_reviews(number: int) -> Citation:
    """Return the paragraph of Schedule 7 under which a review considers something."""
    return next(one.citation for one in HEADINGS if one.code == f"sch7-{number}")


EARLIER_DECISIONS = _considered_at_reviews(1)
LEGAL_STATUS = _considered_at_reviews(2)
PERMANENCE = _considered_at_reviews(3)
HOME = _considered_at_reviews(5)
ADVICE_AND_SUPPORT = _considered_at_reviews(10)
WISHES = _considered_at_reviews(12)
VISITED_BY_THE_AUTHORITY = regulation("28", "(2)")
INDEPENDENT_VISITOR = Citation(
    "Children Act 1989 s.23ZB",
    "https://www.legislation.gov.uk/ukpga/1989/41/section/23ZB/2011-04-01",
    Force.STATUTE,
)
ADVOCACY = Citation(
    "Children Act 1989 s.26A",
    "https://www.legislation.gov.uk/ukpga/1989/41/section/26A",
    Force.STATUTE,
)
TIMETABLE = regulation("33", "(1)")
"""The timetable of reviews, where a clock cannot be worked out."""
