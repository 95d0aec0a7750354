"""May a review be rated, a rating answered, followed up or cleared: each with words that say what to mend."""

from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import in_words
from lodestar.casework.ratings.states import COLOUR_WORDS, Colour


def may_be_rated(
    *,
    colour: str,
    because: str,
    follow_up_on: date | None,
    is_open_review: bool,
    next_due_on: date | None,
    today: date,
) -> list[Answer]:
    """May the IRO rate a review so (R4.30): a colour, a reason for amber and red, and a day to look again?"""
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
    elif next_due_on is not None and follow_up_on >= next_due_on > today:
        answers.append(
            Refused(
                f"The next review is due by {in_words(next_due_on)}. Look at it again before then.",
                "follow_up_on",
            )
        )
    return answers


def may_be_acknowledged(
    *, is_answered: bool, action: str, action_by_on: date | None, today: date
) -> list[Answer]:
    """May a manager answer an amber or a red: once, with what they will do and by when (item 4)?"""
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
    return answers


def may_be_followed_up(*, is_final: bool, is_followed_up: bool, is_cleared: bool, words: str) -> list[Answer]:
    """May the IRO record that a rating was followed up between reviews?"""
    if not is_final:
        return [Refused("This rating is not settled yet: close the review first.")]
    if is_cleared:
        return [Refused("This rating was cleared already.")]
    if is_followed_up:
        return [Refused("The follow-up was recorded already.")]
    return [Allowed()] if words.strip() else [Refused("Say what you found.", "words")]


def may_be_cleared(*, colour: str, is_final: bool, is_cleared: bool, words: str) -> list[Answer]:
    """May the IRO clear an amber or a red: once, saying what changed for the child?"""
    if not is_final or colour == Colour.GREEN:
        return [Refused("Only a settled amber or red is cleared.")]
    if is_cleared:
        return [Refused("This rating was cleared already.")]
    return [Allowed()] if words.strip() else [Refused("Say what changed for the child.", "words")]
