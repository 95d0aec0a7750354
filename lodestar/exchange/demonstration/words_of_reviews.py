"""What made-up people write and decide at made-up reviews. None of it is about, or from, anybody."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class MadeUpDecision:
    """A decision as a review might make it."""

    words: str
    heading: str
    need: str
    child_will_know: str
    days: int
    owner: str = "social-worker"
    agency: str = ""


CHILDS_ITEMS: Final = (
    "I want to see my brother more often",
    "Can I have a sleepover at my friend's house?",
    "I want to know how long I am staying here",
    "I would like to go back to swimming",
    "I do not want my teacher to come to my review",
    "Can I have my own key?",
)
# Heading, box, words.
ROOM: Final = (
    (
        "sch7-1",
        "working",
        "The decisions of the last review were read one by one. Most were carried out in time.",
    ),
    (
        "sch7-1",
        "worries",
        "The life story work has not begun. The worker who was to do it left in the summer.",
    ),
    (
        "sch7-3",
        "notes",
        "Everybody is clear about the plan. What happens if it does not work was talked through.",
    ),
    ("sch7-4", "working", "Family time goes well when it is at the weekend and out of doors."),
    ("sch7-4", "worries", "Two visits were cancelled on the day, and nobody told the child why."),
    ("sch7-5", "working", "The child says this feels like home. The carers would like it to last."),
    ("sch7-6", "working", "Attendance is better than last year. Reading has come on by two levels."),
    (
        "sch7-6",
        "worries",
        "The personal education plan is from the spring term and names a school that has changed.",
    ),
    ("sch7-7", "notes", "Swimming on Tuesdays, drama club from after half-term."),
    ("sch7-8", "working", "The health assessment was done in time. Glasses were chosen and are worn."),
    ("sch7-8", "worries", "No dentist has been seen since the move."),
    (
        "sch7-9",
        "notes",
        "The carers cook what the child's grandmother taught them, and go along to the mosque at Eid.",
    ),
    (
        "sch7-12",
        "notes",
        "The child spoke first and chaired the part about school. They asked about their brother twice.",
    ),
    ("sch7-13", "notes", "Visits were every six weeks, but for one in August."),
    ("sch7-14", "notes", "The carers may say yes to sleepovers with families they know."),
)
DECISIONS: Final = (
    MadeUpDecision(
        "Agree with the carers of both children a visit to the brother every month, and put the dates in writing",
        "sch7-4",
        "To stay close to their brother",
        "The social worker brings the dates on paper at the next visit",
        28,
    ),
    MadeUpDecision(
        "Hold the personal education plan meeting and send the plan to the IRO",
        "sch7-6",
        "To have the right help at the new school",
        "The teacher goes through it with the child",
        35,
        owner="",
        agency="The virtual school",
    ),
    MadeUpDecision(
        "Register with a dentist near the placement and have a first check",
        "sch7-8",
        "To have healthy teeth",
        "The carer tells the child the day",
        42,
        owner="",
        agency="The carers",
    ),
    MadeUpDecision(
        "Start the life story work, with a named worker and a first session",
        "sch7-9",
        "To understand why they are in care",
        "The worker comes to introduce themselves",
        56,
    ),
    MadeUpDecision(
        "Send the updated care plan with a back-up plan in it to everybody who should have it",
        "sch7-3",
        "To know where they will grow up",
        "The social worker explains it in the child's own words",
        14,
    ),
    MadeUpDecision(
        "Tell the child in advance whenever family time has to change, and why",
        "sch7-4",
        "To be able to trust the arrangements",
        "It is in the letter about this review",
        7,
    ),
)
AMBER: Final = "Two decisions of the last review are late, and the back-up plan is not written down."
RED: Final = (
    "There is no plan for permanence after the second review, and the placement has been given notice."
)
FOLLOWED_UP: Final = (
    "Spoke with the social worker: the back-up plan is drafted and goes to the manager this week."
)
MANAGERS_ACTION: Final = "I will go through the plan with the worker in supervision and send it on."
DISAGREES: Final = (
    "The team has no worker for this until January. I suggest the fostering service takes it on."
)
WITH_CHANGE: Final = "Agreed, with the first session by the end of term."
PROGRESS: Final = "The appointment is made and the carer will take the child."
DONE: Final = "Done. The child has the dates on a card on the fridge."
CHILDS_WORDS: Final = (
    "It is fine here. I wish somebody would tell me when mum is not coming before I have my coat on."
)
OFFICERS_VIEW: Final = "Settled, and clear about what is wanted. Worried about being told late."
NOT_ALONE: Final = "The child asked for the carer to stay in the room"
REPORT: Final = {
    "changed": "A new school since September. The allocated worker has been the same since the spring.",
    "child": "Cheerful, sleeping well, proud of the swimming badge.",
    "home": "Settled with the carers; the household has a new puppy.",
    "family-time": "Sees mum fortnightly. Brother lives an hour away; visits depend on lifts.",
    "health": "Assessment done. Dentist still to be found.",
    "education": "Attendance 96 per cent. Plan out of date.",
    "asked": "To agree regular time with the brother.",
}
MOVED: Final = "The carers' other child has a hospital appointment that morning"
GOOD_PLAN: Final = "The plan says what is to change, for whom, and by when."
WEAK_PLAN: Final = "The plan names the need and not what is done about it."
# Where reviews are: at home (no address given away), at school, at home, in an office.
PLACES: Final = ("", "The library, by the front door", "", "Room 4, the Guildhall")
ANSWERED: Final = "We talked about it first. It is one of the decisions, and the social worker will say when."
GOALS: Final = ("long-term-fostering", "return-home", "", "kinship", "long-term-fostering", "adoption")
CONTINGENCY: Final = "If the carers cannot go on, the grandmother has offered a home and has been assessed."
PLAN: Final = {
    "long-term": "To grow up in one family, near the people who matter.",
    "placement": "The carers do the everyday care; a worker from the fostering service visits monthly.",
    "health": "Assessed in the spring. Glasses, and a dentist to be found.",
    "education": "Help with reading twice a week; a plan meeting each term.",
    "family-time": "Mum every second Saturday; the brother once a month.",
    "wishes": "To stay, to see the brother more, and to be told things in time.",
    "delegated": "The carers may agree to sleepovers, haircuts and school trips.",
}
