"""Factories of background work."""

from datetime import UTC, datetime
from typing import Any

from lodestar.access.models import User
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.states import JobKind, JobState

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


def a_job(by: User, *, key: str = "wish", **facts: Any) -> Job:
    """Return a saved piece of work of a key; the one there is, where there is one."""
    found = Job.objects.exclude(state=JobState.FAILED).filter(key=key).first()
    said = {"kind": JobKind.DAILY, "asked_at": AT, "asked_by": by, "not_before": AT, **facts}
    return found or Job.objects.create(key=key, **said)
