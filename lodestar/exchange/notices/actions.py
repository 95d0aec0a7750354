"""What is recorded of sending."""

from datetime import datetime

from lodestar.access.door import note, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User


@records(EventKind.NOTICES_SENT)
def record_sending(*, counts: dict[str, int], by: User, at: datetime) -> None:
    """Leave the event of a round of sending: counts only, of nobody."""
    note(subject=by, after=counts)
