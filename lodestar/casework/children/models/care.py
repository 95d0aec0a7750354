"""The child's care: periods of care, legal statuses, placements and the people who manage the case."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.models import Team
from lodestar.casework.children.models.child import Child
from lodestar.casework.children.models.dated import DatedRow, dated_constraints
from lodestar.casework.children.states import (
    CATEGORY_OF_NEED_WORDS,
    CHANGE_REASON_WORDS,
    END_REASON_WORDS,
    LEGAL_STATUS_WORDS,
    PLACEMENT_TYPE_WORDS,
    PROVIDER_WORDS,
    ROLE_CHANGE_WORDS,
    CaseRoleKind,
    Location,
    Planned,
    SameCarer,
    Source,
)

BELIEVED = Q(corrected_at__isnull=True)
OPEN = Q(corrected_at__isnull=True, until_on__isnull=True)


class PeriodOfCare(DatedRow):
    """From the day the child became looked after until the day they ceased to be (CA 1989 s.22; 2-law
    R1.6-R1.8).

    `start_seen` is off where a return began in the middle and the first day is only the first day known.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="periods_of_care")
    category_of_need = models.CharField(max_length=2, blank=True)
    end_reason = models.CharField(max_length=3, blank=True)
    start_seen = models.BooleanField(default=True)

    class Meta:
        constraints = [
            *dated_constraints("period"),
            models.UniqueConstraint(fields=["child"], condition=OPEN, name="one_open_period_a_child"),
            models.UniqueConstraint(
                fields=["child", "from_on"], condition=BELIEVED, name="one_period_from_a_day_a_child"
            ),
            models.CheckConstraint(
                condition=Q(end_reason="", until_on__isnull=True)
                | Q(end_reason__in=list(END_REASON_WORDS), until_on__isnull=False)
                # A child whom later returns no longer name has left, and no return says why.
                | Q(end_reason="", until_on__isnull=False, source=Source.SSDA903),
                name="period_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(category_of_need__in=["", *CATEGORY_OF_NEED_WORDS]), name="period_need_is_known"
            ),
        ]


class LegalStatus(DatedRow):
    """The legal basis on which the child is looked after."""

    period = models.ForeignKey(PeriodOfCare, on_delete=models.PROTECT, related_name="legal_statuses")
    code = models.CharField(max_length=2)

    class Meta:
        constraints = [
            *dated_constraints("legal_status"),
            models.CheckConstraint(
                condition=Q(code__in=list(LEGAL_STATUS_WORDS)), name="legal_status_code_is_known"
            ),
            models.UniqueConstraint(fields=["period"], condition=OPEN, name="one_open_legal_status_a_period"),
            models.UniqueConstraint(
                fields=["period", "from_on"], condition=BELIEVED, name="one_legal_status_from_a_day"
            ),
        ]


class Placement(DatedRow):
    """Where the child lives and with whom.

    `planned` says how the child came here; `change_reason` why this placement ended (REASON_PLACE_CHANGE);
    `miles_from_home` to one decimal; `location` inside or outside the authority's area.
    """

    period = models.ForeignKey(PeriodOfCare, on_delete=models.PROTECT, related_name="placements")
    type = models.CharField(max_length=3)
    provider = models.CharField(max_length=3, blank=True)
    carer = models.CharField(max_length=120, blank=True)
    urn = models.CharField(max_length=8, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    home_postcode = models.CharField(max_length=8, blank=True)
    miles_from_home = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    location = models.CharField(max_length=3, blank=True, default=Location.NOT_RECORDED)
    planned = models.CharField(max_length=10, default=Planned.PLANNED)
    same_carer = models.CharField(max_length=10, default=SameCarer.NEW_CARER)
    change_reason = models.CharField(max_length=6, blank=True)

    class Meta:
        constraints = [
            *dated_constraints("placement"),
            models.CheckConstraint(
                condition=Q(type__in=list(PLACEMENT_TYPE_WORDS)), name="placement_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(provider__in=["", *PROVIDER_WORDS]), name="placement_provider_is_known"
            ),
            models.CheckConstraint(
                condition=Q(change_reason__in=["", *CHANGE_REASON_WORDS]),
                name="placement_change_reason_is_known",
            ),
            models.CheckConstraint(
                condition=Q(change_reason="") | Q(until_on__isnull=False), name="placement_changed_has_ended"
            ),
            models.CheckConstraint(
                condition=Q(location__in=[x.value for x in Location]), name="placement_location_is_known"
            ),
            models.CheckConstraint(
                condition=Q(planned__in=[x.value for x in Planned]), name="placement_planned_is_known"
            ),
            models.CheckConstraint(
                condition=Q(same_carer__in=[x.value for x in SameCarer]), name="placement_same_carer_is_known"
            ),
            models.UniqueConstraint(fields=["period"], condition=OPEN, name="one_open_placement_a_period"),
            models.UniqueConstraint(
                fields=["period", "from_on"], condition=BELIEVED, name="one_placement_from_a_day"
            ),
        ]


class AdoptionDecision(DatedRow):
    """The time in which the authority may place the child for adoption (AAR 2005 reg 36; the return's
    DATE_PLACED).

    `from_on` is the day of authority (placement order or witnessed consent); `until_on` the day it no longer
    stood.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="adoption_decisions")
    end_reason = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            *dated_constraints("adoption_decision"),
            models.CheckConstraint(
                condition=Q(end_reason__in=["", "RD1", "RD2", "RD3", "RD4"]),
                name="adoption_end_reason_is_known",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=OPEN, name="one_open_adoption_decision_a_child"
            ),
        ]


class CaseRole(DatedRow):
    """A person's part in managing the child's case: the social worker, their managers and the rest."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="case_roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_roles")
    kind = models.CharField(max_length=20)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="case_roles")
    change_reason = models.CharField(max_length=6, blank=True)

    class Meta:
        constraints = [
            *dated_constraints("case_role"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in CaseRoleKind]), name="case_role_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(change_reason__in=["", *ROLE_CHANGE_WORDS]),
                name="case_role_change_reason_is_known",
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=OPEN & Q(kind="social-worker"),
                name="one_social_worker_a_child",
            ),
        ]
        indexes = [models.Index(fields=["person", "kind"]), models.Index(fields=["team", "kind"])]


class SchoolAttended(DatedRow):
    """The school or other place of learning the child is on the roll of."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="schools")
    name = models.CharField(max_length=160)
    year_group = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            *dated_constraints("school"),
            models.UniqueConstraint(fields=["child"], condition=OPEN, name="one_open_school_a_child"),
            models.CheckConstraint(condition=~Q(name=""), name="school_has_a_name"),
        ]


class MissingEpisode(DatedRow):
    """A time in which the child was missing (M) or away without authorisation (A)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="missing_episodes")
    kind = models.CharField(max_length=1)

    class Meta:
        constraints = [
            # A child may go missing and be found on the same day, so this row alone may end the day it
            # starts.
            *[c for c in dated_constraints("missing") if c.name != "missing_ends_after_it_starts"],
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="missing_ends_on_or_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(kind__in=["M", "A"]), name="missing_kind_is_known"),
        ]


class DeprivationOfLiberty(DatedRow):
    """The time in which a court order deprived the child of their liberty."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="deprivations_of_liberty")

    class Meta:
        constraints = [*dated_constraints("deprivation")]


class PreviousPermanence(models.Model):
    """How the child had left care for good before this period began (the return's PREV_PERM)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="previous_permanences")
    code = models.CharField(max_length=2)
    authority = models.CharField(max_length=40, blank=True)
    ended_on_text = models.CharField(max_length=10, blank=True)
    source_line = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child"], name="previous_permanence_once_a_child"),
            models.CheckConstraint(
                condition=Q(code__in=["P1", "P2", "P3", "P4", "Z1"]), name="previous_permanence_code_is_known"
            ),
        ]
