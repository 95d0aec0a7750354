"""What of the return and of the register's faults a person may see: nobody gets further here than on other pages.

Whoever works with children sees those of their own scope, by name, with the restricted ones masked. Whoever works with
the return and not with children sees every identifier, which stands for the child, and no name.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach
from lodestar.casework.allocation.queries import children_in_scope, masked_ids
from lodestar.casework.children.models import Child
from lodestar.exchange.ssda903.models import HeldRow
from lodestar.exchange.ssda903.queries import WAITING


def sees_names(person: User) -> bool:
    """Return whether a person sees children's names here at all."""
    return person.may(Permission.SEE_CHILDREN)


def children_checked_for(person: User, *, on: date) -> QuerySet[Child]:
    """Return the children among whom the checks of the register look, for a person."""
    return children_in_scope(person, on=on) if sees_names(person) else Child.objects.all()


def held_for(person: User, rows: QuerySet[HeldRow], *, on: date) -> QuerySet[HeldRow]:
    """Return those of the rows that are a person's to see; a row may be about a child the register does not hold."""
    if not sees_names(person) or person.reach is Reach.ALL:
        return rows
    reached = children_in_scope(person, on=on).values("identifier")
    return rows.filter(row__child_key__in=reached)


def masked_among(person: User, identifiers: Collection[str], *, on: date, at: datetime) -> frozenset[str]:
    """Return which of these identifiers belong to restricted children of whose circle the person is not."""
    known = dict(Child.objects.filter(identifier__in=set(identifiers)).values_list("pk", "identifier"))
    return frozenset(known[pk] for pk in masked_ids(person, list(known), on=on, at=at))


def held_counts(rows: QuerySet[HeldRow]) -> dict[str, int]:
    """Return how many of the rows wait, were accepted, and were corrected at the source (one query)."""
    return rows.aggregate(
        waiting=Count("pk", filter=WAITING),
        accepted=Count("pk", filter=Q(accepted_at__isnull=False, resolved_in__isnull=True)),
        corrected=Count("pk", filter=Q(resolved_in__isnull=False)),
    )


def waiting_rules(rows: QuerySet[HeldRow]) -> list[tuple[str, str, int, bool]]:
    """Return (rule, its latest reason, rows waiting, whether any can be accepted), most first (two queries)."""
    found = list(
        rows.filter(WAITING)
        .order_by()
        .values("rule_id")
        .annotate(count=Count("pk"), latest=Max("pk"), open=Count("pk", filter=Q(can_be_accepted=True)))
        .order_by("-count", "rule_id")
    )
    reasons = dict(HeldRow.objects.filter(pk__in=[f["latest"] for f in found]).values_list("pk", "reason"))
    return [(f["rule_id"], reasons[f["latest"]], f["count"], f["open"] > 0) for f in found]


def choices_of(rows: QuerySet[HeldRow]) -> tuple[list[str], list[int]]:
    """Return the rules and the years that the rows have, to filter by (two queries)."""
    plain = rows.order_by()
    rules = sorted(plain.values_list("rule_id", flat=True).distinct())
    years = sorted(plain.values_list("row__year_ending", flat=True).distinct(), reverse=True)
    return rules, years
