"""Asking: the meetings of a person's calendar, and whose calendar an address is."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import Count, Q, QuerySet

from lodestar.access.models import CalendarKey, User
from lodestar.access.roles import Permission, Role
from lodestar.casework.children.models import CaseRole
from lodestar.casework.meetings.models import Booking, Sitting

SALT = "lodestar.casework.meetings.calendar"
BACK_DAYS, AHEAD_DAYS = 60, 400


def with_changes(rows: QuerySet[Sitting]) -> QuerySet[Any, Any]:
    """Return meetings with how often their review was changed, which a calendar counts."""
    return rows.select_related("booking").annotate(changes_count=Count("booking__changes", distinct=True))


def sittings_for(person: User, *, at: datetime) -> list[Any]:
    """Return the meetings of the reviews a person chairs or works on, two months back and a year ahead."""
    mine = Q(booking__officer=person)
    if person.role in (Role.SOCIAL_WORKER.value, Role.TEAM_MANAGER.value):
        children = CaseRole.objects.on(at.date()).filter(person=person).values("child")
        mine |= Q(booking__child__in=children)
    span = (at - timedelta(days=BACK_DAYS), at + timedelta(days=AHEAD_DAYS))
    rows = Sitting.objects.filter(mine, starts_at__range=span).order_by("starts_at", "pk")
    return list(with_changes(rows))


def sittings_in(booking: Booking) -> list[Any]:
    """Return the meetings of one review."""
    return list(with_changes(Sitting.objects.filter(booking=booking).order_by("starts_at", "pk")))


def address_of(person: User) -> str:
    """Return the secret part of a person's calendar address; empty where they never asked for one."""
    key = CalendarKey.objects.filter(person=person).first()
    return signing.Signer(salt=SALT).sign_object([person.pk, key.nonce]) if key else ""


def whose_calendar(token: str) -> User | None:
    """Return whose calendar it is; None for an address never given, renewed, or of somebody who may not see reviews."""
    try:
        pk, nonce = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    key = CalendarKey.objects.select_related("person").filter(person=pk, nonce=str(nonce)).first()
    if key is None or not key.person.is_active or not key.person.may(Permission.SEE_REVIEW_RECORD):
        return None
    return key.person


def new_nonce() -> str:
    """Return the secret part of a new address."""
    return secrets.token_urlsafe(12)
