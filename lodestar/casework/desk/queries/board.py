"""What a team manager answers for: reports late, decisions to answer or past their date, ratings to answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Permission, Role
from lodestar.casework.allocation.queries import listed_for
from lodestar.casework.decisions.models import Decision, DecisionsSent
from lodestar.casework.decisions.states import DecisionState
from lodestar.casework.desk.queries.work import Scope, reports, scope_of
from lodestar.casework.ratings.models import Rating, RatingNotice
from lodestar.casework.ratings.queries import POST_ROLE, latest_greens
from lodestar.casework.ratings.states import NoticeRole

MOST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the board: about which child, what of it, by when, and where it is done.

    `what` is the text of a decision or the code of a colour; `owner` who is to carry it out; `number` how many;
    `is_mine` whether this person's post is to answer.
    """

    child_id: int
    address: str
    due_on: date | None = None
    what: str = ""
    owner: str = ""
    number: int = 0
    is_mine: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the board: how many things there are in all, and the first of them."""

    total: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on a person's board on a day."""

    reports: Part
    answers: Part
    late: Part
    ratings: Part
    greens: Part

    def child_ids(self) -> set[int]:
        """Return the children on it."""
        parts = (self.reports, self.answers, self.late, self.ratings, self.greens)
        return {line.child_id for part in parts for line in part.lines}


def board_of(person: User, *, on: date) -> Board:
    """Return a person's board: a dozen questions, whatever stands on it."""
    scope = scope_of(person, on=on)
    return Board(
        reports=reports_late(scope),
        answers=answers_owed(scope),
        late=decisions_late(scope),
        ratings=ratings_to_answer(scope),
        greens=part(
            greens_with_late(scope),
            lambda r: Line(r[0], f"/reviews/{r[1]}/decisions/", what=str(r[3] or ""), number=r[2]),
        ),
    )


def part(rows: QuerySet[Any, Any], turn: Any) -> Part:
    """Return the first rows as lines, and how many there are: one question, two where they do not all fit."""
    first = list(rows[: MOST + 1])
    total = rows.count() if len(first) > MOST else len(first)
    return Part(total, tuple(turn(row) for row in first[:MOST]))


def reports_late(scope: Scope) -> Part:
    """Reports of social workers that have not come though their day is past (R4.4), by child."""
    asked = reports(scope, "report-late", "papers", late_only=True)

    def turn(row: Any) -> Line:
        waits = asked.turn(row)
        return Line(waits.child_id, waits.address, waits.due_on)

    return part(asked.rows, turn)


def answers_owed(scope: Scope) -> Part:
    """Reviews whose decisions wait for the team manager's answer and can still have it (R4.8)."""
    owed = Q(booking__decisions__made_at__isnull=False, booking__decisions__answer__isnull=True) & ~Q(
        booking__decisions__state=DecisionState.SUPERSEDED
    )
    rows = (
        scope.children(DecisionsSent.objects.filter(answers_due_on__gte=scope.on), "booking__child")
        .annotate(owed=Count("booking__decisions", filter=owed))
        .filter(owed__gt=0)
        .order_by("answers_due_on", "pk")
        .values_list("booking__child", "booking", "answers_due_on", "owed")
    )
    may = scope.person.may(Permission.ANSWER_DECISION)
    page = "decisions/answer/" if may else "decisions/"
    return part(rows, lambda r: Line(r[0], f"/reviews/{r[1]}/{page}", r[2], number=r[3], is_mine=may))


def decisions_late(scope: Scope) -> Part:
    """Decisions that are open past their day, the longest first (R4.21)."""
    rows = (
        scope.children(Decision.objects.filter(state=DecisionState.OPEN, due_on__lt=scope.on))
        .order_by("due_on", "pk")
        .values_list("child", "pk", "due_on", "words", "owner__name", "owner_name")
    )
    return part(rows, lambda r: Line(r[0], f"/decisions/{r[1]}/", r[2], what=r[3], owner=r[4] or r[5]))


def ratings_to_answer(scope: Scope) -> Part:
    """Ambers and reds that a post has not answered; those put to this person's own post lead to their answer."""
    rows = RatingNotice.objects.filter(acknowledged_at__isnull=True)
    if scope.person.role == Role.TEAM_MANAGER.value:
        rows = rows.filter(role=NoticeRole.TEAM_MANAGER)
    said = (
        scope.children(rows, "rating__child")
        .order_by("due_on", "pk")
        .values_list("rating__child", "pk", "due_on", "rating__colour", "role", "rating__booking")
    )

    def turn(row: Any) -> Line:
        mine = POST_ROLE[NoticeRole(row[4])].value == scope.person.role
        address = f"/ratings/{row[1]}/answer/" if mine else f"/reviews/{row[5]}/rating/"
        return Line(row[0], address, row[2], what=row[3], owner=row[4], is_mine=mine)

    return part(said, turn)


def greens_with_late(scope: Scope) -> QuerySet[Any, Any]:
    """Return the greens of children with decisions past their date: child, review, how many, when it was held."""
    late = Decision.objects.filter(child=OuterRef("child"), state=DecisionState.OPEN, due_on__lt=scope.on)
    past = Q(child__decisions__state=DecisionState.OPEN, child__decisions__due_on__lt=scope.on)
    rows: QuerySet[Any, Any] = (
        scope.children(latest_greens().filter(Exists(late)))
        .annotate(late=Count("child__decisions", filter=past), held=F("booking__review__held_on"))
        .order_by("-late", "pk")
        .values_list("child", "booking", "late", "held")
    )
    return rows


def greens_with_late_decisions(person: User, *, on: date) -> QuerySet[Rating]:
    """Return the latest greens, of children a person may list, while decisions are past their date."""
    late = Decision.objects.filter(child=OuterRef("child"), state=DecisionState.OPEN, due_on__lt=on)
    rows = latest_greens().filter(Exists(late), child__in=listed_for(person, on=on))
    return rows.select_related("booking__review").order_by("pk")
