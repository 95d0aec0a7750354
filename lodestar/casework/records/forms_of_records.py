"""What a person types about versions, letters and what goes out."""

from collections.abc import Sequence
from typing import Any

from lodestar.casework.meetings.states import BAND_WORDS, CHANNEL_WORDS
from lodestar.casework.records.states import AUDIENCE_WORDS, DISPATCH_STATE_WORDS, Audience
from lodestar.casework.records.words_of_letters import LETTER_BANDS
from lodestar.govuk.forms import (
    CheckboxField,
    DateField,
    Form,
    HiddenField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
)
from lodestar.govuk.once import OnceField


class WithholdForm(Form):
    """A part of the record that is kept from somebody."""

    audience = RadiosField(
        label="Whose version leaves it out?",
        called="whose version leaves it out",
        choices=[
            (str(code), words)
            for code, words in AUDIENCE_WORDS.items()
            if code not in (Audience.FULL, Audience.CHILD)
        ],
    )
    heading = SelectField(label="Which part?", called="which part", choices=[])
    because = TextareaField(
        label="Why would it be contrary to the child's welfare?",
        called="why it is kept back",
        max_length=500,
        rows=3,
    )
    once = OnceField()

    def __init__(self, *args: Any, headings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the headings of this record."""
        super().__init__(*args, **kwargs)
        self.fields["heading"].choices = [("", "Choose"), *headings]  # type: ignore[attr-defined]


class LetterForm(Form):
    """The letter to the child."""

    band = RadiosField(
        label="How old is the reader?",
        called="how old the reader is",
        choices=[(band.value, BAND_WORDS[band].partition(":")[0]) for band in LETTER_BANDS],
        inline=True,
    )
    text = TextareaField(label="The letter", called="the letter", rows=24)
    version = HiddenField(required=False)
    once = OnceField()


class CheckLetterForm(Form):
    """The three questions before a letter goes."""

    is_safe_to_open = CheckboxField(
        label="I know who will open it, and that is all right", called="who will open it"
    )
    gives_no_address_away = CheckboxField(
        label="It tells nobody where the child lives or goes to school who must not know",
        called="the address",
    )
    holds_no_surprise = CheckboxField(
        label="Nothing in it is news to the child that should be told in person", called="no surprise"
    )
    once = OnceField()


class DispatchForm(Form):
    """What became of somebody's version."""

    state = RadiosField(
        label="What became of it?",
        called="what became of it",
        choices=[(str(code), words) for code, words in DISPATCH_STATE_WORDS.items()],
    )
    channel = SelectField(
        label="How did it go?",
        called="how it went",
        choices=[("", "Choose"), *[(str(code), words) for code, words in CHANNEL_WORDS.items()]],
        required=False,
    )
    sent_on = DateField(label="On which day?", called="the day it went", required=False)
    because = TextField(
        label="If it came back, was kept back, or is late: why?",
        called="why",
        required=False,
        max_length=500,
    )
    once = OnceField()
