"""What a person types in the room: its boxes, which of two texts stands, the child's points, who was there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from lodestar.casework.meetings.states import ATTENDANCE_WORDS, Attendance
from lodestar.govuk.forms import (
    Form,
    HiddenField,
    RadiosField,
    TextareaField,
    TextField,
)
from lodestar.govuk.once import OnceField

# A box's field says which box it is and which version of it the page was built on: "text-sch7-8.notes.2".
BOX_FIELD = re.compile(r"text-(?P<heading>[a-z0-9-]{1,20})\.(?P<box>[a-z]{1,10})\.(?P<version>\d{1,9})")


def choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Return a list of codes with their words as a field offers them."""
    return [(str(code), said) for code, said in words.items()]


@dataclass(frozen=True, slots=True)
class Sent:
    """A box as somebody sent it: its text, and the version it was built on."""

    heading: str
    box: str
    version: int
    text: str


def as_typed(value: object) -> str:
    """Return a text as somebody typed it, with line breaks as one character."""
    return str(value).replace("\x00", "").replace("\r\n", "\n")


def boxes_sent(sent: QueryDict) -> list[Sent]:
    """Return the boxes that a page of the room sent, in its order; whatever else it sent is passed over."""
    found = []
    for name in sent:
        if match := BOX_FIELD.fullmatch(name):
            text = as_typed(sent[name])
            found.append(Sent(match["heading"], match["box"], int(match["version"]), text))
    return found


def box_field(heading: str, box: str, version: int) -> str:
    """Return the name of a box's field."""
    return f"text-{heading}.{box}.{version}"


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """One box that two people wrote in: both texts, and the version of the one that stands."""

    heading: str
    box: str
    version: int
    mine: str
    theirs: str

    @property
    def key(self) -> str:
        """Return what the fields of this box end in."""
        return f"{self.heading}.{self.box}.{self.version}"


MINE = re.compile(r"mine-(?P<heading>[a-z0-9-]{1,20})\.(?P<box>[a-z]{1,10})\.(?P<version>\d{1,9})")


def clashes_sent(sent: QueryDict) -> list[TwoTexts]:
    """Return the boxes that a page of two texts sent: what stands there is fetched anew."""
    found = []
    for name in sent:
        if match := MINE.fullmatch(name):
            mine = as_typed(sent[name])
            found.append(TwoTexts(match["heading"], match["box"], int(match["version"]), mine, ""))
    return found


class CompareForm(Form):
    """For each box that two people wrote in: mine, theirs, or both put together."""

    back = HiddenField(required=False)

    def __init__(self, *args: Any, clashes: Sequence[TwoTexts], **kwargs: Any) -> None:
        """Ask of each box which text is to stand."""
        super().__init__(*args, **kwargs)
        self.clashes = clashes
        for one in clashes:
            self.fields[f"mine-{one.key}"] = HiddenField(required=False, initial=one.mine, strip=False)
            self.fields[f"choice-{one.key}"] = RadiosField(
                label="Which is to stand?",
                called="which text is to stand",
                choices=[("mine", "Mine"), ("theirs", "Theirs"), ("both", "Both, put together here")],
                reveals={"both": f"both-{one.key}"},
            )
            self.fields[f"both-{one.key}"] = TextareaField(
                label="Both, put together",
                called="the two texts put together",
                required=False,
                initial=f"{one.theirs}\n\n{one.mine}",
                rows=8,
            )

    def chosen(self) -> list[tuple[TwoTexts, str]]:
        """Return each box whose text is to be saved, with the text; where theirs stands there is nothing to save."""
        found = []
        for one in self.clashes:
            choice = self.cleaned_data[f"choice-{one.key}"]
            if choice != "theirs":
                both = self.cleaned_data.get(f"both-{one.key}") or ""
                found.append((one, one.mine if choice == "mine" else both))
        return found


class ItemForm(Form):
    """Something the child wants talked about."""

    words = TextareaField(
        label="What does the child want to talk about?",
        called="what the child wants to talk about",
        hint="In their own words",
        max_length=300,
        rows=2,
    )
    once = OnceField()


class AnswersForm(Form):
    """What came of each thing the child wanted talked about."""

    once = OnceField()

    def __init__(self, *args: Any, items: Iterable[Any], **kwargs: Any) -> None:
        """Ask for each point, and carry the answer that its writer had seen."""
        super().__init__(*args, **kwargs)
        self.items = tuple(items)
        for item in self.items:
            self.fields[f"answer-{item.pk}"] = TextareaField(
                label=f"“{item.words}”",
                called="what came of it",
                hint="What came of it: what was decided, or why not now. It can go into the letter to the child.",
                required=False,
                max_length=1000,
                rows=3,
                initial=item.answer_words,
            )
            self.fields[f"before-{item.pk}"] = HiddenField(
                required=False, initial=item.answer_words, strip=False
            )


class AttendanceForm(Form):
    """Who was there."""

    once = OnceField()

    def __init__(self, *args: Any, people: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        """Ask for each person on the list, given with their role in words."""
        super().__init__(*args, **kwargs)
        self.people = tuple(people)
        for one, role in self.people:
            self.fields[f"attendance-{one.pk}"] = RadiosField(
                label=f"{one.name} ({role})",
                called=f"whether {one.name} was there",
                choices=choices(ATTENDANCE_WORDS),
                required=False,
                small=True,
                initial=one.attendance,
                reveals={str(Attendance.EXCLUDED): f"because-{one.pk}"},
            )
            self.fields[f"because-{one.pk}"] = TextField(
                label=f"Why was {one.name} kept out of it?",
                called=f"why {one.name} was kept out",
                hint="The IRO decides this, after hearing what the child wants",
                required=False,
                max_length=500,
                initial=one.attendance_because,
            )

    def said(self) -> dict[int, tuple[str, str]]:
        """Return the answers by the person's id."""
        return {
            one.pk: (
                self.cleaned_data[f"attendance-{one.pk}"] or "",
                self.cleaned_data.get(f"because-{one.pk}") or "",
            )
            for one, _ in self.people
        }
