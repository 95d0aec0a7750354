"""The figures that the demonstration is shaped on, each with where it comes from.

"Seed" is the annual report of an IRO service for 2014/15 that this project began from; "published 2025" the national
tables of one county (2-law section 7); "chosen" a plausible shape that nothing published was taken for.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, and its source."""

    value: float
    source: str


CHILDREN: Final = Figure(315, "seed section 5: looked after on 20 March 2015")
YEARS: Final = Figure(5, "chosen: history of those who left")
BY_AGREEMENT: Final = Figure(0.37, "seed section 6: looked after by virtue of parental agreement")
AT_A_DISTANCE: Final = Figure(31 / 271, "seed section 8: 31 placed at a distance of 271")
KINSHIP: Final = Figure(68 / 271, "seed section 6: 68 with relatives and friends of 271")
CHILDRENS_HOME: Final = Figure(0.15, "published 2025 (IND-18): children's homes 15%")
WITH_PARENTS: Final = Figure(0.11, "published 2025 (IND-18): with parents 11%")
FOR_ADOPTION: Final = Figure(0.04, "chosen, within the rest of IND-18 (foster 64%)")
SUPPORTED: Final = Figure(0.05, "chosen, within the rest of IND-18")
UNACCOMPANIED: Final = Figure(0.03, "published 2025 (IND-17): 4%; a few of fewer children")
ON_REMAND: Final = Figure(0.006, "chosen: a child or two; counted since December 2012 (seed section 3)")
SHORT_BREAKS: Final = Figure(0.04, "chosen: beside the children counted (2-law R3.31)")
LEFT: Final = Figure(1.3, "chosen: leavers of five years to each child looked after now")
CAME_BACK: Final = Figure(0.08, "chosen: children with a period of care before this one (R3.20)")
HAS_DISABILITY: Final = Figure(0.12, "chosen")
RESTRICTED: Final = Figure(0.01, "chosen: a few records restricted")
GONE_MISSING: Final = Figure(0.12, "chosen: of those aged 11 and over")
VIEWS_KNOWN: Final = Figure(0.95, "seed section 9: contributed, and views clear (aged 4 and over)")
OFFICERS_FULL_TIME: Final = Figure(6.6, "seed section 5: 6.6 full-time equivalent IROs")
# So that about 97.7% of children's reviews were in time (seed section 5: 97.9, 98.3, 97.7), and 97 to 98.5% of reviews.
LATE: Final = Figure(0.012, "seed section 5: 258 of 264 children reviewed in time")
LATE_AFTER_A_MOVE: Final = Figure(
    0.16, "chosen: a review 20 working days after an unplanned move is hardest to hold"
)
OVERDUE: Final = Figure(0.012, "chosen: reviews not yet held though due")

# Age at entry (first day of age in days, first day above, share): under 1 and 1-4 from the seed's chart (section 7).
ENTRY_AGES: Final = {
    (0, 365): 17.9,
    (365, 1826): 22.3,
    (1826, 3652): 20.0,
    (3652, 5844): 30.0,
    (5844, 6390): 9.8,
}
ENTRY_AGES_SOURCE: Final = "seed section 7: 17.9% + 22.3% entered at 4 or under; the rest chosen"

# Days looked after so far, of those looked after now (chosen).
TIME_IN_CARE: Final = {
    (14, 183): 15.0,
    (183, 366): 15.0,
    (366, 731): 22.0,
    (731, 1826): 32.0,
    (1826, 3285): 16.0,
}
NEEDS: Final = {"N1": 60.0, "N5": 15.0, "N4": 10.0, "N8": 5.0, "N3": 4.0, "N2": 3.0, "N6": 3.0}
FAMILIES: Final = {
    "british": 84.0,
    "traveller": 2.0,
    "caribbean": 3.0,
    "african": 3.0,
    "asian": 4.0,
    "european": 4.0,
}
# How many brothers and sisters come into care together: share of families.
GROUP_SIZES: Final = {1: 74.0, 2: 18.0, 3: 8.0}

# Why children left (REC, 2-law section 1.8), share of leavers (chosen; adopted 9% and SGO 11% published 2025).
LEAVING: Final = {
    "E4A": 24.0,
    "E4B": 5.0,
    "E12": 8.0,
    "E11": 2.0,
    "E45": 9.0,
    "E46": 2.0,
    "E47": 1.0,
    "E41": 4.0,
    "E13": 5.0,
    "E17": 12.0,
    "E5": 14.0,
    "E6": 3.0,
    "E7": 1.5,
    "E3": 3.0,
    "E14": 2.5,
    "E9": 1.0,
    "E15": 0.7,
    "E16": 0.5,
    "E8": 1.6,
    "E2": 0.2,
}
