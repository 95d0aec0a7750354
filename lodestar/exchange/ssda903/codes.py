"""The codes of the return: what each means, in which collection years it may be used, how charts group it.

This is the only home of the return's codes (2-law sections 1.2 to 1.11). Years are given by the calendar year
in which the collection year ends. A code that was valid in another year than the file's is still read, and
told; a code valid in no year is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lodestar.exchange.ssda903.code_set import Code, CodeSet, flag, plain
from lodestar.exchange.ssda903.codes_care import (
    ADOPTIVE,
    CATEGORY_OF_NEED,
    CONTINUES,
    LEGAL_STATUS,
    MOVES,
    PLACEMENT_TYPE,
    PROVIDER,
    REASON_CEASED,
    REASON_NEW_EPISODE,
    REASON_PLACE_CHANGE,
    SAME_CARER,
    SHORT_BREAKS,
    STARTED,
    TEMPORARY,
    UNPLANNED,
    YOUTH_JUSTICE,
)

__all__ = [
    "ACCOMMODATION",
    "ACTIVITY",
    "ADOPTIVE",
    "CATEGORY_OF_NEED",
    "CODES",
    "CONTINUES",
    "Code",
    "CodeSet",
    "ETHNICITY",
    "FLAG_FIELDS",
    "IN_TOUCH",
    "LEGAL_STATUS",
    "LS_ADOPTR",
    "MISSING",
    "MOVES",
    "NB_ADOPTR",
    "PARTICIPATION",
    "PLACEMENT_TYPE",
    "PREVIOUS_PERMANENCE",
    "PROVIDER",
    "Participation",
    "REASON_CEASED",
    "REASON_NEW_EPISODE",
    "REASON_PLACED_CEASED",
    "REASON_PLACE_CHANGE",
    "SAME_CARER",
    "SDQ_REASON",
    "SEX",
    "SEX_ADOPTR",
    "SEX_TODAY",
    "SHORT_BREAKS",
    "STARTED",
    "SW_REASON",
    "TEMPORARY",
    "UNDER_FOUR",
    "UNPLANNED",
    "YOUTH_JUSTICE",
]

_WHITE, _MIXED, _ASIAN, _BLACK = "White", "Mixed", "Asian or Asian British", "Black or Black British"
_OTHER_ETHNIC, _NOT_KNOWN = "Other", "Refused or not known"
ETHNICITY = CodeSet(
    "ETHNIC",
    (
        Code("WBRI", "White British", group=_WHITE),
        Code("WIRI", "White Irish", group=_WHITE),
        Code("WOTH", "Any other White background", group=_WHITE),
        Code("WIRT", "Traveller of Irish heritage", group=_WHITE),
        Code("WROM", "Gypsy or Roma", group=_WHITE),
        Code("MWBC", "White and Black Caribbean", group=_MIXED),
        Code("MWBA", "White and Black African", group=_MIXED),
        Code("MWAS", "White and Asian", group=_MIXED),
        Code("MOTH", "Any other mixed background", group=_MIXED),
        Code("AIND", "Indian", group=_ASIAN),
        Code("APKN", "Pakistani", group=_ASIAN),
        Code("ABAN", "Bangladeshi", group=_ASIAN),
        Code("AOTH", "Any other Asian background", group=_ASIAN),
        Code("CHNE", "Chinese", group=_ASIAN),
        Code("BCRB", "Caribbean", group=_BLACK),
        Code("BAFR", "African", group=_BLACK),
        Code("BOTH", "Any other Black background", group=_BLACK),
        Code("OOTH", "Any other ethnic group", group=_OTHER_ETHNIC),
        Code("REFU", "Refused", group=_NOT_KNOWN),
        Code("NOBT", "Information not yet obtained", group=_NOT_KNOWN),
    ),
    {"CNHE": "CHNE"},  # transposed in some published lists
)


@dataclass(frozen=True, slots=True)
class Participation(Code):
    """How a child took part in a review: whether they attended, and whether their views were conveyed."""

    attended: bool | None = None
    views_conveyed: bool | None = None


PARTICIPATION = CodeSet(
    "REVIEW_CODE",
    (
        Participation("PN0", "Under 4 at the time of the review"),
        Participation("PN1", "Attended and spoke for themselves", attended=True, views_conveyed=True),
        Participation("PN2", "Attended, an advocate spoke", attended=True, views_conveyed=True),
        Participation("PN3", "Attended, conveyed views without words", attended=True, views_conveyed=True),
        Participation("PN4", "Attended, did not contribute", attended=True, views_conveyed=False),
        Participation("PN5", "Not there, briefed an advocate", attended=False, views_conveyed=True),
        Participation("PN6", "Not there, conveyed views another way", attended=False, views_conveyed=True),
        Participation("PN7", "Not there, conveyed no views", attended=False, views_conveyed=False),
    ),
)
UNDER_FOUR = "PN0"

SEX = CodeSet(
    "SEX",
    (
        Code("1", "Male", last=2024),
        Code("2", "Female", last=2024),
        Code("M", "Male", first=2025),
        Code("F", "Female", first=2025),
        Code("U", "Not known", first=2025),
    ),
    {"MALE": "M", "FEMALE": "F", "UNKNOWN": "U"},
)
SEX_TODAY = {"1": "M", "2": "F", "M": "M", "F": "F", "U": "U", "": "U"}
"""Each year's code for sex in the letters used since 2024/25."""

SDQ_REASON = plain(
    "SDQ_REASON",
    {
        "SDQ1": "No form returned: under 4 or over 16 at the last assessment",
        "SDQ2": "Carer refused to complete it",
        "SDQ3": "Not possible because of the severity of the child's disability",
        "SDQ4": "Other",
        "SDQ5": "Child refused to complete it",
    },
)
IN_TOUCH = plain(
    "IN_TOUCH",
    {
        "YES": "In touch",
        "NO": "Not in touch",
        "DIED": "Died",
        "REFU": "Refuses contact",
        "NREQ": "No longer requires services",
        "RHOM": "Returned home for six months or more",
    },
)
ACTIVITY = CodeSet(
    "ACTIV",
    (
        Code("F1", "Full time: higher education"),
        Code("P1", "Part time: higher education"),
        Code("F2", "Full time: other education"),
        Code("P2", "Part time: other education"),
        Code("F3", "Full time: training or employment", last=2021),
        Code("P3", "Part time: training or employment", last=2021),
        Code("F4", "Full time: apprenticeship", first=2022),
        Code("P4", "Part time: apprenticeship", first=2022),
        Code("F5", "Full time: training or employment", first=2022),
        Code("P5", "Part time: training or employment", first=2022),
        Code("G4", "Not in education, employment or training: illness or disability"),
        Code("G5", "Not in education, employment or training: other"),
        Code("G6", "Not in education, employment or training: pregnancy or parenting"),
        Code("0", "Not known"),
    ),
)
_ACCOMMODATION = {
    "B": "With parents or relatives",
    "C": "Residential or NHS",
    "D": "Semi-independent or supported",
    "E": "Supported lodgings",
    "G": "Gone abroad",
    "H": "Deported",
    "K": "Ordinary lodgings",
    "R": "Not known",
    "S": "No fixed abode",
    "T": "Foyer",
    "U": "Independent living",
    "V": "Emergency accommodation",
    "W": "Bed and breakfast",
    "X": "In custody",
    "Y": "Other",
    "Z": "With former foster carer",
}
ACCOMMODATION = CodeSet(
    "ACCOM",
    tuple(
        Code(letter + digit, f"{label}, {words}")
        for letter, label in _ACCOMMODATION.items()
        for digit, words in (("1", "suitable"), ("2", "unsuitable"))
    )
    + (Code("0", "Not known"),),
)
MISSING = plain("MISSING", {"M": "Missing", "A": "Away from placement without authorisation"})
PREVIOUS_PERMANENCE = plain(
    "PREV_PERM",
    {
        "P1": "Adopted",
        "P2": "Special guardianship order",
        "P3": "Residence or child arrangements order",
        "P4": "Permanence of an unknown kind",
        "Z1": "None",
    },
)
REASON_PLACED_CEASED = plain(
    "REASON_PLACED_CEASED",
    {
        "RD1": "The child's needs changed",
        "RD2": "The court did not make a placement order",
        "RD3": "No adopters could be found",
        "RD4": "Any other reason",
    },
)
SEX_ADOPTR = plain(
    "SEX_ADOPTR",
    {"M1": "One man", "F1": "One woman", "MM": "Two men", "FF": "Two women", "MF": "A man and a woman"},
)
LS_ADOPTR = plain(
    "LS_ADOPTR",
    {
        "L0": "Single adopter",
        "L11": "Married, different sex",
        "L12": "Married, same sex",
        "L2": "Civil partnership",
        "L3": "Unmarried, different sex",
        "L4": "Unmarried, same sex",
    },
)
NB_ADOPTR = plain("NB_ADOPTR", {"1": "One adopter", "2": "Two adopters"})
SW_REASON = plain(
    "SW_REASON",
    {
        "MANAGE": "Change of caseload",
        "FCONTA": "First contact or re-referral",
        "LEFTRL": "Social worker left the role",
        "ORGRST": "Restructure",
        "TSPROC": "Transfer by process",
        "ABSENC": "Absence cover",
        "CHCHAN": "The child asked",
        "PCCHAN": "A parent or carer asked",
        "SWDIED": "Social worker died",
        "OTHERS": "Other",
    },
)
FLAG_FIELDS = (
    "MOTHER",
    "CONVICTED",
    "HEALTH_CHECK",
    "IMMUNISATIONS",
    "TEETH_CHECK",
    "HEALTH_ASSESSMENT",
    "SUBSTANCE_MISUSE",
    "INTERVENTION_RECEIVED",
    "INTERVENTION_OFFERED",
    "FOSTER_CARE",
)


def _by_field(sets: Iterable[CodeSet]) -> dict[str, CodeSet]:
    return {s.field: s for s in sets}


CODES: Mapping[str, CodeSet] = _by_field(
    (
        LEGAL_STATUS,
        REASON_NEW_EPISODE,
        CATEGORY_OF_NEED,
        PLACEMENT_TYPE,
        PROVIDER,
        REASON_PLACE_CHANGE,
        REASON_CEASED,
        ETHNICITY,
        PARTICIPATION,
        SEX,
        SDQ_REASON,
        IN_TOUCH,
        ACTIVITY,
        ACCOMMODATION,
        MISSING,
        PREVIOUS_PERMANENCE,
        REASON_PLACED_CEASED,
        SEX_ADOPTR,
        LS_ADOPTR,
        NB_ADOPTR,
        SW_REASON,
        *(flag(name) for name in FLAG_FIELDS),
    )
)
"""Every coded field of the return, by its name in the files."""
