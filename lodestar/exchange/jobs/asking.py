"""Asking for a piece of work: what pages and the clock call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from lodestar.access.models import User
from lodestar.exchange.jobs import actions, claims
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.states import JobKind
from lodestar.exchange.jobs.waking import wake


def ask(*, kind: JobKind, key: str, given: Mapping[str, Any], by: User, at: datetime) -> Job:
    """Ask for a piece of work and return it as it stands; a double click (the same key) gives the same one.

    Written down in one transaction with the waking of a worker, so that neither is lost. Where work is done at once
    (JOBS=at-once), it has ended when this returns.
    """
    with transaction.atomic():
        asked = actions.ask_for(kind=kind, key=key, given=given, by=by, at=at)
        if asked.is_new:
            wake(asked.job.pk)
    return Job.objects.get(pk=asked.job.pk)


def result_of(job: Job) -> str:
    """Return where to go from a page that asked: the result where there is one, else the page of the work."""
    return job.address or f"{reverse('job', args=[job.pk])}?go=on"


def ask_as_clock(*, kind: JobKind, key: str, by: User, at: datetime) -> Job | None:
    """Ask for a period's recurring work; None where it was asked for already, even where it failed.

    No event: a clock that strikes is no deed of anybody, and what the work does leaves its own.
    """
    if Job.objects.filter(key=key).exists():
        return None
    with transaction.atomic():
        asked = claims.written_down(kind=kind, key=key, given={}, by=by, at=at)
        if asked.is_new:
            wake(asked.job.pk)
    return asked.job if asked.is_new else None
