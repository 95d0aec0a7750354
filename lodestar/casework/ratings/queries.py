"""Asking: the rating of a review, the one before it, and the answers a manager owes."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lodestar.access.models import User
from lodestar.access.roles import Reach, Role
from lodestar.casework.allocation.queries import listed_for
from lodestar.casework.meetings.models import Booking
from lodestar.casework.ratings.models import Rating, RatingNotice
from lodestar.casework.ratings.states import Colour, NoticeRole


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


def is_asked_of(notice: RatingNotice, person: User) -> bool:
    """Return whether a notice is put to this person's post."""
    post = {
        NoticeRole.TEAM_MANAGER: Role.TEAM_MANAGER,
        NoticeRole.SERVICE_MANAGER: Role.SERVICE_MANAGER,
    }[NoticeRole(notice.role)]
    return bool(person.role == post.value)


def latest_greens() -> QuerySet[Rating]:
    """Return the settled green ratings that no later rating of the same child has replaced."""
    later = Rating.objects.filter(child=OuterRef("child"), is_final=True, rated_at__gt=OuterRef("rated_at"))
    return Rating.objects.filter(~Exists(later), colour=Colour.GREEN, is_final=True)
