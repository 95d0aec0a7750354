"""What the tests of telling people share: somebody to tell, a deed that tells them, and post that remembers."""

from datetime import UTC, datetime, timedelta

from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import NoticePreference
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.access.queries import the_system
from lodestar.exchange.notices.carriers import NotCarried
from lodestar.exchange.notices.sending import send_what_waits

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)  # a Monday
MINUTE = timedelta(minutes=1)
REFUSED = "The mail server could not be reached, or stopped answering."


class Died(BaseException):
    """The process is gone: nothing catches this."""


class Post:
    """A carrier that remembers what it took, and refuses as often as it is told to."""

    def __init__(self, refuses=0, again=True):
        self.took, self.tried_before, self.refuses, self.again = [], [], refuses, again

    def carry(self, letter, *, tried_before):
        if self.refuses:
            self.refuses -= 1
            raise NotCarried(REFUSED, again=self.again)
        self.took.append(letter)
        self.tried_before.append(tried_before)


@records(EventKind.REPLY_RECEIVED)
def something_happens(*, people, kind, key, address, by, at):
    note(subject=by, after={"happened": True})
    tell(people=people, kind=kind, key=key, address=address, by=by, at=at)


def happens(*people, kind=NoticeKind.REVIEW_MOVED, key="1", address=None, at=AT):
    """Do a deed of which people are told; what is moved is told at once, what is booked once a day."""
    address = address or f"/reviews/{sum(map(ord, key))}/"
    something_happens(people=people, kind=kind, key=key, address=address, by=the_system(), at=at)


def send(post, at=AT):
    return send_what_waits(post, by=the_system(), clock=lambda: at)


def prefers(person, kind, how_often):
    NoticePreference.objects.create(person=person, kind=kind, how_often=how_often)
