"""Pages about who is asking, who there is, and who saw what."""

from lodestar.access.views.notices import notices
from lodestar.access.views.people import (
    add_person,
    change_person,
    first_password,
    people,
    person,
    unlock_person,
)
from lodestar.access.views.signing_in import account, demo_sign_in, locked_out, sign_in, sign_out
from lodestar.access.views.teams import add_locality, add_team, teams
from lodestar.access.views.who_saw_what import events

__all__ = [
    "account",
    "add_locality",
    "add_person",
    "add_team",
    "change_person",
    "demo_sign_in",
    "events",
    "first_password",
    "locked_out",
    "notices",
    "people",
    "person",
    "sign_in",
    "sign_out",
    "teams",
    "unlock_person",
]
