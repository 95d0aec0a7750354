"""What every page here asks first: who it is, when it is, and whether they may."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from lodestar.access.models import User
from lodestar.access.roles import Permission

REFUSALS = {
    Permission.SEE_RECORD_QUALITY: "Your role does not look after the quality of the record.",
    Permission.IMPORT_RETURN: "Only an analyst may import the national return.",
    Permission.ACCEPT_HELD: "Only an analyst or an IRO manager may accept a row that was held back.",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """A request's person, moment and day (London)."""

    person: User
    at: datetime
    today: date


def asking(request: HttpRequest, needed: Permission) -> Asking:
    """Return who asks and when; the clock is read here. Raises PermissionDenied without the permission."""
    person = request.user
    if not isinstance(person, User):
        raise PermissionDenied
    if not person.may(needed):
        raise PermissionDenied(REFUSALS[needed])
    at = timezone.now()
    return Asking(person, at, timezone.localdate(at))
