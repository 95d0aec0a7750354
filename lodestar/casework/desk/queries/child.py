"""All that one child's page shows, read at once."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from lodestar.access.models import User
from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.allocation.queries import former_officers
from lodestar.casework.children.models import Alias, Child, LegalStatus, Placement, Relationship
from lodestar.casework.children.queries import CareRecord, care_in_part
from lodestar.casework.meetings.queries.booking import open_booking_id
from lodestar.casework.reviews.models import Review, ReviewClock
from lodestar.casework.reviews.opening import kept_clock
from lodestar.casework.reviews.queries import reviews_of, timetable_of
from lodestar.law.review_timing import CannotJudge, Timetable


@dataclass(frozen=True, slots=True)
class WholeChild:
    """One child's record as the page needs it; `timetable` is None where the record cannot be judged."""

    child: Child
    record: CareRecord
    clock: ReviewClock | None
    allocations: tuple[IroAllocation, ...]
    reviews: tuple[Review, ...]
    timetable: Timetable | None
    aliases: tuple[Alias, ...]
    relationships: tuple[Relationship, ...]
    booking_id: int | None = None

    @property
    def iro(self) -> User | None:
        """Return the child's IRO now, or None."""
        return self.clock.iro if self.clock is not None else None


def aliases_of(child: Child) -> tuple[Alias, ...]:
    """Return the child's other names; not asked for where the names searched by show that there are none."""
    if " | " not in child.search_name:
        return ()
    return tuple(Alias.objects.filter(child=child).order_by("name"))


# What a section leaves out; the rest stands in the identity bar, in the section, or in how the child stood on a day.
NOT_SHOWN_ELSEWHERE = frozenset({"schools", "disabilities", "deprivations", "corrections"})
NOT_SHOWN = {
    "": frozenset({"deprivations", "corrections"}),
    "corrections": frozenset({"schools", "disabilities", "deprivations"}),
}


def whole(child: Child, section: str, *, on: date) -> WholeChild:
    """Return one child's record on a day, with what a section of the page shows and no more."""
    timetable: Timetable | None = None
    reviews: tuple[Review, ...] = ()
    if section in ("reviews", "timeline"):
        reviews = tuple(reviews_of(child).select_related("booking"))
    if section == "reviews":
        with suppress(CannotJudge):
            timetable = timetable_of(child, as_of=on)
    relationships: tuple[Relationship, ...] = ()
    if section == "people":
        rows = Relationship.objects.believed().filter(child=child).select_related("other_child")
        relationships = tuple(rows.order_by("kind", "pk"))
    return WholeChild(
        child=child,
        record=care_in_part(child, without=NOT_SHOWN.get(section, NOT_SHOWN_ELSEWHERE)),
        clock=kept_clock(child),
        allocations=tuple(former_officers(child)) if section == "people" else (),
        reviews=reviews,
        timetable=timetable,
        aliases=aliases_of(child) if section == "" else (),
        relationships=relationships,
        booking_id=open_booking_id(child.pk) if section == "" else None,
    )


def row_of_child(what: str, *, child_id: int, row: int) -> Placement | LegalStatus | None:
    """Return a believed placement or legal status of a child by its id, or None where it is not this child's."""
    model: Any = {"placement": Placement, "legal status": LegalStatus}[what]
    found: Placement | LegalStatus | None = (
        model.objects.believed().filter(pk=row, period__child=child_id).first()
    )
    return found
