"""How often a person wants to be told of each kind of thing."""

from typing import Any

from lodestar.access.notice_kinds import HOW_OFTEN_WORDS, NOTICE_WORDS, HowOften, NoticeKind
from lodestar.govuk.forms import Form, SelectField
from lodestar.govuk.once import OnceField

NEVER_OFF = frozenset({NoticeKind.RATING_TO_ANSWER, NoticeKind.DECISIONS_TO_ANSWER})


class NoticesForm(Form):
    """One answer for each kind; what is urgent cannot be put off beyond a day."""

    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for each kind."""
        super().__init__(*args, **kwargs)
        for kind, words in NOTICE_WORDS.items():
            offered = [
                (str(how), said)
                for how, said in HOW_OFTEN_WORDS.items()
                if kind not in NEVER_OFF or how in (HowOften.AT_ONCE, HowOften.DAILY)
            ]
            self.fields[kind.value] = SelectField(
                label=words,
                called="how often",
                choices=offered,
                hint="Somebody waits for your answer, so this cannot be switched off"
                if kind in NEVER_OFF
                else "",
            )

    def said(self) -> dict[str, str]:
        """Return how often, by kind."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}
