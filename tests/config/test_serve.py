"""`lodestar serve` says where the pages are and how to sign in, and refuses in words what would fail later."""

import socket

import pytest
from django.core.management.base import CommandError

from lodestar.config.management.commands import serve


@pytest.mark.parametrize(
    ("demo", "how"), [(True, "no password is asked"), (False, "with your user name and password")]
)
def test_it_says_where_it_is_and_how_to_sign_in(settings, demo, how):
    settings.DEMO = demo
    said = "\n".join(serve.where_and_how("127.0.0.1", 8123))
    assert "http://127.0.0.1:8123/" in said and how in said


def test_a_port_that_is_taken_is_refused_with_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="PORT=8001"):
            serve.refuse_taken_port("127.0.0.1", taken.getsockname()[1])


def test_a_port_that_does_not_exist_is_refused():
    with pytest.raises(CommandError, match="port 99999"):
        serve.refuse_taken_port("127.0.0.1", 99999)


def test_the_demonstration_is_served_to_this_machine_only(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="no password"):
        serve.refuse_other_machines_the_demonstration("0.0.0.0")
    assert serve.refuse_other_machines_the_demonstration("127.0.0.1") is None
    settings.DEMO = False
    assert serve.refuse_other_machines_the_demonstration("0.0.0.0") is None


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_served_and_an_older_one_is_not(monkeypatch):
    assert serve.refuse_stale_database() is None
    plan = [("a change", False)]
    monkeypatch.setattr(serve.MigrationExecutor, "migration_plan", lambda self, targets: plan)
    with pytest.raises(CommandError, match="1 changes older"):
        serve.refuse_stale_database()


def test_the_server_is_told_address_processes_and_threads():
    command = serve.server("::1", 8000, 3, 5)
    assert "[::1]:8000" in command
    assert command[command.index("--workers") + 1] == "3" and command[command.index("--threads") + 1] == "5"
