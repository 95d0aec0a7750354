"""May a review be rated, a rating answered, followed up or cleared: each with words that say what to mend."""

from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import in_words
from lodestar.casework.ratings.states import COLOUR_WORDS, Colour

FURTHEST_DAYS = 366
LONGEST_WORDS = 450


def may_be_rated(
    *,
    colour: str,
    because: str,
    follow_up_on: date | None,
    is_open_review: bool,
    next_due_on: date | None,
    today: date,
) -> list[Answer]:
    """May the IRO rate a review so (R4.30): a colour, a reason for amber and red, and a day to look again?

    `next_due_on` is by when the review after this one is due; None where the law does not say it yet.
    """
    if not is_open_review:
        return [
            Refused("This review is closed: its rating stands, and the next review rates anew.", "colour")
        ]
    if colour not in {str(c) for c in COLOUR_WORDS}:
        return [Refused("Select a rating.", "colour")]
    answers: list[Answer] = []
    if colour == Colour.GREEN:
        return [Allowed()]
    if not because.strip():
        answers.append(Refused("Say why: what is not right, and for which need of the child.", "because"))
    if follow_up_on is None:
        answers.append(Refused("Enter the day you will look at it again.", "follow_up_on"))
    elif follow_up_on < today:
        answers.append(
            Refused(f"{in_words(follow_up_on)} is past. Enter a day to look at it again.", "follow_up_on")
        )
    elif next_due_on is not None and follow_up_on >= next_due_on:
        answers.append(
            Refused(
                f"The next review is due by {in_words(next_due_on)}. Look at it again before then.",
                "follow_up_on",
            )
        )
    return answers


def may_be_acknowledged(
    *, is_theirs: bool, is_answered: bool, action: str, action_by_on: date | None, today: date
) -> list[Answer]:
    """May a manager answer an amber or a red: put to their post, once, with what they will do and by when (item 4)?"""
    if not is_theirs:
        return [
            Refused(
                "This rating is put to somebody else: the manager of the child's team, or of its service."
            )
        ]
    if is_answered:
        return [Refused("This rating was answered already. Look at it as it is now.")]
    answers: list[Answer] = []
    if not action.strip():
        answers.append(Refused("Say what you will do.", "action"))
    if action_by_on is None:
        answers.append(Refused("Enter by when.", "action_by_on"))
    elif action_by_on < today:
        answers.append(
            Refused(f"{in_words(action_by_on)} is past. Enter today or a later day.", "action_by_on")
        )
    elif (action_by_on - today).days > FURTHEST_DAYS:
        answers.append(
            Refused(f"{in_words(action_by_on)} is more than a year off. Check the year.", "action_by_on")
        )
    return answers


def not_too_long(words: str) -> Answer:
    """Refuse words that would not fit beside those of the other step: nothing said is cut off."""
    if len(words.strip()) <= LONGEST_WORDS:
        return Allowed()
    return Refused(f"Say it in {LONGEST_WORDS} characters or fewer.", "words")


def may_be_followed_up(
    *, colour: str, is_final: bool, is_followed_up: bool, is_cleared: bool, words: str
) -> list[Answer]:
    """May the IRO record that an amber or a red was followed up between reviews?"""
    if colour == Colour.GREEN:
        return [Refused("A green rating asks for no follow-up.")]
    if not is_final:
        return [Refused("This rating is not settled yet: close the review first.")]
    if is_cleared:
        return [Refused("This rating was cleared already.")]
    if is_followed_up:
        return [Refused("The follow-up was recorded already.")]
    if not words.strip():
        return [Refused("Say what you found.", "words")]
    return [not_too_long(words)]


def may_be_cleared(*, colour: str, is_final: bool, is_cleared: bool, words: str) -> list[Answer]:
    """May the IRO clear an amber or a red: once, saying what changed for the child?"""
    if not is_final or colour == Colour.GREEN:
        return [Refused("Only a settled amber or red is cleared.")]
    if is_cleared:
        return [Refused("This rating was cleared already.")]
    if not words.strip():
        return [Refused("Say what changed for the child.", "words")]
    return [not_too_long(words)]
