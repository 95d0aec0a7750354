"""What a person types to sign in, to change their password, to keep accounts, and to ask who saw what."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.presenters import KIND_WORDS
from lodestar.access.queries import localities, teams
from lodestar.access.roles import ROLE_WORDS, Role
from lodestar.govuk.forms import (
    CheckboxField,
    DateField,
    Form,
    HiddenField,
    PasswordField,
    SelectField,
    TextField,
)
from lodestar.govuk.once import OnceField
from lodestar.govuk.words import capital_first

ROLE_CHOICES = [(role.value, ROLE_WORDS[role]) for role in Role]


class SignInForm(Form):
    """User name and password; `next` is where the person was going, `carried` what they had typed."""

    username = TextField(
        label="User name", called="your user name", width=20, autocomplete="username", max_length=80
    )
    password = PasswordField(
        label="Password", called="your password", width=20, autocomplete="current-password", max_length=200
    )
    next = HiddenField(required=False)
    carried = HiddenField(required=False)


class PasswordForm(Form):
    """A change of one's own password."""

    password = PasswordField(
        label="Your password now", called="your password now", width=20, autocomplete="current-password"
    )
    new_password = PasswordField(
        label="New password",
        called="a new password",
        hint="At least 12 characters. Three random words make a good one.",
        width=20,
        autocomplete="new-password",
        max_length=200,
    )
    new_password_again = PasswordField(
        label="New password again", called="the new password again", width=20, autocomplete="new-password"
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        """Keep whose password it is."""
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Refuse a wrong password, two that differ, and one that is easily guessed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        now, new = cleaned.get("password"), cleaned.get("new_password")
        if now and not self.person.check_password(now):
            self.add_error("password", "The password you use now is not right")
        again = cleaned.get("new_password_again")
        if new and again and new != again:
            self.add_error("new_password_again", "The two new passwords are not the same")
        elif new and new == now:
            self.add_error("new_password", "The new password must be another than the one you use now")
        elif new:
            try:
                validate_password(new, self.person)
            except ValidationError as weak:
                self.add_error("new_password", " ".join(weak.messages))
        return cleaned


class PersonForm(Form):
    """A person who may sign in, as they are changed."""

    name = TextField(label="Name", called="the name", width=20, max_length=120, autocomplete="off")
    role = SelectField(label="Role", called="the role", choices=ROLE_CHOICES, unchosen="Choose a role")
    team = SelectField(
        label="Team",
        called="the team",
        required=False,
        unchosen="No team",
        hint="For social workers and their managers",
    )
    email = TextField(
        label="Email address",
        called="an email address",
        hint="Where they are told of what waits for them. Without one they see it in the service only.",
        kind="email",
        required=False,
        width=20,
        max_length=254,
        autocomplete="off",
    )
    is_active = CheckboxField(label="May sign in", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the teams there are."""
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams()}
        self.fields["team"].choices = [(key, team.name) for key, team in self.teams.items()]  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Refuse what cannot be an email address."""
        email: str = self.cleaned_data["email"]
        if email:
            try:
                validate_email(email)
            except ValidationError:
                raise ValidationError("Email address must be like name@example.gov.uk") from None
        return email

    def person(self) -> dict[str, Any]:
        """Return a valid form's answers as the action takes them."""
        said = self.cleaned_data
        team = self.teams.get(said["team"] or "")
        return {"name": said["name"], "role": Role(said["role"]), "team": team, "email": said["email"]}


class NewPersonForm(PersonForm):
    """A person who is to sign in."""

    username = TextField(
        label="User name",
        called="the user name",
        hint="What they sign in with, such as their work email address. It cannot be changed later.",
        width=20,
        max_length=80,
        autocomplete="off",
    )
    once = OnceField()
    field_order = ["name", "username", "role", "team", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what is plain of somebody new: they may sign in."""
        super().__init__(*args, **kwargs)
        del self.fields["is_active"]


class TeamForm(Form):
    """A team of social workers."""

    name = TextField(label="Name", called="the name", width=20, max_length=80, autocomplete="off")
    service = TextField(
        label="Service",
        called="the service",
        hint="The part of the department it belongs to, such as Looked-after children",
        width=20,
        max_length=80,
        autocomplete="off",
    )
    locality = SelectField(label="Locality", called="the locality", required=False, unchosen="None")
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the localities there are."""
        super().__init__(*args, **kwargs)
        self.localities = {str(one.pk): one for one in localities()}
        self.fields["locality"].choices = [(key, one.name) for key, one in self.localities.items()]  # type: ignore[attr-defined]


class LocalityForm(Form):
    """A part of the county."""

    name = TextField(label="Name", called="the name", width=20, max_length=80, autocomplete="off")
    once = OnceField()


class OnceForm(Form):
    """A button that does a thing once."""

    once = OnceField()


class PeopleFilterForm(Form):
    """Which people to list, sent by GET."""

    words = TextField(label="Name or user name", required=False, max_length=120, autocomplete="off")
    role = SelectField(label="Role", required=False, choices=ROLE_CHOICES, unchosen="Any role")
    signs_in = SelectField(
        label="May sign in",
        required=False,
        choices=[("yes", "Yes"), ("no", "No")],
        unchosen="Either",
    )


class EventFilterForm(Form):
    """Which events to read, sent by GET."""

    person = TextField(
        label="Person", hint="Name or user name", required=False, max_length=120, autocomplete="off"
    )
    child = TextField(label="Child's identifier", required=False, max_length=20, autocomplete="off")
    kind = SelectField(
        label="What was done",
        required=False,
        unchosen="Anything",
        choices=[
            (kind.value, capital_first(words))
            for kind, words in sorted(KIND_WORDS.items(), key=lambda k: k[1])
        ],
    )
    since = DateField(label="From", called="from", required=False)
    until = DateField(label="To", called="to", hint="Up to and including this day", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "To must be the same day as From or later")
        return cleaned


assert set(KIND_WORDS) == set(EventKind), "every kind of event has its words"
