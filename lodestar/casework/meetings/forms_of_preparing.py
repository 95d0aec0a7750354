"""What a person types before a review: papers, the report, the steps, the child's wishes, the talk with the child."""

from collections.abc import Mapping
from typing import Any

from lodestar.casework.meetings.policies.papers import heading_field
from lodestar.casework.meetings.states import (
    PAPER_QUALITY_WORDS,
    PLACE_KIND_WORDS,
    REPORT_HEADING_WORDS,
    REPORT_MUST_SAY,
    STEP_STATE_WORDS,
    ReportHeading,
)
from lodestar.casework.meetings.wishes import NAMES
from lodestar.govuk.forms import DateField, Form, HiddenField, RadiosField, TextareaField, TextField
from lodestar.govuk.once import OnceField
from lodestar.govuk.words import small_first

HINT = "For example, 27 3 2026"
REPORT_HINTS = {
    ReportHeading.CHANGED: "Moves, health, school, family, court. What became of the last review's decisions",
    ReportHeading.CHILD: "What they enjoy, what worries them, what they said to you, in their words",
    ReportHeading.HOME: "Is this still the right place? What would help?",
    ReportHeading.FAMILY_TIME: "With whom, how often, how it goes, what the child wants",
    ReportHeading.HEALTH: "Health assessment and plan, dentist, optician, how they feel",
    ReportHeading.EDUCATION: "Progress, attendance, personal education plan",
    ReportHeading.ASKED: "What should the review decide or look at?",
}


class ReceiveForm(Form):
    """A paper that came by another way than this service."""

    came_on = DateField(label="Day it came", called="the day it came", hint=HINT)
    shared_on = DateField(
        label="Day it was shared with the child",
        called="the day it was shared with the child",
        hint="Leave empty if it was not",
        required=False,
    )
    once = OnceField()


class ReportForm(Form):
    """The social worker's report, under its headings; a draft may leave any of them empty."""

    revision = HiddenField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask every heading of a report."""
        super().__init__(*args, **kwargs)
        for heading in ReportHeading:
            words = REPORT_HEADING_WORDS[heading]
            optional = "" if heading in REPORT_MUST_SAY else " (optional)"
            self.fields[heading_field(heading)] = TextareaField(
                label=f"{words}{optional}",
                called=small_first(words),
                hint=REPORT_HINTS[heading],
                required=False,
                rows=7,
            )
        self.fields["shared_on"] = DateField(
            label="Day you shared it with the child (optional)",
            called="the day you shared it with the child",
            hint=HINT,
            required=False,
        )
        self.fields["once"] = OnceField()

    def answers(self) -> dict[str, str]:  # type: ignore[override]
        """Return what the report says, by heading."""
        return {str(h): self.cleaned_data.get(heading_field(h)) or "" for h in ReportHeading}

    def revision_number(self) -> int:
        """Return the number of the draft the page was built on."""
        typed = str(self.cleaned_data.get("revision") or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def report_begins(answers: Mapping[str, str], revision: int) -> dict[str, Any]:
    """Return what a report form starts with."""
    first: dict[str, Any] = {heading_field(h): answers.get(str(h), "") for h in ReportHeading}
    return {**first, "revision": str(revision)}


class JudgeForm(Form):
    """The officer's grade of a paper."""

    quality = RadiosField(
        label="How good is it?",
        called="a grade",
        choices=[(str(grade), f"{grade}. {words}") for grade, words in PAPER_QUALITY_WORDS.items()],
        coerce=int,
    )
    words = TextareaField(
        label="Why?",
        called="why",
        hint="Needed for 1 and 2, so that it can be put right",
        required=False,
        max_length=500,
        rows=3,
    )
    once = OnceField()


class RemedyForm(Form):
    """By when a paper that is missing or too weak has to come."""

    remedy_on = DateField(label="It must come by", called="the day it must come by", hint=HINT)
    words = TextareaField(label="What has to come?", called="what has to come", max_length=500, rows=3)
    once = OnceField()


class StepForm(Form):
    """How far one step before a review has come."""

    state = RadiosField(
        label="How far has this step come?",
        called="how far this step has come",
        choices=[(str(state), words) for state, words in STEP_STATE_WORDS.items()],
    )
    words = TextareaField(
        label="Anything to add",
        called="what to add",
        hint="Say why, if the step is not needed",
        required=False,
        max_length=1000,
        rows=4,
    )
    once = OnceField()


class WishesForm(Form):
    """What the child wishes for the review."""

    place = TextField(
        label=NAMES["place"],
        called="where and when",
        hint="After school? At home, or somewhere else?",
        max_length=240,
    )
    people = TextField(
        label=NAMES["people"], called="who comes", hint="Whom they want there, and whom not", max_length=240
    )
    agenda = TextField(
        label=NAMES["agenda"], called="what about", hint="What they want to talk about", max_length=240
    )
    chairing = TextField(
        label=NAMES["chairing"],
        called="who leads it",
        hint="Would they like to lead it, or part of it?",
        max_length=200,
    )
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Each of the four may stay empty."""
        super().__init__(*args, **kwargs)
        for name in NAMES:
            self.fields[name].required = False


ALONE = (("yes", "Yes"), ("no", "No"))


class SeenForm(Form):
    """The officer's talk with the child."""

    seen_on = DateField(label="Day you spoke", called="the day you spoke", hint=HINT)
    place_kind = RadiosField(
        label="Where",
        called="where you spoke",
        choices=[(str(kind), words) for kind, words in PLACE_KIND_WORDS.items()],
    )
    is_alone = RadiosField(
        label="Did you speak with the child alone?",
        called="whether you spoke with the child alone",
        choices=list(ALONE),
        reveals={"no": ("not_alone_because",)},
    )
    not_alone_because = TextareaField(
        label="Why not alone?",
        called="why you did not speak with the child alone",
        hint="For example: a baby; the child did not want to; you thought it would be wrong",
        max_length=500,
        rows=3,
    )
    childs_words = TextareaField(
        label="What the child said or showed",
        called="what the child said or showed",
        hint="In their own words. For a small child or one who does not speak: what you saw",
        rows=6,
    )
    officers_view = TextareaField(
        label="Your view (optional)",
        called="your view",
        hint="Kept apart from the child's words. The social worker's side cannot read it",
        required=False,
        rows=5,
    )
    once = OnceField()

    def facts(self) -> dict[str, Any]:
        """Return the answers by the names of the action's arguments."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("once", "is_alone")}
        return {
            **said,
            "not_alone_because": said.get("not_alone_because") or "",
            "is_alone": self.cleaned_data["is_alone"] == "yes",
        }
