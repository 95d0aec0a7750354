"""The account kept while histories are stitched: what became of each row, and what is told about it."""

from collections.abc import Collection, Iterable
from datetime import date

from lodestar.exchange.ssda903.histories import Contradiction, HeldRow, Note, Outcome
from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.rows import ReturnRow
from lodestar.exchange.ssda903.years import CollectionYear


def said(day: date) -> str:
    """Return a day as the return writes it."""
    return f"{day:%d/%m/}{day.year:04d}"


class StitchAccount:
    """Keeps what became of every row of one stitching. A row may become one thing only."""

    def __init__(
        self,
        accepted: Collection[str],
        spoken: Collection[tuple[CollectionYear, Table]],
        unread: Collection[str],
    ) -> None:
        self.accepted = frozenset(accepted)
        self.unread = frozenset(unread)
        self.held: list[HeldRow] = []
        self.contradictions: list[Contradiction] = []
        self.notes: list[Note] = []
        self.outcomes: dict[int, Outcome] = {}
        self._spoken: dict[Table, list[CollectionYear]] = {}
        for year, table in sorted(spoken):
            self._spoken.setdefault(table, []).append(year)

    def _settle(self, row: ReturnRow, outcome: Outcome) -> None:
        if id(row) in self.outcomes:
            raise AssertionError(f"{row.source} was settled twice.")
        self.outcomes[id(row)] = outcome

    def use(self, row: ReturnRow) -> None:
        """The row's word stands in the history."""
        self._settle(row, Outcome.USED)

    def merge(self, row: ReturnRow) -> None:
        """The row says what another row, whose word stands or is held, says as well."""
        self._settle(row, Outcome.MERGED)

    def overrule(self, row: ReturnRow, by: ReturnRow, rule_id: str, words: str) -> None:
        """The row says otherwise than a row of a later year, which is believed."""
        self._settle(row, Outcome.OVERRULED)
        self.contradict(row, by, rule_id, words)

    def contradict(self, row: ReturnRow, by: ReturnRow, rule_id: str, words: str) -> None:
        """Tell that part of a row's word does not stand beside another row."""
        found = Contradiction(row.child, row.table, rule_id, by.source, row.source, words)
        self.contradictions.append(found)

    def note(self, row: ReturnRow, rule_id: str, words: str) -> None:
        """Tell a reservation about a row."""
        self.notes.append(Note(row.child, row.table, rule_id, row.source, words))

    def hold(self, row: ReturnRow, rule_id: str, reason: str) -> None:
        """Hold back a row that the register could not hold."""
        self._settle(row, Outcome.HELD)
        self.held.append(HeldRow(row, rule_id, reason, False))

    def hold_unless_accepted(
        self, row: ReturnRow, rule_id: str, reason: str, *, earlier: Iterable[ReturnRow] = ()
    ) -> bool:
        """Hold back an implausible row, unless a person has accepted it; return whether it was held.

        `earlier` rows said the same in earlier years: to have accepted one of them is to have accepted this.
        """
        if self.accepted and any(r.key in self.accepted for r in (row, *earlier)):
            return False
        self._settle(row, Outcome.HELD)
        self.held.append(HeldRow(row, rule_id, reason, True))
        return True

    def denied_from(self, row: ReturnRow) -> date | None:
        """Return the first day of the first later return that speaks of the table but not of what the row left open.

        None where no later return was read, or where a row of the child could not be read: it may have spoken.
        """
        if row.child in self.unread:
            return None
        return next((y.starts_on for y in self._spoken.get(row.table, ()) if y > row.year), None)
