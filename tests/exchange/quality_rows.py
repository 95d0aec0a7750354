"""What tests of the quality of the record begin from: children, officers, and rows held back."""

from datetime import date, datetime
from itertools import count

from lodestar.access.models import User
from lodestar.access.roles import Role
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.children.models import Child, LegalStatus, PeriodOfCare, Placement
from lodestar.casework.reviews.models import Review, ReviewClock
from lodestar.exchange.ssda903.models import HeldRow, KeptRow, ReturnImport
from tests.factories.children import a_person, a_row

_lines = count(2)
_children = count(1)


def a_looked_after_child(began: date, at: datetime, **facts) -> Child:
    """Return a child looked after since a day, in one placement under one legal status, with nothing else."""
    number = next(_children)
    said = {
        "identifier": f"Q{number:03}",
        "first_name": "Bea",
        "last_name": f"Quill{number}",
        "born_on": date(2015, 5, 1),
        "ethnicity": "WBRI",
        "recorded_at": at,
        "recorded_by": a_person(),
        **facts,
    }
    child = Child.objects.create(**said)
    period = a_row(PeriodOfCare, child=child, from_on=began, category_of_need="N1")
    a_row(Placement, period=period, from_on=began, type="U6")
    a_row(LegalStatus, period=period, from_on=began, code="V2")
    return child


def an_iro(child: Child, officer: User | None = None, because: str = "") -> IroAllocation:
    """Return an officer's allocation since the child became looked after."""
    officer = officer or a_person(Role.OFFICER)
    began = child.periods_of_care.latest("from_on").from_on
    return a_row(IroAllocation, child=child, officer=officer, from_on=began, because=because)


def a_review(child: Child, held_on: date, at: datetime, **facts) -> Review:
    """Return a review of a child held on a day."""
    period = child.periods_of_care.latest("from_on")
    said = {"participation": "PN1", "recorded_at": at, "recorded_by": a_person(), **facts}
    return Review.objects.create(child=child, period=period, held_on=held_on, **said)


def a_clock(child: Child, at: datetime, **facts) -> ReviewClock:
    """Return a child's kept clock."""
    said = {"is_looked_after": True, "computed_at": at, **facts}
    return ReviewClock.objects.create(child=child, **said)


def an_import(at: datetime, by: User | None = None) -> ReturnImport:
    """Return an import of one year."""
    return ReturnImport.objects.create(
        started_at=at, started_by=by or a_person(Role.ANALYST), years="2024/25", counts={}, told={}
    )


def a_held_row(at: datetime, *, run: ReturnImport | None = None, child: str = "K900", **facts) -> HeldRow:
    """Return a review row that waits because its participation code does not fit the child's age."""
    run = run or an_import(at)
    line = next(_lines)
    row = KeptRow.objects.create(
        year_ending=facts.pop("year", 2025),
        table=facts.pop("table", "Reviews"),
        file=facts.pop("file", "2024_25/reviews.csv"),
        line=line,
        row_number=line - 2,
        child_key=child,
        key=f"key{line}",
        values=facts.pop("values", [child, "2015-05-01", "2024-06-04", "PN0"]),
        came_in=run,
    )
    said = {
        "rule_id": "440",
        "reason": "PN0 is for a child under 4; on 04/06/2024 the child was older. Use PN1 to PN7 for REVIEW_CODE.",
        "can_be_accepted": True,
        "held_in": run,
        **facts,
    }
    return HeldRow.objects.create(row=row, **said)
