"""Recording the people around a child: who manages the case, the school, family, and adoption steps."""

from datetime import date, datetime

from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Team, User
from lodestar.casework.children import pen
from lodestar.casework.children.models import (
    AdoptionDecision,
    CaseRole,
    Child,
    Relationship,
    SchoolAttended,
)
from lodestar.casework.children.policies import people as policies
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.children.queries import care_of
from lodestar.casework.children.states import CaseRoleKind, Contact, Source


@records(EventKind.CASE_ROLE_GIVEN)
def give_case_role(
    *,
    child: Child,
    person: User,
    kind: CaseRoleKind,
    from_on: date,
    by: User,
    at: datetime,
    team: Team | None = None,
    change_reason: str = "",
    standing_on: int | None = None,
    source: Source = Source.PERSON,
) -> CaseRole:
    """Give a person a part in managing the child's case from a day; `team` is the person's where none is
    given.

    A child has one social worker at a time: the one before ends that day, for `change_reason`. `standing_on`
    is the id of the social worker's row the person had before them. Raises NotAllowed with every reason.
    """
    child = pen.held_fast(child)
    former = (
        CaseRole.objects.believed()
        .filter(child=child, kind=CaseRoleKind.SOCIAL_WORKER, until_on=None)
        .select_related("person")
        .first()
        if kind == CaseRoleKind.SOCIAL_WORKER
        else None
    )
    record = care_of(child.pk)
    pen.require_none(
        refusals(
            [
                policies.role_change_can_be(change_reason),
                *policies.may_be_given(
                    record,
                    kind=kind,
                    person_id=person.pk,
                    from_on=from_on,
                    today=pen.day_of(at),
                    former_from_on=former.from_on if former else None,
                    former_id=former.pk if former else None,
                    standing_on=standing_on,
                ),
            ]
        )
    )
    before = None
    if former is not None:
        before = {**pen.said(former), "person": former.person.username}
        pen.end(former, from_on, by=by, at=at, source=source, change_reason=change_reason)
    row = CaseRole(
        child=child, person=person, kind=kind, team=team if team is not None else person.team, from_on=from_on
    )
    pen.begin(row, by=by, at=at, source=source)
    note(child=child, subject=row, before=before, after={**pen.said(row), "person": person.username})
    return row


@records(EventKind.CASE_ROLE_ENDED)
def end_case_role(
    *,
    role: CaseRole,
    ended_on: date,
    by: User,
    at: datetime,
    change_reason: str = "",
    source: Source = Source.PERSON,
) -> CaseRole:
    """End a person's part in managing the child's case. Raises NotAllowed for an end before it began."""
    child = pen.held_fast(role.child)
    role = CaseRole.objects.get(pk=role.pk)
    pen.require_none(
        refusals(
            [
                policies.still_believed(role.is_believed),
                policies.role_change_can_be(change_reason),
                *policies.may_end(
                    role,
                    ended_on=ended_on,
                    today=pen.day_of(at),
                    what="The part in the case",
                    field="ended_on",
                ),
            ]
        )
    )
    pen.end_noted(role, ended_on, child=child, by=by, at=at, source=source, change_reason=change_reason)
    return role


@records(EventKind.ADOPTION_STEP_RECORDED)
def record_adoption_decision(
    *, child: Child, decided_on: date, by: User, at: datetime, source: Source = Source.PERSON
) -> AdoptionDecision:
    """Record that the authority may place the child for adoption from a day (AAR 2005 reg 36).

    Raises NotAllowed where the child is not looked after that day, or a decision stands already.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        refusals(policies.may_decide_adoption(record, decided_on=decided_on, today=pen.day_of(at)))
    )
    row = AdoptionDecision(child=child, from_on=decided_on)
    return pen.begin_noted(row, child=child, by=by, at=at, source=source)


@records(EventKind.ADOPTION_STEP_RECORDED)
def end_adoption_decision(
    *, child: Child, ended_on: date, reason: str, by: User, at: datetime, source: Source = Source.PERSON
) -> AdoptionDecision:
    """Record that the child should no longer be placed for adoption, and why (RD1 to RD4).

    Raises NotAllowed where no decision stands, or the child is placed for adoption now.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        refusals(policies.may_end_adoption(record, ended_on=ended_on, reason=reason, today=pen.day_of(at)))
    )
    row: AdoptionDecision = AdoptionDecision.objects.believed().get(child=child, until_on=None)
    pen.end_noted(row, ended_on, child=child, by=by, at=at, source=source, end_reason=reason)
    return row


@records(EventKind.SCHOOL_RECORDED)
def record_school(
    *,
    child: Child,
    name: str,
    from_on: date,
    by: User,
    at: datetime,
    year_group: str = "",
    source: Source = Source.PERSON,
) -> SchoolAttended:
    """Record the school whose roll the child is on from a day; the school before ends that day.

    Raises NotAllowed for no name, or a day on or before that on which the school before began.
    """
    child = pen.held_fast(child)
    former = SchoolAttended.objects.believed().filter(child=child, until_on=None).first()
    record = care_of(child.pk)
    pen.require_none(
        refusals(policies.may_attend(record, name=name.strip(), from_on=from_on, today=pen.day_of(at)))
    )
    before = None
    if former is not None:
        before = pen.said(former)
        pen.end(former, from_on, by=by, at=at, source=source)
    row = SchoolAttended(child=child, name=name.strip(), year_group=year_group, from_on=from_on)
    pen.begin(row, by=by, at=at, source=source)
    note(child=child, subject=row, before=before, after=pen.said(row))
    return row


@records(EventKind.RELATIONSHIP_RECORDED)
def record_relationship(
    *,
    child: Child,
    kind: str,
    from_on: date,
    by: User,
    at: datetime,
    name: str = "",
    other_child: Child | None = None,
    has_parental_responsibility: bool = False,
    contact: str = Contact.NOT_RECORDED,
    is_address_confidential: bool = False,
    source: Source = Source.PERSON,
) -> Relationship:
    """Record a person who matters to the child: by name, or as another child of the register.

    A brother or sister in the register is recorded for both children. Raises NotAllowed where nobody is
    named, or the child would be related to themselves.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        refusals(
            policies.may_be_related(
                record,
                kind=kind,
                name=name.strip(),
                other_child=other_child.pk if other_child else None,
                contact=contact,
                from_on=from_on,
                today=pen.day_of(at),
            )
        )
    )
    row = Relationship(
        child=child,
        kind=kind,
        name=name.strip(),
        other_child=other_child,
        has_parental_responsibility=has_parental_responsibility,
        contact=contact,
        is_address_confidential=is_address_confidential,
        from_on=from_on,
    )
    pen.begin_noted(row, child=child, by=by, at=at, source=source)
    if kind == "sibling" and other_child is not None:
        _record_the_other_side(row, child, other_child, by=by, at=at, source=source)
    return row


def _record_the_other_side(
    row: Relationship, child: Child, sibling: Child, *, by: User, at: datetime, source: Source
) -> None:
    """Record the child as the sibling's sibling, unless that is recorded already."""
    sibling = pen.held_fast(sibling)
    if Relationship.objects.believed().filter(child=sibling, other_child=child, until_on=None).exists():
        return
    other = Relationship(
        child=sibling, kind=row.kind, other_child=child, contact=row.contact, from_on=row.from_on
    )
    pen.begin_noted(other, child=sibling, by=by, at=at, source=source)


@records(EventKind.RELATIONSHIP_RECORDED)
def end_relationship(*, relationship: Relationship, ended_on: date, by: User, at: datetime) -> Relationship:
    """Record that a relationship no longer matters or holds from a day. Raises NotAllowed for an end too
    early.
    """
    child = pen.held_fast(relationship.child)
    row = Relationship.objects.get(pk=relationship.pk)
    pen.require_none(
        refusals(
            [
                policies.still_believed(row.is_believed),
                *policies.may_end(
                    row,
                    ended_on=ended_on,
                    today=pen.day_of(at),
                    what="The relationship",
                    field="ended_on",
                ),
            ]
        )
    )
    pen.end_noted(row, ended_on, child=child, by=by, at=at)
    return row
