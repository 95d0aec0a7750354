"""Who is the child's IRO, who covers for whom, how much an IRO works, and emergency access to a record."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lodestar.casework.children.models import Child, DatedRow
from lodestar.casework.children.models.dated import dated_constraints


class IroAllocation(DatedRow):
    """The named Independent Reviewing Officer of a child, one at a time (CA 1989 s.25A; 2-law R2.1-R2.6).

    `independence` is what the test of regulation 46 found on the day, in words; `because` why this officer.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="iro_allocations")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="iro_allocations"
    )
    because = models.CharField(max_length=300, blank=True)
    independence = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            *dated_constraints("iro_allocation"),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(corrected_at__isnull=True, until_on__isnull=True),
                name="one_iro_a_child",
            ),
        ]
        indexes = [models.Index(fields=["officer", "until_on"])]


class Cover(DatedRow):
    """The time in which one officer covers for another who is away."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covers_needed"
    )
    covering = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covers_given"
    )

    class Meta:
        constraints = [
            *dated_constraints("cover"),
            models.CheckConstraint(condition=~Q(absent=F("covering")), name="nobody_covers_for_themselves"),
        ]


class WorkingTime(DatedRow):
    """How much of a full-time post an officer works (1.00 is full time)."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="working_times"
    )
    full_time_equivalent = models.DecimalField(max_digits=3, decimal_places=2)

    class Meta:
        constraints = [
            *dated_constraints("working_time"),
            models.CheckConstraint(
                condition=Q(full_time_equivalent__gt=0, full_time_equivalent__lte=1),
                name="working_time_is_a_share",
            ),
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(corrected_at__isnull=True, until_on__isnull=True),
                name="one_working_time_an_officer",
            ),
        ]


class EmergencyAccess(models.Model):
    """A person opened a record outside their reach, with a reason, for a short time (break-glass)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="emergency_accesses")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="emergency_accesses"
    )
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_access_gives_its_reason"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="emergency_access_closes"),
        ]
        indexes = [models.Index(fields=["person", "closes_at"])]
