"""The lists a care plan is made of."""

from enum import StrEnum


class PlanKind(StrEnum):
    """Which plan it is."""

    CARE = "care"
    REMAND = "remand"


PLAN_KIND_WORDS = {PlanKind.CARE: "Care plan", PlanKind.REMAND: "Detention placement plan (remand)"}


class PermanenceGoal(StrEnum):
    """Where the child is to live for good (2-law 4.2)."""

    RETURN_HOME = "return-home"
    KINSHIP = "kinship"
    SGO_CARER = "sgo-carer"
    ADOPTION = "adoption"
    LONG_TERM_FOSTERING = "long-term-fostering"
    RESIDENTIAL = "residential"
    INDEPENDENCE = "independence"


PERMANENCE_GOAL_WORDS = {
    PermanenceGoal.RETURN_HOME: "Return home",
    PermanenceGoal.KINSHIP: "Living with family or friends (special guardianship or child arrangements order)",
    PermanenceGoal.SGO_CARER: "Special guardianship by the present carer",
    PermanenceGoal.ADOPTION: "Adoption",
    PermanenceGoal.LONG_TERM_FOSTERING: "Long-term fostering",
    PermanenceGoal.RESIDENTIAL: "Residential care",
    PermanenceGoal.INDEPENDENCE: "Supported lodgings or independence",
}


class PlanPart(StrEnum):
    """What a care plan must hold (reg 5 and Sch.1; 2-law R8.11)."""

    LONG_TERM = "long-term"
    PLACEMENT = "placement"
    HEALTH = "health"
    EDUCATION = "education"
    FAMILY_TIME = "family-time"
    IDENTITY = "identity"
    WISHES = "wishes"
    DELEGATED = "delegated"


PLAN_PART_WORDS = {
    PlanPart.LONG_TERM: "The long-term plan",
    PlanPart.PLACEMENT: "Placement plan",
    PlanPart.HEALTH: "Health plan",
    PlanPart.EDUCATION: "Personal education plan",
    PlanPart.FAMILY_TIME: "Family and family time",
    PlanPart.IDENTITY: "Religion, culture and identity",
    PlanPart.WISHES: "Wishes and feelings of the child and the parents",
    PlanPart.DELEGATED: "Who may decide what (delegated authority)",
}
