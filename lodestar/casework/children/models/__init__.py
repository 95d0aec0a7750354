"""What is so: the child, and their care as dated rows."""

from lodestar.casework.children.models.care import (
    AdoptionDecision,
    CaseRole,
    DeprivationOfLiberty,
    LegalStatus,
    MissingEpisode,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
    SchoolAttended,
)
from lodestar.casework.children.models.child import (
    Alias,
    Child,
    Disability,
    Relationship,
    Restriction,
    UnaccompaniedStatus,
)
from lodestar.casework.children.models.dated import Correction, DatedRow

__all__ = [
    "AdoptionDecision",
    "Alias",
    "CaseRole",
    "Child",
    "Correction",
    "DatedRow",
    "DeprivationOfLiberty",
    "Disability",
    "LegalStatus",
    "MissingEpisode",
    "PeriodOfCare",
    "Placement",
    "PreviousPermanence",
    "Relationship",
    "Restriction",
    "SchoolAttended",
    "UnaccompaniedStatus",
]
