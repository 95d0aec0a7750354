"""Asking: everything a record is made of, the versions made of it, and what went to whom."""

from collections import defaultdict

from django.conf import settings

from lodestar.casework.children.queries import care_of
from lodestar.casework.children.words import in_words
from lodestar.casework.decisions.queries import decisions_of, verified_in
from lodestar.casework.meetings.agenda import heading_words, item_code
from lodestar.casework.meetings.models import Booking, Invitee
from lodestar.casework.meetings.queries import last_sitting, review_day
from lodestar.casework.ratings.queries import rating_of
from lodestar.casework.records.models import ChildLetter, Dispatch, RecordVersion, Withholding
from lodestar.casework.records.queries.room import (
    addenda_of,
    agenda_of,
    conclusion_of,
    grades_of,
    minute_of,
    quality_of,
    texts_of,
    whole_agenda,
)
from lodestar.casework.records.templates_of_documents import written
from lodestar.casework.records.words_of_record import RecordFacts


def record_facts(booking: Booking) -> RecordFacts:
    """Return everything the record of a review is made of: a fixed number of questions."""
    items, texts = agenda_of(booking), texts_of(booking)
    codes = [heading.code for heading in whole_agenda(items, {heading for heading, _ in texts})]
    day = review_day(booking)
    about = written(
        "record-about", day=in_words(day) if day else "a day not set", officer=booking.officer.name
    )
    footer = written("record-footer", council=settings.COUNCIL_NAME)
    withheld: dict[str, set[str]] = defaultdict(set)
    for row in Withholding.objects.filter(booking=booking):
        withheld[row.audience].add(row.heading)
    named = {item_code(item.number): item.words for item in items}
    return RecordFacts(
        booking=booking,
        sitting=last_sitting(booking),
        headings=[(code, named.get(code) or heading_words(code)) for code in codes],
        texts=texts,
        items=items,
        invitees=list(booking.invitees.order_by("pk")),
        decisions=decisions_of(booking),
        earlier=verified_in(booking),
        rating=rating_of(booking),
        conclusion=conclusion_of(booking),
        quality=quality_of(booking),
        grades=grades_of(booking),
        addenda=addenda_of(booking),
        minute=minute_of(booking),
        withheld=withheld,
        council=settings.COUNCIL_NAME,
        about=about.text,
        footer=footer.text,
    )


def secrets_of(booking: Booking) -> set[str]:
    """Return the words that would tell somebody where the child lives or goes to school."""
    record = care_of(booking.child_id)
    day = review_day(booking) or booking.booked_at.date()
    standing = record.standing_on(day)
    found: set[str] = set()
    for placement in (standing.placement, standing.settled_placement):
        if placement is not None:
            found |= {placement.postcode, placement.carer, placement.postcode.replace(" ", "")}
    if standing.school is not None:
        found.add(standing.school.what)
    found |= {sitting.place for sitting in booking.sittings.all()}
    return {one for one in found if one.strip()}


def withholdings_of(booking: Booking) -> list[Withholding]:
    """Return what is kept from whom."""
    return list(
        Withholding.objects.filter(booking=booking)
        .select_related("decided_by")
        .order_by("audience", "heading")
    )


def latest_version(booking: Booking, audience: str) -> RecordVersion | None:
    """Return the last version made for an audience, or None."""
    return RecordVersion.objects.filter(booking=booking, audience=audience).order_by("-number").first()


def dispatches_of(booking: Booking) -> list[Dispatch]:
    """Return what went to whom, latest first."""
    rows = Dispatch.objects.filter(booking=booking).select_related("invitee", "version", "recorded_by")
    return list(rows.order_by("-recorded_at", "-pk"))


def recipients_of(booking: Booking) -> list[Invitee]:
    """Return the people a record goes to: those who were invited or were there, the child first."""
    people = list(booking.invitees.order_by("pk"))
    return sorted(
        (one for one in people if one.is_invited or one.attendance), key=lambda one: one.role != "child"
    )


def letter_of(booking: Booking) -> ChildLetter | None:
    """Return the letter to the child as it is written, or None."""
    return ChildLetter.objects.filter(booking=booking).select_related("saved_by", "checked_by").first()
