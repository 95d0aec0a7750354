"""What a review decided, and everything that became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.constraints import at_with_by, known
from lodestar.casework.children.models import Child
from lodestar.casework.decisions.states import DecisionState, ManagersWord, Progress, Verdict
from lodestar.casework.meetings.models import Booking

PERSON = settings.AUTH_USER_MODEL


class Decision(models.Model):
    """One decision of a review: what, for which need, by whom, by when, and how the child will know (2-law 4.3).

    `heading` is the agenda heading it answers. `owner` where they sign in, `owner_name` otherwise (one of the two from
    the moment it is made). A draft is open to change in the room; once made, it is changed by nobody: it is answered,
    updated, verified, or carried over into a new one (`carried_from`, `times_carried`).
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="decisions")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default=DecisionState.DRAFT)
    words = models.TextField()
    because = models.CharField(max_length=1000, blank=True)
    heading = models.CharField(max_length=20, blank=True)
    need = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    owner_name = models.CharField(max_length=160, blank=True)
    agency = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True, db_index=True)
    child_will_know = models.CharField(max_length=500, blank=True)
    is_statutory = models.BooleanField(default=False)
    times_carried = models.PositiveIntegerField(default=0)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="carried_to", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "number"], name="one_decision_of_a_number"),
            known("state", DecisionState, "decision_state_is_known"),
            at_with_by("made", "decision_made_at_with_by"),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT)
                | (
                    Q(made_at__isnull=False, due_on__isnull=False)
                    & (Q(owner__isnull=False) | ~Q(owner_name=""))
                ),
                name="a_decision_made_has_its_owner_and_date",
            ),
        ]
        indexes = [models.Index(fields=["child", "state"], name="decisions_of_a_child")]


class DecisionsSent(models.Model):
    """The decisions of a review went out: from here the team manager's five working days run (R4.7, R4.8)."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="decisions_sent")
    answers_due_on = models.DateField()
    late_because = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")


class ManagerAnswer(models.Model):
    """What the team manager answered to a decision; no answer in time is taken as agreed, by nobody (R4.8, R4.20)."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="answer")
    word = models.CharField(max_length=30)
    words = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            known("word", ManagersWord, "managers_word_is_known"),
            models.CheckConstraint(
                condition=Q(word=ManagersWord.DEEMED, answered_by__isnull=True)
                | (~Q(word=ManagersWord.DEEMED) & Q(answered_by__isnull=False)),
                name="answered_by_a_person_or_taken_as_agreed",
            ),
            models.CheckConstraint(
                condition=Q(word__in=[ManagersWord.AGREED.value, ManagersWord.DEEMED.value]) | ~Q(words=""),
                name="a_change_or_a_no_is_explained",
            ),
        ]


class DecisionUpdate(models.Model):
    """What a decision's owner says of it: words, evidence, and the day it was done."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="updates")
    progress = models.CharField(max_length=15)
    words = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=500, blank=True)
    done_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("progress", Progress, "decision_progress_is_known"),
            models.CheckConstraint(
                condition=~Q(progress=Progress.DONE) | Q(done_on__isnull=False), name="done_on_a_day"
            ),
        ]


class Verification(models.Model):
    """What the IRO found of an earlier decision at a later review; none may be left without one when that closes."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="verification")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="verifications")
    verdict = models.CharField(max_length=12)
    words = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("verdict", Verdict, "verdict_is_known"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.DONE) | ~Q(words=""), name="anything_but_done_is_explained"
            ),
        ]
