"""The same child and reviews as the decisions' tests have."""

from tests.casework.decisions.conftest import ben, booking, earlier

__all__ = ["ben", "booking", "earlier"]
