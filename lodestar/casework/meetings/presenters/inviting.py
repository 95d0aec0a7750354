"""Who is asked, in words; and the private page of somebody who is asked, in theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.queries.inviting import TO_CONFIRM
from lodestar.casework.meetings.questions import QUESTIONS, is_not_safe
from lodestar.casework.meetings.states import (
    CHANNEL_WORDS,
    CHILDS_VIEW_WORDS,
    INVITEE_ROLE_WORDS,
    REPLY_WORDS,
    Band,
    Channel,
    ChildsView,
    InviteeRole,
    Reply,
)
from lodestar.govuk.parts import Clock, Link, Tag
from lodestar.law.review_steps import StepClock


@dataclass(frozen=True, slots=True)
class InviteeRow:
    """One person of the list."""

    name: str
    role: str
    view: str
    tag: Tag
    words: str
    acts: Sequence[Link]
    link: str
    paper: Tag | None


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    """Who is asked to a review, and who is not and why."""

    clock: Clock | None
    rows: Sequence[InviteeRow]
    acts: Sequence[Link]
    not_safe: Sequence[str]


def invitations_page(
    booking_id: int,
    people: Sequence[Any],
    clock: StepClock | None,
    site: str,
    links: dict[int, str],
    *,
    is_open: bool,
    today: date,
) -> InvitationsPage:
    """Return the list of a review, with what each person still owes."""
    at = f"/reviews/{booking_id}/invitations"
    acts = []
    if is_open:
        acts = [
            Link("Put everybody the register knows on the list", f"{at}/propose/"),
            Link("Add somebody", f"{at}/add/"),
            Link("Send invitations", f"{at}/send/"),
        ]
    return InvitationsPage(
        clock_of(clock, people, today) if clock else None,
        [invitee_row(booking_id, one, site, links.get(one.pk, ""), is_open=is_open) for one in people],
        acts,
        [one.name for one in people if has_paper(one) and is_not_safe(one.paper.answers)],
    )


def has_paper(person: Any) -> bool:
    """Return whether somebody's consultation paper came."""
    return getattr(person, "paper", None) is not None


def clock_of(clock: StepClock, people: Sequence[Any], today: date) -> Clock:
    """Return by when invitations are out."""
    because = f"{clock.because[:1].upper()}{clock.because[1:]}."
    waiting = [one for one in people if one.is_invited and one.invited_at is None]
    if people and not waiting:
        return Clock("Everybody on the list is invited", "done", because, clock.citation.provision)
    late = today > clock.due_on
    words = f"Invitations {'were' if late else 'are'} due by {in_words(clock.due_on)}"
    return Clock(words, "late" if late else "calm", because, clock.citation.provision)


def invitee_row(booking_id: int, one: Any, site: str, link: str, *, is_open: bool) -> InviteeRow:
    """Return one person of the list in words."""
    at = f"/reviews/{booking_id}/invitations/{one.pk}"
    if not one.is_invited:
        proposed = one.not_invited_because.endswith(TO_CONFIRM)
        tag = Tag("Not invited: to confirm", "orange") if proposed else Tag("Not invited", "grey")
        words = one.not_invited_because
    elif one.reply:
        tag = Tag(REPLY_WORDS[Reply(one.reply)], "green" if one.reply != Reply.NOT_COMING else "orange")
        words = one.reply_words
    elif one.invited_at is not None:
        tag = Tag("No reply yet", "yellow")
        how = CHANNEL_WORDS[Channel(one.channel)] if one.channel else ""
        words = f"{how}, {in_words(one.invited_at.astimezone(LONDON).date())}"
        if one.times_chased:
            words += f"; chased {'once' if one.times_chased == 1 else f'{one.times_chased} times'}"
    else:
        tag, words = Tag("To invite", "blue"), ""
    if not one.sees_address:
        words = f"{words}\nMust not learn where the child lives".strip()
    acts = [Link("Change", f"{at}/")]
    if is_open and one.is_invited:
        acts.append(Link("Reply", f"{at}/reply/"))
        if one.invited_at is not None and not one.reply:
            acts.append(Link("Chase", f"{at}/chase/"))
    if one.band:
        acts.append(Link("Paper", f"{at}/paper/"))
    if one.is_invited:
        acts += [Link("Letter as PDF", f"{at}/letter.pdf"), Link("Letter as Word", f"{at}/letter.docx")]
    return InviteeRow(
        one.name,
        INVITEE_ROLE_WORDS[InviteeRole(one.role)],
        CHILDS_VIEW_WORDS[ChildsView(one.childs_view)],
        tag,
        words,
        acts if is_open else [a for a in acts if a.text == "Paper"],
        f"{site}/reply/{link}/"
        if link and is_open and one.is_invited and one.channel == Channel.LINK
        else "",
        Tag("Paper received", "green") if has_paper(one) else None,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One question of a paper, and what was said to it."""

    question: str
    answer: str


def paper_in_words(paper: Any) -> list[Said]:
    """Return what somebody said, question by question; what they left out is not shown."""
    found = []
    for question in QUESTIONS[Band(paper.band)]:
        answer = paper.answers.get(question.code, "")
        if answer:
            found.append(Said(question.words, dict(question.choices).get(answer, answer)))
    return found


def how_it_came(paper: Any) -> str:
    """Return how a paper reached us, and whose words they are."""
    day = in_words(paper.received_at.astimezone(LONDON).date())
    if paper.came_by_link:
        return f"Sent through their own link, {day}."
    whose = "in their own words" if paper.is_verbatim else "in the words of who typed it"
    return f"Typed up from paper by {paper.received_by.name}, {day}, {whose}."
