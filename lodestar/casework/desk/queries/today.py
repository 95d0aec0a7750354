"""What is to be done today: reviews overdue and due, children with no IRO, and the service's figures."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from lodestar.access.models import User
from lodestar.casework.allocation.queries import Caseload, caseloads, in_force, listed_for, without_iro
from lodestar.casework.children.models import Child, PeriodOfCare
from lodestar.casework.desk.queries.finding import SOON_DAYS
from lodestar.casework.desk.queries.rows import ListedChild, listed
from lodestar.casework.reviews.models import ReviewClock

MOST_SHOWN = 12
# Legal risk: what statute and regulations require comes before what guidance and local policy ask.
BINDING = ("statute", "regulations")


@dataclass(frozen=True, slots=True)
class Section:
    """The first children of a list, and how many it holds in all."""

    lines: tuple[ListedChild, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Today:
    """What a person has before them."""

    overdue: Section
    soon: Section
    no_iro: Section
    looked_after: int
    cannot_judge: int
    computed_at: datetime | None
    since: dict[int, date]


def today_of(person: User, *, on: date, at: datetime) -> Today:
    """Return what a person has before them on a day, over the children they may list."""
    children = listed_for(person, on=on)
    clocks = ReviewClock.objects.filter(child__in=children, is_looked_after=True)
    until = on + timedelta(days=SOON_DAYS)
    figures = clocks.aggregate(
        looked_after=Count("pk", filter=Q(is_short_breaks=False)),
        overdue=Count("pk", filter=Q(next_due_on__lt=on)),
        soon=Count("pk", filter=Q(next_due_on__gte=on, next_due_on__lte=until)),
        cannot_judge=Count("pk", filter=~Q(cannot_judge="")),
        computed_at=Min("computed_at"),
    )
    overdue = by_risk(clocks.filter(next_due_on__lt=on))[:MOST_SHOWN]
    soon = by_risk(clocks.filter(next_due_on__gte=on, next_due_on__lte=until), first="next_due_on")[
        :MOST_SHOWN
    ]
    waiting = waiting_for_iro(children, on=on)
    overdue_ids, soon_ids = [c.pk for c in overdue], [c.pk for c in soon]
    since = dict(waiting.values_list("pk", "since")[:MOST_SHOWN])
    lines = {line.pk: line for line in listed(person, [*overdue_ids, *soon_ids, *since], on=on, at=at)}
    return Today(
        overdue=Section(tuple(lines[pk] for pk in overdue_ids), figures["overdue"]),
        soon=Section(tuple(lines[pk] for pk in soon_ids), figures["soon"]),
        no_iro=Section(tuple(lines[pk] for pk in since), waiting.count()),
        looked_after=figures["looked_after"],
        cannot_judge=figures["cannot_judge"],
        computed_at=figures["computed_at"],
        since=since,
    )


def by_risk(clocks: QuerySet[ReviewClock], first: str = "risk") -> QuerySet[ReviewClock]:
    """Return clocks by legal risk: what binds most first, then what is due soonest (or the other way about)."""
    risk = Case(When(next_force__in=BINDING, then=Value(0)), default=Value(1))
    order = ("risk", "next_due_on", "pk") if first == "risk" else ("next_due_on", "risk", "pk")
    return clocks.annotate(risk=risk).order_by(*order)


def waiting_for_iro(children: QuerySet[Child], *, on: date) -> QuerySet[Child]:
    """Return children looked after without an IRO, longest first, each with the day they became looked after."""
    period = PeriodOfCare.objects.filter(in_force(on), child=OuterRef("pk")).values("from_on")[:1]
    return without_iro(children, on=on).annotate(since=Subquery(period)).order_by("since", "pk")


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """What one officer carries: children, and their reviews overdue and due soon."""

    caseload: Caseload
    overdue: int
    soon: int


def loads(*, on: date) -> list[OfficerLoad]:
    """Return every officer's caseload with the reviews overdue and due in the next weeks (four queries)."""
    until = on + timedelta(days=SOON_DAYS)
    allocated = in_force(on, "child__iro_allocations__")
    rows = (
        ReviewClock.objects.filter(allocated, is_looked_after=True, next_due_on__lte=until)
        .values("child__iro_allocations__officer")
        .annotate(overdue=Count("pk", filter=Q(next_due_on__lt=on)), every=Count("pk"))
        .values_list("child__iro_allocations__officer", "overdue", "every")
    )
    found = {officer: (overdue, every - overdue) for officer, overdue, every in rows}
    return [OfficerLoad(c, *found.get(c.officer.pk, (0, 0))) for c in caseloads(on=on)]


def service_figures(*, on: date) -> tuple[int, int]:
    """Return how many children are looked after (short breaks left out), and how many reviews are overdue."""
    figures = ReviewClock.objects.filter(is_looked_after=True).aggregate(
        looked_after=Count("pk", filter=Q(is_short_breaks=False)),
        overdue=Count("pk", filter=Q(next_due_on__lt=on, is_short_breaks=False)),
    )
    return figures["looked_after"], figures["overdue"]
