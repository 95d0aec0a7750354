"""May somebody write in the review room now, and what may stand there."""

from collections.abc import Collection, Mapping
from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.meetings.states import ATTENDANCE_WORDS, OPEN_STATES, Attendance, BookingState
from lodestar.casework.records.queries import Part
from lodestar.casework.records.states import (
    BOX_WORDS,
    CHAIRED_WORDS,
    CRITERION_WORDS,
    FROM_4_ONLY,
    GRADE_WORDS,
    MEETS_NEEDS_WORDS,
    MINUTE_MAY_BECOME,
    QUESTION_WORDS,
    SPOKE_HOW_WORDS,
    YES_NO_WORDS,
    Criterion,
    MeetsNeeds,
    MinuteState,
    Question,
    YesNo,
)
from lodestar.casework.reviews.states import PARTICIPATION_WORDS
from lodestar.govuk.words import long_date
from lodestar.law.participation import GUIDE, UNDER_FOUR, participation_codes_allowed

LONGEST_TEXT = 20_000
# A grade up to here says what is wrong with the plan, so it says on what it rests.
LOW_GRADE = 2
SIGNED_WORDS = (
    "This record is signed, so nothing in it can change. What has to be put right goes into an addendum."
)


def may_write(part: Part, *, minute: str, booking: str) -> list[Answer]:
    """May somebody write in the boxes, the agenda and the attendance: while it is theirs and not signed?"""
    if part is Part.NONE:
        return [
            Refused("Only who chairs this review, who covers for them, or who minutes it can write here.")
        ]
    if minute == MinuteState.SIGNED:
        return [Refused(SIGNED_WORDS)]
    if booking == BookingState.CANCELLED:
        return [Refused("This review was cancelled: there is nothing to write down.")]
    if minute == MinuteState.WITH_IRO and part is Part.MINUTES:
        return [
            Refused(
                "You handed this record to the IRO. They have it now: ask them to send it back if something is missing."
            )
        ]
    return [Allowed()]


def may_conclude(part: Part, *, minute: str, booking: str, until_closed: bool) -> list[Answer]:
    """May somebody conclude (participation, quality, grades, whether the plan meets the needs)?

    Only who leads the review. `until_closed`: what closing the review rests on stands from then on.
    """
    if part is not Part.LEADS:
        return [
            Refused(
                "Only the IRO who chairs this review, who covers for them, or their manager can conclude it."
            )
        ]
    answers = may_write(part, minute=minute, booking=booking)
    if until_closed and booking == BookingState.HELD and minute != MinuteState.SIGNED:
        answers.append(
            Refused(
                "This review is closed, and what it was closed on stands. Correct the review on the child's page, "
                "or say it in an addendum."
            )
        )
    return answers


def box_is_known(heading: str, box: str, *, known: Collection[str]) -> Answer:
    """Refuse a box that no agenda has."""
    if heading in known and box in {str(one) for one in BOX_WORDS}:
        return Allowed()
    return Refused("This heading is not on the agenda of this review. Go back to the agenda and choose one.")


def text_fits(text: str) -> Answer:
    """Refuse a text that no box holds."""
    if len(text) <= LONGEST_TEXT:
        return Allowed()
    return Refused(
        f"This is {len(text):,} characters long; a box holds {LONGEST_TEXT:,}. Take something out, or put part of it "
        "into another box.",
        "text",
    )


def agenda_words_fit(words: str) -> Answer:
    """Refuse a point of the child's without words, or one longer than a line."""
    if not words.strip():
        return Refused("Say what the child wants to talk about, in their words.", "words")
    if len(words) > 300:
        return Refused("Keep it to 300 characters: the rest can be said under it.", "words")
    return Allowed()


def item_as_it_was(stands: str, before: str, words: str) -> Answer:
    """Refuse to answer a point of the child's that somebody else answered meanwhile, and say what stands there."""
    if stands in (before, words):
        return Allowed()
    return Refused(
        f"Somebody else wrote here while this page was open: “{stands}”. Put the two together and save again."
    )


def attendance_can_be(attendance: str, because: str, *, name: str, field: str) -> Answer:
    """Refuse an attendance that is none, and keeping somebody out without a reason."""
    if attendance == "":
        return Allowed()
    if attendance not in {str(one) for one in ATTENDANCE_WORDS}:
        return Refused(f"Select whether {name} was there.", f"attendance-{field}")
    if attendance == Attendance.EXCLUDED and not because.strip():
        return Refused(
            f"Say why {name} was kept out of it. The IRO decides this, after hearing the child.",
            f"because-{field}",
        )
    return Allowed()


def answers_can_be(answers: Mapping[str, str], *, born_on: date, reviewed_on: date) -> list[Answer]:
    """May the five quality questions be answered so, for a child of this age at the review (2-law 4.5)?"""
    codes = participation_codes_allowed(born_on=born_on, reviewed_on=reviewed_on).codes
    is_under_4 = codes == UNDER_FOUR
    found: list[Answer] = []
    for question, answer in answers.items():
        if question not in {str(q) for q in QUESTION_WORDS} or answer not in {str(a) for a in YES_NO_WORDS}:
            found.append(Refused("Select yes, no or does not apply.", question))
            continue
        asks_from_4 = Question(question) in FROM_4_ONLY
        if asks_from_4 and is_under_4 and answer != YesNo.NOT_APPLICABLE:
            found.append(
                Refused(
                    "The child was under 4 at the review: this does not apply.", question, GUIDE.provision
                )
            )
        if asks_from_4 and not is_under_4 and answer == YesNo.NOT_APPLICABLE:
            found.append(
                Refused(
                    "The child was 4 or over at the review, so this applies. Answer yes or no.",
                    question,
                    GUIDE.provision,
                )
            )
    return found


def grade_can_be(criterion: str, grade: int, evidence: str) -> Answer:
    """Refuse a grade that is none, and a low one that does not say on what it rests."""
    if criterion not in {str(c) for c in CRITERION_WORDS} or grade not in GRADE_WORDS:
        return Refused("Select a grade from 1 to 4.", f"grade-{criterion}")
    if grade <= LOW_GRADE and not evidence.strip():
        said = CRITERION_WORDS[Criterion(criterion)].lower()
        return Refused(
            f"Say what shows the grade {GRADE_WORDS[grade]} for “{said}”.", f"evidence-{criterion}"
        )
    return Allowed()


def conclusion_can_be(
    facts: Mapping[str, object], *, born_on: date, reviewed_on: date, today: date
) -> list[Answer]:
    """May the IRO conclude so? Blank is not concluded yet; a code that is chosen fits the child's age (1.10)."""
    found: list[Answer] = []
    lists: tuple[tuple[str, Collection[str], str], ...] = (
        ("meets_needs", {str(x) for x in MEETS_NEEDS_WORDS}, "whether the care plan meets the child's needs"),
        ("spoke_how", {str(x) for x in SPOKE_HOW_WORDS}, "how the child's views were given"),
        ("participation", set(PARTICIPATION_WORDS), "how the child took part"),
        ("chaired", {str(x) for x in CHAIRED_WORDS}, "whether the child chaired the review"),
    )
    for name, known, what in lists:
        if facts.get(name, "") not in {"", *known}:
            found.append(Refused(f"Select {what}.", name))
    if (
        facts.get("meets_needs") in {str(MeetsNeeds.PARTLY), str(MeetsNeeds.NO)}
        and not str(facts.get("meets_needs_words", "")).strip()
    ):
        found.append(Refused("Say which needs the plan does not meet.", "meets_needs_words"))
    code = str(facts.get("participation", ""))
    if code in PARTICIPATION_WORDS:
        found.append(code_fits_age(code, born_on=born_on, reviewed_on=reviewed_on))
    next_on = facts.get("next_review_on")
    if isinstance(next_on, date) and next_on <= max(reviewed_on, today):
        found.append(
            Refused(
                f"{long_date(next_on)} is not after this review. Enter the day of the next one.",
                "next_review_on",
            )
        )
    return found


def code_fits_age(code: str, *, born_on: date, reviewed_on: date) -> Answer:
    """Refuse a participation code that is not for the child's age at the review (checks 440 and 441)."""
    allowed = participation_codes_allowed(born_on=born_on, reviewed_on=reviewed_on)
    if code in {str(one) for one in allowed.codes}:
        return Allowed()
    return Refused(
        f"{code} does not fit: {allowed.because}. Choose another code, or check the date of birth.",
        "participation",
        GUIDE.provision,
    )


def conclusion_is_as_it_was(version: int, now: int, *, who: str) -> Answer:
    """Refuse to save over what somebody saved while the page was open."""
    if version == now:
        return Allowed()
    return Refused(
        f"{who} saved this while the page was open. Nothing of theirs was written over, and what you entered is still "
        "here: compare it with what is saved now, and save again if yours is right."
    )


def may_hand_over(part: Part, *, minute: str, booking: str, is_written: bool) -> list[Answer]:
    """May whoever minutes hand the record to the IRO?"""
    if part is Part.LEADS:
        return [Refused("You lead this review: there is nobody to hand it to. Sign it when it is ready.")]
    answers = may_write(part, minute=minute, booking=booking)
    if all(answers) and MinuteState.WITH_IRO not in MINUTE_MAY_BECOME[MinuteState(minute)]:
        answers.append(Refused("This record is with the IRO already."))
    if not is_written:
        answers.append(Refused("Nothing is written yet. Write the minute before you hand it over."))
    return answers


def may_ask_for_changes(part: Part, *, minute: str, asked: str) -> list[Answer]:
    """May the IRO send the record back, saying what to change?"""
    answers: list[Answer] = []
    if part is not Part.LEADS:
        answers.append(Refused("Only the IRO who leads this review can ask for changes."))
    if minute == MinuteState.SIGNED:
        answers.append(Refused(SIGNED_WORDS))
    elif MinuteState.CHANGES_ASKED not in MINUTE_MAY_BECOME[MinuteState(minute)]:
        answers.append(Refused("Nobody handed this record to you. Whoever minutes it is still writing."))
    if not asked.strip():
        answers.append(Refused("Say what should change, so that whoever minuted it can do it.", "asked"))
    return answers


def is_open(booking: str) -> bool:
    """Return whether the review is still to be closed."""
    return booking in OPEN_STATES
