"""From the episodes of several years to periods of care with their legal statuses and placements.

The rules for rows that do not fit one another are in ADR-0006.
"""

from collections.abc import Sequence
from datetime import date

from lodestar.exchange.ssda903.codes import CONTINUES, STARTED, YOUTH_JUSTICE
from lodestar.exchange.ssda903.histories import PeriodStated
from lodestar.exchange.ssda903.rows import ReturnRow
from lodestar.exchange.ssda903.stitch_account import StitchAccount, said
from lodestar.exchange.ssda903.stitch_merge import Statement, Values, as_said, by_field, merge_years
from lodestar.exchange.ssda903.stitch_spells import Episode, period_of
from lodestar.law.ages import ADULT, birthday

ACT_IN_FORCE = date(1991, 10, 14)
"""The Children Act 1989 came into force: no episode begins before it (check 353)."""

CRIMINAL_RESPONSIBILITY = 10
DIED = "E2"
_ENDS = frozenset({"DEC", "REC"})


def _comparable(row: ReturnRow) -> Values:
    values = as_said(row)
    if values["DEC"] is None:  # a reason without an end says nothing yet
        values["REC"] = values["REASON_PLACE_CHANGE"] = None
    return values


def believed_episodes(rows: Sequence[ReturnRow], born_on: date, account: StitchAccount) -> list[Episode]:
    """Return the episodes that the years leave standing, in order; each row that does not is settled."""
    possible = [row for row in rows if not _is_impossible(row, born_on, account)]
    found = []
    for (began,), same_start in by_field(possible, "DECOM").items():
        assert isinstance(began, date)
        statement = merge_years(
            same_start,
            account,
            ends=_ENDS,
            twice="LS-EPISODE-TWICE",
            what=f"the episode from {said(began)}",
            comparable=_comparable,
        )
        if statement is not None and not _is_implausible(statement, began, born_on, account):
            found.append(
                Episode(statement, began, statement.day("DEC"), statement.text("RNE"), statement.text("REC"))
            )
    return sorted(found, key=lambda e: e.from_on)


def _is_impossible(row: ReturnRow, born_on: date, account: StitchAccount) -> bool:
    began, ended, last = row.day("DECOM"), row.day("DEC"), row.year.ends_on
    assert began is not None
    if ended is not None and ended == began:
        words = f"The episode starts and ends on {said(began)}. One of less than 24 hours is not recorded: correct "
        account.hold(row, "355", words + "DECOM or DEC, or leave the row out.")
    elif ended is not None and ended < began:
        words = f"The episode ends on {said(ended)}, before it starts on {said(began)}. Correct DECOM or DEC."
        account.hold(row, "356", words)
    elif began < born_on:
        words = f"The episode starts on {said(began)}, before the child was born on {said(born_on)}. "
        account.hold(row, "302", words + "Correct DECOM, or DOB in Header.")
    elif began < ACT_IN_FORCE:
        account.hold(row, "353", f"The episode starts on {said(began)}, before 14/10/1991. Correct DECOM.")
    elif began > last:
        words = f"The episode starts on {said(began)}, after the collection year ended on {said(last)}. "
        account.hold(row, "354", words + "Correct DECOM, or move the row to the return of its own year.")
    elif ended is not None and ended > last:
        words = f"The episode ends on {said(ended)}, after the collection year ended on {said(last)}. Correct DEC, "
        account.hold(row, "385", words + "or leave DEC and REC blank: the next return will have them.")
    else:
        return False
    return True


def _is_implausible(statement: Statement, began: date, born_on: date, account: StitchAccount) -> bool:
    row, earlier = statement.row, statement.earlier
    status, place = row.text("LS"), row.text("PLACE")
    if began >= birthday(born_on, ADULT) and (status, place) != ("V2", "K2"):
        return account.hold_unless_accepted(
            row,
            "352" if row.text("RNE") == STARTED else "359",
            f"The episode starts on {said(began)}, when the young person was 18 or over. After that birthday only V2 "
            "with K2 is possible. Correct DECOM or DOB, or end the period of care on the birthday.",
            earlier=earlier,
        )
    if status in YOUTH_JUSTICE and began < birthday(born_on, CRIMINAL_RESPONSIBILITY):
        return account.hold_unless_accepted(
            row,
            "358",
            f"The legal status is {status}, but the child was under 10 on {said(began)}. Correct LS, DECOM or DOB.",
            earlier=earlier,
        )
    return False


def periods_of(rows: Sequence[ReturnRow], born_on: date, account: StitchAccount) -> tuple[PeriodStated, ...]:
    """Return a child's periods of care. Every row is used, merged, overruled or held."""
    builder = _Periods(account)
    for episode in believed_episodes(rows, born_on, account):
        builder.add(episode)
    builder.close()
    return tuple(builder.periods)


class _Periods:
    """Joins episodes, taken in the order they start, into periods of care."""

    def __init__(self, account: StitchAccount) -> None:
        self.account = account
        self.periods: list[PeriodStated] = []
        self.chain: list[Episode] = []

    def add(self, new: Episode) -> None:
        """Add the next episode: to the period before it, or as the start of another."""
        if not self.chain:
            self._begin(new)
            return
        last = self.chain[-1]
        if last.until_on is None:
            self._after_open(last, new)
        elif last.reason_ceased == DIED and new.from_on >= last.until_on:
            words = f"The episode starts after the child is said to have died on {said(last.until_on)} "
            words += f"({last.row.source}). Correct REC there, or leave this row out."
            self.account.hold(new.row, "437", words)
        elif new.from_on == last.until_on:
            self._on_the_same_day(last, new)
        elif new.from_on > last.until_on:
            self._after_gap(last, new)
        else:
            self._overlapping(last, new)

    def _begin(self, new: Episode) -> None:
        self.chain = [new]
        if new.reason_new != STARTED:
            self.account.note(
                new.row,
                "357",
                f"No row shows how the period of care with the episode from {said(new.from_on)} began: that day was "
                "taken as its start. Read an earlier year's return, or correct RNE.",
            )

    def _after_open(self, last: Episode, new: Episode) -> None:
        """The episode before has no end, and here is a later one."""
        if new.row.year < last.row.year:
            words = f"{last.row.year} says that the episode from {said(last.from_on)} goes on, and names none from "
            self.account.overrule(new.row, last.row, "502", words + f"{said(new.from_on)}.")
        elif new.reason_new != STARTED:
            words = f"The episode from {said(last.from_on)} was left open; it was taken to end on {said(new.from_on)}, "
            words += "when the next begins. Give it DEC and REC X1."
            if new.row.year > last.row.year:
                self.account.contradict(last.row, new.row, "562", words)
            else:
                self.account.note(last.row, "142", words)
            last.until_on, last.reason_ceased = new.from_on, CONTINUES
            self.chain.append(new)
        elif new.row.year > last.row.year:
            denied = min(self.account.denied_from(last.row) or new.row.year.starts_on, new.from_on)
            words = f"The episode from {said(last.from_on)} was left open, but {new.row.year} has none until the child "
            words += f"starts again on {said(new.from_on)}. It was taken to end by {said(denied)}. Give it DEC and REC."
            self.account.contradict(last.row, new.row, "NoE", words)
            last.until_on, last.reason_ceased = denied, last.row.text("REC")
            if denied == new.from_on:
                self.chain.append(new)
            else:
                self._end(until_on=denied, seen=False)
                self._begin(new)
        else:
            self.chain.pop()
            words = f"The episode from {said(last.from_on)} has no end, yet the child starts again on "
            self.account.hold(
                last.row, "142", words + f"{said(new.from_on)} ({new.row.source}). Give it DEC and REC."
            )
            if self.chain:
                self._end(until_on=self.chain[-1].until_on, seen=False)
            self._begin(new)

    def _on_the_same_day(self, last: Episode, new: Episode) -> None:
        """A period that ends and begins on one day is one period (R1.8)."""
        if not last.goes_on:
            words = f"The period of care is said to end on {said(new.from_on)} with {last.reason_ceased}, and goes on "
            words += (
                "the same day: it was read as one period. Correct REC to X1, or the day of the new start."
            )
            self.account.note(last.row, "431" if new.reason_new == STARTED else "432", words)
            last.reason_ceased = CONTINUES
        elif new.reason_new == STARTED:
            words = f"RNE says that care started on {said(new.from_on)}, but the episode before "
            self.account.note(
                new.row, "431", words + "ended that day with X1: it was read as one period. Correct RNE."
            )
        self.chain.append(new)

    def _after_gap(self, last: Episode, new: Episode) -> None:
        assert last.until_on is not None
        if last.goes_on and new.reason_new != STARTED:
            words = f"No row tells of the time from {said(last.until_on)} to {said(new.from_on)}, though "
            words += "the child stayed looked after. The earlier episode was taken to last until then: add the row."
            self.account.contradict(last.row, new.row, "433", words)
            last.until_on = new.from_on
            self.chain.append(new)
            return
        if last.goes_on:
            words = f"The episode ends on {said(last.until_on)} with X1, but none begins that day. Correct REC, or add "
            self.account.note(last.row, "388", words + "the missing row.")
        self._end(until_on=last.until_on, seen=not last.goes_on)
        self._begin(new)

    def _overlapping(self, last: Episode, new: Episode) -> None:
        assert last.until_on is not None
        words = (
            f"The episode from {said(new.from_on)} starts before the one from {said(last.from_on)} ended on "
        )
        words += f"{said(last.until_on)}"
        if new.row.year > last.row.year:
            self.account.contradict(last.row, new.row, "501", f"{words}: the later year was believed.")
            last.until_on = new.from_on
            last.reason_ceased = CONTINUES
            self.chain.append(new)
        elif new.row.year < last.row.year:
            self.account.overrule(new.row, last.row, "501", f"{words}: the later year was believed.")
        else:
            self.account.hold(
                new.row, "501", f"{words} ({last.row.source}). Correct DECOM here or DEC there."
            )

    def close(self) -> None:
        """End the last period, or leave it open where the latest return leaves it open."""
        if not self.chain:
            return
        last = self.chain[-1]
        if last.until_on is not None and not last.goes_on:
            self._end(until_on=last.until_on, seen=True)
            return
        denied = self.account.denied_from(last.row)
        if last.until_on is not None:
            words = f"The episode ends on {said(last.until_on)} with {last.reason_ceased or 'no reason'}, but no row "
            words += "tells what came then. Add the missing row, or correct REC."
            self.account.note(last.row, "388" if last.reason_ceased else "148", words)
            if denied is not None or not last.reason_ceased:
                self._end(until_on=last.until_on, seen=False)
                return
            last.until_on = None
        elif denied is not None:
            words = f"The episode from {said(last.from_on)} was left open, and the next return read does not speak of "
            words += (
                f"it: it was taken to end on {said(denied)}. Give it DEC and REC, or add it to that return."
            )
            self.account.contradict(last.row, last.row, "NoE", words)
            last.reason_ceased = last.row.text("REC")
            self._end(until_on=denied, seen=False)
            return
        elif last.row["REC"] is not None:
            words = f"The episode from {said(last.from_on)} has a reason for ending and no day: "
            self.account.note(
                last.row, "148", words + "it was read as still open. Give DEC, or leave REC blank."
            )
        self._end(until_on=None, seen=True)

    def _end(self, *, until_on: date | None, seen: bool) -> None:
        """Make a period of the chain, ending on a day."""
        self.chain[-1].until_on = until_on
        for episode in self.chain:
            self.account.use(episode.row)
        self.periods.append(period_of(self.chain, seen=seen, account=self.account))
        self.chain = []
