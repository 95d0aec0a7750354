"""Asking: the rating of a review, the one before it, and the answers a manager owes."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lodestar.access.models import Team, User
from lodestar.access.roles import Reach, Role
from lodestar.casework.allocation.queries import listed_for
from lodestar.casework.children.models import CaseRole, Child
from lodestar.casework.meetings.models import Booking
from lodestar.casework.ratings.models import Rating, RatingNotice
from lodestar.casework.ratings.states import Colour, NoticeRole
from lodestar.casework.reviews.states import ReviewKind
from lodestar.law.review_rules import (
    later_review_due,
    later_short_breaks_review_due,
    second_review_due,
)


def rating_of(booking: Booking) -> Rating | None:
    """Return the rating of a review, settled or not, or None."""
    return Rating.objects.select_related("rated_by").filter(booking=booking).first()


def last_rating(child_id: int, *, but: Booking) -> Rating | None:
    """Return the last settled rating of a child's other reviews, or None."""
    rows = Rating.objects.filter(child=child_id, is_final=True).exclude(booking=but)
    return rows.select_related("booking__review").order_by("-rated_at", "-pk").first()


def notices_of(rating: Rating) -> list[RatingNotice]:
    """Return the answers a rating asked for."""
    return list(rating.notices.select_related("acknowledged_by", "team").order_by("role"))


def notice_by_id(pk: int) -> RatingNotice | None:
    """Return one notice with its rating, child and review, or None."""
    return (
        RatingNotice.objects.select_related(
            "rating__child", "rating__booking__officer", "rating__booking__child", "rating__rated_by"
        )
        .filter(pk=pk)
        .first()
    )


def rating_by_id(pk: int) -> Rating | None:
    """Return one rating with its child and review, or None."""
    return (
        Rating.objects.select_related("child", "booking__officer", "booking__child", "rated_by")
        .filter(pk=pk)
        .first()
    )


def notices_for(person: User, *, on: date) -> QuerySet[RatingNotice]:
    """Return the answers that are owed by this person's post, for the children they may list."""
    post = (
        NoticeRole.SERVICE_MANAGER if person.role == Role.SERVICE_MANAGER.value else NoticeRole.TEAM_MANAGER
    )
    rows = RatingNotice.objects.filter(role=post, acknowledged_at__isnull=True)
    if person.reach != Reach.ALL:
        rows = rows.filter(rating__child__in=listed_for(person, on=on))
    return rows.order_by("due_on", "pk")


POST_ROLE = {NoticeRole.TEAM_MANAGER: Role.TEAM_MANAGER, NoticeRole.SERVICE_MANAGER: Role.SERVICE_MANAGER}


def is_asked_of(notice: RatingNotice, person: User, *, child_id: int, on: date) -> bool:
    """Return whether a notice is put to this person's post: of their role, and the child in the reach of their work.

    The post follows the child: where another team works with the child by now, its manager answers.
    """
    if person.role != POST_ROLE[NoticeRole(notice.role)].value:
        return False
    return listed_for(person, on=on).filter(pk=child_id).exists()


def review_after_due(booking: Booking, day: date) -> date:
    """Return by when the review after this one is due by the law, if this one is held on a day."""
    if booking.kind == ReviewKind.SHORT_BREAKS:
        return later_short_breaks_review_due(previous_review_on=day).due_on
    if booking.ordinal == 1:
        return second_review_due(first_review_on=day).due_on
    return later_review_due(previous_review_on=day, judged_on=day).due_on


def team_of(child: Child, *, on: date) -> Team | None:
    """Return the team that works with a child on a day, or None where none is recorded."""
    role = (
        CaseRole.objects.on(on)
        .filter(child=child, team__isnull=False)
        .select_related("team")
        .order_by("-from_on", "pk")
        .first()
    )
    return None if role is None else role.team


def managers_for(role: NoticeRole, team: Team | None) -> list[User]:
    """Return the people who hold a post over a team: its manager, or the manager of its service."""
    if team is None:
        return []
    if role == NoticeRole.TEAM_MANAGER:
        rows = User.objects.filter(role=Role.TEAM_MANAGER, team=team, is_active=True)
    else:
        rows = User.objects.filter(role=Role.SERVICE_MANAGER, team__service=team.service, is_active=True)
    return list(rows.order_by("pk"))


def latest_greens() -> QuerySet[Rating]:
    """Return the settled green ratings that no later rating of the same child has replaced."""
    later = Rating.objects.filter(child=OuterRef("child"), is_final=True, rated_at__gt=OuterRef("rated_at"))
    return Rating.objects.filter(~Exists(later), colour=Colour.GREEN, is_final=True)
