"""Taking a piece of work and saying what became of it.

The library's queue (django-tasks-db) wakes workers, and no two are woken for the same entry: PostgreSQL passes over
rows that another has locked (SELECT … FOR UPDATE SKIP LOCKED), SQLite lets one in at a time. What is done is decided
here, on the row of the job: it is taken by one update that only one worker can make, for a time that the worker
prolongs while it lives. So being woken twice does no harm, and what a dead worker held is taken again.

These writes are the clockwork's own and no deeds of anybody; that something was asked for and what came of it are
actions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from lodestar.access.models import User
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.states import KEPT_FOR, LEASE, MOST_TRIES, SAFE_AGAIN, WAITS, JobKind, JobState

WORDS, TROUBLE = 300, 300


@dataclass(frozen=True, slots=True)
class Held:
    """A job that one worker holds; `tries` counts this one, and nobody else holds it with the same."""

    job: Job
    tries: int

    @property
    def kind(self) -> JobKind:
        """Return what is to be done."""
        return JobKind(self.job.kind)

    @property
    def may_be_tried_again(self) -> bool:
        """Return whether a later try is made where this one fails."""
        return self.kind in SAFE_AGAIN and self.tries < MOST_TRIES


@dataclass(frozen=True, slots=True)
class Asked:
    """A job, and whether it is new: not the one that the same wish had made before."""

    job: Job
    is_new: bool


def written_down(*, kind: JobKind, key: str, given: Mapping[str, Any], by: User, at: datetime) -> Asked:
    """Return the job of a key, made where there is none that did not fail."""
    standing = Job.objects.exclude(state=JobState.FAILED).filter(key=key)
    found = standing.first()
    if found is not None:
        return Asked(found, is_new=False)
    try:
        with transaction.atomic():
            made = Job(kind=kind, key=key, given=dict(given), asked_at=at, asked_by=by, not_before=at)
            made.save(force_insert=True)
    except IntegrityError:  # the other click was quicker
        return Asked(standing.get(), is_new=False)
    return Asked(made, is_new=True)


def claim(number: int, at: datetime) -> Held | None:
    """Take a job if it waits and its time has come; None otherwise."""
    there = Job.objects.filter(pk=number, state=JobState.WAITING, not_before__lte=at)
    job = there.select_related("asked_by").first()
    if job is None:
        return None
    # Whoever took it meanwhile has counted a try.
    taken = there.filter(tries=job.tries).update(
        state=JobState.RUNNING,
        claimed_until=at + LEASE,
        tries=F("tries") + 1,
        done=0,
        of=0,
        words="",
        trouble="",
    )
    return Held(job, job.tries + 1) if taken else None


def still(held: Held) -> QuerySet[Job]:
    """Return the row of a job as long as nobody has taken it since."""
    return Job.objects.filter(pk=held.job.pk, state=JobState.RUNNING, tries=held.tries)


def tell(held: Held, at: datetime, *, done: int, of: int, words: str) -> bool:
    """Write down how far a job is and prolong it; False where it is ours no longer."""
    said = {"done": max(done, 0), "of": max(of, 0), "words": words[:WORDS]}
    return bool(still(held).update(claimed_until=at + LEASE, **said))


def put_off(held: Held, at: datetime, *, trouble: str) -> datetime | None:
    """Let a job wait for its next try, longer each time; return when that is, None where it is ours no longer."""
    again = at + WAITS[held.tries - 1]
    put = still(held).update(
        state=JobState.WAITING, claimed_until=None, not_before=again, trouble=trouble[:TROUBLE]
    )
    return again if put else None


def let_go(held: Held, at: datetime) -> bool:
    """Give a job back that was broken off from outside, to be taken again at once."""
    return bool(still(held).update(state=JobState.WAITING, claimed_until=None, not_before=at))


def end(held: Held, at: datetime, *, state: JobState, address: str = "", trouble: str = "") -> bool:
    """Write an end; False where the job is ours no longer, or has ended."""
    return bool(
        still(held).update(
            state=state, claimed_until=None, finished=at, address=address, trouble=trouble[:TROUBLE]
        )
    )


def abandoned(at: datetime) -> list[Held]:
    """Return the jobs whose workers are not heard of any more."""
    lost = Job.objects.filter(state=JobState.RUNNING, claimed_until__lte=at)
    return [Held(job, job.tries) for job in lost.select_related("asked_by").order_by("pk")]


def overlooked(at: datetime) -> list[Job]:
    """Return jobs that should have been taken long ago, and let them wait anew: their waking was lost."""
    late = list(Job.objects.filter(state=JobState.WAITING, not_before__lte=at - LEASE).order_by("pk"))
    return [
        job
        for job in late
        if Job.objects.filter(pk=job.pk, state=JobState.WAITING, not_before=job.not_before).update(
            not_before=at
        )
    ]


def forget_old(at: datetime, *, kept_for: timedelta = KEPT_FOR) -> int:
    """Clear away jobs that ended long ago; what was asked for and by whom stays in the events."""
    return Job.objects.filter(finished__lt=at - kept_for).delete()[0]
