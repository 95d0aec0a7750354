"""The people of casework, and children whose lives are written row by row."""

from tests.casework.conftest import as_person, frozen, looked_after, people, teams

__all__ = ["as_person", "frozen", "looked_after", "people", "teams"]
