"""Loading published figures: what is new is added, what a newer file says otherwise replaces what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lodestar.access.door import note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.analytics.comparators.models import (
    Population,
    PublishedFile,
    PublishedValue,
    StatisticalNeighbour,
    key_of,
    said_by,
)
from lodestar.analytics.comparators.queries import known_areas
from lodestar.analytics.comparators.reading import read_published
from lodestar.analytics.comparators.rows import NeighbourRow, PopulationRow, ReadFile, Row, ValueRow
from lodestar.analytics.comparators.states import STATUS_WORDS, Status

FACTS_FILE = Path(__file__).with_name("facts.csv")
TOLD_IN_EVENT = 50
"""How many changes an event of the audit names; all of them stay in the replaced rows."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of which two files say different things."""

    figure: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.figure}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class LoadAccount:
    """What was done with a file: figures added, unchanged, changed, and left as a newer file has them."""

    added: int = 0
    unchanged: int = 0
    changed: tuple[Change, ...] = ()
    left: tuple[Change, ...] = ()


@records(EventKind.PUBLISHED_FIGURES_LOADED)
def load_published(*, read: ReadFile, by: User, at: datetime, replace_newer: bool = False) -> LoadAccount:
    """Load a file that was read; loading the same again changes nothing.

    A file that covers fewer years than the one a figure came from is an older one: it adds what is missing and leaves
    the rest, unless `replace_newer` is on. Raises ValueError for a file of which nothing could be read.
    """
    if read.format is None:
        raise ValueError(read.problem)
    kept = _kept(read.rows)
    new, replacing, left, unchanged = [], [], [], 0
    for row in read.rows:
        before = kept.get((_model_of(row), *row.key))
        if before is None:
            new.append(row)
        elif said_by(before) == row.said:
            unchanged += 1
        elif _is_older(read, before.came_in) and not replace_newer:
            left.append(_change(row, before))
        else:
            replacing.append((row, before))
    account = LoadAccount(
        added=len(new),
        unchanged=unchanged,
        changed=tuple(_change(row, before) for row, before in replacing),
        left=tuple(left),
    )
    if not new and not replacing:
        nothing_changed()
        return account
    file = PublishedFile.objects.create(
        file_name=read.name,
        format=read.format,
        covers_to=read.covers_to,
        digest=read.digest,
        counts=_counts(read, account),
        loaded_at=at,
        loaded_by=by,
    )
    _replace([before for _, before in replacing], file)
    _add([*new, *(row for row, _ in replacing)], file)
    note(
        subject=file,
        after={
            "file": file.file_name,
            "digest": file.digest,
            **file.counts,
            "changes": [asdict(change) for change in account.changed[:TOLD_IN_EVENT]],
        },
    )
    return account


def load_shipped_facts(*, by: User, at: datetime) -> LoadAccount:
    """Load the table of facts that comes with the program, for the demonstration; the same door as any file."""
    read = read_published(FACTS_FILE.name, FACTS_FILE.read_bytes(), known_areas())
    if read.has_faults:
        raise ValueError(read.problem or str(read.refusals[0]))
    return load_published(read=read, by=by, at=at)


def _counts(read: ReadFile, account: LoadAccount) -> dict[str, int]:
    """Return the account in numbers."""
    return {
        "records": read.records,
        "added": account.added,
        "changed": len(account.changed),
        "unchanged": account.unchanged,
        "left": len(account.left),
        "refused": len(read.refusals),
    }


def _model_of(row: Row) -> type[Any]:
    """Return the model that keeps a row."""
    if isinstance(row, ValueRow):
        return PublishedValue
    return Population if isinstance(row, PopulationRow) else StatisticalNeighbour


def _kept(rows: Sequence[Row]) -> dict[tuple[object, ...], Any]:
    """Return what is said now, of the areas that some rows are about."""
    codes = {row.area.code for row in rows}
    kept: dict[tuple[object, ...], Any] = {}
    for model in {_model_of(row) for row in rows}:
        found = model.objects.filter(replaced_in=None, area_code__in=codes).select_related("came_in")
        kept |= {(model, *key_of(row)): row for row in found}
    return kept


def _is_older(read: ReadFile, came_in: PublishedFile) -> bool:
    """Return whether a file covers less than the one that said a figure before."""
    return read.covers_to is not None and came_in.covers_to is not None and read.covers_to < came_in.covers_to


def _replace(rows: Sequence[Any], file: PublishedFile) -> None:
    """Say of rows that a newer file says otherwise."""
    for model in (PublishedValue, Population, StatisticalNeighbour):
        ids = [row.pk for row in rows if isinstance(row, model)]
        for start in range(0, len(ids), AT_ONCE):
            model.objects.filter(pk__in=ids[start : start + AT_ONCE]).update(replaced_in=file)


def _add(rows: Iterable[Row], file: PublishedFile) -> None:
    """Keep rows as this file says them."""
    made: dict[type[Any], list[Any]] = {}
    for row in rows:
        made.setdefault(_model_of(row), []).append(_kept_as(row, file))
    for model, of_model in made.items():
        model.objects.bulk_create(of_model, batch_size=AT_ONCE)


def _kept_as(row: Row, file: PublishedFile) -> Any:
    """Return a row as the database keeps it."""
    if isinstance(row, ValueRow):
        return PublishedValue(
            came_in=file,
            series=row.series,
            area_code=row.area.code,
            area_name=row.area.name,
            level=row.area.level,
            year_ending=row.year_ending,
            value=row.value,
            status=row.status,
            source=row.source,
        )
    if isinstance(row, PopulationRow):
        return Population(
            came_in=file,
            area_code=row.area.code,
            area_name=row.area.name,
            level=row.area.level,
            year=row.year,
            age_group=row.age_group,
            number=row.number,
            status=row.status,
        )
    return StatisticalNeighbour(
        came_in=file,
        area_code=row.area.code,
        area_name=row.area.name,
        rank=row.rank,
        neighbour_code=row.neighbour.code,
        neighbour_name=row.neighbour.name,
        closeness=row.closeness,
    )


def _change(row: Row, before: Any) -> Change:
    """Return in words what is said of a figure before and after."""
    if isinstance(row, ValueRow):
        figure = f"{row.series}, {row.area.name}, {row.year_ending}"
        return Change(figure, _said(before.value, before.status), _said(row.value, row.status))
    if isinstance(row, PopulationRow):
        figure = f"children aged {row.age_group}, {row.area.name}, {row.year}"
        return Change(figure, _said(before.number, before.status), _said(row.number, row.status))
    assert isinstance(row, NeighbourRow)
    return Change(
        f"neighbour {row.rank} of {row.area.name}",
        f"{before.neighbour_name} ({before.closeness})",
        f"{row.neighbour.name} ({row.closeness})",
    )


def _said(value: Decimal | int | None, status: str) -> str:
    """Return a value, or why there is none."""
    if value is None:
        return STATUS_WORDS[Status(status)]
    return f"{Decimal(value).normalize():,f}"
