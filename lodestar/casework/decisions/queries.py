"""Asking: the decisions of a review, those still owed, and those somebody is to carry out."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Prefetch, Q, QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach, Role
from lodestar.casework.allocation.queries import listed_for
from lodestar.casework.children.models import CaseRole, Child
from lodestar.casework.decisions.models import Decision, DecisionsSent, DecisionUpdate
from lodestar.casework.decisions.states import STILL_OWED, DecisionState
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import workers_of
from lodestar.casework.reviews.opening import kept_clock

WITH_ALL = (
    "owner",
    "answer",
    "answer__answered_by",
    "verification",
    "verification__recorded_by",
    "carried_from",
    "booking__review",
)
UPDATES = Prefetch(
    "updates", queryset=DecisionUpdate.objects.select_related("recorded_by").order_by("recorded_at", "pk")
)


def decisions_of(booking: Booking) -> list[Decision]:
    """Return the decisions of a review in their order, each with its owner, answer, updates and verification."""
    return whole(Decision.objects.filter(booking=booking).order_by("number"))


def whole(rows: QuerySet[Decision]) -> list[Decision]:
    """Return decisions with everything that became of them: two questions for any number."""
    return list(rows.select_related(*WITH_ALL).prefetch_related(UPDATES))


def decision_by_id(pk: int) -> Decision | None:
    """Return one decision with its review, child and everything that became of it, or None."""
    return (
        Decision.objects.select_related(
            "booking__officer", "booking__child", "child__clock__iro", "made_by", "written_by", *WITH_ALL
        )
        .prefetch_related(UPDATES)
        .filter(pk=pk)
        .first()
    )


def still_owed(child_id: int) -> QuerySet[Decision]:
    """Return the decisions of a child's reviews that were made and that the IRO has not closed."""
    return Decision.objects.filter(child=child_id, state__in=STILL_OWED).order_by("due_on", "pk")


def unverified_for(booking: Booking) -> list[Decision]:
    """Return the decisions of the child's earlier reviews that this one has yet to look at."""
    return whole(still_owed(booking.child_id).exclude(booking=booking).order_by("booking", "number"))


def verified_in(booking: Booking) -> list[Decision]:
    """Return the earlier decisions that were looked at in this review."""
    return whole(Decision.objects.filter(verification__booking=booking).order_by("booking", "number"))


def drafts_of(booking: Booking) -> list[Decision]:
    """Return the decisions of a review that are still being written."""
    return list(Decision.objects.filter(booking=booking, state=DecisionState.DRAFT).order_by("number"))


def decisions_owned_by(person: User, on: date | None = None) -> list[Decision]:
    """Return the open decisions a person is to carry out, soonest first.

    With a day, only those of children whom a list may hold for them on it. Who shows them asks which are masked.
    """
    rows = Decision.objects.filter(owner=person, state__in=STILL_OWED)
    if on is not None and person.reach is not Reach.ALL:
        rows = rows.filter(child__in=listed_for(person, on=on))
    return list(rows.select_related("child", "booking").order_by("due_on", "pk"))


def works_with(person: User, child: Child, *, on: date) -> bool:
    """Return whether a child is in a person's reach on a day by their work, not by an emergency."""
    return listed_for(person, on=on).filter(pk=child.pk).exists()


def may_speak_of(person: User, decision: Decision, *, on: date) -> bool:
    """Return whether a person may say how a decision is going.

    Its owner, those who manage the case, the manager of their team; and, where the owner does not sign in, whoever
    chairs the child's reviews.
    """
    return decision.pk in may_speak_of_all(person, [decision], decision.child, on=on)


def may_speak_of_all(
    person: User, decisions: Iterable[Decision], child: Child, *, on: date
) -> frozenset[int]:
    """Return of which decisions of a child a person may say how they go, by id: two questions for any number."""
    several = list(decisions)
    if not several:
        return frozenset()
    manages = person in workers_of(child.pk, on=on) or person in team_managers_of(child, on=on)
    chairs = person.may(Permission.CONCLUDE_REVIEW)
    return frozenset(
        one.pk for one in several if manages or one.owner_id == person.pk or (chairs and one.owner_id is None)
    )


def chain_of(decision: Decision) -> list[Decision]:
    """Return a decision with those it was carried over from and to, first to last."""
    found = [decision]
    while found[0].carried_from_id is not None:
        found[:0] = whole(Decision.objects.filter(pk=found[0].carried_from_id))
    while True:
        following = whole(Decision.objects.filter(carried_from=found[-1]))
        if not following:
            return found
        found += following


def team_managers_of(child: Child, *, on: date) -> list[User]:
    """Return the managers who answer for a child's case on a day: named in it, or of the team that works with it."""
    roles = CaseRole.objects.on(on).filter(child=child)
    named = Q(pk__in=roles.values("person")) | Q(team__in=roles.filter(team__isnull=False).values("team"))
    return list(User.objects.filter(named, role=Role.TEAM_MANAGER, is_active=True).order_by("pk"))


def next_number(booking: Booking) -> int:
    """Return the number of the next decision of a review."""
    last = Decision.objects.filter(booking=booking).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def sent_of(booking: Booking) -> DecisionsSent | None:
    """Return when a review's decisions went out, or None."""
    return DecisionsSent.objects.filter(booking=booking).select_related("sent_by").first()


def unanswered_of(booking: Booking) -> list[Decision]:
    """Return the made decisions of a review that the team manager has not answered."""
    rows = Decision.objects.filter(booking=booking, made_at__isnull=False, answer__isnull=True)
    return whole(rows.exclude(state=DecisionState.SUPERSEDED).order_by("number"))


def late_of(child_ids: Iterable[int], *, on: date) -> QuerySet[Decision]:
    """Return the open decisions of these children that are past their day."""
    return Decision.objects.filter(child__in=child_ids, state=DecisionState.OPEN, due_on__lt=on)


def overdue_sent(*, on: date) -> QuerySet[DecisionsSent]:
    """Return the reviews whose decisions went out and whose days for an answer are over with one still owed."""
    owed = Q(booking__decisions__made_at__isnull=False, booking__decisions__answer__isnull=True)
    return DecisionsSent.objects.filter(owed, answers_due_on__lt=on).distinct().order_by("pk")


def case_people(child: Child, *, on: date) -> list[User]:
    """Return who may own a decision: those who manage the case now, and the child's IRO."""
    people = workers_of(child.pk, on=on)
    clock = kept_clock(child)
    iro = clock.iro if clock is not None else None
    return [*people, *([iro] if iro is not None and iro not in people else [])]


def person_of_case(people: Iterable[User], pk: int | None) -> User | None:
    """Return the person of an id among those of a case, or None."""
    return next((one for one in people if one.pk == pk), None)
