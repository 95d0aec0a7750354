"""A piece of work is asked for once, done once, says how far it is, and fails in words that name nobody."""

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from lodestar.access.models import Event, UsedOnce
from lodestar.access.queries import the_system
from lodestar.exchange.jobs import claims, running
from lodestar.exchange.jobs.asking import ask_as_clock, result_of
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.pieces import NotDone, work_of
from lodestar.exchange.jobs.states import LEASE, MOST_TRIES, WAITS, JobKind, JobState
from tests.exchange.jobs.conftest import AT, MINUTE, asked_by
from tests.factories.jobs import a_job
from tests.factories.people import a_used_once

pytestmark = pytest.mark.django_db


def events():
    return list(
        Event.objects.filter(kind__startswith="job.").order_by("sequence").values_list("kind", "after")
    )


# --- at once --------------------------------------------------------------------------------------------


def test_what_is_asked_for_at_once_has_ended_when_asking_returns(ivy, work):
    work.says = [(1, 2, "One of two"), (2, 2, "Both")]
    with time_machine.travel(AT, tick=False):
        job = asked_by(ivy, upload="abc")
    assert (job.state, job.address, job.finished, job.tries) == (JobState.DONE, "/the-result/", AT, 1)
    assert (job.done, job.of, job.words, job.claimed_until) == (2, 2, "Both", None)
    (piece,) = work.pieces
    assert (piece.asked_by, piece.kind, piece.given) == (ivy, JobKind.RETURN_IMPORT, {"upload": "abc"})
    assert result_of(job) == "/the-result/"
    assert events() == [
        ("job.asked_for", {"kind": "return-import"}),
        ("job.finished", {"kind": "return-import", "state": "done"}),
    ]


def test_a_double_click_gives_the_same_work(ivy, work):
    first, second = asked_by(ivy), asked_by(ivy)
    assert first.pk == second.pk and len(work.pieces) == 1 and Job.objects.count() == 1
    assert asked_by(ivy, key="another wish").pk != first.pk
    assert [kind for kind, _ in events()].count("job.asked_for") == 2


def test_what_failed_can_be_asked_for_again(ivy, work):
    work.failures = [NotDone("The files are gone.", again=False)]
    first = asked_by(ivy)
    assert (first.state, first.trouble, first.address) == (JobState.FAILED, "The files are gone.", "")
    assert result_of(first) == f"/jobs/{first.pk}/?go=on"
    second = asked_by(ivy)
    assert second.pk != first.pk and second.state == JobState.DONE


def test_two_of_one_key_are_refused_by_the_database(ivy):
    a_job(ivy, key="k", state=JobState.FAILED, finished=AT)
    a_job(ivy, key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind=JobKind.DAILY, key="k", asked_at=AT, asked_by=ivy, not_before=AT)


def test_a_failure_names_nobody_and_leaves_nothing_of_the_work(ivy, monkeypatch):
    class Spelled(Exception):
        pass

    def half_done(piece, say):
        a_used_once(token="half done")
        raise Spelled("Minnow Thistle, born 1 May 2015")

    monkeypatch.setattr(running, "work_of", lambda kind: half_done)
    job = asked_by(ivy)
    assert job.trouble == "It failed in a way nobody foresaw (Spelled)."
    assert job.state == JobState.WAITING and not UsedOnce.objects.filter(token="half done").exists()
    assert "Minnow" not in str(Job.objects.values())


def test_a_broken_database_statement_spoils_nothing_around_it(ivy, work, monkeypatch):
    def break_a_constraint(piece, say):
        Job.objects.create(kind="no such kind", key="x", asked_at=AT, asked_by=ivy, not_before=AT)

    monkeypatch.setattr(running, "work_of", lambda kind: break_a_constraint)
    assert asked_by(ivy).trouble == "It failed in a way nobody foresaw (IntegrityError)."
    assert Job.objects.count() == 1


def test_what_the_clock_asks_for_leaves_no_events_of_its_own(work):
    job = ask_as_clock(kind=JobKind.DAILY, key="daily:2026-03-16", by=the_system(), at=AT)
    assert job is not None and Job.objects.get().state == JobState.DONE and events() == []
    assert ask_as_clock(kind=JobKind.DAILY, key="daily:2026-03-16", by=the_system(), at=AT) is None


def test_a_period_that_failed_is_not_asked_for_again(work):
    work.failures = [NotDone("No server.", again=False)]
    ask_as_clock(kind=JobKind.DAILY, key="daily:2026-03-16", by=the_system(), at=AT)
    assert Job.objects.get().state == JobState.FAILED
    assert ask_as_clock(kind=JobKind.DAILY, key="daily:2026-03-16", by=the_system(), at=AT) is None


# --- tries ----------------------------------------------------------------------------------------------


def test_it_is_tried_again_longer_each_time_and_then_it_has_failed(ivy, work):
    job, at = a_job(ivy), AT
    work.failures = [NotDone("The server is away.") for _ in range(MOST_TRIES)]
    for number, wait in enumerate(WAITS, start=1):
        again = running.run(job.pk, clock=lambda now=at: now)
        job.refresh_from_db()
        assert (job.state, job.tries, job.not_before) == (JobState.WAITING, number, at + wait)
        assert again == at + wait and job.trouble == "The server is away."
        assert running.run(job.pk, clock=lambda now=again: now - MINUTE / 60) is None, "too soon"
        at = again
    assert running.run(job.pk, clock=lambda: at) is None
    job.refresh_from_db()
    assert (job.state, job.tries, job.finished) == (JobState.FAILED, MOST_TRIES, at)
    assert len(work.pieces) == MOST_TRIES


def test_what_is_not_safe_again_is_tried_once(ivy, work, monkeypatch):
    monkeypatch.setattr(claims, "SAFE_AGAIN", frozenset())
    work.failures = [NotDone("The server is away.")]
    assert asked_by(ivy).state == JobState.FAILED


def test_a_try_that_succeeds_forgets_the_trouble(ivy, work):
    job = a_job(ivy, trouble="The server is away.", tries=1)
    running.run(job.pk, clock=lambda: AT)
    job.refresh_from_db()
    assert (job.state, job.trouble, job.tries) == (JobState.DONE, "", 2)


# --- whose it is ----------------------------------------------------------------------------------------


def test_only_one_takes_a_piece_of_work(ivy, work):
    job = a_job(ivy)
    held = claims.claim(job.pk, AT)
    assert held is not None and held.tries == 1
    assert claims.claim(job.pk, AT) is None and running.run(job.pk, clock=lambda: AT + 2 * LEASE) is None
    assert not work.pieces


def test_who_lost_a_piece_of_work_says_nothing_more_of_it(ivy):
    job = a_job(ivy)
    slow = claims.claim(job.pk, AT)
    assert running.broken_off(slow, AT + LEASE)
    quick = claims.claim(job.pk, AT + LEASE)
    assert quick is not None and quick.tries == 2
    assert not claims.tell(slow, AT + LEASE, done=1, of=2, words="old")
    assert not claims.end(slow, AT + LEASE, state=JobState.DONE)
    assert claims.put_off(slow, AT + LEASE, trouble="old") is None and not claims.let_go(slow, AT)
    assert claims.end(quick, AT + LEASE, state=JobState.DONE)
    job.refresh_from_db()
    assert (job.state, job.words, job.tries) == (JobState.DONE, "", 2)


def test_who_is_told_to_stop_gives_its_work_back(ivy, monkeypatch):
    def stopped(piece, say):
        raise SystemExit(1)

    monkeypatch.setattr(running, "work_of", lambda kind: stopped)
    job = a_job(ivy)
    with pytest.raises(SystemExit):
        running.run(job.pk, clock=lambda: AT)
    job.refresh_from_db()
    assert (job.state, job.not_before, job.claimed_until, job.tries) == (JobState.WAITING, AT, None, 1)


# --- the table of kinds ---------------------------------------------------------------------------------


def test_every_kind_has_work(db):
    for kind in JobKind:
        assert callable(work_of(kind))


def test_long_ago_is_cleared_away(ivy):
    a_job(ivy, key="old", state=JobState.DONE, finished=AT)
    a_job(ivy, key="waiting")
    later = AT + claims.KEPT_FOR + MINUTE
    assert claims.forget_old(later) == 1
    assert [job.key for job in Job.objects.all()] == ["waiting"]


def test_no_transaction_is_left_open(ivy, work):
    asked_by(ivy)
    assert connection.in_atomic_block  # the test's own
    assert not connection.needs_rollback
