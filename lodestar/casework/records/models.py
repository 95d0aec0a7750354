"""What is written in the review room, the signature, the versions that went out, and the child's letter."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.constraints import at_with_by, known
from lodestar.casework.meetings.models import Booking, Invitee
from lodestar.casework.meetings.states import Band, Channel
from lodestar.casework.records.states import (
    Audience,
    Box,
    Chaired,
    Criterion,
    DispatchState,
    MeetsNeeds,
    MinuteState,
    Question,
    SpokeHow,
    YesNo,
)
from lodestar.casework.reviews.states import PARTICIPATION_WORDS

PERSON = settings.AUTH_USER_MODEL


class Minute(models.Model):
    """Where the record of a review is between the one who minutes it and the IRO who signs it.

    `late_because` says why it was signed after its limit, where it was (R4.10).
    """

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="minute")
    state = models.CharField(max_length=15, default=MinuteState.DRAFT)
    asked = models.CharField(max_length=1000, blank=True)
    late_because = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            known("state", MinuteState, "minute_state_is_known"),
            at_with_by("signed", "minute_signed_at_with_by"),
            models.CheckConstraint(
                condition=Q(state=MinuteState.SIGNED, signed_at__isnull=False)
                | (~Q(state=MinuteState.SIGNED) & Q(signed_at__isnull=True)),
                name="signed_means_by_somebody",
            ),
        ]


class RoomText(models.Model):
    """What stands in one box under one heading of a review's agenda, and which version of it that is.

    Saved as somebody writes. A save says which version it was built on; if another was saved meanwhile, nothing is
    written over: the writer is shown both (ADR-0017).
    """

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="room_texts")
    heading = models.CharField(max_length=20)
    box = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "heading", "box"], name="one_text_in_a_box"),
            known("box", Box, "room_box_is_known"),
        ]


class RoomTextBefore(models.Model):
    """What stood in a box before: no saved word is lost."""

    room_text = models.ForeignKey(RoomText, on_delete=models.PROTECT, related_name="before")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room_text", "version"], name="one_text_of_a_version")]


class AgendaItem(models.Model):
    """Something the child wants talked about: first on the agenda, in their words."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="agenda")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    answer_words = models.CharField(max_length=1000, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "number"], name="one_item_of_a_number")]


class QualityAnswer(models.Model):
    """The answer to one of the five quality questions of a review (seed 9; 2-law 4.5)."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="quality_answers")
    question = models.CharField(max_length=20)
    answer = models.CharField(max_length=15)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "question"], name="one_answer_to_a_question"),
            known("question", Question, "quality_question_is_known"),
            known("answer", YesNo, "quality_answer_is_known"),
        ]


class PlanGrade(models.Model):
    """The IRO's grade of a care plan against one criterion, 1 (poor) to 4 (very good), with the evidence."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="plan_grades")
    criterion = models.CharField(max_length=15)
    grade = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=500, blank=True)
    graded_at = models.DateTimeField()
    graded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "criterion"], name="one_grade_of_a_criterion"),
            known("criterion", Criterion, "plan_criterion_is_known"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=4), name="grades_are_one_to_four"),
        ]


class Conclusion(models.Model):
    """What the IRO concludes at the end of a review. Blank answers are not given yet; closing asks for them.

    `attended`, `spoke_how` and `sent_views` are the facts the national participation code is proposed from.
    `permanence_considered` is asked from the second review (2-law 4.2).
    """

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="conclusion")
    meets_needs = models.CharField(max_length=10, blank=True)
    meets_needs_words = models.CharField(max_length=1000, blank=True)
    attended = models.BooleanField(null=True, blank=True)
    spoke_how = models.CharField(max_length=15, blank=True)
    sent_views = models.BooleanField(null=True, blank=True)
    participation = models.CharField(max_length=3, blank=True)
    chaired = models.CharField(max_length=5, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    next_review_words = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("meets_needs", MeetsNeeds, "conclusion_meets_needs_is_known", or_blank=True),
            known("spoke_how", SpokeHow, "conclusion_spoke_how_is_known", or_blank=True),
            known("participation", PARTICIPATION_WORDS, "conclusion_participation_is_known", or_blank=True),
            known("chaired", Chaired, "conclusion_chaired_is_known", or_blank=True),
        ]


class Addendum(models.Model):
    """What was added to a signed record. The record itself never changes."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="addenda")
    words = models.TextField()
    because = models.CharField(max_length=500)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="addendum_gives_its_reason")]


class Withholding(models.Model):
    """A part of a record that is kept from an audience, and why: contrary to the child's welfare (R4.11)."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="withholdings")
    audience = models.CharField(max_length=15)
    heading = models.CharField(max_length=20)
    because = models.CharField(max_length=500)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "audience", "heading"], name="withheld_once"),
            known("audience", Audience, "withholding_audience_is_known"),
            models.CheckConstraint(condition=~Q(because=""), name="withheld_for_a_reason"),
        ]


class RecordVersion(models.Model):
    """The record as it was made for an audience: frozen words with their hash, so that what went out can be shown."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="versions")
    audience = models.CharField(max_length=15)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "audience", "number"], name="one_version_of_a_number"),
            known("audience", Audience, "version_audience_is_known"),
        ]


class ChildLetter(models.Model):
    """The letter to the child about a review: drafted from the decisions, changed and checked by the IRO.

    The three safe-to-send answers are all yes before it goes: who opens the post, that it gives no address away, and
    that nothing in it is news to the child.
    """

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="letter")
    band = models.CharField(max_length=15)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    is_safe_to_open = models.BooleanField(null=True, blank=True)
    gives_no_address_away = models.BooleanField(null=True, blank=True)
    holds_no_surprise = models.BooleanField(null=True, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            known("band", Band, "letter_band_is_known"),
            at_with_by("checked", "letter_checked_at_with_by"),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True)
                | Q(is_safe_to_open=True, gives_no_address_away=True, holds_no_surprise=True),
                name="a_checked_letter_is_safe_to_send",
            ),
        ]


class Dispatch(models.Model):
    """A version of a record, or the letter, on its way to somebody: how, when, and what became of it (R4.11)."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="dispatches")
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="dispatches")
    version = models.ForeignKey(
        RecordVersion, on_delete=models.PROTECT, related_name="dispatches", null=True, blank=True
    )
    letter = models.ForeignKey(
        ChildLetter, on_delete=models.PROTECT, related_name="dispatches", null=True, blank=True
    )
    channel = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=15)
    because = models.CharField(max_length=500, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("channel", Channel, "dispatch_channel_is_known", or_blank=True),
            known("state", DispatchState, "dispatch_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=DispatchState.SENT, sent_on__isnull=False)
                | (~Q(state=DispatchState.SENT) & ~Q(because="")),
                name="sent_on_a_day_or_why_not",
            ),
        ]
