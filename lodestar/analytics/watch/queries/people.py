"""Who knows the children: seen by their IRO, a social worker, an IRO, an independent visitor."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, DateField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from lodestar.analytics.watch import sources
from lodestar.analytics.watch.queries.reach import (
    Owed,
    Row,
    Standing,
    Told,
    Whose,
    at_next_review,
    one_each,
    said_day,
)
from lodestar.analytics.watch.queries.stays import MANY, year_starts
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.allocation.queries import in_force
from lodestar.casework.children.models import CaseRole, Relationship
from lodestar.casework.children.states import CaseRoleKind, Contact, RelationshipKind
from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.models import Booking, ChildSeen, Invitee
from lodestar.casework.meetings.states import BookingState, InviteeRole
from lodestar.law import appointment, review_steps
from lodestar.law.calendar import BeyondKnownCalendar

# Seen by the IRO --------------------------------------------------------------------------------------------


def last_reviews(whose: Whose) -> Any:
    """Return each child's last review of the present care, where it ran through this service."""
    rows = Booking.objects.filter(
        in_force(whose.on, "review__period__"),
        state=BookingState.HELD,
        review__corrected_at__isnull=True,
        review__held_on=F("child__clock__last_held_on"),
    )
    return whose.of_children(rows)


def not_seen(whose: Whose) -> list[Row]:
    """Return children with whom no conversation of the IRO is recorded for the last review (reg 36)."""
    rows = last_reviews(whose).filter(~Exists(ChildSeen.objects.filter(booking=OuterRef("pk"))))
    return one_each(Row(*row) for row in rows.values_list("child", "review__held_on"))


def tell_not_seen(row: Row, standing: Standing) -> Told:
    """Say that nobody recorded a conversation."""
    why = f"No visit or talk of the IRO with the child is recorded for the review on {said_day(row)}."
    return Told(why, (_alone(standing),))


def not_seen_alone(whose: Whose) -> list[Row]:
    """Return children whom the IRO spoke with before the last review, and never alone."""
    seen = ChildSeen.objects.filter(booking=OuterRef("pk"))
    said = seen.order_by("-seen_on", "-pk")
    rows = (
        last_reviews(whose)
        .filter(Exists(seen), ~Exists(seen.filter(is_alone=True)))
        .annotate(
            because=Subquery(said.values("not_alone_because")[:1]), day=Subquery(said.values("seen_on")[:1])
        )
    )
    return one_each(
        Row(child, held_on, (day, because))
        for child, held_on, day, because in rows.values_list("child", "review__held_on", "day", "because")
    )


def tell_not_seen_alone(row: Row, standing: Standing) -> Told:
    """Say why the child was not seen alone."""
    day, because = row.facts
    why = f"The IRO saw the child on {in_words(day)} for the review on {said_day(row)}, and not alone: {because}"
    return Told(why, (_alone(standing),))


def _alone(standing: Standing) -> Owed:
    return at_next_review(standing, "Speak with the child alone", "IRO", review_steps.REG_36)


# Social workers ---------------------------------------------------------------------------------------------


def no_social_worker(whose: Whose) -> list[Row]:
    """Return children who have no social worker now, since the last one left or care began."""
    ended = (
        CaseRole.objects.believed()
        .filter(child=OuterRef("pk"), kind=CaseRoleKind.SOCIAL_WORKER, until_on__lte=whose.on)
        .order_by("-until_on")
        .values("until_on")[:1]
    )
    rows = whose.clocks(short_breaks=True).filter(social_worker__isnull=True).annotate(ended=Subquery(ended))
    return one_each(
        Row(child, max(filter(None, (ended, since)), default=None), (ended is not None and ended > since,))
        for child, since, ended in rows.values_list("pk", "looked_after_since", "ended")
    )


def tell_no_social_worker(row: Row, standing: Standing) -> Told:
    """Say since when there is no social worker."""
    had_one = row.facts[0]
    since = (
        f"The last social worker's part ended on {said_day(row)}"
        if had_one
        else f"None since {said_day(row)}"
    )
    why = f"{since}, when care began." if not had_one else f"{since}, and nobody was named after."
    owed = Owed(
        "Name a social worker, who visits as the regulations say",
        "Team manager",
        None,
        sources.VISITED_BY_THE_AUTHORITY,
    )
    return Told(why, (owed,))


def three_workers(whose: Whose) -> list[Row]:
    """Return children with three or more different social workers in the twelve months that end today (IND-12)."""
    touching = Q(until_on__isnull=True) | Q(until_on__gt=year_starts(whose.on))
    in_year = CaseRole.objects.believed().filter(
        touching, kind=CaseRoleKind.SOCIAL_WORKER, from_on__lte=whose.on
    )
    many = (
        whose.of_children(in_year)
        .order_by()
        .values("child")
        .annotate(people=Count("person", distinct=True))
        .filter(people__gte=MANY)
    )
    rows = in_year.filter(child__in=many.values("child")).order_by("child", "from_on", "pk")
    found = []
    for child, group in groupby(rows.values_list("child", "person", "from_on"), key=lambda row: row[0]):
        began: dict[int, Any] = {}
        for _, person, from_on in group:
            began.setdefault(person, from_on)
        days = list(began.values())
        found.append(Row(child, days[MANY - 1], (len(days),)))
    return one_each(found)


def tell_three_workers(row: Row, standing: Standing) -> Told:
    """Say how many social workers a child had in a year."""
    why = (
        f"{row.facts[0]} different social workers in the last twelve months, the third from {said_day(row)}."
    )
    owed = at_next_review(
        standing,
        "Say how the child keeps one social worker",
        "Team manager",
        sources.ADVICE_AND_SUPPORT,
    )
    return Told(why, (owed,))


# IRO and independent visitor --------------------------------------------------------------------------------


def no_iro(whose: Whose) -> list[Row]:
    """Return children without an IRO once the limit for naming one has passed (R2.3)."""
    ended = (
        IroAllocation.objects.believed()
        .filter(child=OuterRef("pk"), until_on__lte=whose.on)
        .order_by("-until_on")
        .values("until_on")[:1]
    )
    since = F("looked_after_since")
    rows = whose.clocks(short_breaks=True).filter(iro__isnull=True, looked_after_since__isnull=False)
    rows = rows.annotate(
        since=Greatest(since, Coalesce(Subquery(ended, output_field=DateField()), since)), began=since
    )
    found = []
    for child, day, began in rows.values_list("pk", "since", "began"):
        try:
            limit = appointment.appointment_due(
                became_looked_after_on=day, working_days=settings.IRO_APPOINTMENT_WORKING_DAYS
            )
        except BeyondKnownCalendar:
            continue
        if limit.due_on < whose.on:
            found.append(Row(child, day, (limit, day > began)))
    return one_each(found)


def tell_no_iro(row: Row, standing: Standing) -> Told:
    """Say since when there is no IRO."""
    limit, had_one = row.facts
    why = (
        f"The last IRO's allocation ended on {said_day(row)}, and nobody was named after."
        if had_one
        else f"Looked after since {said_day(row)}, and no IRO was named."
    )
    owed = (
        Owed("Name an IRO", "IRO manager", limit.due_on, limit.citation),
        at_next_review(
            standing, "An IRO is in place before the review", "IRO manager", appointment.SECTION_25A
        ),
    )
    return Told(why, owed)


def no_visitor(whose: Whose) -> list[Row]:
    """Return children whose plan allows contact with nobody of their family, and who have no independent visitor.

    Family are the people recorded, brothers and sisters too; where none is recorded the register does not say. A
    visitor is one who was ever asked to a review.
    """
    family = Relationship.objects.filter(in_force(whose.on), child=OuterRef("pk")).exclude(
        kind=RelationshipKind.OWN_CHILD
    )
    visitor = Invitee.objects.filter(booking__child=OuterRef("pk"), role=InviteeRole.VISITOR)
    rows = (
        whose.clocks()
        .filter(
            Exists(family.filter(contact=Contact.NOT_ALLOWED)),
            ~Exists(family.exclude(contact=Contact.NOT_ALLOWED)),
            ~Exists(visitor),
        )
        .annotate(since=Subquery(family.order_by("-from_on").values("from_on")[:1]))
    )
    return one_each(Row(*row) for row in rows.values_list("pk", "since"))


def tell_no_visitor(row: Row, standing: Standing) -> Told:
    """Say that a child sees nobody of the family."""
    why = (
        f"Contact with everybody recorded of the family is not allowed, since {said_day(row)}, and no independent "
        "visitor was ever asked to a review."
    )
    owed = at_next_review(
        standing,
        "Consider an independent visitor, and record what the child says",
        "Social worker",
        sources.INDEPENDENT_VISITOR,
    )
    return Told(why, (owed,))
