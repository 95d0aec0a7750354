"""The codes of the return: what each means, in which collection years it may be used, how charts group it.

This is the only home of the return's codes (2-law sections 1.2 to 1.11). Years are given by the calendar year
in which the collection year ends. A code that was valid in another year than the file's is still read, and
told; a code valid in no year is refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of

from lodestar.exchange.ssda903.years import CollectionYear


@dataclass(frozen=True, slots=True)
class Code:
    """A code, its label, and the first and last collection year (by ending year) in which it is valid.

    `group` is what charts put it under; `group_2014` the grouping of the report of 2014/15, so that its
    chart can be drawn again.
    """

    code: str
    label: str
    first: int | None = None
    last: int | None = None
    group: str = ""
    group_2014: str = ""

    def is_valid_in(self, year: CollectionYear) -> bool:
        """Return whether the code may be used in a collection year."""
        return (self.first is None or self.first <= year.ending) and (
            self.last is None or year.ending <= self.last
        )


@dataclass(frozen=True, slots=True)
class CodeSet:
    """The codes of one field. `also_written` maps other spellings seen in returns to the code they mean."""

    field: str
    codes: tuple[Code, ...]
    also_written: Mapping[str, str] = field_of(default_factory=dict)
    by_code: Mapping[str, Code] = field_of(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {c.code: c for c in self.codes})
        if len(self.by_code) != len(self.codes):
            raise ValueError(f"{self.field} lists a code twice.")

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __getitem__(self, code: str) -> Code:
        return self.by_code[code]

    def label(self, code: str) -> str:
        """Return what a code means. Raises KeyError for a code valid in no year."""
        return self.by_code[code].label

    def valid_in(self, year: CollectionYear) -> frozenset[str]:
        """Return the codes that may be used in a collection year."""
        return frozenset(c.code for c in self.codes if c.is_valid_in(year))


def _plain(field_name: str, labels: dict[str, str], **also_written: str) -> CodeSet:
    return CodeSet(field_name, tuple(Code(c, label) for c, label in labels.items()), also_written)


def _flag(field_name: str) -> CodeSet:
    other = {"Y": "1", "YES": "1", "TRUE": "1", "T": "1", "N": "0", "NO": "0", "FALSE": "0", "F": "0"}
    return CodeSet(field_name, (Code("0", "No"), Code("1", "Yes")), other)


_CARE, _ORDER, _S20 = "Care order", "Placement or freeing order", "Voluntary agreement (section 20)"
_SHORT, _YOUTH, _PROTECTION = "Short breaks", "Youth justice", "Child protection"
LEGAL_STATUS = CodeSet(
    "LS",
    (
        Code("C1", "Interim care order", group=_CARE),
        Code("C2", "Full care order", group=_CARE),
        Code("D1", "Freeing order granted", group=_ORDER),
        Code("E1", "Placement order granted", group=_ORDER),
        Code("V2", "Single period of accommodation under section 20", group=_S20),
        Code("V3", "Accommodated under a series of short breaks, each break recorded", group=_SHORT),
        Code("V4", "Accommodated under a series of short breaks, agreement recorded", group=_SHORT),
        Code("J1", "Remanded to local authority or youth detention accommodation", group=_YOUTH),
        Code("J2", "In local authority accommodation under PACE 1984", group=_YOUTH),
        Code("J3", "Youth rehabilitation order with residence or intensive fostering", group=_YOUTH),
        Code("L1", "Under police protection, in local authority accommodation", group=_PROTECTION),
        Code("L2", "Emergency protection order", group=_PROTECTION),
        Code("L3", "Under child assessment order, in local authority accommodation", group=_PROTECTION),
    ),
)
SHORT_BREAKS = frozenset({"V3", "V4"})
YOUTH_JUSTICE = frozenset({"J1", "J2", "J3"})

REASON_NEW_EPISODE = _plain(
    "RNE",
    {
        "S": "Started to be looked after",
        "L": "Change of legal status only",
        "P": "Change of placement and carer only",
        "T": "Change of placement only, same carer",
        "B": "Change of legal status, placement and carer at the same time",
        "U": "Change of legal status and placement, same carer, at the same time",
    },
)
STARTED = "S"
MOVES = frozenset({"S", "P", "T", "B", "U"})
"""Reasons for a new episode that begin a placement."""
SAME_CARER = frozenset({"T", "U"})

CATEGORY_OF_NEED = _plain(
    "CIN",
    {
        "N1": "Abuse or neglect",
        "N2": "Child's disability",
        "N3": "Parental illness or disability",
        "N4": "Family in acute stress",
        "N5": "Family dysfunction",
        "N6": "Socially unacceptable behaviour",
        "N7": "Low income",
        "N8": "Absent parenting",
    },
)

_ADOPT, _HOMES, _SUPPORTED = "Placed for adoption", "Secure and children's homes", "Supported accommodation"
_PARENTS, _COMMUNITY, _RESIDENTIAL = "With parents", "Other community", "Other residential"
_SCHOOL, _TEMPORARY, _OTHER = "Residential school", "Temporary", "Other"
_KIN, _FOSTER = "Foster (relative or friend)", "Foster (other carer)"
_HOMES_2014 = "Secure units, children's homes and hostels"
_COMMUNITY_2014, _RESIDENTIAL_2014 = "Other placement in the community", "Other residential settings"
_FOSTER_2014, _SCHOOLS_2014 = "Foster placements", "Residential schools"


def _place(
    code: str, label: str, group: str, then: str, *, first: int | None = None, last: int | None = None
) -> Code:
    return Code(code, label, first, last, group, then)


PLACEMENT_TYPE = CodeSet(
    "PLACE",
    (
        _place("A3", "Placed for adoption with consent, current foster carer", _ADOPT, _ADOPT),
        _place("A4", "Placed for adoption with consent, not current foster carer", _ADOPT, _ADOPT),
        _place("A5", "Placed for adoption with placement order, current foster carer", _ADOPT, _ADOPT),
        _place("A6", "Placed for adoption with placement order, not current foster carer", _ADOPT, _ADOPT),
        _place("K1", "Secure children's home", _HOMES, _HOMES_2014),
        _place("K2", "Children's home", _HOMES, _HOMES_2014),
        _place("K3", "Registered supported accommodation", _SUPPORTED, _HOMES_2014, first=2025),
        # For 2024/25 the published sources disagree about H5 and P2, so that year takes old and new alike.
        _place("H5", "Semi-independent accommodation", _SUPPORTED, _HOMES_2014, last=2025),
        _place("P1", "With own parents or others with parental responsibility", _PARENTS, _PARENTS),
        _place("P2", "Independent living", _COMMUNITY, _COMMUNITY_2014, last=2025),
        _place("P3", "Residential employment", _COMMUNITY, _COMMUNITY_2014),
        _place("R1", "Residential care home", _RESIDENTIAL, _RESIDENTIAL_2014),
        _place("R2", "NHS or other medical or nursing establishment", _RESIDENTIAL, _RESIDENTIAL_2014),
        _place("R3", "Family centre or mother and baby unit", _RESIDENTIAL, _RESIDENTIAL_2014),
        _place("R5", "Young offender institution", _RESIDENTIAL, _RESIDENTIAL_2014),
        _place("S1", "Residential school", _SCHOOL, _SCHOOLS_2014),
        _place("T0", "Temporary move, all types", _TEMPORARY, _TEMPORARY),
        _place("T1", "Temporary hospital stay", _TEMPORARY, _TEMPORARY),
        _place("T2", "Temporary absence on holiday", _TEMPORARY, _TEMPORARY),
        _place("T3", "Temporary while the foster carer is on holiday", _TEMPORARY, _TEMPORARY),
        _place("T4", "Temporary, seven days or fewer, any other reason", _TEMPORARY, _TEMPORARY),
        _place("U1", "Foster, relative or friend, long term", _KIN, _FOSTER_2014),
        _place("U2", "Foster, relative or friend, also approved adopter", _KIN, _FOSTER_2014),
        _place("U3", "Foster, relative or friend, neither", _KIN, _FOSTER_2014),
        _place("U4", "Foster, other carer, long term", _FOSTER, _FOSTER_2014),
        _place("U5", "Foster, other carer, also approved adopter", _FOSTER, _FOSTER_2014),
        _place("U6", "Foster, other carer, neither", _FOSTER, _FOSTER_2014),
        _place("Z1", "Other placement", _OTHER, _COMMUNITY_2014, last=2025),
        # The labels of the four that replaced Z1 were published nowhere we could read.
        _place("Z11", "Other placement (Z11)", _OTHER, _COMMUNITY_2014, first=2026),
        _place("Z12", "Other placement (Z12)", _OTHER, _COMMUNITY_2014, first=2026),
        _place("Z13", "Other placement (Z13)", _OTHER, _COMMUNITY_2014, first=2026),
        _place("Z14", "Other placement (Z14)", _OTHER, _COMMUNITY_2014, first=2026),
    ),
)
ADOPTIVE = frozenset({"A3", "A4", "A5", "A6"})
TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})

PROVIDER = _plain(
    "PLACE_PROVIDER",
    {
        "PR0": "Parents or others with parental responsibility",
        "PR1": "Own provision",
        "PR2": "Other local authority provision",
        "PR3": "Other public provision",
        "PR4": "Private provision",
        "PR5": "Voluntary or third sector provision",
    },
)

REASON_PLACE_CHANGE = CodeSet(
    "REASON_PLACE_CHANGE",
    (
        Code("CARPL", "Change to or implementation of the care plan", group="planned"),
        Code("CLOSE", "Resignation or closure of provision", group="planned"),
        Code("ALLEG", "Allegation (section 47)", group="unplanned"),
        Code("STAND", "Standards of care concern", group="unplanned"),
        Code("APPRR", "Approval removed", group="unplanned"),
        Code("CREQB", "Carer asks for it to end: child's behaviour", group="unplanned"),
        Code("CREQO", "Carer asks for it to end: other reason", group="unplanned"),
        Code("CHILD", "Child asks for it to end", group="unplanned"),
        Code("LAREQ", "Responsible or area authority asks for it to end", group="unplanned"),
        Code("PLACE", "Change in the status of the placement only", group="planned"),
        Code("CUSTOD", "Custody arrangement", first=2019, group="unplanned"),
        Code("OTHER", "Other", group="unplanned"),
    ),
)
UNPLANNED = frozenset(c.code for c in REASON_PLACE_CHANGE if c.group == "unplanned")
"""Reasons after which the next placement was not planned (2-law section 15.5); blank counts as planned."""

REASON_CEASED = CodeSet(
    "REC",
    (
        Code("X1", "Episode ceases, new episode begins the same day"),
        Code("E11", "Adopted, application unopposed", group="Adopted"),
        Code("E12", "Adopted, consent dispensed with", group="Adopted"),
        Code("E2", "Died", group="Died"),
        Code("E3", "Care taken over by another UK local authority", group="Other"),
        Code("E4A", "Returned home to someone with parental responsibility, planned", group="Returned home"),
        Code(
            "E4B", "Returned home to someone with parental responsibility, not planned", group="Returned home"
        ),
        Code("E13", "Left to live with someone without parental responsibility", group="Returned home"),
        Code("E41", "Residence or child arrangements order", group="Child arrangements order"),
        Code(
            "E43",
            "Special guardianship order to former foster carer",
            last=2018,
            group="Special guardianship",
        ),
        Code("E44", "Special guardianship order to other carer", last=2018, group="Special guardianship"),
        Code(
            "E45",
            "Special guardianship order to former foster carer, relative or friend",
            first=2019,
            group="Special guardianship",
        ),
        Code(
            "E46",
            "Special guardianship order to former foster carer, not relative or friend",
            first=2019,
            group="Special guardianship",
        ),
        Code(
            "E47",
            "Special guardianship order to other carer, relative or friend",
            first=2019,
            group="Special guardianship",
        ),
        Code(
            "E48",
            "Special guardianship order to other carer, not relative or friend",
            first=2019,
            group="Special guardianship",
        ),
        Code("E5", "Independent living with formal support", group="Independent living"),
        Code("E6", "Independent living without formal support", group="Independent living"),
        Code("E7", "Transferred to adult residential care", group="Adult social care"),
        Code("E9", "Sentenced to custody", group="Custody"),
        Code("E14", "Accommodation on remand ended", group="Other"),
        Code("E15", "Age assessment found 18 or over", group="Other"),
        Code("E16", "Moved abroad", group="Other"),
        Code("E17", "Turned 18 and stayed with current carers", group="Stayed with carers"),
        Code("E8", "Any other reason", group="Other"),
        Code("E4", "Returned home", last=2017, group="Returned home"),
        Code("E1", "Adopted", last=2017, group="Adopted"),
    ),
)
CONTINUES = "X1"

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

SDQ_REASON = _plain(
    "SDQ_REASON",
    {
        "SDQ1": "No form returned: under 4 or over 16 at the last assessment",
        "SDQ2": "Carer refused to complete it",
        "SDQ3": "Not possible because of the severity of the child's disability",
        "SDQ4": "Other",
        "SDQ5": "Child refused to complete it",
    },
)
IN_TOUCH = _plain(
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
MISSING = _plain("MISSING", {"M": "Missing", "A": "Away from placement without authorisation"})
PREVIOUS_PERMANENCE = _plain(
    "PREV_PERM",
    {
        "P1": "Adopted",
        "P2": "Special guardianship order",
        "P3": "Residence or child arrangements order",
        "P4": "Permanence of an unknown kind",
        "Z1": "None",
    },
)
REASON_PLACED_CEASED = _plain(
    "REASON_PLACED_CEASED",
    {
        "RD1": "The child's needs changed",
        "RD2": "The court did not make a placement order",
        "RD3": "No adopters could be found",
        "RD4": "Any other reason",
    },
)
SEX_ADOPTR = _plain(
    "SEX_ADOPTR",
    {"M1": "One man", "F1": "One woman", "MM": "Two men", "FF": "Two women", "MF": "A man and a woman"},
)
LS_ADOPTR = _plain(
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
NB_ADOPTR = _plain("NB_ADOPTR", {"1": "One adopter", "2": "Two adopters"})
SW_REASON = _plain(
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
        *(_flag(name) for name in FLAG_FIELDS),
    )
)
"""Every coded field of the return, by its name in the files."""
