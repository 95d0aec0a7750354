"""The private page of somebody who is asked to a review, in words for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.presenters.frame import when_in_words, where_in_words
from lodestar.casework.meetings.presenters.inviting import Said, has_paper, paper_in_words
from lodestar.casework.meetings.questions import OWN_REPLIES, is_not_safe
from lodestar.casework.meetings.states import PLACE_KIND_WORDS, Band, InviteeRole, PlaceKind, Reply

WITH_SOMEBODY = frozenset({Band.FROM_4, Band.SYMBOLS})


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """The private page of somebody who is asked: what it is, when and where, what they said, what may still change.

    `over` says why nothing can be answered any more; empty while it can.
    """

    title: str
    intro: Sequence[str]
    paper_title: str
    paper_intro: Sequence[str]
    when: str
    where: str
    chair: str
    until: str
    is_child: bool
    replied: str
    has_paper: bool
    said: Sequence[Said]
    over: str
    not_safe: bool


def reply_page(invitee: Any, band: Band, sitting: Any, last_day: date | None, *, over: str = "") -> ReplyPage:
    """Return somebody's private page. Nobody but the child reads more than the child's first name."""
    booking = invitee.booking
    name = booking.child.preferred_name or booking.child.first_name or "the child"
    speaks_to_child = invitee.role == InviteeRole.CHILD and band is not Band.UNDER_4
    title, intro = opening(name, band, to_child=speaks_to_child)
    paper = invitee.paper if has_paper(invitee) else None
    return ReplyPage(
        title,
        intro,
        "What do you think?" if speaks_to_child else f"What you think about {name}",
        paper_intro(band, to_child=speaks_to_child),
        when_in_words(sitting.starts_at) if sitting else "The day is not settled yet",
        place_for(invitee, sitting),
        booking.officer.name,
        f"You can change what you say until {in_words(last_day)}." if last_day and not over else "",
        speaks_to_child,
        OWN_REPLIES[Reply(invitee.reply)] if invitee.reply else "",
        paper is not None,
        paper_in_words(paper) if paper else [],
        over,
        paper is not None and is_not_safe(paper.answers),
    )


def place_for(invitee: Any, sitting: Any) -> str:
    """Return where a meeting is, as far as somebody may know it."""
    if sitting is None:
        return "The place is not settled yet"
    return (
        where_in_words(sitting) if invitee.sees_address else PLACE_KIND_WORDS[PlaceKind(sitting.place_kind)]
    )


def opening(name: str, band: Band, *, to_child: bool) -> tuple[str, Sequence[str]]:
    """Return the title and the first words of somebody's page."""
    if not to_child:
        asks = {
            Band.UNDER_4: f"{name} is too young to say it in words. Please say what you see, as {name} would.",
            Band.PARENT: "We want to hear from you. You can say here whether you are coming, and what you think.",
            Band.CARER: f"You know {name} from every day. Say here whether you are coming, and what you see.",
        }
        return f"A meeting about {name}", (
            f"You are asked to a meeting about how {name} is, whether the plan is right, and what happens next.",
            asks.get(band, "You can say here whether you are coming, and what you think."),
        )
    if band in WITH_SOMEBODY:
        return "Your meeting", (
            f"Hello {name}. There is a meeting about you.",
            "We want to know what you think. Somebody you trust can help you with this page.",
        )
    if band is Band.FROM_13:
        return "Your review", (
            f"Hello {name}. A review is a meeting about your life and your plan, and it is yours.",
            "You can say who is there, where and when it is, what it is about, and whether you run it.",
        )
    return "Your review", (
        f"Hello {name}. A review is a meeting about you: how you are, what you want, and what happens next.",
        "It is your meeting. You can say who comes, where it is, and what is talked about.",
    )


def paper_intro(band: Band, *, to_child: bool) -> Sequence[str]:
    """Return the words above somebody's questions."""
    if to_child and band in WITH_SOMEBODY:
        return ("Do this with somebody you trust, if you like.", "You do not have to answer everything.")
    if to_child:
        return ("You can leave out any question. There are no wrong answers.",)
    return ("You can leave out any question.",)
