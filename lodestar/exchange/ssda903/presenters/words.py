"""What is wrong with a row held back, what a check of the register asks, and what a column holds: in words."""

from dataclasses import dataclass

from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.uploads import FILES

TABLE_WORDS = {
    Table.HEADER: "Header",
    Table.EPISODES: "Episodes",
    Table.REVIEWS: "Reviews",
    Table.UASC: "UASC",
    Table.OC2: "OC2 (health)",
    Table.OC3: "OC3 (care leavers)",
    Table.AD1: "AD1 (adoption)",
    Table.PLACED_ADOPTION: "Placed for adoption",
    Table.PREV_PERM: "Previous permanence",
    Table.MISSING: "Missing",
    Table.SW_EPISODES: "Social worker episodes",
    Table.DOLO: "Deprivation of liberty",
}

# What is wrong with a row that is held back, by check: the DfE's number where it has one.
HELD_WORDS = {
    "104": "The end of unaccompanied status is not after birth",
    "117": "The decision to place is after the year ended",
    "142": "An episode was left open, and another began later",
    "184": "The decision to place is before birth",
    "301": "The date of birth cannot be",
    "302": "The episode starts before the child was born",
    "304": "Unaccompanied status lasts past the 18th birthday",
    "352": "The first episode starts at 18 or over",
    "353": "The episode starts before the Children Act 1989 was in force",
    "354": "The episode starts after the collection year",
    "355": "The episode starts and ends on one day",
    "356": "The episode ends before it starts",
    "357": "The first episode does not say that care started",
    "358": "A youth justice legal status under the age of 10",
    "359": "The episode starts at 18 or over",
    "385": "The episode ends after the collection year",
    "437": "An episode follows the end of care by death, adoption or transfer",
    "440": "PN0 for a child of 4 or over",
    "441": "PN1 to PN7 for a child under 4",
    "501": "The episode starts before the one before it ends",
    "567": "The time missing ends before it starts",
    "570": "The time missing starts after the collection year",
    "574": "The time missing overlaps another",
    "578": "The time missing starts when the child was not looked after",
    "579": "The decision to place overlaps another",
    "581": "The time missing starts before the child was looked after",
    "586": "The time missing starts before birth",
    "702": "The deprivation of liberty ends before it starts",
    "703": "The deprivation of liberty starts after the collection year",
    "705": "The deprivation of liberty overlaps another",
    "708": "The deprivation of liberty starts before birth",
    "INT31": "Two rows of one child in AD1 differ",
    "INT32": "Two rows of one child in Header differ",
    "INT33": "Two rows of one child in OC2 differ",
    "INT34": "Two rows of one child in OC3 differ",
    "INT35": "Two rows of one child in PrevPerm differ",
    "INT36": "Two rows of one child in UASC differ",
    "LS-DECISION-ENDS": "The decision to place ends before it starts",
    "LS-DOLO-NOT-IN-CARE": "The deprivation of liberty starts when the child was not looked after",
    "LS-EPISODE-TWICE": "Two episodes start on one day and differ",
    "LS-REVIEW-FUTURE": "The review is after the collection year",
    "LS-REVIEW-NOT-IN-CARE": "The review is on a day when the child was not looked after",
    "LS-REVIEW-TWICE": "Two rows for one review differ",
    "LS-REVIEW-UNBORN": "The review is before birth",
    "LS-UASC-NOT-IN-CARE": "Unaccompanied, but not looked after at the time",
    "LS-WORKER-UNBORN": "The social worker episode starts before birth",
    "SW06STG2": "The social worker episode starts after the collection year",
    "SW10STG2": "The social worker episode overlaps another",
    "SW18STG2": "The social worker episode ends before it starts",
    **{f"INT{n:02d}": "The child is not in Header" for n in range(1, 10)},
}

# What each column holds (2-law section 1.12).
COLUMN_WORDS = {
    "CHILD": "Child identifier",
    "SEX": "Sex",
    "DOB": "Date of birth",
    "ETHNIC": "Ethnicity",
    "UPN": "Unique pupil number",
    "MOTHER": "Is a mother",
    "MC_DOB": "Own child's date of birth",
    "DECOM": "Episode started",
    "RNE": "Reason for the episode",
    "LS": "Legal status",
    "CIN": "Category of need",
    "PLACE": "Placement type",
    "PLACE_PROVIDER": "Placement provider",
    "DEC": "Episode ended",
    "REC": "Reason it ended",
    "REASON_PLACE_CHANGE": "Reason the placement changed",
    "HOME_POST": "Home postcode",
    "PL_POST": "Placement postcode",
    "URN": "Ofsted number",
    "REVIEW": "Review held",
    "REVIEW_CODE": "How the child took part",
    "DUC": "Unaccompanied status ended",
    "SDQ_SCORE": "Strengths and difficulties score",
    "SDQ_REASON": "Why there is no score",
    "CONVICTED": "Convicted",
    "HEALTH_CHECK": "Health check",
    "IMMUNISATIONS": "Immunisations",
    "TEETH_CHECK": "Teeth check",
    "HEALTH_ASSESSMENT": "Health assessment",
    "SUBSTANCE_MISUSE": "Substance misuse",
    "INTERVENTION_RECEIVED": "Help received",
    "INTERVENTION_OFFERED": "Help offered",
    "IN_TOUCH": "In touch",
    "ACTIV": "Activity",
    "ACCOM": "Accommodation",
    "DATE_INT": "Decision that the child should be placed",
    "DATE_MATCH": "Matched with adopters",
    "FOSTER_CARE": "Adopted by foster carer",
    "NB_ADOPTR": "Number of adopters",
    "SEX_ADOPTR": "Sex of adopters",
    "LS_ADOPTR": "Legal status of adopters",
    "DATE_PLACED": "Should be placed from",
    "DATE_PLACED_CEASED": "Should no longer be placed from",
    "REASON_PLACED_CEASED": "Why the decision ended",
    "PREV_PERM": "Previous permanence",
    "LA_PERM": "Authority at the time",
    "DATE_PERM": "Date of permanence",
    "MISSING": "Missing or away",
    "MIS_START": "Missing from",
    "MIS_END": "Missing until",
    "SW_ID": "Social worker",
    "SW_DECOM": "Social worker from",
    "SW_DEC": "Social worker until",
    "SW_REASON": "Why the social worker changed",
    "DOLO_START": "Deprived of liberty from",
    "DOLO_END": "Deprived of liberty until",
}


@dataclass(frozen=True, slots=True)
class CheckWords:
    """A check of the register in words: what it finds, what to do about it, and what it rests on."""

    title: str
    mend: str
    source: str


def check_words(iro_working_days: int) -> dict[str, CheckWords]:
    """Return the words of every check of the register, by key; the day limit for an IRO is local policy."""
    return {
        "no-iro": CheckWords(
            f"Looked after more than {iro_working_days} working days without an IRO",
            "Allocate an IRO today.",
            "Children Act 1989 s.25A(1)",
        ),
        "no-first-review": CheckWords(
            "Looked after more than 20 working days without a first review",
            "Hold the first review, or record the one that was held.",
            "Care Planning Regulations 2010 reg 33(1)",
        ),
        "no-due-date": CheckWords(
            "Next review cannot be worked out",
            "Mend what the row says stands in the way; the date follows by itself.",
            "Care Planning Regulations 2010 reg 33",
        ),
        "participation-and-age": CheckWords(
            "Participation code does not fit the child's age at the review",
            "Correct the code or the date of birth: PN0 is for children under 4, PN1 to PN7 from the fourth birthday.",
            "SSDA903 checks 440 and 441",
        ),
        "gaps": CheckWords(
            "Placements or legal statuses with a gap or an overlap",
            "Correct the dates so that each row begins on the day the one before it ended.",
            "SSDA903 checks 388, 501 and 502",
        ),
        "siblings": CheckWords(
            "Brothers and sisters with different IROs, and no reason given",
            "Allocate one IRO to all, or record why they differ.",
            "Local practice",
        ),
        "ethnicity": CheckWords(
            "Ethnicity still not obtained after 20 working days",
            "Ask the child or their family, and record what they say.",
            "SSDA903 ETHNIC, code NOBT",
        ),
        "pupil-number": CheckWords(
            "Pupil number still “not known yet” after a week",
            "Ask the school or the virtual school for the number; UN4 is only for a child newly looked after.",
            "SSDA903 UPN, code UN4",
        ),
    }


def rule_words(rule_id: str, reason: str = "") -> str:
    """Return what a check of rows finds; for one without words of its own, the first sentence of its reason."""
    return HELD_WORDS.get(rule_id) or (reason.partition(". ")[0] if reason else "What the row says cannot be")


def rule_number(rule_id: str) -> str:
    """Return how a check of rows is called: by the DfE's number, or as one of Lodestar's own."""
    return "Lodestar’s own check" if rule_id.startswith("LS-") else f"SSDA903 check {rule_id}"


def year_words(ending: int) -> str:
    """Return a collection year as people say it: 2017/18."""
    return f"{ending - 1}/{ending % 100:02d}"


def without_folder(words: str) -> str:
    """Return words about files without the folder that uploads are kept in: nobody named it."""
    return words.replace(f"{FILES}/", "")
