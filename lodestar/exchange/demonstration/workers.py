"""Who worked with which child when: social workers, team managers and reviewing officers, shared out evenly."""

import heapq
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lodestar.access.roles import Role
from lodestar.casework.children.states import CaseRoleKind
from lodestar.exchange.demonstration.chance import luck, pick
from lodestar.exchange.demonstration.made_up import MadeUpPerson, MadeUpTeam, Stint
from lodestar.exchange.demonstration.plan import SIXTEEN, Plan
from lodestar.law.calendar import add_working_days

FOR_EVER = date.max
MEAN_STAY = 520
CHANGED_BECAUSE = {"LEFTRL": 5.0, "MANAGE": 3.0, "ORGRST": 1.0, "ABSENC": 1.5, "CHCHAN": 0.4, "PCCHAN": 0.4}


@dataclass(slots=True)
class Carrying:
    """A person, and when what they carry now will end."""

    person: MadeUpPerson
    share: float = 1.0
    since: date = date.min
    until_on: date = FOR_EVER
    ends: list[date] = field(default_factory=list)

    @property
    def is_signed_in_as(self) -> bool:
        """Return whether visitors sign in as this person."""
        return self.person.username.startswith("demo-")

    def load(self, day: date) -> float:
        """Return how much they carry on a day, to a full post."""
        while self.ends and self.ends[0] <= day:
            heapq.heappop(self.ends)
        return len(self.ends) / self.share

    def take(self, until_on: date | None) -> None:
        """Take one child on until a day."""
        heapq.heappush(self.ends, until_on or FOR_EVER)


def lightest(carriers: Iterable[Carrying], day: date) -> Carrying:
    """Return who carries least on a day, of those who work then; a person to sign in as before others."""
    here = [c for c in carriers if c.since <= day < c.until_on]
    return min(here, key=lambda c: (c.load(day), not c.is_signed_in_as, c.person.username))


@dataclass(frozen=True, slots=True)
class Spell:
    """One period of care of one child, as those who share work out see it."""

    child: str
    plan: Plan
    locality: int
    from_on: date
    until_on: date | None


# --- social workers -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a period of care that falls to one team, and to one social worker in it."""

    spell: Spell
    team: str
    from_on: date
    until_on: date | None
    because: str


class SocialWork:
    """Shares children out among the social workers of the teams whose work they are."""

    def __init__(self, seed: int, teams: Sequence[MadeUpTeam], people: Sequence[MadeUpPerson]) -> None:
        self.seed = seed
        self.teams = teams
        self.workers: dict[str, list[Carrying]] = {team.name: [] for team in teams}
        self.managers: dict[str, str] = {}
        for person in people:
            if person.role == Role.SOCIAL_WORKER:
                self.workers[person.team].append(Carrying(person))
            elif person.role == Role.TEAM_MANAGER:
                self.managers[person.team] = person.username
        self.shared: dict[tuple[int, str, date], Carrying] = {}

    def stints(self, spells: Sequence[Spell], today: date) -> dict[str, list[Stint]]:
        """Return who worked with each child, by the child's identifier."""
        parts = [part for spell in spells for part in self._parts(spell, today)]
        parts.sort(key=lambda part: (part.from_on, part.spell.plan.family, part.spell.child))
        found: dict[str, list[Stint]] = {}
        for part in parts:
            mine = found.setdefault(part.spell.child, [])
            person = self._worker(part, mine[-1].person if mine else "").person
            stint = Stint(part.from_on, part.until_on, person.username, part.team, change_reason="")
            if mine and mine[-1].until_on == part.from_on:
                mine[-1] = _because(mine[-1], part.because)
            mine.append(stint)
        return {child: [*mine, *self._managed(mine)] for child, mine in found.items()}

    def _worker(self, part: _Part, before: str) -> Carrying:
        """Return the social worker for a stretch: that of brothers and sisters, or the one who carries least."""
        key = (part.spell.plan.family, part.team, part.from_on)
        chosen = self.shared.get(key)
        if chosen is None or chosen.person.username == before:
            others = [c for c in self.workers[part.team] if c.person.username != before]
            chosen = lightest(others or self.workers[part.team], part.from_on)
            self.shared[key] = chosen
        chosen.take(part.until_on)
        return chosen

    def _parts(self, spell: Spell, today: date) -> list[_Part]:
        """Return a period of care by team, and within a team by how long a social worker stayed."""
        rng = luck(self.seed, "team", spell.plan.family, spell.from_on)
        handed_over = spell.from_on + timedelta(days=rng.randint(120, 300))
        end = spell.until_on or today + timedelta(days=1)
        stages = [(spell.from_on, "new")]
        if handed_over < end:
            stages.append((handed_over, "care"))
        if spell.plan.is_disabled:
            stages = [(spell.from_on, "disabled")]
        grown = spell.plan.born_on + timedelta(days=SIXTEEN + 180)
        if stages[-1][0] < grown < end and stages[-1][1] == "care":
            stages.append((grown, "sixteen"))
        parts: list[_Part] = []
        for place, (day, stage) in enumerate(stages):
            until_on = stages[place + 1][0] if place + 1 < len(stages) else spell.until_on
            team = self._team(stage, spell.locality, rng)
            because = "TSPROC" if parts else ""
            for start, stop in _stays(rng, day, until_on, today):
                parts.append(_Part(spell, team, start, stop, because))
                because = pick(rng, CHANGED_BECAUSE)
        return parts

    def _team(self, stage: str, locality: int, rng: random.Random) -> str:
        """Return the team for a stage: that of the locality where there are several."""
        fitting = [team for team in self.teams if team.stage == stage]
        kinds = list(dict.fromkeys(team.locality for team in fitting))
        here = [team for team in fitting if team.locality == kinds[locality % len(kinds)]]
        return rng.choice(here).name

    def _managed(self, stints: Sequence[Stint]) -> list[Stint]:
        """Return the part that the managers of the teams had."""
        found: list[Stint] = []
        for stint in stints:
            if found and (found[-1].team, found[-1].until_on) == (stint.team, stint.from_on):
                before = found.pop()
                found.append(_managed(before.from_on, stint, before.person))
            else:
                found.append(_managed(stint.from_on, stint, self.managers[stint.team]))
        return found


def _managed(from_on: date, stint: Stint, manager: str) -> Stint:
    return Stint(from_on, stint.until_on, manager, stint.team, kind=CaseRoleKind.TEAM_MANAGER)


def _because(stint: Stint, reason: str) -> Stint:
    return Stint(stint.from_on, stint.until_on, stint.person, stint.team, stint.kind, reason)


def _stays(
    rng: random.Random, from_on: date, until_on: date | None, today: date
) -> list[tuple[date, date | None]]:
    """Return a stretch by how long each social worker stayed: a year and a half or so."""
    end = until_on or today + timedelta(days=1)
    days = [from_on]
    while True:
        day = days[-1] + timedelta(days=60 + int(rng.expovariate(1 / MEAN_STAY)))
        if day >= end - timedelta(days=10):
            break
        days.append(day)
    return list(zip(days, [*days[1:], until_on], strict=True))


# --- reviewing officers ---------------------------------------------------------------------------------


class Allocating:
    """Shares children out among the reviewing officers by working time; brothers and sisters have one."""

    def __init__(self, seed: int, people: Sequence[MadeUpPerson], today: date) -> None:
        self.seed = seed
        self.today = today
        self.officers: list[Carrying] = []
        followed = max((p.since or date.min for p in people if p.role == Role.OFFICER), default=date.min)
        for person in people:
            if person.role == Role.OFFICER:
                share = float(person.full_time_equivalent or 1)
                left = FOR_EVER if person.is_active else followed
                self.officers.append(Carrying(person, share, person.since or date.min, left))
        self.of_family: dict[int, list[Carrying]] = {}

    def stints(self, spells: Sequence[Spell]) -> dict[str, list[Stint]]:
        """Return each child's officers, by the child's identifier; none for those left without so far."""
        waiting = []
        for spell in spells:
            rng = luck(self.seed, "iro", spell.plan.family, spell.from_on)
            day = add_working_days(spell.from_on, rng.choice((1, 1, 2, 2, 3, 4)))
            in_care = day <= self.today and (spell.until_on is None or day < spell.until_on)
            if in_care and not (spell.plan.is_without_iro and spell.until_on is None):
                waiting.append((day, spell))
        waiting.sort(key=lambda each: (each[0], each[1].plan.family, each[1].child))
        found: dict[str, list[Stint]] = {}
        handed_over: list[tuple[date, Spell]] = []
        for day, spell in waiting:
            while handed_over and handed_over[0][0] <= day:
                self._hand_over(*handed_over.pop(0), found)
            officer = self._officer(spell, day)
            gone = officer.until_on
            stays = gone == FOR_EVER or (spell.until_on is not None and spell.until_on <= gone)
            until_on = spell.until_on if stays else gone
            officer.take(until_on)
            because = "Next on the list by caseload" if stays else "Allocated by locality"
            mine = found.setdefault(spell.child, [])
            mine.append(Stint(day, until_on, officer.person.username, because=because))
            if not stays:
                handed_over.append((gone, spell))
        for day, spell in handed_over:
            self._hand_over(day, spell, found)
        return found

    def _hand_over(self, day: date, spell: Spell, found: dict[str, list[Stint]]) -> None:
        """Give a child whose officer left to another officer."""
        officer = self._officer(spell, day)
        officer.take(spell.until_on)
        because = "The officer before left the service"
        found[spell.child].append(Stint(day, spell.until_on, officer.person.username, because=because))

    def _officer(self, spell: Spell, day: date) -> Carrying:
        """Return the officer for a child on a day: their brothers' and sisters', or the one who carries least."""
        known = self.of_family.setdefault(spell.plan.family, [])
        held = [officer for officer in known if officer.since <= day < officer.until_on]
        officer = held[-1] if held else lightest(self.officers, day)
        known.append(officer)
        return officer
