"""A child of an IRO and a social worker, whose first review is due on Monday 30 March 2026."""

from datetime import UTC, date, datetime

import pytest

from lodestar.casework.allocation import actions as allocation
from lodestar.casework.children import actions as children
from lodestar.casework.meetings import actions
from lodestar.casework.meetings.queries.inviting import invitees_of
from tests.casework.conftest import AT


@pytest.fixture
def in_care(people, looked_after):
    """Make a child looked after with sam as social worker and ivy as IRO."""

    def make(officer="ivy", **facts):
        facts.setdefault("social_worker", people["sam"])
        child = looked_after(**facts)
        allocation.allocate_iro(
            child=child,
            officer=people[officer],
            from_on=date(2026, 3, 4),
            because="",
            by=people["mia"],
            at=AT,
        )
        return child

    return make


@pytest.fixture
def ben(in_care):
    return in_care(first_name="Benedict", last_name="Oak", preferred_name="Ben")


@pytest.fixture
def oaks(people, looked_after):
    """Return Ben, with a mother, a father who may not see him, and a grandparent."""
    child = looked_after(
        social_worker=people["sam"], first_name="Benedict", last_name="Oak", preferred_name="Ben"
    )
    allocation.allocate_iro(
        child=child, officer=people["ivy"], from_on=date(2026, 3, 3), because="", by=people["mia"], at=AT
    )
    family = {
        "mother": ("Rosa Oak", "supervised", False),
        "father": ("Karl Oak", "not-allowed", True),
        "grandparent": ("Nana Oak", "allowed", False),
    }
    for kind, (name, contact, secret) in family.items():
        children.record_relationship(
            child=child,
            kind=kind,
            name=name,
            from_on=date(2015, 5, 1),
            contact=contact,
            is_address_confidential=secret,
            by=people["sam"],
            at=AT,
        )
    return child


@pytest.fixture
def planned(oaks, people):
    return actions.book_review(
        child=oaks,
        officer=people["ivy"],
        starts_at=datetime(2026, 3, 26, 15, 45, tzinfo=UTC),
        place="12 Elm Grove",
        by=people["ada"],
        at=AT,
    )


@pytest.fixture
def listed(planned, people):
    actions.propose_invitees(booking=planned, by=people["ada"], at=AT)
    return {one.role: one for one in invitees_of(planned)}


@pytest.fixture
def invited(listed, planned, people):
    wanted = [one.pk for one in listed.values()]
    actions.send_invitations(booking=planned, people=wanted, channel="link", by=people["ada"], at=AT)
    return {one.role: one for one in invitees_of(planned)}
