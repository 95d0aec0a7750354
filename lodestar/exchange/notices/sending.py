"""Sending what waits in the outbox: claimed, handed over, marked; what a dead sender held is claimed again.

Nothing is handed over inside a transaction. The one window in which a message can go twice is between the mail
server's yes and our mark, and then it says the same (ADR-0016).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from lodestar.access.door import note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Notice, NoticePreference, User
from lodestar.access.notice_kinds import HowOften, NoticeKind, NoticeState
from lodestar.exchange.notices.channels import Channel, NotSent
from lodestar.exchange.notices.digests import due_at
from lodestar.exchange.notices.messages import message_for

BATCH = 200
CLAIMED_FOR = timedelta(minutes=5)
MOST_TRIES = 6
FIRST_WAIT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one round of sending did, in numbers only."""

    messages: int = 0
    notices: int = 0
    not_wanted: int = 0
    waiting: int = 0
    failed: int = 0


def send_waiting(*, channel: Channel, by: User, clock: Callable[[], datetime]) -> Sent:
    """Send what waits and is due, a batch; return what was done. Safe to run twice at once."""
    at = clock()
    claimed = claim(at)
    if not claimed:
        return Sent()
    done = Sent()
    for person, notices in grouped(claimed).items():
        done = added(done, send_to(person, notices, channel=channel, at=at))
    record_sending(counts=done, by=by, at=clock())
    return done


def claim(at: datetime) -> list[Notice]:
    """Return notices that are now this sender's for a few minutes, and nobody else's."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    with transaction.atomic():
        rows = Notice.objects.filter(free, state=NoticeState.WAITING, not_before__lte=at)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        elif connection.features.has_select_for_update:
            rows = rows.select_for_update()
        found = list(rows.select_related("person").order_by("not_before", "pk")[:BATCH])
        Notice.objects.filter(pk__in=[one.pk for one in found]).update(claimed_until=at + CLAIMED_FOR)
    return found


def grouped(notices: Iterable[Notice]) -> dict[User, list[Notice]]:
    """Return notices by the person they are for."""
    found: dict[User, list[Notice]] = defaultdict(list)
    for one in notices:
        found[one.person].append(one)
    return found


def send_to(person: User, notices: list[Notice], *, channel: Channel, at: datetime) -> Sent:
    """Send one person's notices: what is due together, what comes later put off, what is not wanted marked so."""
    wishes = dict(NoticePreference.objects.filter(person=person).values_list("kind", "how_often"))
    now: list[Notice] = []
    done = Sent()
    for one in notices:
        how = how_often(NoticeKind(one.kind), wishes)
        if not person.is_active or not person.email or how == HowOften.NEVER:
            mark([one], NoticeState.NOT_WANTED, at)
            done = added(done, Sent(not_wanted=1))
            continue
        later = due_at(how, told_at=one.told_at)
        if later > at:
            Notice.objects.filter(pk=one.pk).update(not_before=later, claimed_until=None)
            done = added(done, Sent(waiting=1))
            continue
        now.append(one)
    at_once = [one for one in now if how_often(NoticeKind(one.kind), wishes) == HowOften.AT_ONCE]
    together = [one for one in now if one not in at_once]
    for group in [*([one] for one in at_once), *([together] if together else [])]:
        done = added(done, hand_over(person, group, channel=channel, at=at))
    return done


URGENT = frozenset({NoticeKind.RATING_TO_ANSWER, NoticeKind.DECISIONS_TO_ANSWER})


def how_often(kind: NoticeKind, wishes: dict[str, str]) -> HowOften:
    """Return how often somebody is told of a kind; what is urgent is slowed to daily at most."""
    wanted = HowOften(wishes.get(kind.value, HowOften.AT_ONCE.value))
    if kind in URGENT and wanted in (HowOften.WEEKLY, HowOften.NEVER):
        return HowOften.DAILY
    return wanted


def hand_over(person: User, notices: list[Notice], *, channel: Channel, at: datetime) -> Sent:
    """Hand one message over and mark its notices; what failed waits longer each time, until it is given up."""
    message = message_for(
        person.email,
        [(one.kind, one.key, one.address) for one in notices],
        site=settings.SITE_ADDRESS,
        service=settings.SERVICE_NAME,
    )
    try:
        channel.send(message)
    except NotSent as error:
        return put_off(notices, error, at)
    mark(notices, NoticeState.SENT, at)
    return Sent(messages=1, notices=len(notices))


def put_off(notices: list[Notice], error: NotSent, at: datetime) -> Sent:
    """Try these again later, or give them up; why is kept in words without personal data."""
    done = Sent()
    for one in notices:
        tries = one.tries + 1
        if error.for_good or tries >= MOST_TRIES:
            mark([one], NoticeState.FAILED, at, trouble=error.why, tries=tries)
            done = added(done, Sent(failed=1))
            continue
        wait = FIRST_WAIT * 4 ** (tries - 1)
        Notice.objects.filter(pk=one.pk).update(
            tries=tries, trouble=error.why, not_before=at + wait, claimed_until=None
        )
        done = added(done, Sent(waiting=1))
    return done


def mark(notices: list[Notice], state: NoticeState, at: datetime, **more: object) -> None:
    """Mark what became of notices."""
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(
        state=state, finished=at, claimed_until=None, **more
    )


def added(one: Sent, other: Sent) -> Sent:
    """Return two counts together."""
    return Sent(
        one.messages + other.messages,
        one.notices + other.notices,
        one.not_wanted + other.not_wanted,
        one.waiting + other.waiting,
        one.failed + other.failed,
    )


@records(EventKind.NOTICES_SENT)
def record_sending(*, counts: Sent, by: User, at: datetime) -> None:
    """Leave an event of a round of sending: numbers only."""
    if counts == Sent():
        nothing_changed()
        return
    note(
        subject=by,
        after={
            "messages": counts.messages,
            "notices": counts.notices,
            "not_wanted": counts.not_wanted,
            "failed": counts.failed,
        },
    )
