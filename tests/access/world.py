"""A small authority for walking every address: one person of each role, and three children.

`mine` is in reach of every role that reaches children at all; `theirs` only of roles that reach all; `hidden` is in
everybody's reach and restricted. What is secret about a child carries the child's own word, so that a leak is found
by looking for the word anywhere on a page.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from lodestar.access.models import User
from lodestar.access.roles import Role
from lodestar.casework.allocation import actions as allocation
from lodestar.casework.children import actions as children
from lodestar.casework.children.models import Child, LegalStatus, Placement
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import Booking, Invitee
from lodestar.casework.plans import actions as plans
from lodestar.casework.records.models import ChildLetter
from lodestar.exchange.ssda903.account import Account
from tests.exchange.quality_rows import a_held_row
from tests.factories.people import a_person, a_team
from tests.factories.reviews import a_booking, a_decision, a_rating

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
SINCE = date(2026, 3, 2)
IDENTIFIER = {"mine": "K1001", "theirs": "K2002", "hidden": "K3003"}
SECRET = {"mine": "Minnow", "theirs": "Thistle", "hidden": "Hawthorn"}


@dataclass(frozen=True)
class World:
    """Who and what there is."""

    people: dict[Role, User]
    mine: Child
    theirs: Child
    hidden: Child
    placement: Placement
    legal_status: LegalStatus
    held_row: int
    return_import: int
    booking: int
    invitee: int
    sitting: int
    plan: int
    held_booking: int
    decision: int
    draft: int
    notice: int
    rating: int


def a_world() -> World:
    """Return the authority, made through the doors."""
    team, elsewhere = a_team(name="North", service="Care"), a_team(name="Far", service="Elsewhere")
    in_team = {Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.SERVICE_MANAGER}
    people = {role: a_person(role, team=team if role in in_team else None) for role in Role}
    others = a_person(Role.SOCIAL_WORKER, team=elsewhere), a_person(Role.OFFICER)
    made = {}
    for name, word in SECRET.items():
        worker, officer = others if name == "theirs" else (people[Role.SOCIAL_WORKER], people[Role.OFFICER])
        if name == "hidden":
            worker, officer = a_person(Role.SOCIAL_WORKER, team=team), others[1]
        made[name] = looked_after(people, name, word, worker, officer)
    children.restrict_child(child=made["hidden"], because="Known to staff", by=people[Role.MANAGER], at=AT)
    held = a_held_row(AT)
    held.held_in.told = Account(years=("2024/25",), files=()).as_json()
    held.held_in.save()
    officer = people[Role.OFFICER]
    earlier = a_booking(made["mine"], officer, date(2026, 3, 9), by=officer, state="held")
    booking = meetings.book_review(
        child=made["mine"],
        officer=people[Role.OFFICER],
        starts_at=datetime(2026, 3, 26, 10, tzinfo=UTC),
        place=SECRET["mine"],
        by=people[Role.ADMINISTRATOR],
        at=AT,
    )
    decision = a_decision(earlier, by=officer, due_on=date(2026, 4, 9), words=f"Ask {SECRET['mine']}")
    draft = a_decision(booking, by=officer, due_on=date(2026, 4, 9), state="draft")
    rating = a_rating(earlier, "amber", by=officer, due_on=date(2026, 3, 16), roles=["team-manager"])
    plan = plans.record_plan(
        child=made["mine"],
        dated_on=SINCE,
        parts={"wishes": (SECRET["mine"], None)},
        by=people[Role.SOCIAL_WORKER],
        at=AT,
    )
    return World(
        people,
        **made,
        placement=Placement.objects.get(period__child=made["mine"]),
        legal_status=LegalStatus.objects.get(period__child=made["mine"]),
        held_row=held.pk,
        return_import=held.held_in_id,
        booking=booking.pk,
        invitee=a_letter_to(booking, by=officer).pk,
        sitting=booking.sittings.get().pk,
        plan=plan.pk,
        held_booking=earlier.pk,
        decision=decision.pk,
        draft=draft.pk,
        notice=rating.notices.get().pk,
        rating=rating.pk,
    )


def looked_after(people: dict[Role, User], name: str, word: str, worker: User, officer: User) -> Child:
    """Return a child in care with a social worker and an IRO, whose every secret carries a word."""
    by = people[Role.ADMINISTRATOR]
    child = children.add_child(
        identifier=IDENTIFIER[name], first_name=word, last_name=word, born_on=date(2015, 5, 1), by=by, at=AT
    )
    children.start_care(
        child=child,
        began_on=SINCE,
        legal_status="C1",
        placement_type="U6",
        provider="PR1",
        category_of_need="N1",
        carer=word,
        by=by,
        at=AT,
    )
    children.give_case_role(
        child=child, person=worker, kind="social-worker", from_on=SINCE, team=worker.team, by=by, at=AT
    )
    allocation.allocate_iro(
        child=child, officer=officer, from_on=date(2026, 3, 4), because="", by=people[Role.MANAGER], at=AT
    )
    return child


def a_letter_to(booking: Booking, *, by: User) -> Invitee:
    """Return the child as somebody a review's papers go to, with a letter that was written."""
    ChildLetter.objects.create(booking=booking, band="8-to-12", text="Dear you", saved_at=AT, saved_by=by)
    return Invitee.objects.create(booking=booking, role="child", name=booking.child.name)
