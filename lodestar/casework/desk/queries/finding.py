"""Finding children: search, filters and order over the children a person may list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from lodestar.access.models import User
from lodestar.casework.allocation.queries import listed_for, not_masked
from lodestar.casework.children.models import Child
from lodestar.casework.children.models.child import searchable

PER_PAGE = 25
SOON_DAYS = 28

STATES = {"now": "Looked after now", "left": "Left care", "all": "Everyone"}
REVIEW_STATES = {
    "overdue": "Review overdue",
    "soon": "Review due in the next 4 weeks",
    "no-iro": "No IRO",
    "none": "No review due",
}
AGE_BANDS = {"0": "Under 1", "1": "1 to 4", "5": "5 to 9", "10": "10 to 15", "16": "16 and over"}
STATUS_GROUPS: Mapping[str, tuple[str, frozenset[str]]] = {
    "care-order": ("Care order", frozenset({"C1", "C2"})),
    "section-20": ("Section 20", frozenset({"V2"})),
    "placement-order": ("Placement or freeing order", frozenset({"D1", "E1"})),
    "youth-justice": ("Youth justice", frozenset({"J1", "J2", "J3"})),
    "protection": ("Emergency protection", frozenset({"L1", "L2", "L3"})),
    "short-breaks": ("Short breaks", frozenset({"V3", "V4"})),
}
PLACEMENT_GROUPS: Mapping[str, tuple[str, frozenset[str]]] = {
    "foster": ("Foster care", frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})),
    "adoption": ("Placed for adoption", frozenset({"A3", "A4", "A5", "A6"})),
    "home": ("Children's or secure home", frozenset({"K1", "K2"})),
    "supported": ("Supported accommodation", frozenset({"K3", "H5"})),
    "parents": ("With parents", frozenset({"P1"})),
    "other": (
        "Other",
        frozenset(
            [
                "P2",
                "P3",
                "R1",
                "R2",
                "R3",
                "R5",
                "S1",
                "T0",
                "T1",
                "T2",
                "T3",
                "T4",
                "Z1",
                "Z11",
                "Z12",
                "Z13",
                "Z14",
            ],
        ),
    ),
}
SORTS = {
    "due": ("clock__next_due_on", "pk"),
    "name": ("last_name", "first_name", "pk"),
    "age": ("born_on", "pk"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked of the list, as its address says it; anything unknown in the address is left out."""

    words: str = ""
    state: str = "now"
    officer: int | None = None
    team: int | None = None
    status: str = ""
    placement: str = ""
    review: str = ""
    age: str = ""
    sort: str = "due"

    def as_facts(self) -> dict[str, object]:
        """Return the filters in use, for the event of a list read. The words of a search may name a child."""
        facts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in facts.items() if value not in ("", None)}


def found(person: User, wanted: Wanted, *, on: date, at: datetime) -> QuerySet[Child]:
    """Return the children a person may list who fit what was asked, in the order asked for.

    A search by name goes only through records the person may open: a masked name cannot be guessed by searching.
    """
    children = listed_for(person, on=on)
    if wanted.words.strip():
        children = by_words(not_masked(person, children, on=on, at=at), wanted.words)
    children = by_state(children, wanted, on=on)
    children = by_people(children, wanted)
    children = by_care(children, wanted)
    if wanted.age:
        children = by_age(children, wanted.age, on=on)
    backwards = wanted.sort.startswith("-")
    order = (F(name) for name in SORTS[wanted.sort.removeprefix("-")])
    # Both databases put those without a date last, whichever way the list runs.
    return children.order_by(
        *(f.desc(nulls_last=True) if backwards else f.asc(nulls_last=True) for f in order)
    )


def by_words(children: QuerySet[Child], words: str) -> QuerySet[Child]:
    """Return children whose names begin with each of the words, or whose identifier begins with them."""
    by_name = Q()
    for word in searchable(words).split():
        by_name &= Q(search_name__startswith=word) | Q(search_name__contains=f" {word}")
    if not by_name:
        return children.filter(identifier__istartswith=words.strip())
    return children.filter(by_name | Q(identifier__istartswith=words.strip()))


def by_state(children: QuerySet[Child], wanted: Wanted, *, on: date) -> QuerySet[Child]:
    """Return children who are looked after now, or have left, and whose review stands as asked."""
    if wanted.state == "now":
        children = children.filter(clock__is_looked_after=True)
    elif wanted.state == "left":
        children = children.exclude(clock__is_looked_after=True)
    match wanted.review:
        case "overdue":
            return children.filter(clock__is_looked_after=True, clock__next_due_on__lt=on)
        case "soon":
            until = on + timedelta(days=SOON_DAYS)
            return children.filter(
                clock__is_looked_after=True, clock__next_due_on__gte=on, clock__next_due_on__lte=until
            )
        case "no-iro":
            return children.filter(clock__is_looked_after=True, clock__iro__isnull=True)
        case "none":
            return children.filter(clock__next_due_on__isnull=True)
    return children


def by_people(children: QuerySet[Child], wanted: Wanted) -> QuerySet[Child]:
    """Return children with the IRO and the team asked for."""
    if wanted.officer:
        children = children.filter(clock__iro=wanted.officer)
    return children.filter(clock__team=wanted.team) if wanted.team else children


def by_care(children: QuerySet[Child], wanted: Wanted) -> QuerySet[Child]:
    """Return children with the legal status and the placement asked for."""
    if wanted.status:
        children = children.filter(clock__legal_status__in=STATUS_GROUPS[wanted.status][1])
    if wanted.placement:
        children = children.filter(clock__placement_type__in=PLACEMENT_GROUPS[wanted.placement][1])
    return children


def by_age(children: QuerySet[Child], band: str, *, on: date) -> QuerySet[Child]:
    """Return children of an age band, in completed years on the day."""
    youngest = int(band)
    bands = sorted(int(b) for b in AGE_BANDS)
    older = [b for b in bands if b > youngest]
    children = children.filter(born_on__lte=years_before(on, youngest))
    return children.filter(born_on__gt=years_before(on, older[0])) if older else children


def years_before(day: date, years: int) -> date:
    """Return the latest birthday that makes somebody this many years old on a day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
