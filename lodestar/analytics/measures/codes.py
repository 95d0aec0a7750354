"""The groups that measures and tables put the return's codes in (2-law 1.2, 1.5, 1.6, 1.8, 1.9)."""

from typing import Final

SHORT_BREAKS: Final = ("V3", "V4")
SECTION_20: Final = "V2"
TEMPORARY: Final = ("T0", "T1", "T2", "T3", "T4")
ADOPTIVE: Final = ("A3", "A4", "A5", "A6")
# Placed for adoption with the foster carer of before.
WITH_CURRENT_CARER: Final = ("A3", "A5")
KINSHIP: Final = ("U1", "U2", "U3")
FOSTER: Final = (*KINSHIP, "U4", "U5", "U6")
HOMES: Final = ("K1", "K2")
WITH_PARENTS: Final = ("P1",)
SUPPORTED: Final = ("H5", "K3")

ADOPTED: Final = ("E11", "E12", "E1")
GUARDIANSHIP: Final = ("E43", "E44", "E45", "E46", "E47", "E48")
CHILD_ARRANGEMENTS: Final = ("E41",)
HOME: Final = ("E4", "E4A", "E4B")
HOME_PLANNED: Final = ("E4A",)

LEGAL_STATUS: Final = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Voluntary agreement (section 20)",
    "J1": "Remanded",
    "J2": "Accommodated under PACE 1984",
    "J3": "Youth rehabilitation order",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
}
LEGAL_GROUP: Final = {
    "C1": "Care order",
    "C2": "Care order",
    "D1": "Placement order",
    "E1": "Placement order",
    "V2": "Voluntary agreement (section 20)",
    **dict.fromkeys(("J1", "J2", "J3"), "Youth justice"),
    **dict.fromkeys(("L1", "L2", "L3"), "Child protection"),
}
PLACEMENT_GROUP: Final = {
    **dict.fromkeys(ADOPTIVE, "Placed for adoption"),
    **dict.fromkeys(KINSHIP, "Foster care with relatives or friends"),
    **dict.fromkeys(("U4", "U5", "U6"), "Foster care with others"),
    **dict.fromkeys(HOMES, "Secure units and children's homes"),
    **dict.fromkeys(SUPPORTED, "Supported accommodation"),
    "P1": "With parents",
    **dict.fromkeys(("P2", "P3"), "Other placement in the community"),
    **dict.fromkeys(("R1", "R2", "R3", "R5"), "Other residential settings"),
    "S1": "Residential school",
    **dict.fromkeys(TEMPORARY, "Temporary placement"),
    **dict.fromkeys(("Z1", "Z11", "Z12", "Z13", "Z14"), "Other"),
}
# The chart of the seed (section 7) has its own groups; hostels are H5.
PLACEMENT_GROUP_2014: Final = {
    **dict.fromkeys(FOSTER, "Foster placements"),
    **dict.fromkeys(ADOPTIVE, "Placed for adoption"),
    "P1": "Placement with parents",
    **dict.fromkeys(("P2", "P3"), "Other placement in the community"),
    **dict.fromkeys((*HOMES, *SUPPORTED), "Secure units, children's homes and hostels"),
    **dict.fromkeys(("R1", "R2", "R3", "R5"), "Other residential settings"),
    "S1": "Residential schools",
    **dict.fromkeys((*TEMPORARY, "Z1", "Z11", "Z12", "Z13", "Z14"), "Other"),
}
PROVIDER: Final = {
    "PR0": "Parents or others with parental responsibility",
    "PR1": "Own provision",
    "PR2": "Another local authority",
    "PR3": "Other public provision",
    "PR4": "Private",
    "PR5": "Voluntary",
    "": "Not recorded",
}
NEED: Final = {
    "N1": "Abuse or neglect",
    "N2": "Child's disability",
    "N3": "Parental illness or disability",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
    "": "Not recorded",
}
SEX: Final = {"F": "Female", "M": "Male", "U": "Not known"}
ETHNIC_GROUP: Final = {
    **dict.fromkeys(("WBRI", "WIRI", "WOTH", "WIRT", "WROM"), "White"),
    **dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH"), "Mixed"),
    **dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "CHNE", "CNHE"), "Asian or Asian British"),
    **dict.fromkeys(("BCRB", "BAFR", "BOTH"), "Black or Black British"),
    "OOTH": "Other ethnic group",
    **dict.fromkeys(("REFU", "NOBT", ""), "Refused or not known"),
}
ENDED: Final = {
    **dict.fromkeys(ADOPTED, "Adopted"),
    "E2": "Died",
    "E3": "Care taken over by another authority",
    **dict.fromkeys(HOME, "Returned home to parents or relatives with parental responsibility"),
    "E13": "Left to live with parents or relatives without parental responsibility",
    "E41": "Child arrangements order",
    **dict.fromkeys(GUARDIANSHIP, "Special guardianship order"),
    **dict.fromkeys(("E5", "E6"), "Independent living"),
    "E7": "Transferred to adult residential care",
    "E8": "Any other reason",
    "E9": "Sentenced to custody",
    "E14": "Accommodation on remand ended",
    "E15": "Age assessment: 18 or over",
    "E16": "Moved abroad",
    "E17": "18 or over and stayed with the same carers",
}
PARTICIPATION: Final = {
    "PN0": "Under 4",
    "PN1": "Attended and spoke for themselves",
    "PN2": "Attended and an advocate spoke for them",
    "PN3": "Attended and conveyed views without words",
    "PN4": "Attended and did not contribute",
    "PN5": "Not there, briefed an advocate",
    "PN6": "Not there, sent their views",
    "PN7": "Not there, no views conveyed",
    "": "Not recorded",
}
AGE_BANDS: Final = ((0, "Under 1"), (1, "1 to 4"), (5, "5 to 9"), (10, "10 to 15"), (16, "16 and over"))
DURATION_BANDS: Final = (
    (0, "Less than 6 months"),
    (6, "6 to 12 months"),
    (12, "1 to 2 years"),
    (24, "2 to 5 years"),
    (60, "5 years or more"),
)
