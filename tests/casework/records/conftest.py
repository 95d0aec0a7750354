"""A first review of Ben's, booked for Thursday 26 March 2026 and chaired by Ivy; the tests' day comes after it."""

from datetime import UTC, date, datetime

import pytest

from lodestar.casework.allocation import actions as allocation
from lodestar.casework.decisions import actions as decisions
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import Booking, Invitee
from lodestar.casework.ratings import actions as ratings
from lodestar.casework.records import actions
from lodestar.casework.records.states import QUESTION_WORDS
from tests.casework.conftest import AT

HELD_ON = date(2026, 3, 26)
LATER = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def ben(people, looked_after):
    child = looked_after(
        social_worker=people["sam"], first_name="Benedict", last_name="Oak", preferred_name="Ben"
    )
    allocation.allocate_iro(
        child=child, officer=people["ivy"], from_on=date(2026, 3, 4), because="", by=people["mia"], at=AT
    )
    return child


@pytest.fixture
def booking(people, ben):
    return meetings.book_review(
        child=ben,
        officer=people["ivy"],
        starts_at=datetime(2026, 3, 26, 15, 45, tzinfo=UTC),
        by=people["ada"],
        at=AT,
    )


@pytest.fixture
def invitees(people, booking):
    def asked(role, name, **more):
        return Invitee.objects.create(booking=booking, role=role, name=name, **more)

    return {
        "carer": asked("carer", "Cora Carer"),
        "child": asked("child", "Ben Oak"),
        "father": asked("father", "Frank Oak"),
        "worker": asked("social-worker", "Sam", person=people["sam"]),
    }


@pytest.fixture
def write(people, booking):
    """Write in a box as one of the people."""

    def save(text, version=0, who="ivy", heading="sch7-8", box="notes", at=LATER):
        return actions.save_text(
            booking=booking, heading=heading, box=box, text=text, version=version, by=people[who], at=at
        )

    return save


@pytest.fixture
def concluded(people, booking, write):
    """Everything that closing asks for, and one decision in draft."""

    def conclude(but="", **facts):
        by, at = people["ivy"], LATER
        if but != "written":
            write("Ben is well.")
        if but != "quality":
            answers = {str(question): "yes" for question in QUESTION_WORDS}
            actions.answer_quality(booking=booking, answers=answers, by=by, at=at)
        said = {"participation": "PN1", "meets_needs": "yes", **facts}
        if but in said:
            said.pop(but)
        actions.save_conclusion(booking=booking, version=0, by=by, at=at, **said)
        if but != "rating":
            ratings.rate_review(booking=booking, colour="green", by=by, at=at)
        if but != "decisions":
            decisions.write_decision(
                booking=booking,
                words="A dentist sees Ben",
                owner=people["sam"],
                due_on=date(2026, 4, 30),
                by=by,
                at=at,
            )
        return Booking.objects.get(pk=booking.pk)

    return conclude


@pytest.fixture
def closed(people, concluded):
    booking = concluded()
    actions.close_review(booking=booking, held_on=HELD_ON, by=people["ivy"], at=LATER)
    return Booking.objects.get(pk=booking.pk)


@pytest.fixture
def signed(people, closed):
    actions.sign_record(booking=closed, by=people["ivy"], at=LATER)
    return Booking.objects.get(pk=closed.pk)


@pytest.fixture
def frozen(monkeypatch):
    """Let the doors read the day after the review."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return LATER.date()
