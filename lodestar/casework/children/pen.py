"""The pen: how a dated row is begun, ended, corrected and withdrawn. Held only by actions.

Nothing is written over. An end is added to an open row; a row that was wrong is marked as corrected and the
row now believed put beside it, with a line that says what was said before, by whom it was changed and why
(ADR-0009). Each stroke leaves its note with the door, so outside an action the pen does not write: it raises
DoorError.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import Case, Field, Model, Value, When

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.chain import plain
from lodestar.access.door import facts_of, note, open_passage
from lodestar.access.models import User
from lodestar.casework.children.models import Child, Correction, DatedRow, PeriodOfCare
from lodestar.casework.children.states import Source
from lodestar.casework.children.words import LONDON

BOOKKEEPING = frozenset(
    {
        "id",
        "recorded_at",
        "recorded_by_id",
        "source",
        "source_line",
        "ended_at",
        "ended_by_id",
        "corrected_at",
        "corrected_by_id",
    }
)
Row = TypeVar("Row", bound=DatedRow)


def day_of(at: datetime) -> date:
    """Return the day in London at a moment: the `today` that policies judge by."""
    return at.astimezone(LONDON).date()


def held_fast(child: Child) -> Child:
    """Return the child as stored now, locked until the action ends, so that changes to one child queue up."""
    return Child.objects.select_for_update().get(pk=child.pk)


def said(row: Model) -> dict[str, Any]:
    """Return what a row says, without who said it and when."""
    return facts_of(row, [f.attname for f in row._meta.concrete_fields if f.attname not in BOOKKEEPING])


def kind_of(row: Model) -> str:
    """Return the name of a row's kind as corrections and counts give it: "placement", "legalstatus"."""
    return row._meta.model_name or ""


def begin(row: Row, *, by: User, at: datetime, source: Source = Source.PERSON) -> Row:
    """Write a new dated row as said by a person at a time. The caller notes it."""
    open_passage()
    row.recorded_at, row.recorded_by, row.source = at, by, source
    row.save(force_insert=True)
    return row


def end(
    row: DatedRow, on: date, *, by: User, at: datetime, source: Source = Source.PERSON, **said_with_it: str
) -> None:
    """Add its end to an open row, with what is said with it (a reason). The caller notes it.

    The row is from now on the word of whoever ended it (`source`).
    """
    open_passage()
    row.until_on, row.ended_at, row.ended_by, row.source = on, at, by, source
    for name, value in said_with_it.items():
        setattr(row, name, value)
    row.save(update_fields=["until_on", "ended_at", "ended_by", "source", *said_with_it])


def begin_noted(
    row: Row, *, child: Child, by: User, at: datetime, source: Source = Source.PERSON, **beside: Any
) -> Row:
    """Write a new dated row and note it; `beside` is what else happened with it, for the event."""
    begin(row, by=by, at=at, source=source)
    note(child=child, subject=row, after={**said(row), **beside})
    return row


def end_noted(
    row: DatedRow,
    on: date,
    *,
    child: Child,
    by: User,
    at: datetime,
    source: Source = Source.PERSON,
    **with_it: str,
) -> None:
    """Add its end to an open row and note what it said before and says now."""
    before = said(row)
    end(row, on, by=by, at=at, source=source, **with_it)
    note(child=child, subject=row, before=before, after=said(row))


def correct(
    row: Row,
    changes: dict[str, Any] | None,
    *,
    child: Child,
    because: str,
    by: User,
    at: datetime,
    source: Source,
) -> Row | None:
    """Mark a row as corrected, put the row now believed beside it, and say why; note both.

    `changes` are the columns that change; None withdraws the row, and nothing takes its place. Whatever
    belonged to a corrected period of care belongs to the period now believed.
    """
    before = said(row)
    row.corrected_at, row.corrected_by = at, by
    row.save(update_fields=["corrected_at", "corrected_by"])
    now: Row | None = None
    if changes is not None:
        now = type(row)(**{**before, **changes}, source_line=row.source_line)
        begin(now, by=by, at=at, source=source)
        if isinstance(now, PeriodOfCare):
            hand_over({row.pk: now.pk})
    after = None if now is None else said(now)
    Correction.objects.create(
        child=child,
        row_kind=kind_of(row),
        old_row=row.pk,
        new_row=None if now is None else now.pk,
        said_before=plain(before),
        said_now=plain(after),
        corrected_at=at,
        corrected_by=by,
        because=because,
    )
    note(
        child=child,
        subject=row,
        before=before,
        after={"because": because} if now is None else {**said(now), "row_now": now.pk, "because": because},
    )
    return now


def write_columns(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Write some columns of many saved rows of one model, as they are in memory; one prepared statement for
    all.

    What `bulk_update` does by one long CASE for each column, which takes ten times as long on SQLite.
    """
    open_passage()
    if not rows:
        return
    model = type(rows[0])
    fields = [cast("Field[Any, Any]", model._meta.get_field(name)) for name in columns]
    key = model._meta.pk
    quote = connection.ops.quote_name
    assigned = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {assigned} WHERE {quote(str(key.column))} = %s",
            [
                [*(f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields), row.pk]
                for row in rows
            ],
        )


def hand_over(periods: dict[int, int]) -> None:
    """Make everything that belongs to some periods of care belong to the periods that took their place.

    Rows of nouns above hang on a period too (reviews do): they are found by the model's own relations.
    """
    for relation in PeriodOfCare._meta.related_objects:
        column = relation.field.attname
        model = relation.related_model
        for old_ids in in_pieces(sorted(periods), 200):
            model._base_manager.filter(**{f"{column}__in": old_ids}).update(
                **{column: Case(*[When(**{column: old, "then": Value(periods[old])}) for old in old_ids])}
            )


def hanging_on(period: PeriodOfCare, *, but: Iterable[type[Model]] = ()) -> list[Model]:
    """Return the believed rows that belong to a period, of all models but those named."""
    found: list[Model] = []
    for relation in PeriodOfCare._meta.related_objects:
        if relation.related_model in tuple(but):
            continue
        rows = relation.related_model._base_manager.filter(
            **{relation.field.attname: period.pk, "corrected_at__isnull": True}
        )
        found.extend(rows)
    return found


def in_pieces(items: list[int], size: int) -> Iterable[list[int]]:
    """Yield a list in pieces of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def require_none(refusals: Iterable[Refused]) -> None:
    """Raise NotAllowed with every refusal, where there is one."""
    found = tuple(refusals)
    if found:
        raise NotAllowed(*found)
