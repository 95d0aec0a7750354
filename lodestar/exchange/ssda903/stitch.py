"""Several years of returns into whole histories, one for each child (ADR-0006).

A pure function of the set of rows: neither the order of files nor of rows matters. Every row given is used, merged
with another that says the same, overruled by a later year (and told), or held back with a reason.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from lodestar.exchange.ssda903.histories import ChildReturnHistory, HeldRow, Outcome, Stitched
from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.rows import RefusedRow, ReturnRow
from lodestar.exchange.ssda903.stitch_account import StitchAccount, said
from lodestar.exchange.ssda903.stitch_child import Identity, identity_of
from lodestar.exchange.ssda903.stitch_episodes import periods_of
from lodestar.exchange.ssda903.stitch_merge import order
from lodestar.exchange.ssda903.stitch_others import Others, others_of
from lodestar.exchange.ssda903.stitch_reviews import reviews_of
from lodestar.exchange.ssda903.years import CollectionYear

__all__ = ["Stitched", "stitch"]


def stitch(
    rows: Iterable[ReturnRow],
    *,
    accepted: Collection[str] = (),
    unread: Iterable[RefusedRow] = (),
    spoken: Collection[tuple[CollectionYear, Table]] | None = None,
) -> Stitched:
    """Return whole histories from rows of any number of years.

    `accepted` are keys of rows (`ReturnRow.key`) that a person accepted although they are implausible. `unread` are
    refused rows of the same returns: where one is a child's, silence about the child is not taken as a statement.
    `spoken` says which years' tables were read, where `rows` are of some children only; None: those of `rows`.
    """
    given = list(rows)
    if spoken is None:
        spoken = {(row.year, row.table) for row in given}
    unread_children = {row.child for row in unread if row.table in (Table.EPISODES, Table.HEADER)}
    account = StitchAccount(accepted, spoken, unread_children)
    by_child: dict[str, dict[Table, list[ReturnRow]]] = defaultdict(lambda: defaultdict(list))
    seen: set[int] = set()
    twice = 0
    for row in sorted(given, key=lambda r: (r.child, r.table)):
        if id(row) in seen:
            twice += 1  # the very same row given twice says nothing more
            continue
        seen.add(id(row))
        by_child[row.child][row.table].append(row)
    histories = {}
    for child, tables in by_child.items():
        history = _history(child, tables, account)
        if history is not None:
            histories[child] = history
    accounts = Counter(account.outcomes.values())
    accounts[Outcome.MERGED] += twice
    distinct = {id(row): row for row in given}
    return Stitched(
        histories=histories,
        held=tuple(sorted(account.held, key=_held_order)),
        contradictions=tuple(
            sorted(
                account.contradictions,
                key=lambda c: (c.child, c.table, c.kept.year, c.words, str(c.overruled)),
            )
        ),
        notes=tuple(
            sorted(account.notes, key=lambda n: (n.child, n.table, n.source.year, n.words, str(n.source)))
        ),
        accounts={outcome: accounts[outcome] for outcome in Outcome},
        outcomes=tuple((distinct[key], outcome) for key, outcome in account.outcomes.items()),
    )


def _held_order(held: HeldRow) -> tuple[str, Table, tuple[int, int, tuple[str, ...], str, int], str]:
    return held.row.child, held.row.table, order(held.row), held.rule_id


def _history(
    child: str, tables: dict[Table, list[ReturnRow]], account: StitchAccount
) -> ChildReturnHistory | None:
    """Return the history of one child, or None where no Header row says who they are: then all is held back."""
    years = tuple(sorted({row.year for rows in tables.values() for row in rows}))
    headers = tables.pop(Table.HEADER, [])
    births = {row.day("DOB") for row in headers}
    identity = identity_of(headers, account)
    if identity is None:
        for rows in tables.values():
            for row in rows:
                words = f"No Header row that can be true says who the child is. Add the child to Header of {row.year}."
                account.hold(row, _NOT_IN_HEADER.get(row.table, "INT03"), words)
        return None
    _tell_other_births(tables, births, identity, account)
    periods = periods_of(tables.pop(Table.EPISODES, []), identity.born_on, account)
    reviews = reviews_of(tables.pop(Table.REVIEWS, []), periods, identity.born_on, account)
    others: Others = others_of(tables, periods, identity.born_on, account)
    return ChildReturnHistory(
        child=child,
        born_on=identity.born_on,
        sex=identity.sex,
        ethnicity=identity.ethnicity,
        unique_pupil_number=identity.unique_pupil_number,
        is_mother=identity.is_mother,
        own_child_born_on=identity.own_child_born_on,
        source=identity.source,
        years=years,
        periods=periods,
        reviews=reviews,
        unaccompanied=others.unaccompanied,
        adoption_decisions=others.adoption_decisions,
        missing=others.missing,
        deprivations=others.deprivations,
        social_workers=others.social_workers,
        previous_permanence=others.previous_permanence,
        yearly=others.yearly,
    )


_NOT_IN_HEADER = {
    Table.AD1: "INT01",
    Table.PLACED_ADOPTION: "INT02",
    Table.EPISODES: "INT03",
    Table.MISSING: "INT04",
    Table.OC2: "INT05",
    Table.OC3: "INT06",
    Table.PREV_PERM: "INT07",
    Table.REVIEWS: "INT08",
    Table.UASC: "INT09",
}
_OTHER_BIRTH = {
    Table.AD1: "INT11",
    Table.PLACED_ADOPTION: "INT12",
    Table.MISSING: "INT13",
    Table.OC2: "INT14",
    Table.OC3: "INT15",
    Table.PREV_PERM: "INT16",
    Table.REVIEWS: "INT17",
    Table.UASC: "INT18",
}


def _tell_other_births(
    tables: dict[Table, list[ReturnRow]],
    births: set[date | None],
    identity: Identity,
    account: StitchAccount,
) -> None:
    """Tell of rows whose date of birth no Header row of the child has: they stay, under Header's."""
    for table, rows in tables.items():
        if table is Table.EPISODES:
            continue
        for row in rows:
            born_on = row.day("DOB")
            if born_on is not None and born_on not in births:
                words = (
                    f"DOB is {said(born_on)}, but {said(identity.born_on)} in Header, which was believed. "
                )
                words += "Correct DOB."
                account.note(row, _OTHER_BIRTH.get(table, "LS-DOB"), words)
