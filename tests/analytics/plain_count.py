"""The national measures counted plainly from the return, as the definitions read: the oracle of the tests.

Each function is one definition of section 7 as settled by section 15. Plain loops, one child at a time; slow
and meant to be. Nothing here may be taken from the product: the clock of reviews alone is the law's own.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from lodestar.law.review_timing import STATUTE_ALONE, Policy, timetable
from tests.analytics.plain_answers import Count, age_band, duration_band, ethnic_group, of_children, of_events
from tests.analytics.plain_rows import (
    ADOPTIVE,
    Episode,
    Returns,
    Row,
    Spell,
    add_months,
    age_on,
    day_of,
    history_of,
    known_by,
    periods_of,
    spells_of,
)

ADOPTED = ("E11", "E12")
SPECIAL_GUARDIANSHIP = ("E45", "E46", "E47", "E48")
VIEWS_CONVEYED = ("PN1", "PN2", "PN3", "PN5", "PN6")
FOUR_OR_OVER = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
UNKNOWN_MILES = 999.9


@dataclass
class Child:
    """What is known of a child at the end of the year, short breaks left out."""

    id: str
    born: date
    periods: list[list[Episode]]

    def period_on(self, day: date) -> list[Episode] | None:
        """Return the period of care the child is in at midnight on a day."""
        for period in self.periods:
            if any(episode.held_on(day) for episode in period):
                return period
        return None

    def spells(self) -> list[Spell]:
        """Return the placements of every period."""
        return [spell for period in self.periods for spell in spells_of(period)]


class PlainCount:
    """Every measure and table of one year, over returns of linked years."""

    def __init__(self, returns: Returns, year_end: date) -> None:
        self.returns = returns
        self.end = year_end
        self.start = add_months(year_end, -12) + timedelta(days=1)
        self.children: dict[str, Child] = {}
        for child, episodes in returns.episodes.items():
            known = known_by(episodes, year_end)
            if known:
                self.children[child] = Child(child, returns.born_on(child), periods_of(known))
        self.at_end: dict[str, list[Episode]] = {}
        for known_child in self.children.values():
            period = known_child.period_on(year_end)
            if period is not None:
                self.at_end[known_child.id] = period

    def in_year(self, day: date | None) -> bool:
        """Whether a day lies in the year, both ends included."""
        return day is not None and self.start <= day <= self.end

    # Reviews

    def ni66(self) -> Count:
        """Looked after more than 4 weeks at the year end, every review due in the year in time (IND-1, 15.6)."""
        among = [
            child for child, period in self.at_end.items() if period[0].decom <= self.end - timedelta(days=29)
        ]
        return of_children([child for child in among if self._all_in_time(child)], among)

    def _all_in_time(self, child: str) -> bool:
        answer = timetable(history_of(self.returns, child, self.end), self.end, STATUTE_ALONE)
        for review in answer.reviews:
            if self.in_year(review.due_on) and not review.in_time:
                return False
        for missed in answer.missed:
            if self.in_year(missed.due_on):
                return False
        return answer.next is None or answer.next.due_on > self.end

    def reviews_held_on_time(self) -> Count:
        """Reviews held in the year in time, of all held in it, by the local settings too (15.10)."""
        events = []
        for child in self.children:
            answer = timetable(history_of(self.returns, child, self.end), self.end, Policy())
            events += [(child, review.in_time) for review in answer.reviews if self.in_year(review.held_on)]
        return of_events(events)

    def reviews_coded(self) -> list[tuple[str, str]]:
        """The child and the code of every review held in the year."""
        return [
            (child, code)
            for child in self.children
            for held_on, code in self.returns.reviews.get(child, {}).items()
            if self.in_year(held_on)
        ]

    def participation(self) -> Count:
        """Reviews in the year of children of 4 and over at which views were conveyed (IND-9, 15.10)."""
        coded = [(child, code) for child, code in self.reviews_coded() if code in FOUR_OR_OVER]
        return of_events([(child, code in VIEWS_CONVEYED) for child, code in coded])

    # Placements

    def ni62(self) -> Count:
        """Looked after at the year end, in three placements or more in the year (IND-3, 15.7)."""
        moved = []
        for child in self.at_end:
            in_year = [
                spell
                for spell in self.children[child].spells()
                if spell.start <= self.end and (spell.until is None or spell.until > self.start)
            ]
            if len(in_year) >= 3:
                moved.append(child)
        return of_children(moved, self.at_end)

    def ni63(self) -> Count:
        """Under 16, looked after 2.5 years and more: in one placement for 2 years (IND-4, 15.7)."""
        among, stayed = [], []
        for child, period in self.at_end.items():
            if age_on(self.children[child].born, self.end) >= 16:
                continue
            if period[0].decom > add_months(self.end, -30):
                continue
            among.append(child)
            spells = spells_of(period)
            began = spells[-1].start
            if spells[-1].episodes[0].place in ADOPTIVE and len(spells) > 1:
                began = spells[-2].start
            if began <= add_months(self.end, -24):
                stayed.append(child)
        return of_children(stayed, among)

    def placement_at_end(self, child: str) -> Episode:
        """Return the episode in the placement at the year end; that of the placement left, in a T code (15.9)."""
        spells = spells_of(self.at_end[child])
        return spells[-1].episodes[-1] if spells else self.at_end[child][-1]

    def placed_in(self, *codes: str) -> Count:
        """Looked after at the year end in a placement of these types (IND-18)."""
        placed = [child for child in self.at_end if self.placement_at_end(child).place in codes]
        return of_children(placed, self.at_end)

    def placed_away(self) -> Count:
        """Looked after at the year end, over 20 miles from home and outside the authority (IND-8)."""
        away = []
        for child in self.at_end:
            episode = self.placement_at_end(child)
            if episode.miles is None or episode.miles == UNKNOWN_MILES:
                continue
            if episode.miles > 20 and episode.location == "OUT":
                away.append(child)
        return of_children(away, self.at_end)

    # Coming and going

    def starts(self) -> dict[str, Episode]:
        """The first start in the year of every child who had one (15.8)."""
        found: dict[str, Episode] = {}
        for child in self.children.values():
            for period in child.periods:
                if period[0].rne == "S" and self.in_year(period[0].decom):
                    found.setdefault(child.id, period[0])
        return found

    def ceases(self) -> dict[str, list[Episode]]:
        """The period of the last cease in the year of every child who had one (15.8)."""
        return {
            child.id: period
            for child in self.children.values()
            for period in child.periods
            if period[-1].rec not in ("", "X1") and self.in_year(period[-1].dec)
        }

    def ceased_by(self, *reasons: str) -> Count:
        """Children who ceased in the year, for the last time for one of these reasons (IND-6)."""
        ceases = self.ceases()
        return of_children([child for child in ceases if ceases[child][-1].rec in reasons], ceases)

    def reentry(self) -> Count:
        """Children who started in the year, with a period of care before that start (IND-6a)."""
        starts = self.starts()
        again = [child for child in starts if self.children[child].periods[0][0].decom < starts[child].decom]
        return of_children(again, starts)

    def returned_within_a_year(self) -> Count:
        """Children who ceased in the year and started again within 12 months, so far as known (IND-6b)."""
        back = []
        ceases = self.ceases()
        for child, period in ceases.items():
            left = period[-1].dec
            assert left is not None
            for later in self.children[child].periods:
                if left < later[0].decom <= add_months(left, 12):
                    back.append(child)
        return of_children(back, ceases)

    # Health, leaving care, missing, and the rest

    def cohort_of_12_months(self) -> list[str]:
        """Looked after at the year end and without a break for the 12 months to it (IND-13)."""
        cohort = []
        for child, period in self.at_end.items():
            short = [e for e in self.returns.episodes[child] if e.ls in ("V3", "V4") and self.touches_year(e)]
            if period[0].decom <= self.start and not short:
                cohort.append(child)
        return cohort

    def touches_year(self, episode: Episode) -> bool:
        """Whether an episode held on any day of the year."""
        return episode.decom <= self.end and (episode.dec is None or episode.dec > self.start)

    def health(self, flag: str, ages: range) -> Count:
        """Children of the 12-month cohort and of these ages with a flag of OC2 set to 1 (IND-13)."""
        rows = self.returns.oc2.get(self.end, {})
        cohort = self.cohort_of_12_months()
        among = [child for child in cohort if age_on(self.children[child].born, self.end) in ages]
        return of_children([child for child in among if rows.get(child, {}).get(flag) == "1"], among)

    def difficulties_score(self) -> Count:
        """Total of the SDQ scores, over the children of the cohort aged 4 to 16 with one (IND-13)."""
        rows = self.returns.oc2.get(self.end, {})
        scores = {
            child: int(rows[child]["SDQ_SCORE"])
            for child in self.cohort_of_12_months()
            if age_on(self.children[child].born, self.end) in range(4, 17)
            and rows.get(child, {}).get("SDQ_SCORE")
        }
        return Count(sum(scores.values()), len(scores), frozenset(scores), frozenset())

    def care_leavers(self, ages: tuple[int, ...], item: str) -> Count:
        """Care leavers of these ages in touch, suitably housed, or in education, employment or training
        (IND-16); the dead and those returned home for six months are left out.
        """
        among, counted = [], []
        for child, row in self.returns.oc3.get(self.end, {}).items():
            born = day_of(row["DOB"])
            assert born is not None
            if row["IN_TOUCH"] in ("DIED", "RHOM") or age_on(born, self.end) not in ages:
                continue
            among.append(child)
            if _leaver_counts(row, item):
                counted.append(child)
        return of_children(counted, among)

    def missing_children(self, kind: str = "M") -> Count:
        """Children missing (or away, "A") in the year, of all looked after in it (IND-15)."""
        return of_children([row["CHILD"] for row in self._missing(kind)], self.looked_after_in_year())

    def missing_episodes(self, kind: str = "M") -> int:
        """Times missing (or away) that touched the year, of those looked after in it."""
        return len([row for row in self._missing(kind) if row["CHILD"] in self.looked_after_in_year()])

    def looked_after_in_year(self) -> set[str]:
        """Children looked after on any day of the year."""
        return {
            child.id
            for child in self.children.values()
            if any(self.touches_year(episode) for period in child.periods for episode in period)
        }

    def _missing(self, kind: str) -> list[Row]:
        found = []
        for row in self.returns.missing:
            began, ended = day_of(row["MIS_START"]), day_of(row["MIS_END"])
            assert began is not None
            if row["MISSING"] == kind and began <= self.end and (ended is None or ended >= self.start):
                found.append(row)
        return found

    def unaccompanied(self) -> Count:
        """Looked after at the year end and still an unaccompanied asylum-seeking child (IND-17)."""
        seeking = []
        for child, row in self.returns.uasc.items():
            ceased = day_of(row["DUC"])
            if ceased is None or ceased > self.end:
                seeking.append(child)
        return of_children(seeking, self.at_end)

    def three_social_workers(self) -> Count:
        """Looked after at the year end, with three social workers or more in the year, each once (IND-12)."""
        workers: dict[str, set[str]] = {}
        for row in self.returns.social_workers:
            began, ended = day_of(row["SW_DECOM"]), day_of(row["SW_DEC"])
            assert began is not None
            if began <= self.end and (ended is None or ended > self.start):
                workers.setdefault(row["CHILD"], set()).add(row["SW_ID"])
        return of_children([child for child, seen in workers.items() if len(seen) >= 3], self.at_end)

    # Tables: code to count. All but two are over the children looked after at the year end.

    def table(self, name: str) -> Counter[str]:
        """Count one of the tables promised (IND-7, 15.9)."""
        if name == "reason_ceased":
            return Counter(period[-1].rec for period in self.ceases().values())
        if name == "participation_code":
            return Counter(code for _, code in self.reviews_coded())
        return Counter(self._cell(name, child) for child in self.at_end)

    def _cell(self, name: str, child: str) -> str:
        period, header, born = self.at_end[child], self.returns.header[child], self.children[child].born
        match name:
            case "legal_status":
                return period[-1].ls
            case "placement_type":
                return self.placement_at_end(child).place
            case "placement_provider":
                return self.placement_at_end(child).provider
            case "category_of_need":
                return period[-1].cin
            case "age_now":
                return age_band(age_on(born, self.end))
            case "age_at_entry":
                return age_band(age_on(born, period[0].decom))
            case "sex":
                return {"1": "M", "2": "F"}.get(header["SEX"], header["SEX"])
            case "ethnicity":
                return ethnic_group(header["ETHNIC"])
            case "duration_in_care":
                return duration_band(period[0].decom, self.end)
        raise KeyError(name)


def _leaver_counts(row: Row, item: str) -> bool:
    match item:
        case "IN_TOUCH":
            return row["IN_TOUCH"] == "YES"
        case "SUITABLE":
            return row["ACCOM"].endswith("1")
        case "ACTIVE":
            return row["ACTIV"][:1] in ("F", "P")
    raise KeyError(item)
