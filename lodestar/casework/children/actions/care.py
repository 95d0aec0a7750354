"""Recording what happens in a child's care: it starts, the child moves, the legal status changes, it ends."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.models import (
    AdoptionDecision,
    CaseRole,
    Child,
    DatedRow,
    DeprivationOfLiberty,
    LegalStatus,
    PeriodOfCare,
    Placement,
)
from lodestar.casework.children.policies import steps
from lodestar.casework.children.queries import care_of
from lodestar.casework.children.states import UNPLANNED_REASONS, Location, Planned, SameCarer, Source


def _day(at: datetime) -> date:
    return pen.day_of(at)


@records(EventKind.CARE_STARTED)
def start_care(
    *,
    child: Child,
    began_on: date,
    legal_status: str,
    placement_type: str,
    category_of_need: str,
    by: User,
    at: datetime,
    provider: str = "",
    carer: str = "",
    urn: str = "",
    postcode: str = "",
    home_postcode: str = "",
    miles_from_home: Decimal | None = None,
    location: str = Location.NOT_RECORDED,
    planned: str = Planned.PLANNED,
    standing_on: int | None = None,
    source: Source = Source.PERSON,
) -> PeriodOfCare:
    """Record that a child became looked after, with the first legal status and placement (CA 1989 s.22).

    `began_on` is the day of the order, or the first day of accommodation that lasted over 24 hours (R1.6).
    Raises NotAllowed with every reason: looked after already, the day of an earlier end, codes that cannot
    be.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        steps.refusals(
            steps.may_start_care(
                record,
                began_on=began_on,
                legal_status=legal_status,
                placement_type=placement_type,
                provider=provider,
                category_of_need=category_of_need,
                today=_day(at),
                standing_on=standing_on,
            )
        )
    )
    period = pen.begin(
        PeriodOfCare(child=child, from_on=began_on, category_of_need=category_of_need),
        by=by,
        at=at,
        source=source,
    )
    status = pen.begin(
        LegalStatus(period=period, from_on=began_on, code=legal_status), by=by, at=at, source=source
    )
    placement = pen.begin(
        Placement(
            period=period,
            from_on=began_on,
            type=placement_type,
            provider=provider,
            carer=carer,
            urn=urn,
            postcode=postcode,
            home_postcode=home_postcode,
            miles_from_home=miles_from_home,
            location=location,
            planned=planned,
        ),
        by=by,
        at=at,
        source=source,
    )
    after = {**pen.said(period), "legal_status": pen.said(status), "placement": pen.said(placement)}
    note(child=child, subject=period, after=after)
    return period


@records(EventKind.CHILD_MOVED)
def record_move(
    *,
    child: Child,
    moved_on: date,
    type: str,
    by: User,
    at: datetime,
    reason: str = "",
    planned: str | None = None,
    same_carer: str = SameCarer.NEW_CARER,
    provider: str = "",
    carer: str = "",
    urn: str = "",
    postcode: str = "",
    home_postcode: str | None = None,
    miles_from_home: Decimal | None = None,
    location: str = Location.NOT_RECORDED,
    standing_on: int | None = None,
    source: Source = Source.PERSON,
) -> Placement:
    """Record that a child moved: the placement before ends with its reason, the new one begins the same day.

    `reason` is why the placement before ended (REASON_PLACE_CHANGE), blank to or from a temporary stay.
    `planned` follows from it where it is not given (2-law 15.5). `home_postcode` stays as it was where it is
    not given. `standing_on` is the id of the placement the person had before them. Raises NotAllowed with
    every reason.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        steps.refusals(
            steps.may_move(
                record,
                moved_on=moved_on,
                type=type,
                provider=provider,
                reason=reason,
                postcode=postcode,
                same_carer=same_carer == SameCarer.SAME_CARER,
                today=_day(at),
                standing_on=standing_on,
            )
        )
    )
    left = Placement.objects.believed().get(period__child=child, period__until_on=None, until_on=None)
    before = pen.said(left)
    pen.end(left, moved_on, by=by, at=at, source=source, change_reason=reason)
    placement = pen.begin(
        Placement(
            period_id=left.period_id,
            from_on=moved_on,
            type=type,
            provider=provider,
            carer=carer,
            urn=urn,
            postcode=postcode,
            home_postcode=left.home_postcode if home_postcode is None else home_postcode,
            miles_from_home=miles_from_home,
            location=location,
            planned=planned or _planned_by(reason),
            same_carer=same_carer,
        ),
        by=by,
        at=at,
        source=source,
    )
    left_now = {"id": left.pk, "until_on": moved_on, "change_reason": reason}
    note(child=child, subject=placement, before=before, after={**pen.said(placement), "left": left_now})
    return placement


def _planned_by(reason: str) -> Planned:
    """Return whether a move for this reason is planned, where nobody says otherwise (2-law 15.5)."""
    return Planned.UNPLANNED if reason in UNPLANNED_REASONS else Planned.PLANNED


@records(EventKind.LEGAL_STATUS_CHANGED)
def change_legal_status(
    *,
    child: Child,
    changed_on: date,
    code: str,
    by: User,
    at: datetime,
    standing_on: int | None = None,
    source: Source = Source.PERSON,
) -> LegalStatus:
    """Record a new legal status: the one before ends the day this one begins.

    `standing_on` is the id of the legal status the person had before them. Raises NotAllowed with every
    reason.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        steps.refusals(
            steps.may_change_legal_status(
                record, changed_on=changed_on, code=code, today=_day(at), standing_on=standing_on
            )
        )
    )
    left = LegalStatus.objects.believed().get(period__child=child, period__until_on=None, until_on=None)
    before = pen.said(left)
    pen.end(left, changed_on, by=by, at=at, source=source)
    status = pen.begin(
        LegalStatus(period_id=left.period_id, from_on=changed_on, code=code), by=by, at=at, source=source
    )
    after = {**pen.said(status), "left": {"id": left.pk, "until_on": changed_on}}
    note(child=child, subject=status, before=before, after=after)
    return status


@records(EventKind.CARE_ENDED)
def end_care(
    *,
    child: Child,
    ended_on: date,
    reason: str,
    by: User,
    at: datetime,
    standing_on: int | None = None,
    source: Source = Source.PERSON,
) -> PeriodOfCare:
    """Record that a child ceased to be looked after on a day, for a reason (2-law section 1.8).

    `ended_on` is the first day the child was no longer looked after. The legal status, the placement, the
    people's parts in the case, a decision to place for adoption and an order depriving of liberty end with
    it. `standing_on` is the id of the period the person had before them. Raises NotAllowed with every reason.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        steps.refusals(
            steps.may_end_care(
                record, ended_on=ended_on, reason=reason, today=_day(at), standing_on=standing_on
            )
        )
    )
    period: PeriodOfCare = PeriodOfCare.objects.believed().get(child=child, until_on=None)
    ending = _EndsWithCare.of(child, period)
    before = {**pen.said(period), **ending.said()}
    pen.end(period, ended_on, by=by, at=at, source=source, end_reason=reason)
    for row in ending.rows:
        if row.from_on < ended_on:
            pen.end(row, ended_on, by=by, at=at, source=source)
        else:
            # Given for a later day than the end, it never came to be in force.
            pen.correct(
                row, None, child=child, because="Care ended before it began", by=by, at=at, source=source
            )
    note(child=child, subject=period, before=before, after={**pen.said(period), **ending.said()})
    return period


@dataclass
class _EndsWithCare:
    """The open rows of a child that end with the period of care."""

    rows: list[DatedRow]

    @classmethod
    def of(cls, child: Child, period: PeriodOfCare) -> "_EndsWithCare":
        """Return the open rows of a child and their open period."""
        rows: list[DatedRow] = []
        rows.extend(LegalStatus.objects.believed().filter(period=period, until_on=None))
        rows.extend(Placement.objects.believed().filter(period=period, until_on=None))
        rows.extend(CaseRole.objects.believed().filter(child=child, until_on=None))
        rows.extend(AdoptionDecision.objects.believed().filter(child=child, until_on=None))
        rows.extend(DeprivationOfLiberty.objects.believed().filter(child=child, until_on=None))
        return cls(rows)

    def said(self) -> dict[str, Any]:
        """Return what each row says, by kind."""
        found: dict[str, Any] = {}
        for row in self.rows:
            found.setdefault(pen.kind_of(row), []).append({"id": row.pk, **pen.said(row)})
        return found
