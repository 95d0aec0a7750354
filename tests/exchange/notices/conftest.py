"""Somebody to tell."""

import pytest

from lodestar.access.roles import Role
from tests.factories.people import a_person


@pytest.fixture
def ivy(db):
    return a_person(Role.OFFICER, name="Ivy Field", email="ivy@example.org")


@pytest.fixture
def mia(db):
    return a_person(Role.MANAGER, name="Mia Brook", email="mia@example.org")
