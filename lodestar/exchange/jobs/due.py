"""Recurring work: asked for once a period, by whichever worker looks first; and what dead workers left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from lodestar.access.models import Notice, User
from lodestar.access.notice_kinds import NoticeState
from lodestar.exchange.jobs import claims, running
from lodestar.exchange.jobs.asking import ask_as_clock
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.states import JobKind, JobState
from lodestar.exchange.jobs.waking import wake

LONDON = ZoneInfo("Europe/London")
NOTICES_EVERY = timedelta(minutes=5)
# What failed and cannot be tried again soon (no mail server is set) is not asked for in every period.
AFTER_A_FAILURE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Recurring:
    """Work that recurs: the name of the period a moment lies in, and whether there is anything to do then."""

    kind: JobKind
    period: Callable[[datetime], str]
    is_needed: Callable[[datetime], bool]


@dataclass(frozen=True, slots=True)
class Due:
    """What a look at the clock came to."""

    asked_for: tuple[JobKind, ...]
    taken_again: int
    given_up: int


def london_day(at: datetime) -> str:
    """Return the day in London."""
    return at.astimezone(LONDON).date().isoformat()


def five_minutes(at: datetime) -> str:
    """Return the five minutes that a moment lies in."""
    return datetime.fromtimestamp(at.timestamp() // 300 * 300, UTC).strftime("%Y-%m-%dT%H:%M")


def notices_wait(at: datetime) -> bool:
    """Return whether something is to be sent out now, and sending did not just fail for good."""
    failed = Job.objects.filter(
        kind=JobKind.NOTICES, state=JobState.FAILED, finished__gt=at - AFTER_A_FAILURE
    )
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    waiting = Notice.objects.filter(free, state=NoticeState.WAITING, not_before__lte=at)
    return waiting.exists() and not failed.exists()


RECURRING = (
    Recurring(JobKind.DAILY, london_day, lambda at: True),
    Recurring(JobKind.NOTICES, five_minutes, notices_wait),
)


def run_due(*, by: User, at: datetime) -> Due:
    """Ask for the recurring work of this moment's periods, and see to what dead workers left. Several may call it."""
    asked_for = tuple(
        one.kind
        for one in RECURRING
        if one.is_needed(at) and ask_as_clock(kind=one.kind, key=f"{one.kind}:{one.period(at)}", by=by, at=at)
    )
    again = given_up = 0
    for held in claims.abandoned(at):
        if running.broken_off(held, at):
            wake(held.job.pk)
            again += 1
        else:
            given_up += 1
    for job in claims.overlooked(at):
        wake(job.pk)
        again += 1
    return Due(asked_for, again, given_up)
