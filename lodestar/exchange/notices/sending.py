"""The sender: takes what waits, sends it outside every transaction, marks it as sent (ADR-0016).

It may die anywhere. Before the mail leaves, nothing has happened and the mail is taken again when its time is over.
Between the provider's yes and our mark, the same mail with the same reference goes out once more, and that is the only
window.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeState
from lodestar.exchange.notices import claims
from lodestar.exchange.notices.actions import record_sending
from lodestar.exchange.notices.carriers import Carrier, NotCarried
from lodestar.exchange.notices.letters import letter_to

# A mail is begun only while there is time to end it: two answers of a provider, at their slowest, and our mark.
TIME_FOR_ONE = timedelta(minutes=2)


@dataclass(slots=True)
class Counts:
    """What a round came to: mails that left, and notices by what became of them."""

    mails: int = 0
    sent: int = 0
    not_wanted: int = 0
    to_try_again: int = 0
    failed: int = 0

    def add(self, other: "Counts") -> None:
        """Add another round's counts to these."""
        for name, number in asdict(other).items():
            setattr(self, name, getattr(self, name) + number)

    def came_to_something(self) -> bool:
        """Return whether anything became of anything."""
        return any(asdict(self).values())


def send_what_waits(carrier: Carrier, *, by: User, clock: Callable[[], datetime]) -> Counts:
    """Send all that may go out now and return what it came to. `clock` tells the moment, since sending takes time."""
    total = Counts()
    while True:
        found = claims.claim(clock())
        if not found.looked_at:
            return total
        total.add(send_some(found, carrier, by=by, clock=clock))


def send_some(found: claims.Claim, carrier: Carrier, *, by: User, clock: Callable[[], datetime]) -> Counts:
    """Send the mails that were taken; the event with the counts is left even when sending breaks off."""
    counts = Counts(not_wanted=found.not_wanted, failed=found.failed)
    try:
        for mail in found.mails:
            if clock() + TIME_FOR_ONE > mail.until:
                break  # too slow a provider: whoever takes the rest when its time is over sends it
            send_one(mail, carrier, counts, clock)
    finally:
        if counts.came_to_something():
            record_sending(counts=asdict(counts), by=by, at=clock())
    return counts


def send_one(mail: claims.Held, carrier: Carrier, counts: Counts, clock: Callable[[], datetime]) -> None:
    """Send one mail and mark its notices."""
    letter = letter_to(mail.person.email, mail.notices)
    try:
        carrier.carry(letter, tried_before=mail.tries > 1)
    except Exception as trouble:
        refused = trouble if isinstance(trouble, NotCarried) else unforeseen(trouble)
        if refused.again and mail.tries < claims.MOST_TRIES:
            counts.to_try_again += claims.put_off(mail, clock(), trouble=refused.words)
        else:
            counts.failed += claims.settle_mail(mail, NoticeState.FAILED, clock(), trouble=refused.words)
    else:
        counts.mails += 1
        counts.sent += claims.settle_mail(mail, NoticeState.SENT, clock())


def unforeseen(trouble: Exception) -> NotCarried:
    """Return the words for what no carrier foresaw: its kind alone, since its message may name somebody."""
    return NotCarried(f"Sending failed in a way nobody foresaw ({type(trouble).__name__}).")
