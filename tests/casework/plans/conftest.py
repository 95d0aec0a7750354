"""A child looked after since Monday 2 March 2026, whose first review is due on 30 March, and their plan."""

from datetime import date

import pytest

from lodestar.casework.allocation import actions as allocation
from lodestar.casework.plans import actions as plans
from tests.casework.conftest import AT

WHOLE = {
    "long-term": ("Ben stays with his aunt.", date(2026, 3, 5)),
    "placement": ("With the Oaks in Market Drayton.", date(2026, 3, 2)),
    "health": ("Dentist and optician.", None),
    "education": ("Year 6, extra reading.", None),
    "family-time": ("Mum on Saturdays.", None),
    "identity": ("Goes to mosque with his uncle.", None),
    "wishes": ("Ben wants to stay at his school.", None),
    "delegated": ("Carer may say yes to sleepovers.", None),
}


@pytest.fixture
def ben(people, looked_after):
    child = looked_after(social_worker=people["sam"], first_name="Benedict", last_name="Oak")
    allocation.allocate_iro(
        child=child, officer=people["ivy"], from_on=date(2026, 3, 3), because="", by=people["mia"], at=AT
    )
    return child


@pytest.fixture
def record(people):
    """Record a version of a child's plan, whole unless told otherwise."""

    def make(child, dated_on=date(2026, 3, 5), at=AT, by="sam", **facts):
        facts.setdefault("parts", WHOLE)
        facts.setdefault("contingency", "With his grandmother.")
        return plans.record_plan(child=child, dated_on=dated_on, by=people[by], at=at, **facts)

    return make
