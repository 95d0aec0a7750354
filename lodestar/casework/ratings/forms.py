"""What people type about ratings: the rating, a manager's answer, a follow-up, and that it is cleared."""

from lodestar.casework.ratings.policies import LONGEST_WORDS
from lodestar.casework.ratings.states import COLOUR_WORDS
from lodestar.govuk.forms import DateField, Form, RadiosField, TextareaField
from lodestar.govuk.once import OnceField

HINT = "For example, 27 3 2026"


class RateForm(Form):
    """The IRO's rating of a review."""

    colour = RadiosField(
        label="How well is the care plan being carried out?",
        called="a rating",
        choices=[(str(code), words) for code, words in COLOUR_WORDS.items()],
    )
    because = TextareaField(
        label="Why?",
        called="why",
        hint="Needed for amber and red: what is not right, and for which need of the child",
        required=False,
        max_length=1000,
        rows=4,
    )
    follow_up_on = DateField(
        label="When will you look at it again?",
        called="the day you look at it again",
        hint=f"Needed for amber and red, before the next review. {HINT}",
        required=False,
    )
    once = OnceField()


class AcknowledgeForm(Form):
    """A manager's answer to an amber or a red."""

    action = TextareaField(label="What will you do?", called="what you will do", max_length=1000, rows=4)
    action_by_on = DateField(label="By when?", called="the date", hint=HINT)
    once = OnceField()


class FollowUpForm(Form):
    """What the IRO found between reviews."""

    words = TextareaField(
        label="What did you find?", called="what you found", max_length=LONGEST_WORDS, rows=4
    )
    once = OnceField()


class ClearForm(Form):
    """What an amber or a red asked for was done."""

    words = TextareaField(
        label="What has changed for the child?",
        called="what has changed for the child",
        max_length=LONGEST_WORDS,
        rows=4,
    )
    once = OnceField()
