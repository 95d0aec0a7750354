"""What the border keeps of the national return: each import, the rows as they came, and those held back."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ReturnImport(models.Model):
    """One time that returns were brought in: by whom, which years, and what was done with every row.

    `counts` is the account shown to the person: for each file, rows read, matched, added, changed, held and refused.
    """

    started_at = models.DateTimeField(db_index=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    years = models.CharField(max_length=200)
    counts = models.JSONField()
    told = models.JSONField()

    def __str__(self) -> str:
        return f"Import of {self.years}"


class KeptRow(models.Model):
    """A row of a return as it came, kept so that years imported apart give the history they give together.

    `values` are the fields as read, in the order of the table's layout; `key` is short for what the row says. A row
    that a later version of the same year's return no longer says is not deleted: `replaced_in` is the import that
    replaced it.
    """

    year_ending = models.PositiveIntegerField()
    table = models.CharField(max_length=20)
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField()
    row_number = models.PositiveIntegerField()
    child_key = models.CharField(max_length=20, db_index=True)
    key = models.CharField(max_length=24)
    values = models.JSONField()
    came_in = models.ForeignKey(ReturnImport, on_delete=models.PROTECT, related_name="rows")
    replaced_in = models.ForeignKey(
        ReturnImport, on_delete=models.PROTECT, related_name="replaced_rows", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year_ending__gte=2011, year_ending__lte=2100), name="return_year_is_a_year"
            ),
        ]
        indexes = [models.Index(fields=["replaced_in", "year_ending", "table"])]


class HeldRow(models.Model):
    """A row that could be read but cannot be true: counted nowhere until corrected at the source or accepted.

    Accepting needs a named person and a reason, and only what the register can hold can be accepted
    (`can_be_accepted`). `resolved_in` is the import that no longer says it.
    """

    row = models.ForeignKey(KeptRow, on_delete=models.PROTECT, related_name="held")
    rule_id = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    can_be_accepted = models.BooleanField()
    held_in = models.ForeignKey(ReturnImport, on_delete=models.PROTECT, related_name="held_rows")
    resolved_in = models.ForeignKey(
        ReturnImport, on_delete=models.PROTECT, related_name="resolved_rows", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True, accepted_because="")
                | (
                    Q(accepted_at__isnull=False, accepted_by__isnull=False, can_be_accepted=True)
                    & ~Q(accepted_because="")
                ),
                name="held_row_accepted_by_somebody_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["resolved_in", "accepted_at", "rule_id"])]
