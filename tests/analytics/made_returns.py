"""Made-up returns of linked years: clean, consistent and the same for the same seed.

`write_returns` writes a folder a year. As in a real return, each year's holds every episode open at any time in
that year, as it was known when the year ended; the next year's repeats those still open, with their ends.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from lodestar.law.review_timing import STATUTE_ALONE, Policy, timetable
from tests.analytics.made_lives import SEX_IN_LETTERS, Life, made_life
from tests.analytics.plain_rows import (
    ADOPTIVE,
    SHORT_BREAKS,
    Episode,
    Returns,
    add_months,
    age_on,
    history_of,
    periods_of,
)

COLUMNS = {
    "header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "episodes": "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
    "reviews": "CHILD DOB REVIEW REVIEW_CODE",
    "uasc": "CHILD SEX DOB DUC",
    "oc2": "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK"
    " HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    "oc3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "ad1": "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
    "placed_adoption": "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
    "missing": "CHILD DOB MISSING MIS_START MIS_END",
    "sw_episodes": "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
}
DISTANCE_COLUMNS = " PL_DISTANCE PL_LOCATION"
FIRST_YEAR_OF_SOCIAL_WORKERS = 2023
ONE_DAY = timedelta(days=1)


@dataclass
class Made:
    """A child's life and what was written down beside it; each span is a first day and a day it ended."""

    life: Life
    reviews: dict[date, str]
    missing: list[tuple[str, date, date]]
    workers: list[tuple[str, date, date]]


def write_returns(
    into: Path,
    *,
    seed: int,
    children: int,
    years: int,
    year_end: date,
    distance: bool = True,
    mixed: bool = True,
) -> list[Path]:
    """Write the returns of `years` linked years, the last ending on `year_end`; return their folders.

    `distance` adds what is otherwise derived from postcodes.
    """
    chance = Random(seed)
    first = add_months(year_end, -12 * years) + ONE_DAY
    made = [_made(chance, f"{seed}{number:05d}", first, year_end) for number in range(children)]
    folders = []
    for year in range(first.year, year_end.year):
        folder = into / f"{year}_{(year + 1) % 100:02d}"
        folder.mkdir(parents=True)
        _write_year(folder, made, date(year, 4, 1), seed, distance)
        folders.append(folder)
    return folders


def _made(chance: Random, child: str, first: date, last: date) -> Made:
    life = made_life(chance, child, first, last)
    made = Made(life, {}, [], [])
    periods = periods_of([episode for episode in life.episodes if episode.ls not in SHORT_BREAKS])
    for period in periods:
        _hold_reviews(chance, made, period, last)
        until = period[-1].dec or last
        if chance.random() < 0.15 and age_on(life.born, until) >= 10:
            _go_missing(chance, made, period[0].decom, until)
        _work_with(chance, made, period[0].decom, period[-1].dec or last + ONE_DAY)
    return made


def _hold_reviews(chance: Random, made: Made, period: list[Episode], last: date) -> None:
    """Hold reviews near the days the law gives, some late and a few never, on days looked after."""
    life = made.life
    policy = chance.choice((Policy(), STATUTE_ALONE))
    rows = Returns(header={life.id: {"DOB": f"{life.born:%d/%m/%Y}"}}, episodes={life.id: period})
    over = period[-1].dec or last + ONE_DAY
    happened = sorted(episode.decom for episode in period)
    lateness = chance.choice((0.0, 0.02, 0.3))
    now = period[0].decom
    while True:
        held = rows.reviews.setdefault(life.id, {})
        due = timetable(history_of(rows, life.id, now), now, policy).next
        assert due is not None
        early = chance.choice((0, 0, 1, 2, 3, 7, 10, 14))
        day = due.due_on - timedelta(days=early)
        if chance.random() < lateness:
            day = due.due_on + timedelta(days=chance.choice((1, 1, 2, 5, 20, 60)))
        day = max(day, now + ONE_DAY)
        changed = [change for change in happened if now < change <= day]
        if changed:
            now = changed[0]
            if now >= over:
                return
            continue
        if day >= over or day > last or chance.random() < lateness / 10:
            return
        held[day] = made.reviews[day] = _participation(chance, life.born, day)
        now = day


def _participation(chance: Random, born: date, day: date) -> str:
    if day < add_months(born, 48):
        return "PN0"
    return chance.choice(("PN1", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN6", "PN7"))


def _go_missing(chance: Random, made: Made, start: date, over: date) -> None:
    day = start
    while True:
        day += timedelta(days=chance.randrange(3, 120))
        until = day + timedelta(days=chance.choice((0, 1, 1, 2, 9)))
        if until >= over:
            return
        made.missing.append((chance.choice("MMMA"), day, until))
        day = until


def _work_with(chance: Random, made: Made, start: date, over: date) -> None:
    """Give the child social workers one after the other, the first from before they were looked after."""
    day = max(made.life.born, start - timedelta(days=chance.choice((0, 0, 40, 200))))
    if made.workers:
        day = max(day, made.workers[-1][2])
    names = [f"SW{chance.randrange(1, 60):03d}" for _ in range(4)]
    while day < over:
        until = min(over, day + timedelta(days=chance.choice((30, 90, 180, 365, 900))))
        made.workers.append((chance.choice(names), day, until))
        day = until


def _write_year(folder: Path, made: list[Made], start: date, seed: int, distance: bool) -> None:
    """Write the files of the return of the year from `start`."""
    end = add_months(start, 12) - ONE_DAY
    chance = Random(f"{seed} {start}")
    tables: dict[str, list[list[object]]] = {name: [] for name in COLUMNS}
    for child in made:
        for name, row in _rows_of(chance, child, start, end):
            tables[name].append(row)
    if start.year < FIRST_YEAR_OF_SOCIAL_WORKERS:
        del tables["sw_episodes"]
    for name, rows in tables.items():
        columns = COLUMNS[name] + (DISTANCE_COLUMNS if distance and name == "episodes" else "")
        chance.shuffle(rows)
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as lines:
            writer = csv.writer(lines)
            writer.writerow(columns.split())
            for row in rows:
                writer.writerow([_cell(cell) for cell in row[: len(columns.split())]])


def _cell(cell: object) -> object:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else "" if cell is None else cell


def _rows_of(chance: Random, made: Made, start: date, end: date) -> Iterator[tuple[str, list[object]]]:
    """Give the rows of one child in one year: the file and the cells."""
    life = made.life
    id_, born = life.id, life.born
    now = [_as_known(e, end) for e in life.episodes if e.decom <= end and (not e.dec or e.dec >= start)]
    left_at = max((e.dec for e in life.episodes if e.dec and e.dec <= end), default=None)
    in_care_later = any(e.held_on(end) for e in life.episodes)
    leaver = (
        left_at is not None
        and not in_care_later
        and age_on(born, left_at) >= 16
        and 17 <= age_on(born, end) <= 21
        and life.episodes[-1].ls not in SHORT_BREAKS
    )
    if not now and not leaver:
        return
    letters = start >= SEX_IN_LETTERS
    sex = life.sex if letters else {"M": "1", "F": "2"}[life.sex]
    yield (
        "header",
        [id_, sex, born, life.ethnic, "UN1" if age_on(born, end) < 5 else f"A{int(id_):012d}", "", ""],
    )
    if leaver:
        yield "oc3", [id_, born, *_after_care(chance)]
    for e in now:
        home = e.post if e.place == "P1" else "SY2 6ND"
        yield "episodes", [id_, e.decom, e.rne, e.ls, e.cin, e.place, e.provider, e.dec, e.rec, e.reason, home,
                           e.post, e.urn, e.miles, e.location]  # fmt: skip
    for held_on, code in made.reviews.items():
        if start <= held_on <= end:
            yield "reviews", [id_, born, held_on, code]
    if life.seeks_asylum and now:
        yield "uasc", [id_, sex, born, life.seeking_asylum_until]
    for kind, began, until in made.missing:
        if began <= end and until >= start:
            yield "missing", [id_, born, kind, began, until if until <= end else None]
    for worker, began, until in made.workers:
        if now and began <= end and until >= start:
            is_over = until <= end
            reason = "CHCHAN" if is_over else None
            yield "sw_episodes", [id_, born, worker, began, until if is_over else None, reason]
    if _looked_after_all_year(life, start, end):
        yield "oc2", [id_, born, *_health(chance, age_on(born, end))]
    yield from _adoption_rows(chance, made, start, end)


def _as_known(episode: Episode, day: date) -> Episode:
    if episode.dec is not None and episode.dec > day:
        return replace(episode, dec=None, rec="", reason="")
    return episode


def _looked_after_all_year(life: Life, start: date, end: date) -> bool:
    for period in periods_of([e for e in life.episodes if e.ls not in SHORT_BREAKS]):
        if period[0].decom <= start and (period[-1].dec is None or period[-1].dec > end):
            return True
    return False


def _adoption_rows(chance: Random, made: Made, start: date, end: date) -> Iterator[tuple[str, list[object]]]:
    """Rows on the decision to place a child, one a period of care, and on an adoption in the year."""
    life = made.life
    for period in periods_of(life.episodes):
        decided = [episode.decom for episode in period if episode.ls == "E1" or episode.place in ADOPTIVE]
        final = period[-1]
        if not decided or decided[0] > end or (final.dec is not None and final.dec < start):
            continue
        is_over = final.dec is not None and final.dec <= end
        is_adopted = final.rec in ("E11", "E12")
        gave_up = final.dec if is_over and not is_adopted else None
        yield "placed_adoption", [life.id, life.born, decided[0], gave_up, "RD1" if gave_up else None]
        if is_over and is_adopted:
            matched = final.decom - timedelta(days=chance.choice((0, 5, 20, 20)))
            fostered = int(final.place in ("A3", "A5"))
            yield "ad1", [life.id, life.born, decided[0], matched, fostered, 2, "MF", "L11"]


def _after_care(chance: Random) -> list[object]:
    touch = chance.choice(("YES", "YES", "YES", "YES", "NO", "REFU", "NREQ", "RHOM", "DIED"))
    if touch != "YES":
        return [touch, "", ""]
    return [
        touch,
        chance.choice(("F1", "P2", "F4", "P5", "G4", "G5", "0")),
        chance.choice(("B1", "U1", "U2", "D2", "R2")),
    ]


def _health(chance: Random, age: int) -> list[object]:
    score = chance.randrange(41) if 4 <= age <= 16 and chance.random() < 0.8 else None
    reason = None if score is not None else "SDQ1" if not 4 <= age <= 16 else "SDQ4"
    often = [int(chance.random() < 0.85) for _ in range(3)]
    misuse = int(age >= 10 and chance.random() < 0.1)
    received = int(chance.random() < 0.5) if misuse else None
    return [
        score,
        reason,
        int(chance.random() < 0.1) if age >= 10 else None,
        int(chance.random() < 0.9) if age < 5 else None,
        *often,
        misuse,
        received,
        None if received in (None, 1) else int(chance.random() < 0.5),
    ]
