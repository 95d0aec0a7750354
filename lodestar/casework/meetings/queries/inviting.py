"""Asking: who is on the list of a review, who may be on it, and whose private link this is."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core import signing

from lodestar.casework.children.models import CaseRole, Relationship
from lodestar.casework.children.queries import care_of
from lodestar.casework.meetings.models import Booking, ConsultationPaper, Invitee
from lodestar.casework.meetings.queries.booking import review_day
from lodestar.casework.meetings.states import InviteeRole

SALT = "lodestar.casework.meetings.reply"
LINK_DAYS = 28
TO_CONFIRM = "The IRO is to confirm this."
RELATIONS = {
    "mother": InviteeRole.MOTHER,
    "father": InviteeRole.FATHER,
    "step-parent": InviteeRole.RELATIVE,
    "grandparent": InviteeRole.RELATIVE,
    "aunt-or-uncle": InviteeRole.RELATIVE,
}
PARTS = {"social-worker": InviteeRole.SOCIAL_WORKER, "team-manager": InviteeRole.TEAM_MANAGER}


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody who may be asked, as the register knows them."""

    role: InviteeRole
    name: str
    person_id: int | None = None
    relationship_id: int | None = None
    sees_address: bool = True
    is_invited: bool = True
    because: str = ""


def invitees_of(booking: Booking) -> list[Invitee]:
    """Return the list of a review, the child first, each with their paper where one came."""
    rows = booking.invitees.select_related("person", "paper").order_by("pk")
    return sorted(rows, key=lambda one: one.role != InviteeRole.CHILD)


def invitee_by_id(pk: int) -> Invitee | None:
    """Return one person of a list with the review and its child, or None."""
    return (
        Invitee.objects.select_related(
            "booking__child__clock", "booking__officer", "booking__review", "paper"
        )
        .filter(pk=pk)
        .first()
    )


def proposed_for(booking: Booking, *, on: date) -> list[Proposed]:
    """Return who the register says should be thought of: the child, family, carer, workers, school."""
    child = booking.child
    standing = care_of(child.pk).standing_on(on)
    found = [Proposed(InviteeRole.CHILD, child.name)]
    for row in Relationship.objects.on(on).filter(child=child, other_child__isnull=True).order_by("pk"):
        role = RELATIONS.get(row.kind)
        if role is None and row.has_parental_responsibility:
            role = InviteeRole.OTHER_PARENT
        if role is None:
            continue
        barred = row.contact == "not-allowed"
        found.append(
            Proposed(
                role,
                row.name,
                relationship_id=row.pk,
                sees_address=not row.is_address_confidential,
                is_invited=not barred,
                because=f"The care plan allows no contact. {TO_CONFIRM}" if barred else "",
            )
        )
    if standing.placement is not None:
        found.append(Proposed(InviteeRole.CARER, standing.placement.carer or "The carer"))
    for part in CaseRole.objects.on(on).filter(child=child, kind__in=PARTS).select_related("person"):
        found.append(Proposed(PARTS[part.kind], part.person.name, person_id=part.person_id))
    if standing.school is not None:
        found.append(Proposed(InviteeRole.SCHOOL, standing.school.what))
    return found


def confirmed(because: str) -> str:
    """Return a reason without its note that the IRO is to confirm it."""
    return because.removesuffix(TO_CONFIRM).strip()


def link_of(invitee: Invitee) -> str:
    """Return the secret part of somebody's private link; empty before they are invited."""
    return signing.Signer(salt=SALT).sign_object([invitee.pk, invitee.nonce]) if invitee.nonce else ""


def whose_link(token: str) -> Invitee | None:
    """Return whose link it is, or None for one that was never given, or that a newer one replaced."""
    try:
        pk, nonce = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    invitee = invitee_by_id(pk) if isinstance(pk, int) else None
    return invitee if invitee is not None and nonce and invitee.nonce == nonce else None


def link_ends(booking: Booking) -> date | None:
    """Return the last day on which a link of a review opens."""
    day = review_day(booking)
    return None if day is None else day + timedelta(days=LINK_DAYS)


def paper_of(invitee: Invitee) -> ConsultationPaper | None:
    """Return what somebody said on their paper, or None."""
    return ConsultationPaper.objects.filter(invitee=invitee).select_related("received_by").first()
