"""What a mail says: what kind of thing waits, and where it is read after signing in. Nothing else leaves (ADR-0016)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from lodestar.access.models import Notice
from lodestar.access.notice_kinds import ASKS_SOMETHING, NOTICE_WORDS, NoticeKind

# Several of a kind in one mail, without a word about any of them.
SEVERAL_WORDS = {
    NoticeKind.REPORT_ASKED: "Reports for {} reviews are asked of you",
    NoticeKind.REPORT_LATE: "Reports for {} reviews are late",
    NoticeKind.REPORT_RECEIVED: "Reports for {} reviews have come in",
    NoticeKind.REVIEW_BOOKED: "{} reviews have been booked",
    NoticeKind.REVIEW_MOVED: "{} reviews have a new date",
    NoticeKind.REPLY_RECEIVED: "People replied to invitations to {} reviews",
    NoticeKind.MINUTE_READY: "The records of {} reviews are ready for you to check",
    NoticeKind.MINUTE_RETURNED: "Changes are asked to {} records that you minuted",
    NoticeKind.DECISIONS_TO_ANSWER: "Decisions of {} reviews are waiting for your answer",
    NoticeKind.DECISION_ANSWERED: "A manager answered decisions of {} reviews",
    NoticeKind.DECISION_GIVEN: "{} decisions of reviews are yours to carry out",
    NoticeKind.RATING_TO_ANSWER: "{} ratings are waiting for you to say what you will do",
    NoticeKind.RATING_ANSWERED: "Managers answered {} ratings",
    NoticeKind.RECORD_READY: "The records of {} reviews are ready to read",
    NoticeKind.CANCELLATION_TO_APPROVE: "{} cancelled reviews are waiting for your approval",
}
LIST_OF_THEM = "/account/notices/"
# Small words and row numbers only: an address that held a name or a child's identifier would never leave.
ADDRESS_THAT_MAY_LEAVE = re.compile(r"/(?:(?:[a-z]+(?:-[a-z]+)*|[0-9]{1,12})/)*")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail. `reference` is the same whenever the same news is said, so that a provider may drop a repeat."""

    to: str
    subject: str
    text: str
    reference: str


def letter_to(email: str, notices: Iterable[Notice]) -> Letter:
    """Return the mail that tells one person of these notices."""
    told = sorted(notices, key=lambda notice: notice.pk)
    lines = lines_of(told)
    if len(lines) == 1:
        subject, words = lines[0], f"{lines[0]}."
    else:
        number = len({(notice.kind, notice.address) for notice in told})
        subject = f"{number} things to read"
        words = "\n".join(f"* {line}" for line in lines)
    addresses = {notice.address for notice in told}
    address = addresses.pop() if len(addresses) == 1 else LIST_OF_THEM
    if not ADDRESS_THAT_MAY_LEAVE.fullmatch(address):
        address = LIST_OF_THEM
    return Letter(
        to=email,
        subject=f"{settings.SERVICE_NAME}: {subject}",
        text=text_around(words, address),
        reference=reference_of(told),
    )


def lines_of(notices: Iterable[Notice]) -> list[str]:
    """Return a line for each kind of thing, what is asked of the reader first; the same page counts once."""
    pages: dict[NoticeKind, set[str]] = {}
    for notice in notices:
        pages.setdefault(NoticeKind(notice.kind), set()).add(notice.address)
    in_order = sorted(pages, key=lambda kind: (kind not in ASKS_SOMETHING, list(NoticeKind).index(kind)))
    return [
        NOTICE_WORDS[kind] if len(pages[kind]) == 1 else SEVERAL_WORDS[kind].format(len(pages[kind]))
        for kind in in_order
    ]


def text_around(words: str, address: str) -> str:
    """Return the whole text of a mail."""
    return (
        f"{words}\n\n"
        f"Read it in {settings.SERVICE_NAME}. You will be asked to sign in:\n"
        f"{settings.SITE_ADDRESS}{address}\n\n"
        "This email names nobody and says nothing of any child, on purpose. Answers to it are not read.\n\n"
        "Choose how often you are told:\n"
        f"{settings.SITE_ADDRESS}{LIST_OF_THEM}\n\n"
        f"{settings.COUNCIL_NAME}\n"
    )


def reference_of(notices: Iterable[Notice]) -> str:
    """Return what the same news is known by, from which nobody reads what it is."""
    keys = "\n".join(sorted(notice.key for notice in notices))
    return salted_hmac("lodestar.exchange.notices", keys, algorithm="sha256").hexdigest()[:40]
