"""What people type about decisions: the decision itself, an answer, an update, what became of it."""

from collections.abc import Sequence
from typing import Any

from lodestar.casework.decisions.states import (
    MANAGERS_WORD_WORDS,
    PROGRESS_WORDS,
    VERDICT_WORDS,
    ManagersWord,
    Progress,
    Verdict,
)
from lodestar.casework.meetings import agenda
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

HINT = "For example, 27 3 2026"
OTHER, LATER = "other", "later"


def headings() -> list[tuple[str, str]]:
    """Return the headings of the agenda a decision may answer."""
    return [("", "None of them"), *((one.code, one.words) for one in agenda.headings())]


class DecisionForm(Form):
    """A decision being written: what, why, for which need, by whom, by when, and how the child will know."""

    words = TextareaField(
        label="What was decided?",
        called="what was decided",
        hint="One thing that somebody does, so that everybody can see later whether it was done",
        rows=3,
    )
    because = TextareaField(label="Why?", called="why", required=False, max_length=1000, rows=3)
    heading = SelectField(
        label="Which part of the review is it from?",
        called="the part of the review",
        choices=[],
        required=False,
        unchosen="",
    )
    need = TextField(
        label="Which need of the child does it meet?", called="the need", required=False, max_length=300
    )
    owner = RadiosField(label="Who is to do it?", called="who is to do it", choices=[])
    owner_name = TextField(label="Their name or post", called="their name or post", max_length=160)
    agency = TextField(
        label="Agency",
        called="the agency",
        hint="For example, the school or the health trust",
        required=False,
        max_length=120,
    )
    due_on = DateField(
        label="By when?",
        called="the date",
        hint=f"{HINT}. You can leave it empty until the review closes",
        required=False,
    )
    child_will_know = TextField(
        label="How will the child know it is done?",
        called="how the child will know",
        hint="For example, the social worker shows them the bus pass",
        required=False,
        max_length=500,
    )
    is_statutory = CheckboxField(label="The law asks for this")
    version = HiddenField(required=False)
    once = OnceField()

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the people of the case, by id and name; somebody else is named in words."""
        super().__init__(*args, **kwargs)
        stands: str = self.initial.get("heading", "")
        own = [(stands, agenda.heading_words(stands))] if stands not in dict(headings()) else []
        self.fields["heading"].choices = [*headings(), *own]  # type: ignore[attr-defined]
        owner: Any = self.fields["owner"]
        owner.choices = [*people, (OTHER, "Somebody else"), (LATER, "Not settled yet")]
        owner.reveals = {OTHER: ("owner_name",)}

    def facts(self) -> dict[str, Any]:
        """Return the answers by the names of the action's arguments; the owner as their id."""
        left_out = {"once", "version", "owner"}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        chosen = self.cleaned_data["owner"]
        facts["owner_name"] = facts["owner_name"] or ""
        facts["heading"] = facts["heading"] or ""
        facts["owner"] = None if chosen in (OTHER, LATER) else int(chosen)
        return facts

    def stood_at(self) -> int:
        """Return the version that the page was built on; 0 where it is not a number."""
        typed = str(self.cleaned_data.get("version") or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


class StrikeForm(Form):
    """Striking a draft out, as it stood on the page."""

    version = HiddenField(required=False)
    once = OnceField()


class VerifyForm(Form):
    """What became of an earlier decision, as the IRO and the child see it."""

    verdict = RadiosField(
        label="What became of it?",
        called="what became of it",
        choices=[(str(code), words) for code, words in VERDICT_WORDS.items()],
        hints={
            Verdict.PARTLY: "It is written into this review again, to be given a new date",
            Verdict.NOT_DONE: "It is written into this review again, to be given a new date",
        },
    )
    words = TextareaField(
        label="What does the child say, and what did you find?",
        called="what you found",
        hint="Needed unless it was done",
        required=False,
        max_length=1000,
        rows=4,
    )
    once = OnceField()


class SendForm(Form):
    """Sending the decisions of a review; late ones with their reason."""

    late_because = TextareaField(
        label="Why are they late?", called="why they are late", required=False, max_length=500, rows=3
    )
    once = OnceField()


class AnswersForm(Form):
    """The manager's answers to decisions: of each agreed, agreed with a change, or disagreed."""

    once = OnceField()

    def __init__(self, *args: Any, decisions: Sequence[tuple[int, int, str]], **kwargs: Any) -> None:
        """Ask about each decision: its id, number and words. One alone has to be answered."""
        super().__init__(*args, **kwargs)
        self.asked = [pk for pk, _, _ in decisions]
        for pk, number, words in decisions:
            self.fields[f"word_{pk}"] = RadiosField(
                label=f"Decision {number}: {words}",
                called=f"your answer to decision {number}",
                choices=[
                    (str(code), said)
                    for code, said in MANAGERS_WORD_WORDS.items()
                    if code != ManagersWord.DEEMED
                ],
                reveals={
                    ManagersWord.WITH_CHANGE: f"change_{pk}",
                    ManagersWord.DISAGREED: f"no_{pk}",
                },
                required=len(decisions) == 1,
            )
            self.fields[f"change_{pk}"] = TextareaField(
                label="What should change?",
                called=f"what should change in decision {number}",
                max_length=1000,
                rows=3,
            )
            self.fields[f"no_{pk}"] = TextareaField(
                label="Why do you disagree?",
                called=f"why you disagree with decision {number}",
                max_length=1000,
                rows=3,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a page on which nothing is answered."""
        data = dict(super().clean() or {})
        if not self.errors and not any(data.get(f"word_{pk}") for pk in self.asked):
            self.add_error(None, "Select an answer to at least one decision")
        return data

    def given(self) -> list[tuple[int, str, str]]:
        """Return what was answered: a decision's id, the word, and its reason."""
        data = self.cleaned_data
        found = []
        for pk in self.asked:
            word = data.get(f"word_{pk}")
            if word:
                words = data.get(f"change_{pk}") or data.get(f"no_{pk}") or ""
                found.append((pk, word, words))
        return found

    @staticmethod
    def field_at_fault(pk: int, word: str, field: str | None) -> str:
        """Return which field of the page a refusal of the action is about."""
        if field != "words":
            return f"word_{pk}"
        return f"change_{pk}" if word == ManagersWord.WITH_CHANGE else f"no_{pk}"


class UpdateForm(Form):
    """How a decision is going, in its owner's words."""

    progress = RadiosField(
        label="How is it going?",
        called="how it is going",
        choices=[(str(code), words) for code, words in PROGRESS_WORDS.items()],
        reveals={Progress.DONE: ("done_on",)},
    )
    done_on = DateField(label="Day it was done", called="the day it was done", hint=HINT)
    words = TextareaField(
        label="What was done, or what stands in the way?",
        called="what was done, or what stands in the way",
        max_length=1000,
        rows=4,
    )
    evidence = TextField(
        label="How can the IRO see it?",
        called="how the IRO can see it",
        hint="For example, a letter, or the day of an appointment",
        required=False,
        max_length=500,
    )
    once = OnceField()
