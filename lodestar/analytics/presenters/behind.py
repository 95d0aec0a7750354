"""The children behind a figure in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.analytics.counting import Behind
from lodestar.analytics.measures.measure import Measure
from lodestar.casework.desk.presenters.lists import MASKED, address_of
from lodestar.casework.desk.queries.rows import ListedChild
from lodestar.govuk.parts import Link
from lodestar.govuk.words import counted, plain_date


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child behind a figure: who they are now (masked where the record is restricted), and where that leads."""

    name: str
    href: str
    age: str
    officer: str
    worker: str


@dataclass(frozen=True, slots=True)
class BehindPage:
    """The children in a numerator, or the others of the denominator. `beyond` says how many are out of reach."""

    title: str
    caption: str
    tabs: Sequence[Link]
    lines: Sequence[ChildLine]
    beyond: str
    empty: str


def behind_page(
    measure: Measure,
    ids: Behind,
    lines: Sequence[ListedChild],
    ends_on: date,
    *,
    is_out: bool,
    reached: int,
) -> BehindPage:
    """Return the page of one side of a measure."""
    to = ends_on.isoformat()
    wanted = ids.outside if is_out else ids.inside
    beyond = len(wanted) - reached
    return BehindPage(
        title=measure.label,
        caption=f"The year to {plain_date(ends_on)}",
        tabs=[
            Link(measure.numerator, f"?to={to}", current=not is_out, count=len(ids.inside)),
            Link("Others who were counted", f"?to={to}&which=out", current=is_out, count=len(ids.outside)),
        ],
        lines=[line_of(line) for line in lines],
        beyond=f"{counted(beyond, 'child', 'children')} more are outside your work." if beyond else "",
        empty="Nobody." if not wanted else "Nobody whom your work reaches.",
    )


def line_of(line: ListedChild) -> ChildLine:
    """Return one child."""
    if line.is_masked:
        return ChildLine(MASKED, address_of("open-with-reason").format(line.pk), "", "", "")
    age = "" if line.age is None else str(line.age)
    return ChildLine(line.name, address_of("child").format(line.pk), age, line.officer, line.social_worker)
