"""May a step be said done or not needed, and may a talk with the child be recorded: words that say what to mend."""

from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.policies.booking import is_open
from lodestar.casework.meetings.policies.papers import speaks_for_the_chair
from lodestar.casework.meetings.states import (
    BOOKING_STATE_WORDS,
    PLACE_KIND_WORDS,
    STEP_STATE_WORDS,
    STEP_WORDS,
    BookingState,
    Step,
    StepState,
)

# The officer's own duties: nobody else can say that they are done or need not be (SI 2010/959 reg 36).
OF_THE_OFFICER = frozenset({Step.SEEN, Step.TALK})
# How long before a review a talk with the child can still count as a preparation for it.
MOST_DAYS_BEFORE = 100


def may_be_said(
    booking_state: str, *, step: str, state: str, words: str, speaks: bool, fact_is_kept: bool
) -> list[Answer]:
    """May a step be said to stand so? `fact_is_kept`: the register itself would show the step done."""
    if step not in {str(one) for one in STEP_WORDS}:
        return [Refused("There is no such step before a review.")]
    answers: list[Answer] = [is_not_over(booking_state)]
    if state not in {str(one) for one in STEP_STATE_WORDS}:
        answers.append(Refused("Select how far this step has come.", "state"))
    if Step(step) in OF_THE_OFFICER:
        answers.append(speaks_for_the_chair(speaks))
    if state == StepState.NOT_NEEDED and not words.strip():
        answers.append(Refused("Say why this step is not needed.", "words"))
    if state == StepState.DONE and step == Step.SEEN and not fact_is_kept:
        answers.append(
            Refused(
                "Record when and where you spoke with the child. The step is then done by itself.", "state"
            )
        )
    return answers


def is_not_over(state: str) -> Answer:
    """Refuse a preparation of a review that was held or does not take place."""
    if state in (BookingState.BOOKED, BookingState.ADJOURNED):
        return Allowed()
    return Refused(
        f"This review is {BOOKING_STATE_WORDS[BookingState(state)].lower()}, so there is nothing left to prepare."
    )


def may_be_seen(
    booking_state: str,
    *,
    speaks: bool,
    seen_on: date,
    place_kind: str,
    is_alone: bool | None,
    not_alone_because: str,
    words: str,
    born_on: date,
    last_review_on: date | None,
    review_on: date | None,
    today: date,
) -> list[Answer]:
    """May it be recorded that the officer spoke with the child before this review (SI 2010/959 reg 36)?"""
    answers: list[Answer] = [speaks_for_the_chair(speaks), not_cancelled(booking_state)]
    answers.append(
        day_can_be(seen_on, born_on=born_on, last_review_on=last_review_on, review_on=review_on, today=today)
    )
    if place_kind not in {str(kind) for kind in PLACE_KIND_WORDS}:
        answers.append(Refused("Select where you spoke.", "place_kind"))
    if is_alone is None:
        answers.append(Refused("Select whether you spoke with the child alone.", "is_alone"))
    if is_alone is False and not not_alone_because.strip():
        answers.append(
            Refused(
                "Say why you did not speak with the child alone.", "not_alone_because", "SI 2010/959 reg 36"
            )
        )
    if not words.strip():
        answers.append(
            Refused(
                "Write what the child said or showed, in the child's own words where you can.", "childs_words"
            )
        )
    return answers


def not_cancelled(state: str) -> Answer:
    """Refuse what belongs to a review, for one that does not take place."""
    if state == BookingState.CANCELLED:
        return Refused("This review is cancelled. Record the talk with the child under the next one.")
    return Allowed()


def day_can_be(
    seen_on: date, *, born_on: date, last_review_on: date | None, review_on: date | None, today: date
) -> Answer:
    """Refuse a day that has not come, is before the birth, before the last review, or after this one."""
    if seen_on > today:
        return Refused(f"{in_words(seen_on)} has not come yet. Enter the day you spoke.", "seen_on")
    if seen_on < born_on:
        return Refused(f"The child was born on {in_words(born_on)}. Check the year.", "seen_on")
    if last_review_on is not None and seen_on < last_review_on:
        return Refused(
            f"The last review was held on {in_words(last_review_on)}. A talk before it belongs to that review.",
            "seen_on",
        )
    if review_on is not None and seen_on > review_on:
        return Refused(
            f"The review is on {in_words(review_on)}. A talk after it does not prepare it.", "seen_on"
        )
    return Allowed()


def may_be_wished(booking_state: str, wishes: str, most: int) -> list[Answer]:
    """May the child's wishes for the review be recorded?"""
    answers: list[Answer] = [is_open(booking_state)]
    if not wishes.strip():
        answers.append(
            Refused("Write at least one wish, or say under the step why the child was not asked.", "place")
        )
    if len(wishes) > most:
        answers.append(
            Refused(f"Together the wishes are {len(wishes)} characters. Shorten them to {most}.", "place")
        )
    return answers
