"""Taking notices from the outbox and saying what became of each.

A worker takes notices for a short time (`claimed_until`), so that what a dead worker held is taken again. No two
workers take the same notice: PostgreSQL locks the rows and passes over those that another has, SQLite lets one in at a
time.

What goes into one mail carries the same `claimed_until`, while it is being sent and while it waits for another try. It
is taken again together, and so is the same mail with the same reference.

These writes are the post's own and no deeds of anybody: the event of a round is left by `record_sending`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from lodestar.access.models import Notice, User
from lodestar.access.notice_kinds import HowOften, NoticeKind, NoticeState
from lodestar.access.queries import how_often_each
from lodestar.exchange.notices.digests import goes_out_at

HELD_FOR = timedelta(minutes=15)
PEOPLE_AT_ONCE = 20
# How long to wait after each failed try; after the last, the notice has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60))
MOST_TRIES = len(WAITS) + 1
BROKE_OFF = "Sending broke off each time it was tried."
MAY_NOT_SIGN_IN = "The person may not sign in any more."
NO_ADDRESS = "No email address is kept for the person."
CHOSEN = "The person chose not to be told of this by email."


@dataclass(frozen=True, slots=True)
class Held:
    """The notices of one person that go out in one mail, taken until a moment; `tries` counts this one."""

    person: User
    notices: tuple[Notice, ...]
    until: datetime
    tries: int


@dataclass(slots=True)
class Claim:
    """What one look into the outbox brought: mails to send, and how many notices ended without one."""

    mails: list[Held] = field(default_factory=list)
    not_wanted: int = 0
    failed: int = 0
    looked_at: int = 0


def claim(at: datetime) -> Claim:
    """Take the notices of some people that may go out now, and put off or settle those that may not."""
    with transaction.atomic():
        due = Notice.objects.filter(state=NoticeState.WAITING, not_before__lte=at)
        due = due.filter(Q(claimed_until=None) | Q(claimed_until__lte=at))
        first = due.values("person").annotate(first=Min("not_before")).order_by("first", "person")
        people = [row["person"] for row in first[:PEOPLE_AT_ONCE]]
        taken = (
            due.filter(person__in=people)
            .select_related("person")
            .select_for_update(skip_locked=True, of=("self",))
        )
        return sort_out(list(taken.order_by("told_at", "pk")), at)


def sort_out(notices: list[Notice], at: datetime) -> Claim:
    """Decide of each notice taken: into which mail it goes, or why into none."""
    found = Claim(looked_at=len(notices))
    chosen = how_often_each({notice.person for notice in notices})
    new: dict[int, list[Notice]] = {}
    earlier: dict[tuple[int, datetime], list[Notice]] = {}
    for notice in notices:
        refused = why_none(notice, chosen[notice.person_id])
        if refused:
            found.not_wanted += settle([notice], NoticeState.NOT_WANTED, at, trouble=refused)
        elif notice.claimed_until is not None:
            earlier.setdefault((notice.person_id, notice.claimed_until), []).append(notice)
        elif is_time(notice, chosen[notice.person_id][NoticeKind(notice.kind)], at):
            new.setdefault(notice.person_id, []).append(notice)
    hold(found, [*earlier.values(), *new.values()], at)
    return found


def hold(found: Claim, mails: list[list[Notice]], at: datetime) -> None:
    """Take each mail for a time of its own, so that it is known again by it; give up what was tried too often."""
    for number, notices in enumerate(mails):
        tries = max(notice.tries for notice in notices)
        if tries >= MOST_TRIES:
            found.failed += settle(notices, NoticeState.FAILED, at, trouble=notices[0].trouble or BROKE_OFF)
            continue
        until = at + HELD_FOR + timedelta(microseconds=number)
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(
            claimed_until=until, tries=F("tries") + 1
        )
        found.mails.append(Held(notices[0].person, tuple(notices), until, tries + 1))


def why_none(notice: Notice, chosen: dict[NoticeKind, HowOften]) -> str:
    """Return why a notice goes into no mail at all, or nothing.

    What was tried before goes on as it was: the mail may have left, and must say the same if it leaves again.
    """
    person = notice.person
    if not person.is_active or person.is_system:
        return MAY_NOT_SIGN_IN
    if not person.email:
        return NO_ADDRESS
    if notice.claimed_until is None and chosen[NoticeKind(notice.kind)] is HowOften.NEVER:
        return CHOSEN
    return ""


def is_time(notice: Notice, how_often: HowOften, at: datetime) -> bool:
    """Return whether a notice goes out now; put it off to its round where not."""
    goes_out = goes_out_at(how_often, notice.told_at, settings.NOTICE_DIGEST_HOUR)
    if goes_out <= at:
        return True
    Notice.objects.filter(pk=notice.pk).update(not_before=goes_out)
    return False


def settle(notices: Iterable[Notice], state: NoticeState, at: datetime, *, trouble: str = "") -> int:
    """Say what became of notices; return how many."""
    return close(ours([notice.pk for notice in notices]), state, at, trouble)


def settle_mail(mail: Held, state: NoticeState, at: datetime, *, trouble: str = "") -> int:
    """Say what became of a mail's notices, as long as they are still ours; return how many."""
    return close(still(mail), state, at, trouble)


def put_off(mail: Held, at: datetime, *, trouble: str) -> int:
    """Let a mail wait for its next try, longer each time; return how many notices it holds."""
    again = at + WAITS[mail.tries - 1]
    return still(mail).update(not_before=again, claimed_until=again, trouble=trouble)


def still(mail: Held) -> QuerySet[Notice]:
    """Return a mail's notices that nobody has taken since."""
    return ours([notice.pk for notice in mail.notices]).filter(claimed_until=mail.until)


def ours(numbers: list[int]) -> QuerySet[Notice]:
    """Return notices by number, of those that still wait."""
    return Notice.objects.filter(pk__in=numbers, state=NoticeState.WAITING)


def close(notices: QuerySet[Notice], state: NoticeState, at: datetime, trouble: str) -> int:
    """Write an end; return how many notices it ended."""
    ended: dict[str, Any] = {"state": state, "finished": at, "claimed_until": None, "trouble": trouble}
    return notices.update(**ended)
