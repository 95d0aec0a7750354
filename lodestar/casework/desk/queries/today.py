"""What is to be done today: reviews overdue and due, children with no IRO, and the service's figures."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach
from lodestar.casework.allocation.queries import listed_for, officers, working_shares
from lodestar.casework.desk.queries.finding import SOON_DAYS
from lodestar.casework.desk.queries.rows import ListedChild, listed
from lodestar.casework.reviews.models import ReviewClock

MOST_SHOWN = 10
# Legal risk: what statute and regulations require comes before what local policy asks. The names of the forces run the
# other way in the alphabet, so that the database can sort by them as they are.
BY_RISK = ("-next_force", "next_due_on", "pk")
BY_DATE = ("next_due_on", "-next_force", "pk")


@dataclass(frozen=True, slots=True)
class Section:
    """The first children of a list, and how many it holds in all."""

    lines: tuple[ListedChild, ...]
    total: int


COUNTED = ("children", "looked_after", "overdue", "soon", "no_date")
ByOfficer = dict[int | None, dict[str, Any]]
"""What is counted, by the id of the children's IRO; None holds those without one."""


@dataclass(frozen=True, slots=True)
class Today:
    """What a person has before them."""

    overdue: Section
    soon: Section
    no_iro: Section
    looked_after: int
    no_date: int
    counted_at: datetime
    since: dict[int, date]
    by_officer: ByOfficer


def today_of(person: User, *, on: date, at: datetime) -> Today:
    """Return what a person has before them on a day, over the children they may list."""
    clocks = clocks_listed_for(person, on=on)
    until = on + timedelta(days=SOON_DAYS)
    by_officer = counted_by_officer(clocks, on=on, until=until)
    figures = {name: sum(counts[name] for counts in by_officer.values()) for name in COUNTED}
    figures["no_iro"] = by_officer[None]["children"] if None in by_officer else 0
    late, due = Q(next_due_on__lt=on), Q(next_due_on__gte=on, next_due_on__lte=until)
    first = [
        firsts(clocks.filter(late).order_by(*BY_RISK), figures["overdue"]),
        firsts(clocks.filter(due).order_by(*BY_DATE), figures["soon"]),
        firsts(clocks.filter(iro__isnull=True).order_by("looked_after_since", "pk"), figures["no_iro"]),
    ]
    lines = {found.pk: found for found in listed(person, {pk for part in first for pk in part}, on=on, at=at)}
    overdue, soon, no_iro = (tuple(lines[pk] for pk in part if pk in lines) for part in first)
    return Today(
        overdue=Section(overdue, figures["overdue"]),
        soon=Section(soon, figures["soon"]),
        no_iro=Section(no_iro, figures["no_iro"]),
        looked_after=figures["looked_after"],
        no_date=figures["no_date"],
        counted_at=at,
        by_officer=by_officer,
        since=first[2],
    )


def counted_by_officer(clocks: QuerySet[ReviewClock], *, on: date, until: date) -> ByOfficer:
    """Return the counts of today's page for each officer's children: one question for the page and its table."""
    rows = (
        clocks.order_by()
        .values("iro")
        .annotate(
            children=Count("is_looked_after"),
            looked_after=Count("is_looked_after", filter=Q(is_short_breaks=False)),
            overdue=Count("is_looked_after", filter=Q(next_due_on__lt=on)),
            soon=Count("is_looked_after", filter=Q(next_due_on__gte=on, next_due_on__lte=until)),
            no_date=Count("is_looked_after", filter=Q(next_due_on__isnull=True)),
        )
        .values_list("iro", *COUNTED)
    )
    return {iro: dict(zip(COUNTED, counts, strict=True)) for iro, *counts in rows}


def clocks_listed_for(person: User, *, on: date) -> QuerySet[ReviewClock]:
    """Return the clocks of the children a person may list who are looked after now."""
    clocks = ReviewClock.objects.filter(is_looked_after=True)
    if person.reach == Reach.ALL and person.may(Permission.SEE_CHILDREN):
        return clocks  # the same children as below, without asking the database to match every one
    return clocks.filter(child__in=listed_for(person, on=on))


def firsts(clocks: QuerySet[ReviewClock], total: int) -> dict[int, Any]:
    """Return the first children of a list with the day each became looked after; nothing is asked of an empty one."""
    return dict(clocks.values_list("pk", "looked_after_since")[:MOST_SHOWN]) if total else {}


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """What one officer carries: children, the share of a full post, and reviews overdue and due soon."""

    pk: int
    name: str
    children: int
    share: Decimal | None
    overdue: int
    soon: int


def loads(by_officer: ByOfficer, *, on: date) -> list[OfficerLoad]:
    """Return every officer's caseload with the reviews overdue and due in the next weeks.

    Their names are read as values: at ten authorities' size the people themselves cost more than the page.
    """
    shares = working_shares(on=on)
    nothing = dict.fromkeys(COUNTED, 0)
    answer = []
    for pk, name in officers().values_list("pk", "name"):
        counts = by_officer.get(pk, nothing)
        load = OfficerLoad(pk, name, counts["children"], shares.get(pk), counts["overdue"], counts["soon"])
        answer.append(load)
    return answer


def service_figures(*, on: date) -> tuple[int, int]:
    """Return how many children are looked after (short breaks left out), and how many reviews are overdue."""
    figures = ReviewClock.objects.filter(is_looked_after=True).aggregate(
        looked_after=Count("is_looked_after", filter=Q(is_short_breaks=False)),
        overdue=Count("is_looked_after", filter=Q(next_due_on__lt=on, is_short_breaks=False)),
    )
    return figures["looked_after"], figures["overdue"]
