"""Statements that are made again from year to year: told apart, merged, or believed from the later year."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lodestar.exchange.ssda903.layouts import LAYOUTS
from lodestar.exchange.ssda903.rows import ReturnRow, Value
from lodestar.exchange.ssda903.stitch_account import StitchAccount, said

Values = dict[str, Value]


@dataclass(slots=True)
class Statement:
    """What is believed of one thing after all years: `row` is the row whose word it is.

    `earlier` rows say the same, or said less of it, in earlier years.
    """

    row: ReturnRow
    values: Values
    earlier: tuple[ReturnRow, ...] = ()

    def day(self, field: str) -> date | None:
        """Return a date, or None where it is blank."""
        value = self.values[field]
        return value if isinstance(value, date) else None

    def text(self, field: str) -> str:
        """Return a code or text, "" where it is blank."""
        value = self.values[field]
        return "" if value is None else str(value)


def as_said(row: ReturnRow) -> Values:
    """Return a row's fields but those that say whose row it is."""
    return {f: v for f, v in row.as_dict().items() if f not in ("CHILD", "DOB")}


def order(row: ReturnRow) -> tuple[int, int, tuple[str, ...], str, int]:
    """Return what rows are sorted by: year, then the fuller first, then what they say; never their place alone."""
    said_so = tuple("" if v is None else str(v) for v in row.values)
    return row.year.ending, -sum(map(bool, said_so)), said_so, row.source.file, row.source.line


def fills(less: Mapping[str, Value], more: Mapping[str, Value]) -> bool:
    """Return whether one statement says nothing that the other does not say too."""
    return all(value is None or more[field] == value for field, value in less.items())


def merge_years(
    rows: Sequence[ReturnRow],
    account: StitchAccount,
    *,
    ends: frozenset[str] = frozenset(),
    twice: str,
    what: str,
    comparable: Callable[[ReturnRow], Values] = as_said,
) -> Statement | None:
    """Return what the years say of one thing, the later believed, or None where nothing is left.

    `rows` all speak of the same thing. `ends` are the fields in which a later blank takes back what an earlier year
    said (an end that was no end); in others a later blank leaves it. Rows of one year that differ cannot both be
    true: the fullest stands, the others are held back under the rule `twice`. The last row is left unsettled.
    """
    current: Statement | None = None
    for year, group in groupby(sorted(rows, key=order) if len(rows) > 1 else rows, key=lambda r: r.year):
        row, *others = group
        values = comparable(row)
        for other in others:
            if fills(comparable(other), values):
                account.merge(other)
            else:
                account.hold(
                    other,
                    twice,
                    f"The return for {year} speaks twice of {what} and differs: see also {row.source}. "
                    "Leave out or correct one of the two rows.",
                )
        if current is None:
            current = Statement(row, values)
            continue
        differing = [
            f
            for f, v in current.values.items()
            if v is not None and values[f] != v and (values[f] is not None or f in ends)
        ]
        if differing:
            told = "; ".join(f"{f} was {_told(current.values[f])}, is {_told(values[f])}" for f in differing)
            earlier: tuple[ReturnRow, ...] = ()
            account.overrule(current.row, row, "LS-YEARS", f"{year} says otherwise of {what}: {told}.")
        else:
            earlier = (*current.earlier, current.row)
            account.merge(current.row)
        kept = {f: v if v is not None or f in ends else current.values[f] for f, v in values.items()}
        current = Statement(row, kept, earlier)
    return current


def _told(value: Value) -> str:
    if value is None:
        return "blank"
    return said(value) if isinstance(value, date) else str(value)


def by_field(rows: Iterable[ReturnRow], *fields: str) -> dict[tuple[Value, ...], list[ReturnRow]]:
    """Return rows grouped by the values of fields, in a settled order."""
    groups: dict[tuple[Value, ...], list[ReturnRow]] = {}
    for row in rows:
        at = LAYOUTS[row.table].position
        groups.setdefault(tuple(row.values[at[f]] for f in fields), []).append(row)
    return dict(sorted(groups.items(), key=lambda g: tuple(str(v) for v in g[0])))
