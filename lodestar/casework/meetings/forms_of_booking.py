"""What a person types to book a review, move it, adjourn it or cancel it."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError

from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings.states import (
    CANCEL_REASON_WORDS,
    PLACE_KIND_WORDS,
    SHAPE_WORDS,
    WHO_ASKED_WORDS,
)
from lodestar.casework.reviews.states import REVIEW_KIND_WORDS
from lodestar.govuk.forms import (
    DateField,
    Form,
    HiddenField,
    IntegerField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
)
from lodestar.govuk.once import OnceField
from lodestar.govuk.words import date_and_time

HINT = "For example, 27 3 2026"
Slot = tuple[str, str, str]
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
EARLIEST, LATEST = time(7, 0), time(20, 30)


def choices(words: dict[Any, str]) -> list[tuple[str, str]]:
    """Return a list of codes with their words as a field offers them."""
    return [(str(code), said) for code, said in words.items()]


class TimeField(TextField):
    """A time of day as people type it: 10:30, 2pm, 14.00. Returned as a `time`."""

    def clean(self, value: Any) -> Any:
        """Read a time; refuse, in words, what is none, and what is no hour for a child's review."""
        text = super().clean(value)
        found = TIME.fullmatch(text.strip()) if text else None
        if found is None:
            raise ValidationError("Enter a time, like 10:30 or 2pm")
        hour, minute = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").lower()
        if half:
            if not 1 <= hour <= 12:
                raise ValidationError("Enter a time, like 10:30 or 2pm")
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour > 23 or minute > 59:
            raise ValidationError("Enter a time, like 10:30 or 2pm")
        at = time(hour, minute)
        if not EARLIEST <= at <= LATEST:
            raise ValidationError("Enter a time between 7am and 8:30pm")
        return at

    def in_words(self, value: Any) -> str:
        """Return a time as a check page shows it."""
        return f"{value:%H:%M}" if isinstance(value, time) else str(value or "")


OTHER = "other"


class WhenForm(Form):
    """When a meeting starts: one of the times that are offered, or another day and time."""

    slot = RadiosField(
        label="When",
        called="a time",
        hint="Times at which the officer is free",
        choices=[],
        required=False,
        reveals={OTHER: ("starts_on", "starts_time")},
        or_before=OTHER,
    )
    starts_on = DateField(label="Day", called="the day", hint=HINT)
    starts_time = TimeField(label="Time", called="the time", hint="For example, 10:30 or 2pm", width="5")
    once = OnceField()

    def __init__(self, data: Any = None, *args: Any, slots: Sequence[Slot] = (), **kwargs: Any) -> None:
        """Offer times (what is sent, words, what to know of it); with none, only a day and a time are asked."""
        if slots and data is not None and not data.get("slot"):
            data = data.copy()
            data["slot"] = OTHER
        super().__init__(data, *args, **kwargs)
        if not slots:
            del self.fields["slot"]
            return
        sent = "" if data is None else str(data.get("slot", ""))
        offered = list(slots)
        if moment_of(sent) is not None and sent not in {value for value, _, _ in offered}:
            # It was free when the page was shown: let the policy say what is the matter with it now.
            offered.insert(0, (sent, date_and_time(moment_of(sent)), ""))
        field = self.fields["slot"]
        field.choices = [*((value, words) for value, words, _ in offered), (OTHER, "Another time")]  # type: ignore[attr-defined]
        field.hints = {value: hint for value, _, hint in offered if hint}  # type: ignore[attr-defined]

    def starts_at(self) -> datetime:
        """Return the moment in London."""
        chosen = moment_of(str(self.cleaned_data.get("slot") or ""))
        if chosen is not None:
            return chosen
        day: date = self.cleaned_data["starts_on"]
        at: time = self.cleaned_data["starts_time"]
        return datetime.combine(day, at, LONDON)

    def refuse(self, reason: str, field: str | None = None) -> None:
        """Put what is said of the day or time beside the time that was chosen."""
        chosen = getattr(self, "cleaned_data", {}).get("slot")
        by_slot = field in ("starts_on", "starts_time") and chosen not in (None, "", OTHER)
        super().refuse(reason, "slot" if by_slot else field)

    def rest(self) -> dict[str, Any]:
        """Return the other answers by the names of the action's arguments."""
        left_out = {"once", "starts_on", "starts_time", "slot", "meeting"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


def moment_of(sent: str) -> datetime | None:
    """Return the moment that a choice stands for, or None where it stands for none."""
    try:
        found = datetime.fromisoformat(sent)
    except ValueError:
        return None
    return found.replace(tzinfo=LONDON) if found.tzinfo is None else found.astimezone(LONDON)


class WhereForm(WhenForm):
    """When and where a meeting is."""

    minutes = IntegerField(
        label="How long",
        called="how long it lasts",
        suffix="minutes",
        min_value=15,
        max_value=480,
        width=4,
        initial=60,
    )
    place_kind = RadiosField(label="Where", called="where it is", choices=choices(PLACE_KIND_WORDS))
    place = TextField(
        label="Address or room",
        called="the address or room",
        hint="Leave it empty for the child's home: invitations then say so, and give no address away",
        required=False,
        max_length=200,
    )


class BookForm(WhereForm):
    """A review to be booked."""

    officer = SelectField(label="Who chairs it", called="who chairs it", choices=[])
    kind = RadiosField(
        label="Kind of review", called="the kind of review", choices=choices(REVIEW_KIND_WORDS)
    )
    shape = RadiosField(
        label="One meeting, or several",
        called="one meeting or several",
        choices=choices(SHAPE_WORDS),
        hint="A series counts as a review only when everybody was heard and the IRO concludes it in time",
    )
    access_needs = TextField(label="Access needs", called="access needs", required=False, max_length=500)
    interpreter = TextField(
        label="Interpreter",
        called="the interpreter",
        hint="Language, and for whom",
        required=False,
        max_length=200,
    )
    late_because = TextareaField(
        label="If it is late, why",
        called="why it is late",
        hint="Only where the day is after the due date",
        required=False,
        max_length=500,
        rows=3,
    )
    field_order: Sequence[str] = (
        "slot",
        "starts_on",
        "starts_time",
        "minutes",
        "officer",
        "place_kind",
        "place",
        "kind",
        "shape",
        "access_needs",
        "interpreter",
        "late_because",
        "once",
    )

    def __init__(self, *args: Any, officers: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the officers, by id and name."""
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [("", "Choose"), *officers]  # type: ignore[attr-defined]


class ChangeForm(Form):
    """What of a booked review can change without a new date."""

    officer = SelectField(label="Who chairs it", called="who chairs it", choices=[])
    minutes = WhereForm.base_fields["minutes"]
    place_kind = WhereForm.base_fields["place_kind"]
    place = WhereForm.base_fields["place"]
    access_needs = BookForm.base_fields["access_needs"]
    interpreter = BookForm.base_fields["interpreter"]
    once = OnceField()

    def __init__(self, *args: Any, officers: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the officers, by id and name."""
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [("", "Choose"), *officers]  # type: ignore[attr-defined]


class MoveForm(WhenForm):
    """A new time for a meeting, and who asked for it."""

    meeting = HiddenField(required=False)
    asked_for_by = RadiosField(
        label="Who asked for the change?", called="who asked for the change", choices=choices(WHO_ASKED_WORDS)
    )
    because = TextareaField(label="Why?", called="why the date changes", max_length=500, rows=3)
    late_because = TextareaField(
        label="If it will be late, why it has to be",
        called="why it has to be late",
        required=False,
        max_length=500,
        rows=3,
    )


class CancelForm(Form):
    """Why a booked review does not take place."""

    reason = RadiosField(
        label="Why does it not take place?",
        called="why it does not take place",
        choices=choices(CANCEL_REASON_WORDS),
    )
    asked_for_by = RadiosField(label="Who asked?", called="who asked", choices=choices(WHO_ASKED_WORDS))
    because = TextareaField(label="What happened?", called="what happened", max_length=500, rows=3)
    once = OnceField()


class AdjournForm(WhenForm):
    """The review was opened and cannot be completed for want of information."""

    opened_on = DateField(label="Day it was opened", called="the day it was opened", hint=HINT)
    because = TextareaField(
        label="What information was missing?", called="what was missing", max_length=500, rows=3
    )
    weighed = TextareaField(
        label="What does the delay mean for the child?",
        called="what the delay means for the child",
        max_length=1000,
        rows=3,
    )
    asked = TextareaField(
        label="Who was asked about it, and what did they say?",
        called="who was asked and what they said",
        hint="The child, the carer and the parents, or why one of them was not asked",
        max_length=1000,
        rows=3,
    )
    field_order: Sequence[str] = (
        "opened_on",
        "because",
        "weighed",
        "asked",
        "slot",
        "starts_on",
        "starts_time",
        "once",
    )


class SittingForm(WhereForm):
    """A further meeting of a series."""

    about = TextField(label="What it is about", called="what it is about", max_length=200)


class SittingHeldForm(Form):
    """A meeting of a series that was held."""

    held_on = DateField(label="Day it was held", called="the day it was held", hint=HINT)
    conclusion = TextareaField(label="What it came to", called="what it came to", max_length=1000, rows=4)
    once = OnceField()


class ApproveForm(Form):
    """The approval of a cancelled review."""

    once = OnceField()
