"""What a person types to sign in, to change their password, and to add a person."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from lodestar.access.models import Team, User
from lodestar.access.roles import ROLE_WORDS, Role
from lodestar.govuk.forms import CheckboxField, Form, HiddenField, PasswordField, SelectField, TextField
from lodestar.govuk.once import OnceField


class SignInForm(Form):
    """User name and password; `next` is where the person was going, `carried` what they had typed."""

    username = TextField(label="User name", called="your user name", width="20", autocomplete="username")
    password = PasswordField(label="Password", called="your password", autocomplete="current-password")
    next = HiddenField(required=False)
    carried = HiddenField(required=False)


class PasswordForm(Form):
    """A change of one's own password."""

    password = PasswordField(
        label="Your password now", called="your password now", autocomplete="current-password"
    )
    new_password = PasswordField(
        label="New password",
        called="a new password",
        hint="At least 12 characters. Three random words make a good one.",
        autocomplete="new-password",
    )
    new_password_again = PasswordField(
        label="New password again", called="the new password again", autocomplete="new-password"
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
        elif new:
            try:
                validate_password(new, self.person)
            except ValidationError as weak:
                self.add_error("new_password", " ".join(weak.messages))
        return cleaned


class PersonForm(Form):
    """A person who may sign in."""

    name = TextField(label="Name", called="the name", max_length=120, autocomplete="off")
    username = TextField(
        label="User name",
        called="the user name",
        hint="What they sign in with, such as their work email address",
        max_length=80,
        autocomplete="off",
    )
    role = SelectField(
        label="Role",
        called="the role",
        choices=[("", "Choose a role"), *[(r.value, ROLE_WORDS[r]) for r in Role]],
    )
    team = SelectField(
        label="Team", called="the team", required=False, hint="For social workers and their managers"
    )
    is_active = CheckboxField(label="May sign in", required=False)
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the teams there are."""
        super().__init__(*args, **kwargs)
        teams = [(str(team.pk), team.name) for team in Team.objects.order_by("name")]
        self.fields["team"].choices = [("", "No team"), *teams]  # type: ignore[attr-defined]
