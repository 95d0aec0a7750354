"""A review's rating, and the answers that an amber or a red is owed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.constraints import at_with_by, known
from lodestar.access.models import Team
from lodestar.casework.children.models import Child
from lodestar.casework.meetings.models import Booking
from lodestar.casework.ratings.states import Colour, NoticeRole

PERSON = settings.AUTH_USER_MODEL


class Rating(models.Model):
    """The IRO's rating of a review; amber and red give their reason (R4.30). No manager can change one.

    `follow_up_on` is when the IRO looks again before the next review; `cleared_at` when what it asked for was done.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="ratings")
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="rating")
    colour = models.CharField(max_length=5)
    because = models.CharField(max_length=1000, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    followed_up_words = models.CharField(max_length=1000, blank=True)
    is_final = models.BooleanField(default=False)
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    followed_up_at = models.DateTimeField(null=True, blank=True)
    followed_up_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            known("colour", Colour, "rating_colour_is_known"),
            models.CheckConstraint(
                condition=Q(colour=Colour.GREEN) | ~Q(because=""), name="amber_and_red_give_their_reason"
            ),
            at_with_by("followed_up", "rating_followed_up_at_with_by"),
            at_with_by("cleared", "rating_cleared_at_with_by"),
        ]


class RatingNotice(models.Model):
    """An amber or red put before a manager: to acknowledge, and to say what they will do by when (item 4).

    It is the post's, not the person's: whoever manages the team (or its service) may answer it.
    """

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="notices")
    role = models.CharField(max_length=20)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    due_on = models.DateField()
    action = models.CharField(max_length=1000, blank=True)
    action_by_on = models.DateField(null=True, blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rating", "role"], name="one_notice_of_a_rating_for_a_post"),
            known("role", NoticeRole, "rating_notice_role_is_known"),
            at_with_by("acknowledged", "rating_notice_acknowledged_at_with_by"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | (~Q(action="") & Q(action_by_on__isnull=False)),
                name="acknowledged_with_what_will_be_done",
            ),
        ]
