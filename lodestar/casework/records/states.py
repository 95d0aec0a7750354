"""The lists the record of a review is made of, and what may follow what."""

from enum import StrEnum


class Box(StrEnum):
    """A box to write in, under a heading of the agenda."""

    WORKING = "working"
    WORRIES = "worries"
    NOTES = "notes"


BOX_WORDS = {Box.WORKING: "What is working", Box.WORRIES: "What are the worries", Box.NOTES: "Notes"}


class MinuteState(StrEnum):
    """Where the record is between the one who minutes it and the IRO."""

    DRAFT = "draft"
    WITH_IRO = "with-iro"
    CHANGES_ASKED = "changes-asked"
    SIGNED = "signed"


MINUTE_STATE_WORDS = {
    MinuteState.DRAFT: "Draft",
    MinuteState.WITH_IRO: "With the IRO",
    MinuteState.CHANGES_ASKED: "Changes asked",
    MinuteState.SIGNED: "Signed",
}
MINUTE_MAY_BECOME = {
    MinuteState.DRAFT: frozenset({MinuteState.WITH_IRO, MinuteState.SIGNED}),
    MinuteState.WITH_IRO: frozenset({MinuteState.CHANGES_ASKED, MinuteState.SIGNED}),
    MinuteState.CHANGES_ASKED: frozenset({MinuteState.WITH_IRO, MinuteState.SIGNED}),
    MinuteState.SIGNED: frozenset(),
}


class Question(StrEnum):
    """The five quality questions of a review (seed 9; 2-law 4.5)."""

    KNOWS_WHO_TO_ASK = "knows-who-to-ask"
    REPORT_IN_TIME = "report-in-time"
    PREPARED = "prepared"
    CONTRIBUTED = "contributed"
    KEY_PEOPLE = "key-people"


QUESTION_WORDS = {
    Question.KNOWS_WHO_TO_ASK: "Does the child have, or know who to ask for, information about being looked after?",
    Question.REPORT_IN_TIME: "Was the social worker's report received 3 or more working days before?",
    Question.PREPARED: "Was the young person (4 or over) prepared for the review?",
    Question.CONTRIBUTED: "Did the young person (4 or over) contribute, and are their views clear?",
    Question.KEY_PEOPLE: "Were all the key people there, or did they report?",
}
FROM_4_ONLY = frozenset({Question.PREPARED, Question.CONTRIBUTED})


class YesNo(StrEnum):
    """The answers to a quality question."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"


YES_NO_WORDS = {YesNo.YES: "Yes", YesNo.NO: "No", YesNo.NOT_APPLICABLE: "Does not apply"}


class Criterion(StrEnum):
    """What a care plan is graded against (3-casework 6.1c)."""

    INDIVIDUAL = "individual"
    NEEDS = "needs"
    OUTCOMES = "outcomes"
    CONTINGENCY = "contingency"
    PERMANENCE = "permanence"
    CHILDS_VIEWS = "childs-views"
    PARENTS_VIEWS = "parents-views"
    IDENTITY = "identity"
    FAMILY_TIME = "family-time"
    LINKED = "linked"
    UP_TO_DATE = "up-to-date"


CRITERION_WORDS = {
    Criterion.INDIVIDUAL: "It is about this child",
    Criterion.NEEDS: "It covers the child's needs",
    Criterion.OUTCOMES: "It says what is to change, and by when",
    Criterion.CONTINGENCY: "It says what happens if it does not work",
    Criterion.PERMANENCE: "It is clear about permanence",
    Criterion.CHILDS_VIEWS: "The child's views are in it",
    Criterion.PARENTS_VIEWS: "The parents' and carers' views are in it",
    Criterion.IDENTITY: "It is about who the child is: culture, faith, language",
    Criterion.FAMILY_TIME: "It says how the child sees family and friends",
    Criterion.LINKED: "Health and education plans are joined to it",
    Criterion.UP_TO_DATE: "It is up to date, and the child has it",
}
GRADE_WORDS = {1: "1 – poor", 2: "2 – needs work", 3: "3 – good", 4: "4 – very good"}


class MeetsNeeds(StrEnum):
    """Whether the care plan meets the child's needs."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


MEETS_NEEDS_WORDS = {MeetsNeeds.YES: "Yes", MeetsNeeds.PARTLY: "Partly", MeetsNeeds.NO: "No"}


class Chaired(StrEnum):
    """How much of the review the child chaired."""

    NONE = "none"
    PART = "part"
    ALL = "all"


CHAIRED_WORDS = {Chaired.NONE: "No", Chaired.PART: "Part of it", Chaired.ALL: "All of it"}


class SpokeHow(StrEnum):
    """How the child's views were put: what the national code is proposed from."""

    SELF = "self"
    ADVOCATE = "advocate"
    WITHOUT_WORDS = "without-words"
    NOT_AT_ALL = "not-at-all"


SPOKE_HOW_WORDS = {
    SpokeHow.SELF: "The child spoke or wrote for themselves",
    SpokeHow.ADVOCATE: "Somebody spoke for the child, as the child asked",
    SpokeHow.WITHOUT_WORDS: "By signs, pictures or play, without words",
    SpokeHow.NOT_AT_ALL: "The child's views were not given",
}


class Audience(StrEnum):
    """Whose version of a record it is."""

    FULL = "full"
    CHILD = "child"
    PARENT = "parent"
    CARER = "carer"
    PROFESSIONAL = "professional"


AUDIENCE_WORDS = {
    Audience.FULL: "The whole record",
    Audience.CHILD: "The child's letter",
    Audience.PARENT: "A parent's version",
    Audience.CARER: "The carer's version",
    Audience.PROFESSIONAL: "For school, health and others",
}


class DispatchState(StrEnum):
    """What became of a version that was to reach somebody."""

    SENT = "sent"
    UNDELIVERED = "undelivered"
    WITHHELD = "withheld"


DISPATCH_STATE_WORDS = {
    DispatchState.SENT: "Sent",
    DispatchState.UNDELIVERED: "Came back, or did not arrive",
    DispatchState.WITHHELD: "Kept back",
}
