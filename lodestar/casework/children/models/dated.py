"""What every dated row has: from when until when it was so, who said so, and what was said before.

Intervals are half-open: `from_on` is the first day it held, `until_on` the first day it no longer did (2-law
15.1). A correction does not overwrite: it marks the row as corrected and adds the row that is now believed,
so that the register answers both "as it stood on day X" (rows in force) and "what did we say before, who
changed it, and why".
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lodestar.casework.children.states import Source


class DatedRows(models.QuerySet[Any]):
    """Questions that any dated row answers."""

    def believed(self) -> "DatedRows":
        """Return rows that no correction has replaced."""
        return self.filter(corrected_at__isnull=True)

    def on(self, day: date) -> "DatedRows":
        """Return believed rows in force on a day."""
        return self.believed().filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


def dated_constraints(name: str) -> list[models.BaseConstraint]:
    """Return the constraints that every dated row carries, named after its model."""
    return [
        models.CheckConstraint(
            condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")),
            name=f"{name}_ends_after_it_starts",
        ),
        models.CheckConstraint(
            condition=Q(corrected_at__isnull=True, corrected_by__isnull=True)
            | Q(corrected_at__isnull=False, corrected_by__isnull=False),
            name=f"{name}_corrected_at_with_by",
        ),
        models.CheckConstraint(
            condition=Q(ended_at__isnull=True, ended_by__isnull=True)
            | Q(ended_at__isnull=False, ended_by__isnull=False, until_on__isnull=False),
            name=f"{name}_ended_at_with_by",
        ),
        models.CheckConstraint(
            condition=Q(source__in=[s.value for s in Source]), name=f"{name}_source_is_known"
        ),
    ]


class DatedRow(models.Model):
    """A fact that held from one day until (not including) another, as somebody said it.

    `recorded_*` say who first said it and when. `ended_*` say who added the end to a row that had stood open,
    and are blank where the end was known from the first. `source` is whose word the row is now: a row that a
    person ended or corrected is a person's, and no return overwrites it.
    """

    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, default=Source.PERSON)
    source_line = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = DatedRows.as_manager()

    class Meta:
        abstract = True

    @property
    def is_believed(self) -> bool:
        """Return whether no correction has replaced this row."""
        return self.corrected_at is None

    def holds_on(self, day: date) -> bool:
        """Return whether the row is believed and in force on a day."""
        return self.is_believed and self.from_on <= day and (self.until_on is None or day < self.until_on)


class Correction(models.Model):
    """What was said before, what is said now, by whom and why: one line for each corrected row."""

    child = models.ForeignKey("children.Child", on_delete=models.PROTECT, related_name="corrections")
    row_kind = models.CharField(max_length=40)
    old_row = models.BigIntegerField()
    new_row = models.BigIntegerField(null=True)
    said_before = models.JSONField()
    said_now = models.JSONField(null=True)
    corrected_at = models.DateTimeField(db_index=True)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=500)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="correction_gives_its_reason")]
