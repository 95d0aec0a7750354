"""Made-up lives as rows, and what a list says of them: a test says only what it is about."""

from datetime import date
from typing import Any

from lodestar.access.models import User
from lodestar.analytics.watch.lists import BY_ID
from lodestar.analytics.watch.queries.reach import Row, Told, Whose, standings
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.children import models
from lodestar.casework.desk.queries.work import scope_of
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.reviews import clock
from lodestar.casework.reviews.models import Review
from tests.factories.children import AT, a_child, a_person, a_row

TODAY = date(2026, 3, 16)
BEGAN = date(2025, 3, 3)


def a_life(
    homes: tuple[tuple[Any, ...], ...] = ((BEGAN, "U6"),),
    legal: tuple[tuple[date, str], ...] = ((BEGAN, "C2"),),
    *,
    until: date | None = None,
    child: models.Child | None = None,
    iro: User | None = None,
    worker: User | None = None,
    by: User | None = None,
    **said: Any,
) -> models.Child:
    """Return a child with one period of care: `homes` are (from, type, facts), each until the next begins."""
    by = by or a_person()
    child = child or a_child(by=by, **{"born_on": date(2014, 5, 1), **said})
    began = min(homes[0][0], legal[0][0])
    ended = {"end_reason": "E8"} if until else {}
    period = a_row(
        models.PeriodOfCare,
        child=child,
        from_on=began,
        until_on=until,
        category_of_need="N1",
        recorded_by=by,
        **ended,
    )
    for here, following in zip(legal, [*legal[1:], None], strict=True):
        end = following[0] if following else until
        a_row(models.LegalStatus, period=period, from_on=here[0], until_on=end, code=here[1], recorded_by=by)
    for place, next_place in zip(homes, [*homes[1:], None], strict=True):
        facts = place[2] if len(place) > 2 else {}
        end = next_place[0] if next_place else until
        a_row(
            models.Placement,
            period=period,
            from_on=place[0],
            until_on=end,
            type=place[1],
            recorded_by=by,
            **facts,
        )
    if iro:
        a_row(IroAllocation, child=child, officer=iro, from_on=began, recorded_by=by)
    if worker:
        works_with(child, worker, began, by=by)
    return known(child)


def works_with(
    child: models.Child, worker: User, from_on: date, until_on: date | None = None, *, by: User | None = None
) -> None:
    """Make somebody the child's social worker from a day until another."""
    a_row(
        models.CaseRole,
        child=child,
        person=worker,
        kind="social-worker",
        team=worker.team,
        from_on=from_on,
        until_on=until_on,
        recorded_by=by or worker,
    )


def known(child: models.Child) -> models.Child:
    """Work the child's clock out, as the door would have done."""
    clock.refresh(child_ids=[child.pk], at=AT)
    return child


def a_review(child: models.Child, held_on: date, participation: str = "PN1") -> Review:
    """Return a review of the child's present care that was held."""
    period = models.PeriodOfCare.objects.believed().get(child=child, until_on=None)
    review = Review.objects.create(
        child=child,
        period=period,
        held_on=held_on,
        participation=participation,
        recorded_at=AT,
        recorded_by=a_person(),
    )
    known(child)
    return review


def a_plan(child: models.Child, **facts: Any) -> CarePlan:
    """Return a version of the child's plan."""
    said = {"version": 1, "dated_on": BEGAN, "recorded_at": AT, "recorded_by": a_person(), **facts}
    return CarePlan.objects.create(child=child, **said)


def found(name: str, person: User, **narrowed: Any) -> list[Row]:
    """Return the rows of a list for a person."""
    return BY_ID[name].find(Whose(scope_of(person, on=TODAY), **narrowed))


def on_list(name: str, person: User, **narrowed: Any) -> list[int]:
    """Return the children of a list for a person, in its order."""
    return [row.child_id for row in found(name, person, **narrowed)]


def told(name: str, person: User, child: models.Child) -> Told:
    """Return what a list says of a child."""
    row = next(row for row in found(name, person) if row.child_id == child.pk)
    return BY_ID[name].tell(row, standings([child.pk], on=TODAY)[child.pk])
