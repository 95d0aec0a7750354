"""People for the tests of the child register."""

import pytest

from lodestar.access.models import User
from lodestar.access.roles import Role
from tests.factories import children as made


@pytest.fixture
def ada(db) -> User:
    """An administrator, who records."""
    return User.objects.add(username="ada", name="Ada Wood", role=Role.ADMINISTRATOR)


@pytest.fixture
def sam(db) -> User:
    """A social worker, who records as well."""
    return User.objects.add(
        username="sam", name="Sam Reed", role=Role.SOCIAL_WORKER, team=made.a_team(name="North")
    )
