"""Who may write what in a review's record, and until when."""

from collections.abc import Collection
from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.meetings.states import ATTENDANCE_WORDS, OPEN_STATES, Attendance, BookingState
from lodestar.casework.records.states import (
    CHAIRED_WORDS,
    CRITERION_WORDS,
    FROM_4_ONLY,
    GRADE_WORDS,
    MEETS_NEEDS_WORDS,
    MINUTE_MAY_BECOME,
    MINUTE_STATE_WORDS,
    QUESTION_WORDS,
    SPOKE_HOW_WORDS,
    YES_NO_WORDS,
    Box,
    MinuteState,
    YesNo,
)
from lodestar.law.agenda import HEADINGS

HEADING_CODES = frozenset(heading.code for heading in HEADINGS)
LONGEST = 20_000


def may_be_written(*, booking_state: str, minute_state: str, is_chair: bool) -> Answer:
    """May the record be written now: until it is signed, and by the one who minutes it until it is handed over?"""
    if booking_state == BookingState.CANCELLED:
        return Refused("This review was cancelled: nothing is written in its record.")
    if minute_state == MinuteState.SIGNED:
        return Refused(
            "The record is signed and cannot be changed. What has to be said now is added below it.",
            None,
            "Local policy: a signed record is locked",
        )
    if minute_state == MinuteState.WITH_IRO and not is_chair:
        return Refused("The record is with the IRO now. Ask for it back, or tell them what to change.")
    return Allowed()


def is_a_box(heading: str, box: str, text: str, agenda: Collection[str]) -> list[Answer]:
    """Refuse to write where no heading is, or more than a box holds."""
    if heading not in HEADING_CODES and heading not in agenda:
        return [Refused("There is no such heading on this agenda. Go back to the room and choose one.")]
    if box not in {str(b) for b in Box}:
        return [Refused("There is no such box under this heading.")]
    if len(text) > LONGEST:
        return [
            Refused(f"This is longer than {LONGEST:,} characters. Shorten it, or use two headings.", "text")
        ]
    return [Allowed()]


def concluding_is_theirs(*, is_chair: bool) -> Answer:
    """Refuse anybody but the chair: an administrator minutes, and rates, grades and concludes nothing (S4)."""
    if is_chair:
        return Allowed()
    return Refused("Only the IRO who chairs this review, or who covers for them, may say this.")


def quality_answers_fit(answers: dict[str, str], *, is_under_4: bool) -> list[Answer]:
    """Are the answers to the five questions possible; the two of them about 4 and over do not apply to under 4?"""
    found: list[Answer] = []
    for question, answer in answers.items():
        if question not in {str(q) for q in QUESTION_WORDS}:
            found.append(Refused("There is no such question."))
        elif answer not in {str(a) for a in YES_NO_WORDS}:
            found.append(Refused(f"Answer: {QUESTION_WORDS[question]}", question))  # type: ignore[index]
        elif is_under_4 and question in FROM_4_ONLY and answer != YesNo.NOT_APPLICABLE:
            found.append(
                Refused("The child was under 4 at the review: this question does not apply.", question)
            )
    return found


def grade_fits(criterion: str, grade: int, evidence: str) -> Answer:
    """Is the grade one of four; a poor one or a very good one with its evidence?"""
    if criterion not in {str(c) for c in CRITERION_WORDS} or grade not in GRADE_WORDS:
        return Refused("Choose a grade from 1 to 4.", criterion)
    if grade in (1, 4) and not evidence.strip():
        return Refused("Say what in the plan shows it.", f"{criterion}-evidence")
    return Allowed()


def conclusion_fits(facts: dict[str, object], *, today: date) -> list[Answer]:
    """Are the answers of a conclusion possible? Blank ones are asked for when the review closes."""
    answers: list[Answer] = []
    lists = {
        "meets_needs": MEETS_NEEDS_WORDS,
        "spoke_how": SPOKE_HOW_WORDS,
        "chaired": CHAIRED_WORDS,
    }
    for name, words in lists.items():
        if facts.get(name) and facts[name] not in {str(code) for code in words}:
            answers.append(Refused("Select one of the answers.", name))
    if facts.get("meets_needs") in ("partly", "no") and not str(facts.get("meets_needs_words") or "").strip():
        answers.append(Refused("Say what is missing from the care plan.", "meets_needs_words"))
    day = facts.get("next_review_on")
    if isinstance(day, date) and day < today:
        answers.append(Refused("The next review cannot be in the past. Check the date.", "next_review_on"))
    return answers


def attendance_fits(attendance: str, because: str, name: str) -> Answer:
    """Is it known whether somebody was there, and if they were kept out, why?"""
    if attendance and attendance not in {str(a) for a in ATTENDANCE_WORDS}:
        return Refused(f"Select whether {name} was there.", "attendance")
    if attendance == Attendance.EXCLUDED and not because.strip():
        return Refused(f"Say why {name} was kept out.", "because", "SI 2010/959 Sch.7")
    return Allowed()


def minute_may_become(state: str, wanted: MinuteState) -> Answer:
    """Refuse a step that does not follow from where the record is."""
    if wanted in MINUTE_MAY_BECOME[MinuteState(state)]:
        return Allowed()
    return Refused(
        f"The record is “{MINUTE_STATE_WORDS[MinuteState(state)]}” now. Somebody may have moved it on while the "
        "page was open: look at it as it is."
    )


def addendum_fits(*, is_signed: bool, words: str, because: str) -> list[Answer]:
    """May something be added to a record: once it is signed, with the reason?"""
    if not is_signed:
        return [Refused("The record is not signed yet: change it instead of adding to it.")]
    answers: list[Answer] = []
    if not words.strip():
        answers.append(Refused("Write what is to be added.", "words"))
    if not because.strip():
        answers.append(Refused("Say why it is added now.", "because"))
    return answers


def is_open_review(booking_state: str) -> bool:
    """Return whether a review is not closed or cancelled yet."""
    return booking_state in OPEN_STATES
