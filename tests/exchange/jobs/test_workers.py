"""Workers take from the queue in the database; a dead one's work is taken again; two never take the same."""

import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from lodestar.access.queries import the_system
from lodestar.exchange.jobs import claims, due, running
from lodestar.exchange.jobs.management.commands.work import a_worker
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.pieces import NotDone
from lodestar.exchange.jobs.states import LEASE, WAITS, JobKind, JobState
from lodestar.exchange.jobs.telling import Teller
from lodestar.exchange.jobs.waking import wake
from tests.exchange.jobs.conftest import AT, DATABASE, MINUTE, asked_by
from tests.factories.jobs import a_job

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def work_once(at: datetime = AT) -> None:
    with time_machine.travel(at, tick=False):
        a_worker().run()


def waiting_entries():
    return DBTaskResult.objects.filter(status="READY").count()


# --- through the database -------------------------------------------------------------------------------


def test_what_is_asked_for_waits_for_a_worker(ivy, work, in_database):
    with time_machine.travel(AT, tick=False):
        job = asked_by(ivy)
    assert job.state == JobState.WAITING and not work.pieces and waiting_entries() == 1
    work_once(AT + SECOND)
    job.refresh_from_db()
    assert (job.state, job.address, job.finished) == (JobState.DONE, "/the-result/", AT + SECOND)
    assert not waiting_entries()
    work_once(AT + MINUTE)
    assert len(work.pieces) == 1


def test_asking_and_waking_are_one(ivy, work, in_database, monkeypatch):
    def dies(number, after=None):
        raise KeyboardInterrupt

    monkeypatch.setattr("lodestar.exchange.jobs.asking.wake", dies)
    with pytest.raises(KeyboardInterrupt):
        asked_by(ivy)
    assert not Job.objects.exists() and not waiting_entries()


def test_what_failed_is_tried_again_when_its_time_comes(ivy, work, in_database):
    work.failures = [NotDone("The server is away.")]
    with time_machine.travel(AT, tick=False):
        job = asked_by(ivy)
    work_once(AT + SECOND)
    job.refresh_from_db()
    assert (job.state, job.not_before) == (JobState.WAITING, AT + SECOND + WAITS[0])
    work_once(AT + MINUTE / 2)
    assert len(work.pieces) == 1
    work_once(AT + 2 * MINUTE)
    job.refresh_from_db()
    assert (job.state, len(work.pieces)) == (JobState.DONE, 2)


def test_the_library_keeps_nothing_of_what_went_wrong(ivy, work, in_database):
    work.failures = [ValueError("Minnow Thistle")]
    with time_machine.travel(AT, tick=False):
        asked_by(ivy)
    work_once(AT + SECOND)
    kept = DBTaskResult.objects.order_by("enqueued_at").first()
    assert (kept.status, kept.traceback, kept.args_kwargs["args"]) == (
        "SUCCESSFUL",
        "",
        [Job.objects.get().pk],
    )


def test_being_woken_twice_does_no_harm(ivy, work, in_database):
    with time_machine.travel(AT, tick=False):
        job = asked_by(ivy)
        wake(job.pk)
        wake(job.pk)
    work_once(AT + SECOND)
    assert len(work.pieces) == 1 and not waiting_entries()


# --- dead workers ---------------------------------------------------------------------------------------


def test_the_work_of_a_dead_worker_is_taken_again_after_its_lease(ivy, work, in_database):
    job = a_job(ivy, kind=JobKind.RETURN_IMPORT)
    assert claims.claim(job.pk, AT) is not None  # and then it died
    assert due.run_due(by=the_system(), at=AT + LEASE - SECOND).taken_again == 0
    with time_machine.travel(AT + LEASE, tick=False):
        assert due.run_due(by=the_system(), at=AT + LEASE).taken_again == 1
    work_once(AT + LEASE + SECOND)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.DONE, 2) and job.pk in {one.number for one in work.pieces}


def test_who_says_that_it_lives_keeps_its_work(ivy, in_database):
    job = a_job(ivy)
    held = claims.claim(job.pk, AT)
    assert claims.tell(held, AT + LEASE - SECOND, done=1, of=9, words="One of nine")
    assert claims.abandoned(AT + LEASE) == []
    assert [one.job.pk for one in claims.abandoned(AT + 2 * LEASE)] == [job.pk]


def test_what_is_not_safe_again_fails_when_its_worker_died(ivy, in_database, monkeypatch):
    monkeypatch.setattr(claims, "SAFE_AGAIN", frozenset())
    job = a_job(ivy)
    claims.claim(job.pk, AT)
    assert due.run_due(by=the_system(), at=AT + LEASE).given_up == 1
    job.refresh_from_db()
    assert (job.state, job.trouble) == (JobState.FAILED, running.BROKE_OFF)


def test_a_worker_that_died_between_waking_and_taking_loses_nothing(ivy, work, in_database):
    with time_machine.travel(AT, tick=False):
        job = asked_by(ivy)
    DBTaskResult.objects.update(status="RUNNING")
    with time_machine.travel(AT + LEASE, tick=False):
        assert due.run_due(by=the_system(), at=AT + LEASE).taken_again == 1
        assert due.run_due(by=the_system(), at=AT + LEASE + SECOND).taken_again == 0
    work_once(AT + LEASE + SECOND)
    job.refresh_from_db()
    assert job.state == JobState.DONE


# --- the command ----------------------------------------------------------------------------------------


def test_the_command_does_what_waits_and_asks_for_what_recurs(ivy, work, in_database, monkeypatch):
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.Worker.configure_signals", lambda _: None
    )
    with time_machine.travel(AT, tick=False):
        job = asked_by(ivy)
        call_command("work", "--once")
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert {one.kind for one in work.pieces} == {JobKind.RETURN_IMPORT, JobKind.DAILY}


def test_where_work_is_done_at_once_a_worker_says_so():
    with pytest.raises(CommandError, match="at-once"):
        call_command("work", "--once")


def test_a_worker_outlives_a_fault(in_database, monkeypatch, capsys):
    from django.db import OperationalError

    def away(**said):
        raise OperationalError("could not connect: password=secret")

    monkeypatch.setattr("lodestar.exchange.jobs.management.commands.work.run_due", away)
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.Worker.configure_signals", lambda _: None
    )
    call_command("work", "--once")
    said = capsys.readouterr().err
    assert "did not answer (OperationalError)" in said and "secret" not in said


# --- several at once, on PostgreSQL ---------------------------------------------------------------------

PIECES, WORKERS = 60, 4


@pytest.fixture
def committed():
    """Let rows of jobs be really there for other connections, and clear them away afterwards."""
    if connection.vendor != "postgresql":
        pytest.skip(
            "needs PostgreSQL: SQLite lets one in at a time, and its test database is one connection's"
        )
    yield beside
    beside(
        lambda: (Job.objects.filter(key__startswith="shared").delete(), DBTaskResult.objects.all().delete())
    )


def beside(act):
    """Do something in a thread, so through a connection of its own that commits; return what it gave."""
    got = []

    def acts():
        try:
            got.append(act())
        finally:
            connection.close()

    thread = threading.Thread(target=acts)
    thread.start()
    thread.join(timeout=60)
    return got[0]


def test_two_workers_never_take_the_same_work(committed, settings, monkeypatch):
    settings.TASKS = DATABASE
    done, guard = [], threading.Lock()

    def counted(piece, say):
        say(1, 1, "Counted")
        with guard:
            done.append((threading.current_thread().name, piece.number))
        return ""

    monkeypatch.setattr(running, "work_of", lambda kind: counted)

    def ask():
        for number in range(PIECES):
            job = a_job(the_system(), key=f"shared:{number}")
            for _ in range(2):  # woken twice each: the library's lock is one guard, our own claim the other
                wake(job.pk)

    committed(ask)
    begin = threading.Barrier(WORKERS)

    def works():
        try:
            begin.wait()
            a_worker().run()
        finally:
            connection.close()

    threads = [threading.Thread(target=works, name=f"worker {n}") for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    jobs = committed(lambda: list(Job.objects.filter(key__startswith="shared").values_list("state", "tries")))
    takers = committed(lambda: list(DBTaskResult.objects.values_list("worker_ids", flat=True)))
    assert jobs == [("done", 1)] * PIECES
    assert len(takers) == 2 * PIECES and all(len(of_one) == 1 for of_one in takers)
    assert sorted(number for _, number in done) == sorted({number for _, number in done})
    assert len(done) == PIECES and len({name for name, _ in done}) > 1, "more than one worker had a part"


def test_progress_is_seen_while_the_work_is_in_one_transaction(committed, monkeypatch):
    from django.db import transaction

    monkeypatch.setattr("lodestar.exchange.jobs.telling.EVERY_SECONDS", 0.02)
    seen = []

    def works():
        job = a_job(the_system(), key="shared:long")
        held = claims.claim(job.pk, AT)
        with Teller(held, lambda: AT) as teller, transaction.atomic():
            teller.say(3, 9, "Three of nine")
            for _ in range(100):
                seen.append(beside(lambda: Job.objects.get(pk=job.pk).words))
                if seen[-1]:
                    break

    committed(works)
    assert seen[-1] == "Three of nine"
