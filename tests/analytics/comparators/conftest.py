"""What tests of the comparators share."""

from datetime import UTC, datetime

import pytest

from lodestar.access.roles import Role
from lodestar.analytics.comparators.actions import LoadAccount, load_published
from lodestar.analytics.comparators.queries import known_areas
from lodestar.analytics.comparators.reading import read_published
from tests.factories.people import a_person

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def of_shropshire(settings):
    settings.AUTHORITY_CODE = "E06000051"
    settings.AUTHORITY_REGION = ""
    settings.AUTHORITY_NEIGHBOURS = []
    settings.POPULATION_0_17 = None


@pytest.fixture
def load(db):
    """Return a function that loads the bytes of a file as an analyst."""
    analyst = a_person(Role.ANALYST)

    def loading(content: bytes, name: str = "file.csv", **facts) -> LoadAccount:
        read = read_published(name, content, known_areas())
        return load_published(read=read, by=analyst, at=AT, **facts)

    return loading
