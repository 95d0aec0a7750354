"""Children in danger or locked up, the youngest, and those who are not heard."""

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q, Subquery

from lodestar.analytics.watch import sources
from lodestar.analytics.watch.queries.reach import (
    Owed,
    Row,
    Standing,
    Told,
    Whose,
    at_next_review,
    counted_by_law,
    days_before,
    one_each,
    said_day,
)
from lodestar.analytics.watch.queries.stays import MANY
from lodestar.casework.allocation.queries import in_force
from lodestar.casework.children.models import DeprivationOfLiberty, LegalStatus, MissingEpisode, Placement
from lodestar.casework.children.states import LEGAL_STATUS_WORDS, PLACEMENT_TYPE_WORDS
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.models import Booking, Invitee
from lodestar.casework.meetings.states import OPEN_STATES, InviteeRole, SittingState
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.plans.states import PlanKind
from lodestar.casework.reviews.models import Review
from lodestar.casework.reviews.states import PARTICIPATION_WORDS
from lodestar.law import missing_from_care, plan_timing, review_steps
from lodestar.law.calendar import add_months

OFTEN_DAYS = 90
BABY_MONTHS = 12
LOCKED_HOMES = ("K1", "R5")
ON_REMAND = ("J1", "J2")
NOT_SPEAKING = ("PN3", "PN4", "PN7")
MISSING_WORDS = {"M": "Missing", "A": "Away from placement without authorisation"}

# Missing ----------------------------------------------------------------------------------------------------


def missing_now(whose: Whose) -> list[Row]:
    """Return children who are missing, or away without authorisation, now."""
    rows = whose.of_children(MissingEpisode.objects.filter(in_force(whose.on)), short_breaks=True)
    said = rows.values_list("child", "from_on", "kind")
    return one_each(Row(child, since, (kind,)) for child, since, kind in said)


def tell_missing_now(row: Row, standing: Standing) -> Told:
    """Say since when a child is missing."""
    why = f"{MISSING_WORDS[row.facts[0]]} since {said_day(row)}, and no return is recorded."
    told = counted_by_law(missing_from_care.iro_told_by, missing_on=row.since or standing.on)
    interview = Owed(
        "Plan the return interview: it is offered within 72 hours of the child being found",
        "Social worker",
        None,
        missing_from_care.RETURN_GUIDANCE,
    )
    if told is None:
        return Told(why, (interview,))
    return Told(why, (Owed("Tell the IRO", "Social worker", told.due_on, told.citation), interview))


def missing_often(whose: Whose) -> list[Row]:
    """Return children who went missing three times or more in the last 90 days; being away (A) is counted apart."""
    first_day = days_before(whose.on, OFTEN_DAYS - 1)
    rows = MissingEpisode.objects.believed().filter(kind="M", from_on__gte=first_day, from_on__lte=whose.on)
    said = whose.of_children(rows, short_breaks=True).order_by("child", "from_on", "pk")
    by_child: dict[int, list[tuple[object, ...]]] = {}
    for child, *episode in said.values_list("child", "from_on", "until_on"):
        by_child.setdefault(child, []).append(tuple(episode))
    return one_each(
        Row(child, episodes[0][0], (len(episodes), episodes[-1]))  # type: ignore[arg-type]
        for child, episodes in by_child.items()
        if len(episodes) >= MANY
    )


def tell_missing_often(row: Row, standing: Standing) -> Told:
    """Say how often a child went missing."""
    number, (from_on, until_on) = row.facts
    why = f"Missing {number} times in the last {OFTEN_DAYS} days, the last time from {in_words(from_on)}"
    why += f" until {in_words(until_on)}." if until_on else " and not back yet."
    at_review = at_next_review(standing, "Ask what makes the child go", "IRO at the review", sources.HOME)
    clock = until_on and counted_by_law(missing_from_care.return_interview_by, returned_on=until_on)
    if not clock:
        return Told(why, (at_review,))
    interview = Owed(
        "Return interview by somebody independent", "Social worker", clock.due_on, clock.citation
    )
    return Told(why, (interview, at_review))


# Locked up --------------------------------------------------------------------------------------------------


def deprived_of_liberty(whose: Whose) -> list[Row]:
    """Return children under an order that deprives them of their liberty now."""
    rows = whose.of_children(DeprivationOfLiberty.objects.filter(in_force(whose.on)), short_breaks=True)
    return one_each(Row(*row) for row in rows.values_list("child", "from_on"))


def tell_deprived(row: Row, standing: Standing) -> Told:
    """Say since when a child is deprived of their liberty."""
    owed = at_next_review(
        standing,
        "Ask whether the order is still needed, and what would end it",
        "IRO at the review",
        sources.LEGAL_STATUS,
    )
    return Told(f"Deprived of their liberty by a court's order since {said_day(row)}.", (owed,))


def secure_or_remand(whose: Whose) -> list[Row]:
    """Return children in a secure home or a young offender institution, on remand, or held for the police."""
    has_plan = Exists(
        CarePlan.objects.filter(
            child=OuterRef("period__child"), kind=PlanKind.REMAND, withdrawn_at__isnull=True
        )
    )
    homes = Placement.objects.filter(
        in_force(whose.on), in_force(whose.on, "period__"), type__in=LOCKED_HOMES
    )
    orders = LegalStatus.objects.filter(
        in_force(whose.on), in_force(whose.on, "period__"), code__in=ON_REMAND
    )
    found = []
    for rows, column in ((homes, "type"), (orders, "code")):
        said = whose.of_children(rows, "period__child", short_breaks=True).annotate(has_plan=has_plan)
        for child, since, code, planned in said.values_list("period__child", "from_on", column, "has_plan"):
            found.append(Row(child, since, (code, planned)))
    return one_each(found)


def tell_secure(row: Row, standing: Standing) -> Told:
    """Say where a child is held."""
    code, planned = row.facts
    words = LEGAL_STATUS_WORDS.get(code) or PLACEMENT_TYPE_WORDS[code]
    at_review = at_next_review(
        standing, "Ask what the child comes back to, and when", "IRO at the review", sources.HOME
    )
    since = row.since
    clock = since and counted_by_law(plan_timing.plan_by, became_looked_after_on=since)
    if code not in ON_REMAND or planned or not clock:
        return Told(f"{words} since {said_day(row)}.", (at_review,))
    plan = Owed("Record the detention placement plan", "Social worker", clock.due_on, clock.citation)
    return Told(
        f"{words} since {said_day(row)}, and no detention placement plan is recorded.", (plan, at_review)
    )


# The youngest, and being heard ------------------------------------------------------------------------------


def babies(whose: Whose) -> list[Row]:
    """Return children under one year of age."""
    rows = whose.clocks().filter(child__born_on__gt=add_months(whose.on, -BABY_MONTHS))
    said = rows.values_list("pk", "looked_after_since", "child__born_on")
    return one_each(Row(child, since, (born_on,)) for child, since, born_on in said)


def tell_baby(row: Row, standing: Standing) -> Told:
    """Say how old a baby is."""
    (born_on,) = row.facts
    why = f"Born on {in_words(born_on)}: too young to say how it is. Looked after since {said_day(row)}."
    owed = at_next_review(
        standing, "See the baby with the carer, where they live", "IRO", review_steps.REG_36
    )
    return Told(why, (owed,))


def not_speaking(whose: Whose) -> list[Row]:
    """Return children who did not speak for themselves at the last two reviews: PN3, PN4 or PN7 both times (1.10)."""
    held = Review.objects.believed().filter(child=OuterRef("pk"), held_on__lte=whose.on).order_by("-held_on")
    rows = whose.clocks().annotate(
        last=Subquery(held.values("participation")[:1]),
        before=Subquery(held.values("participation")[1:2]),
        since=Subquery(held.values("held_on")[1:2]),
    )
    rows = rows.filter(last__in=NOT_SPEAKING, before__in=NOT_SPEAKING)
    said = rows.values_list("pk", "since", "last", "before")
    return one_each(Row(child, since, (last, before)) for child, since, last, before in said)


def tell_not_speaking(row: Row, standing: Standing) -> Told:
    """Say how a child took part."""
    last, before = row.facts
    words = PARTICIPATION_WORDS
    if last == before:
        why = f"At the last two reviews, the first on {said_day(row)}: {words[last].lower()}."
    else:
        why = (
            f"At the last review: {words[last].lower()}. Before, on {said_day(row)}: {words[before].lower()}."
        )
    owed = at_next_review(
        standing, "Offer an advocate, and another way of saying it", "Social worker", sources.ADVOCACY
    )
    return Told(why, (owed,))


def no_interpreter(whose: Whose) -> list[Row]:
    """Return children who need an interpreter and have a review booked without one."""
    asked = Invitee.objects.filter(booking=OuterRef("pk"), role=InviteeRole.INTERPRETER)
    rows = (
        Booking.objects.filter(
            ~Exists(asked), state__in=OPEN_STATES, interpreter="", child__interpreter_needed=True
        )
        .annotate(starts=Min("sittings__starts_at", filter=Q(sittings__state=SittingState.PLANNED)))
        .filter(starts__isnull=False)
    )
    said = whose.of_children(rows, short_breaks=True).values_list(
        "child", "booked_at", "starts", "child__language"
    )
    return one_each(
        Row(child, booked.astimezone(LONDON).date(), (starts.astimezone(LONDON).date(), language))
        for child, booked, starts, language in said
    )


def tell_no_interpreter(row: Row, standing: Standing) -> Told:
    """Say which review has no interpreter."""
    day, language = row.facts
    of = f" for {language}" if language else ""
    why = (
        f"Needs an interpreter{of}; the review on {in_words(day)} was booked on {said_day(row)} without one."
    )
    clock = counted_by_law(
        review_steps.invitations_by, review_on=day, working_days=settings.INVITATIONS_WORKING_DAYS
    )
    by = clock.due_on if clock else day
    citation = clock.citation if clock else sources.WISHES
    return Told(why, (Owed("Book an interpreter", "Administrator", by, citation),))
