"""The reviews that were held, those that were asked for, and the clock that says when the next is due."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.models import Team
from lodestar.casework.children.models import Child, PeriodOfCare
from lodestar.casework.children.models.dated import DatedRows
from lodestar.casework.children.states import LEGAL_STATUS_WORDS, PLACEMENT_TYPE_WORDS, Location, Source
from lodestar.casework.reviews.states import PARTICIPATION_WORDS, REVIEW_RULES, ReviewKind

BELIEVED = Q(corrected_at__isnull=True)


class Review(models.Model):
    """A review of the child's case that was held: a dated fact (CPPCR 2010 part 6).

    `ordinal`, `rule`, `due_on` and `days_late` are what the law room made of it, rewritten by the clock whenever the
    child's history changes; they are never typed. `implausible_because` is the reason a named person gave for
    accepting a fact that a check had held back.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="reviews")
    period = models.ForeignKey(PeriodOfCare, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField(db_index=True)
    kind = models.CharField(max_length=20, default=ReviewKind.LOOKED_AFTER)
    participation = models.CharField(max_length=3, blank=True)
    source = models.CharField(max_length=20, default=Source.PERSON)
    source_line = models.CharField(max_length=120, blank=True)
    implausible_because = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ordinal = models.PositiveIntegerField(null=True, blank=True)
    rule = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True, blank=True)
    days_late = models.PositiveIntegerField(null=True, blank=True)

    objects = DatedRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "held_on"], condition=BELIEVED, name="one_review_of_a_child_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(participation__in=["", *PARTICIPATION_WORDS]),
                name="review_participation_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in ReviewKind]), name="review_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=[s.value for s in Source]), name="review_source_is_known"
            ),
            models.CheckConstraint(condition=Q(rule__in=["", *REVIEW_RULES]), name="review_rule_is_known"),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True, corrected_by__isnull=True)
                | Q(corrected_at__isnull=False, corrected_by__isnull=False),
                name="review_corrected_at_with_by",
            ),
        ]


class ReviewRequest(models.Model):
    """Somebody asked for a review before the next was due (CPPCR 2010 reg 33(3); 2-law R3.10-R3.14)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="review_requests")
    asked_on = models.DateField()
    due_on = models.DateField()
    because = models.CharField(max_length=300)
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("asked_on")), name="request_is_due_after_asked"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="request_gives_its_reason"),
        ]


class ReviewClock(models.Model):
    """Where a child's clock stands: what the law room answers, kept so that a list of thousands is one query.

    Rewritten in the transaction of every change to the child (the door's follower); a house test holds it to what
    the law room says when asked afresh. `next_*` are blank when the child is not looked after. Beside it stands what a
    list shows of the child and filters by: legal status, placement, IRO, social worker and team, as they are now.
    """

    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="clock", primary_key=True)
    is_looked_after = models.BooleanField(default=False)
    is_short_breaks = models.BooleanField(default=False)
    looked_after_since = models.DateField(null=True, blank=True)
    next_rule = models.CharField(max_length=20, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    next_citation = models.CharField(max_length=160, blank=True)
    next_force = models.CharField(max_length=30, blank=True)
    next_because = models.CharField(max_length=400, blank=True)
    last_held_on = models.DateField(null=True, blank=True)
    reviews_held = models.PositiveIntegerField(default=0)
    reviews_missed = models.PositiveIntegerField(default=0)
    cannot_judge = models.CharField(max_length=400, blank=True)
    legal_status = models.CharField(max_length=2, blank=True)
    placement_type = models.CharField(max_length=3, blank=True)
    placement_location = models.CharField(max_length=3, blank=True)
    iro = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    social_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(next_rule="", next_due_on__isnull=True)
                | Q(next_rule__in=REVIEW_RULES, next_due_on__isnull=False),
                name="clock_rule_with_its_date",
            ),
            models.CheckConstraint(
                condition=Q(legal_status__in=["", *LEGAL_STATUS_WORDS]), name="clock_legal_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(placement_type__in=["", *PLACEMENT_TYPE_WORDS]),
                name="clock_placement_type_is_known",
            ),
            models.CheckConstraint(
                condition=Q(placement_location__in=[x.value for x in Location]),
                name="clock_placement_location_is_known",
            ),
        ]
        indexes = [
            # Of the children looked after only: a bare yes-or-no column is matched by such an index and by no other.
            models.Index(
                fields=["next_due_on", "-next_force"],
                condition=models.Q(is_looked_after=True),
                name="clock_by_date",
            ),
            # Today's counts for each officer are read from this index alone, so it holds its own condition too.
            models.Index(
                fields=["iro", "next_due_on", "is_short_breaks", "is_looked_after"],
                condition=models.Q(is_looked_after=True),
                name="clock_by_officer",
            ),
        ]
