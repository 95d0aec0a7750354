"""Who works for Westmarch: officers, social workers in their teams, managers; one person a role to sign in as."""

import math
import random
from datetime import date, timedelta
from typing import Final

from lodestar.access.roles import Role
from lodestar.exchange.demonstration import figures, names, places
from lodestar.exchange.demonstration.made_up import MadeUpPerson, MadeUpTeam

SAFEGUARDING: Final = "Safeguarding and Court"
PERMANENCE: Final = "Children in Care and Permanence"
# (name, service, place of its locality or None, which children: new to care, in care, 16 and over, disabled)
TEAMS: Final = (
    ("North Locality Team", SAFEGUARDING, 0, "new"),
    ("Central Locality Team", SAFEGUARDING, 1, "new"),
    ("South Locality Team", SAFEGUARDING, 2, "new"),
    ("Border Locality Team", SAFEGUARDING, 3, "new"),
    ("Children in Care North", PERMANENCE, 0, "care"),
    ("Children in Care South", PERMANENCE, 2, "care"),
    ("Through Care Team", PERMANENCE, 1, "sixteen"),
    ("Disabled Children's Team", PERMANENCE, 1, "disabled"),
)
DEMONSTRATED_TEAM: Final = "Children in Care North"
# How many social workers in each sort of team; 40 in all.
WORKERS: Final = {"new": 3, "care": 10, "sixteen": 5, "disabled": 3}
OFFICERS: Final = ("1.00", "1.00", "1.00", "1.00", "1.00", "1.00", "0.60")
LONG_AGO: Final = timedelta(days=16 * 365)
OFFICER_LEFT: Final = timedelta(days=610)
# Signed in as, besides those below who have children of their own.
ONE_EACH: Final = (
    Role.MANAGER,
    Role.ADMINISTRATOR,
    Role.DIRECTOR,
    Role.ADVOCATE,
    Role.VISITOR_COORDINATOR,
    Role.PANEL_MEMBER,
    Role.ANALYST,
    Role.AUDITOR,
    Role.SYSTEM_ADMINISTRATOR,
)


def times_as_large(children: int) -> int:
    """Return how many times the seed's authority this one is, whole times and at least once."""
    return max(1, round(children / figures.CHILDREN.value))


def teams(size: int) -> list[MadeUpTeam]:
    """Return eight teams in two services, for each time the authority is as large as the seed's."""
    return [
        MadeUpTeam(name if turn == 0 else f"{name} {turn + 1}", service, places.LOCALITIES[locality], stage)
        for turn in range(size)
        for name, service, locality, stage in TEAMS
    ]


def people(rng: random.Random, of_teams: list[MadeUpTeam], children: int, today: date) -> list[MadeUpPerson]:
    """Return everybody who works for the authority. `demo-ROLE` is the person a visitor signs in as."""
    workers = _social_workers(of_teams, share=min(children / figures.CHILDREN.value, 1.0))
    officers = _officers(times_as_large(children), today)
    staff = [*officers, *workers, *_managers(of_teams), *_others()]
    called = names.staff_names(rng, len(staff))
    return [
        MadeUpPerson(
            username=person.username or _username(name),
            name=name,
            role=person.role,
            team=person.team,
            is_active=person.is_active,
            full_time_equivalent=person.full_time_equivalent,
            since=person.since,
        )
        for person, name in zip(staff, called, strict=True)
    ]


def _username(name: str) -> str:
    """Return the user name of somebody who is not signed in as."""
    return name.lower().replace(" ", ".").replace("'", "")


def _demo(role: Role) -> str:
    return f"demo-{role.value}"


def _officers(size: int, today: date) -> list[MadeUpPerson]:
    """Return the officers, 6.6 full-time equivalents for each 315 children; the last but one followed one who left."""
    joined, followed = today - LONG_AGO, today - OFFICER_LEFT
    found = []
    for turn in range(size):
        for place, share in enumerate(OFFICERS):
            is_demo = turn == 0 and place == 0
            since = followed if turn == 0 and place == 5 else joined
            username = _demo(Role.OFFICER) if is_demo else ""
            found.append(MadeUpPerson(username, "", Role.OFFICER, full_time_equivalent=share, since=since))
    return [*found, MadeUpPerson("", "", Role.OFFICER, is_active=False, since=joined)]


def _social_workers(of_teams: list[MadeUpTeam], *, share: float) -> list[MadeUpPerson]:
    """Return the social workers of every team; in a smaller authority a share of them, so that each has work."""
    found = []
    for team in of_teams:
        for place in range(math.ceil(WORKERS[team.stage] * share)):
            is_demo = team.name == DEMONSTRATED_TEAM and place == 0
            username = _demo(Role.SOCIAL_WORKER) if is_demo else ""
            found.append(MadeUpPerson(username, "", Role.SOCIAL_WORKER, team=team.name))
    return found


def _managers(of_teams: list[MadeUpTeam]) -> list[MadeUpPerson]:
    """Return a manager for each team and for each service."""
    found = []
    for team in of_teams:
        username = _demo(Role.TEAM_MANAGER) if team.name == DEMONSTRATED_TEAM else ""
        found.append(MadeUpPerson(username, "", Role.TEAM_MANAGER, team=team.name))
    demo = MadeUpPerson(_demo(Role.SERVICE_MANAGER), "", Role.SERVICE_MANAGER, team=DEMONSTRATED_TEAM)
    other = MadeUpPerson("", "", Role.SERVICE_MANAGER, team=of_teams[0].name)
    return [*found, demo, other]


def _others() -> list[MadeUpPerson]:
    """Return one person for each other role, and a second administrator."""
    return [
        *(MadeUpPerson(_demo(role), "", role) for role in ONE_EACH),
        MadeUpPerson("", "", Role.ADMINISTRATOR),
    ]
