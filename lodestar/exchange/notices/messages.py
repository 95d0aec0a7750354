"""What a message says: which kinds of thing wait, and where to sign in. Never a name, a date or a place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from lodestar.access.notice_kinds import NOTICE_WORDS, NoticeKind


@dataclass(frozen=True, slots=True)
class Message:
    """A message for one person. `reference` is the same for the same notices, so that a repeat can be known."""

    to: str
    subject: str
    text: str
    reference: str


def reference_of(keys: Sequence[str]) -> str:
    """Return what identifies a message: a hash of the notices it carries, and of nothing else."""
    return sha256("\n".join(sorted(keys)).encode()).hexdigest()[:32]


def message_for(to: str, notices: Sequence[tuple[str, str, str]], *, site: str, service: str) -> Message:
    """Return the message for some notices, each (kind, key, address of its page); one kind of thing a line."""
    counts = Counter(NoticeKind(kind) for kind, _, _ in notices)
    lines = [line_of(kind, number) for kind, number in counts.items()]
    if len(notices) == 1:
        kind, _, address = notices[0]
        subject, where = NOTICE_WORDS[NoticeKind(kind)], f"{site}{address}"
    else:
        subject, where = f"{len(notices)} things wait for you", f"{site}/my-work/"
    text = "\n".join(
        [
            *lines,
            "",
            f"Sign in to read it: {where}",
            "",
            f"{service} never puts what a record says into a message. How often you are told: {site}/account/notices/",
        ]
    )
    return Message(to, f"{service}: {subject}", text, reference_of([key for _, key, _ in notices]))


def line_of(kind: NoticeKind, number: int) -> str:
    """Return one kind of thing, with how many of it there are."""
    words = NOTICE_WORDS[kind]
    return f"{words}." if number == 1 else f"{words} ({number} times)."
