"""What was made up: a child's history as the register's door takes it, the people as keys until they are held."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from lodestar.casework.children.queries import IncomingChild
from lodestar.casework.reviews.incoming import IncomingReview


@dataclass(frozen=True, slots=True)
class Stint:
    """The time in which a person of the authority (by user name) had a part in a child's case."""

    from_on: date
    until_on: date | None
    person: str
    team: str = ""
    kind: str = "social-worker"
    change_reason: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class MadeUpChild:
    """A child's history, reviews, and who worked with them. `history` speaks of no case roles yet."""

    history: IncomingChild
    reviews: tuple[IncomingReview, ...]
    workers: tuple[Stint, ...] = ()
    officers: tuple[Stint, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """Somebody who works for the authority, or with it."""

    username: str
    name: str
    role: str
    team: str = ""
    is_active: bool = True
    full_time_equivalent: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class MadeUpTeam:
    """A team in a service, and the locality it serves; `stage` says which children it works with."""

    name: str
    service: str
    locality: str
    stage: str


@dataclass(frozen=True, slots=True)
class Cover:
    """One officer covering for another, by user names."""

    absent: str
    covering: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A review asked for before the next is due, by the child's identifier."""

    child: str
    asked_on: date
    due_on: date
    because: str


class Stage(IntEnum):
    """How far a review in hand has come."""

    HELD = 1
    SENT = 2
    ANSWERED = 3
    SIGNED = 4
    DISTRIBUTED = 5


@dataclass(frozen=True, slots=True)
class InHand:
    """A review that is run through the doors: the child's identifier, the review as made up, and how far it came."""

    child: str
    review: IncomingReview
    stage: Stage
    place: int


@dataclass(slots=True)
class Authority:
    """The whole made-up authority on a day."""

    today: date
    localities: tuple[str, ...]
    teams: list[MadeUpTeam]
    people: list[MadeUpPerson]
    children: list[MadeUpChild] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    restricted: dict[str, str] = field(default_factory=dict)
    corrected: list[str] = field(default_factory=list)
    in_hand: list[InHand] = field(default_factory=list)
