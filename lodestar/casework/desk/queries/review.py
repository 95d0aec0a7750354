"""How far one review has come: every fact that its steps rest on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q

from lodestar.casework.children.words import LONDON
from lodestar.casework.decisions.models import Decision, DecisionsSent
from lodestar.casework.decisions.states import STILL_OWED, DecisionState
from lodestar.casework.meetings.models import Booking, ChildSeen, DateChange, Paper, PreparationStep, Sitting
from lodestar.casework.meetings.queries import changes_of, last_sitting, review_day, sittings_of
from lodestar.casework.meetings.queries.series import series_stands
from lodestar.casework.meetings.states import PaperKind, Shape, Step
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.ratings.models import Rating
from lodestar.casework.records.models import Dispatch, Minute
from lodestar.casework.reviews.models import ReviewClock
from lodestar.casework.reviews.opening import kept_clock
from lodestar.law.answers import Lawful, Unlawful


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one review: days on which its steps were done, None where they were not."""

    booking: Booking
    day: date | None
    sitting: Sitting | None
    sittings: tuple[Sitting, ...]
    changes: tuple[DateChange, ...]
    invited_on: date | None
    invited: int
    replied: int
    report_on: date | None
    plan_on: date | None
    seen_on: date | None
    decisions: int
    sent_on: date | None
    unanswered: int
    earlier_owed: int
    rating: str
    minute: str
    signed_on: date | None
    dispatched_on: date | None
    said: dict[str, PreparationStep]
    plan_updated_on: date | None
    series: Lawful | Unlawful | None
    clock: ReviewClock | None


def standing_of(booking: Booking) -> Standing:
    """Return how far a review has come; a dozen questions, whatever there is in it."""
    sittings = tuple(sittings_of(booking))
    people = booking.invitees.aggregate(
        first=Min("invited_at"),
        invited=Count("pk", filter=Q(invited_at__isnull=False)),
        replied=Count("pk", filter=~Q(reply="")),
    )
    papers = dict(
        Paper.objects.filter(booking=booking, received_at__isnull=False)
        .values("kind")
        .annotate(first=Min("received_at"))
        .values_list("kind", "first")
    )
    made = Decision.objects.filter(booking=booking).aggregate(
        number=Count("pk"),
        unanswered=Count(
            "pk", filter=Q(answer__isnull=True, made_at__isnull=False) & ~Q(state=DecisionState.SUPERSEDED)
        ),
    )
    sent: DecisionsSent | None = DecisionsSent.objects.filter(booking=booking).first()
    minute = Minute.objects.filter(booking=booking).first()
    rating = Rating.objects.filter(booking=booking).values_list("colour", flat=True).first()
    return Standing(
        booking=booking,
        day=review_day(booking),
        sitting=last_sitting(booking),
        sittings=sittings,
        changes=tuple(changes_of(booking)),
        invited_on=day_of(people["first"]),
        invited=people["invited"],
        replied=people["replied"],
        report_on=day_of(papers.get(PaperKind.REPORT)),
        plan_on=day_of(papers.get(PaperKind.CARE_PLAN)),
        seen_on=ChildSeen.objects.filter(booking=booking).aggregate(first=Min("seen_on"))["first"],
        decisions=made["number"],
        sent_on=day_of(sent.sent_at) if sent else None,
        unanswered=made["unanswered"] if sent else 0,
        earlier_owed=earlier_owed(booking),
        rating=rating or "",
        minute=minute.state if minute else "",
        signed_on=day_of(minute.signed_at) if minute else None,
        said={one.step: one for one in booking.steps.filter(step__in=(Step.WISHES, Step.TALK))},
        plan_updated_on=plan_updated_after(booking),
        series=series_stands(booking, concluded_on=booking.review.held_on if booking.review else None)
        if booking.shape == Shape.SERIES
        else None,
        clock=kept_clock(booking.child),
        dispatched_on=Dispatch.objects.filter(booking=booking).aggregate(first=Min("sent_on"))["first"],
    )


def plan_updated_after(booking: Booking) -> date | None:
    """Return the day the care plan was first brought up to date after a review was held, or None."""
    if booking.review is None:
        return None
    plans = CarePlan.objects.filter(
        child=booking.child_id, withdrawn_at__isnull=True, dated_on__gte=booking.review.held_on
    )
    return day_of(plans.aggregate(first=Min("recorded_at"))["first"])


def earlier_owed(booking: Booking) -> int:
    """Return how many decisions of the child's earlier reviews the IRO has not looked at in this one."""
    return (
        Decision.objects.filter(child=booking.child_id, state__in=STILL_OWED).exclude(booking=booking).count()
    )


def day_of(moment: Any) -> date | None:
    """Return the London day of a moment, or None."""
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else None
