"""Recording who a child is: adding the child, what is known of them, and who may open their record."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lodestar.access.answers import Refused
from lodestar.access.chain import plain
from lodestar.access.door import note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.models import (
    Alias,
    Child,
    Correction,
    Disability,
    Restriction,
    UnaccompaniedStatus,
)
from lodestar.casework.children.policies import description as policies
from lodestar.casework.children.policies.steps import refusals, spell_can_be
from lodestar.casework.children.queries import care_of
from lodestar.casework.children.states import AliasKind, Sex, Source

DESCRIBED = (
    "first_name",
    "last_name",
    "preferred_name",
    "born_on",
    "sex",
    "ethnicity",
    "language",
    "interpreter_needed",
    "communication_needs",
    "unique_pupil_number",
    "is_mother",
    "own_child_born_on",
)
# What a return states too: once a person has changed one of these, the description is the person's word.
ALSO_IN_RETURNS = frozenset(
    {"born_on", "sex", "ethnicity", "unique_pupil_number", "is_mother", "own_child_born_on"}
)


@records(EventKind.CHILD_ADDED)
def add_child(
    *,
    identifier: str,
    born_on: date,
    by: User,
    at: datetime,
    sex: str = Sex.UNKNOWN,
    first_name: str = "",
    last_name: str = "",
    preferred_name: str = "",
    ethnicity: str = "NOBT",
    language: str = "",
    interpreter_needed: bool = False,
    communication_needs: str = "",
    unique_pupil_number: str = "",
    is_mother: bool = False,
    own_child_born_on: date | None = None,
    source: Source = Source.PERSON,
) -> Child:
    """Add a child to the register. The identifier is the authority's own and is never used again (R1.11).

    Raises NotAllowed where the identifier is taken or ill-formed, or the date of birth has not come.
    """
    identifier = identifier.strip()
    taken = Child.objects.filter(identifier__iexact=identifier).exists()
    child = Child(
        identifier=identifier,
        born_on=born_on,
        sex=sex,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        preferred_name=preferred_name.strip(),
        ethnicity=ethnicity,
        language=language.strip(),
        interpreter_needed=interpreter_needed,
        communication_needs=communication_needs.strip(),
        unique_pupil_number=unique_pupil_number.strip(),
        is_mother=is_mother,
        own_child_born_on=own_child_born_on,
        source=source,
        recorded_at=at,
        recorded_by=by,
    )
    facts = pen.said(child)
    answers = policies.may_be_added(identifier=identifier, taken=taken)
    pen.require_none(refusals([*answers, *policies.can_be_described(facts, today=pen.day_of(at))]))
    child.search_name = child.search_words()
    child.save(force_insert=True)
    note(child=child, subject=child, after=pen.said(child))
    return child


@records(EventKind.CHILD_DESCRIBED)
def describe_child(
    *, child: Child, changes: dict[str, Any], by: User, at: datetime, because: str = "Brought up to date"
) -> Child:
    """Change what is known of a child: names, birth, sex, ethnicity, language, needs, pupil number,
    motherhood.

    `changes` are columns of the child by name; one that is not among those raises ValueError. What was said
    before is kept beside (a correction) with the reason. Nothing is written where nothing differs.
    """
    unknown = set(changes) - set(DESCRIBED)
    if unknown:
        raise ValueError(f"describe_child does not change {', '.join(sorted(unknown))}.")
    child = pen.held_fast(child)
    before = {name: getattr(child, name) for name, value in changes.items() if getattr(child, name) != value}
    if not before:
        nothing_changed()
        return child
    after = {name: changes[name] for name in before}
    facts = {**pen.said(child), **after}
    first = child.periods_of_care.believed().order_by("from_on").first()
    pen.require_none(
        refusals(
            policies.can_be_described(
                facts, today=pen.day_of(at), first_period_on=first.from_on if first else None
            )
        )
    )
    for name, value in after.items():
        setattr(child, name, value)
    child.search_name = child.search_words(child.aliases.values_list("name", flat=True))
    if ALSO_IN_RETURNS & set(after):
        child.source = Source.PERSON
    child.save(update_fields=[*after, "search_name", "source"])
    Correction.objects.create(
        child=child,
        row_kind="child",
        old_row=child.pk,
        new_row=child.pk,
        said_before=plain(before),
        said_now=plain(after),
        corrected_at=at,
        corrected_by=by,
        because=because,
    )
    note(child=child, subject=child, before=before, after=after)
    return child


@records(EventKind.CHILD_DESCRIBED)
def record_alias(*, child: Child, name: str, by: User, at: datetime, kind: str = AliasKind.KNOWN_AS) -> Alias:
    """Record another name the child has or had. Raises NotAllowed for no name, or one recorded already."""
    child = pen.held_fast(child)
    name = name.strip()
    names = list(child.aliases.values_list("name", flat=True))
    pen.require_none(refusals(policies.may_be_called(name, names)))
    alias = Alias.objects.create(child=child, kind=kind, name=name)
    child.search_name = child.search_words([*names, name])
    child.save(update_fields=["search_name"])
    note(child=child, subject=alias, after={"kind": kind, "name": name})
    return alias


@records(EventKind.CHILD_DESCRIBED)
def record_disability(
    *, child: Child, code: str, from_on: date, by: User, at: datetime, source: Source = Source.PERSON
) -> Disability:
    """Record a disability from a day. Raises NotAllowed for an unlisted code, or a second record."""
    child = pen.held_fast(child)
    record = care_of(child.pk)
    pen.require_none(
        refusals(
            [
                *policies.may_have_disability(record, code),
                *spell_can_be(
                    record,
                    from_on=from_on,
                    until_on=None,
                    today=pen.day_of(at),
                    field="from_on",
                    until_field="ended_on",
                    what="The disability",
                ),
            ]
        )
    )
    row = Disability(child=child, code=code, from_on=from_on)
    return pen.begin_noted(row, child=child, by=by, at=at, source=source)


@records(EventKind.CHILD_DESCRIBED)
def record_unaccompanied(
    *,
    child: Child,
    from_on: date,
    by: User,
    at: datetime,
    until_on: date | None = None,
    source: Source = Source.PERSON,
) -> UnaccompaniedStatus:
    """Record the time in which the child was an unaccompanied asylum-seeking child (2-law section 1.11).

    A status recorded open may be ended by giving `until_on` with the same `from_on`. Raises NotAllowed for an
    end after the 18th birthday (check 304), or where another such time is recorded.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    held: UnaccompaniedStatus | None = UnaccompaniedStatus.objects.believed().filter(child=child).first()
    answers = policies.may_be_unaccompanied(record, from_on=from_on, until_on=until_on, today=pen.day_of(at))
    pen.require_none(refusals(answers))
    if held is None:
        row = UnaccompaniedStatus(child=child, from_on=from_on, until_on=until_on)
        return pen.begin_noted(row, child=child, by=by, at=at, source=source)
    if until_on is None:
        nothing_changed()
        return held
    pen.end_noted(held, until_on, child=child, by=by, at=at, source=source)
    return held


@records(EventKind.CHILD_RESTRICTED)
def restrict_child(
    *,
    child: Child,
    because: str,
    by: User,
    at: datetime,
    from_on: date | None = None,
    allowed: Sequence[User] = (),
) -> Restriction:
    """Restrict a child's record to those who work with the child and those named, with a reason.

    Raises NotAllowed where no reason is given or the record is restricted already.
    """
    child = pen.held_fast(child)
    record = care_of(child.pk)
    on = from_on or pen.day_of(at)
    pen.require_none(
        refusals(policies.may_be_restricted(record, because=because, from_on=on, today=pen.day_of(at)))
    )
    row = pen.begin(Restriction(child=child, from_on=on, because=because.strip()), by=by, at=at)
    row.allowed.set(allowed)
    note(child=child, subject=row, after={**pen.said(row), "allowed": sorted(p.username for p in allowed)})
    return row


@records(EventKind.CHILD_UNRESTRICTED)
def unrestrict_child(*, child: Child, by: User, at: datetime, ended_on: date | None = None) -> Restriction:
    """Lift the restriction of a child's record. Raises NotAllowed where there is none."""
    child = pen.held_fast(child)
    row: Restriction | None = Restriction.objects.believed().filter(child=child, until_on=None).first()
    if row is None:
        pen.require_none([Refused("This record is not restricted.")])
    assert row is not None
    on = max(ended_on or pen.day_of(at), row.from_on)
    if on == row.from_on:
        # Restricted and lifted on one day: the restriction never stood at the end of a day, and is withdrawn.
        pen.correct(
            row, None, child=child, because="Lifted on the day it began", by=by, at=at, source=Source.PERSON
        )
        return row
    pen.end_noted(row, on, child=child, by=by, at=at)
    return row
