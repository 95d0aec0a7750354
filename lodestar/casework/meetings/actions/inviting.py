"""Doing: who is asked to a review, invitations, chasing, replies and consultation papers (R4.1-R4.3)."""

import secrets
from collections.abc import Collection
from datetime import datetime

from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.notice_kinds import NoticeKind
from lodestar.access.outbox import tell
from lodestar.access.roles import Permission
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking, ConsultationPaper, Invitee
from lodestar.casework.meetings.policies import inviting as policies
from lodestar.casework.meetings.queries.booking import review_day
from lodestar.casework.meetings.queries.inviting import paper_of, proposed_for
from lodestar.casework.meetings.questions import QUESTIONS, band_for, is_not_safe
from lodestar.casework.meetings.states import Band, ChildsView, InviteeRole

SAID = ("role", "name", "is_invited", "not_invited_because", "childs_view", "sees_address")
OF_PAPER = ("band", "answers", "helped_by", "not_shared_with", "is_verbatim", "came_by_link")


@records(EventKind.INVITEE_ADDED)
def propose_invitees(*, booking: Booking, by: User, at: datetime) -> list[Invitee]:
    """Put on the list everybody the register knows who is not on it yet, the child first."""
    booking, child = _held(booking)
    pen.require_none(refusals([policies.list_is_open(booking.state)]))
    there = list(booking.invitees.all())
    people = {one.person_id for one in there if one.person_id}
    relations = {one.relationship_id for one in there if one.relationship_id}
    others = {(one.role, one.name) for one in there}
    added = []
    for one in proposed_for(booking, on=pen.day_of(at)):
        known = (
            one.person_id in people
            or one.relationship_id in relations
            or (str(one.role), one.name) in others
            or (one.role == InviteeRole.CHILD and any(t.role == InviteeRole.CHILD for t in there))
        )
        if known:
            continue
        row = Invitee.objects.create(
            booking=booking,
            role=one.role,
            name=one.name,
            person_id=one.person_id,
            relationship_id=one.relationship_id,
            sees_address=one.sees_address,
            is_invited=one.is_invited,
            not_invited_because=one.because,
            band=_band(booking, one.role, at),
        )
        if one.person_id is not None:
            people.add(one.person_id)
        note(child=child, subject=row, after=facts_of(row, SAID), touches_care=False)
        added.append(row)
    if not added:
        nothing_changed()
    return added


@records(EventKind.INVITEE_ADDED)
def add_invitee(
    *,
    booking: Booking,
    role: str,
    name: str,
    by: User,
    at: datetime,
    childs_view: str = ChildsView.NOT_ASKED,
    is_invited: bool = True,
    not_invited_because: str = "",
    sees_address: bool = True,
) -> Invitee:
    """Put somebody on the list of a review. Raises NotAllowed with every reason."""
    booking, child = _held(booking)
    pen.require_none(
        refusals(
            policies.may_be_listed(
                booking.state,
                role=role,
                name=name,
                is_invited=is_invited,
                because=not_invited_because,
                childs_view=childs_view,
                is_child=role == InviteeRole.CHILD,
            )
            + [policies.may_rule(is_ruling=not is_invited, may_conclude=_concludes(by))]
        )
    )
    row = Invitee.objects.create(
        booking=booking,
        role=role,
        name=name.strip(),
        childs_view=childs_view,
        is_invited=is_invited,
        not_invited_because="" if is_invited else not_invited_because.strip(),
        sees_address=sees_address,
        band=_band(booking, role, at),
    )
    note(child=child, subject=row, after=facts_of(row, SAID), touches_care=False)
    return row


@records(EventKind.INVITEE_CHANGED)
def change_invitee(
    *,
    invitee: Invitee,
    childs_view: str,
    is_invited: bool,
    by: User,
    at: datetime,
    not_invited_because: str = "",
    sees_address: bool = True,
    band: str = "",
) -> Invitee:
    """Say what the child thinks of somebody being there, and whether they are asked, or not and why.

    Whether they are asked is the IRO's to decide: others may say the rest. Raises NotAllowed with every reason.
    """
    booking, child = _held(invitee.booking)
    row = Invitee.objects.get(pk=invitee.pk)
    because = "" if is_invited else not_invited_because.strip()
    is_ruling = (row.is_invited, row.not_invited_because) != (is_invited, because)
    pen.require_none(
        refusals(
            policies.may_be_listed(
                booking.state,
                role=row.role,
                name=row.name,
                is_invited=is_invited,
                because=not_invited_because,
                childs_view=childs_view,
                is_child=row.role == InviteeRole.CHILD,
            )
            + [policies.may_rule(is_ruling=is_ruling, may_conclude=_concludes(by))]
        )
    )
    before = facts_of(row, [*SAID, "band"])
    row.childs_view, row.is_invited, row.sees_address = childs_view, is_invited, sees_address
    row.not_invited_because = because
    row.band = band or row.band
    after = facts_of(row, [*SAID, "band"])
    if before == after:
        nothing_changed()
        return row
    row.save()
    note(child=child, subject=row, before=before, after=after, touches_care=False)
    return row


@records(EventKind.INVITATIONS_SENT)
def send_invitations(
    *, booking: Booking, people: Collection[int], channel: str, by: User, at: datetime
) -> list[Invitee]:
    """Invite these people of the list (by id): each gets a private link of their own; a former one is worthless."""
    booking, child = _held(booking)
    chosen = list(booking.invitees.filter(pk__in=list(people), is_invited=True))
    pen.require_none(
        refusals(
            policies.may_be_invited(
                booking.state, chosen=len(chosen), channel=channel, has_day=review_day(booking) is not None
            )
        )
    )
    for row in chosen:
        row.channel, row.nonce = channel, secrets.token_urlsafe(12)
        row.invited_at, row.invited_by = at, by
        row.band = row.band or _band(booking, row.role, at)
        row.save(update_fields=["channel", "nonce", "invited_at", "invited_by", "band"])
        note(child=child, subject=row, after=facts_of(row, ["channel", "band"]), touches_care=False)
    return chosen


@records(EventKind.INVITEE_CHASED)
def chase(*, invitee: Invitee, by: User, at: datetime) -> Invitee:
    """Record that a reply was chased. Raises NotAllowed where none is owed."""
    booking, child = _held(invitee.booking)
    row = Invitee.objects.get(pk=invitee.pk)
    pen.require_none(
        refusals(
            policies.may_be_chased(
                booking.state, is_invited=row.invited_at is not None, has_replied=bool(row.reply)
            )
        )
    )
    row.chased_at, row.chased_by, row.times_chased = at, by, row.times_chased + 1
    row.save(update_fields=["chased_at", "chased_by", "times_chased"])
    note(child=child, subject=row, after={"times_chased": row.times_chased}, touches_care=False)
    return row


@records(EventKind.REPLY_RECEIVED)
def take_reply(*, invitee: Invitee, reply: str, by: User, at: datetime, words: str = "") -> Invitee:
    """Record what somebody answers to their invitation; the officer is told. Raises NotAllowed once it is over."""
    booking, child = _held(invitee.booking)
    row = Invitee.objects.get(pk=invitee.pk)
    pen.require_none(
        refusals(
            policies.may_reply(booking.state, reply=reply, last_day=review_day(booking), today=pen.day_of(at))
        )
    )
    if (row.reply, row.reply_words) == (reply, words.strip()):
        nothing_changed()
        return row
    before = facts_of(row, ["reply"])
    row.reply, row.reply_words, row.replied_on = reply, words.strip(), pen.day_of(at)
    row.save(update_fields=["reply", "reply_words", "replied_on"])
    note(child=child, subject=row, before=before, after=facts_of(row, ["reply"]), touches_care=False)
    _tell(booking, row, by=by, at=at)
    return row


@records(EventKind.CONSULTATION_RECEIVED)
def take_paper(
    *,
    invitee: Invitee,
    band: str,
    answers: dict[str, str],
    by: User,
    at: datetime,
    helped_by: str = "",
    not_shared_with: str = "",
    is_verbatim: bool = True,
    came_by_link: bool = False,
) -> ConsultationPaper:
    """Keep what somebody said before a review; it may be changed until the day. Raises NotAllowed once it is over."""
    booking, child = _held(invitee.booking)
    row = paper_of(invitee) or ConsultationPaper(invitee=invitee)
    answers_now = policies.may_reply(
        booking.state, reply="", last_day=review_day(booking), today=pen.day_of(at)
    )
    theirs = row.pk is not None and row.came_by_link and not came_by_link
    pen.require_none(refusals([*answers_now, policies.may_be_typed_up(came_by_link=theirs)]))
    known = {question.code for question in QUESTIONS[Band(band)]}
    said = {code: words.strip() for code, words in answers.items() if code in known and words.strip()}
    before = None if row.pk is None else facts_of(row, OF_PAPER)
    row.band, row.answers = band, said
    row.helped_by, row.not_shared_with = helped_by.strip(), not_shared_with.strip()
    row.is_verbatim, row.came_by_link = is_verbatim, came_by_link
    if before == facts_of(row, OF_PAPER):
        nothing_changed()
        return row
    row.received_at, row.received_by = at, None if came_by_link else by
    row.save()
    # What was said stays with the paper: the audit keeps that it came, not the words.
    note(child=child, subject=row, after={"band": band, "answered": len(said)}, touches_care=False)
    _tell(booking, invitee, by=by, at=at, is_not_safe=is_not_safe(said))
    return row


def _concludes(by: User) -> bool:
    """Return whether somebody decides what an IRO decides."""
    return by.may(Permission.CONCLUDE_REVIEW)


def _band(booking: Booking, role: str, at: datetime) -> str:
    """Return which paper fits somebody on the day of the review."""
    day = review_day(booking) or pen.day_of(at)
    needs = bool(booking.child.communication_needs)
    return band_for(role, born_on=booking.child.born_on, on=day, has_needs=needs).value


def _held(booking: Booking) -> tuple[Booking, Child]:
    """Return a booking as stored now and its child, locked, so that changes queue up."""
    child = pen.held_fast(booking.child)
    return Booking.objects.select_related("officer", "review", "child").get(pk=booking.pk), child


def _tell(booking: Booking, invitee: Invitee, *, by: User, at: datetime, is_not_safe: bool = False) -> None:
    """Tell the officer that something came; once a day is enough for one person's changes of mind.

    That a child does not feel safe is news of its own, however often they wrote that day.
    """
    tell(
        people=[booking.officer],
        kind=NoticeKind.REPLY_RECEIVED,
        key=f"{invitee.pk}:{pen.day_of(at)}{':today' if is_not_safe else ''}",
        address=f"/reviews/{booking.pk}/invitations/",
        by=by,
        at=at,
    )
