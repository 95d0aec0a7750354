"""The codes of an episode: legal status, need, placement, and why episodes begin and end (2-law 1.2 to 1.8).

Read them from `codes.py`, which holds every code of the return.
"""

from lodestar.exchange.ssda903.code_set import Code, CodeSet, plain

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

REASON_NEW_EPISODE = plain(
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

CATEGORY_OF_NEED = plain(
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

PROVIDER = plain(
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
