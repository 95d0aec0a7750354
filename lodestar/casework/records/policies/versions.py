"""May a version be made, kept from somebody, or sent: with words that say what stands in the way."""

from collections.abc import Collection, Sequence
from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.states import CHANNEL_WORDS, PARENTS, InviteeRole
from lodestar.casework.records.states import AUDIENCE_WORDS, DISPATCH_STATE_WORDS, Audience, DispatchState

AUDIENCES = {
    InviteeRole.CHILD: Audience.CHILD,
    InviteeRole.CARER: Audience.CARER,
    InviteeRole.SOCIAL_WORKER: Audience.FULL,
    InviteeRole.TEAM_MANAGER: Audience.FULL,
    InviteeRole.GUARDIAN: Audience.FULL,
    **dict.fromkeys(PARENTS, Audience.PARENT),
    InviteeRole.RELATIVE: Audience.PARENT,
}


def audience_of(role: str) -> Audience:
    """Return which version somebody gets, by who they are to the review (need to know)."""
    return AUDIENCES.get(InviteeRole(role), Audience.PROFESSIONAL)


def may_be_withheld(*, audience: str, heading: str, because: str, headings: Collection[str]) -> list[Answer]:
    """May a part be kept from an audience: contrary to the child's welfare, with the reason (R4.11)?"""
    answers: list[Answer] = []
    if audience not in {str(a) for a in AUDIENCE_WORDS} or audience in (Audience.FULL, Audience.CHILD):
        answers.append(Refused("Select whose version leaves it out.", "audience"))
    if heading not in headings:
        answers.append(Refused("Select which part is left out.", "heading"))
    if not because.strip():
        answers.append(Refused("Say why it would be contrary to the child's welfare.", "because"))
    return answers


def may_be_sent(
    *,
    is_signed: bool,
    is_letter: bool,
    letter_is_checked: bool,
    given_away: Sequence[str],
    name: str,
    state: str,
    channel: str,
    sent_on: date | None,
    because: str,
    due_on: date | None,
    today: date,
) -> list[Answer]:
    """May a version or the letter go to somebody, or be recorded as come back or kept back (R4.11)?"""
    answers: list[Answer] = []
    if state not in {str(s) for s in DISPATCH_STATE_WORDS}:
        return [Refused("Select what became of it.", "state")]
    if state != DispatchState.SENT:
        if not because.strip():
            answers.append(Refused("Say why.", "because"))
        return answers or [Allowed()]
    if is_letter and not letter_is_checked:
        answers.append(Refused("Check the letter to the child first: is it safe to send?"))
    if not is_letter and not is_signed:
        answers.append(Refused("Sign the record first: only a signed record goes out."))
    if given_away:
        found = ", ".join(f"“{one}”" for one in given_away)
        answers.append(
            Refused(
                f"{name} must not learn where the child lives, and this version says {found}. "
                "Keep that part back from this version, or take the words out, before it goes."
            )
        )
    if channel not in {str(c) for c in CHANNEL_WORDS}:
        answers.append(Refused("Select how it goes.", "channel"))
    if sent_on is None:
        answers.append(Refused("Enter the day it goes.", "sent_on"))
    elif sent_on > today:
        answers.append(Refused(f"{in_words(sent_on)} is still to come. Enter the day it went.", "sent_on"))
    elif due_on is not None and sent_on > due_on and not because.strip():
        answers.append(
            Refused(f"It was due by {in_words(due_on)}. Say why it is late.", "because", "Local policy")
        )
    return answers


def letter_may_be_saved(*, text: str, version: int, now: int, by: str) -> list[Answer]:
    """May the letter be saved, built on a version of it?"""
    if not text.strip():
        return [Refused("Write the letter.", "text")]
    if version != now:
        return [
            Refused(
                f"{by} saved the letter while you had it open. Yours is below; theirs is saved. Look at it before you "
                "save yours in its place.",
                "text",
            )
        ]
    return [Allowed()]


def letter_may_be_checked(*, safe: Collection[bool | None], is_checked: bool) -> list[Answer]:
    """May the letter be marked as checked: all three questions answered yes?"""
    if is_checked:
        return [Refused("The letter was checked already. Change it, and it has to be checked again.")]
    if not all(safe):
        return [
            Refused(
                "A letter goes only when all three are yes. Change the letter, or how it is given, until they are."
            )
        ]
    return [Allowed()]
