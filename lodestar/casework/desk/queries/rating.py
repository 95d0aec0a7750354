"""What the record says that an IRO may want to think about before rating a review; it never rates by itself."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from lodestar.casework.decisions.models import Decision
from lodestar.casework.decisions.states import DecisionState
from lodestar.casework.meetings.models import Booking, ChildSeen, Paper
from lodestar.casework.meetings.states import PaperKind
from lodestar.casework.plans.models import CarePlan


@dataclass(frozen=True, slots=True)
class RatingPrompts:
    """Facts around a rating (R4.32). `report_days_ahead` is None where no report came."""

    late_decisions: int
    report_days_ahead: int | None
    report_lead: int
    has_care_plan: bool
    times_seen: int
    times_seen_alone: int


def rating_prompts(booking: Booking, *, on: date) -> RatingPrompts:
    """Return the facts around the rating of a review on a day: four questions."""
    report = (
        Paper.objects.filter(booking=booking, kind=PaperKind.REPORT, received_at__isnull=False)
        .order_by("received_at")
        .values_list("days_ahead", flat=True)
        .first()
    )
    seen = list(ChildSeen.objects.filter(booking=booking).values_list("is_alone", flat=True))
    return RatingPrompts(
        late_decisions=Decision.objects.filter(
            child=booking.child_id, state=DecisionState.OPEN, due_on__lt=on
        ).count(),
        report_days_ahead=report,
        report_lead=settings.SW_REPORT_LEAD,
        has_care_plan=CarePlan.objects.filter(child=booking.child_id, withdrawn_at__isnull=True).exists(),
        times_seen=len(seen),
        times_seen_alone=sum(seen),
    )
