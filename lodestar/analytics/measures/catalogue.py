"""The register of measures: one definition each (2-law section 7; seed sections 5 to 10)."""

from lodestar.analytics.measures.catalogue_of_children import OF_CHILDREN
from lodestar.analytics.measures.catalogue_of_outcomes import OF_OUTCOMES
from lodestar.analytics.measures.catalogue_of_reviews import OF_REVIEWS
from lodestar.analytics.measures.measure import Measure

MEASURES: tuple[Measure, ...] = (*OF_REVIEWS, *OF_CHILDREN, *OF_OUTCOMES)

NOT_COUNTED: tuple[tuple[str, str], ...] = (
    ("CP-1 to CP-6", "Neither the register nor the return holds child protection plans and conferences."),
    ("Midway checks done (IND-11)", "They come with oversight between reviews."),
    ("Return interviews within 72 hours (IND-15)", "Neither the register nor the return holds them."),
    ("Staying put (IND-16)", "The return holds where a care leaver lives and not with whom they stayed on."),
)
"""What section 7 names and cannot be counted yet, and why."""


def measure_named(name: str) -> Measure:
    """Return a measure by its id. Raises KeyError for an unknown one."""
    return _BY_ID[name]


_BY_ID = {measure.id: measure for measure in MEASURES}
