"""Whether a child on remand is looked after (R1.4), and so has reviews like any other (R3.9, R3.33)."""

from datetime import date

from lodestar.law.answers import Lawful, Unlawful
from lodestar.law.citation import Citation, Force
from lodestar.law.in_force import Dated, Version

REMAND_TO_YOUTH_DETENTION: Dated[bool] = Dated(
    "being looked after on remand to youth detention accommodation",
    (
        Version(
            False,
            date(1991, 10, 14),
            date(2012, 12, 3),
            Citation(
                "Children Act 1989 s.22(1)",
                "https://www.legislation.gov.uk/ukpga/1989/41/section/22/1991-10-14",
                Force.STATUTE,
            ),
        ),
        Version(
            True,
            date(2012, 12, 3),
            None,
            Citation(
                "Legal Aid, Sentencing and Punishment of Offenders Act 2012 s.104(1)",
                "https://www.legislation.gov.uk/ukpga/2012/10/section/104/2012-12-03",
                Force.STATUTE,
            ),
        ),
    ),
)
"""From 3 December 2012 a child remanded to youth detention accommodation is treated as looked after by the
authority the court designates. The commencement day is from memory and was not verified against the
order.
"""


def looked_after_on_remand(*, remanded_on: date, to_youth_detention: bool) -> Lawful | Unlawful:
    """A child remanded to youth detention accommodation is to be treated as looked after (LASPO 2012
    s.104(1), R1.4).

    A child remanded to local authority accommodation is looked after whenever it was. The day of the remand
    picks the wording; Unlawful here says that the child is not looked after by reason of the remand. The
    timetable itself does not ask: it judges the periods it is given, by the ordinary rules. Raises
    NotInForce before 14 October 1991.
    """
    version = REMAND_TO_YOUTH_DETENTION.at(remanded_on)
    if not to_youth_detention:
        return Lawful(version.citation, "remanded to local authority accommodation")
    if version.value:
        return Lawful(
            version.citation, "remanded to youth detention accommodation on or after 3 December 2012"
        )
    return Unlawful(
        "Remand to custody before 3 December 2012 did not make a child looked after.", version.citation
    )
