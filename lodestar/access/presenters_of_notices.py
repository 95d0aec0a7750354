"""What a person was told, and how they are told, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from lodestar.access.models import Notice, User
from lodestar.access.notice_kinds import ASKS_SOMETHING, NOTICE_WORDS, NoticeKind, NoticeState
from lodestar.govuk.parts import Tag
from lodestar.govuk.words import date_and_time

BECAME = {
    NoticeState.WAITING: Tag("Email to come", "blue"),
    NoticeState.SENT: Tag("Emailed", "green"),
    NoticeState.NOT_WANTED: Tag("Not emailed", "grey"),
    NoticeState.FAILED: Tag("Email did not get through", "orange"),
}


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One thing a person was told. `again` tells links of the same words and moment apart: "", "2", "3"."""

    words: str
    href: str
    when: str
    iso: str
    again: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """What a person was told lately, what is asked of them first; where mail goes, empty where it goes nowhere."""

    asked: tuple[ToldRow, ...]
    to_know: tuple[ToldRow, ...]
    email: str
    gathered_at: str


def notices_page(person: User, told: Iterable[Notice], *, hour: int) -> NoticesPage:
    """Return the page's words; `hour` is when gathered notices go out."""
    rows: dict[bool, list[ToldRow]] = {True: [], False: []}
    seen: dict[tuple[str, str], int] = {}
    for notice in told:
        words, when = NOTICE_WORDS[NoticeKind(notice.kind)], date_and_time(notice.told_at)
        seen[words, when] = seen.get((words, when), 0) + 1
        rows[NoticeKind(notice.kind) in ASKS_SOMETHING].append(
            ToldRow(
                words=words,
                href=notice.address,
                when=when,
                iso=notice.told_at.isoformat(),
                again=str(seen[words, when]) if seen[words, when] > 1 else "",
                tag=BECAME[NoticeState(notice.state)],
            )
        )
    return NoticesPage(
        asked=tuple(rows[True]),
        to_know=tuple(rows[False]),
        email=person.email,
        gathered_at=hour_in_words(hour),
    )


def hour_in_words(hour: int) -> str:
    """Return an hour of the day as the service says it: "8am", "midday"."""
    at = time(hour)
    if at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    return f"{at.hour % 12}{'am' if at.hour < 12 else 'pm'}"
