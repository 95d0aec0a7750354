"""What tests of the access room share."""

import pytest
from django.test import Client

from lodestar.access.roles import Role
from tests.factories.people import a_person


@pytest.fixture
def signed_in_as(client: Client, db):
    """Return a function that signs in a new person of a role and gives back (client, person)."""

    def sign_in(role: Role, **facts):
        person = a_person(role, **facts)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client, person

    return sign_in
