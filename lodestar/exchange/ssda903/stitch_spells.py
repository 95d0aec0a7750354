"""From the episodes of one period of care to its legal statuses and placements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.exchange.ssda903.codes import CONTINUES, MOVES, SAME_CARER, STARTED, UNPLANNED
from lodestar.exchange.ssda903.histories import EpisodeStated, PeriodStated, PlacementSpell, StatusSpell
from lodestar.exchange.ssda903.rows import ReturnRow
from lodestar.exchange.ssda903.stitch_account import StitchAccount, said
from lodestar.exchange.ssda903.stitch_merge import Statement

_PLACE_FIELDS = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")


@dataclass(slots=True)
class Episode:
    """An episode while periods are built: `until_on` may be moved, the statement stays as it was made."""

    said: Statement
    from_on: date
    until_on: date | None
    reason_new: str
    reason_ceased: str

    @property
    def row(self) -> ReturnRow:
        """Return the row whose word the episode is."""
        return self.said.row

    @property
    def goes_on(self) -> bool:
        """Return whether the child goes on being looked after when the episode ends."""
        return self.reason_ceased in ("", CONTINUES)


def period_of(chain: Sequence[Episode], *, seen: bool, account: StitchAccount) -> PeriodStated:
    """Return the period of care that episodes make, each ending where the next begins.

    `seen` says whether a row states how the period ended; where it has not ended, it is still true.
    """
    first, last = chain[0], chain[-1]
    needs = [e.said.text("CIN") for e in chain if e.said.text("CIN")]
    for episode in chain:
        need = episode.said.text("CIN")
        if need and need != needs[0]:
            words = f"CIN is {need}, but was {needs[0]} when the period of care began, and does not change within it."
            account.note(episode.row, "504", words)
    final = last.reason_ceased if last.reason_ceased != CONTINUES else ""
    return PeriodStated(
        from_on=first.from_on,
        until_on=last.until_on,
        end_reason="" if last.until_on is None else final,
        category_of_need=needs[0] if needs else "",
        source=first.row.source,
        statuses=_statuses(chain),
        placements=_placements(chain, account),
        episodes=tuple(_as_stated(e) for e in chain),
        start_seen=first.reason_new == STARTED,
        end_seen=seen,
    )


def _as_stated(episode: Episode) -> EpisodeStated:
    return EpisodeStated(
        from_on=episode.from_on,
        until_on=episode.until_on,
        reason_new=episode.reason_new,
        legal_status=episode.said.text("LS"),
        placement_type=episode.said.text("PLACE"),
        reason_ceased=episode.reason_ceased if episode.until_on is not None else "",
        change_reason=episode.said.text("REASON_PLACE_CHANGE"),
        source=episode.row.source,
    )


def _runs(chain: Sequence[Episode], begins: Sequence[bool]) -> list[tuple[Episode, Episode]]:
    """Return the first and last episode of each run, where `begins` marks those that begin one."""
    starts = [i for i, begun in enumerate(begins) if begun]
    return [
        (chain[start], chain[stop - 1]) for start, stop in zip(starts, [*starts[1:], len(chain)], strict=True)
    ]


def _statuses(chain: Sequence[Episode]) -> tuple[StatusSpell, ...]:
    codes = [e.said.text("LS") for e in chain]
    begins = [i == 0 or codes[i] != codes[i - 1] for i in range(len(chain))]
    return tuple(
        StatusSpell(first.said.text("LS"), first.from_on, last.until_on, first.row.source)
        for first, last in _runs(chain, begins)
    )


def _placements(chain: Sequence[Episode], account: StitchAccount) -> tuple[PlacementSpell, ...]:
    begins = [i == 0 or _moves(chain[i - 1], chain[i], account) for i in range(len(chain))]
    before: dict[date, Episode] = {new.from_on: old for old, new in zip(chain, chain[1:], strict=False)}
    spells = []
    for first, last in _runs(chain, begins):
        entered = before.get(first.from_on)
        is_last = last is chain[-1]
        spells.append(
            PlacementSpell(
                type=first.said.text("PLACE"),
                from_on=first.from_on,
                until_on=last.until_on,
                source=first.row.source,
                provider=first.said.text("PLACE_PROVIDER"),
                urn=first.said.text("URN"),
                postcode=first.said.text("PL_POST"),
                home_postcode=first.said.text("HOME_POST"),
                change_reason="" if is_last else last.said.text("REASON_PLACE_CHANGE"),
                is_planned=entered is None or entered.said.text("REASON_PLACE_CHANGE") not in UNPLANNED,
                # RNE L says that the carer stayed: read as a move all the same, it is none that counts (15.7).
                is_same_carer=first.reason_new in SAME_CARER or first.reason_new == "L",
            )
        )
    return tuple(spells)


def _moves(old: Episode, new: Episode, account: StitchAccount) -> bool:
    """Return whether an episode begins a placement: its reason says so, or the placement is plainly another."""
    if new.reason_new in MOVES - {STARTED}:
        return True
    differing = [
        f
        for f in _PLACE_FIELDS
        if old.said.text(f) and new.said.text(f) and old.said.text(f) != new.said.text(f)
    ]
    if differing and new.reason_new == "L":
        words = f"RNE L says that only the legal status changed on {said(new.from_on)}, but {', '.join(differing)} "
        account.note(new.row, "434", words + "did too: it was read as a move. Correct RNE or the placement.")
    return bool(differing)
