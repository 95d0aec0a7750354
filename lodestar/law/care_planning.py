"""How the Care Planning, Placement and Case Review (England) Regulations 2010 are cited, and since when they hold.

In force from 1 April 2011. From 24 April 2020 until 25 September 2020 SI 2020/445 reg 8 relaxed some of their limits
(ADR-0005 says why the 25th is the first day after it).
"""

from lodestar.law.citation import Citation, Force
from lodestar.law.review_sources import CARE_PLANNING_REGULATIONS_IN_FORCE, RELAXED_FROM, RELAXED_UNTIL

VOLUME_3 = Citation("Children Act 1989 guidance, volume 3", "", Force.STATUTORY_GUIDANCE)
"""Planning the transition to adulthood, in its text of February 2025."""

IN_FORCE = CARE_PLANNING_REGULATIONS_IN_FORCE
RELAXED = (RELAXED_FROM, RELAXED_UNTIL)
"""First day of the relaxation of 2020, and the first day after it."""


def regulation(number: str, paragraph: str = "", wording: str = "2011-04-01") -> Citation:
    """Cite a regulation of SI 2010/959 down to the paragraph, with the address of its wording of a day."""
    url = f"https://www.legislation.gov.uk/uksi/2010/959/regulation/{number}/{wording}"
    return Citation(f"SI 2010/959 reg {number}{paragraph}", url, Force.REGULATIONS)


def relaxed_regulation(number: str, amendment: str = "") -> Citation:
    """Cite a regulation of SI 2010/959 as it stood in the relaxation of 2020 (SI 2020/445 reg 8)."""
    return Citation(
        f"SI 2010/959 reg {number} as amended by SI 2020/445 reg 8{amendment}",
        "https://www.legislation.gov.uk/uksi/2020/445/regulation/8/2020-04-24",
        Force.REGULATIONS,
    )
