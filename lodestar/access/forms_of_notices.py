"""How often a person wants to be told of each kind of thing."""

from typing import Any

from lodestar.access.notice_kinds import (
    HOW_OFTEN_WORDS,
    NEVER_SWITCHED_OFF,
    NOTICE_WORDS,
    HowOften,
    NoticeKind,
    choices_of,
)
from lodestar.govuk.forms import Form, SelectField
from lodestar.govuk.once import OnceField

WHY_NOT_OFF = "Your answer is owed within days that are counted, so this cannot be switched off."


class NoticesForm(Form):
    """One field for each kind of thing, by its code, with the choices that the kind allows."""

    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask of every kind."""
        super().__init__(*args, **kwargs)
        for kind, words in NOTICE_WORDS.items():
            self.fields[kind.value] = SelectField(
                label=words,
                called=f"how often for “{words}”",
                choices=[(one.value, HOW_OFTEN_WORDS[one]) for one in choices_of(kind)],
                hint=WHY_NOT_OFF if kind in NEVER_SWITCHED_OFF else "",
                coerce=HowOften,
                unchosen="",
                label_size="",
            )

    def chosen(self) -> dict[NoticeKind, HowOften]:
        """Return a valid form's answers as the action takes them."""
        return {kind: self.cleaned_data[kind.value] for kind in NOTICE_WORDS}
