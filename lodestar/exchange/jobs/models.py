"""Pieces of work that were asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.constraints import known
from lodestar.exchange.jobs.states import JobKind, JobState


class Job(models.Model):
    """A piece of work that somebody asked for, or the clock, and how far it has come.

    `key` makes the same wish one piece of work, however often it is said; one that failed frees its key. `given` is
    what the work needs to know: numbers of rows, never what is in them. `tries` counts the workers that took it, and
    is how a worker knows that it is still its own; `claimed_until` is when it may be taken from a worker that is not
    heard of any more. `done`, `of` and `words` say how far it is; `address` where its result is to be read;
    `trouble` why it did not succeed, in words that name nobody.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    given = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs")
    state = models.CharField(max_length=10, default=JobState.WAITING)
    not_before = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=200, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(state="failed"), name="one_job_of_a_key_unless_it_failed"
            ),
            models.CheckConstraint(
                condition=Q(state="running", claimed_until__isnull=False)
                | (~Q(state="running") & Q(claimed_until__isnull=True)),
                name="job_is_claimed_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], finished__isnull=False)
                | (Q(state__in=["waiting", "running"]) & Q(finished__isnull=True)),
                name="job_that_ended_says_when",
            ),
            known("kind", JobKind, "job_kind_is_known"),
            known("state", JobState, "job_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="jobs_waiting"),
            models.Index(fields=["asked_by", "-asked_at"], name="jobs_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
