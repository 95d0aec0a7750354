"""What a person types to record a child's care: moves, legal statuses, beginnings and ends, and corrections of them.

Fields are named after the arguments of the actions, so that a refusal finds its field.
"""

from collections.abc import Mapping
from typing import Any

from lodestar.access.models import User
from lodestar.casework.children.states import (
    CATEGORY_OF_NEED_WORDS,
    CHANGE_REASON_WORDS,
    END_REASON_WORDS,
    LEGAL_STATUS_WORDS,
    OLD_END_REASONS,
    PLACEMENT_TYPE_WORDS,
    PROVIDER_WORDS,
    SEX_WORDS,
    Planned,
    SameCarer,
)
from lodestar.govuk.forms import (
    CheckboxesField,
    DateField,
    DecimalField,
    Form,
    HiddenField,
    PostcodeField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
)
from lodestar.govuk.once import OnceField

HINT = "For example, 27 3 2026"


def coded(words: Mapping[str, str], without: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Return choices in words with their national code."""
    return [(code, f"{said} ({code})") for code, said in words.items() if code not in without]


class RecordForm(Form):
    """What every form of care carries: what the page was built on, and a token that is spent once."""

    standing_on = HiddenField(required=False)
    once = OnceField()

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        left_out = {"once", "standing_on"}
        given = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        standing = self.cleaned_data.get("standing_on")
        return {**given, "standing_on": int(standing) if standing and standing.isdigit() else None}


class PlacementFields(RecordForm):
    """Where a child lives, as several forms ask it."""

    provider = SelectField(label="Who provides it", choices=coded(PROVIDER_WORDS), required=False)
    carer = TextField(label="Carer or home", required=False, max_length=120, hint="For example, Mrs Okafor")
    postcode = PostcodeField(label="Postcode", required=False, width="10")
    location = RadiosField(
        label="Inside or outside the county",
        choices=[("IN", "Inside"), ("OUT", "Outside"), ("", "Not known")],
        required=False,
        inline=True,
    )
    miles_from_home = DecimalField(label="Miles from home", required=False, width="4", suffix="miles")

    def facts(self) -> dict[str, Any]:
        """Return the answers with blanks as the actions take them."""
        facts = super().facts()
        for name in ("provider", "carer", "postcode", "location"):
            if name in facts:
                facts[name] = facts[name] or ""
        return facts


class MoveForm(PlacementFields):
    """A move to another placement."""

    moved_on = DateField(label="Date of the move", called="the date of the move", hint=HINT)
    reason = SelectField(
        label="Why the placement before ended",
        choices=coded(CHANGE_REASON_WORDS),
        required=False,
        hint="Leave it empty for a move to or from a temporary stay",
    )
    planned = RadiosField(
        label="Was the move planned?",
        called="whether the move was planned",
        choices=[
            ("", "Work it out from the reason"),
            (Planned.PLANNED.value, "Planned"),
            (Planned.UNPLANNED.value, "Not planned"),
        ],
        required=False,
    )
    type = SelectField(label="New placement", called="the new placement", choices=coded(PLACEMENT_TYPE_WORDS))
    same_carer = RadiosField(
        label="Is the carer the same as before?",
        called="whether the carer is the same",
        choices=[
            (SameCarer.NEW_CARER.value, "No, a new carer"),
            (SameCarer.SAME_CARER.value, "Yes, the same carer"),
        ],
    )
    field_order = ["moved_on", "reason", "planned", "type", "same_carer"]

    def facts(self) -> dict[str, Any]:
        """Return the answers; a move whose planning is left open is worked out by the action."""
        facts = super().facts()
        return {**facts, "planned": facts["planned"] or None, "reason": facts["reason"] or ""}


class LegalStatusForm(RecordForm):
    """A new legal status."""

    changed_on = DateField(label="Date it began", called="the date it began", hint=HINT)
    code = SelectField(label="Legal status", called="the legal status", choices=coded(LEGAL_STATUS_WORDS))


class EndOfCareForm(RecordForm):
    """The end of a period of care."""

    ended_on = DateField(
        label="First day the child is no longer looked after",
        called="the first day the child is no longer looked after",
        hint=HINT,
    )
    reason = SelectField(
        label="Why care ended",
        called="why care ended",
        choices=coded(END_REASON_WORDS, frozenset(OLD_END_REASONS)),
    )


class StartOfCareForm(PlacementFields):
    """The beginning of a period of care."""

    began_on = DateField(
        label="Day the child became looked after",
        called="the day the child became looked after",
        hint="The day of the order, or the first day of accommodation that lasted more than 24 hours",
    )
    category_of_need = SelectField(
        label="Category of need", called="the category of need", choices=coded(CATEGORY_OF_NEED_WORDS)
    )
    legal_status = SelectField(
        label="Legal status", called="the legal status", choices=coded(LEGAL_STATUS_WORDS)
    )
    placement_type = SelectField(
        label="Placement", called="the placement", choices=coded(PLACEMENT_TYPE_WORDS)
    )
    field_order = ["began_on", "category_of_need", "legal_status", "placement_type"]


class NewChildForm(StartOfCareForm):
    """A child who was not in the register, and the beginning of their care."""

    identifier = TextField(
        label="Identifier",
        called="the identifier",
        width="20",
        max_length=20,
        hint="The authority's own, never used before",
    )
    first_name = TextField(label="First name", called="the first name", max_length=80)
    last_name = TextField(label="Last name", called="the last name", max_length=80)
    preferred_name = TextField(label="What the child likes to be called", required=False, max_length=80)
    born_on = DateField(label="Date of birth", called="the date of birth", hint="For example, 31 3 2012")
    sex = RadiosField(
        label="Sex", called="the sex", choices=[(s.value, said) for s, said in SEX_WORDS.items()], inline=True
    )
    field_order = [
        "identifier",
        "first_name",
        "last_name",
        "preferred_name",
        "born_on",
        "sex",
        *StartOfCareForm.field_order,
    ]
    OF_THE_CHILD = ("identifier", "first_name", "last_name", "preferred_name", "born_on", "sex")


class AllocateForm(RecordForm):
    """The choice of a child's IRO."""

    officer = RadiosField(label="Officer", called="an officer", choices=[])
    from_on = DateField(label="From which day", called="from which day", hint=HINT)
    because = TextareaField(label="Why this officer", called="why this officer", max_length=300, rows=3)

    def __init__(self, *args: Any, offered: list[tuple[str, str, str]], **kwargs: Any) -> None:
        """Offer officers: (id, name, what to know of them)."""
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        field.choices = [(pk, name) for pk, name, _ in offered]  # type: ignore[attr-defined]
        field.hints = {pk: words for pk, _, words in offered}  # type: ignore[attr-defined]


class RestrictForm(RecordForm):
    """Why a record may be opened by those who work with the child alone, and who else may."""

    because = TextareaField(
        label="Why is this record restricted?", called="why this record is restricted", max_length=300
    )
    allowed = CheckboxesField(
        label="Who else may open it",
        hint="The child's IRO, social worker and those who cover for them may in any case",
        choices=[],
        required=False,
        small=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the people who see children."""
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            is_active=True, role__in=("manager", "administrator", "director", "service-manager")
        )
        choices = [(str(p.pk), f"{p.name} ({p.role_name})") for p in people.order_by("name")]
        self.fields["allowed"].choices = choices  # type: ignore[attr-defined]


class LiftForm(RecordForm):
    """The end of a restriction."""


class CorrectPlacementForm(PlacementFields):
    """What a placement should have said."""

    from_on = DateField(label="From", called="the first day", hint=HINT)
    type = SelectField(label="Placement", called="the placement", choices=coded(PLACEMENT_TYPE_WORDS))
    planned = RadiosField(
        label="Was the move planned?",
        called="whether the move was planned",
        choices=[(Planned.PLANNED.value, "Planned"), (Planned.UNPLANNED.value, "Not planned")],
    )
    because = TextareaField(
        label="Why is this corrected?",
        called="why this is corrected",
        max_length=500,
        rows=3,
        hint="What was said before stays in the record, with this reason and your name",
    )
    field_order = ["from_on", "type", "planned"]


class CorrectLegalStatusForm(RecordForm):
    """What a legal status should have said."""

    from_on = DateField(label="From", called="the first day", hint=HINT)
    code = SelectField(label="Legal status", called="the legal status", choices=coded(LEGAL_STATUS_WORDS))
    because = TextareaField(
        label="Why is this corrected?",
        called="why this is corrected",
        max_length=500,
        rows=3,
        hint="What was said before stays in the record, with this reason and your name",
    )
