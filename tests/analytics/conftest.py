"""The people and children of the casework tests, for figures counted over them."""

from tests.casework.conftest import as_person, frozen, looked_after, people, teams

__all__ = ["as_person", "frozen", "looked_after", "people", "teams"]
