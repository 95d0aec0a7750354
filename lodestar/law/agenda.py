"""What a review must consider (CPPCR 2010 Sch.7; 2-law 4.2), in the words of the law and in words for a child."""

from dataclasses import dataclass

from lodestar.law.citation import Citation, Force


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the agenda: its code, what it asks, the same for a child, and its source."""

    code: str
    words: str
    child_words: str
    citation: Citation


def _of_schedule_7(number: int, words: str, child_words: str) -> Heading:
    """Cite a paragraph of Schedule 7."""
    citation = Citation(
        f"SI 2010/959 Sch.7 para {number}",
        "https://www.legislation.gov.uk/uksi/2010/959/schedule/7",
        Force.REGULATIONS,
    )
    return Heading(f"sch7-{number}", words, child_words, citation)


# Titles of 1, 2, 4, 5, 6, 9, 10 and 13 were seen in the published text; 3, 7, 8, 11, 12 and 14 (added by
# SI 2013/984) come from the spec's reading of it and are worth a lawyer's eye.
HEADINGS = (
    _of_schedule_7(
        1,
        "What has changed since the last review, and what became of its decisions",
        "What has changed, and what we said would happen",
    ),
    _of_schedule_7(2, "Whether to seek a change of legal status", "Whether the court needs to be asked"),
    _of_schedule_7(3, "The plan for permanence", "Where you will live while you grow up"),
    _of_schedule_7(4, "Family time and contact", "Seeing your family and the people who matter to you"),
    _of_schedule_7(5, "Whether where the child lives is still right", "Where you live now"),
    _of_schedule_7(6, "Education, and the personal education plan", "School or college"),
    _of_schedule_7(7, "Leisure and interests", "Things you like doing"),
    _of_schedule_7(8, "Health, and the health plan", "Keeping well"),
    _of_schedule_7(9, "Identity: religion, origin, culture and language", "Who you are"),
    _of_schedule_7(
        10,
        "Whether advice and support are still right, and the child understands them",
        "Who helps you, and whether it is the right help",
    ),
    _of_schedule_7(
        11, "What happens when the child is no longer looked after", "When you leave care, or go home"
    ),
    _of_schedule_7(
        12, "The child's wishes and feelings, and the IRO's view of the plan", "What you want and feel"
    ),
    _of_schedule_7(13, "How often the child is visited", "How often your social worker comes to see you"),
    _of_schedule_7(
        14,
        "Who may decide what day to day (delegated authority)",
        "Who can say yes to things like sleepovers",
    ),
)
PERMANENCE_CODE = "sch7-3"
PERMANENCE_BY_REVIEW = 2
PERMANENCE = Citation("Children Act 1989 guidance, volume 2", "", Force.STATUTORY_GUIDANCE)


def considered_at(ordinal: int) -> tuple[Heading, ...]:
    """Return the headings of a review by its number; each is considered at each review (SI 2010/959 reg 35, Sch.7).

    Raises ValueError for a number below 1.
    """
    if ordinal < 1:
        raise ValueError("Reviews are counted from 1.")
    return HEADINGS


def permanence_is_owed(ordinal: int) -> bool:
    """Say whether a plan for permanence is owed at a review: by the second, about four months in (2-law 4.2)."""
    if ordinal < 1:
        raise ValueError("Reviews are counted from 1.")
    return ordinal >= PERMANENCE_BY_REVIEW
