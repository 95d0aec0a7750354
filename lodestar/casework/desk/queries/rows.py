"""One line of a list for each child, read in a number of queries that does not grow with the lines."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from lodestar.access.models import User
from lodestar.casework.allocation.queries import masked_ids
from lodestar.casework.children.models import Child
from lodestar.casework.reviews.models import ReviewClock
from lodestar.law.ages import age_on

COLUMNS = (
    "child_id",
    "is_looked_after",
    "cannot_judge",
    "next_due_on",
    "next_because",
    "legal_status",
    "placement_type",
    "placement_location",
    "child__identifier",
    "child__first_name",
    "child__last_name",
    "child__preferred_name",
    "child__born_on",
    "iro__name",
    "social_worker__name",
    "team__name",
)


@dataclass(frozen=True, slots=True)
class ListedChild:
    """What a list says of a child. A masked one carries nothing that says who they are."""

    pk: int
    is_masked: bool
    is_looked_after: bool = False
    cannot_judge: bool = False
    next_due_on: date | None = None
    next_because: str = ""
    name: str = ""
    identifier: str = ""
    age: int | None = None
    legal_status: str = ""
    placement_type: str = ""
    location: str = ""
    officer: str = ""
    social_worker: str = ""
    team: str = ""


def listed_of(person: User, children: QuerySet[Child], *, on: date, at: datetime) -> list[ListedChild]:
    """Return the lines of a page of children, in their order: the same lines, one question fewer."""
    rows = list(children.values_list(*(of_child(name) for name in COLUMNS)))
    masked = masked_ids(person, [row[0] for row in rows], on=on, at=at)
    return [masked_line(row) if row[0] in masked else line(row, on) for row in rows]


def of_child(column: str) -> str:
    """Return a column of the clock as a child's query names it."""
    if column == "child_id":
        return "pk"
    return column.removeprefix("child__") if column.startswith("child__") else f"clock__{column}"


def listed(person: User, ids: Collection[int], *, on: date, at: datetime) -> list[ListedChild]:
    """Return the lines of these children, in no order: two questions, three more where any is restricted."""
    masked = masked_ids(person, ids, on=on, at=at)
    rows = ReviewClock.objects.filter(child__in=ids).values_list(*COLUMNS) if ids else ()
    return [masked_line(row) if row[0] in masked else line(row, on) for row in rows]


def line(row: tuple[object, ...], on: date) -> ListedChild:
    """Return one line of a child whose record is open to the reader."""
    r = dict(zip(COLUMNS, row, strict=True))
    called = r["child__preferred_name"] or r["child__first_name"]
    born_on = r["child__born_on"]
    assert isinstance(born_on, date)
    return ListedChild(
        pk=r["child_id"],  # type: ignore[arg-type]
        is_masked=False,
        is_looked_after=bool(r["is_looked_after"]),
        cannot_judge=bool(r["cannot_judge"]),
        next_due_on=r["next_due_on"],  # type: ignore[arg-type]
        next_because=str(r["next_because"]),
        name=f"{called} {r['child__last_name']}".strip() or f"Child {r['child__identifier']}",
        identifier=str(r["child__identifier"]),
        age=age_on(born_on, on),
        legal_status=str(r["legal_status"]),
        placement_type=str(r["placement_type"]),
        location=str(r["placement_location"]),
        officer=str(r["iro__name"] or ""),
        social_worker=str(r["social_worker__name"] or ""),
        team=str(r["team__name"] or ""),
    )


def masked_line(row: tuple[object, ...]) -> ListedChild:
    """Return one line of a restricted child: that there is one, and when a review is due."""
    r = dict(zip(COLUMNS, row, strict=True))
    return ListedChild(
        pk=r["child_id"],  # type: ignore[arg-type]
        is_masked=True,
        is_looked_after=bool(r["is_looked_after"]),
        cannot_judge=bool(r["cannot_judge"]),
        next_due_on=r["next_due_on"],  # type: ignore[arg-type]
    )
