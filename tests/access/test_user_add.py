"""`lodestar user add`: the first person, and any after."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from lodestar.access.management.commands import user_add
from lodestar.access.models import Event, User
from lodestar.access.roles import Role
from tests.access.test_chain import ROOT
from tests.factories.people import PASSWORD, a_person, a_team

pytestmark = pytest.mark.django_db
ANN = ("--username", "ann", "--name", "Ann Field", "--role", "manager")


class Typed(io.StringIO):
    """Standard input with somebody, or nobody, at it."""

    def __init__(self, text="", somebody=False):
        super().__init__(text)
        self.somebody = somebody

    def isatty(self):
        return self.somebody


@pytest.fixture
def typing(monkeypatch):
    def type_in(lines="", somebody=False, passwords=()):
        monkeypatch.setattr(sys, "stdin", Typed(lines, somebody))
        answers, secrets = iter(lines.splitlines()), iter(passwords)
        monkeypatch.setattr("builtins.input", lambda question: next(answers))
        monkeypatch.setattr(user_add.getpass, "getpass", lambda question: next(secrets))

    return type_in


def test_a_person_is_added_with_a_password_from_standard_input(typing, capsys):
    typing(f"{PASSWORD}\n")
    team = a_team()
    told_at = ("--email", "ann@example.org")
    call_command("user_add", *ANN, "--team", team.name.upper(), *told_at, "--password-stdin")
    ann = User.objects.get(username="ann")
    assert (ann.name, ann.role, ann.team, ann.email) == ("Ann Field", "manager", team, "ann@example.org")
    assert ann.check_password(PASSWORD) and not ann.must_change_password
    event = Event.objects.get()
    assert event.by_username == "lodestar" and PASSWORD not in str(event.after)
    assert "Ann Field may sign in as ann (IRO manager)." in capsys.readouterr().out


def test_what_is_left_out_is_asked_for_and_the_password_twice_unseen(typing):
    typing("bea\nBea Marsh\nSystem administrator\n", somebody=True, passwords=[PASSWORD, PASSWORD])
    call_command("user_add")
    bea = User.objects.get(username="bea")
    assert bea.role == Role.SYSTEM_ADMINISTRATOR and bea.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "lines", "somebody", "passwords", "told", "code"),
    [
        ((), "", False, (), "Give --username", 2),
        (ANN, "", False, (), "Give --password-stdin", 2),
        (ANN, "", True, (PASSWORD, "other"), "not the same", 2),
        ((), "\n", True, (), "User name is needed", 2),
        (("--username", "x", "--name", "X"), "king\n", True, (), "no role 'king'", 2),
        ((*ANN, "--password-stdin"), "short\n", False, (), "too short", 1),
        ((*ANN, "--password-stdin"), "annfield1234\n", False, (), "too similar", 1),
        ((*ANN, "--team", "Nowhere", "--password-stdin"), f"{PASSWORD}\n", False, (), "no team 'Nowhere'", 1),
        (
            ("--username", "TAKEN", *ANN[2:], "--password-stdin"),
            f"{PASSWORD}\n",
            False,
            (),
            "has that user",
            1,
        ),
        (("--username", "with space", *ANN[2:], "--password-stdin"), f"{PASSWORD}\n", False, (), "spaces", 1),
        (
            ("--username", "x", "--name", "y" * 200, *ANN[4:], "--password-stdin"),
            f"{PASSWORD}\n",
            False,
            (),
            "120",
            1,
        ),
    ],
)
def test_what_will_not_do_is_refused_in_words(typing, arguments, lines, somebody, passwords, told, code):
    a_person(username="taken")
    typing(lines, somebody, passwords)
    with pytest.raises(CommandError, match=told) as refused:
        call_command("user_add", *arguments)
    assert refused.value.returncode == code
    assert User.objects.filter(is_system=False).count() == 1


def test_no_password_is_taken_among_the_words_of_the_command(tmp_path):
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3"}
    command = [sys.executable, "-m", "lodestar.config.command", "user", "add", *ANN, "--password", PASSWORD]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "Traceback" not in done.stderr
