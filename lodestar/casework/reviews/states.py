"""The lists a review is made of."""

from enum import StrEnum

# 2-law section 1.10 (SSD CLAR007A).
PARTICIPATION_WORDS = {
    "PN0": "Under 4 at the review",
    "PN1": "Attended and spoke for themselves",
    "PN2": "Attended, an advocate spoke for them",
    "PN3": "Attended, gave views without words",
    "PN4": "Attended, gave no views",
    "PN5": "Not there, an advocate gave their views",
    "PN6": "Not there, sent their views another way",
    "PN7": "Not there, gave no views",
}


class ReviewKind(StrEnum):
    """Which regime the review was held under."""

    LOOKED_AFTER = "looked-after"
    ADOPTION = "adoption"
    SHORT_BREAKS = "short-breaks"


REVIEW_KIND_WORDS = {
    ReviewKind.LOOKED_AFTER: "Looked-after review",
    ReviewKind.ADOPTION: "Adoption review",
    ReviewKind.SHORT_BREAKS: "Short-break review",
}

REVIEW_RULES = (
    "first",
    "second",
    "later",
    "unplanned_move",
    "adoption_authorised",
    "adoption_placed",
    "short_breaks_first",
    "short_breaks_later",
    "requested",
)
