"""The lists a child's record is made of, in the field's words.

The values are the national codes (2-law sections 1.2-1.11; DfE guide to SSDA903), because they are what
statute, returns and practitioners share; `exchange/ssda903/codes.py` says in which collection year each is
valid, and a house test holds the two lists to each other one-to-one.
"""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as the return records it."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "U"


SEX_WORDS = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.UNKNOWN: "Not known"}

LEGAL_STATUS_WORDS = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated under section 20",
    "V3": "Short breaks, each break recorded",
    "V4": "Short breaks, agreement recorded",
    "J1": "On remand",
    "J2": "Accommodated under PACE",
    "J3": "Youth rehabilitation order with residence",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
}
SHORT_BREAK_STATUSES = frozenset({"V3", "V4"})
YOUTH_JUSTICE_STATUSES = frozenset({"J1", "J2", "J3"})
CARE_ORDERS = frozenset({"C1", "C2"})

PLACEMENT_TYPE_WORDS = {
    "A3": "Placed for adoption with current foster carer (consent)",
    "A4": "Placed for adoption, not current foster carer (consent)",
    "A5": "Placed for adoption with current foster carer (placement order)",
    "A6": "Placed for adoption, not current foster carer (placement order)",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "K3": "Registered supported accommodation",
    "H5": "Semi-independent accommodation",
    "P1": "With own parents",
    "P2": "Independent living",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "NHS or other medical establishment",
    "R3": "Family centre or mother and baby unit",
    "R5": "Young offender institution",
    "S1": "Residential school",
    "T0": "Temporary move",
    "T1": "Temporary: in hospital",
    "T2": "Temporary: on holiday",
    "T3": "Temporary: foster carer on holiday",
    "T4": "Temporary: other, seven days or fewer",
    "U1": "Foster care with relative or friend, long term",
    "U2": "Foster care with relative or friend who is also an approved adopter",
    "U3": "Foster care with relative or friend",
    "U4": "Foster care, long term",
    "U5": "Foster care with carer who is also an approved adopter",
    "U6": "Foster care",
    "Z1": "Other placement",
    "Z11": "Other placement (Z11)",
    "Z12": "Other placement (Z12)",
    "Z13": "Other placement (Z13)",
    "Z14": "Other placement (Z14)",
}
TEMPORARY_PLACEMENTS = frozenset({"T0", "T1", "T2", "T3", "T4"})
ADOPTIVE_PLACEMENTS = frozenset({"A3", "A4", "A5", "A6"})

PROVIDER_WORDS = {
    "PR0": "Parents or others with parental responsibility",
    "PR1": "Own provision",
    "PR2": "Another local authority",
    "PR3": "Other public provision",
    "PR4": "Private provision",
    "PR5": "Voluntary provision",
}

CHANGE_REASON_WORDS = {
    "CARPL": "Change to or carrying out of the care plan",
    "CLOSE": "Provision closed or carer resigned",
    "ALLEG": "Allegation (section 47)",
    "STAND": "Concern about standards of care",
    "APPRR": "Approval removed",
    "CREQB": "Carer asked for it to end because of the child's behaviour",
    "CREQO": "Carer asked for it to end for another reason",
    "CHILD": "Child asked for it to end",
    "LAREQ": "Responsible or area authority asked for it to end",
    "PLACE": "Change in the status of the placement only",
    "CUSTOD": "Custody",
    "OTHER": "Other",
}
# 2-law section 15.5: these end a placement that was not planned to end.
UNPLANNED_REASONS = frozenset(
    {"ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ", "CUSTOD", "OTHER"}
)

END_REASON_WORDS = {
    "E11": "Adopted, application unopposed",
    "E12": "Adopted, consent dispensed with",
    "E2": "Died",
    "E3": "Care taken over by another local authority",
    "E4A": "Returned home to someone with parental responsibility, planned",
    "E4B": "Returned home to someone with parental responsibility, not planned",
    "E13": "Left to live with someone without parental responsibility",
    "E41": "Child arrangements or residence order",
    "E43": "Special guardianship order to former foster carers (old code)",
    "E44": "Special guardianship order to others (old code)",
    "E45": "Special guardianship order to foster carer who is a relative or friend",
    "E46": "Special guardianship order to foster carer who is not a relative or friend",
    "E47": "Special guardianship order to another carer who is a relative or friend",
    "E48": "Special guardianship order to another carer who is not a relative or friend",
    "E5": "Independent living with formal support",
    "E6": "Independent living without formal support",
    "E7": "Moved to adult residential care",
    "E9": "Sentenced to custody",
    "E14": "Accommodation on remand ended",
    "E15": "Age assessment found 18 or over",
    "E16": "Moved abroad",
    "E17": "Turned 18 and stayed with current carers",
    "E8": "Another reason",
    "E4": "Returned home (old code)",
    "E1": "Adopted (old code)",
}
# Kept for history that was recorded under them; a form does not offer them.
OLD_END_REASONS = frozenset({"E1", "E4", "E43", "E44"})

CATEGORY_OF_NEED_WORDS = {
    "N1": "Abuse or neglect",
    "N2": "Child's disability",
    "N3": "Parental illness or disability",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
}

ETHNICITY_WORDS = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WOTH": "Any other White background",
    "WIRT": "Traveller of Irish heritage",
    "WROM": "Gypsy or Roma",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "Any other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "Any other Asian background",
    "CHNE": "Chinese",
    "BCRB": "Caribbean",
    "BAFR": "African",
    "BOTH": "Any other Black background",
    "OOTH": "Any other ethnic group",
    "REFU": "Declined to say",
    "NOBT": "Not yet obtained",
}

DISABILITY_WORDS = {
    "NONE": "None",
    "MOB": "Mobility",
    "HAND": "Hand function",
    "PC": "Personal care",
    "INC": "Incontinence",
    "COMM": "Communication",
    "LD": "Learning",
    "HEAR": "Hearing",
    "VIS": "Vision",
    "BEH": "Behaviour",
    "CON": "Consciousness",
    "AUT": "Autism or Asperger syndrome",
    "DDA": "Other disability under the Equality Act",
}


class Location(StrEnum):
    """Where a placement lies."""

    INSIDE = "IN"
    OUTSIDE = "OUT"
    NOT_RECORDED = ""


class Planned(StrEnum):
    """Whether the child's arrival in a placement was planned."""

    PLANNED = "planned"
    UNPLANNED = "unplanned"


class SameCarer(StrEnum):
    """Whether a placement continues with the carer of the one before (RNE T and U)."""

    NEW_CARER = "new-carer"
    SAME_CARER = "same-carer"


class CaseRoleKind(StrEnum):
    """A part a person plays in managing a child's case; any bars that person as the child's IRO."""

    SOCIAL_WORKER = "social-worker"
    TEAM_MANAGER = "team-manager"
    PERSONAL_ADVISER = "personal-adviser"
    SUPERVISING_MANAGER = "supervising-manager"
    BUDGET_HOLDER = "budget-holder"
    CONFERENCE_CHAIR = "conference-chair"


CASE_ROLE_WORDS = {
    CaseRoleKind.SOCIAL_WORKER: "Allocated social worker",
    CaseRoleKind.TEAM_MANAGER: "Team manager",
    CaseRoleKind.PERSONAL_ADVISER: "Personal adviser",
    CaseRoleKind.SUPERVISING_MANAGER: "Supervising manager",
    CaseRoleKind.BUDGET_HOLDER: "Budget holder",
    CaseRoleKind.CONFERENCE_CHAIR: "Child protection conference chair",
}


# Why a child's social worker changed (the return's SW_REASON).
ROLE_CHANGE_WORDS = {
    "MANAGE": "To balance caseloads",
    "FCONTA": "First contact or re-referral",
    "LEFTRL": "The social worker left the role",
    "ORGRST": "Teams were restructured",
    "TSPROC": "Handed over as the process has it",
    "ABSENC": "To cover an absence",
    "CHCHAN": "The child asked for a change",
    "PCCHAN": "A parent or carer asked for a change",
    "SWDIED": "The social worker died",
    "OTHERS": "Another reason",
}


class RelationshipKind(StrEnum):
    """Who someone is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    STEP_PARENT = "step-parent"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    AUNT_OR_UNCLE = "aunt-or-uncle"
    OWN_CHILD = "own-child"
    OTHER = "other"


class Contact(StrEnum):
    """What contact the care plan allows with a person."""

    ALLOWED = "allowed"
    SUPERVISED = "supervised"
    LETTERBOX = "letterbox"
    NOT_ALLOWED = "not-allowed"
    NOT_RECORDED = "not-recorded"


class Source(StrEnum):
    """How a row came into the register."""

    PERSON = "person"
    SSDA903 = "ssda903"
    DEMONSTRATION = "demonstration"


class AdoptionStep(StrEnum):
    """The steps towards adoption that open a review clock (Adoption Agencies Regulations 2005, reg 36)."""

    AUTHORISED = "authorised"
    AUTHORITY_ENDED = "authority-ended"


class AliasKind(StrEnum):
    """What another name of the child is."""

    KNOWN_AS = "known-as"
    FORMER = "former"
    OTHER = "other"
