"""Made-up children's time in care, consistent in itself: what `made_returns` writes as returns.

Events fall on edges more often than chance would have it (the last and first day of a year, 28 and 29 days
before its end, 30 months before), for there the definitions can be read wrongly.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.analytics.plain_rows import ADOPTIVE, TEMPORARY, UNPLANNED, Episode, add_months, age_on

EDGES = ((3, 31), (4, 1), (3, 2), (3, 3), (9, 30), (10, 1))
PLANNED = ("CARPL", "CLOSE", "PLACE")
LONGEST_AWAY = {"T0": 20, "T1": 42, "T2": 14, "T3": 21, "T4": 7}
NEEDS = ("N1", "N1", "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")
SEX_IN_LETTERS = date(2024, 4, 1)
"""From when the return gives the sex as M, F or U."""
ETHNICITIES = (
    "WBRI",
    "WBRI",
    "WBRI",
    "WIRI",
    "WROM",
    "MWBC",
    "MOTH",
    "AIND",
    "CNHE",
    "BAFR",
    "OOTH",
    "REFU",
    "NOBT",
)
ENDS = {"H5": (date(2024, 4, 1), "K3"), "Z1": (date(2025, 4, 1), "Z12")}
"""Placement types struck out of the return from a day on, and what the same home is called from then."""


@dataclass
class Life:
    """One child and all that happened to them, as it was at the end of the last year."""

    id: str
    born: date
    sex: str
    ethnic: str
    episodes: list[Episode] = field(default_factory=list)
    seeking_asylum_until: date | None = None
    seeks_asylum: bool = False


def made_life(chance: Random, child: str, first: date, last: date) -> Life:
    """Make a child whose care, all of it, begins on or after `first`; told as far as `last`."""
    start = _edge(chance, first + timedelta(days=chance.randrange((last - first).days)), last)
    age = chance.choice((0, 0, 0, 1, 2, 3, 5, 7, 9, 11, 12, 13, 14, 15, 15, 16, 17))
    born = add_months(start, -12 * age) - timedelta(days=chance.randrange(300))
    if chance.random() < 0.05:
        born = add_months(last, -12 * chance.choice((1, 4, 5, 10, 16))) + timedelta(days=chance.randrange(2))
        born = min(born, start)
    if age_on(born, start) >= 18:
        born = add_months(start, -12 * 15)
    sexes = "MMMMMFFFFFU" if start >= SEX_IN_LETTERS else "MF"
    life = Life(child, born, chance.choice(sexes), chance.choice(ETHNICITIES))
    kind = chance.random()
    if kind < 0.05:
        _short_breaks(chance, life, start, last)
        start = (life.episodes[-1].dec or last) + timedelta(days=chance.randrange(1, 90))
        if kind > 0.02 or start > last or age_on(born, start) >= 17 or life.episodes[-1].dec is None:
            return life
    life.seeks_asylum = age_on(born, start) >= 13 and chance.random() < 0.25
    if life.seeks_asylum:
        ends = add_months(born, 12 * 18)
        life.seeking_asylum_until = chance.choice((None, ends, last, last + timedelta(days=1)))
        if life.seeking_asylum_until is not None:
            life.seeking_asylum_until = min(life.seeking_asylum_until, ends)
            if life.seeking_asylum_until <= start:
                life.seeking_asylum_until = None
    while start <= last and age_on(born, start) < 17:
        ended = _Period(chance, life, last).live(start)
        if ended is None or life.episodes[-1].rec not in ("E4A", "E4B", "E13", "E41", "E46", "E14"):
            break
        if chance.random() < 0.4:
            break
        start = _edge(
            chance, ended + timedelta(days=chance.choice((1, 2, 5, 20, 60, 150, 364, 366, 500))), last
        )
        start = max(start, ended + timedelta(days=1))
    return life


def _edge(chance: Random, day: date, last: date) -> date:
    """Put a day on an edge close after it, now and then."""
    for month, of_month in EDGES:
        edge = date(day.year, month, of_month)
        if edge <= last and 0 <= (edge - day).days < 25 and chance.random() < 0.35:
            return edge
    return day


def _short_breaks(chance: Random, life: Life, start: date, last: date) -> None:
    """A series of short breaks, told break by break (V3) or as the agreement (V4); none after 18."""
    need, adult = chance.choice(NEEDS), add_months(life.born, 12 * 18)
    by_agreement = chance.random() < 0.4
    legal, reason = ("V4", "E8") if by_agreement else ("V3", "E4A")
    while start <= last:
        days = chance.randrange(60, 700) if by_agreement else chance.randrange(2, 6)
        until = min(start + timedelta(days=days), adult)
        if until <= start:
            return
        episode = Episode(life.id, start, "S", legal, need, post="SY1 1AA", urn="1000001")
        if until <= last:
            episode = replace(episode, dec=until, rec=reason)
        life.episodes.append(episode)
        start = until + timedelta(days=chance.randrange(20, 60))
        if by_agreement or chance.random() < 0.08:
            return


class _Period:
    """One period of care, lived event by event; the last of `episodes` is the one now."""

    def __init__(self, chance: Random, life: Life, last: date) -> None:
        self.chance, self.life, self.last = chance, life, last
        self.adult = add_months(life.born, 12 * 18)
        self.pace = chance.choice((25, 45, 45, 120, 250, 600))

    @property
    def now(self) -> Episode:
        return self.life.episodes[-1]

    def age(self, day: date) -> int:
        return age_on(self.life.born, day)

    def live(self, start: date) -> date | None:
        """Live until it ends or the story does; return the day it ended."""
        statuses = ["V2", "V2", "C1", "C1", "C2", "L1", "L2"] + (["J1"] if self.age(start) >= 10 else [])
        legal = "V2" if self.life.seeks_asylum else self.chance.choice(statuses)
        first = Episode(self.life.id, start, "S", legal, self.chance.choice(NEEDS), dec=None)
        self.life.episodes.append(self.placed(first, start))
        while True:
            day = self.next_day()
            renamed_on = ENDS[self.now.place][0] if self.now.place in ENDS else date.max
            if renamed_on <= min(day, self.last) and renamed_on < self.adult:
                self.rename()
                continue
            if day >= self.adult:
                return self.cease(self.adult)
            if day > self.last:
                return None
            ended = self.happen(day)
            if ended is not None:
                return ended

    def next_day(self) -> date:
        began = self.now.decom
        if self.now.ls in ("L1", "L2"):
            return began + timedelta(days=self.chance.randrange(1, 3 if self.now.ls == "L1" else 20))
        if self.now.place in TEMPORARY:
            return began + timedelta(days=self.chance.randint(1, LONGEST_AWAY[self.now.place]))
        gap = 1 + int(self.chance.expovariate(1 / self.pace))
        return _edge(self.chance, began + timedelta(days=gap), self.last)

    def happen(self, day: date) -> date | None:
        """Let one thing happen on a day; return the day if it ended the period."""
        now, roll = self.now, self.chance.random()
        if now.ls in ("L1", "L2") or now.place in TEMPORARY:
            self.carry_on(day, roll)
            return None
        if now.place in ADOPTIVE and roll < 0.6:
            return (
                self.cease(day, self.chance.choice(("E11", "E12"))) if (day - now.decom).days > 60 else None
            )
        if now.place not in ADOPTIVE and roll < 0.12:
            return self.cease(day, self.way_out())
        self.carry_on(day, roll)
        return None

    def carry_on(self, day: date, roll: float) -> None:
        """Let something happen after which the child is still looked after."""
        now = self.now
        if now.ls in ("L1", "L2"):
            self.change(day, "L", ls=self.chance.choice(("V2", "C1")))
        elif now.place in TEMPORARY:
            self.come_back(day)
        elif now.place in ADOPTIVE and roll < 0.8:
            self.move(day, "T", "PLACE", same_type=True)
        elif now.place in ADOPTIVE:
            self.move(day, "P", self.chance.choice(UNPLANNED))
        elif self.age(day) < 9 and now.ls in ("C2", "E1") and roll < 0.4:
            self.towards_adoption(day)
        elif roll < 0.30 and now.ls != "E1":
            self.change(day, "L", ls=self.other_status())
        elif roll < 0.48 and now.place not in ENDS and day + timedelta(days=45) < self.adult:
            self.go_away(day)
        elif roll < 0.58:
            self.move(day, "T", self.chance.choice((*PLANNED, "OTHER")), same_type=True)
        elif roll < 0.63 and now.ls != "E1":
            self.move(day, "U", "PLACE", same_type=True, ls=self.other_status())
        elif roll < 0.68 and now.ls != "E1":
            self.move(day, "B", self.chance.choice((*PLANNED, *UNPLANNED)), ls=self.other_status())
        else:
            self.move(day, "P", self.chance.choice((*PLANNED, *PLANNED, *UNPLANNED[:-2])))

    def other_status(self) -> str:
        if self.life.seeks_asylum:
            return "C1" if self.now.ls == "V2" else "V2"
        onward = {"V2": ("C1", "C2"), "C1": ("C2", "V2"), "C2": ("V2",), "J1": ("V2",)}
        choices = [ls for ls in onward[self.now.ls] if ls != "V2" or self.now.place != "P1"]
        return self.chance.choice(choices or ["C1"])

    def way_out(self) -> str:
        now, age = self.now, self.age(self.now.decom)
        if now.ls == "J1":
            return self.chance.choice(("E14", "E9"))
        ways = ["E4A", "E4A", "E4B", "E13", "E41", "E3", "E2", "E16", "E8"]
        if now.place.startswith("U"):
            ways += ["E45", "E46", "E46"]
        ways += ["E47", "E48"] if age < 17 else []
        ways += ["E5", "E6"] if age >= 16 else []
        return self.chance.choice(ways)

    def cease(self, day: date, reason: str | None = None) -> date | None:
        if day > self.last:
            return None
        if reason is None:
            at_18 = ["E5", "E6", "E7"] + (["E17", "E17"] if self.now.place.startswith("U") else [])
            reason = self.chance.choice(at_18)
        self.life.episodes[-1] = replace(self.now, dec=day, rec=reason)
        return day

    def change(self, day: date, rne: str, reason: str = "", **what: Any) -> None:
        """End the episode now and begin the next, the same but for what changed."""
        new = replace(self.now, decom=day, rne=rne, dec=None, rec="", reason="", **what)
        self.life.episodes[-1] = replace(self.now, dec=day, rec="X1", reason=reason)
        self.life.episodes.append(new)

    def move(
        self, day: date, rne: str, reason: str, *, place: str = "", same_type: bool = False, ls: str = ""
    ) -> None:
        """Move the child to another home, with another legal status if one is given."""
        old = self.now
        self.change(day, rne, reason, ls=ls or old.ls)
        kept = old.place if same_type else place
        self.life.episodes[-1] = self.placed(self.now, day, kept)

    def rename(self) -> None:
        day, name = ENDS[self.now.place]
        if name == "K3":
            self.change(day, "T", "PLACE", place=name)
        else:
            self.change(day, "T", "PLACE", place=name, provider="")

    def go_away(self, day: date) -> None:
        away = self.chance.choice(sorted(LONGEST_AWAY))
        self.change(day, "P", "", place=away, provider="", urn="", post=self.postcode())
        if self.chance.random() < 0.3:
            miles = self.chance.choice((1.0, 25.0, 60.0))
            self.life.episodes[-1] = replace(self.now, miles=miles, location="OUT" if miles > 20 else "IN")

    def come_back(self, day: date) -> None:
        """Back to the home that was left, now and then in another legal status, or on to another home."""
        away = self.now
        left = next(e for e in reversed(self.life.episodes) if e.place not in TEMPORARY)
        roll = self.chance.random()
        if (
            roll < 0.1
            and left.ls not in ("E1", "L1", "L2")
            and left.place != "P1"
            and (day - away.decom).days > 2
        ):
            middle = away.decom + timedelta(days=1)
            if away.rne != "L":
                self.change(middle, "L", ls=self.other_status())
        if 0.1 <= roll < 0.15 and left.ls not in ("E1", "L1", "L2") and left.place != "P1":
            self.change(day, "B", ls=self.other_status())
        else:
            self.change(day, "P")
        if roll > 0.85:
            self.life.episodes[-1] = self.placed(self.now, day)
            return
        self.life.episodes[-1] = replace(
            self.now, place=left.place, provider=left.provider, post=left.post, urn=left.urn,
            miles=left.miles, location=left.location,
        )  # fmt: skip
        return

    def towards_adoption(self, day: date) -> None:
        foster = self.now.place.startswith("U")
        here = foster and self.chance.random() < 0.4
        roll = self.chance.random()
        if self.now.ls == "E1":
            self.place_for_adoption(day, "A5" if here else "A6", "")
        elif roll < 0.5:
            self.change(day, "L", ls="E1")
        elif roll < 0.7:
            self.place_for_adoption(day, "A3" if here else "A4", "")
        else:
            self.place_for_adoption(day, "A5" if here else "A6", "E1")

    def place_for_adoption(self, day: date, place: str, ls: str) -> None:
        rne = {(True, True): "U", (True, False): "T", (False, True): "B", (False, False): "P"}
        stays = place in ("A3", "A5")
        if stays:
            self.change(day, rne[True, bool(ls)], "PLACE", place=place, ls=ls or self.now.ls)
            self.life.episodes[-1] = replace(self.now, provider="PR1")
        else:
            self.move(day, rne[False, bool(ls)], "CARPL", place=place, ls=ls)

    def postcode(self) -> str:
        letters = "".join(self.chance.choice("ABDEFGHJLN") for _ in "xx")
        return f"SY{self.chance.randrange(1, 12)} {self.chance.randrange(1, 9)}{letters}"

    def placed(self, episode: Episode, day: date, place: str = "") -> Episode:
        """Find a home allowed for the child's age, legal status and the year."""
        if not place:
            place = self.chance.choice(self.homes(episode, day))
        providers = {
            "P1": ("PR0",), "R2": ("PR3",), "R5": ("PR3",), "K1": ("PR2", "PR4"), "Z1": ("",), "Z12": ("",),
            "R1": ("PR4",), "R3": ("PR4",), "S1": ("PR4",), "P3": ("PR4",),
        }.get(place, ("PR1", "PR1", "PR2", "PR4", "PR5"))  # fmt: skip
        has_number = place not in ("P1", "P3", "R2", "R5", "Z1", "Z12")
        miles = self.chance.choice((0.0, 3.2, 8.0, 12.5, 19.9, 20.0, 20.1, 35.0, 110.4, 999.9))
        away = "OUT" if miles > 30 or self.chance.random() < 0.3 else "IN"
        blank = self.life.seeks_asylum
        return replace(
            episode,
            place=place,
            provider=self.chance.choice(providers),
            post=self.postcode(),
            urn=str(self.chance.randrange(1000000, 9999999)) if has_number else "",
            miles=None if blank else miles,
            location="" if blank else away,
        )

    def homes(self, episode: Episode, day: date) -> list[str]:
        age = self.age(day)
        homes = ["U1", "U2", "U3", "U3", "U4", "U4", "U5", "U6", "U6", "U6", "K2", "R3" if age < 2 else "R1"]
        homes += ["P1"] if episode.ls in ("C1", "C2") else []
        homes += ["S1"] if age >= 5 else []
        homes += ["K1", "R2"] if age >= 11 else []
        homes += ["R5", "R5"] if episode.ls == "J1" else []
        homes += ["P3"] if age >= 15 else []
        homes += ["K3" if day >= ENDS["H5"][0] else "H5"] * 3 if age >= 16 else []
        homes += ["Z12" if day >= ENDS["Z1"][0] else "Z1"] if age >= 12 else []
        return homes
