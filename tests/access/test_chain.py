"""The chain of events: whatever is done to it behind the door is seen."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from lodestar.access import chain
from lodestar.access.append_only import restore_triggers
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import ChainHead, Event
from tests.factories.people import AT, a_person, an_event

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    by = a_person()
    facts = {
        "day": datetime(2026, 3, 1).date(),
        "miles": Decimal("12.50"),
        "words": "Zoë – “so”",
        "list": [1, None],
    }
    return [an_event(by, AT, child_identifier=f"K{number}", after=facts) for number in range(1, 6)]


@pytest.fixture
def unguarded():
    """The database without its triggers, as somebody at its console could make it."""
    drop = {
        "sqlite": ["DROP TRIGGER access_event_no_update", "DROP TRIGGER access_event_no_delete"],
        "postgresql": ["DROP TRIGGER access_event_append_only ON access_event"],
    }
    with connection.cursor() as cursor:
        for statement in drop[connection.vendor]:
            cursor.execute(statement)
    # The test's transaction is rolled back, and the triggers with it.


def words():
    return [broken.words for broken in chain.verify()]


def test_an_untouched_chain_holds(five):
    assert words() == []
    examined = chain.examine()
    assert (examined.length, examined.last_hash) == (5, five[-1].hash)


def test_an_empty_chain_holds():
    assert words() == [] and chain.examine().length == 0


@pytest.mark.parametrize(
    "change",
    [
        {"by_username": "somebody-else"},
        {"by_role": "auditor"},
        {"by_id": 0},
        {"at": AT + timedelta(seconds=1)},
        {"kind": "child.moved"},
        {"child_identifier": "K9"},
        {"subject": "access.user:9"},
        {"after": {"words": "nothing of the kind"}},
        {"before": {}},
        {"hash": "f" * 64},
        {"previous_hash": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_line_that_was_changed_is_named(five, unguarded, change):
    Event.objects.filter(sequence=3).update(**change)
    assert any("Line 3 " in said or "Line 4 " in said for said in words())


def test_a_line_that_was_removed_is_named(five, unguarded):
    Event.objects.filter(sequence=3).delete()
    assert words()[0] == "Line 3 is missing before line 4."


def test_a_line_put_in_between_is_named(five, unguarded):
    Event.objects.filter(sequence=5).update(sequence=6)
    Event.objects.filter(sequence=4).update(sequence=5)
    forged = Event.objects.get(sequence=3)
    forged.pk, forged.sequence, forged.previous_hash = None, 4, forged.hash
    forged.hash = chain.link(forged.previous_hash, forged)
    forged.save()
    assert words()


def test_an_end_that_was_cut_off_is_told(five, unguarded):
    Event.objects.filter(sequence__gte=4).delete()
    assert words() == ["The chain should end at line 5, and ends at line 3."]


def test_lines_added_past_the_end_are_told(five):
    head = ChainHead.objects.get()
    ChainHead.objects.update(sequence=4, hash=five[3].hash)
    assert words() == ["The chain should end at line 4, and ends at line 5."]
    ChainHead.objects.update(sequence=5, hash="e" * 64)
    assert words() == ["Line 5 is not the line the chain ended with."]
    ChainHead.objects.all().delete()
    assert words() == ["The chain should end at line 0, and ends at line 5."]
    assert head.sequence == 5


def test_even_an_end_and_a_count_put_back_show_against_a_hash_noted_elsewhere(five, unguarded):
    assert chain.line_is_still(5, five[4].hash)
    Event.objects.filter(sequence=5).delete()
    ChainHead.objects.update(sequence=4, hash=five[3].hash)
    assert words() == []
    assert not chain.line_is_still(5, five[4].hash)


def test_a_moment_is_the_same_in_any_zone(five):
    event = five[0]
    east = event.at.astimezone(timezone(timedelta(hours=5)))
    event.at = east
    assert chain.link(event.previous_hash, event) == event.hash


# --- the database itself refuses ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    ["UPDATE access_event SET by_username = 'x'", "DELETE FROM access_event", "TRUNCATE access_event"],
)
def test_the_database_refuses_to_change_or_remove_a_line(five, statement):
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        statement = "DELETE FROM access_event WHERE sequence = 5"  # SQLite has no TRUNCATE
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.count() == 5


def test_the_triggers_can_be_put_back(five, unguarded):
    with connection.schema_editor(atomic=False) if connection.vendor != "sqlite" else Executing() as editor:
        restore_triggers(apps, editor)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(by_username="x")


class Executing:
    """As much of SQLite's schema editor as runs inside a test's transaction."""

    connection = connection

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def execute(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def test_an_unknown_kind_is_refused(five):
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.create(
            sequence=6,
            at=AT,
            by_id=1,
            by_username="x",
            by_role="x",
            kind="no.such",
            hash="",
            previous_hash="",
        )


def test_there_is_one_head_from_the_start():
    assert ChainHead.objects.get().sequence == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        ChainHead.objects.create(id=2, hash="x")


# --- the command ----------------------------------------------------------------------------------------


def verified(*arguments):
    out = StringIO()
    call_command("audit_verify", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_that_the_chain_holds_and_its_last_line(five):
    said = verified()
    assert said.splitlines()[0] == "The chain of 5 events holds."
    assert five[-1].hash in said
    assert "holds" in verified("--noted", "5", five[-1].hash)


def test_the_command_says_where_it_does_not_and_exits_1(five, unguarded):
    Event.objects.filter(sequence=2).update(by_username="x")
    with pytest.raises(CommandError, match="Line 2 was changed") as told:
        verified()
    assert told.value.returncode == 1


def test_the_command_tells_no_more_places_than_can_be_read(five, unguarded):
    Event.objects.bulk_create(
        Event(sequence=100 + n, at=AT, by_id=1, by_username="x", by_role="x", kind=EventKind.SIGNED_IN)
        for n in range(30)
    )
    with pytest.raises(CommandError, match="more places"):
        verified()


def test_a_noted_line_that_is_gone_is_told(five):
    with pytest.raises(CommandError, match="Line 9 is gone"):
        verified("--noted", "9", "a" * 64)
    with pytest.raises(CommandError) as told:
        verified("--noted", "last", "a" * 64)
    assert told.value.returncode == 2


# --- two processes at once ------------------------------------------------------------------------------

APPEND = """
import django; django.setup()
from datetime import UTC, datetime
from lodestar.access.actions import add_team
from lodestar.access.queries import the_system
for number in range(25):
    add_team(name=f"{NAME} {number}", service="S", by=the_system(), at=datetime(2026, 3, 16, tzinfo=UTC))
"""


def test_processes_that_add_at_once_make_one_chain(tmp_path):
    database = tmp_path / "chain.sqlite3"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "lodestar.config.settings",
    }
    migrate = [sys.executable, "manage.py", "migrate", "access", "--verbosity", "0", "--skip-checks"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True, timeout=120)
    both = [
        subprocess.Popen([sys.executable, "-c", f"NAME = {name!r}\n{APPEND}"], cwd=ROOT, env=environment)
        for name in ("one", "two")
    ]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    command = [sys.executable, "-m", "lodestar.config.command", "audit", "verify"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The chain of 50 events holds.")
    with sqlite3.connect(database) as behind:
        behind.execute("DROP TRIGGER access_event_no_update")
        behind.execute("UPDATE access_event SET child_identifier = 'K1' WHERE sequence = 17")
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1 and "Line 17 was changed after it was written." in done.stderr
    assert "Traceback" not in done.stderr


def test_moments_survive_the_database_to_the_microsecond():
    moment = datetime(2026, 3, 16, 9, 0, 0, 123456, tzinfo=UTC)
    an_event(at=moment)
    assert Event.objects.get().at == moment and words() == []
