"""Asking who there is, and who saw what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import get_current_timezone

from lodestar.access.models import Event, Locality, Notice, NoticePreference, Team, User
from lodestar.access.notice_kinds import HowOften, NoticeKind, choices_of, usual
from lodestar.access.roles import Role

SYSTEM_USERNAME = "lodestar"
EVENTS_A_PAGE = 50
PEOPLE_MEANT = 20
NOTICES_SHOWN = 100
NOTICES_SHOWN_FOR = timedelta(days=28)


def the_system() -> User:
    """Return the account under which the system itself acts: at the command line, and for nobody known."""
    return User.objects.get(username=SYSTEM_USERNAME, is_system=True)


def account_called(username: str) -> User | None:
    """Return the account of a user name in whatever case it was typed, or None."""
    try:
        return User.objects.get_by_natural_key(username)
    except User.DoesNotExist:
        return None


def demonstration_person(role: str) -> User | None:
    """Return the demonstration's person of a role, or None; somebody who exists is never one."""
    return User.objects.filter(
        username=f"demo-{role}", role=role, is_made_up=True, is_active=True, is_system=False
    ).first()


# --- people ---------------------------------------------------------------------------------------------


def people_matching(
    *, words: str = "", role: Role | None = None, signs_in: bool | None = None
) -> QuerySet[User]:
    """Return people by name, whose name or user name has all the words; the system itself is not among them."""
    found = User.objects.filter(is_system=False).select_related("team").order_by("name", "pk")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word))
    if role is not None:
        found = found.filter(role=role)
    if signs_in is not None:
        found = found.filter(is_active=signs_in)
    return found


def is_locked(username: str, at: datetime) -> bool:
    """Return whether too many failed tries, from wherever, keep a user name from signing in now."""
    since = at - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(username=username.lower(), attempt_time__gte=since)
    failures = tried.aggregate(total=Sum("failures_since_start"))["total"] or 0
    return bool(failures >= settings.AXES_FAILURE_LIMIT)


def teams() -> QuerySet[Team]:
    """Return every team with its locality, by service and name."""
    return Team.objects.select_related("locality").order_by("service", "name")


def localities() -> QuerySet[Locality]:
    """Return every locality, by name."""
    return Locality.objects.order_by("name")


# --- who saw what ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What the auditor asks for. Days are whole days of the service's own zone, `until` the last of them."""

    username: str = ""
    child_identifier: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None

    def in_words(self) -> dict[str, Any]:
        """Return what was asked as an event keeps it, without what was left open."""
        facts = {
            "person": self.username,
            "child": self.child_identifier,
            "kind": self.kind,
            "since": self.since,
            "until": self.until,
        }
        return {name: fact for name, fact in facts.items() if fact}


def events_asked_for(asked: Asked, *, before: int | None = None) -> list[Event]:
    """Return one page of events, newest first, and one more where there is another page.

    Turned by key, not by number: the page after the line `before`. Each thing asked by has its index, so the
    thousandth page costs what the first does.
    """
    found = Event.objects.order_by("-at", "-sequence")
    if asked.username:
        found = found.filter(by_username=asked.username)
    if asked.child_identifier:
        found = found.filter(child_identifier=asked.child_identifier)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.since:
        found = found.filter(at__gte=midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=midnight(asked.until + timedelta(days=1)))
    last = Event.objects.filter(sequence=before).values_list("at", flat=True).first() if before else None
    if last is not None:
        found = found.filter(at__lte=last).exclude(at=last, sequence__gte=before)
    return list(found[: EVENTS_A_PAGE + 1])


def midnight(day: date) -> datetime:
    """Return the moment a day begins in the service's own zone."""
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())


def people_called(words: str, limit: int = PEOPLE_MEANT) -> list[User]:
    """Return whom an auditor may mean: the one with that user name, else those whose name has the words."""
    exact = User.objects.filter(username__iexact=words.strip())[:1]
    if exact:
        return list(exact)
    found = User.objects.order_by("name", "pk")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word))
    return list(found[:limit])


def names_of(usernames: Iterable[str]) -> dict[str, str]:
    """Return the name of each user name that is still held."""
    return dict(User.objects.filter(username__in=set(usernames)).values_list("username", "name"))


# --- telling people -------------------------------------------------------------------------------------


def how_often_each(people: Iterable[User]) -> dict[int, dict[NoticeKind, HowOften]]:
    """Return how often each person is told of each kind of thing, by their number: as they chose, else as usual.

    A choice that the kind does not allow, however it came to be stored, counts as the slowest that it does.
    """
    found = {person.pk: {kind: usual(kind) for kind in NoticeKind} for person in people}
    for chosen in NoticePreference.objects.filter(person__in=list(found)):
        kind, how_often = NoticeKind(chosen.kind), HowOften(chosen.how_often)
        found[chosen.person_id][kind] = how_often if how_often in choices_of(kind) else choices_of(kind)[-1]
    return found


def told_lately(person: User, *, at: datetime) -> list[Notice]:
    """Return what a person was told in the last four weeks, newest first, each page once for each kind of thing."""
    told = Notice.objects.filter(person=person, told_at__gt=at - NOTICES_SHOWN_FOR, told_at__lte=at)
    newest: dict[tuple[str, str], Notice] = {}
    for notice in told.order_by("-told_at", "-pk")[:NOTICES_SHOWN]:
        newest.setdefault((notice.kind, notice.address), notice)
    return list(newest.values())
