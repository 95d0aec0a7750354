"""May somebody be asked, left out, chased, or reply: with words that say what to mend."""

from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.states import (
    BOOKING_STATE_WORDS,
    CHANNEL_WORDS,
    CHILDS_VIEW_WORDS,
    INVITEE_ROLE_WORDS,
    OPEN_STATES,
    REPLY_WORDS,
    BookingState,
)


def list_is_open(state: str) -> Answer:
    """Refuse a change to who is asked to a review that is over."""
    if state in OPEN_STATES:
        return Allowed()
    said = BOOKING_STATE_WORDS[BookingState(state)].lower()
    return Refused(f"This review is {said}: who is asked to it cannot change any more.")


def may_be_listed(
    state: str, *, role: str, name: str, is_invited: bool, because: str, childs_view: str, is_child: bool
) -> list[Answer]:
    """May somebody be on the list so: by name and part, invited or not and why, the child's view first?"""
    answers: list[Answer] = [list_is_open(state)]
    if role not in {str(r) for r in INVITEE_ROLE_WORDS}:
        answers.append(Refused("Select who they are to the child.", "role"))
    if not name.strip():
        answers.append(Refused("Enter a name.", "name"))
    if childs_view not in {str(v) for v in CHILDS_VIEW_WORDS}:
        answers.append(Refused("Select what the child says to it.", "childs_view"))
    if not is_invited and not because.strip():
        answers.append(
            Refused(
                "Say why they are not invited. The IRO decides, after hearing the child.",
                "not_invited_because",
                "IRO Handbook chapter 3",
            )
        )
    if is_child and not is_invited and not because.strip():
        answers.append(Refused("A child is left out of their own review only for a reason.", "is_invited"))
    return answers


def may_rule(*, is_ruling: bool, may_conclude: bool) -> Answer:
    """May this person decide that somebody is left out, or asked after all? The IRO does, after hearing the child."""
    if not is_ruling or may_conclude:
        return Allowed()
    return Refused(
        "Only the IRO decides who is not invited, after hearing the child. Ask them to change this.",
        "is_invited",
        "IRO Handbook chapter 3",
    )


def may_be_invited(state: str, *, chosen: int, channel: str, has_day: bool) -> list[Answer]:
    """May invitations go out: to somebody, by some way, for a day that is planned?"""
    answers: list[Answer] = [list_is_open(state)]
    if not has_day:
        answers.append(Refused("No meeting is planned. Give the review a date first."))
    if not chosen:
        answers.append(Refused("Choose who the invitations go to.", "people"))
    if channel not in {str(c) for c in CHANNEL_WORDS}:
        answers.append(Refused("Select how they go.", "channel"))
    return answers


def may_be_chased(state: str, *, is_invited: bool, has_replied: bool) -> list[Answer]:
    """May a reply be chased: of somebody who was asked and has not answered?"""
    answers: list[Answer] = [list_is_open(state)]
    if not is_invited:
        answers.append(Refused("They were not sent an invitation yet."))
    if has_replied:
        answers.append(Refused("They have replied already."))
    return answers


def may_be_typed_up(*, came_by_link: bool) -> Answer:
    """May staff type up a paper? Not over what somebody sent through their own link: those are their words."""
    if not came_by_link:
        return Allowed()
    return Refused(
        "They sent this themselves, through their link. Only they can change it, with the same link."
    )


def may_reply(state: str, *, reply: str, last_day: date | None, today: date) -> list[Answer]:
    """May somebody reply, or change what they said, until the day of the review?"""
    if state not in OPEN_STATES:
        return [
            Refused("This meeting is over, or does not take place, so there is nothing to answer any more.")
        ]
    if last_day is not None and today > last_day:
        return [Refused(f"This could be answered until {in_words(last_day)}.")]
    if reply and reply not in {str(r) for r in REPLY_WORDS}:
        return [Refused("Select one of the answers.", "reply")]
    return [Allowed()]
