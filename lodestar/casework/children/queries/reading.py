"""Reading the child's care out of the register: the same dozen queries for one child as for thousands."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from lodestar.casework.children.models import (
    AdoptionDecision,
    CaseRole,
    Child,
    Correction,
    DatedRow,
    DeprivationOfLiberty,
    Disability,
    LegalStatus,
    MissingEpisode,
    PeriodOfCare,
    Placement,
    Restriction,
    SchoolAttended,
    UnaccompaniedStatus,
)
from lodestar.casework.children.queries.rows import (
    CareRecord,
    CaseRoleRow,
    CorrectionRow,
    PeriodRow,
    PlacementRow,
    SpellRow,
    Standing,
    StatusRow,
    holds,
)

# What a later ending says beside its day: not known before the ending was.
SAID_WITH_THE_END = ("end_reason", "change_reason")


Kinds = Sequence[tuple[str, Any, str]]
NO_TEXT = "''"  # in SQL, for a kind of row without a telling column
SPELLS: tuple[tuple[str, type[DatedRow], str], ...] = (
    ("adoption_decisions", AdoptionDecision, "end_reason"),
    ("schools", SchoolAttended, "name"),
    ("unaccompanied", UnaccompaniedStatus, ""),
    ("disabilities", Disability, "code"),
    ("missing", MissingEpisode, "kind"),
    ("deprivations", DeprivationOfLiberty, ""),
    ("restrictions", Restriction, "because"),
)


def care_of(child_id: int) -> CareRecord:
    """Return all that is believed of a child's care. Raises Child.DoesNotExist for an unknown child."""
    found = care_of_many([child_id])
    if child_id not in found:
        raise Child.DoesNotExist(f"No child {child_id}.")
    return found[child_id]


def care_in_part(child: Child, *, without: Collection[str]) -> CareRecord:
    """Return what is believed of a child's care, leaving out parts that a page does not show (their names).

    `without` may name any of the spells, `case_roles` and `corrections`; each saves a question of the database.
    """
    facts = (child.pk, child.identifier, child.born_on, child.sex)
    return records(Reading([child.pk]), [facts], without=without)[child.pk]


def care_of_many(child_ids: Collection[int], *, known_at: datetime | None = None) -> dict[int, CareRecord]:
    """Return all that is believed of children's care, by child id.

    With `known_at`, what the register said at that moment: corrections made since are undone, rows recorded
    and ends added since are left out.
    """
    children = Child.objects.filter(pk__in=child_ids).values_list("pk", "identifier", "born_on", "sex")
    return records(Reading(child_ids, known_at), children)


def records(
    read: "Reading", children: Iterable[tuple[int, str, date, str]], *, without: Collection[str] = ()
) -> dict[int, CareRecord]:
    """Return the records of children, given the facts of each (id, identifier, day of birth, sex)."""
    none: dict[int, list[Any]] = defaultdict(list)
    roles = (
        none
        if "case_roles" in without
        else read.by_child(CaseRole, case_role_row, related=("person", "team"))
    )
    wanted = [(name, model, what) for name, model, what in SPELLS if name not in without]
    found = read.all_at_once(wanted) if read.known_at is None else read.one_by_one(wanted)
    spells = {name: found.get(name, none) for name, _, _ in SPELLS}
    periods = read.periods()
    corrections = none if "corrections" in without else read.corrections()
    return {
        pk: CareRecord(
            child_id=pk,
            identifier=identifier,
            born_on=born_on,
            sex=sex,
            periods=tuple(periods[pk]),
            case_roles=tuple(roles[pk]),
            corrections=tuple(corrections[pk]),
            **{name: tuple(rows[pk]) for name, rows in spells.items()},
        )
        for pk, identifier, born_on, sex in children
    }


def as_it_stood(child: Child, on: date) -> Standing:
    """Return how a child stood on a day, as it is believed now."""
    return care_of(child.pk).standing_on(on)


def as_it_was_known(child: Child, on: date, at: datetime) -> Standing:
    """Return how a child stood on a day, as the register said it at a moment."""
    return care_of_many([child.pk], known_at=at)[child.pk].standing_on(on)


def standings(child_ids: Collection[int], on: date) -> dict[int, Standing]:
    """Return how each of the children stood on a day, by child id."""
    return {pk: record.standing_on(on) for pk, record in care_of_many(child_ids).items()}


class Reading:
    """One reading of some children's rows, as believed now or as they were known at a moment."""

    def __init__(self, child_ids: Collection[int], known_at: datetime | None = None) -> None:
        """Keep whose rows are read, and as of when they were known (None: now)."""
        self.child_ids = child_ids
        self.known_at = known_at

    def rows(self, model: type[DatedRow], path: str) -> QuerySet[Any]:
        """Return a model's rows of these children that were believed, in no order (see `as_known`)."""
        believed = Q(corrected_at__isnull=True)
        if self.known_at is not None:
            believed = Q(recorded_at__lte=self.known_at) & (believed | Q(corrected_at__gt=self.known_at))
        return model.objects.filter(believed, **{f"{path}__in": self.child_ids}).order_by()

    def as_known(self, rows: Iterable[Any]) -> Iterable[Any]:
        """Yield the rows in order of their days, without what was added to them after the moment asked about.

        Sorted here: for a child's few rows it is several times quicker than having an ORDER BY put together.
        """
        for row in sorted(rows, key=lambda row: (row.from_on, row.pk)):
            if self.known_at is not None and row.ended_at is not None and row.ended_at > self.known_at:
                row.until_on = None
                for name in SAID_WITH_THE_END:
                    if hasattr(row, name):
                        setattr(row, name, "")
            yield row

    def by_child(
        self, model: type[DatedRow], make: Callable[[Any], Any], related: tuple[str, ...] = ()
    ) -> dict[int, list[Any]]:
        """Return frozen rows of a model by child id."""
        found: dict[int, list[Any]] = defaultdict(list)
        rows = self.rows(model, "child")
        for row in self.as_known(rows.select_related(*related) if related else rows):
            found[row.child_id].append(make(row))
        return found

    def one_by_one(self, kinds: Kinds) -> dict[str, dict[int, list[SpellRow]]]:
        """Return spells by name of their kind and child id, as they were known at a moment."""
        return {name: self.by_child(model, spell(what)) for name, model, what in kinds}

    def all_at_once(self, kinds: Kinds) -> dict[str, dict[int, list[SpellRow]]]:
        """Return spells as believed now by name of their kind and child id: one question for all kinds."""
        found: dict[str, dict[int, list[SpellRow]]] = {name: defaultdict(list) for name, _, _ in kinds}
        ids = list(self.child_ids)
        if not kinds or not ids:
            return found
        places = ", ".join(["%s"] * len(ids))
        # Written out: to have the ORM put this union together takes longer than everything else on a child's page.
        asked = [
            f"SELECT '{name}', child_id, from_on, until_on, {what or NO_TEXT}, id, source FROM {model._meta.db_table} "
            f"WHERE corrected_at IS NULL AND child_id IN ({places})"
            for name, model, what in kinds
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(asked), ids * len(asked))
            rows = [(r[0], r[1], as_day(r[2]), as_day(r[3]), *r[4:]) for r in cursor.fetchall()]
        for name, child_id, from_on, until_on, what, pk, source in sorted(rows, key=lambda r: (r[2], r[5])):
            found[name][child_id].append(SpellRow(from_on, until_on, what, pk, source))
        return found

    def periods(self) -> dict[int, list[PeriodRow]]:
        """Return periods by child id, with the statuses and placements in each.

        A row belongs to its period; in what was known earlier, where the period may have been another row, to
        the period that its first day lies in.
        """
        periods = list(self.as_known(self.rows(PeriodOfCare, "child")))
        of_child: dict[int, list[PeriodOfCare]] = defaultdict(list)
        for period in periods:
            of_child[period.child_id].append(period)
        statuses: dict[int, list[StatusRow]] = defaultdict(list)
        placements: dict[int, list[PlacementRow]] = defaultdict(list)
        for home, status in self.in_periods(LegalStatus, of_child):
            statuses[home].append(status_row(status))
        for home, placement in self.in_periods(Placement, of_child):
            placements[home].append(placement_row(placement))
        return defaultdict(
            list,
            {
                child_id: [
                    replace(period_row(p), statuses=tuple(statuses[p.pk]), placements=tuple(placements[p.pk]))
                    for p in rows
                ]
                for child_id, rows in of_child.items()
            },
        )

    def in_periods(
        self, model: type[DatedRow], of_child: dict[int, list[PeriodOfCare]]
    ) -> Iterable[tuple[int, Any]]:
        """Yield a model's rows, each with the id of its period."""
        for row in self.as_known(self.rows(model, "period__child").select_related("period")):
            home = self.home_of(row, of_child[row.period.child_id])
            if home is not None:
                yield home, row

    def home_of(self, row: Any, periods: list[PeriodOfCare]) -> int | None:
        """Return the id of the period a status or placement belongs to."""
        if self.known_at is None:
            return int(row.period_id)
        return next((p.pk for p in periods if holds(p, row.from_on)), None)

    def corrections(self) -> dict[int, list[CorrectionRow]]:
        """Return corrections by child id, newest first."""
        found: dict[int, list[CorrectionRow]] = defaultdict(list)
        rows = Correction.objects.filter(child__in=self.child_ids).select_related("corrected_by")
        if self.known_at is not None:
            rows = rows.filter(corrected_at__lte=self.known_at)
        for row in rows.order_by("-corrected_at", "-pk"):
            found[row.child_id].append(
                CorrectionRow(
                    row_kind=row.row_kind,
                    old_row=row.old_row,
                    new_row=row.new_row,
                    said_before=row.said_before,
                    said_now=row.said_now,
                    corrected_at=row.corrected_at,
                    corrected_by=row.corrected_by.name,
                    because=row.because,
                )
            )
        return found


def status_row(row: LegalStatus) -> StatusRow:
    """Return a legal status as a frozen row."""
    return StatusRow(
        from_on=row.from_on,
        until_on=row.until_on,
        code=row.code,
        id=row.pk,
        source=row.source,
        source_line=row.source_line,
    )


def placement_row(row: Placement) -> PlacementRow:
    """Return a placement as a frozen row."""
    return PlacementRow(
        from_on=row.from_on,
        until_on=row.until_on,
        type=row.type,
        provider=row.provider,
        carer=row.carer,
        urn=row.urn,
        postcode=row.postcode,
        home_postcode=row.home_postcode,
        miles_from_home=row.miles_from_home,
        location=row.location,
        planned=row.planned,
        same_carer=row.same_carer,
        change_reason=row.change_reason,
        id=row.pk,
        source=row.source,
        source_line=row.source_line,
    )


def period_row(row: PeriodOfCare) -> PeriodRow:
    """Return a period of care as a frozen row, without what is in it."""
    return PeriodRow(
        from_on=row.from_on,
        until_on=row.until_on,
        category_of_need=row.category_of_need,
        end_reason=row.end_reason,
        start_seen=row.start_seen,
        id=row.pk,
        source=row.source,
        source_line=row.source_line,
    )


def case_role_row(row: CaseRole) -> CaseRoleRow:
    """Return a case role as a frozen row, with the person's and the team's names."""
    return CaseRoleRow(
        from_on=row.from_on,
        until_on=row.until_on,
        kind=row.kind,
        person_id=row.person_id,
        person_name=row.person.name,
        team_id=row.team_id,
        team_name=row.team.name if row.team else "",
        id=row.pk,
        source=row.source,
    )


def as_day(value: date | str | None) -> date | None:
    """Return a day as a database gives it: SQLite as text, PostgreSQL as a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def spell(what: str) -> Callable[[Any], SpellRow]:
    """Return the maker of a frozen row from a dated row whose telling column is `what` (none if empty)."""

    def make(row: Any) -> SpellRow:
        return SpellRow(
            from_on=row.from_on,
            until_on=row.until_on,
            what=getattr(row, what) if what else "",
            id=row.pk,
            source=row.source,
        )

    return make
