"""`lodestar user add`: a person who may sign in, added at the machine. The first one has nobody else to add them."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lodestar.access import actions
from lodestar.access.answers import NotAllowed
from lodestar.access.models import Team, User
from lodestar.access.queries import the_system
from lodestar.access.roles import ROLE_WORDS, Role


class Command(BaseCommand):
    """Ask for what is not given, never for a password among the words of the command: others can read those."""

    help = "Add a person who may sign in. What is left out is asked for."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.allow_abbrev = False  # else --password would be taken for the start of --password-stdin
        parser.add_argument("--username", help="what they sign in with, such as their work email address")
        parser.add_argument("--name", help="first and last name")
        parser.add_argument("--role", choices=[role.value for role in Role])
        parser.add_argument("--team", help="the name of a team that there is")
        parser.add_argument("--email", default="", help="where they are told of what waits for them")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input's first line"
        )

    def handle(self, **options: Any) -> None:
        username = options["username"] or self.ask("User name", "--username")
        name = options["name"] or self.ask("Name", "--name")
        role = options["role"] or self.ask_role()
        team = self.team(options["team"]) if options["team"] else None
        password = self.password(User(username=username, name=name), options["password_stdin"])
        try:
            person = actions.add_person(
                username=username,
                name=name,
                role=Role(role),
                team=team,
                password=password,
                email=options["email"],
                by=the_system(),
                at=timezone.now(),
            )
        except NotAllowed as refused:
            raise CommandError(str(refused)) from None
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from None
        self.stdout.write(
            f"{person.name} may sign in as {person.username} ({ROLE_WORDS[Role(person.role)]})."
        )

    def ask(self, question: str, option: str) -> str:
        """Return what is typed in answer, or refuse where nobody is there to type."""
        if not sys.stdin.isatty():
            raise CommandError(f"Give {option}: nobody is here to be asked.", returncode=2)
        answer = input(f"{question}: ").strip()
        if not answer:
            raise CommandError(f"{question} is needed.", returncode=2)
        return answer

    def ask_role(self) -> str:
        """Return the role chosen, by its code or its words."""
        if sys.stdin.isatty():
            for role in Role:
                self.stdout.write(f"  {role.value:<22}{ROLE_WORDS[role]}")
        answer = self.ask("Role", "--role")
        codes = {words.lower(): role.value for role, words in ROLE_WORDS.items()}
        role_code = codes.get(answer.lower(), answer)
        if role_code not in set(Role):
            raise CommandError(f"There is no role '{answer}'.", returncode=2)
        return role_code

    def team(self, name: str) -> Team:
        """Return the team of a name."""
        found = Team.objects.filter(name__iexact=name).first()
        if found is None:
            raise CommandError(f"There is no team '{name}'. Add it on the page /people/teams/ first.")
        return found

    def password(self, person: User, from_stdin: bool) -> str:
        """Return a password that is good enough, from standard input or typed twice unseen."""
        if from_stdin:
            password = sys.stdin.readline().rstrip("\r\n")
        elif sys.stdin.isatty():
            password = getpass.getpass("Password (at least 12 characters): ")
            if getpass.getpass("Again: ") != password:
                raise CommandError("The two passwords are not the same.", returncode=2)
        else:
            raise CommandError("Give --password-stdin: nobody is here to be asked.", returncode=2)
        try:
            validate_password(password, person)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from None
        return password
