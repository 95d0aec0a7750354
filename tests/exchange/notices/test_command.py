"""`lodestar notices send`: as a person runs it, and two at once."""

import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from email import policy
from email.parser import BytesParser
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from lodestar.exchange.notices.management.commands import notices_send
from lodestar.exchange.notices.notify import NotifyCarrier
from tests.access.test_chain import ROOT
from tests.exchange.notices.posts import AT, happens
from tests.exchange.notices.test_carriers import KEY, TEMPLATE

LODESTAR = [sys.executable, "-m", "lodestar.config.command"]


@pytest.fixture
def frozen(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def said(capsys, *words):
    call_command("notices_send", *words)
    return capsys.readouterr().out.strip()


def test_it_says_what_it_did_and_nothing_twice(ivy, mia, frozen, capsys, mailoutbox):
    happens(ivy, mia, key="a")
    happens(ivy, key="b")
    assert said(capsys) == "2 emails sent, of 3 notices."
    assert said(capsys, "--once") == "0 emails sent, of 0 notices." and len(mailoutbox) == 2


def test_it_says_what_could_not_be_sent(ivy, mia, frozen, capsys, monkeypatch):
    def fails(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    type(mia).objects.filter(pk=mia.pk).update(email="")
    happens(ivy, mia)
    assert said(capsys) == "0 emails sent, of 0 notices. 1 notice not for email. 1 notice to be tried again."


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"PRODUCTION": True, "SITE_ADDRESS": "http://127.0.0.1:8000"}, "Set SITE_ADDRESS"),
        (
            {"PRODUCTION": True, "SITE_ADDRESS": "https://x.example", "EMAIL_URL": ""},
            "Set EMAIL_URL and EMAIL_FROM",
        ),
        ({"NOTIFY_API_KEY": "short", "NOTIFY_TEMPLATE": TEMPLATE}, "Set NOTIFY_API_KEY"),
        ({"NOTIFY_API_KEY": "", "NOTIFY_TEMPLATE": TEMPLATE}, "Set NOTIFY_API_KEY"),
        ({"NOTIFY_API_KEY": KEY, "NOTIFY_TEMPLATE": ""}, "Set NOTIFY_TEMPLATE"),
    ],
)
def test_settings_that_do_not_suffice_are_told_before_anything_is_taken(ivy, settings, changes, told):
    for name, value in changes.items():
        setattr(settings, name, value)
    happens(ivy)
    with pytest.raises(CommandError, match=told):
        call_command("notices_send")


def test_notify_is_used_where_it_is_set_up(settings):
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE = KEY, TEMPLATE
    carrier = notices_send.the_carrier()
    assert isinstance(carrier, NotifyCarrier)


def test_a_loop_that_is_too_tight_is_called_wrongly():
    with pytest.raises(CommandError, match="5 seconds or more") as no:
        call_command("notices_send", "--loop", "1")
    assert no.value.returncode == 2


# --- processes of their own -----------------------------------------------------------------------------

FILL = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from lodestar.access.models import Notice, User
from lodestar.access.queries import the_system
from lodestar.access.roles import Role
at = timezone.now() - timedelta(minutes=5)
for number in range(60):
    person = User.objects.add(username=f"p{number}", name="P", role=Role.OFFICER, email=f"p{number}@example.org")
    Notice.objects.create(person=person, kind="review-moved", key=str(number), address="/reviews/7/",
                          told_at=at, told_by=the_system(), not_before=at)
"""
ASK = """
import django; django.setup()
from lodestar.access.models import Notice
print(*Notice.objects.values_list("state", flat=True))
"""


@pytest.fixture
def database(db, tmp_path):
    """A database of its own, of the sort that the tests run on: what other processes write is seen there."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'notices.sqlite3'}"
        return
    name = f"notices_{secrets.token_hex(4)}"
    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as beside:
        beside.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(server._replace(path=f"/{name}"))
        beside.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def service(database, tmp_path):
    """A service of its own with sixty notices that wait, and a folder that mails are put into."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "VAR_DIR": str(tmp_path),
        "EMAIL_URL": f"file:{tmp_path / 'mail'}",
        "DJANGO_SETTINGS_MODULE": "lodestar.config.settings",
    }
    migrate = [sys.executable, "manage.py", "migrate", "access", "--verbosity", "0", "--skip-checks"]
    for command in (migrate, [sys.executable, "-c", FILL]):
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120)
    return tmp_path, environment


def mailed(folder):
    """Return how often each person was written to."""
    said = b"".join(file.read_bytes() for file in (folder / "mail").glob("*.log"))
    parts = [part for part in re.split(rb"\n-{79}\n", said) if part.strip()]
    return Counter(BytesParser(policy=policy.default).parsebytes(part)["To"] for part in parts)


def test_two_at_once_send_everything_once(service):
    folder, environment = service
    both = [
        subprocess.Popen(
            [*LODESTAR, "notices", "send"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(int(re.match(r"\d+", words).group()) for words in told) == 60
    assert mailed(folder) == Counter({f"p{number}@example.org": 1 for number in range(60)})
    asks = [sys.executable, "-c", ASK]
    left = subprocess.run(
        asks, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=60
    )
    assert left.stdout.split() == ["sent"] * 60


def test_the_loop_sends_and_ends_when_it_is_asked_to(service):
    folder, environment = service
    process = subprocess.Popen(
        [*LODESTAR, "notices", "send", "--loop", "5"],
        cwd=ROOT,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    first = process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    _, error = process.communicate(timeout=30)
    assert first.strip() == "60 emails sent, of 60 notices." and len(mailed(folder)) == 60
    assert process.returncode == 130 and error.strip() == "lodestar: stopped."
