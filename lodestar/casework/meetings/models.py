"""A review from its booking to the day it is held."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.constraints import at_with_by, known
from lodestar.casework.children.models import Child, Relationship
from lodestar.casework.meetings.states import (
    Attendance,
    Band,
    BookingState,
    CancelReason,
    ChangeKind,
    Channel,
    ChildsView,
    InviteeRole,
    PaperKind,
    PlaceKind,
    Reply,
    Shape,
    SittingState,
    Step,
    StepState,
    WhoAsked,
)
from lodestar.casework.reviews.models import Review
from lodestar.casework.reviews.states import REVIEW_RULES, ReviewKind

PERSON = settings.AUTH_USER_MODEL
OPEN = Q(state__in=[BookingState.BOOKED.value, BookingState.ADJOURNED.value])


class Booking(models.Model):
    """A review that is to be held, from its booking until it is held or cancelled. A child has one open at a time.

    `due_on`, `rule` and `due_because` are what the law asked when it was booked or last moved; the clock itself
    stays with the child. `officer` chairs it. `review` is the dated fact it became, once held.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="bookings")
    kind = models.CharField(max_length=20, default=ReviewKind.LOOKED_AFTER)
    state = models.CharField(max_length=10, default=BookingState.BOOKED)
    shape = models.CharField(max_length=15, default=Shape.ONE_MEETING)
    officer = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=20, blank=True)
    due_because = models.CharField(max_length=400, blank=True)
    late_because = models.CharField(max_length=500, blank=True)
    access_needs = models.CharField(max_length=500, blank=True)
    interpreter = models.CharField(max_length=200, blank=True)
    childs_wishes = models.CharField(max_length=1000, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    reconvene_by = models.DateField(null=True, blank=True)
    review = models.OneToOneField(
        Review, on_delete=models.PROTECT, related_name="booking", null=True, blank=True
    )
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=OPEN, name="one_open_booking_of_a_child"),
            known("kind", ReviewKind, "booking_kind_is_known"),
            known("state", BookingState, "booking_state_is_known"),
            known("shape", Shape, "booking_shape_is_known"),
            known("rule", REVIEW_RULES, "booking_rule_is_known", or_blank=True),
            models.CheckConstraint(
                condition=Q(state=BookingState.HELD, review__isnull=False)
                | (~Q(state=BookingState.HELD) & Q(review__isnull=True)),
                name="held_means_there_is_a_review",
            ),
            models.CheckConstraint(
                condition=Q(reconvene_by__isnull=True, opened_on__isnull=True)
                | Q(reconvene_by__isnull=False, opened_on__isnull=False),
                name="adjourned_from_a_day_until_a_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "officer"], name="bookings_of_an_officer")]


class Sitting(models.Model):
    """One meeting of a review: most reviews have one, an adjourned one two, a series several."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="sittings")
    state = models.CharField(max_length=10, default=SittingState.PLANNED)
    starts_at = models.DateTimeField(db_index=True)
    starts_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField(default=60)
    place_kind = models.CharField(max_length=10, default=PlaceKind.HOME)
    place = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=200, blank=True)
    conclusion = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            known("state", SittingState, "sitting_state_is_known"),
            known("place_kind", PlaceKind, "sitting_place_kind_is_known"),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=480), name="sitting_lasts_some_time"
            ),
        ]


class DateChange(models.Model):
    """A booked review was moved, cancelled or adjourned: who wanted it, why, and what it did to the law (R3.37-38)."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10)
    moved_from = models.DateTimeField(null=True, blank=True)
    moved_to = models.DateTimeField(null=True, blank=True)
    asked_for_by = models.CharField(max_length=15)
    reason = models.CharField(max_length=20, blank=True)
    because = models.CharField(max_length=500)
    effect = models.CharField(max_length=500, blank=True)
    weighed = models.CharField(max_length=1000, blank=True)
    asked = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            known("kind", ChangeKind, "date_change_kind_is_known"),
            known("asked_for_by", WhoAsked, "date_change_asked_for_by_is_known"),
            known("reason", CancelReason, "date_change_reason_is_known", or_blank=True),
            models.CheckConstraint(condition=~Q(because=""), name="date_change_gives_its_reason"),
            at_with_by("approved", "date_change_approved_at_with_by"),
        ]


class Invitee(models.Model):
    """Somebody who is asked to a review, or is not and why: the child's view of it first (CPPCR Sch.7; R4.1-R4.3).

    `person` where they sign in, `relationship` where they are family. `nonce` makes their private link; a new one
    makes the old link worthless. `sees_address` is off where the child's address must not reach them.
    """

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="invitees")
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    relationship = models.ForeignKey(
        Relationship, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sees_address = models.BooleanField(default=True)
    childs_view = models.CharField(max_length=15, default=ChildsView.NOT_ASKED)
    is_invited = models.BooleanField(default=True)
    not_invited_because = models.CharField(max_length=500, blank=True)
    band = models.CharField(max_length=15, blank=True)
    channel = models.CharField(max_length=10, blank=True)
    nonce = models.CharField(max_length=32, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    chased_at = models.DateTimeField(null=True, blank=True)
    chased_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    times_chased = models.PositiveIntegerField(default=0)
    reply = models.CharField(max_length=15, blank=True)
    reply_words = models.CharField(max_length=1000, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    attendance = models.CharField(max_length=10, blank=True)
    attendance_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            known("role", InviteeRole, "invitee_role_is_known"),
            known("childs_view", ChildsView, "invitee_childs_view_is_known"),
            known("band", Band, "invitee_band_is_known", or_blank=True),
            known("channel", Channel, "invitee_channel_is_known", or_blank=True),
            known("reply", Reply, "invitee_reply_is_known", or_blank=True),
            known("attendance", Attendance, "invitee_attendance_is_known", or_blank=True),
            models.CheckConstraint(
                condition=Q(is_invited=True) | ~Q(not_invited_because=""),
                name="not_invited_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(attendance=Attendance.EXCLUDED) | ~Q(attendance_because=""),
                name="kept_out_for_a_reason",
            ),
            at_with_by("invited", "invitee_invited_at_with_by"),
            at_with_by("chased", "invitee_chased_at_with_by"),
            models.UniqueConstraint(
                fields=["booking", "person"],
                condition=Q(person__isnull=False),
                name="one_invitation_of_a_person",
            ),
        ]


class ConsultationPaper(models.Model):
    """What somebody said before a review, on their paper or through their link.

    `answers` maps a question's code to what was answered. `verbatim` says the words are theirs, not put by a helper;
    `not_shared_with` is what the writer asked to be kept from whom, in their words.
    """

    invitee = models.OneToOneField(Invitee, on_delete=models.PROTECT, related_name="paper")
    band = models.CharField(max_length=15)
    answers = models.JSONField(default=dict)
    helped_by = models.CharField(max_length=160, blank=True)
    not_shared_with = models.CharField(max_length=500, blank=True)
    is_verbatim = models.BooleanField(default=True)
    came_by_link = models.BooleanField(default=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            known("band", Band, "consultation_band_is_known"),
            models.CheckConstraint(
                condition=Q(came_by_link=True) | Q(received_by__isnull=False),
                name="typed_up_by_somebody",
            ),
        ]


class Paper(models.Model):
    """A report or plan that is owed before a review, and each version of it that came (R4.4; seed 9 and 14).

    `received_at` is blank on the row that says it is asked for. `days_ahead` is working days before the meeting, 0 on
    the day, negative after it. `quality` is the IRO's grade 1 (poor) to 4 (good). `remedy_on` is the IRO's date by
    when what is missing must come.
    """

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    body = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    days_ahead = models.IntegerField(null=True, blank=True)
    shared_with_child_on = models.DateField(null=True, blank=True)
    quality = models.PositiveSmallIntegerField(null=True, blank=True)
    quality_words = models.CharField(max_length=500, blank=True)
    remedy_on = models.DateField(null=True, blank=True)
    remedy_words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            known("kind", PaperKind, "paper_kind_is_known"),
            models.UniqueConstraint(fields=["booking", "kind", "version"], name="one_paper_of_a_version"),
            at_with_by("received", "paper_received_at_with_by"),
            models.CheckConstraint(
                condition=Q(quality__isnull=True) | Q(quality__gte=1, quality__lte=4),
                name="paper_quality_is_one_to_four",
            ),
        ]


class PreparationStep(models.Model):
    """How far one step before a review has come, as somebody said; what the facts show stands over it."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20)
    state = models.CharField(max_length=15)
    words = models.CharField(max_length=1000, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "step"], name="one_row_of_a_step"),
            known("step", Step, "preparation_step_is_known"),
            known("state", StepState, "preparation_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=StepState.NOT_NEEDED) | ~Q(words=""), name="not_needed_for_a_reason"
            ),
        ]


class ChildSeen(models.Model):
    """The IRO spoke with the child before a review, alone or why not (CPPCR 2010 reg 36; R4.5)."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="seen")
    seen_on = models.DateField()
    place_kind = models.CharField(max_length=10)
    is_alone = models.BooleanField()
    not_alone_because = models.CharField(max_length=500, blank=True)
    childs_words = models.TextField(blank=True)
    officers_view = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("place_kind", PlaceKind, "child_seen_place_kind_is_known"),
            models.CheckConstraint(
                condition=Q(is_alone=True) | ~Q(not_alone_because=""), name="not_alone_for_a_reason"
            ),
        ]
