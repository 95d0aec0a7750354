"""What a person types about the people and the school around a child, and about adoption."""

from typing import Any

from lodestar.casework.children.states import Contact, RelationshipKind
from lodestar.casework.desk.forms_of_care import HINT, RecordForm
from lodestar.govuk.forms import CheckboxField, DateField, RadiosField, SelectField, TextField

RELATIONSHIP_CHOICES = [
    (RelationshipKind.MOTHER.value, "Mother"),
    (RelationshipKind.FATHER.value, "Father"),
    (RelationshipKind.STEP_PARENT.value, "Step-parent"),
    (RelationshipKind.SIBLING.value, "Brother or sister"),
    (RelationshipKind.GRANDPARENT.value, "Grandparent"),
    (RelationshipKind.AUNT_OR_UNCLE.value, "Aunt or uncle"),
    (RelationshipKind.OWN_CHILD.value, "Own child"),
    (RelationshipKind.OTHER.value, "Somebody else who matters"),
]
CONTACT_CHOICES = [
    (Contact.ALLOWED.value, "They may see each other"),
    (Contact.SUPERVISED.value, "With somebody there"),
    (Contact.LETTERBOX.value, "By letter only"),
    (Contact.NOT_ALLOWED.value, "None"),
    (Contact.NOT_RECORDED.value, "Not decided yet"),
]


class PersonForm(RecordForm):
    """Somebody who matters to the child."""

    name = TextField(label="Name", called="the name", max_length=160)
    kind = SelectField(
        label="Who they are to the child",
        called="who they are to the child",
        choices=RELATIONSHIP_CHOICES,
    )
    from_on = DateField(
        label="From which day",
        called="from which day",
        hint="For a parent, the child's date of birth. For example, 27 3 2016",
    )
    has_parental_responsibility = CheckboxField(
        label="Has parental responsibility", called="parental responsibility"
    )
    contact = RadiosField(
        label="What contact does the care plan allow?", called="the contact", choices=CONTACT_CHOICES
    )
    is_address_confidential = CheckboxField(
        label="Must not learn where the child lives",
        called="must not learn where the child lives",
        hint="Invitations, records and letters to them then leave the address out",
    )

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        facts = super().facts()
        facts.pop("standing_on")
        return facts


class SchoolForm(RecordForm):
    """The school whose roll the child is on."""

    name = TextField(label="School or college", called="the school", max_length=160)
    year_group = TextField(
        label="Year group", called="the year group", required=False, width="4", max_length=10
    )
    from_on = DateField(label="First day on its roll", called="the first day on its roll", hint=HINT)

    def facts(self) -> dict[str, Any]:
        """Return the answers as the action takes them."""
        facts = super().facts()
        facts.pop("standing_on")
        return facts


class AdoptionDecisionForm(RecordForm):
    """The day from which the child may be placed for adoption."""

    decided_on = DateField(
        label="Day the authority was given to place the child for adoption",
        called="the day the authority was given",
        hint="By a placement order, or by the parents' consent and the decision of the agency",
    )

    def facts(self) -> dict[str, Any]:
        """Return the answer as the action takes it."""
        return {"decided_on": self.cleaned_data["decided_on"]}
