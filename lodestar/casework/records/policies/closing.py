"""May a review be closed, and its record signed: what is missing, in words, and by what."""

from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import LONDON
from lodestar.casework.decisions.policies import is_whole, may_be_closed
from lodestar.casework.meetings.queries.series import series_stands
from lodestar.casework.meetings.states import BookingState, Shape
from lodestar.casework.records.policies.room import answers_can_be, code_fits_age, is_open
from lodestar.casework.records.queries import Closing, Part
from lodestar.casework.records.states import QUESTION_WORDS, MinuteState
from lodestar.casework.reviews.states import ReviewKind
from lodestar.govuk.words import counted, long_date
from lodestar.law.agenda import PERMANENCE, PERMANENCE_CODE, permanence_is_owed
from lodestar.law.answers import Unlawful
from lodestar.law.review_sources import ADJOURNMENT

LEADS_ONLY = "Only the IRO who chairs this review, who covers for them, or their manager can do this."


def wanted_to_close(facts: Closing, *, held_on: date) -> dict[str, Answer]:
    """Return each thing that closing a review rests on, by name, with what is missing of it (3-casework 6.1c)."""
    return {
        "participation": participation_is_chosen(facts, held_on),
        "quality": quality_is_answered(facts, held_on),
        "conclusion": needs_are_judged(facts),
        "rating": Allowed()
        if facts.rating is not None
        else Refused("The review is not rated yet: red, amber or green.", "rating"),
        "earlier": earlier_are_verified(facts),
        "decisions": decisions_are_whole(facts),
        "permanence": permanence_is_considered(facts),
        "series": series_is_one(facts, held_on),
    }


def participation_is_chosen(facts: Closing, held_on: date) -> Answer:
    """Refuse to close without the child's part in it, or with a code that does not fit the age on the day.

    A review of short breaks has no national code.
    """
    if facts.booking.kind == ReviewKind.SHORT_BREAKS:
        return Allowed()
    if not facts.participation:
        return Refused("Say how the child took part in the review.", "participation")
    return code_fits_age(facts.participation, born_on=facts.born_on, reviewed_on=held_on)


def quality_is_answered(facts: Closing, held_on: date) -> Answer:
    """Refuse to close with a quality question open, or an answer that does not fit the child's age on the day."""
    missing = [q for q in QUESTION_WORDS if str(q) not in facts.quality]
    if missing:
        number = counted(len(missing), "quality question")
        return Refused(f"{number} {'has' if len(missing) == 1 else 'have'} no answer yet.", "quality")
    wrong = [
        answer
        for answer in answers_can_be(facts.quality, born_on=facts.born_on, reviewed_on=held_on)
        if isinstance(answer, Refused)
    ]
    return wrong[0] if wrong else Allowed()


def needs_are_judged(facts: Closing) -> Answer:
    """Refuse to close before the IRO says whether the care plan meets the child's needs."""
    if facts.conclusion is None or not facts.conclusion.meets_needs:
        return Refused("Say whether the care plan meets the child's needs.", "meets_needs")
    return Allowed()


def earlier_are_verified(facts: Closing) -> Answer:
    """Refuse to close while a decision of an earlier review has no answer (3-casework section 5, item 2)."""
    found = [one for one in may_be_closed(unverified=facts.unverified, drafts=()) if isinstance(one, Refused)]
    return found[0] if found else Allowed()


def decisions_are_whole(facts: Closing) -> Answer:
    """Refuse to close with a decision that names nobody or no day (2-law 4.3)."""
    wrong = [answer.reason for answer in map(is_whole, facts.drafts) if isinstance(answer, Refused)]
    return Refused(" ".join(wrong), "decisions") if wrong else Allowed()


def permanence_is_considered(facts: Closing) -> Answer:
    """Refuse to close a second or later review that says nothing of permanence (2-law 4.2)."""
    booking = facts.booking
    is_owed = booking.kind != ReviewKind.SHORT_BREAKS and permanence_is_owed(max(booking.ordinal or 1, 1))
    if not is_owed or PERMANENCE_CODE not in facts.empty:
        return Allowed()
    return Refused(
        "From the second review the plan for permanence is considered. Write under that heading.",
        "permanence",
        PERMANENCE.provision,
    )


def series_is_one(facts: Closing, held_on: date) -> Answer:
    """Refuse to call a series of meetings a review before its conditions are met (R3.36)."""
    if facts.booking.shape != Shape.SERIES:
        return Allowed()
    answer = series_stands(facts.booking, concluded_on=held_on)
    if isinstance(answer, Unlawful):
        return Refused(answer.reason, "series", answer.citation.provision)
    return Allowed()


def day_can_be(facts: Closing, *, held_on: date, today: date) -> Answer:
    """Refuse a day to come, a day before the review was booked, and one before it was opened."""
    booking = facts.booking
    booked_on = booking.booked_at.astimezone(LONDON).date()
    if held_on > today:
        return Refused(
            f"{long_date(held_on)} is still to come. Enter the day the review was held.", "held_on"
        )
    if booking.opened_on is not None and held_on < booking.opened_on:
        return Refused(
            f"The review was opened and adjourned on {long_date(booking.opened_on)}. Enter the day it was completed.",
            "held_on",
        )
    if held_on < booked_on:
        return Refused(
            f"The review was booked on {long_date(booked_on)}, so it was not held before. Check the date.",
            "held_on",
        )
    return Allowed()


def lateness_is_told(facts: Closing, *, held_on: date, late_because: str) -> Answer:
    """Refuse a review after its due date, or after the limit of its adjournment, without the reason."""
    booking = facts.booking
    if late_because.strip() or booking.late_because.strip():
        return Allowed()
    if booking.reconvene_by is not None and held_on > booking.reconvene_by:
        return Refused(
            f"The review was adjourned and was to go on by {long_date(booking.reconvene_by)}. Say why it was later.",
            "late_because",
            ADJOURNMENT.provision,
        )
    if facts.due_on is not None and held_on > facts.due_on:
        return Refused(
            f"The review was due by {long_date(facts.due_on)}. Say why it was late.", "late_because"
        )
    return Allowed()


def may_close(facts: Closing, part: Part, *, held_on: date, late_because: str, today: date) -> list[Answer]:
    """May a review be closed as held on a day? With every reason why not."""
    if part is not Part.LEADS:
        return [Refused(LEADS_ONLY)]
    if not is_open(facts.booking.state):
        said = "cancelled" if facts.booking.state == BookingState.CANCELLED else "closed"
        return [Refused(f"This review is {said} already. Look at it as it is now.")]
    day = day_can_be(facts, held_on=held_on, today=today)
    if not day:
        return [day, *wanted_to_close(facts, held_on=min(held_on, today)).values()]
    return [
        lateness_is_told(facts, held_on=held_on, late_because=late_because),
        *wanted_to_close(facts, held_on=held_on).values(),
    ]


def wanted_to_sign(facts: Closing) -> dict[str, Answer]:
    """Return each thing that signing the record rests on, by name, with what is missing of it."""
    unanswered = [one for one in facts.agenda if not one.answer_words.strip()]
    return {
        "closed": Allowed()
        if facts.booking.state == BookingState.HELD
        else Refused("Close the review first: only the record of a review that was held can be signed."),
        "agenda": Refused(
            f"{counted(len(unanswered), 'thing')} the child wanted to talk about "
            f"{'has' if len(unanswered) == 1 else 'have'} no answer yet: say what came of it."
        )
        if unanswered
        else Allowed(),
        "headings": Refused(
            "Nothing is written at all: a record says what was considered under the headings of Schedule 7."
        )
        if not facts.is_written
        else Allowed(),
    }


def may_sign(
    facts: Closing, part: Part, *, due_on: date | None, late_because: str, today: date
) -> list[Answer]:
    """May the record be signed: once, by who leads it, and if late with the reason (R4.10)?"""
    if part is not Part.LEADS:
        return [Refused(LEADS_ONLY)]
    if facts.minute is not None and facts.minute.state == MinuteState.SIGNED:
        return [Refused("This record is signed already.")]
    answers: list[Answer] = list(wanted_to_sign(facts).values())
    if due_on is not None and today > due_on and not late_because.strip():
        answers.append(
            Refused(
                f"The record was due by {long_date(due_on)}. Say why it is late.",
                "late_because",
                "Local policy: steps of a review",
            )
        )
    return answers


def may_add(part: Part, *, minute: str, words: str, because: str) -> list[Answer]:
    """May something be added to the record: once it is signed, with its reason?"""
    answers: list[Answer] = []
    if part is not Part.LEADS:
        answers.append(Refused(LEADS_ONLY))
    if minute != MinuteState.SIGNED:
        answers.append(Refused("This record is not signed yet: write it into the room instead."))
    if not words.strip():
        answers.append(Refused("Say what is to be added.", "words"))
    if not because.strip():
        answers.append(Refused("Say why it is added now.", "because"))
    return answers
