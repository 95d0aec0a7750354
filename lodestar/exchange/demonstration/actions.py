"""Loading the demonstration authority: one passage through the door, so that it is there whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from lodestar.access.door import facts_of, note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Locality, Team, User
from lodestar.casework.allocation.actions import (
    IncomingAllocation,
    arrange_cover,
    bring_in_allocations,
    set_working_time,
)
from lodestar.casework.children.actions import bring_in, correct_row, restrict_child
from lodestar.casework.children.models import Child, Placement
from lodestar.casework.children.queries import BroughtIn, IncomingCaseRole, IncomingChild
from lodestar.casework.children.states import Source
from lodestar.casework.reviews.actions import bring_in_reviews, correct_review, request_review
from lodestar.casework.reviews.models import Review
from lodestar.exchange.demonstration.made_up import Authority, MadeUpChild

BECAUSE = "The demonstration: made up, nobody's child"
# Nobody's password: it begins as Django marks one that cannot be used, and is the same each time (ADR-0014).
NO_PASSWORD = "!made-up"
SAID_OF_A_PERSON = ("username", "name", "role", "team_id", "is_active", "is_made_up")
Progress = Callable[[str, int, int], None]


class NotWhole(RuntimeError):
    """Some of what was made up could not be held: a defect, told instead of loading half an authority."""


@records(EventKind.HISTORY_BROUGHT_IN)
def load_demonstration(
    *, authority: Authority, by: User, at: datetime, progress: Progress = lambda what, done, of: None
) -> dict[str, int]:
    """Load a made-up authority into an empty register; return how many of each thing were brought in.

    Raises NotWhole where the register would not hold a row: nothing is loaded then.
    """
    add_teams(authority=authority, by=by, at=at)
    people = add_people(authority=authority, by=by, at=at)
    _set_working_times(authority, people, by=by, at=at)
    children = _bring_in_children(authority, people, by=by, at=at, progress=progress)
    reviews = bring_in_reviews(
        reviews=[review for child in authority.children for review in child.reviews],
        source=Source.DEMONSTRATION,
        because=BECAUSE,
        by=by,
        at=at,
        progress=lambda done, of: progress("reviews", done, of),
    )
    _whole(children, reviews)
    allocations = bring_in_allocations(
        allocations=[
            IncomingAllocation(
                children.child_ids[child.history.identifier],
                people[stint.person].pk,
                stint.from_on,
                stint.until_on,
                stint.because,
            )
            for child in authority.children
            for stint in child.officers
        ],
        source=Source.DEMONSTRATION,
        by=by,
        at=at,
    )
    _a_days_work(authority, people, children.child_ids, by=by, at=at)
    return {
        "people": len(people),
        "children": children.counts["child"].added,
        "reviews": reviews.counts["review"].added,
        "allocations": allocations,
    }


@records(EventKind.TEAM_ADDED)
def add_teams(*, authority: Authority, by: User, at: datetime) -> None:
    """Add the localities and the teams."""
    localities = Locality.objects.bulk_create(Locality(name=name) for name in authority.localities)
    by_name = {locality.name: locality for locality in localities}
    for locality in localities:
        note(subject=locality, after=facts_of(locality), kind=EventKind.LOCALITY_ADDED)
    for team in Team.objects.bulk_create(
        Team(name=team.name, service=team.service, locality=by_name[team.locality])
        for team in authority.teams
    ):
        note(subject=team, after=facts_of(team))


@records(EventKind.PERSON_ADDED)
def add_people(*, authority: Authority, by: User, at: datetime) -> dict[str, User]:
    """Add everybody who works for the authority, marked as made up and without a password; return them by user name."""
    teams = {team.name: team for team in Team.objects.all()}
    people = User.objects.bulk_create(
        User(
            username=person.username,
            name=person.name,
            role=person.role,
            team=teams.get(person.team),
            is_active=person.is_active,
            is_made_up=True,
            password=NO_PASSWORD,
        )
        for person in authority.people
    )
    for person in people:
        note(subject=person, after=facts_of(person, SAID_OF_A_PERSON))
    return {person.username: person for person in people}


def _set_working_times(authority: Authority, people: dict[str, User], *, by: User, at: datetime) -> None:
    """Say how much of a full post each officer works."""
    for person in authority.people:
        if person.full_time_equivalent and person.since is not None:
            set_working_time(
                officer=people[person.username],
                full_time_equivalent=Decimal(person.full_time_equivalent),
                from_on=person.since,
                by=by,
                at=at,
            )


def _bring_in_children(
    authority: Authority, people: dict[str, User], *, by: User, at: datetime, progress: Progress
) -> BroughtIn:
    """Bring the children in, with the people who worked with them."""
    teams = {team.name: team.pk for team in Team.objects.all()}
    return bring_in(
        children=[_with_workers(child, people, teams) for child in authority.children],
        source=Source.DEMONSTRATION,
        because=BECAUSE,
        by=by,
        at=at,
        progress=lambda done, of: progress("children", done, of),
    )


def _with_workers(child: MadeUpChild, people: dict[str, User], teams: dict[str, int]) -> IncomingChild:
    """Return a child's history with the ids of those who worked with them."""
    roles = tuple(
        IncomingCaseRole(
            stint.from_on,
            stint.until_on,
            people[stint.person].pk,
            kind=stint.kind,
            team_id=teams[stint.team],
            change_reason=stint.change_reason,
        )
        for stint in child.workers
    )
    return replace(child.history, case_roles=roles)


def _whole(*answers: BroughtIn) -> None:
    """Raise NotWhole where a row could not be held."""
    for answer in answers:
        for row in answer.not_held:
            raise NotWhole(f"{row.child}, {row.kind}: {row.why}")


def _a_days_work(
    authority: Authority, people: dict[str, User], child_ids: dict[str, int], *, by: User, at: datetime
) -> None:
    """Arrange cover, ask for early reviews, restrict records and correct mistakes, as people would."""
    for cover in authority.covers:
        arrange_cover(
            absent=people[cover.absent],
            covering=people[cover.covering],
            from_on=cover.from_on,
            until_on=cover.until_on,
            by=by,
            at=at,
        )
    wanted = [asked.child for asked in authority.asked] + [*authority.restricted, *authority.corrected]
    children = {child.identifier: child for child in _children(child_ids[name] for name in wanted)}
    for asked in authority.asked:
        request_review(
            child=children[asked.child],
            asked_on=asked.asked_on,
            due_on=asked.due_on,
            because=asked.because,
            by=by,
            at=at,
        )
    for name, because in authority.restricted.items():
        restrict_child(child=children[name], because=because, by=by, at=at)
    for place, name in enumerate(authority.corrected):
        _correct(children[name], place, by=by, at=at)


def _children(ids: Iterable[int]) -> list[Child]:
    return list(Child.objects.filter(pk__in=list(ids)))


def _correct(child: Child, place: int, *, by: User, at: datetime) -> None:
    """Correct a carer's name, or how the child took part in the last review."""
    review = Review.objects.believed().filter(child=child, participation="PN1").order_by("-held_on").first()
    if place % 2 and review is not None:
        correct_review(
            review=review,
            changes={"participation": "PN6"},
            because="The child was not there; they had sent a message",
            by=by,
            at=at,
        )
        return
    placement = Placement.objects.believed().get(period__child=child, until_on=None)
    correct_row(
        row=placement,
        changes={"carer": f"{placement.carer} and household"[:120]},
        because="The household was not named in full",
        by=by,
        at=at,
    )
