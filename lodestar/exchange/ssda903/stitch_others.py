"""All that a return says of a child beside who they are, their episodes and their reviews."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.exchange.ssda903.histories import (
    PeriodStated,
    PreviousPermanence,
    SocialWorkerSpell,
    SpellStated,
    YearlyStatement,
)
from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.rows import ReturnRow
from lodestar.exchange.ssda903.stitch_account import StitchAccount, said
from lodestar.exchange.ssda903.stitch_merge import Statement, as_said, by_field, merge_years
from lodestar.law.ages import ADULT, birthday


@dataclass(frozen=True, slots=True)
class Others:
    """What the other tables say of a child."""

    unaccompanied: tuple[SpellStated, ...]
    adoption_decisions: tuple[SpellStated, ...]
    missing: tuple[SpellStated, ...]
    deprivations: tuple[SpellStated, ...]
    social_workers: tuple[SocialWorkerSpell, ...]
    previous_permanence: PreviousPermanence | None
    yearly: tuple[YearlyStatement, ...]


@dataclass(frozen=True, slots=True)
class _Times:
    """How a table states times: its columns of start and end, what it calls them, and its rules' numbers."""

    table: Table
    start: str
    end: str
    what: str
    before_birth: str
    ends_early: str
    overlaps: str
    after_year: str
    may_end_same_day: bool = False
    is_carried_on: bool = True
    next_ends_it: bool = False


_MISSING = _Times(
    Table.MISSING, "MIS_START", "MIS_END", "time missing", "586", "567", "574", "570", may_end_same_day=True
)
_DECISIONS = _Times(
    *(Table.PLACED_ADOPTION, "DATE_PLACED", "DATE_PLACED_CEASED", "decision to place for adoption"),
    *("184", "LS-DECISION-ENDS", "579", "117"),
    is_carried_on=False,
)
_DOLO = _Times(Table.DOLO, "DOLO_START", "DOLO_END", "deprivation of liberty", "708", "702", "705", "703")
_WORKERS = _Times(
    *(Table.SW_EPISODES, "SW_DECOM", "SW_DEC", "social worker episode"),
    *("LS-WORKER-UNBORN", "SW18STG2", "SW10STG2", "SW06STG2"),
    next_ends_it=True,
)


@dataclass(frozen=True, slots=True)
class _Care:
    """What the other tables are held against, and the account of it."""

    periods: tuple[PeriodStated, ...]
    born_on: date
    account: StitchAccount

    def holds_on(self, day: date) -> bool:
        """Return whether the child was looked after on a day."""
        return any(p.holds_on(day) for p in self.periods)


@dataclass(slots=True)
class _Time:
    said: Statement
    from_on: date
    until_on: date | None
    end_seen: bool = True


def others_of(
    tables: Mapping[Table, Sequence[ReturnRow]],
    periods: Sequence[PeriodStated],
    born_on: date,
    account: StitchAccount,
) -> Others:
    """Return what the other tables say. Every row is used, merged, overruled or held."""
    care = _Care(tuple(periods), born_on, account)
    missing = _times(tables.get(Table.MISSING, ()), _MISSING, care, _missing_out_of_care)
    decisions = _times(tables.get(Table.PLACED_ADOPTION, ()), _DECISIONS, care, _decided_before_care)
    deprivations = _times(tables.get(Table.DOLO, ()), _DOLO, care, _deprived_out_of_care)
    workers = _times(tables.get(Table.SW_EPISODES, ()), _WORKERS, care)
    return Others(
        unaccompanied=_unaccompanied(tables.get(Table.UASC, ()), periods, born_on, account),
        adoption_decisions=_spells(decisions, "", "REASON_PLACED_CEASED"),
        missing=_spells(missing, "MISSING", ""),
        deprivations=_spells(deprivations, "", ""),
        social_workers=tuple(
            SocialWorkerSpell(
                t.said.text("SW_ID"),
                t.from_on,
                t.until_on,
                t.said.text("SW_REASON"),
                t.said.row.source,
                t.end_seen,
            )
            for t in workers
        ),
        previous_permanence=_previous(tables.get(Table.PREV_PERM, ()), account),
        yearly=_yearly(tables, account),
    )


def _spells(times: Sequence[_Time], code: str, reason: str) -> tuple[SpellStated, ...]:
    return tuple(
        SpellStated(
            t.from_on,
            t.until_on,
            t.said.row.source,
            t.said.text(code) if code else "",
            t.said.text(reason) if reason and t.until_on is not None else "",
            t.end_seen,
        )
        for t in times
    )


def _times(
    rows: Sequence[ReturnRow],
    kind: _Times,
    care: _Care,
    doubt: Callable[[date, _Care], tuple[str, str] | None] = lambda began, care: None,
) -> list[_Time]:
    """Return times that do not overlap, in order, from the rows of several years.

    `doubt` says under which rule, and why, a time that began on a day is implausible.
    """
    account = care.account
    possible = [row for row in rows if not _is_impossible(row, kind, care.born_on, account)]
    found = []
    for (began,), same_start in by_field(possible, kind.start).items():
        assert isinstance(began, date)
        believed = merge_years(
            same_start,
            account,
            ends=frozenset({kind.end}),
            twice=kind.overlaps,
            what=f"the {kind.what} from {said(began)}",
        )
        if believed is None:
            continue
        doubtful = doubt(began, care)
        if doubtful is None or not account.hold_unless_accepted(
            believed.row, *doubtful, earlier=believed.earlier
        ):
            found.append(_Time(believed, began, believed.day(kind.end)))
    kept: list[_Time] = []
    for new in sorted(found, key=lambda t: t.from_on):
        if kept and not _follows(kept[-1], new, kind, account):
            continue
        kept.append(new)
    for time in kept:
        account.use(time.said.row)
    if kept and kind.is_carried_on:
        _end_unmentioned(kept[-1], kind, account)
    return kept


def _is_impossible(row: ReturnRow, kind: _Times, born_on: date, account: StitchAccount) -> bool:
    began, ended, last = row.day(kind.start), row.day(kind.end), row.year.ends_on
    assert began is not None
    if began < born_on:
        words = f"The {kind.what} starts on {said(began)}, before the child was born on {said(born_on)}. "
        account.hold(row, kind.before_birth, words + f"Correct {kind.start}, or DOB in Header.")
    elif ended is not None and (ended < began or (ended == began and not kind.may_end_same_day)):
        words = f"The {kind.what} ends on {said(ended)}, not after it starts on {said(began)}. "
        account.hold(row, kind.ends_early, words + f"Correct {kind.start} or {kind.end}.")
    elif began > last:
        words = f"The {kind.what} starts on {said(began)}, after the collection year ended on {said(last)}. "
        account.hold(row, kind.after_year, words + f"Correct {kind.start}.")
    else:
        return False
    return True


def _follows(last: _Time, new: _Time, kind: _Times, account: StitchAccount) -> bool:
    """Return whether a time can follow the one before it; where it cannot, it is settled."""
    if last.until_on is not None and last.until_on <= new.from_on:
        return True
    words = (
        f"The {kind.what} from {said(new.from_on)} starts before the one from {said(last.from_on)} has ended"
    )
    if new.said.row.year > last.said.row.year or (last.until_on is None and kind.next_ends_it):
        last.until_on, last.end_seen = new.from_on, False
        words += f", which was taken to end then. Give it {kind.end}."
        if new.said.row.year > last.said.row.year:
            account.contradict(last.said.row, new.said.row, kind.overlaps, words)
        else:
            account.note(last.said.row, kind.overlaps, words)
        return True
    if new.said.row.year < last.said.row.year:
        account.overrule(new.said.row, last.said.row, kind.overlaps, words + ": the later year was believed.")
    else:
        words += f" ({last.said.row.source}). Correct {kind.start} here or {kind.end} there."
        account.hold(new.said.row, kind.overlaps, words)
    return False


def _end_unmentioned(time: _Time, kind: _Times, account: StitchAccount) -> None:
    """End a time left open that the next return read does not speak of."""
    denied = account.denied_from(time.said.row) if time.until_on is None else None
    if denied is not None:
        words = f"The {kind.what} from {said(time.from_on)} was left open, and the next return read does not speak of "
        words += f"it: it was taken to end on {said(denied)}. Give it {kind.end}."
        account.contradict(time.said.row, time.said.row, "LS-OPEN", words)
        time.until_on, time.end_seen = denied, False


def _missing_out_of_care(began: date, care: _Care) -> tuple[str, str] | None:
    if care.holds_on(began):
        return None
    words = f"The child is said to have gone missing on {said(began)}, when they were not looked after. "
    words += "Correct MIS_START or the episodes."
    return ("578" if any(p.from_on <= began for p in care.periods) else "581"), words


def _decided_before_care(decided: date, care: _Care) -> tuple[str, str] | None:
    if not care.periods or not care.periods[0].start_seen or decided >= care.periods[0].from_on:
        return None
    words = f"The decision to place for adoption is of {said(decided)}, before the child started to be looked after "
    return "1003", words + f"on {said(care.periods[0].from_on)}. Correct DATE_PLACED or the episodes."


def _deprived_out_of_care(began: date, care: _Care) -> tuple[str, str] | None:
    if care.holds_on(began):
        return None
    words = f"The deprivation of liberty starts on {said(began)}, when the child was not looked after. "
    return "LS-DOLO-NOT-IN-CARE", words + "Correct DOLO_START or the episodes."


def _unaccompanied(
    rows: Sequence[ReturnRow], periods: Sequence[PeriodStated], born_on: date, account: StitchAccount
) -> tuple[SpellStated, ...]:
    """Return the time as an unaccompanied child: from the first day of care known until DUC."""
    adult = birthday(born_on, ADULT)
    possible = []
    for row in rows:
        ceased = row.day("DUC")
        if ceased is not None and ceased <= born_on:
            account.hold(
                row, "104", f"DUC is {said(ceased)}, not after the child was born. Correct DUC or DOB."
            )
        else:
            possible.append(row)
    believed = merge_years(
        possible,
        account,
        ends=frozenset({"DUC"}),
        twice="INT36",
        what="the child as unaccompanied",
        comparable=lambda row: {"DUC": row["DUC"]},
    )
    if believed is None:
        return ()
    ceased = believed.day("DUC")
    words = f"DUC is {said(ceased or adult)}, after the 18th birthday on {said(adult)}. Correct DUC or DOB."
    if (
        ceased is not None
        and ceased > adult
        and account.hold_unless_accepted(believed.row, "304", words, earlier=believed.earlier)
    ):
        return ()
    began = next((p.from_on for p in periods if ceased is None or p.from_on < ceased), None)
    if began is None:
        words = "The child is in UASC, but no episode that can be used begins before DUC. Add or correct the episodes."
        account.hold(believed.row, "LS-UASC-NOT-IN-CARE", words)
        return ()
    account.use(believed.row)
    return (SpellStated(began, ceased, believed.row.source),)


def _previous(rows: Sequence[ReturnRow], account: StitchAccount) -> PreviousPermanence | None:
    believed = merge_years(rows, account, twice="INT35", what="the child's previous permanence")
    if believed is None:
        return None
    account.use(believed.row)
    return PreviousPermanence(
        believed.text("PREV_PERM"), believed.text("LA_PERM"), believed.text("DATE_PERM"), believed.row.source
    )


_ONCE_A_YEAR = {Table.OC2: "INT33", Table.OC3: "INT34", Table.AD1: "INT31"}


def _yearly(
    tables: Mapping[Table, Sequence[ReturnRow]], account: StitchAccount
) -> tuple[YearlyStatement, ...]:
    """Return the rows that each year states once: years do not contradict each other in them."""
    found = []
    for table, twice in _ONCE_A_YEAR.items():
        for year in sorted({row.year for row in tables.get(table, ())}):
            rows = [row for row in tables[table] if row.year == year]
            believed = merge_years(
                rows, account, twice=twice, what=f"the child in {table}", comparable=as_said
            )
            if believed is not None:
                account.use(believed.row)
                found.append(YearlyStatement(table, year, believed.values, believed.row.source))
    return tuple(found)
