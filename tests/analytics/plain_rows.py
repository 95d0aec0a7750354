"""Returns of several linked years as plain rows: what the plain count is counted over.

Written from the text of the rules alone, and on purpose with nothing cleverer than lists, dicts and loops, so
that it can be read against the definitions. It knows nothing of how the product reads or counts.
"""

import csv
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from lodestar.law.review_timing import CareHistory, HeldReview, LegalStatusSpell, PeriodOfCare, PlacementSpell

Row = dict[str, str]

SHORT_BREAKS = ("V3", "V4")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
ADOPTIVE = ("A3", "A4", "A5", "A6")
UNPLANNED = ("ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ", "CUSTOD", "OTHER")
"""Reasons for a change of placement that say the move was not planned (15.5)."""


@dataclass(frozen=True)
class Episode:
    """One row of the episodes. `dec` is the first day on which it no longer holds (15.1)."""

    child: str
    decom: date
    rne: str = "S"
    ls: str = "C2"
    cin: str = "N1"
    place: str = "U6"
    provider: str = "PR1"
    dec: date | None = None
    rec: str = ""
    reason: str = ""
    post: str = ""
    urn: str = ""
    miles: float | None = None
    location: str = ""

    def held_on(self, day: date) -> bool:
        """Whether it held at midnight at the end of a day (15.1)."""
        return self.decom <= day and (self.dec is None or self.dec > day)


@dataclass
class Returns:
    """All the rows given, the later year's where a row is repeated; `oc2` and `oc3` stay with their year."""

    header: dict[str, Row] = field(default_factory=dict)
    episodes: dict[str, list[Episode]] = field(default_factory=dict)
    reviews: dict[str, dict[date, str]] = field(default_factory=dict)
    uasc: dict[str, Row] = field(default_factory=dict)
    ad1: dict[str, Row] = field(default_factory=dict)
    placed_adoption: list[Row] = field(default_factory=list)
    oc2: dict[date, dict[str, Row]] = field(default_factory=dict)
    oc3: dict[date, dict[str, Row]] = field(default_factory=dict)
    missing: list[Row] = field(default_factory=list)
    social_workers: list[Row] = field(default_factory=list)
    gives_distance: bool = False

    def born_on(self, child: str) -> date:
        """Return the date of birth of a child of the header."""
        born = day_of(self.header[child]["DOB"])
        assert born is not None
        return born


def day_of(text: str | None) -> date | None:
    """Read a date of the return (dd/mm/yyyy); blank is None."""
    return datetime.strptime(text.strip(), "%d/%m/%Y").date() if text and text.strip() else None


def add_months(day: date, months: int) -> date:
    """Return the corresponding date, or the last day of a month that has none (R3.7)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born: date, day: date) -> int:
    """Return the age in completed years on a day (15.9); born on 29 February, the birthday is 28 February."""
    age = day.year - born.year
    return age if add_months(born, 12 * age) <= day else age - 1


def read_returns(folders: Iterable[Path]) -> Returns:
    """Read the folders of linked years, named such as 2025_26, in the order of the years."""
    returns = Returns()
    episodes: dict[tuple[str, date], Episode] = {}
    missing: dict[tuple[str, ...], Row] = {}
    workers: dict[tuple[str, ...], Row] = {}
    decided: dict[tuple[str, ...], Row] = {}
    for folder in sorted(folders, key=lambda folder: folder.name):
        year_end = date(int(folder.name[:4]) + 1, 3, 31)
        for row in _rows(folder / "header.csv"):
            returns.header[row["CHILD"]] = row
        for row in _rows(folder / "episodes.csv"):
            episode = _episode(row)
            episodes[episode.child, episode.decom] = episode
            returns.gives_distance |= "PL_DISTANCE" in row
        for row in _rows(folder / "reviews.csv"):
            held_on = day_of(row["REVIEW"])
            assert held_on is not None
            returns.reviews.setdefault(row["CHILD"], {})[held_on] = row["REVIEW_CODE"]
        for row in _rows(folder / "uasc.csv"):
            returns.uasc[row["CHILD"]] = row
        for row in _rows(folder / "ad1.csv"):
            returns.ad1[row["CHILD"]] = row
        for row in _rows(folder / "placed_adoption.csv"):
            decided[row["CHILD"], row["DATE_PLACED"]] = row
        returns.oc2[year_end] = {row["CHILD"]: row for row in _rows(folder / "oc2.csv")}
        returns.oc3[year_end] = {row["CHILD"]: row for row in _rows(folder / "oc3.csv")}
        for row in _rows(folder / "missing.csv"):
            missing[row["CHILD"], row["MIS_START"], row["MISSING"]] = row
        for row in _rows(folder / "sw_episodes.csv"):
            workers[row["CHILD"], row["SW_DECOM"], row["SW_ID"]] = row
    returns.missing, returns.social_workers = list(missing.values()), list(workers.values())
    returns.placed_adoption = list(decided.values())
    returns.episodes = in_order(episodes.values())
    return returns


def _rows(path: Path) -> list[Row]:
    """Read a file of the return; a year without it has no such rows."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _episode(row: Row) -> Episode:
    """Read one row of the episodes."""
    decom = day_of(row["DECOM"])
    assert decom is not None
    return Episode(
        child=row["CHILD"],
        decom=decom,
        rne=row["RNE"],
        ls=row["LS"],
        cin=row["CIN"],
        place=row["PLACE"],
        provider=row["PLACE_PROVIDER"],
        dec=day_of(row["DEC"]),
        rec=row["REC"],
        reason=row["REASON_PLACE_CHANGE"],
        post=row["PL_POST"],
        urn=row["URN"],
        miles=float(row["PL_DISTANCE"]) if row.get("PL_DISTANCE") else None,
        location=row.get("PL_LOCATION", ""),
    )


def in_order(episodes: Iterable[Episode]) -> dict[str, list[Episode]]:
    """Gather each child's episodes, in order of their first days."""
    by_child: dict[str, list[Episode]] = defaultdict(list)
    for episode in sorted(episodes, key=lambda episode: episode.decom):
        by_child[episode.child].append(episode)
    return dict(by_child)


def known_by(episodes: Sequence[Episode], day: date) -> list[Episode]:
    """Keep what was known at the end of a day, and of that no short breaks (section 7, conventions)."""
    known = []
    for episode in episodes:
        if episode.decom > day or episode.ls in SHORT_BREAKS:
            continue
        if episode.dec is not None and episode.dec > day:
            episode = replace(episode, dec=None, rec="", reason="")
        known.append(episode)
    return known


def periods_of(episodes: Sequence[Episode]) -> list[list[Episode]]:
    """Cut a child's episodes into periods of care: days that follow on are one period (R1.7, R1.8)."""
    periods: list[list[Episode]] = []
    for episode in episodes:
        if periods and periods[-1][-1].dec == episode.decom:
            periods[-1].append(episode)
        else:
            periods.append([episode])
    return periods


@dataclass
class Spell:
    """One placement, from its first day to the first day on which it no longer holds (15.7).

    `episodes` are those spent in it; those of a T code that interrupted it are not among them.
    """

    start: date
    until: date | None
    episodes: list[Episode]


def spells_of(period: Sequence[Episode]) -> list[Spell]:
    """Say which placements a period of care is made of (15.7)."""
    spells: list[Spell] = []
    was_away = False
    for episode in period:
        if episode.place in TEMPORARY:
            was_away = True
        elif not spells or _begins_a_placement(episode, spells[-1].episodes[-1], was_away):
            spells.append(Spell(episode.decom, None, [episode]))
            was_away = False
        else:
            spells[-1].episodes.append(episode)
            was_away = False
        if spells:
            spells[-1].until = episode.dec
    return spells


def _begins_a_placement(episode: Episode, left: Episode, was_away: bool) -> bool:
    """Say whether an episode begins a placement, `left` being the one before, T codes set aside."""
    if was_away:
        return (episode.place, episode.post, episode.urn) != (left.place, left.post, left.urn)
    return episode.rne in ("S", "P", "B")


def history_of(returns: Returns, child: str, day: date) -> CareHistory:
    """Put a child's return into the words of the law, as it was known at the end of a day.

    Authority to place for adoption is the placement order (R3.24); placed is the first adoptive placement of
    the period. A move is unplanned by the reason given on the episode that ended (15.5).
    """
    periods = []
    for period in periods_of(known_by(returns.episodes[child], day)):
        placements, before = [], None
        for episode in period:
            if episode.rne != "L":
                is_unplanned = before is not None and before.reason in UNPLANNED
                placements.append(PlacementSpell(episode.decom, episode.place, is_unplanned))
            before = episode
        orders = [episode.decom for episode in period if episode.ls in ("D1", "E1")]
        placed = [episode.decom for episode in period if episode.place in ADOPTIVE]
        periods.append(
            PeriodOfCare(
                from_on=period[0].decom,
                until_on=period[-1].dec,
                legal=tuple(LegalStatusSpell(episode.decom, episode.ls) for episode in period),
                placements=tuple(placements),
                adoption_authorised_on=min(orders, default=None),
                adoption_placed_on=min(placed, default=None),
            )
        )
    reviews = tuple(HeldReview(held_on) for held_on in returns.reviews.get(child, {}) if held_on <= day)
    return CareHistory(child, returns.born_on(child), tuple(periods), reviews)
