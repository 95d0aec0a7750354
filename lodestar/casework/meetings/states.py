"""The lists a review meeting is made of."""

from enum import StrEnum


class BookingState(StrEnum):
    """How far a review has come. Held means completed: signed off by the IRO as having happened."""

    BOOKED = "booked"
    ADJOURNED = "adjourned"
    HELD = "held"
    CANCELLED = "cancelled"


BOOKING_STATE_WORDS = {
    BookingState.BOOKED: "Booked",
    BookingState.ADJOURNED: "Adjourned",
    BookingState.HELD: "Held",
    BookingState.CANCELLED: "Cancelled",
}
# What may follow what (a cancelled review is not a review: the due date does not move, R3.38).
BOOKING_MAY_BECOME = {
    BookingState.BOOKED: frozenset({BookingState.ADJOURNED, BookingState.HELD, BookingState.CANCELLED}),
    BookingState.ADJOURNED: frozenset({BookingState.HELD, BookingState.CANCELLED}),
    BookingState.HELD: frozenset(),
    BookingState.CANCELLED: frozenset(),
}
OPEN_STATES = (BookingState.BOOKED, BookingState.ADJOURNED)


class Shape(StrEnum):
    """One meeting, or a set of meetings under the IRO (R3.36)."""

    ONE_MEETING = "one-meeting"
    SERIES = "series"


SHAPE_WORDS = {Shape.ONE_MEETING: "One meeting", Shape.SERIES: "A series of meetings"}


class SittingState(StrEnum):
    """Whether a meeting took place."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PlaceKind(StrEnum):
    """What kind of place a meeting is at."""

    HOME = "home"
    SCHOOL = "school"
    OFFICE = "office"
    COMMUNITY = "community"
    VIDEO = "video"
    OTHER = "other"


PLACE_KIND_WORDS = {
    PlaceKind.HOME: "Where the child lives",
    PlaceKind.SCHOOL: "School or college",
    PlaceKind.OFFICE: "Council office",
    PlaceKind.COMMUNITY: "Somewhere else the child chose",
    PlaceKind.VIDEO: "By video",
    PlaceKind.OTHER: "Another place",
}


class WhoAsked(StrEnum):
    """Who wanted a date changed."""

    CHILD = "child"
    PARENT = "parent"
    CARER = "carer"
    SOCIAL_WORKER = "social-worker"
    IRO = "iro"
    MANAGER = "manager"
    OTHER = "other"


WHO_ASKED_WORDS = {
    WhoAsked.CHILD: "The child",
    WhoAsked.PARENT: "A parent",
    WhoAsked.CARER: "The carer or the home",
    WhoAsked.SOCIAL_WORKER: "The social worker",
    WhoAsked.IRO: "The IRO",
    WhoAsked.MANAGER: "A manager",
    WhoAsked.OTHER: "Somebody else",
}


class ChangeKind(StrEnum):
    """What was done to a booking."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    ADJOURNED = "adjourned"


class CancelReason(StrEnum):
    """Why a booked review did not take place (R3.38)."""

    CHILD_ASKED = "child-asked"
    CHILD_UNWELL = "child-unwell"
    CARER = "carer"
    SOCIAL_WORKER = "social-worker"
    IRO = "iro"
    PAPERS = "papers"
    CARE_ENDED = "care-ended"
    OTHER = "other"


CANCEL_REASON_WORDS = {
    CancelReason.CHILD_ASKED: "The child asked for it",
    CancelReason.CHILD_UNWELL: "The child was ill or away",
    CancelReason.CARER: "The carer could not be there",
    CancelReason.SOCIAL_WORKER: "The social worker could not be there",
    CancelReason.IRO: "The IRO could not be there",
    CancelReason.PAPERS: "The papers were not ready",
    CancelReason.CARE_ENDED: "The child is no longer looked after",
    CancelReason.OTHER: "Another reason",
}


class InviteeRole(StrEnum):
    """Who somebody is to the review."""

    CHILD = "child"
    MOTHER = "mother"
    FATHER = "father"
    OTHER_PARENT = "other-parent"
    RELATIVE = "relative"
    CARER = "carer"
    SOCIAL_WORKER = "social-worker"
    TEAM_MANAGER = "team-manager"
    SCHOOL = "school"
    HEALTH = "health"
    ADVOCATE = "advocate"
    VISITOR = "visitor"
    GUARDIAN = "guardian"
    INTERPRETER = "interpreter"
    OTHER = "other"


INVITEE_ROLE_WORDS = {
    InviteeRole.CHILD: "The child",
    InviteeRole.MOTHER: "Mother",
    InviteeRole.FATHER: "Father",
    InviteeRole.OTHER_PARENT: "Somebody else with parental responsibility",
    InviteeRole.RELATIVE: "Relative or friend",
    InviteeRole.CARER: "Carer or key worker",
    InviteeRole.SOCIAL_WORKER: "Social worker",
    InviteeRole.TEAM_MANAGER: "Team manager",
    InviteeRole.SCHOOL: "School",
    InviteeRole.HEALTH: "Health",
    InviteeRole.ADVOCATE: "Advocate",
    InviteeRole.VISITOR: "Independent visitor",
    InviteeRole.GUARDIAN: "Children's guardian",
    InviteeRole.INTERPRETER: "Interpreter",
    InviteeRole.OTHER: "Somebody else",
}
PARENTS = frozenset({InviteeRole.MOTHER, InviteeRole.FATHER, InviteeRole.OTHER_PARENT})
FAMILY = PARENTS | {InviteeRole.RELATIVE}


class ChildsView(StrEnum):
    """Whether the child wants somebody there."""

    WANTS = "wants"
    DOES_NOT_MIND = "does-not-mind"
    DOES_NOT_WANT = "does-not-want"
    NOT_ASKED = "not-asked"


CHILDS_VIEW_WORDS = {
    ChildsView.WANTS: "The child wants them there",
    ChildsView.DOES_NOT_MIND: "The child does not mind",
    ChildsView.DOES_NOT_WANT: "The child does not want them there",
    ChildsView.NOT_ASKED: "The child was not asked",
}


class Channel(StrEnum):
    """How something reaches somebody."""

    LINK = "link"
    POST = "post"
    BY_HAND = "by-hand"
    PHONE = "phone"


CHANNEL_WORDS = {
    Channel.LINK: "A private link",
    Channel.POST: "By post",
    Channel.BY_HAND: "Given by hand",
    Channel.PHONE: "Told by phone",
}


class Reply(StrEnum):
    """What somebody who was invited answered."""

    COMING = "coming"
    BY_VIDEO = "by-video"
    SENDS_VIEWS = "sends-views"
    NOT_COMING = "not-coming"


REPLY_WORDS = {
    Reply.COMING: "Coming",
    Reply.BY_VIDEO: "Joining by video",
    Reply.SENDS_VIEWS: "Not coming, sending their views",
    Reply.NOT_COMING: "Not coming",
}


class Attendance(StrEnum):
    """Whether somebody was there."""

    PRESENT = "present"
    PART = "part"
    BY_VIDEO = "by-video"
    ABSENT = "absent"
    EXCLUDED = "excluded"


ATTENDANCE_WORDS = {
    Attendance.PRESENT: "There",
    Attendance.PART: "There for part of it",
    Attendance.BY_VIDEO: "There by video or phone",
    Attendance.ABSENT: "Not there",
    Attendance.EXCLUDED: "Kept out of it",
}


class Band(StrEnum):
    """Which consultation paper somebody is sent: by the child's age, need, or relationship."""

    UNDER_4 = "under-4"
    FROM_4 = "4-to-7"
    FROM_8 = "8-to-12"
    FROM_13 = "13-to-17"
    SYMBOLS = "symbols"
    PARENT = "parent"
    CARER = "carer"
    PROFESSIONAL = "professional"


BAND_WORDS = {
    Band.UNDER_4: "Under 4: carer and worker say what they see",
    Band.FROM_4: "4 to 7: faces and pictures, with somebody",
    Band.FROM_8: "8 to 12: short choices and words",
    Band.FROM_13: "13 to 17: open questions",
    Band.SYMBOLS: "Pictures and symbols, at any age",
    Band.PARENT: "Parents and family",
    Band.CARER: "Carers",
    Band.PROFESSIONAL: "School, health and others who work with the child",
}


class PaperKind(StrEnum):
    """What arrives before a review (R4.4)."""

    REPORT = "report"
    CARE_PLAN = "care-plan"
    PEP = "pep"
    HEALTH_PLAN = "health-plan"
    PLACEMENT_PLAN = "placement-plan"
    PATHWAY_PLAN = "pathway-plan"


PAPER_KIND_WORDS = {
    PaperKind.REPORT: "Social worker's report",
    PaperKind.CARE_PLAN: "Updated care plan",
    PaperKind.PEP: "Personal education plan",
    PaperKind.HEALTH_PLAN: "Health plan",
    PaperKind.PLACEMENT_PLAN: "Placement plan",
    PaperKind.PATHWAY_PLAN: "Pathway plan",
}


class ReportHeading(StrEnum):
    """What a social worker's report to a review speaks of."""

    CHANGED = "changed"
    CHILD = "child"
    HOME = "home"
    FAMILY_TIME = "family-time"
    HEALTH = "health"
    EDUCATION = "education"
    ASKED = "asked"


REPORT_HEADING_WORDS = {
    ReportHeading.CHANGED: "What has changed since the last review",
    ReportHeading.CHILD: "How the child is, and what they say",
    ReportHeading.HOME: "Where the child lives",
    ReportHeading.FAMILY_TIME: "Family time and friends",
    ReportHeading.HEALTH: "Health",
    ReportHeading.EDUCATION: "School or college",
    ReportHeading.ASKED: "What is asked of the review",
}
# Without these a report says nothing that a review could rest on.
REPORT_MUST_SAY = (ReportHeading.CHANGED, ReportHeading.CHILD, ReportHeading.ASKED)

PAPER_QUALITY_WORDS = {
    1: "Poor: the review cannot rest on it",
    2: "Weak: parts of it have to be done again",
    3: "Sound: it says what the review needs",
    4: "Good: clear, up to date, and the child is in it",
}


class Step(StrEnum):
    """What is to be done before a review, in any order (3-casework 6.1b)."""

    CLOCK = "clock"
    WISHES = "wishes"
    INVITATIONS = "invitations"
    CONSULTATION = "consultation"
    PAPERS = "papers"
    SEEN = "seen"
    TALK = "talk"
    EARLIER_DECISIONS = "earlier-decisions"
    LINKED = "linked"
    ADVOCACY = "advocacy"


STEP_WORDS = {
    Step.CLOCK: "Check the date against the clock",
    Step.WISHES: "Ask the child where, when, who and what about",
    Step.INVITATIONS: "Settle who is invited, and why anyone is not",
    Step.CONSULTATION: "Send consultation papers and collect them",
    Step.PAPERS: "Receive the report and the care plan",
    Step.SEEN: "Speak with the child alone",
    Step.TALK: "Talk with the social worker",
    Step.EARLIER_DECISIONS: "See what became of earlier decisions",
    Step.LINKED: "Look at linked plans and dates (health, education, pathway, court)",
    Step.ADVOCACY: "Offer an advocate and an independent visitor",
}


class StepState(StrEnum):
    """How far a step has come."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    NOT_NEEDED = "not-needed"


STEP_STATE_WORDS = {
    StepState.NOT_STARTED: "Not started",
    StepState.IN_PROGRESS: "In progress",
    StepState.DONE: "Done",
    StepState.NOT_NEEDED: "Not needed",
}
