"""A child of an IRO and a social worker, whose first review is due on Monday 30 March 2026."""

from datetime import date

import pytest

from lodestar.casework.allocation import actions as allocation
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
