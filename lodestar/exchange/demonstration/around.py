"""What is around a child: family, school, disability, times missing."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lodestar.casework.children.queries import (
    IncomingDisability,
    IncomingMissing,
    IncomingPeriod,
    IncomingRelationship,
    IncomingSchool,
)
from lodestar.casework.children.states import Contact, RelationshipKind
from lodestar.exchange.demonstration import figures, names, places
from lodestar.exchange.demonstration.chance import pick
from lodestar.exchange.demonstration.plan import ELEVEN, ONE_DAY, Plan
from lodestar.law.ages import age_on

RECEPTION_AGE = 4
FIRST_SECONDARY, FIRST_AFTER_SCHOOL, LAST_YEAR = 7, 12, 13
CONTACT = {Contact.ALLOWED: 4.0, Contact.SUPERVISED: 4.0, Contact.LETTERBOX: 1.0, Contact.NOT_ALLOWED: 0.8}
DISABILITIES = {"LD": 4.0, "AUT": 4.0, "BEH": 2.0, "COMM": 2.0, "MOB": 1.0, "HEAR": 0.6, "VIS": 0.4}


@dataclass(frozen=True, slots=True)
class Family:
    """The family a child comes from; brothers and sisters share it."""

    number: int
    kind: str
    surname: str
    mother: str
    father: str
    postcode: str
    need: str
    ethnicity: str
    language: str

    @property
    def naming(self) -> names.Naming:
        """Return how this sort of family names its children."""
        return names.NAMINGS[self.kind]


def family_of(rng: random.Random, number: int, plan: Plan) -> Family:
    """Return a family for the child who came first."""
    kind = rng.choice(("horn", "middle")) if plan.is_unaccompanied else pick(rng, figures.FAMILIES)
    naming = names.NAMINGS[kind]
    surname = rng.choice(naming.families)
    father = surname if rng.random() < 0.6 else rng.choice(naming.families)
    if plan.is_unaccompanied:
        need = "N8"
    elif plan.status == "J1":
        need = "N6"
    else:
        need = pick(rng, figures.NEEDS)
    return Family(
        number=number,
        kind=kind,
        surname=surname,
        mother=names.an_adult(rng, "F", surname, naming),
        father=names.an_adult(rng, "M", father, naming),
        postcode=places.postcode(rng),
        need=need,
        ethnicity=rng.choice(naming.ethnicities),
        language=rng.choice(naming.languages),
    )


def relationships(
    rng: random.Random, family: Family, plan: Plan, siblings: Iterable[str]
) -> tuple[IncomingRelationship, ...]:
    """Return parents (who has parental responsibility, what contact), grandparents, and brothers and sisters."""
    since = plan.from_on
    rows = [
        IncomingRelationship(
            since, None, RelationshipKind.SIBLING, other_child=other, contact=Contact.ALLOWED
        )
        for other in siblings
    ]
    if plan.is_unaccompanied:
        uncle = names.an_adult(rng, "M", family.surname, family.naming)
        return (*rows, IncomingRelationship(since, None, RelationshipKind.AUNT_OR_UNCLE, name=uncle))
    by_parent = random.Random(f"contact/{family.number}/{family.mother}")
    rows.append(
        IncomingRelationship(
            since,
            None,
            RelationshipKind.MOTHER,
            name=family.mother,
            has_parental_responsibility=True,
            contact=pick(by_parent, CONTACT),
            is_address_confidential=by_parent.random() < 0.04,
        )
    )
    if by_parent.random() < 0.85:
        is_feared = by_parent.random() < 0.09
        rows.append(
            IncomingRelationship(
                since,
                None,
                RelationshipKind.FATHER,
                name=family.father,
                has_parental_responsibility=by_parent.random() < 0.65,
                contact=Contact.NOT_ALLOWED if is_feared else pick(by_parent, CONTACT),
                is_address_confidential=is_feared,
            )
        )
    if rng.random() < 0.35:
        grandmother = names.an_adult(rng, "F", family.surname)
        rows.append(
            IncomingRelationship(
                since, None, RelationshipKind.GRANDPARENT, name=grandmother, contact=Contact.ALLOWED
            )
        )
    return tuple(rows)


# --- school ---------------------------------------------------------------------------------------------


def school_year(born_on: date, day: date) -> int:
    """Return the school year of a child on a day: 0 for Reception, below 0 before it."""
    began = day.year if day.month >= 9 else day.year - 1
    return (
        age_on(born_on, max(date(began, 8, 31), born_on)) - RECEPTION_AGE
        if date(began, 8, 31) >= born_on
        else -5
    )


def schools(
    rng: random.Random, plan: Plan, periods: Iterable[IncomingPeriod], today: date
) -> tuple[IncomingSchool, ...]:
    """Return the schools a child was on the roll of while looked after, by age; a move sometimes changes it."""
    rows: list[IncomingSchool] = []
    for period in periods:
        end = period.until_on or today + ONE_DAY
        changes = sorted(set(_changes(rng, plan, period, end)))
        for day, next_day in zip(changes, [*changes[1:], end], strict=True):
            name = _school(rng, plan, school_year(plan.born_on, day))
            if name is None or next_day <= day:
                continue
            until_on = None if next_day == end and period.until_on is None else next_day
            year = min(school_year(plan.born_on, min(next_day - ONE_DAY, today)), LAST_YEAR)
            rows.append(IncomingSchool(day, until_on, name, f"Year {year}" if year > 0 else "Reception"))
    return tuple(rows)


def _changes(rng: random.Random, plan: Plan, period: IncomingPeriod, end: date) -> Iterator[date]:
    """Yield the days on which the school could change: the first, a new stage, and some moves."""
    yield period.from_on
    for year in range(period.from_on.year, end.year + 1):
        september = date(year, 9, 1)
        if not period.from_on < september < end:
            continue
        now = school_year(plan.born_on, september)
        if now in {0, FIRST_SECONDARY, FIRST_AFTER_SCHOOL}:
            yield september
    for placement in period.placements[1:]:
        if rng.random() < 0.25 and placement.from_on < end and not placement.type.startswith("T"):
            yield placement.from_on


def _school(rng: random.Random, plan: Plan, year: int) -> str | None:
    """Return the name of a school for a school year; None before school, or where none was found after 16."""
    if year < 0:
        return None
    if plan.is_disabled and rng.random() < 0.5:
        return places.special_school(rng)
    if year < FIRST_SECONDARY:
        return places.primary_school(rng)
    if year < FIRST_AFTER_SCHOOL:
        return places.secondary_school(rng)
    return places.college(rng) if rng.random() < 0.75 else None


# --- disability, missing --------------------------------------------------------------------------------


def disabilities(rng: random.Random, plan: Plan) -> tuple[IncomingDisability, ...]:
    """Return the disabilities recorded for a child."""
    if not plan.is_disabled:
        return ()
    codes = {pick(rng, DISABILITIES) for _ in range(rng.choice((1, 1, 2)))}
    return tuple(IncomingDisability(plan.from_on, None, code) for code in sorted(codes))


def missing(
    rng: random.Random, plan: Plan, today: date, *, is_missing_now: bool
) -> tuple[IncomingMissing, ...]:
    """Return the times a teenager was missing (M) or away without leave (A), in the last two years of care."""
    end = plan.until_on or today
    began = max(plan.from_on, end - timedelta(days=730), plan.born_on + timedelta(days=ELEVEN))
    room = (end - began).days - 5
    if room < 20 or (rng.random() > figures.GONE_MISSING.value and not is_missing_now):
        return ()
    rows = []
    day = began + timedelta(days=rng.randint(1, room))
    for _ in range(rng.choice((1, 1, 2, 2, 3, 5))):
        found = day + timedelta(days=rng.choice((0, 0, 1, 1, 2, 3)))
        if found >= end - ONE_DAY:
            break
        rows.append(IncomingMissing(day, found, "M" if rng.random() < 0.7 else "A"))
        day = found + timedelta(days=rng.randint(2, 40))
    if is_missing_now:
        rows.append(IncomingMissing(today - ONE_DAY, None, "M"))
    return tuple(rows)
