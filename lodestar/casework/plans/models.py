"""The child's one plan, version by version."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.constraints import at_with_by, known
from lodestar.casework.children.models import Child
from lodestar.casework.plans.states import PermanenceGoal, PlanKind, PlanPart


class CarePlan(models.Model):
    """One version of a child's care plan, or of a remanded child's plan (CPPCR 2010 regs 4-6, 47B).

    `dated_on` is the day the plan itself bears. The version with the highest number is the plan; earlier ones stay.
    `permanence_decided_on` is the day the goal was settled; blank while it is not.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="care_plans")
    kind = models.CharField(max_length=10, default=PlanKind.CARE)
    version = models.PositiveIntegerField()
    dated_on = models.DateField()
    permanence_goal = models.CharField(max_length=30, blank=True)
    permanence_decided_on = models.DateField(null=True, blank=True)
    contingency = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "kind", "version"], name="one_plan_of_a_version"),
            known("kind", PlanKind, "plan_kind_is_known"),
            known("permanence_goal", PermanenceGoal, "plan_permanence_goal_is_known", or_blank=True),
            models.CheckConstraint(condition=Q(version__gte=1), name="plan_versions_count_from_one"),
            models.CheckConstraint(
                condition=Q(permanence_decided_on__isnull=True) | ~Q(permanence_goal=""),
                name="plan_goal_with_the_day_it_was_settled",
            ),
            at_with_by("withdrawn", "plan_withdrawn_at_with_by"),
        ]


class CarePlanPart(models.Model):
    """One part of a version of a plan, with the day that part bears (2-law R8.11)."""

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=20)
    words = models.TextField()
    dated_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "part"], name="one_of_each_part_in_a_plan"),
            known("part", PlanPart, "plan_part_is_known"),
        ]
