"""People who sign in, their teams, and the events they leave behind."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from lodestar.access.constraints import known
from lodestar.access.event_kinds import EventKind
from lodestar.access.notice_kinds import HowOften, NoticeKind, NoticeState
from lodestar.access.roles import ROLE_PERMISSIONS, ROLE_REACH, ROLE_WORDS, Permission, Reach, Role


class Locality(models.Model):
    """A part of the county that teams and homes belong to."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of social workers, inside a service and (where it serves one) a locality."""

    name = models.CharField(max_length=80, unique=True)
    service = models.CharField(max_length=80)
    locality = models.ForeignKey(
        Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="teams"
    )

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["User"]):
    """The way to make a person who may sign in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person who signs in by a user name, in whatever case it was typed."""
        alike = {person.username: person for person in self.filter(username__iexact=username or "")}
        if username in alike or len(alike) == 1:
            return alike.get(username or "") or next(iter(alike.values()))
        raise self.model.DoesNotExist

    def add(
        self, *, username: str, name: str, role: Role, password: str | None = None, **facts: object
    ) -> "User":
        """Return a new saved person; without a password they cannot sign in by one."""
        person: User = self.model(username=username, name=name, role=role, **facts)
        if password is None:
            person.set_unusable_password()
        else:
            person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person


class User(AbstractBaseUser):
    """A person who works with the system, or the system itself under a name (`is_system`).

    People known only from a return (a social worker's code) are users who may not sign in (`is_active` off).
    `must_change_password`: the password was given by somebody else, and is good for choosing another only.
    """

    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=30, choices=[(r.value, ROLE_WORDS[r]) for r in Role])
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False)
    is_made_up = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)

    objects = People()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=[r.value for r in Role]), name="user_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, permission: Permission) -> bool:
        """Return whether this person's role carries the permission."""
        return self.is_active and permission in ROLE_PERMISSIONS[Role(self.role)]

    @property
    def reach(self) -> Reach:
        """Return how far this person's role reaches over children."""
        return ROLE_REACH[Role(self.role)]

    @property
    def role_name(self) -> str:
        """Return the role as the service says it."""
        return ROLE_WORDS[Role(self.role)]


class Event(models.Model):
    """A line of the audit: who, when, what, before and after; chained to the line before it by hash.

    Has no foreign keys: the audit must never block, or be blocked by, live records. Database triggers refuse
    change and deletion. No feature reads it to decide anything (ADR-0004).
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    by_username = models.CharField(max_length=80)
    by_role = models.CharField(max_length=30)
    kind = models.CharField(max_length=40)
    child_identifier = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        # The auditor's page reads newest first and turns its pages by key: one index for each thing it asks by.
        indexes = [
            models.Index(fields=["at", "sequence"], name="event_by_time"),
            models.Index(fields=["by_username", "at", "sequence"], name="event_by_person"),
            models.Index(fields=["child_identifier", "at", "sequence"], name="event_by_child"),
            models.Index(fields=["kind", "at", "sequence"], name="event_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in EventKind]), name="event_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="event_sequence_starts_at_one"),
        ]


class ChainHead(models.Model):
    """The one row that says where the chain of events ends; locked while events are added."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_chain_head")]


class UsedOnce(models.Model):
    """A form's one-use token that has been spent, so that a double click does a thing once."""

    token = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(db_index=True)
    went_to = models.CharField(max_length=300)


class Notice(models.Model):
    """Something a person is to be told, in the outbox until it is sent (once). It never carries case content.

    Written in the transaction of what happened, so that it is there if and only if that is. `key` makes the same
    news one notice however often it is said. `address` is where in the service it is to be read.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=NoticeState.WAITING)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    not_before = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            known("kind", NoticeKind, "notice_kind_is_known"),
            known("state", NoticeState, "notice_state_is_known"),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="notices_waiting")]


class NoticePreference(models.Model):
    """How often a person wants to be told of one kind of thing."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notice_preferences"
    )
    kind = models.CharField(max_length=30)
    how_often = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_preference_of_a_kind"),
            known("kind", NoticeKind, "notice_preference_kind_is_known"),
            known("how_often", HowOften, "notice_preference_how_often_is_known"),
        ]


class CalendarKey(models.Model):
    """The secret part of the address of a person's calendar feed; a new one makes the old address worthless."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_key"
    )
    nonce = models.CharField(max_length=32)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
