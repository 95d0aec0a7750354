"""What the IRO types to conclude, close and sign a review, and what is handed over, asked for and added."""

from collections.abc import Mapping, Sequence
from typing import Any

from lodestar.casework.records.forms_of_room import choices
from lodestar.casework.records.states import (
    CHAIRED_WORDS,
    CRITERION_WORDS,
    FROM_4_ONLY,
    GRADE_WORDS,
    MEETS_NEEDS_WORDS,
    QUESTION_WORDS,
    SPOKE_HOW_WORDS,
    YES_NO_WORDS,
    YesNo,
)
from lodestar.govuk.forms import (
    CheckboxField,
    DateField,
    Form,
    HiddenField,
    RadiosField,
    TextareaField,
    TextField,
)
from lodestar.govuk.once import OnceField

HINT = "For example, 27 3 2026"
YES_NO = [("yes", "Yes"), ("no", "No")]


class QualityForm(Form):
    """The five quality questions (seed 9). Any may be left for later; closing the review asks for all."""

    once = OnceField()

    def __init__(
        self,
        *args: Any,
        is_under_4: bool,
        proposed: Mapping[str, str],
        hints: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Offer the answers that fit the child's age, and choose what is answered or proposed already."""
        super().__init__(*args, **kwargs)
        for question, words in QUESTION_WORDS.items():
            fitting = dict(YES_NO_WORDS)
            if question in FROM_4_ONLY:
                if is_under_4:
                    fitting = {YesNo.NOT_APPLICABLE: "Does not apply: under 4 at the review"}
                else:
                    fitting.pop(YesNo.NOT_APPLICABLE)
            self.fields[str(question)] = RadiosField(
                label=words,
                called="an answer",
                hint=hints.get(question, ""),
                choices=choices(fitting),
                initial=proposed.get(question),
                inline=len(fitting) > 1,
                required=False,
            )

    def said(self) -> dict[str, str]:
        """Return the answers that were given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once" and value}


class GradesForm(Form):
    """The care plan against each criterion. Any may be left for later."""

    once = OnceField()

    def __init__(self, *args: Any, grades: Mapping[str, Any], **kwargs: Any) -> None:
        """Ask for a grade and its evidence, criterion by criterion."""
        super().__init__(*args, **kwargs)
        for criterion, words in CRITERION_WORDS.items():
            now = grades.get(criterion)
            self.fields[f"grade-{criterion}"] = RadiosField(
                label=words,
                called="a grade",
                choices=choices(GRADE_WORDS),
                inline=True,
                small=True,
                required=False,
                initial=None if now is None else str(now.grade),
            )
            self.fields[f"evidence-{criterion}"] = TextField(
                label=f"What shows it: {words[:1].lower()}{words[1:]}",
                called="what shows it",
                label_size="",
                required=False,
                max_length=500,
                initial="" if now is None else now.evidence,
            )

    def said(self) -> dict[str, tuple[int, str]]:
        """Return the grades that were given, with their evidence."""
        return {
            str(c): (int(self.cleaned_data[f"grade-{c}"]), self.cleaned_data[f"evidence-{c}"] or "")
            for c in CRITERION_WORDS
            if self.cleaned_data.get(f"grade-{c}")
        }


class VersionedForm(Form):
    """A form that says which version of the conclusion it was built on."""

    version = HiddenField(required=False)
    once = OnceField()

    def built_on(self) -> int:
        """Return the version; 0 where the page carried none."""
        text = str(self.cleaned_data.get("version") or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class TookPartForm(VersionedForm):
    """The facts that the national code is proposed from, and whether the child chaired."""

    attended = RadiosField(
        label="Was the child there?", called="whether the child was there", choices=YES_NO, inline=True
    )
    spoke_how = RadiosField(
        label="How were the child's views given?",
        called="how the child's views were given",
        choices=choices(SPOKE_HOW_WORDS),
    )
    sent_views = RadiosField(
        label="Did the child send or write their views beforehand?",
        called="whether views were sent",
        choices=YES_NO,
        inline=True,
    )
    chaired = RadiosField(
        label="Did the child chair the review?",
        called="whether the child chaired the review",
        choices=choices(CHAIRED_WORDS),
        inline=True,
        required=False,
    )
    field_order = ("attended", "spoke_how", "sent_views", "chaired", "version", "once")

    def facts(self) -> dict[str, Any]:
        """Return the answers by the names of the action's arguments."""
        given = self.cleaned_data
        return {
            "attended": given["attended"] == "yes",
            "spoke_how": given["spoke_how"],
            "sent_views": given["sent_views"] == "yes",
            "chaired": given["chaired"] or "",
        }


class CodeForm(VersionedForm):
    """The national code of how the child took part."""

    participation = RadiosField(
        label="How the child took part, as the national return counts it",
        called="how the child took part",
        choices=[],
    )
    field_order = ("participation", "version", "once")

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the codes that fit the child's age."""
        super().__init__(*args, **kwargs)
        self.fields["participation"].choices = list(offered)  # type: ignore[attr-defined]


class ConclusionForm(VersionedForm):
    """Whether the plan meets the child's needs, and when the next review is to be."""

    meets_needs = RadiosField(
        label="Does the care plan meet the child's needs?",
        called="whether the care plan meets the child's needs",
        choices=choices(MEETS_NEEDS_WORDS),
        required=False,
    )
    meets_needs_words = TextareaField(
        label="Which needs does it not meet?",
        called="which needs it does not meet",
        hint="Only where it meets them in part, or not",
        required=False,
        max_length=1000,
        rows=4,
    )
    next_review_on = DateField(
        label="When is the next review to be?", called="the day of the next review", hint=HINT, required=False
    )
    next_review_words = TextareaField(
        label="Why then, where it is not the day that the law proposes",
        called="why then",
        required=False,
        max_length=500,
        rows=3,
    )
    field_order = (
        "meets_needs",
        "meets_needs_words",
        "next_review_on",
        "next_review_words",
        "version",
        "once",
    )

    def facts(self) -> dict[str, Any]:
        """Return the answers by the names of the action's arguments."""
        given = self.cleaned_data
        return {
            "meets_needs": given["meets_needs"] or "",
            "meets_needs_words": given.get("meets_needs_words") or "",
            "next_review_on": given["next_review_on"],
            "next_review_words": given["next_review_words"] or "",
        }


class HandOverForm(Form):
    """Handing the record to the IRO."""

    once = OnceField()


class ChangesForm(Form):
    """What is to change in a record."""

    asked = TextareaField(label="What should change?", called="what should change", max_length=1000, rows=6)
    once = OnceField()


class CloseForm(Form):
    """The day a review was held."""

    held_on = DateField(
        label="What day was the review held?",
        called="the day it was held",
        hint="The day it was completed, where it was adjourned or had several meetings. For example, 27 3 2026",
    )
    late_because = TextareaField(
        label="If it was late, why",
        called="why it was late",
        hint="Only where the day is after the due date",
        required=False,
        max_length=500,
        rows=3,
    )
    once = OnceField()


class SignForm(Form):
    """The signature of a record."""

    late_because = TextareaField(
        label="Why is the record late?",
        called="why the record is late",
        required=False,
        max_length=500,
        rows=3,
    )
    is_read = CheckboxField(
        label="I have read this record, and it says what happened in the review",
        called="I have read this record",
        required=True,
    )
    once = OnceField()


class AddendumForm(Form):
    """Something added to a signed record."""

    words = TextareaField(label="What is to be added?", called="what is to be added", rows=8)
    because = TextField(label="Why is it added now?", called="why it is added now", max_length=500)
    once = OnceField()
