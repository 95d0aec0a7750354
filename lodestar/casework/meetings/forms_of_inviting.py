"""What staff type about who is asked, and what those who are asked type on their private page."""

from collections.abc import Sequence
from typing import Any

from lodestar.casework.meetings.questions import OWN_REPLIES, QUESTIONS
from lodestar.casework.meetings.states import (
    BAND_WORDS,
    CHANNEL_WORDS,
    CHILDS_VIEW_WORDS,
    INVITEE_ROLE_WORDS,
    REPLY_WORDS,
    Band,
)
from lodestar.govuk.forms import (
    CheckboxesField,
    CheckboxField,
    Form,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
)
from lodestar.govuk.once import OnceField


def choices(words: dict[Any, str]) -> list[tuple[str, str]]:
    """Return a list of codes with their words as a field offers them."""
    return [(str(code), said) for code, said in words.items()]


class InviteeForm(Form):
    """Somebody on the list: the child's view of it first."""

    role = SelectField(
        label="Who they are to the child", called="who they are", choices=choices(INVITEE_ROLE_WORDS)
    )
    name = TextField(label="Name", called="the name", max_length=160)
    childs_view = RadiosField(
        label="What does the child say to their being there?",
        called="what the child says",
        choices=choices(CHILDS_VIEW_WORDS),
        initial="not-asked",
    )
    is_invited = RadiosField(
        label="Are they invited?",
        called="whether they are invited",
        choices=[("yes", "Yes"), ("no", "No")],
        inline=True,
        initial="yes",
    )
    not_invited_because = TextareaField(
        label="If not, why?",
        called="why they are not invited",
        hint="The IRO decides this, after hearing the child. If the child could not be asked, say why.",
        required=False,
        max_length=500,
        rows=3,
    )
    hides_address = CheckboxField(
        label="They must not learn where the child lives", called="that they must not learn it"
    )
    band = SelectField(
        label="Which consultation paper", called="which paper", choices=choices(BAND_WORDS), required=False
    )
    once = OnceField()

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        """Ask for name and part only of somebody new; the paper of a new person follows from their part."""
        super().__init__(*args, **kwargs)
        for name in ("band",) if is_new else ("role", "name"):
            del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """Return the answers by the names of the action's arguments."""
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("once", "hides_address")}
        given["is_invited"] = given["is_invited"] == "yes"
        given["sees_address"] = not self.cleaned_data["hides_address"]
        given["not_invited_because"] = given["not_invited_because"] or ""
        return given


class SendForm(Form):
    """Who invitations go to, and how."""

    people = CheckboxesField(label="Who are they for?", called="who they are for", choices=[], small=True)
    channel = RadiosField(label="How do they go?", called="how they go", choices=choices(CHANNEL_WORDS))
    once = OnceField()

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the people of the list."""
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]


class ChaseForm(Form):
    """That a reply was chased."""

    once = OnceField()


class ReplyForm(Form):
    """Whether somebody comes."""

    reply = RadiosField(
        label="Are you coming?", called="whether you are coming", choices=choices(REPLY_WORDS)
    )
    words = TextareaField(
        label="Anything we should know",
        called="anything we should know",
        required=False,
        max_length=1000,
        rows=3,
    )
    once = OnceField()

    def __init__(self, *args: Any, by_staff: bool, **kwargs: Any) -> None:
        """Ask in the words of who answers: staff typing it in, or the person themselves."""
        super().__init__(*args, **kwargs)
        if by_staff:
            self.fields["reply"].label, self.fields["words"].label = "What did they answer?", "What they said"
        else:
            self.fields["reply"].choices = choices(OWN_REPLIES)  # type: ignore[attr-defined]


class PaperForm(Form):
    """A consultation paper: every question may be left out."""

    once = OnceField()

    def __init__(self, *args: Any, band: Band, by_staff: bool, **kwargs: Any) -> None:
        """Ask the questions of a band; typed up by staff, also whose words they are."""
        super().__init__(*args, **kwargs)
        self.band = band
        for question in QUESTIONS[band]:
            if question.choices:
                self.fields[question.code] = RadiosField(
                    label=question.words, called="an answer", choices=list(question.choices), required=False
                )
            else:
                self.fields[question.code] = TextareaField(
                    label=question.words, called="an answer", required=False, rows=3
                )
        self.fields["helped_by"] = TextField(
            label="If somebody helped you: who?", called="who helped", required=False, max_length=160
        )
        self.fields["not_shared_with"] = TextField(
            label="Is there anybody who should not be told?",
            called="who should not be told",
            hint="We keep to that, unless somebody is not safe. Then we have to tell the people who can help.",
            required=False,
            max_length=500,
        )
        if by_staff:
            self.fields["is_verbatim"] = CheckboxField(
                label="These are their own words, copied as they wrote them", called="their own words"
            )

    def said(self) -> dict[str, str]:
        """Return what was answered, by the question's code."""
        return {q.code: str(self.cleaned_data.get(q.code) or "") for q in QUESTIONS[self.band]}
