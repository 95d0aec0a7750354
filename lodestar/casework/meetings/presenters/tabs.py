"""The sections of a review, for those who may see each."""

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.govuk.parts import Link

P = Permission
TABS = (
    ("Overview", "", P.SEE_REVIEW_RECORD),
    ("Invitations", "invitations/", P.PREPARE_REVIEW),
    ("Papers", "papers/", P.SEE_REVIEW_RECORD),
    ("Preparation", "preparation/", P.PREPARE_REVIEW),
    ("Room", "room/", P.MINUTE_REVIEW),
    ("Decisions", "decisions/", P.SEE_REVIEW_RECORD),
    ("Rating", "rating/", P.SEE_REVIEW_RECORD),
    ("Record", "record/", P.SEE_REVIEW_RECORD),
    ("Letter", "letter/", P.DISTRIBUTE_RECORD),
    ("Distribution", "distribution/", P.DISTRIBUTE_RECORD),
)


def review_tabs(booking_id: int, current: str, person: User) -> list[Link]:
    """Return the tabs of a review's pages; `current` is the words of the one that is shown."""
    return [
        Link(words, f"/reviews/{booking_id}/{address}", current=words == current)
        for words, address, needed in TABS
        if person.may(needed)
    ]
