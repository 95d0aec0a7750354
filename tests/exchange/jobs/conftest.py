"""Work whose doing the tests decide, and the two ways of doing it."""

from datetime import UTC, datetime, timedelta

import pytest

from lodestar.access.roles import Role
from lodestar.exchange.jobs.asking import ask
from lodestar.exchange.jobs.pieces import Piece, Say
from lodestar.exchange.jobs.states import JobKind
from tests.factories.people import a_person

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Work:
    """A piece of work that keeps who it was done for, says what it is told to say, and fails as often as told."""

    def __init__(self):
        self.pieces: list[Piece] = []
        self.failures: list[Exception] = []
        self.says: list[tuple[int, int, str]] = []
        self.address = "/the-result/"

    def __call__(self, piece: Piece, say: Say) -> str:
        self.pieces.append(piece)
        for said in self.says:
            say(*said)
        if self.failures:
            raise self.failures.pop(0)
        return self.address


WORK = Work()


@pytest.fixture
def work(settings):
    """The work of every kind."""
    WORK.__init__()
    settings.JOB_WORK = {kind.value: "tests.exchange.jobs.conftest.WORK" for kind in JobKind}
    return WORK


@pytest.fixture
def in_database(settings, monkeypatch):
    """Keep work in the database's queue; a worker in the test shares its connection, so it must not close it."""
    settings.TASKS = DATABASE
    for module in (
        "django_tasks_db.management.commands.db_worker",
        "lodestar.exchange.jobs.management.commands.work",
    ):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)


@pytest.fixture
def ivy(db):
    return a_person(Role.ANALYST, name="Ivy Field")


def asked_by(person, *, key="wish", kind=JobKind.RETURN_IMPORT, at=AT, **given):
    return ask(kind=kind, key=key, given=given, by=person, at=at)
