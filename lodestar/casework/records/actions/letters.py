"""Doing: writing the letter to the child, and checking that it is safe to send."""

from datetime import datetime

from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking
from lodestar.casework.records.actions.ground import ground_of
from lodestar.casework.records.models import ChildLetter
from lodestar.casework.records.policies import versions as policies
from lodestar.casework.records.queries.versions import letter_of


@records(EventKind.LETTER_SAVED)
def save_letter(
    *, booking: Booking, band: str, text: str, version: int, by: User, at: datetime
) -> ChildLetter:
    """Save the letter to the child, built on a version of it (0: none yet); it has to be checked again.

    Raises NotAllowed where it is empty, or somebody saved another since.
    """
    ground = ground_of(booking, by=by, at=at)
    letter = letter_of(ground.booking)
    text = text.replace("\r\n", "\n").strip()
    if letter is not None and (letter.text, letter.band) == (text, band):
        nothing_changed()
        return letter
    pen.require_none(
        refusals(
            policies.letter_may_be_saved(
                text=text,
                version=version,
                now=letter.version if letter else 0,
                by=letter.saved_by.name if letter else "",
            )
        )
    )
    row = letter or ChildLetter(booking=ground.booking, version=0)
    row.band, row.text, row.version = band, text, row.version + 1
    row.saved_at, row.saved_by = at, by
    row.is_safe_to_open = row.gives_no_address_away = row.holds_no_surprise = None
    row.checked_at = row.checked_by = None
    row.save()
    after = {**facts_of(row, ["band", "version"]), "characters": len(text)}
    note(child=ground.child, subject=row, after=after, touches_care=False)
    return row


@records(EventKind.LETTER_CHECKED)
def check_letter(
    *,
    letter: ChildLetter,
    is_safe_to_open: bool,
    gives_no_address_away: bool,
    holds_no_surprise: bool,
    by: User,
    at: datetime,
) -> ChildLetter:
    """Mark the letter as safe to send: who opens it, no address in it, nothing in it that is news to the child."""
    ground = ground_of(letter.booking, by=by, at=at)
    row = ChildLetter.objects.get(pk=letter.pk)
    pen.require_none(
        refusals(
            policies.letter_may_be_checked(
                safe=(is_safe_to_open, gives_no_address_away, holds_no_surprise),
                is_checked=row.checked_at is not None,
            )
        )
    )
    row.is_safe_to_open = row.gives_no_address_away = row.holds_no_surprise = True
    row.checked_at, row.checked_by = at, by
    row.save()
    note(child=ground.child, subject=row, after=facts_of(row, ["version"]), touches_care=False)
    return row
