"""Asking after pieces of work."""

from django.db.models import QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.states import JobState


def jobs_seen_by(person: User) -> QuerySet[Job]:
    """Return the jobs a person may see, latest first: their own; those of all to who looks after the system."""
    jobs = Job.objects.select_related("asked_by").order_by("-asked_at", "-pk")
    return jobs if person.may(Permission.MANAGE_ACCOUNTS) else jobs.filter(asked_by=person)


def standing(key: str) -> Job | None:
    """Return the job of a key that has not failed, or None."""
    return Job.objects.exclude(state=JobState.FAILED).filter(key=key).first()
