"""Figures that were worked out, kept with the very rows they were counted over."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Figures(models.Model):
    """Every measure and table of the year that ends on a day, as the register stood when they were worked out.

    `rows` are the sealed rows (`measures.rows.Rows.sealed`) and `rows_hash` their fingerprint, so that the same
    numbers come out of them ever after; `counted_from` says in words where they came from. `name` is given to a
    snapshot that is kept; without one it is the working set of its day, replaced when the figures are worked out
    again. `answers` and `tables` are what came out, as JSON.
    """

    ends_on = models.DateField()
    name = models.CharField(max_length=120, blank=True)
    counted_from = models.CharField(max_length=300)
    caveats = models.JSONField(default=list, blank=True)
    rows = models.BinaryField()
    rows_hash = models.CharField(max_length=32)
    population = models.PositiveIntegerField(null=True, blank=True)
    answers = models.JSONField()
    tables = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ends_on"], condition=Q(name=""), name="one_working_set_of_figures_a_day"
            ),
            models.UniqueConstraint(
                fields=["name"], condition=~Q(name=""), name="figures_kept_under_one_name"
            ),
            models.CheckConstraint(
                condition=Q(name="", kept_at__isnull=True, kept_by__isnull=True)
                | (~Q(name="") & Q(kept_at__isnull=False, kept_by__isnull=False)),
                name="figures_kept_have_name_and_keeper",
            ),
            models.CheckConstraint(condition=~Q(rows_hash=""), name="figures_have_a_hash"),
        ]
        indexes = [models.Index(fields=["ends_on", "-made_at"])]

    def __str__(self) -> str:
        return self.name or f"Figures to {self.ends_on}"
