"""A child of sam's and ivy's with a review that is open, and one that was held before it."""

from datetime import date

import pytest

from lodestar.casework.allocation import actions as allocation
from tests.casework.conftest import AT
from tests.factories.reviews import a_booking

HELD_ON = date(2026, 3, 12)


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
def earlier(ben, people):
    """A review that was held on Thursday 12 March."""
    return a_booking(ben, people["ivy"], HELD_ON, by=people["ada"], state="held")


@pytest.fixture
def booking(ben, people):
    """The review that is open, today."""
    return a_booking(ben, people["ivy"], date(2026, 3, 16), by=people["ada"])
